//! One WebSocket with our bounds: text frames of JSON, one at a time.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use konsil_protocol::wire::{CLOSE_PROTOCOL, DEAD_AFTER_MS, PING_EVERY_MS, PROTOCOL, ProtocolRange};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::Instant,
};

use super::{rendering::Frame, socket::Socket};
use crate::metrics::{Metrics, Side};

/// The longest frame that is sent, in bytes: the names of some sixty thousand agents. A desktop takes no longer one.
pub(crate) const MAX_SENT_BYTES: usize = 4 * 1024 * 1024;
/// So many bytes are worth sending off at once.
const BUFFER: usize = 4 * 1024;
/// How long a closing handshake may take. A slow reader must get through all that was sent before.
const CLOSE_WITHIN: Duration = Duration::from_secs(15);
/// Frames that make no sense, until the connection is closed.
const MAX_MALFORMED: u32 = 8;

/// The close code of RFC 6455 for a server that stops, …
pub(super) const CLOSE_AWAY: u16 = 1001;
/// … for a message that is too big, …
pub(super) const CLOSE_TOO_BIG: u16 = 1009;
/// … and for one who should connect again later.
pub(super) const CLOSE_TRY_AGAIN: u16 = 1013;

pub(super) struct Wire<S = TokioIo<Upgraded>> {
    socket: Socket<S>,
    side: Side,
    metrics: Metrics,
    /// The version in which frames are written: the lowest, until the other side has said which it speaks.
    version: u32,
    heard_at: Instant,
    pinged_at: Instant,
    pings: u64,
    malformed: u32,
    /// Bytes said since all was on its way.
    unsent: usize,
}

/// What the socket received.
pub(super) enum Heard {
    Text(Utf8Bytes),
    /// WebSocket's own pings: nothing to do, and no reason to hear on without a look at the clock.
    Alive,
    /// Nothing that is ours: binary.
    Malformed,
    TooBig,
    Closed,
}

/// Why a conversation is over. The socket is still to be closed, with this code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// The other side has gone.
    Gone,
    Close(u16),
}

/// What a tick asks for.
pub(super) enum Beat {
    Nothing,
    Ping(u64),
    /// Silent for too long.
    Dead,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(socket: Socket<S>, side: Side, metrics: Metrics) -> Self {
        let now = Instant::now();
        let version = PROTOCOL.min;
        Self { socket, side, metrics, version, heard_at: now, pinged_at: now, pings: 0, malformed: 0, unsent: 0 }
    }

    /// From here on frames are written in the highest version that both sides speak.
    pub(super) fn agree(&mut self, offered: ProtocolRange) -> Result<(), Over> {
        self.version = PROTOCOL.common(offered).ok_or(Over::Close(CLOSE_PROTOCOL))?;
        Ok(())
    }

    pub(super) fn version(&self) -> u32 {
        self.version
    }

    /// Whoever has nothing more to say listens: what was said goes on its way first, in one piece.
    pub(super) async fn hear(&mut self) -> Heard {
        if self.unsent > 0 && self.send_off().await.is_err() {
            return Heard::Closed;
        }
        let message = self.socket.recv().await;
        self.heard_at = Instant::now();
        match message {
            Some(Ok(Message::Text(text))) => {
                self.metrics.heard(self.side, text.len());
                Heard::Text(text)
            }
            Some(Ok(Message::Binary(_))) => Heard::Malformed,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Alive,
            Some(Ok(Message::Close(_))) | None => Heard::Closed,
            Some(Err(error)) if error.to_string().contains("too long") => Heard::TooBig,
            Some(Err(_)) => Heard::Closed,
        }
    }

    pub(super) async fn say(&mut self, frame: &impl Frame) -> Result<(), Over> {
        let text = frame.render(self.version).map_err(|error| {
            tracing::error!(%error, "a frame cannot be written");
            Over::Gone
        })?;
        match text {
            Some(text) => {
                self.metrics.said(self.side, text.len(), || frame.refusal());
                self.feed(text.into()).await
            }
            None => Ok(()),
        }
    }

    /// What has been written already, perhaps for many.
    pub(super) async fn say_text(&mut self, text: Utf8Bytes) -> Result<(), Over> {
        self.metrics.said(self.side, text.len(), || None);
        self.feed(text).await
    }

    async fn feed(&mut self, text: Utf8Bytes) -> Result<(), Over> {
        if text.len() > MAX_SENT_BYTES {
            tracing::error!(
                kind = kind_of(text.as_str()),
                bytes = text.len(),
                most = MAX_SENT_BYTES,
                "a frame is too big to be sent"
            );
            return Err(Over::Close(CLOSE_TOO_BIG));
        }
        self.unsent += text.len();
        in_time(self.socket.feed(Message::Text(text))).await?;
        if self.unsent > BUFFER { self.send_off().await } else { Ok(()) }
    }

