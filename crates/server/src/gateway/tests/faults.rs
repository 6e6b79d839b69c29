//! Frames and readers that are not as they should be.

use std::time::Duration;

use konsil_centre::Recorded;
use konsil_protocol::{
    domain::{AgentState, CaseId, Command, CommandId, MessageContent, Refusal, ThreadRef, Timestamp},
    wire::{
        CLOSE_MALFORMED, CLOSE_RESYNC, DEAD_AFTER_MS, MAX_FRAME_BYTES,
        agent::{Answer, FromAgent, ToAgent},
        contact::{ContactRefusal, FromContact, ToContact},
    },
};
use tokio_tungstenite::tungstenite::{self, client::IntoClientRequest, http::StatusCode};

use super::people::{AgentClient, ContactClient, PATIENCE, hello, open, parts, server};
use crate::{
    hub::IfElsewhere,
    store::{Change, LogRange, MemoryStore, Outcome, Restored, Slice, Store, StoreError, StoreKey},
};

/// Whoever commits dies of it.
struct Deadly {
    inner: MemoryStore,
    blocks: bool,
}

impl Store for Deadly {
    fn restore(&self) -> Result<Restored, StoreError> {
        self.inner.restore()
    }
    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        self.inner.load(keys)
    }
    fn commit(&self, _: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        panic!("broken on purpose")
    }
    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
        self.inner.log(thread, range)
    }
    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        self.inner.contact_log(case, after, limit)
    }
    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        self.inner.forget_answers(before, at_most)
    }
    fn blocks(&self) -> bool {
        self.blocks
    }
}

#[tokio::test]
async fn a_server_whose_loop_dies_ends_whether_that_was_a_thread_or_a_task() {
    for blocks in [true, false] {
        let listener = crate::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let store = std::sync::Arc::new(Deadly { inner: MemoryStore::new(), blocks });
        let serving = tokio::spawn(crate::serve(listener, parts(store), std::future::pending()));
        let mut petra = ContactClient::dial(address).await;
        petra.send(&open("Petra", "Hallo")).await;
        petra.closed().await;
        assert!(tokio::time::timeout(PATIENCE, serving).await.is_ok(), "nothing could be decided any more");
    }
}

#[tokio::test]
async fn a_frame_of_an_unknown_kind_is_named_and_the_connection_stays() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    for _ in 0..20 {
        anna.send_text(r#"{"type":"dance","with":"bert"}"#).await;
        let refusal = Refusal::Unsupported { code: "dance".to_owned() };
        assert_eq!(anna.next().await, Ok(ToAgent::Unreadable { refusal }));
    }
    anna.becomes_ready().await;
}

#[tokio::test]
async fn malformed_frames_are_refused_and_the_eighth_closes() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    let malformed = ToAgent::Unreadable { refusal: Refusal::Malformed };
    for text in ["", "nonsense", "[1,2]", r#"{"type":7}"#, r#"{"type":"page"}"#, r#"{"type":"hello"}"#] {
        anna.send_text(text).await;
        assert_eq!(anna.next().await, Ok(malformed.clone()), "{text}");
    }
    // Its sender waits for this one.
    anna.send_text(r#"{"type":"command","id":"c1","command":{"kind":"fly"}}"#).await;
    let id = CommandId::new("c1").unwrap();
    let result = Answer::Refused { refusal: Refusal::Unsupported { code: "fly".to_owned() } };
    assert_eq!(anna.next().await, Ok(ToAgent::Answer { id, result }));
    anna.send_text(r#"{"type":"command","id":"c2","command":{"kind":"send_message"}}"#).await;
    let id = CommandId::new("c2").unwrap();
    let result = Answer::Refused { refusal: Refusal::Malformed };
    assert_eq!(anna.next().await, Ok(ToAgent::Answer { id, result }));
    anna.send_text("once more").await;
    assert_eq!(anna.next().await, Err(CLOSE_MALFORMED));
}

#[tokio::test]
async fn a_frame_that_is_too_big_ends_the_connection_and_nothing_else() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    let big = format!(r#"{{"type":"ping","n":1,"pad":"{}"}}"#, "x".repeat(MAX_FRAME_BYTES));
    // The server may close before all of it has been sent.
    let _ = futures_util::SinkExt::send(&mut anna.socket, tungstenite::Message::text(big)).await;
    assert!(matches!(anna.closed().await, 1009 | 1006));
    bert.becomes_ready().await;
}

#[tokio::test]
async fn texts_at_the_limit_pass_and_beyond_it_are_refused_with_the_limit() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let long = "ä".repeat(8 * 1024);
    anna.says("fits", &case, &long).await.unwrap();
    let too_long = Refusal::TextTooLong { limit: 16 * 1024 };
    assert_eq!(anna.says("too-long", &case, &format!("{long}a")).await, Err(too_long));
    petra.says("fits", &long).await;
    petra
        .send(&FromContact::Say { id: "too-long".to_owned(), content: MessageContent::Text(format!("{long}a")) })
        .await;
    let refused = petra
        .until(|frame| match frame {
            ToContact::Refused { id, refusal } => Some((id.clone(), refusal.clone())),
            _ => None,
        })
        .await;
    assert_eq!(refused, (Some("too-long".to_owned()), ContactRefusal::TextTooLong { limit: 16 * 1024 }));
    petra.says("emoji", &"\u{1f600}".repeat(4_000)).await;
    petra.says("html", "<script>alert(1)</script>\u{202e}\u{0}<b>").await;
    petra.says("after", "geht noch").await;
}

