//! The contact's page in the simulation: written from the protocol, with what a browser's storage would keep.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use konsil_protocol::domain::{Language, MessageContent, QueueId};
use konsil_protocol::wire::contact::{ContactEvent, FromContact, ToContact};
use konsil_protocol::wire::{Decoded, PROTOCOL, decode};
use tokio_tungstenite::tungstenite::Message;
use turmoil::net::TcpStream;

use super::network::{PORT, SERVER};

/// The page draws its own secret, so that an open whose answer was lost can be sent again.
const SECRET: &str = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";

/// What outlives a reload.
#[derive(Default)]
pub struct Page {
    pub secret: Option<String>,
    pub events: Vec<(u64, ContactEvent)>,
    /// Not acknowledged yet, in order.
    pub outbox: VecDeque<(String, String)>,
    /// All that was ever said, in order.
    pub said: Vec<String>,
    pub connected: bool,
    pub connections: usize,
    pub complaint: Option<String>,
}

impl Page {
    pub fn say(&mut self, text: String) {
        let id = format!("page-{}", self.said.len());
        self.said.push(text.clone());
        self.outbox.push_back((id, text));
    }

    pub fn texts(&self) -> Vec<String> {
        self.events
            .iter()
            .filter_map(|(_, event)| match event {
                ContactEvent::Mine { content: MessageContent::Text(text), .. }
                | ContactEvent::Message { content: MessageContent::Text(text), .. } => Some(text.clone()),
                ContactEvent::Joined { .. }
                | ContactEvent::Left { .. }
                | ContactEvent::Waiting
                | ContactEvent::AgentAway { .. }
                | ContactEvent::AgentBack { .. }
                | ContactEvent::Ended { .. } => None,
            })
            .collect()
    }
}

/// The program of the contact's host; started again after each crash.
pub async fn run(page: Arc<Mutex<Page>>) -> turmoil::Result {
    loop {
        page.lock().unwrap().connected = false;
        let _ = tokio::time::timeout(Duration::from_secs(300), connection(&page)).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
}

/// One connection, until it breaks.
async fn connection(page: &Arc<Mutex<Page>>) -> Option<()> {
    let dialling = tokio::time::timeout(Duration::from_secs(5), TcpStream::connect((SERVER, PORT)));
    let stream = dialling.await.ok()?.ok()?;
    let url = format!("ws://{SERVER}:{PORT}/v1/contact");
    let (mut socket, _) =
        tokio::time::timeout(Duration::from_secs(5), tokio_tungstenite::client_async(url, stream)).await.ok()?.ok()?;
    let hello = {
        let page = page.lock().unwrap();
        let after = page.events.last().map_or(0, |(n, _)| *n);
        match &page.secret {
            Some(secret) => FromContact::Hello { protocol: PROTOCOL, secret: secret.clone(), after },
            None => open(),
        }
    };
    socket.send(Message::text(serde_json::to_string(&hello).ok()?)).await.ok()?;
    let mut under_way: Option<String> = None;
    let mut silent = 0;
    loop {
        let next = {
            let page = page.lock().unwrap();
            page.outbox.front().filter(|_| page.connected && under_way.is_none()).cloned()
        };
        if let Some((id, text)) = next {
            under_way = Some(id.clone());
            socket
                .send(Message::text(
                    serde_json::to_string(&FromContact::Say { id, content: MessageContent::Text(text) }).ok()?,
                ))
                .await
                .ok()?;
        }
        let Ok(frame) = tokio::time::timeout(Duration::from_millis(200), socket.next()).await else {
            silent += 1;
            if silent > 5 * 35 {
                return None;
            }
            continue;
        };
        silent = 0;
        match frame?.ok()? {
            Message::Text(text) => {
                let answer = take(&mut page.lock().unwrap(), text.as_str(), &mut under_way);
                if let Some(answer) = answer {
                    socket.send(Message::text(answer)).await.ok()?;
                }
            }
            Message::Close(_) => return None,
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
}

fn open() -> FromContact {
    FromContact::Open {
        former: None,
        protocol: PROTOCOL,
        secret: Some(SECRET.into()),
        name: "Martin".into(),
        topic: QueueId::new("billing").unwrap(),
        language: Some(Language::De),
        text: "Guten Tag".into(),
        page: None,
    }
}

fn take(page: &mut Page, text: &str, under_way: &mut Option<String>) -> Option<String> {
    let Decoded::Known(frame) = decode::<ToContact>(text, ToContact::KINDS) else {
        page.complaint = Some(format!("the contact cannot read {text}"));
        return None;
    };
    match frame {
        ToContact::Welcome { secret, .. } => {
            page.secret = secret.or(page.secret.take());
            page.connected = true;
            page.connections += 1;
        }
        ToContact::Event { n, event, .. } => {
            let last = page.events.last().map_or(0, |(n, _)| *n);
            if n == last + 1 {
                page.events.push((n, event));
            } else if n > last {
                page.complaint = Some(format!("the contact got number {n} after {last}"));
            }
        }
        ToContact::Said { id } => {
            if page.outbox.front().is_some_and(|(first, _)| *first == id) {
                page.outbox.pop_front();
            }
            *under_way = None;
        }
        ToContact::Refused { refusal, .. } => page.complaint = Some(format!("the contact was refused: {refusal:?}")),
        ToContact::Ping { n } => return serde_json::to_string(&FromContact::Pong { n }).ok(),
        ToContact::State { .. } | ToContact::Typing { .. } | ToContact::Pong { .. } => {}
    }
    None
}