    async fn send_off(&mut self) -> Result<(), Over> {
        in_time(self.socket.flush()).await?;
        self.unsent = 0;
        Ok(())
    }

    /// When [`Wire::beat`] wants to be asked again.
    pub(super) fn next_beat(&self) -> Instant {
        let ping = self.pinged_at + Duration::from_millis(PING_EVERY_MS);
        ping.min(self.heard_at + Duration::from_millis(DEAD_AFTER_MS))
    }

    pub(super) fn beat(&mut self) -> Beat {
        let now = Instant::now();
        if now >= self.heard_at + Duration::from_millis(DEAD_AFTER_MS) {
            return Beat::Dead;
        }
        if now < self.pinged_at + Duration::from_millis(PING_EVERY_MS) {
            return Beat::Nothing;
        }
        self.pinged_at = now;
        self.pings += 1;
        Beat::Ping(self.pings)
    }

    /// Counts a frame that made no sense; true when these are enough.
    pub(super) fn too_many_malformed(&mut self) -> bool {
        self.malformed += 1;
        self.malformed >= MAX_MALFORMED
    }

    /// Says why, and waits for the other side to have read it: a connection that is dropped with unread data takes back
    /// what was sent before.
    pub(super) async fn close(mut self, code: u16) {
        let closing = async {
            let frame = CloseFrame { code, reason: Utf8Bytes::from_static("") };
            if self.socket.send(Message::Close(Some(frame))).await.is_err() {
                return;
            }
            while let Some(Ok(_)) = self.socket.recv().await {}
        };
        let _ = tokio::time::timeout(CLOSE_WITHIN, closing).await;
    }

    pub(super) async fn finish(self, over: Over) {
        match over {
            Over::Gone => {}
            Over::Close(code) => self.close(code).await,
        }
    }
}

/// Who takes nothing for so long is dead, also while there is something to say and so no beat.
async fn in_time<E>(sending: impl Future<Output = Result<(), E>>) -> Result<(), Over> {
    match tokio::time::timeout(Duration::from_millis(DEAD_AFTER_MS), sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Over::Gone),
    }
}

/// The kind of a frame that we have written ourselves: its tag comes first.
fn kind_of(frame: &str) -> &str {
    frame.split('"').nth(3).unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        pin::Pin,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        task::{Context, Poll},
    };

    use konsil_protocol::domain::CaseId;
    use konsil_protocol::wire::agent::ToAgent;
    use tokio::io::{AsyncWriteExt, DuplexStream, ReadBuf};

    use super::*;

    /// Counts what is given to the system.
    struct Counting {
        stream: DuplexStream,
        writes: Arc<AtomicUsize>,
    }

    impl AsyncRead for Counting {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_read(cx, into)
        }
    }

    impl AsyncWrite for Counting {
        fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            self.writes.fetch_add(1, Ordering::Relaxed);
            Pin::new(&mut self.stream).poll_write(cx, bytes)
        }
        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_flush(cx)
        }
        fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_shutdown(cx)
        }
    }

    #[tokio::test]
    async fn what_is_said_before_one_listens_again_leaves_in_one_piece() {
        let (ours, mut theirs) = tokio::io::duplex(64 * 1024);
        let writes = Arc::new(AtomicUsize::new(0));
        let socket = Socket::over(Counting { stream: ours, writes: writes.clone() }).await;
        let mut wire = Wire::new(socket, Side::Agent, Metrics::default());
        for n in 0..5 {
            wire.say(&ToAgent::Pong { n }).await.unwrap();
        }
        assert_eq!(writes.load(Ordering::Relaxed), 0);
        // A short text, masked with zeros.
        theirs.write_all(&[0x81, 0x82, 0, 0, 0, 0, b'h', b'i']).await.unwrap();
        assert!(matches!(wire.hear().await, Heard::Text(text) if text.as_str() == "hi"));
        assert_eq!(writes.load(Ordering::Relaxed), 1);
        for n in 0..500 {
            wire.say(&ToAgent::Pong { n }).await.unwrap();
        }
        assert!(writes.load(Ordering::Relaxed) > 1, "nor is all of it kept back for ever");
    }

    #[test]
    fn what_is_said_of_a_frame_that_is_too_big_is_its_kind() {
        let gone = ToAgent::Gone { case: CaseId::new("a").unwrap() };
        assert_eq!(kind_of(&gone.render(1).unwrap().unwrap()), "gone");
        assert_eq!(kind_of("{}"), "?");
    }
}
