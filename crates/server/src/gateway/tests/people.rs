//! A small centre, and clients that speak the wire.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use konsil_protocol::{
    domain::{
        AgentId, AgentState, CaseId, CaseView, Command, CommandId, InvitationView, Language, MessageContent, QueueId,
        Refusal, Thread,
    },
    wire::{
        Decoded, PROTOCOL,
        agent::{Answer, FromAgent, ToAgent},
        contact::{FromContact, ToContact},
        decode,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

use crate::{
    Parts, Running,
    accounts::{Accounts, MemoryAccounts},
    centre_file::Centre,
    clock::{Clock, RandomIds, SystemClock},
    hub::IfElsewhere,
    limits::Limits,
    start_on,
    store::{MemoryStore, Store},
};

/// How long anything may take before it counts as never coming.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

const CENTRE: &str = r#"
[centre]
name = "Test"
languages = ["de", "en"]
privacy = { de = "https://example.org/de", en = "https://example.org/en" }
time_zone = "Europe/Berlin"

[agents.anna]
name = "Anna Arendt"
nickname = "Anna"
[agents.bert]
name = "Bert Brandt"
nickname = "Bert"

[queues.billing]
name = { de = "Rechnung", en = "Billing" }
agents = ["anna", "bert"]
"#;

pub(crate) fn centre() -> Centre {
    centre_of(CENTRE)
}

/// A centre whose file names English first.
pub(crate) fn english_centre() -> Centre {
    centre_of(&CENTRE.replace("[\"de\", \"en\"]", "[\"en\", \"de\"]"))
}

fn centre_of(file: &str) -> Centre {
    Centre::parse(file).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// Hashing passwords takes its time: one set of accounts for all tests, each with sessions of its own.
pub(crate) fn accounts() -> Arc<dyn Accounts> {
    static ACCOUNTS: OnceLock<Arc<dyn Accounts>> = OnceLock::new();
    let made = || {
        let accounts: Arc<dyn Accounts> = Arc::new(MemoryAccounts::new().unwrap());
        for name in ["anna", "bert"] {
            accounts.add(&agent(name), "a password of some length", SystemClock::new().now()).unwrap();
        }
        accounts
    };
    ACCOUNTS.get_or_init(made).clone()
}

pub(crate) fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

pub(crate) fn parts(store: Arc<dyn Store>) -> Parts {
    Parts {
        centre: centre(),
        store,
        accounts: accounts(),
        clock: Arc::new(SystemClock::new()),
        ids: Arc::new(RandomIds),
        limits: Limits::none(),
        behind_proxy: false,
    }
}

pub(crate) async fn server() -> Running {
    server_of(parts(Arc::new(MemoryStore::new()))).await
}

pub(crate) async fn server_of(parts: Parts) -> Running {
    let listener = crate::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    start_on(listener, parts).unwrap()
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Either side's client: sends frames, and waits for the one it looks for.
pub(crate) struct Client<T> {
    pub(crate) socket: Socket,
    pub(crate) seen: Vec<T>,
}

pub(crate) type AgentClient = Client<ToAgent>;
pub(crate) type ContactClient = Client<ToContact>;

impl<T: DeserializeOwned + std::fmt::Debug + Clone + Heartbeat> Client<T> {
    pub(crate) async fn dial(address: SocketAddr) -> Self {
        let (socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}{}", T::PATH)).await.unwrap();
        Self { socket, seen: Vec::new() }
    }

    pub(crate) async fn send(&mut self, frame: &impl Serialize) {
        self.send_text(serde_json::to_string(frame).unwrap()).await;
    }

    pub(crate) async fn send_text(&mut self, text: impl Into<String>) {
        self.socket.send(Message::text(text.into())).await.unwrap();
    }

    /// The next frame that is no ping; the close code if the server closed.
    pub(crate) async fn next(&mut self) -> Result<T, u16> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            let message = message.unwrap_or_else(|_| panic!("nothing comes any more, after {:#?}", self.seen.last()));
            match message {
                Some(Ok(Message::Text(text))) => match decode::<T>(text.as_str(), T::KINDS) {
                    Decoded::Known(frame) => {
                        if let Some(n) = frame.ping() {
                            self.send(&serde_json::json!({ "type": "pong", "n": n })).await;
                            continue;
                        }
                        self.seen.push(frame.clone());
                        return Ok(frame);
                    }
                    other @ (Decoded::Unsupported { .. } | Decoded::Malformed) => panic!("{other:?}: {text}"),
                },
                Some(Ok(Message::Close(close))) => return Err(close.map_or(1005, |close| close.code.into())),
                Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Err(_)) | None => return Err(1006),
            }
        }
    }

    /// Reads on until a frame is the one that is looked for.
    pub(crate) async fn until<R>(&mut self, mut looked_for: impl FnMut(&T) -> Option<R>) -> R {
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                let frame = self.next().await.unwrap_or_else(|code| panic!("closed with {code}"));
                if let Some(found) = looked_for(&frame) {
                    return found;
                }
            }
        })
        .await;
        found.unwrap_or_else(|_| panic!("what is looked for does not come; the last was {:#?}", self.seen.last()))
    }

    /// Reads on until the server closes.
    pub(crate) async fn closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }
}

