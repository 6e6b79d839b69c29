//! A contact's page over a real socket: opens a chat, says what its brain decides, and comes back after a cut.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use konsil_link::sleep_until;
use konsil_protocol::domain::{Language, MessageContent, QueueId};
use konsil_protocol::wire::contact::{ContactPhase, FromContact, ToContact};
use konsil_protocol::wire::{Decoded, MAX_FRAME_BYTES, PING_EVERY_MS, PROTOCOL, decode};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::brain::{Act, ContactBrain, Patience};
use crate::chance::Chance;
use crate::pace::Pace;
use crate::scripts::Script;
use crate::served::Served;
use crate::texts::Texts;

const COMES_BACK_AFTER: Duration = Duration::from_secs(2);
/// The library's own buffers are 128 KiB each, for every contact who is played.
const BUFFER_BYTES: usize = 4 * 1024;

/// One contact's visit.
pub(crate) struct Visit {
    /// `ws://127.0.0.1:47800/v1/contact`
    pub address: String,
    pub script: &'static Script,
    pub language: Language,
    pub pace: Pace,
    pub chance: Chance,
    pub texts: Arc<Texts>,
    pub served: Arc<Served>,
    pub patience: watch::Receiver<Patience>,
}

struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What the server knows this page by.
struct Chat {
    secret: String,
    /// The server has answered the opening.
    open: bool,
    /// The last event that was read.
    after: u64,
    said: u64,
}

/// Returns when the contact has left, or nobody would let it in.
pub(crate) async fn visit(mut visit: Visit) {
    let Ok(topic) = QueueId::new(visit.script.topic) else { return };
    let mut brain =
        ContactBrain::new(visit.script, visit.language, visit.texts, visit.pace, visit.chance, Instant::now());
    let Some(secret) = draw_secret() else { return };
    let mut chat = Chat { secret, open: false, after: 0, said: 0 };
    let opening = brain.opening();
    brain.be_patient(Instant::now(), *visit.patience.borrow_and_update());
    while !brain.is_over() {
        let secret = chat.secret.clone();
        let first = if chat.open {
            FromContact::Hello { protocol: PROTOCOL, secret, after: chat.after }
        } else {
            FromContact::Open {
                former: None,
                protocol: PROTOCOL,
                secret: Some(secret),
                name: brain.name(),
                topic: topic.clone(),
                language: Some(visit.language),
                text: opening.clone(),
                page: None,
            }
        };
        match Page::open(&visit.address).await {
            Some(mut page) => {
                if page.send(&first).await.is_some() {
                    page.stay(&mut brain, &mut chat, &visit.served, &mut visit.patience).await;
                }
            }
            None => tracing::debug!("a practice contact finds no server"),
        }
        if !brain.is_over() {
            tokio::time::sleep(COMES_BACK_AFTER).await;
        }
    }
    visit.served.remove(&opening);
}

/// 256 bits as 43 characters of base64url, as a page draws them.
fn draw_secret() -> Option<String> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut random = [0; 43];
    getrandom::fill(&mut random).ok()?;
    // The last of the 43 digits holds four bits only.
    random[42] &= 0b11_1100;
    Some(random.iter().map(|byte| char::from(DIGITS[usize::from(byte & 63)])).collect())
}

impl Page {
    async fn open(address: &str) -> Option<Self> {
        let bounds = WebSocketConfig::default()
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(BUFFER_BYTES)
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES));
        let (socket, _) = tokio_tungstenite::connect_async_with_config(address, Some(bounds), true).await.ok()?;
        Some(Self { socket })
    }

    /// Until the connection or the visit ends.
    async fn stay(
        &mut self,
        brain: &mut ContactBrain,
        chat: &mut Chat,
        served: &Served,
        patience: &mut watch::Receiver<Patience>,
    ) {
        let mut ping_at = Instant::now() + Duration::from_millis(PING_EVERY_MS);
        let mut pings = 0;
        while !brain.is_over() {
            let wake_at = brain.wake_at().map_or(ping_at, |at| at.min(ping_at));
            let (step, now) = tokio::select! {
                biased;
                frame = self.socket.next() => {
                    let step = match frame {
                        Some(Ok(Message::Text(text))) => self.read(text.as_str(), brain, chat, served).await,
                        Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Some(()),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => None,
                    };
                    (step, Instant::now())
                }
                Ok(()) = patience.changed() => {
                    let now = Instant::now();
                    brain.be_patient(now, *patience.borrow_and_update());
                    (Some(()), now)
                }
                now = sleep_until(Some(wake_at)) => (Some(()), now),
            };
            if step.is_none() {
                return;
            }
            if now >= ping_at {
                pings += 1;
                ping_at = now + Duration::from_millis(PING_EVERY_MS);
                if self.send(&FromContact::Ping { n: pings }).await.is_none() {
                    return;
                }
            }
            if chat.open && self.act(now, brain, chat).await.is_none() {
                return;
            }
        }
        let _ = self.socket.close(None).await;
    }

    async fn act(&mut self, now: Instant, brain: &mut ContactBrain, chat: &mut Chat) -> Option<()> {
        for act in brain.due(now) {
            let frame = match act {
                Act::Typing => FromContact::Typing,
                Act::Leave => FromContact::Leave,
                Act::Say { text } => {
                    chat.said += 1;
                    FromContact::Say { id: format!("said-{}", chat.said), content: MessageContent::Text(text) }
                }
            };
            self.send(&frame).await?;
        }
        Some(())
    }

    async fn read(&mut self, text: &str, brain: &mut ContactBrain, chat: &mut Chat, served: &Served) -> Option<()> {
        let Decoded::Known(frame) = decode::<ToContact>(text, ToContact::KINDS) else { return Some(()) };
        let now = Instant::now();
        match frame {
            ToContact::Welcome { state, .. } => {
                chat.open = true;
                if state.phase == ContactPhase::Ended {
                    brain.turned_away();
                }
            }
            ToContact::Event { n, event, .. } if n > chat.after => {
                chat.after = n;
                brain.see(now, &event);
                if brain.was_met() {
                    served.insert(&brain.opening());
                }
            }
            ToContact::Typing { .. } => brain.sees_typing(now),
            ToContact::Ping { n } => return self.send(&FromContact::Pong { n }).await,
            ToContact::Refused { id: None, refusal } => {
                tracing::warn!(?refusal, "a practice contact was not let in");
                brain.turned_away();
                return None;
            }
            ToContact::Refused { id: Some(_), .. }
            | ToContact::Event { .. }
            | ToContact::State { .. }
            | ToContact::Said { .. }
            | ToContact::Pong { .. } => {}
        }
        Some(())
    }

    async fn send(&mut self, frame: &FromContact) -> Option<()> {
        let text = serde_json::to_string(frame).ok()?;
        self.socket.send(Message::text(text)).await.ok()
    }
}
