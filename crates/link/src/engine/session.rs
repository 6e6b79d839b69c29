//! A connection at work: resume, events in and commands out, until it ends.

use std::collections::BTreeMap;
use std::time::Duration;

use konsil_protocol::domain::{BackendRequest, CaseId, CommandClass, CommandId, Refusal};
use tokio::time::Instant;

use super::logs::Inconsistent;
use super::{Engine, Released};
use crate::clock::{sleep_until, wall_clock};
use crate::line::{Claim, Incoming, Line, NotSent, Outgoing, Repetition, SignedIn, Verdict};

/// What could not be stored is sent again after this, and chance up to the same again.
pub(super) const STORED_AGAIN_AFTER: Duration = Duration::from_millis(500);

/// Why a step of the conversation is the last.
pub(super) enum End {
    Connection(Verdict),
    Backend(Released),
}

impl From<Released> for End {
    fn from(released: Released) -> Self {
        Self::Backend(released)
    }
}

impl From<Inconsistent> for End {
    fn from(_: Inconsistent) -> Self {
        tracing::warn!("a page of a log has a hole: reading it anew");
        Self::Connection(Verdict::FAULT)
    }
}

/// This connection's own state.
#[derive(Default)]
pub(super) struct Session {
    pub(super) phase: Phase,
    /// The newest version of each case that came over this connection.
    pub(super) versions: BTreeMap<CaseId, u64>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The state is still coming: nothing of the outbox goes out yet.
    #[default]
    CatchingUp,
    Ready,
}

/// What happened next.
enum Next {
    Request(Option<BackendRequest>),
    Incoming(Result<Incoming, Verdict>),
    Time(Instant),
}

impl Engine {
    pub(super) async fn converse(&mut self, line: &mut impl Line, signed_in: SignedIn) -> Result<Verdict, Released> {
        let mut session = Session::default();
        let mut step = self.welcome(signed_in).await;
        while step.is_ok() {
            step = self.step(line, &mut session).await;
        }
        match step {
            Ok(()) => Ok(Verdict::UNREACHABLE),
            Err(End::Connection(verdict)) => Ok(verdict),
            Err(End::Backend(released)) => Err(released),
        }
    }

    async fn step(&mut self, line: &mut impl Line, session: &mut Session) -> Result<(), End> {
        let mut now = None;
        let wake_at = [self.outbox.wake_at(), self.pending.wake_at()].into_iter().flatten().min();
        let next = tokio::select! {
            biased;
            request = self.requests.recv() => Next::Request(request),
            incoming = line.next() => Next::Incoming(incoming),
            now = sleep_until(wake_at) => Next::Time(now),
        };
        match next {
            Next::Request(None) => return Err(End::Backend(Released::Dropped)),
            Next::Request(Some(request)) => self.request(line, session, request).await?,
            Next::Incoming(Err(verdict)) => return Err(End::Connection(verdict)),
            Next::Incoming(Ok(incoming)) => self.incoming(line, session, incoming).await?,
            Next::Time(then) => {
                now = Some(then);
                self.expire_pending(then).await?;
            }
        }
        if session.phase == Phase::Ready {
            self.send_ready(line, now.unwrap_or_else(Instant::now)).await?;
        }
        Ok(())
    }

    async fn request(&mut self, line: &mut impl Line, session: &Session, request: BackendRequest) -> Result<(), End> {
        match request {
            BackendRequest::Do { id, command } => match (command.class(), session.phase) {
                (CommandClass::Durable, _) => self.queue(id, command),
                (CommandClass::Connected, Phase::Ready) => self.pending.put(id, command),
                (CommandClass::Connected, Phase::CatchingUp) => {
                    self.answer(id, Err(Refusal::StoreUnavailable)).await?;
                }
            },
            BackendRequest::Signal(signal) => {
                if session.phase == Phase::Ready {
                    send(line, Outgoing::Signal(signal)).await?;
                }
            }
            BackendRequest::Older { thread } => {
                if let Some(ask) = self.logs.ask_older(&thread) {
                    send(line, ask).await?;
                }
            }
            BackendRequest::Waiting { queue } => send(line, Outgoing::Waiting(queue)).await?,
            BackendRequest::Watch { watch } => send(line, Outgoing::Watch(watch)).await?,
            BackendRequest::ContinueHere => self.claim = Claim::TakeOver,
            BackendRequest::SignOut => return Err(End::Backend(Released::SignedOut)),
            BackendRequest::Probe => line.probe(),
            BackendRequest::Reconnect => {}
        }
        Ok(())
    }

    async fn send_ready(&mut self, line: &mut impl Line, now: Instant) -> Result<(), End> {
        for queued in self.outbox.next(now, wall_clock()) {
            if self.repetition == Repetition::Unsafe
                && let Err(fault) = self.store.hand_over(&queued.id, wall_clock())
            {
                // Sent without a trace on disk, it would be sent again after the next start.
                tracing::error!(%fault, "the outbox cannot be written");
                self.outbox.again(&queued.id, now + STORED_AGAIN_AFTER);
                continue;
            }
            self.send_command(line, queued.id, queued.json).await?;
        }
        let outbox = &self.outbox;
        for (id, command) in self.pending.next(|case| outbox.is_clear(case)) {
            match serde_json::to_string(&command) {
                Ok(json) => self.send_command(line, id, json).await?,
                Err(fault) => {
                    tracing::error!(%fault, "a command cannot be written");
                    self.answered(id, Err(Refusal::Malformed)).await?;
                }
            }
        }
        Ok(())
    }

    async fn send_command(&mut self, line: &mut impl Line, id: CommandId, json: String) -> Result<(), End> {
        match line.send(Outgoing::Command { id: id.clone(), json }).await {
            Ok(()) => Ok(()),
            Err(NotSent::Refused(refusal)) => self.answered(id, Err(refusal)).await,
            Err(NotSent::Ended(verdict)) => Err(End::Connection(verdict)),
        }
    }
}

/// Sends what is no command: nobody waits for an answer if it is not taken.
pub(super) async fn send(line: &mut impl Line, outgoing: Outgoing) -> Result<(), End> {
    match line.send(outgoing).await {
        Ok(()) => Ok(()),
        Err(NotSent::Refused(refusal)) => {
            tracing::warn!(?refusal, "something was not sent");
            Ok(())
        }
        Err(NotSent::Ended(verdict)) => Err(End::Connection(verdict)),
    }
}
