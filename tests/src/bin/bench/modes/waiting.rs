//! 30 agents write 300 messages a second, first while nobody waits, then while thousands of contacts wait in their queue:
//! all of them have as many chats as they take.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::centre;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::Build;
use crate::socket::Manner;

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

    let before = hall.server.cpu_seconds()?;
    let none = open_loop(&hall.answers, &writers, RATE, lasts).await?;
    let cpu = hall.server.cpu_seconds()?;
    figures.times("nobody waits", &none.times);
    figures.add(
        "nobody waits: server's processor for a message",
        (cpu - before) * 1_000.0 / none.numbers.len() as f64,
        "ms",
    );

    let count = arguments.many(WAITING);
    let _waiting = hall.contacts_bit_by_bit(OTHERS, count, &centre::queue(0)).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let before = hall.server.cpu_seconds()?;
    let some = open_loop(&hall.answers, &writers, RATE, lasts).await?;
    let cpu = hall.server.cpu_seconds()?;
    figures.times(&format!("{count} wait"), &some.times);
    figures.add(
        format!("{count} wait: server's processor for a message"),
        (cpu - before) * 1_000.0 / some.numbers.len() as f64,
        "ms",
    );
    figures.add("not answered", some.unanswered as f64, "");
    figures.add("p50 while they wait to p50 while nobody does", some.times.at(0.5) / none.times.at(0.5), "×");
    figures.add("p99 while they wait to p99 while nobody does", some.times.at(0.99) / none.times.at(0.99), "×");
    Ok(figures)
}
