//! One connection of then, made again today.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use konsil_tests::story::PATIENCE;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;

use super::recording::Names;
use super::v1::wire::{Decoded, agent::ToAgent, contact::ToContact, decode};

/// What is complete each time it is sent: how often it is sent does not matter, what it says in the end does.
const STATE: &[&str] = &["me", "directory", "case", "state"];

#[derive(Default)]
struct Heard {
    frames: Vec<Value>,
    /// What a former program would not have read, and why.
    unreadable: Vec<String>,
    closed: Option<u64>,
}

pub struct Line {
    who: String,
    send: mpsc::UnboundedSender<Message>,
    heard: Arc<Mutex<Heard>>,
    news: Arc<Notify>,
    reading: JoinHandle<()>,
    writing: JoinHandle<()>,
    /// What came then and was not found again yet.
    owed: Vec<Value>,
    /// How many frames of each type were found again; of a state, where it was found.
    found: BTreeMap<String, usize>,
    /// The desktop or the network ended it.
    over: bool,
}

impl Line {
    pub async fn open(server: SocketAddr, who: &str, path: &str) -> Self {
        let stream = TcpStream::connect(server).await.unwrap();
        let (socket, _) = tokio_tungstenite::client_async(format!("ws://{server}{path}"), stream).await.unwrap();
        let (mut write, mut read) = socket.split();
        let (send, mut queue) = mpsc::unbounded_channel::<Message>();
        let (heard, news) = (Arc::<Mutex<Heard>>::default(), Arc::<Notify>::default());
        let writing = tokio::spawn(async move {
            while let Some(frame) = queue.recv().await {
                let _ = write.send(frame).await;
            }
        });
        let (hears, tells, answers) = (heard.clone(), news.clone(), send.clone());
        let is_agent = path.ends_with("/agent");
        let reading = tokio::spawn(async move {
            while let Some(Ok(frame)) = read.next().await {
                match frame {
                    Message::Text(text) => {
                        let frame: Value = serde_json::from_str(text.as_str()).unwrap();
                        if frame["type"] == "ping" {
                            let pong = json!({"type": "pong", "n": frame["n"]});
                            let _ = answers.send(Message::text(pong.to_string()));
                        } else {
                            let read = if is_agent { by_a_desktop(&frame) } else { by_a_page(&frame) };
                            let mut heard = hears.lock().unwrap();
                            heard.unreadable.extend(read.err());
                            heard.frames.push(frame);
                        }
                    }
                    Message::Close(close) => {
                        let code = close.map_or(1005, |close| u16::from(close.code));
                        hears.lock().unwrap().closed = Some(u64::from(code));
                    }
                    Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                }
                tells.notify_one();
            }
        });
        let (owed, found) = (Vec::new(), BTreeMap::new());
        Self { who: who.to_owned(), send, heard, news, reading, writing, owed, found, over: false }
    }

    pub fn sends(&self, frame: &Value) {
        self.send.send(Message::text(frame.to_string())).unwrap();
    }

    /// This came then.
    pub fn is_owed(&mut self, frame: Value) {
        self.owed.push(frame);
    }

    /// Waits until everything that had come then by this moment has come today.
    pub async fn has_caught_up(&mut self, names: &mut Names, step: &str) {
        let catching_up = async {
            while !self.is_level(names, step) {
                self.wait().await;
            }
        };
        if tokio::time::timeout(PATIENCE, catching_up).await.is_err() {
            let frames = self.heard.lock().unwrap().frames.clone();
            let kind = self.owed.first().map(|frame| frame["type"].clone()).unwrap_or_default();
            let alike: Vec<_> = frames.iter().filter(|frame| frame["type"] == kind).collect();
            let newest = alike.last().map(ToString::to_string);
            panic!("{}, “{step}”: never came\n{}\nnewest:\n{newest:?}", self.who, self.owed[0]);
        }
    }

    fn is_level(&mut self, names: &mut Names, step: &str) -> bool {
        let frames = {
            let heard = self.heard.lock().unwrap();
            assert!(heard.unreadable.is_empty(), "{}, “{step}”: {:#?}", self.who, heard.unreadable);
            heard.frames.clone()
        };
        let owed = std::mem::take(&mut self.owed);
        for (at, then) in owed.iter().enumerate() {
            let kind = then["type"].as_str().unwrap();
            let still_owed = if STATE.contains(&kind) {
                let replaced = owed.iter().skip(at + 1).any(|later| state_key(later) == state_key(then));
                !replaced && !self.shows(then, &frames, names)
            } else {
                let waiting = self.owed.iter().any(|before| before["type"] == kind);
                waiting || !self.comes(then, &frames, names, step)
            };
            if still_owed {
                self.owed.push(then.clone());
            }
        }
        self.owed.is_empty()
    }

