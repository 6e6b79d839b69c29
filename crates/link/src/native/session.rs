//! A connection at work: hello, resume, frames in and out, until it ends.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use konsil_protocol::domain::{BackendRequest, CaseId, CommandClass, CommandId, Refusal};
use konsil_protocol::wire::agent::{Answer, FromAgent, SignedIn};
use konsil_protocol::wire::{DEAD_AFTER_MS, PING_EVERY_MS, PROTOCOL};
use tokio::time::Instant;

use super::engine::{Claim, Engine, Over, sleep_until, wall};
use super::logs::Inconsistent;
use super::socket::{Incoming, Socket, TooLarge, write};
use super::verdict::Verdict;

/// A renewal of the token that failed is tried again after this.
const RENEWED_AGAIN_AFTER: Duration = Duration::from_secs(20);
/// What the server allows for a text; named when a whole frame is too large.
const TEXT_LIMIT: u32 = 16 * 1024;

/// Why a step of the conversation is the last.
pub(super) enum End {
    Connection(Verdict),
    Backend(Over),
}

impl From<Over> for End {
    fn from(over: Over) -> Self {
        Self::Backend(over)
    }
}

impl From<Verdict> for End {
    fn from(verdict: Verdict) -> Self {
        Self::Connection(verdict)
    }
}

impl From<Inconsistent> for End {
    fn from(_: Inconsistent) -> Self {
        tracing::warn!("a page of a log has a hole: reading it anew");
        Self::Connection(Verdict::FAULT)
    }
}

type Renewal = Pin<Box<dyn Future<Output = Result<SignedIn, Verdict>> + Send>>;

/// This connection's own state.
pub(super) struct Line {
    pub(super) socket: Socket,
    /// Everything before `Ready` is catching up: nothing of the outbox goes out yet.
    pub(super) ready: bool,
    heard_at: Instant,
    ping_at: Instant,
    pings: u64,
    renewal: Option<Renewal>,
    /// Newest version of each case that came over this connection.
    pub(super) versions: BTreeMap<CaseId, u64>,
}

/// What happened next.
enum Next {
    Request(Option<BackendRequest>),
    Incoming(Incoming),
    Renewed(Result<SignedIn, Verdict>),
    Time(Instant),
}

impl Engine {
    pub(super) async fn converse(
        &mut self,
        socket: Socket,
        token: String,
        renewed: &mut bool,
    ) -> Result<Verdict, Over> {
        let now = Instant::now();
        let mut line = Line {
            socket,
            ready: false,
            heard_at: now,
            ping_at: now + Duration::from_millis(PING_EVERY_MS),
            pings: 0,
            renewal: None,
            versions: BTreeMap::new(),
        };
        match self.talk(&mut line, token, renewed).await {
            End::Connection(verdict) => {
                line.socket.close().await;
                Ok(verdict)
            }
            End::Backend(over) => {
                if over == Over::SignedOut {
                    // Gone already, if this fails.
                    let _ = line.send(&FromAgent::Goodbye).await;
                    self.desk.forget().await;
                }
                line.socket.close().await;
                Err(over)
            }
        }
    }

    async fn talk(&mut self, line: &mut Line, token: String, renewed: &mut bool) -> End {
        let hello = FromAgent::Hello {
            protocol: PROTOCOL,
            token,
            device: self.device.clone(),
            take_over: self.claim == Claim::TakeOver,
        };
        let mut step = line.send(&hello).await;
        while step.is_ok() {
            step = self.step(line, renewed).await;
        }
        match step {
            Ok(()) => End::Connection(Verdict::UNREACHABLE),
            Err(end) => end,
        }
    }

    async fn step(&mut self, line: &mut Line, renewed: &mut bool) -> Result<(), End> {
        let mut now = None;
        match self.next(line).await {
            Next::Request(None) => return Err(End::Backend(Over::LetGo)),
            Next::Request(Some(request)) => self.request(line, request).await?,
            Next::Incoming(Incoming::Ended(verdict)) => return Err(End::Connection(verdict)),
            Next::Incoming(Incoming::TooLarge) => {
                tracing::warn!("the server sent more at once than is taken: asking for less");
                self.logs.ask_for_less();
                return Err(End::Connection(Verdict::FAULT));
            }
            Next::Incoming(Incoming::Skipped) => line.heard_at = Instant::now(),
            Next::Incoming(Incoming::Frame(frame)) => {
                line.heard_at = Instant::now();
                self.frame(line, *frame, renewed).await?;
            }
            Next::Renewed(result) => {
                line.renewal = None;
                self.renewed(line, result).await?;
            }
            Next::Time(then) => {
                now = Some(then);
                self.time(line, then).await?;
            }
        }
        self.send_ready(line, now.unwrap_or_else(Instant::now)).await
    }

