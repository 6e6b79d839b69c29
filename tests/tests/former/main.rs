//! The desktops of the version before: what two of them and a contact's page sent on a day at work, as it was recorded
//! then (`tests/stored/v1/session`), is sent to today's server. It must do what the server did then, and everything it
//! sends must be read by the former programs' own types.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it tried")]

mod line;
mod parties;
mod recording;
#[allow(dead_code, reason = "kept as they were; not all of it is read")]
mod v1;

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::{AgentId, Timestamp};
use konsil_server::accounts::{Accounts, MemoryAccounts};
use konsil_server::centre_file::Centre;
use konsil_server::clock::{Clock, RandomIds, SystemClock};
use konsil_server::limits::Limits;
use konsil_server::store::MemoryStore;
use konsil_server::{Parts, Running, start_on};
use serde_json::Value;
use tokio::net::TcpListener;

use line::Line;
use recording::{Happened, Names};

const CENTRE: &str = include_str!("../../stored/v1/session/centre.toml");
const SESSION: &str = include_str!("../../stored/v1/session/session.jsonl");
/// Of the recorded agents; the sign-in among what was recorded says it, too.
const PASSWORD: &str = "a long enough password";

fn now() -> Timestamp {
    SystemClock::new().now()
}

async fn server() -> Running {
    let accounts: Arc<dyn Accounts> = Arc::new(MemoryAccounts::new().unwrap());
    for name in ["jana", "katrin"] {
        let (adding, agent) = (accounts.clone(), AgentId::new(name).unwrap());
        tokio::task::spawn_blocking(move || adding.add(&agent, PASSWORD, now())).await.unwrap().unwrap();
    }
    let parts = Parts {
        centre: Centre::parse(CENTRE).unwrap(),
        store: Arc::new(MemoryStore::new()),
        accounts,
        clock: Arc::new(SystemClock::new()),
        ids: Arc::new(RandomIds),
        limits: Limits::none(),
        behind_proxy: false,
    };
    start_on(TcpListener::bind("127.0.0.1:0").await.unwrap(), parts).unwrap()
}

#[tokio::test]
async fn the_former_desktops_day_at_work_is_the_same_with_todays_server() {
    let server = server().await;
    let mut names = Names::default();
    let mut lines: BTreeMap<u64, Line> = BTreeMap::new();
    let (mut sent, mut received, mut step) = (0, 0, String::new());
    for happened in recording::read(SESSION) {
        match happened {
            Happened::Step(next) => {
                for line in lines.values_mut() {
                    line.has_caught_up(&mut names, &step).await;
                }
                step = next;
            }
            Happened::Call { path, body, status, answer } => {
                sent += 1;
                received += 1;
                call(&server, &path, &names.fill_in(&body), status, &answer, &mut names).await;
            }
            Happened::Opens { socket, who, path } => {
                lines.insert(socket, Line::open(server.address, &who, &path).await);
            }
            Happened::Sent { socket, frame } => {
                let line = lines.get_mut(&socket).unwrap();
                line.has_caught_up(&mut names, &step).await;
                line.sends(&names.fill_in(&frame));
                sent += 1;
            }
            Happened::Received { socket, frame } => {
                received += 1;
                lines.get_mut(&socket).unwrap().is_owed(frame);
            }
            Happened::Cut { socket } => {
                let line = lines.get_mut(&socket).unwrap();
                line.has_caught_up(&mut names, &step).await;
                line.is_cut().await;
            }
            Happened::Leaves { socket } => lines.get_mut(&socket).unwrap().leaves(),
            Happened::Closed { socket, code } => {
                let line = lines.get_mut(&socket).unwrap();
                line.has_caught_up(&mut names, &step).await;
                line.is_closed_with(code, &step).await;
            }
        }
    }
    let mut decoded = 0;
    for line in lines.values_mut() {
        line.has_caught_up(&mut names, &step).await;
        decoded += line.has_nothing_else().await;
    }
    println!(
        "{sent} frames sent as then; {received} received then, {decoded} today, all of them read by the former types"
    );
    assert!(sent > 140 && decoded > 400, "that was no day at work: {sent} sent, {decoded} read");
    server.stop().await;
}

/// Signing in, and another access token.
async fn call(server: &Running, path: &str, body: &Value, status: u64, answer: &Value, names: &mut Names) {
    let url = format!("http://{}{path}", server.address);
    let got = reqwest::Client::new().post(url).json(body).send().await.unwrap();
    assert_eq!(u64::from(got.status().as_u16()), status, "{path}");
    let got = got.text().await.unwrap();
    serde_json::from_str::<v1::wire::agent::SignedIn>(&got).unwrap_or_else(|error| panic!("{path}: {error}: {got}"));
    let got = serde_json::from_str(&got).unwrap();
    assert!(names.takes(answer, &got), "{path} is answered by {got}; then by {answer}");
}
