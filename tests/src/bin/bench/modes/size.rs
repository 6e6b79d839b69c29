//! The same 30 agents write the same messages in centres of 34, 500 and as many agents as asked for.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::Build;
use crate::socket::Manner;

const AT_WORK: usize = 30;
const RATE: f64 = 300.0;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let mut figures = Figures::default();
    let mut costs = Vec::new();
    for agents in [34, 500, arguments.agents()] {
        let hall = Hall::open(build, agents, 1).await?;
        let (writers, _contacts) = hall.at_work(AT_WORK, 1, Manner::Works).await?;
        let before = hall.server.cpu_seconds()?;
        let carried = open_loop(&hall.answers, &writers, RATE, Duration::from_secs(arguments.seconds())).await?;
        let cost = (hall.server.cpu_seconds()? - before) * 1_000.0 / carried.numbers.len() as f64;
        figures.times(&format!("{agents} agents"), &carried.times);
        figures.add(format!("{agents} agents: server's processor for a message"), cost, "ms");
        costs.push(cost);
    }
    if let (Some(few), Some(many)) = (costs.first(), costs.last()) {
        figures.add("largest to smallest: processor for a message", many / few, "×");
    }
    Ok(figures)
}
