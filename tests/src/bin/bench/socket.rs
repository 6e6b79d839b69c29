//! Agents' desktops and contacts' pages as the server sees them: sockets that answer pings, accept chats, read the logs of
//! their cases, and keep what was not answered. They decode no more of a frame than they need, so that what is measured
//! is the server.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig};

use crate::{centre, load::Answers};

type Socket = WebSocketStream<TcpStream>;

/// How an agent's desktop behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Says hello and listens.
    Idle,
    /// Accepts every chat and reads its log, as somebody at work does.
    Works,
    /// Works, and connects again after a cut, with everything that was not answered.
    Returns,
}

/// What has come to an agent so far.
#[derive(Default)]
pub struct Seen {
    pub cases: BTreeSet<String>,
    invitations: BTreeSet<String>,
    /// The last entry of each case's log: its number and the tag of its id.
    cursors: BTreeMap<String, (u64, String)>,
    waits: HashMap<u64, oneshot::Sender<bool>>,
    /// What was sent and is not answered, under its id.
    outbox: VecDeque<(u64, String)>,
}

pub struct Agent {
    pub n: usize,
    send: mpsc::UnboundedSender<String>,
    seen: Mutex<Seen>,
    pub changed: Notify,
    pub is_ready: AtomicBool,
    pub is_cut: AtomicBool,
    /// Logs that were asked for and have not come to their end.
    pub pages_asked: AtomicUsize,
    pub invited_at: Mutex<Option<Instant>>,
    pub frames: AtomicU64,
    pub bytes: AtomicU64,
    manner: Manner,
    port: u16,
    answers: Arc<Answers>,
}

impl Agent {
    /// Connects with the token that [`centre`] made, and waits for the whole state.
    pub async fn connect(port: u16, n: usize, manner: Manner, answers: Arc<Answers>) -> Result<Arc<Self>> {
        let (agent, queue) = Self::new(port, n, manner, answers);
        let socket = agent.dial().await?;
        tokio::spawn(agent.clone().lives(socket, queue));
        agent.until(|agent| agent.is_ready.load(Ordering::Relaxed)).await?;
        Ok(agent)
    }

    /// Connects as soon as the server lets it, and does not wait for that.
    pub fn arrive(port: u16, n: usize, manner: Manner, answers: Arc<Answers>) -> Arc<Self> {
        let (agent, queue) = Self::new(port, n, manner, answers);
        let arriving = agent.clone();
        tokio::spawn(async move {
            match arriving.dial().await {
                Ok(socket) => arriving.lives(socket, queue).await,
                Err(_) => arriving.cut(),
            }
        });
        agent
    }

