//! A line that can be cut, swallowed and unplugged.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Plugged,
    Unplugged,
}

/// Whether what the server says gets through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    Through,
    Lost,
}

pub struct Proxy {
    pub address: SocketAddr,
    cuts: Arc<watch::Sender<u64>>,
    line: Arc<watch::Sender<Line>>,
    answers: Arc<watch::Sender<Answers>>,
}

impl Proxy {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let cuts = Arc::new(watch::channel(0).0);
        let line = Arc::new(watch::channel(Line::Plugged).0);
        let answers = Arc::new(watch::channel(Answers::Through).0);
        let (cut, plugged, heard) = (cuts.clone(), line.clone(), answers.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if *plugged.borrow() == Line::Unplugged {
                    continue;
                }
                let Ok(far) = TcpStream::connect(server).await else { continue };
                let mut cut = cut.subscribe();
                let heard = heard.subscribe();
                tokio::spawn(async move {
                    let (near_in, near_out) = near.into_split();
                    let (far_in, far_out) = far.into_split();
                    tokio::select! {
                        () = pump(near_in, far_out, None) => {}
                        () = pump(far_in, near_out, Some(heard)) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self { address, cuts, line, answers }
    }

    /// All connections end at once; new ones are possible.
    pub fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    pub fn unplug(&self) {
        self.line.send_replace(Line::Unplugged);
        self.cut();
    }

    pub fn plug_in(&self) {
        self.line.send_replace(Line::Plugged);
    }

    /// From now on the server hears, and is not heard.
    pub fn lose_answers(&self) {
        self.answers.send_replace(Answers::Lost);
    }

    pub fn cut_and_heal(&self) {
        self.cut();
        self.answers.send_replace(Answers::Through);
    }
}

async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, answers: Option<watch::Receiver<Answers>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if answers.as_ref().is_some_and(|answers| *answers.borrow() == Answers::Lost) {
            continue;
        }
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}
