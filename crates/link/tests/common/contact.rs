//! A contact's page, as thin as it can be.

use futures_util::{SinkExt as _, StreamExt as _};
use konsil_protocol::domain::{Language, MessageContent, QueueId};
use konsil_protocol::wire::contact::{ContactEvent, FromContact, ToContact};
use konsil_protocol::wire::{Decoded, PROTOCOL, decode};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

pub struct Contact {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    said: u32,
    last: u64,
}

impl Contact {
    /// Opens a chat and waits until it is open.
    pub async fn opens(server: &str, text: &str) -> Self {
        let address = format!("{}/v1/contact", server.replacen("http", "ws", 1));
        let (socket, _) = tokio_tungstenite::connect_async(address).await.unwrap();
        let mut contact = Self { socket, said: 0, last: 0 };
        let open = FromContact::Open {
            former: None,
            protocol: PROTOCOL,
            secret: None,
            name: "Frau Lindner".to_owned(),
            topic: QueueId::new("billing").unwrap(),
            language: Some(Language::De),
            text: text.to_owned(),
            page: None,
        };
        contact.send(&open).await;
        while !matches!(contact.hears().await, ToContact::Welcome { .. }) {}
        contact
    }

    pub async fn says(&mut self, text: &str) {
        self.said += 1;
        let say = FromContact::Say { id: format!("m{}", self.said), content: MessageContent::Text(text.to_owned()) };
        self.send(&say).await;
    }

    /// Waits until all that was said is stored.
    pub async fn is_heard(&mut self) {
        let last = format!("m{}", self.said);
        while !matches!(self.hears().await, ToContact::Said { id } if id == last) {}
    }

    pub async fn leaves(&mut self) {
        self.send(&FromContact::Leave).await;
    }

    async fn send(&mut self, frame: &FromContact) {
        self.socket.send(Message::text(serde_json::to_string(frame).unwrap())).await.unwrap();
    }

    /// The next message of an agent. The numbers of all events must have no gap.
    pub async fn reads(&mut self) -> String {
        loop {
            if let ToContact::Event { n, event, .. } = self.hears().await {
                assert_eq!(n, self.last + 1, "a contact's numbers have no gap");
                self.last = n;
                if let ContactEvent::Message { content: MessageContent::Text(text), .. } = event {
                    return text;
                }
            }
        }
    }

    async fn hears(&mut self) -> ToContact {
        loop {
            let Some(Ok(Message::Text(text))) = self.socket.next().await else { panic!("the contact was cut off") };
            match decode(text.as_str(), ToContact::KINDS) {
                Decoded::Known(ToContact::Ping { n }) => self.send(&FromContact::Pong { n }).await,
                Decoded::Known(frame) => return frame,
                Decoded::Unsupported { .. } | Decoded::Malformed => panic!("{text}"),
            }
        }
    }
}
