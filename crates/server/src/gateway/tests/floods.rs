//! Who talks without a pause: whatever is due by the clock happens all the same.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use konsil_protocol::{
    domain::AgentId,
    wire::{
        CLOSE_LATE, HELLO_WITHIN_MS, PING_EVERY_MS, PROTOCOL,
        agent::{FromAgent, ToAgent},
        contact::{FromContact, ToContact},
    },
};
use serde_json::json;
use tokio_tungstenite::MaybeTlsStream;

use super::people::{AgentClient, Client, ContactClient, PATIENCE, accounts, hello, server};
use crate::{clock::Clock, clock::SystemClock, hub::IfElsewhere};

/// Something that is sent again and again, faster than it can be read, until this is dropped.
struct Flood(Arc<AtomicBool>);

impl Flood {
    fn over<T>(client: Client<T>, frames: &[u8]) -> (Self, TcpStream) {
        let MaybeTlsStream::Plain(stream) = client.socket.into_inner() else { panic!("encrypted") };
        let stream = stream.into_std().unwrap();
        stream.set_nonblocking(false).unwrap();
        let (mut ours, over) = (stream.try_clone().unwrap(), Arc::new(AtomicBool::new(false)));
        let (frames, seen) = (frames.repeat(2_000), over.clone());
        // It ends by itself once nobody is at the other end.
        std::thread::spawn(move || while !seen.load(Ordering::Relaxed) && ours.write_all(&frames).is_ok() {});
        (Self(over), stream)
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A frame as it is on its way (RFC 6455, 5.2), masked with zeros.
fn on_its_way(kind: u8, content: &str) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap();
    assert!(length < 126);
    [&[0x80 | kind, 0x80 | length, 0, 0, 0, 0], content.as_bytes()].concat()
}

const TEXT: u8 = 1;
const PING: u8 = 9;

async fn pass(ms: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_millis(ms)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn whose_session_has_ended_is_out_with_the_next_ping_though_frames_come_without_a_pause() {
    for (kind, content) in [(TEXT, r#"{"type":"pong","n":1}"#), (PING, "")] {
        let server = server().await;
        let (anna, clock) = (AgentId::new("anna").unwrap(), SystemClock::new());
        let session = accounts().session_for(&anna, clock.now()).unwrap_or_else(|_| panic!("no session"));
        let mut client = AgentClient::dial(server.address).await;
        let (device, token) = ("flooding-desk".to_owned(), session.access);
        client.send(&FromAgent::Hello { protocol: PROTOCOL, token, device, take_over: false, names: None }).await;
        client.until(|frame| matches!(frame, ToAgent::Ready).then_some(())).await;
        let _flood = Flood::over(client, &on_its_way(kind, content));
        accounts().sign_out(&session.refresh).unwrap();
        pass(PING_EVERY_MS + 1).await;
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
}

#[tokio::test]
async fn a_stranger_who_does_not_say_who_it_is_is_late_though_frames_come_without_a_pause() {
    let server = server().await;
    let frames = on_its_way(TEXT, r#"{"type":"pong","n":1}"#);
    let agent = Flood::over(AgentClient::dial(server.address).await, &frames);
    let contact = Flood::over(ContactClient::dial(server.address).await, &frames);
    tokio::task::yield_now().await;
    pass(HELLO_WITHIN_MS + 1).await;
    for (flood, mut stream) in [agent, contact] {
        let closed = tokio::task::spawn_blocking(move || {
            let mut frame = [0; 4];
            stream.read_exact(&mut frame).map(|()| frame)
        });
        let frame = tokio::time::timeout(PATIENCE, closed).await.expect("it may stay").unwrap().unwrap();
        assert_eq!((frame[0], u16::from_be_bytes([frame[2], frame[3]])), (0x88, CLOSE_LATE));
        drop(flood);
    }
}

#[tokio::test]
async fn a_page_that_only_pings_has_no_longer_to_say_which_chat_is_its_own() {
    let server = server().await;
    let mut page = ContactClient::dial(server.address).await;
    for n in 0..2 {
        page.send(&FromContact::Ping { n }).await;
        assert_eq!(page.next().await, Ok(ToContact::Pong { n }));
        pass(HELLO_WITHIN_MS / 2 + 1).await;
    }
    page.send_text(json!({ "type": "ping", "n": 2 }).to_string()).await;
    assert_eq!(page.closed().await, CLOSE_LATE);
}
