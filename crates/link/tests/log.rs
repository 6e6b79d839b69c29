//! What the log holds of a session, with everything in it that must not be told.

#![allow(clippy::unwrap_used)]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use common::PASSWORD;
use common::desk::Desk;
use common::script::Scripted;
use konsil_link::LocalStore;
use konsil_link::native::{HttpAnswer, SignInWith};
use konsil_protocol::domain::{CaseId, Connection, Refusal, SignInNeeded};
use konsil_protocol::wire::CLOSE_SIGN_IN;
use konsil_protocol::wire::agent::{Answer, SignInRefused};

/// Everything that is logged, at any level.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().map_err(|_| std::io::ErrorKind::Other)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn the_log_holds_no_password_no_token_and_no_word_of_a_message() {
    let captured = Captured::default();
    let writer = captured.clone();
    let everything =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    // The only test of this program: nobody else decides what is logged.
    tracing::subscriber::set_global_default(everything).unwrap();

    let by_hand = SignInWith::Password { login: "jana".into(), password: PASSWORD.into() };
    let (mut server, config) = Scripted::new(by_hand);
    let mut jana = Desk::starts(config, LocalStore::in_memory().unwrap());
    let mut line = server.welcomes().await;
    jana.online().await;
    let id = jana.writes(&CaseId::new("case-1").unwrap(), "Kanarienvogel");
    assert_eq!(line.hears_command().await, id);
    line.answers(&id, Answer::Refused { refusal: Refusal::ContactLeft }).await;
    jana.until("the refusal", |desk| desk.answers.contains_key(&id)).await;
    line.says_text(r#"{"type":"answer","id":"Kanarienvogel""#.to_owned()).await;
    server.answers.lock().unwrap().push_back(HttpAnswer {
        status: 401,
        retry_after: None,
        body: serde_json::to_vec(&SignInRefused::SignInAgain).unwrap(),
    });
    line.closes(CLOSE_SIGN_IN).await;
    let why = SignInNeeded::SessionEnded;
    jana.until("the end", |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;

    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("online"), "the log was captured: {log}");
    for secret in [PASSWORD, "access-", "refresh-", "Kanarienvogel"] {
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
}