#[tokio::test]
async fn a_contact_that_speaks_nonsense_is_told_so_and_cut_in_the_end() {
    let server = server().await;
    let mut nobody = ContactClient::dial(server.address).await;
    nobody.send(&FromContact::Say { id: "1".to_owned(), content: MessageContent::Text("ohne Chat".to_owned()) }).await;
    let malformed = ToContact::Refused { id: None, refusal: ContactRefusal::Malformed };
    assert_eq!(nobody.next().await, Ok(malformed.clone()));
    // The same socket can still open a chat.
    nobody.send(&open("Petra", "Hallo")).await;
    nobody.until(|frame| matches!(frame, ToContact::Welcome { .. }).then_some(())).await;
    let code = loop {
        if futures_util::SinkExt::send(&mut nobody.socket, tungstenite::Message::text("{")).await.is_err() {
            break nobody.closed().await;
        }
        match nobody.next().await {
            Ok(_) => {}
            Err(code) => break code,
        }
    };
    assert_eq!(code, CLOSE_MALFORMED);
}

#[tokio::test]
async fn a_reader_that_does_not_read_is_cut_and_resumes() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let thread = konsil_protocol::domain::Thread::Main;
    let log = konsil_protocol::domain::ThreadRef { case: case.clone(), thread };
    anna.send(&FromAgent::Page { log, after: None, limit: 50 }).await;
    anna.until(|frame| matches!(frame, ToAgent::Entries { .. }).then_some(())).await;
    // Anna's desktop reads no more. Some large messages fill the sockets, then small ones the queue.
    let large = "x".repeat(16 * 1024);
    for chunk in 0..50 {
        let text = if chunk < 20 { large.as_str() } else { "klein" };
        for number in 0..50 {
            petra
                .send(&FromContact::Say {
                    id: format!("p{chunk}-{number}"),
                    content: MessageContent::Text(text.to_owned()),
                })
                .await;
        }
        let last = format!("p{chunk}-49");
        petra.until(|frame| matches!(frame, ToContact::Said { id } if *id == last).then_some(())).await;
        petra.seen.clear();
    }
    assert_eq!(anna.closed().await, CLOSE_RESYNC);
    let mut again = AgentClient::arrives(server.address, "anna").await;
    again.command("break", Command::SetState { state: AgentState::AfterWork }).await.unwrap();
    assert!(again.seen.iter().any(|frame| matches!(frame, ToAgent::Case { view } if view.case == case)));
}

#[tokio::test]
async fn a_desktop_that_takes_nothing_is_dead_also_while_something_is_to_be_said() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let thread = konsil_protocol::domain::Thread::Main;
    let log = konsil_protocol::domain::ThreadRef { case, thread };
    anna.send(&FromAgent::Page { log, after: None, limit: 50 }).await;
    anna.until(|frame| matches!(frame, ToAgent::Entries { .. }).then_some(())).await;
    // Fewer notices than may wait, but more bytes than the sockets take.
    let large = "x".repeat(16 * 1024);
    for number in 0..900 {
        petra.says(&format!("p{number}"), &large).await;
        petra.seen.clear();
    }
    tokio::time::pause();
    tokio::time::advance(Duration::from_millis(DEAD_AFTER_MS + 1)).await;
    tokio::time::resume();
    // Her other desktop is not told that she is still there.
    let mut other = AgentClient::dial(server.address).await;
    let arriving = async {
        loop {
            other.send(&hello("anna", "other-desk", IfElsewhere::Ask)).await;
            match other.next().await {
                Ok(ToAgent::Welcome { .. }) => break,
                Ok(_) => tokio::task::yield_now().await,
                Err(code) => panic!("closed with {code}"),
            }
        }
    };
    assert!(tokio::time::timeout(PATIENCE, arriving).await.is_ok(), "she still counts as connected");
}

#[tokio::test]
async fn web_pages_of_others_open_no_socket() {
    let server = server().await;
    let dial = async |path: &str, origin: &str| {
        let mut request = format!("ws://{}{path}", server.address).into_client_request().unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        match tokio_tungstenite::connect_async(request).await {
            Ok(_) => StatusCode::SWITCHING_PROTOCOLS,
            Err(tungstenite::Error::Http(response)) => response.status(),
            Err(error) => panic!("{error}"),
        }
    };
    let own = format!("http://{}", server.address);
    assert_eq!(dial("/v1/agent", "https://evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(dial("/v1/agent", &own).await, StatusCode::FORBIDDEN);
    assert_eq!(dial("/v1/agent", "tauri://localhost").await, StatusCode::SWITCHING_PROTOCOLS);
    assert_eq!(dial("/v1/contact", "https://evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(dial("/v1/contact", &own).await, StatusCode::SWITCHING_PROTOCOLS);
}

#[tokio::test]
async fn a_server_that_stops_says_so_and_keeps_what_it_accepted() {
    let server = server().await;
    let mut anna = AgentClient::dial(server.address).await;
    anna.send(&hello("anna", "desk", IfElsewhere::Ask)).await;
    anna.until(|frame| matches!(frame, ToAgent::Ready).then_some(())).await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let stopping = tokio::spawn(server.stop());
    assert_eq!(anna.closed().await, 1001);
    assert_eq!(petra.closed().await, 1001);
    stopping.await.unwrap();
}