    async fn next(&mut self, line: &mut Line) -> Next {
        let dead_at = line.heard_at + Duration::from_millis(DEAD_AFTER_MS);
        let renew_at = if line.renewal.is_none() { self.tokens.renew_at() } else { None };
        let wake_at = [Some(dead_at), Some(line.ping_at), renew_at, self.outbox.wake_at(), self.pending.wake_at()]
            .into_iter()
            .flatten()
            .min();
        let renewal = async {
            match &mut line.renewal {
                Some(renewal) => renewal.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            request = self.asked.recv() => Next::Request(request),
            incoming = line.socket.receive() => Next::Incoming(incoming),
            result = renewal => Next::Renewed(result),
            now = sleep_until(wake_at) => Next::Time(now),
        }
    }

    /// Some deadline passed; each looks for itself.
    async fn time(&mut self, line: &mut Line, now: Instant) -> Result<(), End> {
        if now >= line.heard_at + Duration::from_millis(DEAD_AFTER_MS) {
            tracing::info!("nothing heard for too long");
            return Err(End::Connection(Verdict::UNREACHABLE));
        }
        if now >= line.ping_at {
            line.pings += 1;
            line.ping_at = now + Duration::from_millis(PING_EVERY_MS);
            line.send(&FromAgent::Ping { n: line.pings }).await?;
        }
        if line.renewal.is_none() && self.tokens.renew_at().is_some_and(|at| at <= now) {
            match self.tokens.refresh() {
                Some(token) => line.renewal = Some(Box::pin(self.desk.clone().refresh(token))),
                None => self.tokens.renew_later(now + RENEWED_AGAIN_AFTER),
            }
        }
        for id in self.pending.expired(now) {
            self.answer(id, Err(Refusal::StoreUnavailable)).await?;
        }
        Ok(())
    }

    async fn renewed(&mut self, line: &mut Line, result: Result<SignedIn, Verdict>) -> Result<(), End> {
        match result {
            Ok(signed_in) => {
                self.tokens.got(&signed_in, Instant::now());
                line.send(&FromAgent::Renew { token: signed_in.access }).await
            }
            Err(verdict @ (Verdict::SignIn(_) | Verdict::Elsewhere)) => Err(End::Connection(verdict)),
            Err(Verdict::Retry { .. } | Verdict::RenewToken) => {
                self.tokens.renew_later(Instant::now() + RENEWED_AGAIN_AFTER);
                Ok(())
            }
        }
    }

    async fn request(&mut self, line: &mut Line, request: BackendRequest) -> Result<(), End> {
        match request {
            BackendRequest::Do { id, command } => match command.class() {
                CommandClass::Durable => self.queue(id, command),
                CommandClass::Connected if line.ready => self.pending.put(id, command),
                CommandClass::Connected => self.answer(id, Err(Refusal::StoreUnavailable)).await?,
            },
            BackendRequest::Signal(signal) if line.ready => line.send(&FromAgent::Signal { signal }).await?,
            BackendRequest::Older { case, thread } => {
                if let Some(ask) = self.logs.ask_older(&case, &thread) {
                    line.send(&ask).await?;
                }
            }
            BackendRequest::ContinueHere => self.claim = Claim::TakeOver,
            BackendRequest::SignOut => return Err(End::Backend(Over::SignedOut)),
            BackendRequest::Signal(_) | BackendRequest::Reconnect => {}
        }
        Ok(())
    }

    async fn send_ready(&mut self, line: &mut Line, now: Instant) -> Result<(), End> {
        if !line.ready {
            return Ok(());
        }
        for queued in self.outbox.next(now, wall()) {
            let frame = FromAgent::Command { id: queued.id.clone(), command: queued.command };
            self.send_command(line, queued.id, &frame).await?;
        }
        let outbox = &self.outbox;
        for (id, command) in self.pending.next(|case| outbox.is_clear(case)) {
            let frame = FromAgent::Command { id: id.clone(), command };
            self.send_command(line, id, &frame).await?;
        }
        Ok(())
    }

    /// A command that the server would cut the connection for is refused here.
    async fn send_command(&mut self, line: &mut Line, id: CommandId, frame: &FromAgent) -> Result<(), End> {
        match write(frame) {
            Ok(text) => Ok(line.socket.send(text).await?),
            Err(TooLarge) => {
                let refusal = Refusal::TextTooLong { limit: TEXT_LIMIT };
                Box::pin(self.answered(id, Answer::Refused { refusal })).await
            }
        }
    }
}

impl Line {
    pub(super) async fn send(&mut self, frame: &FromAgent) -> Result<(), End> {
        match write(frame) {
            Ok(text) => Ok(self.socket.send(text).await?),
            // Only commands carry as much.
            Err(TooLarge) => Ok(()),
        }
    }
}
