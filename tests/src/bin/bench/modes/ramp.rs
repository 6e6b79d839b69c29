//! Faster and faster, until the server does not keep up: 300 agents with a chat each.

use std::time::Duration;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::Build;
use crate::socket::Manner;

const AGENTS: usize = 300;
const RATES: [f64; 8] = [1_000.0, 2_000.0, 3_000.0, 4_000.0, 5_000.0, 6_000.0, 7_000.0, 8_000.0];
/// Above this a rate does not count as carried.
const WITHIN_MS: f64 = 100.0;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let agents = arguments.many(AGENTS);
    let hall = Hall::open(build, agents, 1).await?;
    let (writers, _contacts) = hall.at_work(agents, 1, Manner::Works).await?;
    let mut figures = Figures::default();
    let mut most = 0.0_f64;
    for rate in RATES {
        let before = hall.server.cpu_seconds()?;
        let lasts = Duration::from_secs(arguments.seconds().min(8));
        let carried = open_loop(&hall.answers, &writers, rate, lasts).await?;
        let cpu = hall.server.cpu_seconds()? - before;
        figures.add(format!("{rate} a second: answered"), carried.rate, "/s");
        figures.times(&format!("{rate} a second"), &carried.times);
        figures.add(
            format!("{rate} a second: server's processor for a message"),
            cpu * 1_000.0 / carried.numbers.len() as f64,
            "ms",
        );
        figures.add(format!("{rate} a second: the generator's lateness, p99"), carried.lateness.at(0.99), "ms");
        if carried.unanswered > 0 || carried.times.at(0.99) > WITHIN_MS {
            break;
        }
        most = most.max(rate);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    figures.add("carried with 99 of 100 within 100 ms", most, "/s");
    Ok(figures)
}
