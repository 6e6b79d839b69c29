//! `cargo xtask bench`: what an acknowledged message costs, over real sockets and a database on disk that syncs each
//! commit. First one after the other, then many under way at once: these share commits.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use konsil_protocol::domain::{CaseId, Command, CommandId, MessageContent, Thread};
use konsil_server::store::SqliteStore;
use konsil_tests::story::{AgentDesk, Story, fresh_id};

const IN_A_ROW: usize = 300;
const AT_ONCE: usize = 64;
const ROUNDS: usize = 20;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let store = SqliteStore::open(folder.path())?;
    let story = Story::on(Arc::new(store)).await;
    let (_contact, agent, case) = story.chat("Hello").await;

    let begun = Instant::now();
    let mut times = Vec::with_capacity(IN_A_ROW);
    for _ in 0..IN_A_ROW {
        times.push(message(&agent, &case).await);
    }
    tell("one after the other", &mut times, begun.elapsed())?;

    let begun = Instant::now();
    let mut times = Vec::with_capacity(AT_ONCE * ROUNDS);
    for _ in 0..ROUNDS {
        let under_way: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let (agent, case) = (agent.clone(), case.clone());
                tokio::spawn(async move { message(&agent, &case).await })
            })
            .collect();
        for message in under_way {
            times.push(message.await?);
        }
    }
    tell(&format!("{AT_ONCE} at once"), &mut times, begun.elapsed())?;
    Ok(())
}

/// From the frame that leaves to the acknowledgement that comes.
async fn message(agent: &AgentDesk, case: &CaseId) -> Duration {
    let id = CommandId::new(fresh_id("bench")).expect("a short id");
    let begun = Instant::now();
    let text = "A message of some length, as people write it in a chat.".to_owned();
    let sent = agent
        .tries_as(
            id,
            Command::SendMessage { case: case.clone(), thread: Thread::Main, content: MessageContent::Text(text) },
        )
        .await;
    assert_eq!(sent, Ok(()), "a message is accepted");
    begun.elapsed()
}

fn tell(what: &str, times: &mut [Duration], took: Duration) -> std::io::Result<()> {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    writeln!(
        std::io::stdout(),
        "{what:<20} {:>6.0} messages/s   half within {:.1} ms, 99 of 100 within {:.1} ms",
        times.len() as f64 / took.as_secs_f64(),
        at(0.5),
        at(0.99),
    )
}
