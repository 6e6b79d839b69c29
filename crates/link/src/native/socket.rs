//! The WebSocket over a stream of ours: the request for it, and its bounds.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use konsil_protocol::wire::agent::ToAgent;
use konsil_protocol::wire::{DEAD_AFTER_MS, Decoded, decode};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};

use super::address::Address;
use super::dial::{self, Dial};
use super::stream::Stream;
use super::verdict;
use crate::line::Verdict;

/// The server keeps to [`konsil_protocol::wire::MAX_FRAME_BYTES`] in pages; the directory of a very large centre may be more. A page that is
/// larger than this all the same is asked for in smaller pieces.
const MAX_INCOMING_BYTES: usize = 4 * 1024 * 1024;
/// For all of dialling, encryption and the request.
const CONNECTED_WITHIN: Duration = Duration::from_secs(15);
const BUFFER_BYTES: usize = 4 * 1024;
const MAX_WRITE_BUFFER_BYTES: usize = 1024 * 1024;

/// A connection to the server's agent side.
pub(super) struct Socket {
    stream: WebSocketStream<Box<dyn Stream>>,
}

/// What came in.
pub(super) enum Received {
    Frame(Box<ToAgent>),
    /// From a newer server, or not for reading at all; the connection stays.
    Skipped,
    /// More at once than is taken; the connection is of no use any more.
    TooLarge,
    Ended(Verdict),
}

impl Socket {
    pub(super) async fn connect(dial: Arc<dyn Dial>, address: &Address) -> Result<Self, Verdict> {
        match tokio::time::timeout(CONNECTED_WITHIN, Self::open(dial, address)).await {
            Ok(result) => result,
            Err(_) => Err(Verdict::UNREACHABLE),
        }
    }

    async fn open(dial: Arc<dyn Dial>, address: &Address) -> Result<Self, Verdict> {
        let stream = dial::open(dial.as_ref(), address).await.map_err(|error| {
            tracing::debug!(%error, "no connection");
            verdict::of_error(&error)
        })?;
        let bounds = WebSocketConfig::default()
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(BUFFER_BYTES)
            .max_write_buffer_size(MAX_WRITE_BUFFER_BYTES)
            .max_message_size(Some(MAX_INCOMING_BYTES))
            .max_frame_size(Some(MAX_INCOMING_BYTES));
        let request = address.websocket("/v1/agent");
        match tokio_tungstenite::client_async_with_config(request, stream, Some(bounds)).await {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(tungstenite::Error::Http(answer)) => {
                let after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
                tracing::debug!(status = answer.status().as_u16(), "no WebSocket there");
                Err(verdict::of_upgrade(answer.status().as_u16(), verdict::retry_after(after)))
            }
            Err(error) => {
                tracing::debug!(%error, "no WebSocket");
                Err(verdict::of_error(&error))
            }
        }
    }

    /// # Errors
    /// The connection's end.
    pub(super) async fn send(&mut self, text: String) -> Result<(), Verdict> {
        let dead = Duration::from_millis(DEAD_AFTER_MS);
        match tokio::time::timeout(dead, self.stream.send(Message::text(text))).await {
            Ok(Ok(())) => Ok(()),
            // Why it ended is still to be read, if the server said why.
            Ok(Err(_)) => Err(self.last_words().await),
            Err(_) => Err(Verdict::UNREACHABLE),
        }
    }

    /// Can be dropped while it waits without losing anything.
    pub(super) async fn receive(&mut self) -> Received {
        match self.stream.next().await {
            None => Received::Ended(Verdict::UNREACHABLE),
            Some(Err(tungstenite::Error::Capacity(_))) => Received::TooLarge,
            Some(Err(error)) => Received::Ended(of_tungstenite(&error)),
            Some(Ok(Message::Close(frame))) => {
                Received::Ended(verdict::of_close(frame.map(|frame| u16::from(frame.code))))
            }
            Some(Ok(Message::Text(text))) => match decode::<ToAgent>(text.as_str(), ToAgent::KINDS) {
                Decoded::Known(frame) => Received::Frame(Box::new(frame)),
                Decoded::Unsupported { kind } => {
                    tracing::debug!(kind, "the server sent a frame this version does not know");
                    Received::Skipped
                }
                Decoded::Malformed => {
                    tracing::warn!(bytes = text.len(), "the server sent a frame that cannot be read");
                    Received::Skipped
                }
            },
            Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Received::Skipped,
        }
    }

    /// Says goodbye to the socket, briefly.
    pub(super) async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.stream.close(None)).await;
    }

    async fn last_words(&mut self) -> Verdict {
        let reading = async {
            loop {
                match self.receive().await {
                    Received::Ended(verdict) => return verdict,
                    Received::TooLarge => return Verdict::FAULT,
                    Received::Frame(_) | Received::Skipped => {}
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(2), reading).await.unwrap_or(Verdict::UNREACHABLE)
    }
}

fn of_tungstenite(error: &tungstenite::Error) -> Verdict {
    match error {
        tungstenite::Error::Capacity(_) | tungstenite::Error::Utf8(_) => Verdict::FAULT,
        tungstenite::Error::ConnectionClosed
        | tungstenite::Error::AlreadyClosed
        | tungstenite::Error::Io(_)
        | tungstenite::Error::Tls(_)
        | tungstenite::Error::Protocol(_)
        | tungstenite::Error::WriteBufferFull(_)
        | tungstenite::Error::AttackAttempt
        | tungstenite::Error::Url(_)
        | tungstenite::Error::Http(_)
        | tungstenite::Error::HttpFormat(_) => verdict::of_error(error),
    }
}
