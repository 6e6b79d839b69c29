//! What an operator's Prometheus reads after an hour of work, and what it does not.

use std::{collections::BTreeSet, net::SocketAddr, sync::Arc};

use konsil_protocol::{
    domain::{AgentState, CaseId, Command, NotReadyReason, QueueId, Refusal},
    wire::{
        agent::{FromAgent, SignIn, ToAgent},
        contact::{ContactRefusal, FromContact, ToContact},
    },
};
use tokio::net::TcpListener;

use super::people::{AgentClient, ContactClient, PATIENCE, open, parts};
use crate::{
    Server,
    metrics::{Metrics, serve},
    store::{DATABASE, SqliteStore},
};

struct Measured {
    public: SocketAddr,
    metrics: SocketAddr,
    _data: tempfile::TempDir,
}

async fn measured() -> Measured {
    let data = tempfile::tempdir().unwrap();
    let counting = Metrics::counting(Some(data.path().to_owned()));
    let store = SqliteStore::open(data.path()).unwrap();
    let server = Server::load_counting(parts(Arc::new(store)), counting.clone()).unwrap();
    let (listener, asked) =
        (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let (public, metrics) = (listener.local_addr().unwrap(), asked.local_addr().unwrap());
    tokio::spawn(server.serve(listener, std::future::pending()));
    tokio::spawn(serve(asked, counting));
    Measured { public, metrics, _data: data }
}

impl Measured {
    async fn text(&self) -> String {
        let answer = client().get(format!("http://{}/metrics", self.metrics)).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
        answer.text().await.unwrap()
    }

    /// Waits until a line is there.
    async fn until(&self, line: &str) {
        let seen = async {
            while !self.text().await.lines().any(|found| found == line) {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout(PATIENCE, seen).await.is_err() {
            panic!("no {line:?} in {}", self.text().await);
        }
    }
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

fn value(text: &str, name: &str) -> f64 {
    let line = text.lines().find(|line| line.split(' ').next() == Some(name));
    line.and_then(|line| line.rsplit(' ').next()).unwrap_or_else(|| panic!("no {name} in {text}")).parse().unwrap()
}

async fn signs_in(server: SocketAddr, password: &str) -> u16 {
    let body = SignIn { login: "anna".to_owned(), password: password.to_owned() };
    client().post(format!("http://{server}/v1/sign-in")).json(&body).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn what_happened_is_counted_and_nobody_is_named() {
    let server = measured().await;
    assert_eq!(signs_in(server.public, "a password of some length").await, 200);
    assert_eq!(signs_in(server.public, "Petras Katze heißt Mohrle").await, 401);
    let mut anna = AgentClient::arrives(server.public, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.public, "Petra Hoffmann", "Meine Rechnung stimmt nicht.").await;
    let view = anna.accepts().await;
    anna.says("m1", &view.case, "Guten Tag!").await.unwrap();
    petra.says("p2", "Es sind 38,90 € zu viel.").await;
    // What is not possible: an empty text, a chat of nobody, a topic that is not there.
    assert_eq!(anna.says("m2", &view.case, " ").await, Err(Refusal::TextEmpty));
    let nobodys = CaseId::new("chat-of-nobody").unwrap();
    assert_eq!(anna.says("m3", &nobodys, "Hallo?").await, Err(Refusal::NoSuchCase));
    let mut lost = ContactClient::dial(server.public).await;
    let FromContact::Open { protocol, secret, name, language, text, page, .. } = open("Martin", "Hallo") else {
        panic!("opens")
    };
    let topic = QueueId::new("no-such-topic").unwrap();
    lost.send(&FromContact::Open { protocol, secret, name, topic, language, text, page, former: None }).await;
    let no_topic = |frame: &ToContact| matches!(frame, ToContact::Refused { refusal: ContactRefusal::NoSuchTopic, .. });
    lost.until(|frame| no_topic(frame).then_some(())).await;
    // And somebody who waits.
    let pause = Command::SetState { state: AgentState::NotReady { reason: NotReadyReason::BREAK } };
    anna.command("pause", pause).await.unwrap();
    let (waiting, _) = ContactClient::opens(server.public, "Martin Maier", "Ist da jemand?").await;

    let text = server.text().await;
    for (name, expected) in [
        ("konsil_sockets{side=\"agent\"}", 1.0),
        ("konsil_sockets{side=\"contact\"}", 2.0),
        ("konsil_sign_ins_total{outcome=\"done\"}", 1.0),
        ("konsil_sign_ins_total{outcome=\"refused\"}", 1.0),
        ("konsil_sign_ins_total{outcome=\"busy\"}", 0.0),
        ("konsil_sign_ins_waiting", 0.0),
        ("konsil_refusals_total{side=\"agent\",kind=\"text_empty\"}", 1.0),
        ("konsil_refusals_total{side=\"agent\",kind=\"no_such_case\"}", 1.0),
        ("konsil_refusals_total{side=\"contact\",kind=\"no_such_topic\"}", 1.0),
        ("konsil_offers_total{queue=\"billing\"}", 1.0),
        ("konsil_chats", 2.0),
        ("konsil_queue_waiting{queue=\"billing\"}", 1.0),
        ("konsil_commits_total{outcome=\"failed\"}", 0.0),
    ] {
        assert!((value(&text, name) - expected).abs() < 0.5, "{name} is not {expected}: {text}");
    }
    let commits = value(&text, "konsil_commits_total{outcome=\"done\"}");
    assert!((commits - value(&text, "konsil_commit_seconds_count")).abs() < 0.5 && commits >= 7.0, "{text}");
    let jobs = value(&text, "konsil_queue_seconds_count");
    assert!((jobs - value(&text, "konsil_batch_jobs_sum")).abs() < 0.5 && jobs >= 10.0, "{text}");
    for name in ["konsil_received_bytes_total{side=\"agent\"}", "konsil_sent_bytes_total{side=\"contact\"}"] {
        assert!(value(&text, name) > 100.0, "{name}: {text}");
    }
    assert!(value(&text, &format!("konsil_file_bytes{{file=\"{DATABASE}-wal\"}}")) > 10_000.0, "{text}");
    for internal in
        ["anna", "Anna", "Petra", "Hoffmann", "Martin", "Rechnung", "Mohrle", "Hallo", "Guten", view.case.as_str()]
    {
        assert!(!text.contains(internal), "{internal} in {text}");
    }

    drop((waiting, petra, lost));
    server.until("konsil_sockets{side=\"contact\"} 0").await;
}

#[tokio::test]
async fn operators_read_of_every_metric_and_of_no_other() {
    let server = measured().await;
    let mut anna = AgentClient::arrives(server.public, "anna").await;
    anna.send_text("nonsense").await;
    anna.until(|frame| matches!(frame, ToAgent::Unreadable { .. }).then_some(())).await;
    let (page, text) = (include_str!("../../../../../docs/operating.md"), server.text().await);
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" | "));
    let named = rows.filter(|(_, rest)| ["gauge", "counter", "histogram"].iter().any(|kind| rest.starts_with(kind)));
    let name = |found: &str| found.split(['`', '{', ',']).next().unwrap_or_default().trim().to_owned();
    let documented: BTreeSet<_> = named.flat_map(|(names, _)| names.split(", `").map(name)).collect();
    let kinds = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let told: BTreeSet<_> = kinds.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(documented, told, "docs/operating.md and what is told");
}

#[tokio::test]
async fn whatever_is_sent_there_are_no_more_lines() {
    let server = measured().await;
    let mut anna = AgentClient::arrives(server.public, "anna").await;
    let unreadable = |frame: &ToAgent| matches!(frame, ToAgent::Unreadable { .. }).then_some(());
    anna.send_text(r#"{"type":"from_the_future"}"#).await;
    anna.until(unreadable).await;
    let lines = server.text().await.lines().count();
    for n in 0..20 {
        anna.send_text(format!(r#"{{"type":"from_the_future_{n}"}}"#)).await;
        anna.until(unreadable).await;
    }
    let text = server.text().await;
    assert_eq!(text.lines().count(), lines, "{text}");
    assert!(text.contains("konsil_refusals_total{side=\"agent\",kind=\"unsupported\"} 21"), "{text}");
    anna.send(&FromAgent::Goodbye).await;
    anna.closed().await;
    server.until("konsil_sockets{side=\"agent\"} 0").await;
}

#[tokio::test]
async fn the_metrics_are_not_where_strangers_are_and_strangers_find_nothing_where_they_are() {
    let server = measured().await;
    let status = |method: reqwest::Method, address: SocketAddr, path: &str| {
        let request = client().request(method, format!("http://{address}{path}"));
        async move { request.send().await.unwrap().status().as_u16() }
    };
    use reqwest::Method;
    assert_eq!(status(Method::GET, server.public, "/metrics").await, 404);
    assert_eq!(status(Method::GET, server.metrics, "/metrics").await, 200);
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/metrics/"),
        (Method::GET, "/health"),
        (Method::GET, "/v1/agent"),
        (Method::POST, "/v1/sign-in"),
        (Method::POST, "/metrics"),
        (Method::HEAD, "/metrics"),
        (Method::OPTIONS, "/metrics"),
    ] {
        assert_eq!(status(method.clone(), server.metrics, path).await, 404, "{method} {path}");
    }
    // Under the name of somebody's web page.
    let request = client().get(format!("http://{}/metrics", server.metrics)).header("host", "evil.example");
    assert_eq!(request.send().await.unwrap().status().as_u16(), 421);
}
