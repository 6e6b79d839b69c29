//! What a server does rarely, on a paused clock: tokens end, connections die silently, stores fail, entries are missing.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::PASSWORD;
use common::desk::Desk;
use common::script::Scripted;
use konsil_link::LocalStore;
use konsil_link::native::{self, HttpAnswer, SignInWith};
use konsil_protocol::domain::{
    AgentState, BackendRequest, CaseId, Command, Connection, Entry, EntryBody, EventId, OfflineCause, Refusal,
    SignInNeeded, SystemMessage, ThreadRef, Timestamp,
};
use konsil_protocol::wire::agent::{Answer, FromAgent, Numbered, SignInRefused, ToAgent};
use konsil_protocol::wire::{CLOSE_PROTOCOL, CLOSE_RESYNC, CLOSE_SIGN_IN, CLOSE_TAKEN_OVER};
use tokio::time::Instant;

fn begins() -> (Scripted, Desk) {
    let by_hand = SignInWith::Password { login: "jana".into(), password: PASSWORD.into() };
    let (server, config) = Scripted::new(by_hand);
    (server, Desk::starts(config, LocalStore::in_memory().unwrap()))
}

fn case() -> CaseId {
    CaseId::new("case-1").unwrap()
}

fn refused(status: u16, refused: &SignInRefused) -> HttpAnswer {
    HttpAnswer { status, retry_after: None, body: serde_json::to_vec(refused).unwrap() }
}

