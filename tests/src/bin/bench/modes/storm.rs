//! Everybody works with three chats, 200 messages a second are written, and the power goes. The server is started again;
//! every desktop connects when it can, reads what it missed, and sends again what was not answered.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rusqlite::Connection;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::{open_loop, send};
use crate::process::{Build, Process};
use crate::socket::Manner;

const AGENTS: usize = 3_000;
const CHATS: usize = 3;
const RATE: f64 = 200.0;
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let agents = arguments.many(AGENTS);
    let mut hall = Hall::open(build, agents, CHATS).await?;
    let begun = Instant::now();
    let (writers, _contacts) = hall.at_work(agents, CHATS, Manner::Returns).await?;
    let mut figures = Figures::default();
    figures.add("until all of them had their chats", begun.elapsed().as_secs_f64(), "s");
    let mut numbers = open_loop(&hall.answers, &writers, RATE, Duration::from_secs(arguments.seconds())).await?.numbers;

    // Those of the last two seconds are under way, or answered but not yet read.
    numbers.extend(send(&hall.answers, &writers, RATE, Duration::from_secs(2)).await?.numbers);
    let port = hall.server.port;
    let acknowledged: Vec<_> = numbers.iter().copied().filter(|number| hall.answers.is_answered(*number)).collect();
    let Hall { folder, server, answers, size } = hall;
    server.kill()?;
    let begun = Instant::now();
    let server = Process::start(build, folder.path(), port).await?;
    figures.add("the server's start", server.started_in.as_secs_f64(), "s");
    hall = Hall { folder, server, answers, size };

    let is_back = |n: usize| {
        let agent = &writers[n].agent;
        agent.is_ready.load(Ordering::Relaxed) && agent.pages_asked.load(Ordering::Relaxed) == 0
    };
    let mut back = vec![None; writers.len()];
    // A socket notices that it was cut a moment later.
    tokio::time::sleep(Duration::from_millis(50)).await;
    while back.iter().any(Option::is_none) && begun.elapsed() < PATIENCE {
        for (n, at) in back.iter_mut().enumerate() {
            if at.is_none() && is_back(n) {
                *at = Some(begun.elapsed());
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let missing = back.iter().filter(|at| at.is_none()).count();
    let last = back.into_iter().flatten().max().unwrap_or(PATIENCE);
    figures.add("agents' chats that did not come back", missing as f64, "");
    figures.add("the last one had caught up after", last.as_secs_f64(), "s");
    while !numbers.iter().all(|number| hall.answers.is_answered(*number)) && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let open = numbers.iter().filter(|number| !hall.answers.is_answered(**number)).count();
    figures.add("messages that were never answered", open as f64, "");

    let Hall { folder, server, .. } = hall;
    server.stop().await?;
    let stored = stored(&folder.path().join("data/centre.sqlite"))?;
    let times = |number: &u64| stored.get(number).copied().unwrap_or_default();
    ensure!(
        numbers.iter().any(|number| times(number) > 0),
        "no message is found in the database: its form is another one"
    );
    figures.add("acknowledged before the cut", acknowledged.len() as f64, "");
    figures.add(
        "acknowledged before the cut, and lost",
        acknowledged.iter().filter(|number| times(number) == 0).count() as f64,
        "",
    );
    figures.add("lost at all", numbers.iter().filter(|number| times(number) == 0).count() as f64, "");
    figures.add("stored twice", numbers.iter().filter(|number| times(number) > 1).count() as f64, "");
    Ok(figures)
}

/// How often each message lies in the database.
fn stored(file: &std::path::Path) -> Result<HashMap<u64, u32>> {
    let db = Connection::open(file)?;
    let mut events = db.prepare("SELECT body FROM events")?;
    let mut rows = events.query([])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str()?;
        // The ids of our commands are an m with a number, and messages are called by them.
        let id = body.split('"').find_map(|part| part.strip_prefix('m')?.parse().ok());
        if let Some(number) = id {
            *found.entry(number).or_default() += 1;
        }
    }
    Ok(found)
}