    fn new(port: u16, n: usize, manner: Manner, answers: Arc<Answers>) -> (Arc<Self>, mpsc::UnboundedReceiver<String>) {
        let (send, queue) = mpsc::unbounded_channel();
        let agent = Self {
            n,
            send,
            seen: Mutex::default(),
            changed: Notify::new(),
            is_ready: AtomicBool::new(false),
            is_cut: AtomicBool::new(false),
            pages_asked: AtomicUsize::new(0),
            invited_at: Mutex::default(),
            frames: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            manner,
            port,
            answers,
        };
        (Arc::new(agent), queue)
    }

    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until something is so, as frames come.
    pub async fn until(&self, is_so: impl Fn(&Self) -> bool) -> Result<()> {
        let waiting = async {
            loop {
                let news = self.changed.notified();
                if is_so(self) {
                    return Ok(());
                }
                ensure!(!self.is_cut.load(Ordering::Relaxed), "{} was cut", centre::agent(self.n));
                news.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(180), waiting).await.context("three minutes were not enough")?
    }

    /// Sends a frame.
    pub fn frame(&self, frame: String) {
        let _ = self.send.send(frame);
    }

    /// Sends a command and does not wait for its answer; how long it took is in [`Answers`].
    pub fn command(&self, number: u64, command: &str) {
        let frame = format!(r#"{{"type":"command","id":"m{number}","command":{command}}}"#);
        if self.manner == Manner::Returns {
            self.seen().outbox.push_back((number, frame.clone()));
        }
        self.frame(frame);
    }

    /// Sends a command and waits for its answer: whether it was accepted.
    pub async fn asks(&self, command: &str) -> Result<bool> {
        let (tell, told) = oneshot::channel();
        let number = self.answers.begin();
        self.seen().waits.insert(number, tell);
        self.command(number, command);
        Ok(tokio::time::timeout(Duration::from_secs(180), told).await.context("no answer came")??)
    }

    pub async fn sets_ready(&self) -> Result<()> {
        ensure!(self.asks(r#"{"kind":"set_state","state":{"kind":"ready"}}"#).await?, "ready was refused");
        Ok(())
    }

    async fn dial(&self) -> Result<Socket> {
        let mut socket = dial(self.port, "/v1/agent", None).await?;
        // Former servers know the first version only; both take the highest that they share.
        let hello = format!(
            r#"{{"type":"hello","protocol":{{"min":1,"max":2}},"token":"{}","device":"desk-{}","take_over":true}}"#,
            centre::token(self.n),
            self.n
        );
        socket.send(Message::text(hello)).await?;
        Ok(socket)
    }

    async fn lives(self: Arc<Self>, mut socket: Socket, mut queue: mpsc::UnboundedReceiver<String>) {
        loop {
            let over = self.talks(&mut socket, &mut queue).await;
            self.is_ready.store(false, Ordering::Relaxed);
            if over == Talk::Dropped || self.manner != Manner::Returns {
                self.cut();
                return;
            }
            socket = self.comes_back().await;
            while queue.try_recv().is_ok() {}
        }
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
        self.changed.notify_waiters();
    }

    /// As docs/protocol.md says: between 0 and 0.25 s, then between 0 and 0.5 s, and so on up to 15 s.
    async fn comes_back(&self) -> Socket {
        let mut most = Duration::from_millis(250);
        loop {
            tokio::time::sleep(most.mul_f64(chance(self.n as u64))).await;
            most = (most * 2).min(Duration::from_secs(15));
            if let Ok(socket) = self.dial().await {
                return socket;
            }
        }
    }

    async fn talks(&self, socket: &mut Socket, queue: &mut mpsc::UnboundedReceiver<String>) -> Talk {
        loop {
            tokio::select! {
                message = socket.next() => match message {
                    Some(Ok(Message::Text(text))) => {
                        self.frames.fetch_add(1, Ordering::Relaxed);
                        self.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
                        let mut replies = Vec::new();
                        self.takes(text.as_str(), &mut replies);
                        for reply in replies {
                            if socket.feed(Message::text(reply)).await.is_err() {
                                return Talk::Cut;
                            }
                        }
                        if socket.flush().await.is_err() {
                            return Talk::Cut;
                        }
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Talk::Cut,
                },
                frame = queue.recv() => {
                    let Some(frame) = frame else { return Talk::Dropped };
                    if socket.send(Message::text(frame)).await.is_err() {
                        return Talk::Cut;
                    }
                }
            }
        }
    }

    fn takes(&self, text: &str, replies: &mut Vec<String>) {
        match kind(text) {
            "answer" => self.answer(text),
            "ping" => replies.push(text.replacen("ping", "pong", 1)),
            "entry" => self.entry(text),
            "me" => self.me(text, replies),
            "case" => self.case(text, replies),
            "entries" => self.entries(text, replies),
            "ready" => {
                self.is_ready.store(true, Ordering::Relaxed);
                replies.extend(self.seen().outbox.iter().map(|(_, frame)| frame.clone()));
                self.changed.notify_waiters();
            }
            _ => {}
        }
    }

    fn answer(&self, text: &str) {
        let Some(number) = text.split('"').nth(7).and_then(|id| id.strip_prefix('m')?.parse().ok()) else { return };
        let accepted = text.contains(r#""kind":"accepted""#);
        self.answers.end(number, accepted);
        let mut seen = self.seen();
        if self.manner == Manner::Returns {
            seen.outbox.retain(|(known, _)| *known != number);
        }
        if let Some(waits) = seen.waits.remove(&number) {
            let _ = waits.send(accepted);
        }
    }

    fn me(&self, text: &str, replies: &mut Vec<String>) {
        #[derive(Deserialize)]
        struct Frame {
            me: Me,
        }
        #[derive(Deserialize)]
        struct Me {
            invitations: Vec<Invitation>,
        }
        #[derive(Deserialize)]
        struct Invitation {
            invitation: String,
        }
        if text.contains(r#""invitations":[]"#) {
            return;
        }
        let Ok(frame) = serde_json::from_str::<Frame>(text) else { return };
        self.invited_at.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(Instant::now);
        self.changed.notify_waiters();
        if self.manner == Manner::Idle {
            return;
        }
        for Invitation { invitation } in frame.me.invitations {
            if self.seen().invitations.insert(invitation.clone()) {
                let number = self.answers.begin();
                replies.push(format!(
                    r#"{{"type":"command","id":"m{number}","command":{{"kind":"accept_invitation","invitation":"{invitation}"}}}}"#
                ));
            }
        }
    }

    fn case(&self, text: &str, replies: &mut Vec<String>) {
        #[derive(Deserialize)]
        struct Frame {
            view: View,
        }
        #[derive(Deserialize)]
        struct View {
            case: String,
        }
        // The view of a case that is known says nothing new here, except after a return.
        let Some(case) = text.split('"').nth(9).map(str::to_owned).filter(|_| text.contains(r#""view":{"case":"#))
        else {
            return;
        };
        debug_assert_eq!(serde_json::from_str::<Frame>(text).map(|frame| frame.view.case).ok(), Some(case.clone()));
        let is_new = self.seen().cases.insert(case.clone());
        if is_new || !self.is_ready.load(Ordering::Relaxed) {
            self.pages_asked.fetch_add(1, Ordering::Relaxed);
            replies.push(self.page(&case));
        }
        self.changed.notify_waiters();
    }

    fn page(&self, case: &str) -> String {
        let cursor = self.seen().cursors.get(case).cloned();
        let after = cursor.map_or_else(|| "null".to_owned(), |(seq, tag)| format!(r#"{{"seq":{seq},"tag":"{tag}"}}"#));
        format!(r#"{{"type":"page","log":{{"case":"{case}","thread":{{"kind":"main"}}}},"after":{after},"limit":200}}"#)
    }

    fn entry(&self, text: &str) {
        // Only who comes back needs to know how far it had read.
        if self.manner == Manner::Returns
            && let Ok(frame) = serde_json::from_str::<EntryFrame>(text)
        {
            self.seen().cursors.insert(frame.log.case, frame.entry.cursor());
        }
    }

    fn entries(&self, text: &str, replies: &mut Vec<String>) {
        let Ok(frame) = serde_json::from_str::<EntriesFrame>(text) else { return };
        if let Some(last) = frame.entries.last() {
            self.seen().cursors.insert(frame.log.case.clone(), last.cursor());
        }
        if frame.more {
            replies.push(self.page(&frame.log.case));
        } else {
            self.pages_asked.fetch_sub(1, Ordering::Relaxed);
            self.changed.notify_waiters();
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Talk {
    Cut,
    /// Nobody holds this agent any more.
    Dropped,
}

#[derive(Deserialize)]
struct Log {
    case: String,
}

#[derive(Deserialize)]
struct EntryFrame {
    log: Log,
    entry: Numbered,
}

#[derive(Deserialize)]
struct EntriesFrame {
    log: Log,
    entries: Vec<Numbered>,
    more: bool,
}

#[derive(Deserialize)]
struct Numbered {
    seq: u64,
    entry: Entry,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
}

impl Numbered {
    fn cursor(&self) -> (u64, String) {
        (self.seq, self.entry.id.chars().take(8).collect())
    }
}

/// A contact's page with an open chat. It stays connected, and reads what comes, as long as this is kept.
pub struct Contact(mpsc::UnboundedSender<String>);

impl Contact {
    /// Opens a chat from an address of its own; answered once the server has stored it.
    pub async fn open(port: u16, n: usize, queue: &str) -> Result<Self> {
        let mut socket = dial(port, "/v1/contact", Some(n)).await?;
        let open = format!(
            r#"{{"type":"open","protocol":{{"min":1,"max":1}},"secret":null,"name":"Kundin {n}","topic":"{queue}","language":"de","text":"Auf meiner Rechnung stehen 38,90 € zu viel.","page":null}}"#
        );
        socket.send(Message::text(open)).await?;
        loop {
            let message = socket.next().await.context("the server hung up on a contact")??;
            if let Message::Text(text) = message {
                match kind(text.as_str()) {
                    "welcome" => break,
                    "refused" => anyhow::bail!("a contact was refused: {text}"),
                    _ => {}
                }
            }
        }
        let (send, mut queue) = mpsc::unbounded_channel::<String>();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    message = socket.next() => match message {
                        Some(Ok(Message::Text(text))) if kind(text.as_str()) == "ping" => {
                            let pong = text.replacen("ping", "pong", 1);
                            if socket.send(Message::text(pong)).await.is_err() {
                                return;
                            }
                        }
                        Some(Ok(_)) => {}
                        Some(Err(_)) | None => return,
                    },
                    frame = queue.recv() => {
                        let Some(frame) = frame else { return };
                        if socket.send(Message::text(frame)).await.is_err() {
                            return;
                        }
                    }
                }
            }
        });
        Ok(Self(send))
    }

    /// Ends the chat; the page stays open.
    pub fn leaves(&self) {
        let _ = self.0.send(r#"{"type":"leave"}"#.to_owned());
    }
}

/// A socket with small buffers: there are thousands of them in one process.
async fn dial(port: u16, path: &str, contact: Option<usize>) -> Result<Socket> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut request = format!("ws://127.0.0.1:{port}{path}").into_client_request()?;
    if let Some(n) = contact {
        let address = format!("10.{}.{}.{}", n / 65_536, n / 256 % 256, n % 256);
        request.headers_mut().insert("x-forwarded-for", address.parse()?);
    }
    let mut config = WebSocketConfig::default();
    config.read_buffer_size = 4 * 1024;
    config.write_buffer_size = 4 * 1024;
    config.max_write_buffer_size = 1024 * 1024;
    let (socket, _) = tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await?;
    Ok(socket)
}

/// The kind of a frame of our own server: its tag comes first.
fn kind(frame: &str) -> &str {
    frame.split('"').nth(3).unwrap_or_default()
}

/// Some number from 0 to 1, another one each time.
fn chance(seed: u64) -> f64 {
    static DRAWN: AtomicU64 = AtomicU64::new(0x9e37_79b9_7f4a_7c15);
    let mut x = DRAWN.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed) ^ seed;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x >> 11) as f64 / (1_u64 << 53) as f64
}
