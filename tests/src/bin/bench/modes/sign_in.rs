//! Eight o'clock: a thousand agents type their passwords in the same moment, from one address and from many. Whoever is
//! asked to come again does so when told.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use futures_util::future::join_all;
use serde::Deserialize;

use crate::arguments::Arguments;
use crate::centre::{self, PASSWORD};
use crate::figures::Figures;
use crate::hall::Hall;
use crate::process::Build;
use crate::times::Times;

const AGENTS: usize = 1_000;
/// Former builds locked people out; they do not try for ever.
const PATIENCE: Duration = Duration::from_secs(240);
/// What is freed may take a while until the system has it.
const QUIET: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Refused {
    kind: String,
    #[serde(default)]
    retry_after_ms: u64,
}

enum Outcome {
    In(Duration),
    LockedOut,
    GaveUp,
}

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let agents = arguments.many(AGENTS);
    let mut figures = Figures::default();
    for (what, from_many) in [("one address", false), ("many addresses", true)] {
        let hall = Hall::open(build, agents, 1).await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let (memory, cpu) = (hall.server.memory_mib()?, hall.server.cpu_seconds()?);
        let begun = Instant::now();
        let everybody = (0..agents).map(|n| sign_in(hall.server.port, n, from_many, begun));
        let outcomes = join_all(everybody).await.into_iter().collect::<Result<Vec<_>>>()?;
        let locked_out = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::LockedOut)).count();
        let gave_up = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::GaveUp)).count();
        let times = outcomes.into_iter().filter_map(|outcome| match outcome {
            Outcome::In(time) => Some(time),
            Outcome::LockedOut | Outcome::GaveUp => None,
        });
        figures.times(&format!("{what}: signed in"), &times.collect::<Times>());
        figures.add(format!("{what}: locked out with the right password"), locked_out as f64, "");
        figures.add(format!("{what}: gave up after four minutes"), gave_up as f64, "");
        figures.add(format!("{what}: server's processor"), hall.server.cpu_seconds()? - cpu, "s");
        tokio::time::sleep(QUIET).await;
        figures.add(format!("{what}: memory that stays"), hall.server.memory_mib()? - memory, "MiB");
    }
    Ok(figures)
}

async fn sign_in(port: u16, n: usize, from_many: bool, begun: Instant) -> Result<Outcome> {
    // A connection of its own, as each desktop has one.
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).no_proxy().build()?;
    let address = if from_many { format!("10.1.{}.{}", n / 256, n % 256) } else { "10.1.0.1".to_owned() };
    let body = serde_json::json!({"login": centre::agent(n), "password": PASSWORD});
    while begun.elapsed() < PATIENCE {
        let sent = client
            .post(format!("http://127.0.0.1:{port}/v1/sign-in"))
            .header("x-forwarded-for", &address)
            .json(&body)
            .send()
            .await;
        let Ok(answer) = sent else {
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        };
        if answer.status().is_success() {
            return Ok(Outcome::In(begun.elapsed()));
        }
        let text = answer.text().await?;
        let refused: Refused = serde_json::from_str(&text).with_context(|| format!("cannot read {text:?}"))?;
        match refused.kind.as_str() {
            "busy" => tokio::time::sleep(Duration::from_millis(refused.retry_after_ms)).await,
            _ => return Ok(Outcome::LockedOut),
        }
    }
    Ok(Outcome::GaveUp)
}
