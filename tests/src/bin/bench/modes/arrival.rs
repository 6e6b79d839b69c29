//! Everybody's desktop connects at the same moment, with a token that is still good.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::process::Build;
use crate::socket::{Agent, Manner};
use crate::times::Times;

const PATIENCE: Duration = Duration::from_secs(150);

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let agents = arguments.agents();
    let hall = Hall::open(build, agents, 1).await?;
    let before = hall.server.cpu_seconds()?;
    let begun = Instant::now();
    let desks: Vec<_> =
        (0..agents).map(|n| Agent::arrive(hall.server.port, n, Manner::Idle, hall.answers.clone())).collect();
    let mut there = vec![None; agents];
    let mut left = agents;
    while left > 0 && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(20)).await;
        for (agent, at) in desks.iter().zip(&mut there) {
            if at.is_none() && (agent.is_ready.load(Ordering::Relaxed) || agent.is_cut.load(Ordering::Relaxed)) {
                *at = Some(begun.elapsed());
                left -= 1;
            }
        }
    }
    let cut = desks.iter().filter(|agent| agent.is_cut.load(Ordering::Relaxed)).count();
    let bytes: u64 = desks.iter().map(|agent| agent.bytes.load(Ordering::Relaxed)).sum();
    let mut figures = Figures::default();
    figures.times(
        "from the first connection until the whole state is there",
        &there.into_iter().flatten().collect::<Times>(),
    );
    figures.add("not there after 150 s", left as f64, "");
    figures.add("cut", cut as f64, "");
    figures.add("server's processor", hall.server.cpu_seconds()? - before, "s");
    figures.add("sent to each", bytes as f64 / agents as f64 / 1024.0, "KiB");
    Ok(figures)
}
