//! Something on the way answers in the server's place: the agent is told, goes on writing, and stays signed in.

use std::net::SocketAddr;

use konsil_desk::input::Input;
use konsil_desk::view::{ConnectionView, SendState};
use konsil_protocol::domain::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::main_job::{Contact, PASSWORD, Wired, accepts, chat_of, says, server};
use super::stage::*;

/// Stands in front of a server, and answers in its place while it has a status to answer with.
struct Front {
    address: SocketAddr,
    status: watch::Sender<Option<u16>>,
}

impl Front {
    async fn of(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (status, now) = watch::channel(None);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(serve(near, server, now.clone()));
            }
        });
        Self { address, status }
    }
}

async fn serve(mut near: TcpStream, server: SocketAddr, mut status: watch::Receiver<Option<u16>>) {
    let now = *status.borrow_and_update();
    if let Some(status) = now {
        let mut asked = [0; 4096];
        let _ = near.read(&mut asked).await;
        let page = format!("HTTP/1.1 {status} Here\r\ncontent-length: 6\r\nconnection: close\r\n\r\n<html>");
        let _ = near.write_all(page.as_bytes()).await;
        let _ = near.shutdown().await;
        let _ = near.read(&mut asked).await;
        return;
    }
    let Ok(mut far) = TcpStream::connect(server).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = status.changed() => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxys_refusal_costs_neither_the_session_nor_a_word() {
    let (of_jana, of_server) = (Folders::new(), Folders::new());
    let server = server(&of_server, &["jana"]).await;
    let front = Front::of(server.address).await;
    let jana = Desktop::start_wired(of_jana.options(), Wired).await;
    let address = format!("http://{}", front.address);
    jana.act(Input::SignIn { server: address, login: "jana".to_owned(), password: PASSWORD.to_owned() }).await;
    jana.sees(Page::in_workspace).await;
    jana.act(Input::SetState { state: AgentState::Ready }).await;
    let mut contact = Contact::writes(&server, "Guten Tag.").await;
    accepts(&jana).await;
    let page = jana.sees(|page| page.chat.is_some()).await;
    let case = chat_of(&page).case.clone();
    says(&jana, &case, &Thread::Main, "Einen Moment bitte.").await;

    for (status, said) in [(407, "offline-proxy-sign-in"), (502, "offline-unreachable"), (200, "offline-portal")] {
        front.status.send_replace(Some(status));
        let told = |page: &Page| {
            matches!(&page.connection, Some(ConnectionView::Offline { cause, .. }) if cause.id == said)
                && page.in_workspace()
        };
        jana.sees(told).await;
        let text = format!("Geschrieben bei {status}.");
        let thread = ThreadRef { case: case.clone(), thread: Thread::Main };
        jana.act(Input::Send { thread, text: text.clone() }).await;
        front.status.send_replace(None);
        jana.act(Input::Reconnect).await;
        jana.sees(|page| page.said(&Thread::Main).contains(&(&text, &SendState::Sent))).await;
        contact.reads(&text).await;
        assert!(jana.page().in_workspace(), "nobody had to sign in again");
    }
}
