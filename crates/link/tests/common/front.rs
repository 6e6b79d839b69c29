//! What may stand in front of a server and answer in its place: a proxy that wants something else, a network's sign-in page.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Front {
    pub address: SocketAddr,
    answers: Arc<watch::Sender<Option<u16>>>,
}

impl Front {
    pub async fn of(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answers = Arc::new(watch::channel(None).0);
        let now = answers.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(serve(near, server, now.subscribe()));
            }
        });
        Self { address, answers }
    }

    /// From now on it answers everything itself, with a page for people; all open connections end.
    pub fn answers(&self, status: u16) {
        self.answers.send_replace(Some(status));
    }

    pub fn steps_aside(&self) {
        self.answers.send_replace(None);
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn serve(mut near: TcpStream, server: SocketAddr, mut answers: watch::Receiver<Option<u16>>) {
    let now = *answers.borrow_and_update();
    let Some(status) = now else {
        let Ok(mut far) = TcpStream::connect(server).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut near, &mut far) => {}
            _ = answers.changed() => {}
        }
        return;
    };
    let mut head = vec![0; 4096];
    let _ = near.read(&mut head).await;
    let page = "<!doctype html><title>Welcome to our guests</title>";
    let answer = format!(
        "HTTP/1.1 {status} Here\r\ncontent-type: text/html\r\nlocation: http://portal.example/\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
        page.len()
    );
    let _ = near.write_all(answer.as_bytes()).await;
    // Until the other side has read it.
    let _ = near.shutdown().await;
    let _ = near.read_to_end(&mut head).await;
}
