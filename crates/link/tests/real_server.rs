//! The backend against the real server, over a line that is cut, swallows answers and is unplugged.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::contact::Contact;
use common::desk::Desk;
use common::proxy::Proxy;
use common::{Folder, PASSWORD, TestServer};
use konsil_link::native::{self, NativeConfig, Network, SignInWith};
use konsil_link::{Keys, LocalStore, UnsentWhy};
use konsil_protocol::domain::{
    AgentState, BackendRequest, Command, Connection, NotReadyReason, OfflineCause, Refusal, SignInNeeded, ThreadRef,
    Timestamp,
};

fn by_hand(password: &str) -> SignInWith {
    SignInWith::Password { login: "jana".into(), password: password.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn across_cuts_nothing_is_lost_doubled_or_reordered() {
    const TEXTS: usize = 60;
    let server = TestServer::start("cuts").await;
    let proxy = Proxy::to(server.running.address).await;
    let mut jana = Desk::signs_in(&format!("http://{}", proxy.address), "jana", "desk-1");
    jana.online().await;
    let mut contact = Contact::opens(&server.address(), "Guten Tag").await;
    let case = jana.takes_a_chat().await;

    let (mut sent, mut ids) = (Vec::new(), Vec::new());
    for n in 0..TEXTS {
        let text = format!("Antwort {n}");
        ids.push(jana.writes(&case, &text));
        contact.says(&format!("Frage {n}")).await;
        sent.push(text);
        if n % 7 == 3 {
            proxy.cut();
        }
        if n % 20 == 10 {
            proxy.unplug();
            jana.until("offline", |desk| matches!(desk.connection, Some(Connection::Offline { .. }))).await;
            proxy.plug_in();
            jana.backend.requests.send(BackendRequest::Reconnect).unwrap();
        }
    }
    let mut read = Vec::new();
    while read.len() < TEXTS {
        let next = tokio::time::timeout(Duration::from_secs(30), contact.reads()).await;
        read.push(next.unwrap_or_else(|_| panic!("only {} of {TEXTS} arrived: {read:?}", read.len())));
    }
    assert_eq!(read, sent);

    jana.until("everything", |desk| desk.messages(&case).len() == 1 + 2 * TEXTS).await;
    let seen = jana.messages(&case);
    let mine: Vec<_> = seen.iter().filter(|text| text.starts_with("Antwort")).cloned().collect();
    let theirs: Vec<_> = seen.iter().filter(|text| text.starts_with("Frage")).cloned().collect();
    assert_eq!(mine, sent);
    assert_eq!(theirs, (0..TEXTS).map(|n| format!("Frage {n}")).collect::<Vec<_>>());
    jana.until("all answers", |desk| ids.iter().all(|id| desk.answers.contains_key(id))).await;
    assert_eq!(jana.store.pending(Timestamp(0)).unwrap(), []);
    assert_eq!(jana.resets, 1, "a cut never makes the desktop forget what it has");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_long_chat_the_end_comes_first_and_the_rest_on_demand() {
    let server = TestServer::start("older").await;
    let mut contact = Contact::opens(&server.address(), "Frage 0").await;
    for n in 1..120 {
        contact.says(&format!("Frage {n}")).await;
    }
    contact.is_heard().await;
    let mut jana = Desk::signs_in(&server.address(), "jana", "desk-1");
    jana.online().await;
    let case = jana.takes_a_chat().await;
    assert!(jana.messages(&case).len() <= 50);
    assert!(jana.messages(&case).contains(&"Frage 119".to_owned()));
    for _ in 0..3 {
        let known = jana.messages(&case).len();
        if known == 120 {
            break;
        }
        let ask = BackendRequest::Older { thread: ThreadRef::main(case.clone()) };
        // Twice is once.
        jana.backend.requests.send(ask.clone()).unwrap();
        jana.backend.requests.send(ask).unwrap();
        jana.until("older texts", |desk| desk.messages(&case).len() > known).await;
    }
    assert_eq!(jana.messages(&case), (0..120).map(|n| format!("Frage {n}")).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_at_a_cut_is_asked_again_and_happens_once() {
    let server = TestServer::start("asked").await;
    let proxy = Proxy::to(server.running.address).await;
    let mut jana = Desk::signs_in(&format!("http://{}", proxy.address), "jana", "desk-1");
    jana.online().await;
    let mut contact = Contact::opens(&server.address(), "Guten Tag").await;
    let case = jana.takes_a_chat().await;

    // The server hears it, and its answer is lost with the line.
    proxy.lose_answers();
    let text = jana.writes(&case, "Einmal.");
    let end = jana.does(Command::SetState { state: AgentState::NotReady { reason: NotReadyReason::BREAK } });
    assert_eq!(contact.reads().await, "Einmal.");
    proxy.cut_and_heal();
    jana.until("both answers", |desk| desk.answers.contains_key(&text) && desk.answers.contains_key(&end)).await;
    assert_eq!(jana.answers[&text], Ok(()));
    assert_eq!(jana.answers[&end], Ok(()));
    jana.writes(&case, "Zweimal.");
    assert_eq!(contact.reads().await, "Zweimal.", "the first did not arrive again");
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_written_offline_go_out_after_the_next_start_and_the_session_is_kept() {
    let server = TestServer::start("restart").await;
    let proxy = Proxy::to(server.running.address).await;
    let address = format!("http://{}", proxy.address);
    let folder = Folder::new("restart");
    let store = LocalStore::open_with(&folder.0, Keys::File).unwrap();
    let mut jana = Desk::with(&address, by_hand(PASSWORD), "desk-1", store);
    jana.online().await;
    let mut contact = Contact::opens(&server.address(), "Guten Tag").await;
    let case = jana.takes_a_chat().await;

    proxy.unplug();
    jana.until("offline", |desk| matches!(desk.connection, Some(Connection::Offline { .. }))).await;
    for text in ["Eins", "Zwei", "Drei"] {
        jana.writes(&case, text);
    }
    let refused = jana.tries(Command::EndInteraction { case: case.clone() }).await;
    assert_eq!(refused, Err(Refusal::StoreUnavailable), "at once, while offline");
    drop(jana);

    // The backend lets go of the store when it notices; then the next process may have it.
    let store = loop {
        match LocalStore::open_with(&folder.0, Keys::File) {
            Ok(store) => break store,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    assert_eq!(store.pending(Timestamp(0)).unwrap().len(), 3);
    proxy.plug_in();
    let mut jana = Desk::with(&address, SignInWith::Stored, "desk-1", store);
    jana.online().await;
    for text in ["Eins", "Zwei", "Drei"] {
        assert_eq!(contact.reads().await, text);
    }
    jana.until("her own texts", |desk| desk.messages(&case).len() == 4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_text_is_kept_with_the_reason() {
    let server = TestServer::start("refused").await;
    let mut jana = Desk::signs_in(&server.address(), "jana", "desk-1");
    jana.online().await;
    let mut contact = Contact::opens(&server.address(), "Guten Tag").await;
    let case = jana.takes_a_chat().await;
    contact.leaves().await;
    jana.until("that the contact left", |desk| {
        !matches!(desk.cases[&case].contact.presence, konsil_protocol::domain::ContactPresence::Present)
    })
    .await;
    let id = jana.writes(&case, "Noch etwas");
    jana.until("the refusal", |desk| desk.answers.contains_key(&id)).await;
    assert_eq!(jana.answers[&id], Err(Refusal::ContactLeft));
    let unsent = jana.store.unsent(Timestamp(0)).unwrap();
    assert_eq!(unsent.len(), 1);
    assert_eq!(unsent[0].why, UnsentWhy::Refused { refusal: Refusal::ContactLeft });

    // A frame that the server would cut the line for never leaves.
    let id = jana.writes(&case, &"x".repeat(400_000));
    jana.until("the refusal", |desk| desk.answers.contains_key(&id)).await;
    assert!(matches!(jana.answers[&id], Err(Refusal::TextTooLong { .. })));
    assert_eq!(jana.connection, Some(Connection::Online));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_desktop_takes_over_and_the_first_can_take_it_back() {
    let server = TestServer::start("elsewhere").await;
    let mut first = Desk::signs_in(&server.address(), "jana", "desk-1");
    first.online().await;
    let mut second = Desk::signs_in(&server.address(), "jana", "desk-2");
    second.online().await;
    first.until("elsewhere", |desk| desk.connection == Some(Connection::Elsewhere)).await;
    first.backend.requests.send(BackendRequest::Reconnect).unwrap();
    first.backend.requests.send(BackendRequest::ContinueHere).unwrap();
    first.online().await;
    second.until("elsewhere", |desk| desk.connection == Some(Connection::Elsewhere)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_session_does_not_push_another_desktop_away() {
    let server = TestServer::start("stored").await;
    let mut old = Desk::signs_in(&server.address(), "jana", "desk-1");
    old.online().await;
    let store = old.store.clone();
    drop(old);
    let mut new = Desk::signs_in(&server.address(), "jana", "desk-2");
    new.online().await;
    let mut old = Desk::with(&server.address(), SignInWith::Stored, "desk-1", store);
    old.until("elsewhere", |desk| desk.connection == Some(Connection::Elsewhere)).await;
    assert_eq!(new.connection, Some(Connection::Online));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_sign_in_is_told_why() {
    let server = TestServer::start("sign-in").await;
    let address = server.address();
    let nothing_there = "http://127.0.0.1:1".to_owned();
    let cases = [
        (address.clone(), by_hand("wrong password"), SignInNeeded::WrongLoginOrPassword),
        (address, SignInWith::Stored, SignInNeeded::FirstTime),
        (nothing_there, by_hand(PASSWORD), SignInNeeded::NoWay { cause: OfflineCause::Unreachable }),
        ("http://example.org".to_owned(), by_hand(PASSWORD), SignInNeeded::InsecureAddress),
        ("ftp://example.org".to_owned(), by_hand(PASSWORD), SignInNeeded::AddressNotUnderstood),
    ];
    for (address, sign_in, why) in cases {
        let mut desk = Desk::with(&address, sign_in, "desk-1", LocalStore::in_memory().unwrap());
        desk.until("why", |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_is_tried_again_until_it_is_back() {
    let server = TestServer::start("away").await;
    let proxy = Proxy::to(server.running.address).await;
    let mut jana = Desk::signs_in(&format!("http://{}", proxy.address), "jana", "desk-1");
    jana.online().await;
    proxy.unplug();
    let away = |desk: &Desk| matches!(desk.connection, Some(Connection::Offline { cause: OfflineCause::Unreachable, retry_in_ms }) if retry_in_ms <= 15_000);
    jana.until("offline", away).await;
    proxy.plug_in();
    jana.online().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_works_over_a_given_network_too() {
    let server = TestServer::start("dial").await;
    let config =
        NativeConfig::new(server.address(), by_hand(PASSWORD), "desk-1").over(Arc::new(Network::of_the_system()));
    let mut jana = Desk::starts(config, LocalStore::in_memory().unwrap());
    jana.online().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_must_sign_in_again() {
    let server = TestServer::start("sign-out").await;
    let mut jana = Desk::signs_in(&server.address(), "jana", "desk-1");
    jana.online().await;
    assert!(native::has_session(&jana.store, &server.address()).unwrap());
    jana.backend.requests.send(BackendRequest::SignOut).unwrap();
    while jana.backend.events.recv().await.is_some() {}
    assert!(!native::has_session(&jana.store, &server.address()).unwrap());
}
