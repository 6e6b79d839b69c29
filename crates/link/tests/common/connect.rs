//! A proxy as companies have them: whoever wants to leave says CONNECT, and may have to say who they are. Every name leads to one
//! server of this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    LetsThrough,
    /// With this status and a page for people.
    Answers(u16),
}

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub target: String,
    /// The value of `Proxy-Authorization`.
    pub as_whom: Option<String>,
}

pub struct ConnectProxy {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    manner: Arc<watch::Sender<Manner>>,
}

impl ConnectProxy {
    pub async fn to(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let manner = Arc::new(watch::channel(Manner::LetsThrough).0);
        let (heard, how) = (asked.clone(), manner.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(serve(near, server, heard.clone(), how.subscribe()));
            }
        });
        Self { address, asked, manner }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// From now on, and all open connections end.
    pub fn becomes(&self, manner: Manner) {
        self.manner.send_replace(manner);
    }
}

async fn serve(mut near: TcpStream, server: u16, asked: Arc<Mutex<Vec<Asked>>>, mut manner: watch::Receiver<Manner>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = near.read_u8().await else { return };
        head.push(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let target = lines.next().unwrap().strip_prefix("CONNECT ").unwrap().strip_suffix(" HTTP/1.1").unwrap().to_owned();
    let as_whom = lines
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("proxy-authorization"))
        .map(|(_, value)| value.to_owned());
    asked.lock().unwrap().push(Asked { target, as_whom });
    let now = *manner.borrow_and_update();
    if let Manner::Answers(status) = now {
        let page = "<!doctype html><title>Proxy</title>";
        let answer = format!("HTTP/1.1 {status} No\r\ncontent-length: {}\r\n\r\n{page}", page.len());
        let _ = near.write_all(answer.as_bytes()).await;
        return;
    }
    let mut far = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await.unwrap();
    near.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = manner.changed() => {}
    }
}
