//! Everybody of a large centre is signed in, 200 look at the Team Communicator, 20 change their state each second, and 50
//! messages a second are written meanwhile.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::Build;
use crate::socket::{Agent, Manner};

const AT_WORK: usize = 50;
const WATCHING: usize = 200;
const CHANGES_A_SECOND: f64 = 20.0;
const MESSAGES_A_SECOND: f64 = 50.0;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let agents = arguments.agents();
    let hall = Hall::open(build, agents, 1).await?;
    let (writers, _contacts) = hall.at_work(AT_WORK.min(agents / 3), 1, Manner::Works).await?;
    let working: Vec<usize> = writers.iter().map(|writer| writer.agent.n).collect();
    let others = (0..agents).filter(|n| !working.contains(n));
    let others = hall.agents(others, Manner::Idle).await?;
    let lasts = Duration::from_secs(arguments.seconds());
    let mut figures = Figures::default();

    settle(&hall).await?;
    let quiet = open_loop(&hall.answers, &writers, MESSAGES_A_SECOND, lasts).await?;
    figures.times("messages, nobody changes", &quiet.times);

    let watching = arguments.many(WATCHING).min(others.len());
    // Whoever speaks the first version gets everything anyway, and does not know the frame.
    others.iter().take(watching).for_each(|agent| agent.frame(r#"{"type":"watch","on":true}"#.to_owned()));
    settle(&hall).await?;
    let (cpu, bytes) = (hall.server.cpu_seconds()?, received(&others));
    let begun = Instant::now();
    let (carried, ()) =
        tokio::join!(open_loop(&hall.answers, &writers, MESSAGES_A_SECOND, lasts), changes(&others[watching..], lasts));
    let carried = carried?;
    let took = begun.elapsed().as_secs_f64();
    figures.times("messages, 20 changes a second", &carried.times);
    figures.add("not answered", carried.unanswered as f64, "");
    figures.add("server's share of a core", (hall.server.cpu_seconds()? - cpu) / took * 100.0, "%");
    figures.add("sent to everybody", (received(&others) - bytes) as f64 / took / 1024.0, "KiB/s");
    figures.add("p99 while they change to p99 in quiet", carried.times.at(0.99) / quiet.times.at(0.99), "×");
    Ok(figures)
}

/// One agent after the other becomes ready, and the next time around not.
async fn changes(agents: &[Arc<Agent>], lasts: Duration) {
    let begun = Instant::now();
    for (n, agent) in agents.iter().cycle().enumerate() {
        let due = Duration::from_secs_f64(n as f64 / CHANGES_A_SECOND);
        if due > lasts {
            return;
        }
        tokio::time::sleep_until((begun + due).into()).await;
        let state = if (n / agents.len()).is_multiple_of(2) {
            r#"{"kind":"not_ready","reason":"meeting"}"#
        } else {
            r#"{"kind":"not_ready","reason":"break"}"#
        };
        let command = format!(r#"{{"kind":"set_state","state":{state}}}"#);
        let agent = agent.clone();
        // Its answer is not what is measured; a slow one must not hold up the next change.
        tokio::spawn(async move { agent.asks(&command).await });
    }
}

fn received(agents: &[Arc<Agent>]) -> u64 {
    agents.iter().map(|agent| agent.bytes.load(Ordering::Relaxed)).sum()
}

/// Waits until the server has nothing left to do, half a minute at most.
async fn settle(hall: &Hall) -> Result<()> {
    for _ in 0..30 {
        let before = hall.server.cpu_seconds()?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        if hall.server.cpu_seconds()? - before < 0.1 {
            break;
        }
    }
    Ok(())
}