pub(crate) trait Heartbeat {
    const PATH: &str;
    const KINDS: &[&str];
    fn ping(&self) -> Option<u64>;
}

impl Heartbeat for ToAgent {
    const PATH: &str = "/v1/agent";
    const KINDS: &[&str] = Self::KINDS;
    fn ping(&self) -> Option<u64> {
        if let Self::Ping { n } = self { Some(*n) } else { None }
    }
}

impl Heartbeat for ToContact {
    const PATH: &str = "/v1/contact";
    const KINDS: &[&str] = Self::KINDS;
    fn ping(&self) -> Option<u64> {
        if let Self::Ping { n } = self { Some(*n) } else { None }
    }
}

/// An access token of that agent.
pub(crate) fn token(name: &str) -> String {
    accounts().session_for(&agent(name), SystemClock::new().now()).unwrap_or_else(|_| panic!("no session")).access
}

pub(crate) fn hello(name: &str, device: &str, if_elsewhere: IfElsewhere) -> FromAgent {
    let take_over = if_elsewhere == IfElsewhere::TakeOver;
    FromAgent::Hello { protocol: PROTOCOL, token: token(name), device: device.to_owned(), take_over, names: None }
}

impl AgentClient {
    /// Signed in, connected, and told everything.
    pub(crate) async fn arrives(address: SocketAddr, name: &str) -> Self {
        let mut client = Self::dial(address).await;
        client.send(&hello(name, &format!("desk-of-{name}"), IfElsewhere::Ask)).await;
        client.until(|frame| matches!(frame, ToAgent::Ready).then_some(())).await;
        client
    }

    pub(crate) async fn command(&mut self, id: &str, command: Command) -> Result<(), Refusal> {
        let id = CommandId::new(id).unwrap();
        self.send(&FromAgent::Command { id: id.clone(), command }).await;
        self.answer(&id).await
    }

    pub(crate) async fn answer(&mut self, expected: &CommandId) -> Result<(), Refusal> {
        self.until(|frame| match frame {
            ToAgent::Answer { id, result } if id == expected => Some(match result {
                Answer::Accepted => Ok(()),
                Answer::Refused { refusal } => Err(refusal.clone()),
            }),
            _ => None,
        })
        .await
    }

    pub(crate) async fn becomes_ready(&mut self) {
        self.command("ready", Command::SetState { state: AgentState::Ready }).await.unwrap();
    }

    pub(crate) async fn invited(&mut self) -> InvitationView {
        self.until(|frame| match frame {
            ToAgent::Me { me } => me.invitations.first().cloned(),
            _ => None,
        })
        .await
    }

    /// Takes the next invitation.
    pub(crate) async fn accepts(&mut self) -> CaseView {
        let invitation = self.invited().await;
        let id = CommandId::new(format!("accept-{}", invitation.invitation)).unwrap();
        let command = Command::AcceptInvitation { invitation: invitation.invitation };
        self.send(&FromAgent::Command { id: id.clone(), command }).await;
        let view = self
            .until(|frame| match frame {
                ToAgent::Case { view } if view.case == invitation.case => Some((**view).clone()),
                _ => None,
            })
            .await;
        self.answer(&id).await.unwrap();
        view
    }

    pub(crate) async fn says(&mut self, id: &str, case: &CaseId, text: &str) -> Result<(), Refusal> {
        let text = text.to_owned();
        self.command(
            id,
            Command::SendMessage { case: case.clone(), thread: Thread::Main, content: MessageContent::Text(text) },
        )
        .await
    }
}

pub(crate) fn open(name: &str, text: &str) -> FromContact {
    FromContact::Open {
        former: None,
        protocol: PROTOCOL,
        secret: None,
        name: name.to_owned(),
        topic: QueueId::new("billing").unwrap(),
        language: Some(Language::De),
        text: text.to_owned(),
        page: None,
    }
}

impl ContactClient {
    /// A new chat, and its secret.
    pub(crate) async fn opens(address: SocketAddr, name: &str, text: &str) -> (Self, String) {
        let mut client = Self::dial(address).await;
        client.send(&open(name, text)).await;
        let secret = client
            .until(|frame| match frame {
                ToContact::Welcome { secret, .. } => secret.clone(),
                _ => None,
            })
            .await;
        (client, secret)
    }

    pub(crate) async fn returns(address: SocketAddr, secret: &str, after: u64) -> Self {
        let mut client = Self::dial(address).await;
        client.send(&FromContact::Hello { protocol: PROTOCOL, secret: secret.to_owned(), after }).await;
        client
    }

    pub(crate) async fn says(&mut self, id: &str, text: &str) {
        self.send(&FromContact::Say { id: id.to_owned(), content: MessageContent::Text(text.to_owned()) }).await;
        self.until(|frame| matches!(frame, ToContact::Said { id: said } if said == id).then_some(())).await;
    }
}
