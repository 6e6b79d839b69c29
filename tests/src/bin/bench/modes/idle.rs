//! Agents sign in and do nothing: 300 in a centre of 300, and as many as asked for in a centre of their size.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::process::Build;
use crate::socket::Manner;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let mut figures = Figures::default();
    for agents in [arguments.many(300), arguments.agents()] {
        let hall = Hall::open(build, agents, 1).await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let before = hall.server.memory_mib()?;
        let _desks = hall.agents(0..agents, Manner::Idle).await?;
        tokio::time::sleep(Duration::from_secs(5)).await;
        let each = (hall.server.memory_mib()? - before) * 1024.0 / agents as f64;
        figures.add(format!("{agents} agents: nobody signed in"), before, "MiB");
        figures.add(format!("{agents} agents: each who is signed in"), each, "KiB");
        figures.add(format!("{agents} agents: signed in per GiB"), 1024.0 * 1024.0 / each, "");
    }
    Ok(figures)
}
