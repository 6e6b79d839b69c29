//! A WebSocket that costs what it is used for. The library keeps, for each connection and for good, a buffer as large as
//! the longest frame that it was ever given: a long message goes out in pieces, so that this is a page and not all that
//! an agent is told at the beginning.

use axum::{
    extract::{
        FromRequestParts,
        ws::{CloseFrame, Message, Utf8Bytes},
    },
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use futures_util::{SinkExt, StreamExt};
use hyper::{
    body::Bytes,
    upgrade::{OnUpgrade, Upgraded},
};
use hyper_util::rt::TokioIo;
use konsil_protocol::wire::MAX_FRAME_BYTES;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        self,
        handshake::derive_accept_key,
        protocol::{
            self, Role, WebSocketConfig,
            frame::{
                Frame,
                coding::{Data, OpCode},
            },
        },
    },
};

/// A message that is longer goes out in pieces of so many bytes.
const PIECE: usize = 16 * 1024;
/// What may wait to be written: a piece that is on its way, and the next one.
const MAX_WRITE_BUFFER: usize = 4 * PIECE;
/// The library's own buffers are 128 KiB each; most sockets are silent most of the time.
const BUFFER: usize = 4 * 1024;

/// A request to change to the WebSocket protocol (RFC 6455, section 4.2.1).
pub(super) struct Upgrade {
    accept: String,
    connection: OnUpgrade,
}

impl<S: Sync> FromRequestParts<S> for Upgrade {
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        if parts.method != Method::GET {
            return Err((StatusCode::METHOD_NOT_ALLOWED, "a WebSocket begins with GET"));
        }
        let wants = names(&parts.headers, &header::CONNECTION, "upgrade")
            && names(&parts.headers, &header::UPGRADE, "websocket")
            && names(&parts.headers, &header::SEC_WEBSOCKET_VERSION, "13");
        let key = parts.headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| wants);
        let key = key.ok_or((StatusCode::BAD_REQUEST, "this address is for WebSockets of version 13"))?;
        let accept = derive_accept_key(key.as_bytes());
        let connection = parts.extensions.remove::<OnUpgrade>();
        let connection = connection.ok_or((StatusCode::UPGRADE_REQUIRED, "this connection cannot be upgraded"))?;
        Ok(Self { accept, connection })
    }
}

/// Whether one of the header's words is this one.
fn names(headers: &HeaderMap, header: &HeaderName, word: &str) -> bool {
    let values = headers.get_all(header).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|found| found.trim().eq_ignore_ascii_case(word))
}

