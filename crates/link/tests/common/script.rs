//! A server that says what the test says, in memory and on a paused clock: for what a real one does too rarely.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use konsil_link::native::{Address, Dial, Dialling, Http, HttpAnswer, HttpCall, NativeConfig, SignInWith, Stream};
use konsil_protocol::domain::{AgentId, Capabilities, CommandId};
use konsil_protocol::wire::agent::{Answer, FromAgent, SignedIn, ToAgent};
use konsil_protocol::wire::{Decoded, PROTOCOL, decode};
use tokio::io::DuplexStream;
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

/// What the server answers to calls, in turn; then it signs everybody in.
pub type Answers = Arc<Mutex<VecDeque<HttpAnswer>>>;

pub struct Scripted {
    lines: mpsc::UnboundedReceiver<DuplexStream>,
    pub answers: Answers,
    /// Path and body of each call.
    pub calls: Arc<Mutex<Vec<(String, String)>>>,
}

struct Doors {
    lines: mpsc::UnboundedSender<DuplexStream>,
    answers: Answers,
    calls: Arc<Mutex<Vec<(String, String)>>>,
}

impl Dial for Doors {
    fn connect<'a>(&'a self, _host: &'a str, _port: u16) -> Dialling<'a> {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let sent = self.lines.send(far);
        Box::pin(async move {
            sent.map_err(|_| io::Error::from(io::ErrorKind::ConnectionRefused))?;
            Ok(Box::new(near) as Box<dyn Stream>)
        })
    }
}

impl Http for Doors {
    fn post<'a>(&'a self, _address: &'a Address, path: &'a str, json: Vec<u8>) -> HttpCall<'a> {
        let mut calls = self.calls.lock().unwrap();
        calls.push((path.to_owned(), String::from_utf8(json).unwrap()));
        let signed_in = SignedIn {
            agent: AgentId::new("jana").unwrap(),
            access: format!("access-{}", calls.len()),
            access_expires_in_ms: 15 * 60 * 1000,
            refresh: format!("refresh-{}", calls.len()),
        };
        let usual = HttpAnswer { status: 200, retry_after: None, body: serde_json::to_vec(&signed_in).unwrap() };
        let answer = self.answers.lock().unwrap().pop_front().unwrap_or(usual);
        Box::pin(async move { Ok(answer) })
    }
}

impl Scripted {
    pub fn new(sign_in: SignInWith) -> (Self, NativeConfig) {
        let (sender, lines) = mpsc::unbounded_channel();
        let (answers, calls) = (Answers::default(), Arc::default());
        let doors = Arc::new(Doors { lines: sender, answers: Arc::clone(&answers), calls: Arc::clone(&calls) });
        let mut config = NativeConfig::new("http://localhost:1", sign_in, "desk-1");
        config.dial = doors.clone();
        config.http = doors;
        config.seed = Some(1);
        (Self { lines, answers, calls }, config)
    }

    /// The next connection, with what its hello said.
    pub async fn greets(&mut self) -> (Line, String, bool) {
        let stream = self.lines.recv().await.unwrap();
        let mut line = Line { socket: tokio_tungstenite::accept_async(stream).await.unwrap() };
        let FromAgent::Hello { token, take_over, .. } = line.hears().await else { panic!("no hello") };
        (line, token, take_over)
    }

    /// The same, and lets it work.
    pub async fn welcomes(&mut self) -> Line {
        let (mut line, ..) = self.greets().await;
        line.welcomes().await;
        line
    }
}

pub struct Line {
    pub socket: WebSocketStream<DuplexStream>,
}

impl Line {
    pub async fn welcomes(&mut self) {
        let capabilities = Capabilities {
            do_not_disturb: true,
            waiting_lists: true,
            parallel_consultations: true,
            refusable_conference: true,
            withdraw: true,
            consult_targets: [].into(),
            idempotent_send: true,
        };
        let agent = AgentId::new("jana").unwrap();
        self.says(&ToAgent::Welcome { protocol: PROTOCOL.max, agent, capabilities, server_now: 0 }).await;
        self.says(&ToAgent::Ready).await;
    }

    pub async fn says(&mut self, frame: &ToAgent) {
        self.says_text(serde_json::to_string(frame).unwrap()).await;
    }

    pub async fn says_text(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    pub async fn answers(&mut self, id: &CommandId, result: Answer) {
        self.says(&ToAgent::Answer { id: id.clone(), result }).await;
    }

    /// The next frame that is no ping.
    pub async fn hears(&mut self) -> FromAgent {
        loop {
            match self.hears_anything().await {
                Some(FromAgent::Ping { n }) => self.says(&ToAgent::Pong { n }).await,
                Some(frame) => return frame,
                None => panic!("the desktop has gone"),
            }
        }
    }

    pub async fn hears_command(&mut self) -> CommandId {
        loop {
            if let FromAgent::Command { id, .. } = self.hears().await {
                return id;
            }
        }
    }

    /// None when the desktop has gone.
    pub async fn hears_anything(&mut self) -> Option<FromAgent> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Text(text)) => match decode(text.as_str(), FromAgent::KINDS) {
                    Decoded::Known(frame) => return Some(frame),
                    Decoded::Unsupported { .. } | Decoded::Malformed => panic!("{text}"),
                },
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => {}
            }
        }
    }

    pub async fn closes(mut self, code: u16) {
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        self.socket.close(Some(frame)).await.unwrap();
    }
}
