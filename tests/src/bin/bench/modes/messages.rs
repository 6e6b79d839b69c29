//! 100 agents with a chat each write 500 messages a second, one after the other; then one agent alone.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::Build;
use crate::socket::Manner;
use crate::times::Times;

const AGENTS: usize = 100;
const RATE: f64 = 500.0;
const IN_A_ROW: usize = 500;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let hall = Hall::open(build, AGENTS, 1).await?;
    let (writers, _contacts) = hall.at_work(AGENTS, 1, Manner::Works).await?;
    let mut figures = Figures::default();

    let before = hall.server.cpu_seconds()?;
    let carried = open_loop(&hall.answers, &writers, RATE, Duration::from_secs(arguments.seconds())).await?;
    let cpu = hall.server.cpu_seconds()? - before;
    figures.times("500 a second", &carried.times);
    figures.add("500 a second: answered", carried.rate, "/s");
    figures.add("not answered or refused", carried.unanswered as f64 + carried.refused as f64, "");
    figures.add("the generator's own lateness: p99", carried.lateness.at(0.99), "ms");
    figures.add("server's processor for a message", cpu * 1_000.0 / carried.numbers.len() as f64, "ms");

    let begun = Instant::now();
    let mut times = Vec::with_capacity(IN_A_ROW);
    for _ in 0..arguments.many(IN_A_ROW) {
        let sent = Instant::now();
        writers[0].agent.asks(&writers[0].message()).await?;
        times.push(sent.elapsed());
    }
    figures.add("one after the other", times.len() as f64 / begun.elapsed().as_secs_f64(), "/s");
    figures.times("one after the other", &times.into_iter().collect::<Times>());
    Ok(figures)
}
