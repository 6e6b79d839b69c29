//! 30 agents write 300 messages a second while thousands of contacts wait in their queue: all of them have as many chats as
//! they take. Then those who wait give up, and their pages stay open: the difference is what waiting costs.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::centre;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::Build;
use crate::socket::{Contact, Manner};

const AT_WORK: usize = 30;
const RATE: f64 = 300.0;
const WAITING: usize = 5_000;
/// Keeps the addresses of those who wait apart from those who chat.
const OTHERS: usize = 100_000;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let hall = Hall::open(build, 500, 1).await?;
    let (writers, _contacts) = hall.at_work(AT_WORK, 1, Manner::Works).await?;
    let lasts = Duration::from_secs(arguments.seconds());
    let mut figures = Figures::default();
    let count = arguments.many(WAITING);
    let pages = hall.contacts_bit_by_bit(OTHERS, count, &centre::queue(0)).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let before = hall.server.cpu_seconds()?;
    let some = open_loop(&hall.answers, &writers, RATE, lasts).await?;
    let cpu = (hall.server.cpu_seconds()? - before) * 1_000.0;
    figures.times(&format!("{count} wait"), &some.times);
    figures.add(format!("{count} wait: server's processor for a message"), cpu / some.numbers.len() as f64, "ms");
    figures.add("not answered", some.unanswered as f64, "");

    // The pages stay open and answer pings: what is different is that nobody waits.
    pages.iter().for_each(Contact::leaves);
    tokio::time::sleep(Duration::from_secs(8)).await;
    let before = hall.server.cpu_seconds()?;
    let none = open_loop(&hall.answers, &writers, RATE, lasts).await?;
    let cpu = (hall.server.cpu_seconds()? - before) * 1_000.0;
    figures.times("as many pages, nobody waits", &none.times);
    figures.add("as many pages, nobody waits: server's processor for a message", cpu / none.numbers.len() as f64, "ms");
    drop(pages);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let alone = open_loop(&hall.answers, &writers, RATE, lasts).await?;
    figures.times("no other pages", &alone.times);
    figures.add("p50 while they wait to p50 while nobody does", some.times.at(0.5) / none.times.at(0.5), "×");
    figures.add("p99 while they wait to p99 while nobody does", some.times.at(0.99) / none.times.at(0.99), "×");
    Ok(figures)
}
