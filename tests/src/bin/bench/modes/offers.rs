//! Contacts wait in four queues; all their agents become ready in the same moment.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::centre;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::process::Build;
use crate::socket::Manner;
use crate::times::Times;

const AGENTS: usize = 500;
const PATIENCE: Duration = Duration::from_secs(60);

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let agents = arguments.many(AGENTS);
    let hall = Hall::open(build, agents, 1).await?;
    let desks = hall.agents(0..agents, Manner::Idle).await?;
    let queues = centre::queues(agents);
    let mut contacts = Vec::new();
    for queue in 0..queues {
        let members = (0..agents).filter(|agent| agent % queues == queue).count();
        contacts.extend(hall.contacts(contacts.len(), members, &centre::queue(queue)).await?);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;

    let begun = Instant::now();
    for agent in &desks {
        let number = hall.answers.begin();
        agent.command(number, r#"{"kind":"set_state","state":{"kind":"ready"}}"#);
    }
    let offered = || {
        let at = desks.iter().filter_map(|agent| *agent.invited_at.lock().unwrap_or_else(PoisonError::into_inner));
        at.map(|at| at.duration_since(begun)).collect::<Vec<_>>()
    };
    while offered().len() < agents && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let offered = offered();
    let last = offered.iter().max().copied().unwrap_or(PATIENCE);
    let mut figures = Figures::default();
    figures.add("agents who got no offer", (agents - offered.len()) as f64, "");
    figures.add("offers", offered.len() as f64 / last.as_secs_f64(), "/s");
    figures.times("from the first who is ready until the offer", &offered.into_iter().collect::<Times>());
    Ok(figures)
}
