//! A contact of a story, with every byte that reached it.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use konsil_protocol::domain::{Language, MessageContent, QueueId};
use konsil_protocol::wire::contact::{
    ContactEvent, ContactPhase, ContactRefusal, ContactState, FromContact, ToContact,
};
use konsil_protocol::wire::{Decoded, PROTOCOL, decode};
use tokio::sync::{Notify, mpsc};
use tokio_tungstenite::tungstenite::Message;

use super::{found_in, fresh_id};

/// What a contact's page has been sent so far.
#[derive(Debug, Default, Clone)]
pub struct Page {
    pub secret: Option<String>,
    pub state: Option<ContactState>,
    pub events: Vec<(u64, ContactEvent)>,
    pub said: Vec<String>,
    pub refusals: Vec<ContactRefusal>,
    pub typing: Vec<String>,
    pub frames: Vec<String>,
    pub closed: bool,
}

/// A contact with an open page.
#[derive(Clone)]
pub struct ContactPage {
    pub name: String,
    send: mpsc::UnboundedSender<Message>,
    page: Arc<Mutex<Page>>,
    news: Arc<Notify>,
}

impl ContactPage {
    /// Opens a chat.
    pub async fn opens(base: &str, name: &str, topic: &str, text: &str, language: Language) -> Self {
        let contact = Self::connects(base, name).await;
        contact.frame(&FromContact::Open {
            protocol: PROTOCOL,
            secret: None,
            name: name.to_owned(),
            topic: QueueId::new(topic).expect("a queue's id"),
            language: Some(language),
            text: text.to_owned(),
            page: None,
            former: None,
        });
        contact
    }

    /// Comes back to a chat.
    pub async fn returns(base: &str, name: &str, secret: &str, after: u64) -> Self {
        let contact = Self::connects(base, name).await;
        contact.frame(&FromContact::Hello { protocol: PROTOCOL, secret: secret.to_owned(), after });
        contact
    }

    /// A socket that has said nothing yet.
    pub async fn connects(base: &str, name: &str) -> Self {
        let url = format!("{}/v1/contact", base.replacen("http", "ws", 1));
        let (socket, _) = tokio_tungstenite::connect_async(url).await.expect("the server takes the socket");
        let (mut write, mut read) = socket.split();
        let (send, mut queue) = mpsc::unbounded_channel::<Message>();
        tokio::spawn(async move {
            while let Some(frame) = queue.recv().await {
                if write.send(frame).await.is_err() {
                    break;
                }
            }
        });
        let contact = Self { name: name.to_owned(), send, page: Arc::default(), news: Arc::default() };
        let reader = contact.clone();
        tokio::spawn(async move {
            while let Some(Ok(frame)) = read.next().await {
                if let Message::Text(text) = frame {
                    reader.take(text.as_str());
                    reader.news.notify_waiters();
                }
            }
            reader.page.lock().unwrap().closed = true;
            reader.news.notify_waiters();
        });
        contact
    }

    fn take(&self, text: &str) {
        let mut page = self.page.lock().unwrap();
        page.frames.push(text.to_owned());
        let frame = match decode::<ToContact>(text, ToContact::KINDS) {
            Decoded::Known(frame) => frame,
            other @ (Decoded::Unsupported { .. } | Decoded::Malformed) => panic!("{} got {other:?}: {text}", self.name),
        };
        match frame {
            ToContact::Welcome { secret, state, .. } => {
                page.secret = secret.or(page.secret.take());
                page.state = Some(state);
            }
            ToContact::Event { n, event, .. } => {
                if let Some((last, _)) = page.events.last() {
                    assert_eq!(n, last + 1, "{}: the numbering has a gap before {event:?}", self.name);
                }
                page.events.push((n, event));
            }
            ToContact::State { state } => page.state = Some(state),
            ToContact::Said { id } => page.said.push(id),
            ToContact::Refused { refusal, .. } => page.refusals.push(refusal),
            ToContact::Typing { name } => page.typing.push(name),
            ToContact::Ping { n } => self.frame(&FromContact::Pong { n }),
            ToContact::Pong { .. } => {}
        }
    }

    pub fn frame(&self, frame: &FromContact) {
        self.raw(serde_json::to_string(frame).expect("frames can be written"));
    }

    pub fn raw(&self, text: String) {
        let _ = self.send.send(Message::text(text));
    }

    /// Loses the connection.
    pub fn vanishes(&self) {
        let _ = self.send.send(Message::Close(None));
    }

    pub fn page(&self) -> Page {
        self.page.lock().unwrap().clone()
    }

    /// Waits until `found` finds something in what this contact was sent.
    pub async fn sees<T>(&self, what: &str, found: impl Fn(&Page) -> Option<T>) -> T {
        match found_in(&self.page, &self.news, found).await {
            Some(it) => it,
            None => panic!("{} never saw {what}: {:#?}", self.name, self.page()),
        }
    }

    /// Writes, and waits until the server has it.
    pub async fn says(&self, text: &str) {
        let id = fresh_id("m");
        self.frame(&FromContact::Say { id: id.clone(), content: MessageContent::Text(text.to_owned()) });
        self.sees(&format!("{text:?} stored"), |page| page.said.contains(&id).then_some(())).await;
    }

    pub async fn leaves(&self) {
        self.frame(&FromContact::Leave);
        self.is_in(ContactPhase::Ended).await;
    }

    pub async fn is_in(&self, phase: ContactPhase) {
        self.sees(&format!("the phase {phase:?}"), |page| (page.state.as_ref()?.phase == phase).then_some(())).await;
    }

    /// Waits for an agent's text.
    pub async fn reads(&self, text: &str) {
        self.sees(&format!("the text {text:?}"), |page| {
            page.events
                .iter()
                .any(|(_, it)| matches!(it, ContactEvent::Message { content: MessageContent::Text(got), .. } if got == text))
                .then_some(())
        })
        .await;
    }

    /// Waits until an agent of that name has been seen typing.
    pub async fn sees_typing(&self, name: &str) {
        self.sees(&format!("{name} typing"), |page| page.typing.iter().any(|it| it == name).then_some(())).await;
    }

    pub async fn sees_event(&self, event: ContactEvent) {
        self.sees(&format!("{event:?}"), |page| page.events.iter().any(|(_, it)| *it == event).then_some(())).await;
    }

    /// Whether a text stands in anything this contact was ever sent.
    pub fn ever_got(&self, text: &str) -> bool {
        self.page().frames.iter().any(|it| it.contains(text))
    }

    /// After a round trip to the server, so that anything sent before has arrived.
    pub async fn settles(&self) {
        let before = self.page().frames.iter().filter(|it| it.contains("\"pong\"")).count();
        self.frame(&FromContact::Ping { n: 77 });
        self.sees("the answer to a ping", |page| {
            (page.frames.iter().filter(|it| it.contains("\"pong\"")).count() > before).then_some(())
        })
        .await;
    }
}