impl Upgrade {
    /// Answers that the protocol changes, and goes on there once it has.
    pub(super) fn on_upgrade<F>(self, talk: impl FnOnce(Socket) -> F + Send + 'static) -> Response
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let Self { accept, connection } = self;
        let Ok(accept) = HeaderValue::try_from(accept) else { return StatusCode::BAD_REQUEST.into_response() };
        tokio::spawn(async move {
            match connection.await {
                Ok(upgraded) => talk(Socket::over(TokioIo::new(upgraded)).await).await,
                Err(error) => tracing::debug!(%error, "a connection went away before it was a WebSocket"),
            }
        });
        let headers = [
            (header::CONNECTION, HeaderValue::from_static("upgrade")),
            (header::UPGRADE, HeaderValue::from_static("websocket")),
            (header::SEC_WEBSOCKET_ACCEPT, accept),
        ];
        (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
    }
}

pub(super) struct Socket<S = TokioIo<Upgraded>>(WebSocketStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    pub(super) async fn over(stream: S) -> Self {
        let bounds = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES))
            .write_buffer_size(BUFFER)
            .read_buffer_size(BUFFER)
            .max_write_buffer_size(MAX_WRITE_BUFFER);
        Self(WebSocketStream::from_raw_socket(stream, Role::Server, Some(bounds)).await)
    }

    /// The next message; none when the connection has ended.
    pub(super) async fn recv(&mut self) -> Option<Result<Message, tungstenite::Error>> {
        loop {
            return Some(Ok(match self.0.next().await? {
                Ok(tungstenite::Message::Text(text)) => match Utf8Bytes::try_from(Bytes::from(text)) {
                    Ok(text) => Message::Text(text),
                    Err(error) => return Some(Err(tungstenite::Error::Utf8(error.to_string()))),
                },
                Ok(tungstenite::Message::Binary(bytes)) => Message::Binary(bytes),
                Ok(tungstenite::Message::Ping(bytes)) => Message::Ping(bytes),
                Ok(tungstenite::Message::Pong(bytes)) => Message::Pong(bytes),
                Ok(tungstenite::Message::Close(close)) => Message::Close(close.map(|close| CloseFrame {
                    code: close.code.into(),
                    reason: Utf8Bytes::from(close.reason.as_str()),
                })),
                // Never received as such.
                Ok(tungstenite::Message::Frame(_)) => continue,
                Err(error) => return Some(Err(error)),
            }));
        }
    }

    /// Sends a message, and waits until it is on its way.
    pub(super) async fn send(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        self.feed(message).await?;
        self.flush().await
    }

    /// Sends a message once there is enough for a piece.
    pub(super) async fn feed(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        let whole =
            match message {
                Message::Text(text) => return self.feed_text(text.into()).await,
                Message::Binary(bytes) => tungstenite::Message::Binary(bytes),
                Message::Ping(bytes) => tungstenite::Message::Ping(bytes),
                Message::Pong(bytes) => tungstenite::Message::Pong(bytes),
                Message::Close(close) => tungstenite::Message::Close(close.map(|close| protocol::CloseFrame {
                    code: close.code.into(),
                    reason: close.reason.as_str().into(),
                })),
            };
        self.0.feed(whole).await
    }

    async fn feed_text(&mut self, mut text: Bytes) -> Result<(), tungstenite::Error> {
        let mut kind = Data::Text;
        loop {
            let piece = text.split_to(text.len().min(PIECE));
            let frame = Frame::message(piece, OpCode::Data(kind), text.is_empty());
            self.0.feed(tungstenite::Message::Frame(frame)).await?;
            if text.is_empty() {
                return Ok(());
            }
            kind = Data::Continue;
        }
    }

    pub(super) async fn flush(&mut self) -> Result<(), tungstenite::Error> {
        self.0.flush().await
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn a_long_message_goes_out_in_pieces_and_is_one_message() {
        let long = "Grüße aus der Warteschlange. ".repeat(10_000);
        let (ours, mut theirs) = tokio::io::duplex(1_024);
        let sent = long.clone();
        let sending = tokio::spawn(async move {
            let mut socket = Socket::over(ours).await;
            socket.send(Message::Text(sent.into())).await.unwrap();
        });
        let (mut whole, mut pieces) = (Vec::new(), Vec::new());
        loop {
            let head = theirs.read_u8().await.unwrap();
            let length = match theirs.read_u8().await.unwrap() {
                126 => u64::from(theirs.read_u16().await.unwrap()),
                127 => theirs.read_u64().await.unwrap(),
                short => u64::from(short),
            };
            let mut piece = vec![0; usize::try_from(length).unwrap()];
            theirs.read_exact(&mut piece).await.unwrap();
            assert!(piece.len() <= PIECE, "{} bytes", piece.len());
            whole.extend(piece);
            pieces.push(head);
            if head & 0x80 != 0 {
                break;
            }
        }
        sending.await.unwrap();
        assert_eq!(String::from_utf8(whole).unwrap(), long);
        assert_eq!(pieces.len(), long.len().div_ceil(PIECE));
        // A text, what continues it, and its end.
        assert_eq!((pieces[0], pieces[1], pieces.last()), (0x01, 0x00, Some(&0x80)));
    }
}