#[tokio::test(start_paused = true)]
async fn the_token_is_renewed_on_the_open_socket_before_it_ends() {
    let (mut server, mut jana) = begins();
    let began = Instant::now();
    let (mut line, token, take_over) = server.greets().await;
    assert_eq!((token.as_str(), take_over), ("access-1", true));
    line.welcomes().await;
    jana.online().await;
    for call in 2..5_u32 {
        let FromAgent::Renew { token } = line.hears().await else { panic!("no renewal") };
        assert_eq!(token, format!("access-{call}"));
        assert!(began.elapsed() < Duration::from_secs(15 * 60) * (call - 1));
        let calls = server.calls.lock().unwrap();
        let (path, body) = calls.last().unwrap();
        assert_eq!(path, "/v1/refresh");
        assert!(body.contains(&format!("refresh-{}", call - 1)), "each refresh token is used once: {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_once_and_then_somebody_must_sign_in() {
    let (mut server, mut jana) = begins();
    let line = server.welcomes().await;
    jana.online().await;
    line.closes(CLOSE_SIGN_IN).await;
    let (line, token, take_over) = server.greets().await;
    assert_eq!((token.as_str(), take_over), ("access-2", false));
    line.closes(CLOSE_SIGN_IN).await;
    let why = SignInNeeded::SessionEnded;
    jana.until("sign in again", |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;
    assert!(!native::has_session(&jana.store, "http://localhost:1").unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_disabled_agent_is_told_so_and_nothing_is_tried_again() {
    let (mut server, mut jana) = begins();
    let line = server.welcomes().await;
    jana.online().await;
    server.answers.lock().unwrap().push_back(refused(401, &SignInRefused::Disabled));
    line.closes(CLOSE_SIGN_IN).await;
    let why = SignInNeeded::Disabled;
    jana.until("disabled", |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;
    let again = tokio::time::timeout(Duration::from_secs(3600), server.greets()).await;
    assert!(again.is_err());
}

#[tokio::test(start_paused = true)]
async fn whoever_signs_in_while_many_do_comes_again_by_itself_with_the_same_password() {
    let (mut server, mut jana) = begins();
    for retry_after_ms in [2_000, 3_000] {
        server.answers.lock().unwrap().push_back(refused(503, &SignInRefused::Busy { retry_after_ms }));
    }
    let began = Instant::now();
    let busy = |desk: &Desk| matches!(desk.connection, Some(Connection::Offline { cause: OfflineCause::Busy, .. }));
    jana.until("busy", busy).await;
    server.welcomes().await;
    jana.online().await;
    assert!(began.elapsed() >= Duration::from_secs(5) && began.elapsed() <= Duration::from_secs(10));
    let calls = server.calls.lock().unwrap();
    assert!(calls.iter().all(|(path, _)| path == "/v1/sign-in"));
    assert_eq!(calls.len(), 3);
    assert!(calls.iter().all(|(_, body)| *body == calls[0].1));
}

#[tokio::test(start_paused = true)]
async fn close_codes_lead_where_they_should() {
    let (mut server, mut jana) = begins();
    let line = server.welcomes().await;
    jana.online().await;
    line.closes(CLOSE_RESYNC).await;
    let line = server.welcomes().await;
    line.closes(CLOSE_PROTOCOL).await;
    let version =
        |desk: &Desk| matches!(desk.connection, Some(Connection::Offline { cause: OfflineCause::Version, .. }));
    jana.until("another version", version).await;
    let line = server.welcomes().await;
    line.closes(CLOSE_TAKEN_OVER).await;
    jana.until("elsewhere", |desk| desk.connection == Some(Connection::Elsewhere)).await;
    let again = tokio::time::timeout(Duration::from_secs(3600), server.greets()).await;
    assert!(again.is_err(), "only the agent takes it back");
    jana.backend.requests.send(BackendRequest::ContinueHere).unwrap();
    let (_, _, take_over) = server.greets().await;
    assert!(take_over);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_patience_gets_it() {
    let (mut server, mut jana) = begins();
    let line = server.welcomes().await;
    jana.online().await;
    let busy = HttpAnswer { status: 503, retry_after: Some("40".to_owned()), body: Vec::new() };
    server.answers.lock().unwrap().push_back(busy);
    let began = Instant::now();
    line.closes(CLOSE_SIGN_IN).await;
    server.welcomes().await;
    assert!(began.elapsed() >= Duration::from_secs(40), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_dead_after_35_seconds_and_another_one_is_made() {
    let (mut server, mut jana) = begins();
    let mut line = server.welcomes().await;
    jana.online().await;
    let began = Instant::now();
    let mut pings = 0;
    while let Some(frame) = line.hears_anything().await {
        assert!(matches!(frame, FromAgent::Ping { .. }), "{frame:?}");
        pings += 1;
    }
    assert_eq!(pings, 2);
    assert_eq!(began.elapsed().as_secs(), 35);
    server.welcomes().await;
    jana.online().await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_in_doubt_stands_with_an_answer_and_is_dead_after_five_seconds_without() {
    let (mut server, mut jana) = begins();
    let mut line = server.welcomes().await;
    jana.online().await;
    let asks = |jana: &Desk| jana.backend.requests.send(BackendRequest::Probe).unwrap();
    let began = Instant::now();
    asks(&jana);
    let Some(FromAgent::Ping { n }) = line.hears_anything().await else { panic!("it asks") };
    assert_eq!(began.elapsed().as_millis(), 0, "at once");
    line.says(&ToAgent::Pong { n }).await;
    let next = line.hears_anything().await;
    assert!(matches!(next, Some(FromAgent::Ping { .. })), "it stands until the next ping is due: {next:?}");
    assert!(began.elapsed() >= Duration::from_secs(15));
    let began = Instant::now();
    asks(&jana);
    while line.hears_anything().await.is_some() {}
    assert_eq!(began.elapsed().as_secs(), 5);
    server.welcomes().await;
    jana.online().await;
}

#[tokio::test(start_paused = true)]
async fn what_the_store_could_not_take_is_sent_again_under_the_same_id_and_in_order() {
    let (mut server, mut jana) = begins();
    let mut line = server.welcomes().await;
    jana.online().await;
    let first = jana.writes(&case(), "Eins");
    let second = jana.writes(&case(), "Zwei");
    for _ in 0..3 {
        assert_eq!(line.hears_command().await, first);
        line.answers(&first, Answer::Refused { refusal: Refusal::StoreUnavailable }).await;
    }
    assert_eq!(line.hears_command().await, first);
    line.answers(&first, Answer::Accepted).await;
    assert_eq!(line.hears_command().await, second);
    jana.until("the first answer", |desk| !desk.answers.is_empty()).await;
    assert_eq!(jana.answers.len(), 1);
    assert_eq!(jana.answers[&first], Ok(()));
}

#[tokio::test(start_paused = true)]
async fn a_command_without_answer_is_refused_ten_seconds_after_the_cut() {
    let (mut server, mut jana) = begins();
    let mut line = server.welcomes().await;
    jana.online().await;
    let id = jana.does(Command::SetState { state: AgentState::Ready });
    assert_eq!(line.hears_command().await, id);
    let busy = HttpAnswer { status: 503, retry_after: Some("60".to_owned()), body: Vec::new() };
    server.answers.lock().unwrap().push_back(busy);
    let began = Instant::now();
    line.closes(CLOSE_SIGN_IN).await;
    jana.until("a refusal", |desk| desk.answers.contains_key(&id)).await;
    assert_eq!(jana.answers[&id], Err(Refusal::StoreUnavailable));
    assert_eq!(began.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_missing_entry_is_asked_for_and_unknown_frames_are_passed_over() {
    let (mut server, mut jana) = begins();
    let mut line = server.welcomes().await;
    jana.online().await;
    line.says_text(r#"{"type":"weather","sun":true}"#.to_owned()).await;
    line.says_text("not even JSON".to_owned()).await;
    let log = ThreadRef::main(case());
    line.says_text(case_with_main()).await;
    assert!(matches!(line.hears().await, FromAgent::Page { after: None, .. }));
    let entries = vec![numbered(0, 1), numbered(1, 2)];
    line.says(&ToAgent::Entries { log: log.clone(), reset: true, entries, more: false, older: false }).await;
    line.says(&ToAgent::Entry { log: log.clone(), entry: numbered(4, 5) }).await;
    let FromAgent::Page { after, .. } = line.hears().await else { panic!("no page") };
    assert_eq!(after.unwrap().seq, 2);
    let entries = vec![numbered(2, 4), numbered(4, 5)];
    line.says(&ToAgent::Entries { log, reset: false, entries, more: false, older: false }).await;
    jana.until("all of it", |desk| desk.threads.values().any(|known| known.len() == 4)).await;
}

fn numbered(after: u64, seq: u64) -> Numbered {
    let body = EntryBody::System { system: SystemMessage::ChatOpened };
    Numbered { after, seq, entry: Entry { id: EventId::new(format!("event-{seq}")).unwrap(), at: Timestamp(0), body } }
}

fn case_with_main() -> String {
    r#"{"type":"case","view":{"case":"case-1","version":1,"contact":{"name":"K","language":"de","presence":{"kind":"present"}},
    "queue":"billing","opened_at":0,"first_accepted_at":0,"standing":{"kind":"member"},"members":[],"owner":null,
    "consultations":[],"requests":[],"outcomes":[],"unanswered_since":null,"note":"","disposition":null,
    "disposition_required":false,"case_data":{},"can":[],"removable":[],"not_askable":[],"end_effect":"whole_chat",
    "threads":[{"kind":"main"}]}}"#
        .to_owned()
}