    /// Whether that state was shown, since the last one that was looked for.
    fn shows(&mut self, then: &Value, frames: &[Value], names: &mut Names) -> bool {
        let since = self.found.entry(state_key(then)).or_default();
        let at = (*since..frames.len())
            .rev()
            .find(|at| frames[*at]["type"] == then["type"] && names.takes(then, &frames[*at]));
        *since = at.unwrap_or(*since);
        at.is_some()
    }

    /// Whether the next of its type is there. It must be this one.
    fn comes(&mut self, then: &Value, frames: &[Value], names: &mut Names, step: &str) -> bool {
        let kind = then["type"].as_str().unwrap();
        let count = self.found.entry(kind.to_owned()).or_default();
        let Some(now) = frames.iter().filter(|frame| frame["type"] == kind).nth(*count) else { return false };
        assert!(names.takes(then, now), "{}, “{step}”: then\n{then}\ntoday\n{now}", self.who);
        *count += 1;
        true
    }

    async fn wait(&self) {
        self.news.notified().await;
    }

    /// The network fails: not a word.
    pub async fn is_cut(&mut self) {
        self.over = true;
        self.reading.abort();
        self.writing.abort();
        // Both hold half of the socket; it is gone with them.
        let _ = (&mut self.reading).await;
        let _ = (&mut self.writing).await;
    }

    pub fn leaves(&mut self) {
        self.over = true;
        let _ = self.send.send(Message::Close(None));
    }

    pub async fn is_closed_with(&self, code: u64, step: &str) {
        let closing = async {
            loop {
                let closed = self.heard.lock().unwrap().closed;
                match closed {
                    Some(closed) => return closed,
                    None => self.wait().await,
                }
            }
        };
        let closed = tokio::time::timeout(PATIENCE, closing).await;
        assert_eq!(closed, Ok(code), "{}, “{step}”: the server closes", self.who);
    }

    /// After a round trip, if there is a connection still: nothing came that did not come then. Gives the frames.
    pub async fn has_nothing_else(&self) -> usize {
        if !self.over && self.heard.lock().unwrap().closed.is_none() {
            self.sends(&json!({"type": "ping", "n": 4711}));
            let answered = async {
                while !self.heard.lock().unwrap().frames.iter().any(|frame| frame["n"] == 4711) {
                    self.wait().await;
                }
            };
            tokio::time::timeout(PATIENCE, answered).await.unwrap();
        }
        let heard = self.heard.lock().unwrap();
        assert!(heard.unreadable.is_empty(), "{}: {:#?}", self.who, heard.unreadable);
        let frames = &heard.frames;
        for frame in frames {
            let kind = frame["type"].as_str().unwrap();
            let all = frames.iter().filter(|frame| frame["type"] == kind && frame["n"] != 4711).count();
            let found = self.found.get(kind).copied().unwrap_or_default();
            assert!(STATE.contains(&kind) || found == all, "{}: {found} of {all} {kind} came then", self.who);
        }
        frames.len()
    }
}

fn state_key(frame: &Value) -> String {
    format!("{} {}", frame["type"], frame["view"]["case"])
}

fn by_a_desktop(frame: &Value) -> Result<(), String> {
    read_as::<ToAgent>(frame, ToAgent::KINDS)
}

fn by_a_page(frame: &Value) -> Result<(), String> {
    read_as::<ToContact>(frame, ToContact::KINDS)
}

/// The former types read it, and all of it: of a line that they did not know they kept the place only.
fn read_as<T: Serialize + DeserializeOwned + Debug>(frame: &Value, kinds: &[&str]) -> Result<(), String> {
    match decode::<T>(&frame.to_string(), kinds) {
        Decoded::Known(read) => match serde_json::to_string(&read) {
            Ok(read) if !read.contains("\"unsupported\"") => Ok(()),
            _ => Err(format!("a line without words: {frame}")),
        },
        other @ (Decoded::Unsupported { .. } | Decoded::Malformed) => Err(format!("{other:?}: {frame}")),
    }
}
