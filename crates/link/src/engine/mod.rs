//! A backend's life, whatever its wire is: sign in, converse, wait, again. What happens while connected is in
//! [`session`]; what is decided is in the pure types beside it: [`logs`] (what is missing, what came twice),
//! [`outbox`] and [`pending`] (what goes out when), [`backoff`].

mod backoff;
mod chance;
mod incoming;
mod logs;
#[cfg(test)]
mod logs_tests;
mod outbox;
mod pending;
mod session;
#[cfg(test)]
mod tests;

use std::future::Future;

use konsil_protocol::domain::{
    BackendRequest, Command, CommandClass, CommandId, Connection, Refusal, SignInNeeded, WorkspaceEvent,
};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::clock::{sleep_until, wall_clock};
use crate::line::{Claim, Ending, Line, Repetition, Verdict};
use crate::store::{LocalStore, Queued};
use backoff::Backoff;
use chance::Chance;
use logs::Logs;
use outbox::Outbox;
use pending::Pending;

/// What an engine works with, apart from its line.
pub(crate) struct Setup {
    pub store: LocalStore,
    pub claim: Claim,
    /// Where chance (back-off) comes from; `None` asks the system.
    pub seed: Option<u64>,
    pub requests: mpsc::UnboundedReceiver<BackendRequest>,
    pub events: mpsc::Sender<WorkspaceEvent>,
}

/// Works over this line until the requests are dropped or the agent signs out.
pub(crate) async fn run(mut line: impl Line, setup: Setup) {
    let Setup { store, claim, seed, requests, events } = setup;
    let mut engine = Engine {
        store,
        requests,
        events,
        claim,
        repetition: Repetition::Safe,
        logs: Logs::default(),
        outbox: Outbox::default(),
        pending: Pending::default(),
        backoff: Backoff::default(),
        chance: Chance::new(seed),
    };
    match engine.live(&mut line).await {
        Released::Dropped => {
            tracing::debug!("the desktop dropped its backend");
            line.end(Ending::Disconnect).await;
        }
        Released::SignedOut => {
            tracing::info!("signed out");
            line.end(Ending::SignOut).await;
        }
    }
}

/// Why the desktop has no more use for this backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Released {
    /// It dropped its end of a channel.
    Dropped,
    SignedOut,
}

struct Engine {
    store: LocalStore,
    requests: mpsc::UnboundedReceiver<BackendRequest>,
    events: mpsc::Sender<WorkspaceEvent>,
    claim: Claim,
    repetition: Repetition,
    logs: Logs,
    outbox: Outbox,
    pending: Pending,
    backoff: Backoff,
    chance: Chance,
}

/// What ended a wait.
enum Woken {
    ByTime,
    ByAgent,
}

impl Engine {
    async fn live(&mut self, line: &mut impl Line) -> Released {
        loop {
            let waited = match self.attempt(line).await {
                Ok(verdict) => {
                    line.end(Ending::Disconnect).await;
                    self.disconnected(verdict).await
                }
                Err(released) => return released,
            };
            if let Err(released) = waited {
                return released;
            }
        }
    }

    /// One connection, from signing in to its end.
    async fn attempt(&mut self, line: &mut impl Line) -> Result<Verdict, Released> {
        self.emit(WorkspaceEvent::Connection(Connection::Connecting)).await?;
        let claim = self.claim;
        match self.meanwhile(line.sign_in(claim)).await? {
            Ok(signed_in) => self.converse(line, signed_in).await,
            Err(verdict) => Ok(verdict),
        }
    }

    async fn disconnected(&mut self, verdict: Verdict) -> Result<(), Released> {
        self.backoff.ended(Instant::now());
        self.logs.cut();
        for id in self.outbox.cut(self.repetition) {
            tracing::warn!(%id, "nobody knows whether a command was carried out");
            self.emit(WorkspaceEvent::Uncertain { id }).await?;
        }
        for id in self.pending.cut(Instant::now(), self.repetition) {
            self.answer(id, Err(Refusal::StoreUnavailable)).await?;
        }
        match verdict {
            Verdict::Again => Ok(()),
            Verdict::SignIn(why) => self.rest(why).await,
            Verdict::Elsewhere => self.elsewhere().await,
            Verdict::Retry { cause, after } => {
                let wait = self.backoff.next(self.chance.fraction(), after);
                let retry_in_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                tracing::info!(?cause, retry_in_ms, "offline");
                self.emit(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms, cause })).await?;
                self.wait_until(Some(Instant::now() + wait)).await.map(|_: Woken| ())
            }
        }
    }

    /// Tries nothing until the agent says so.
    async fn rest(&mut self, why: SignInNeeded) -> Result<(), Released> {
        tracing::info!(?why, "somebody must sign in");
        self.refuse_pending().await?;
        self.emit(WorkspaceEvent::Connection(Connection::SignInNeeded { why })).await?;
        self.wait_until(None).await.map(|_: Woken| ())
    }

    async fn elsewhere(&mut self) -> Result<(), Released> {
        self.refuse_pending().await?;
        self.claim = Claim::Ask;
        self.emit(WorkspaceEvent::Connection(Connection::Elsewhere)).await?;
        while self.claim == Claim::Ask {
            self.wait_until(None).await?;
        }
        Ok(())
    }

    /// Waits until then, or until the agent asks to go on.
    async fn wait_until(&mut self, until: Option<Instant>) -> Result<Woken, Released> {
        loop {
            let wake_at = [until, self.pending.wake_at()].into_iter().flatten().min();
            let now = tokio::select! {
                biased;
                request = self.requests.recv() => match request {
                    None => return Err(Released::Dropped),
                    Some(BackendRequest::Reconnect) => return Ok(Woken::ByAgent),
                    Some(BackendRequest::ContinueHere) => {
                        self.claim = Claim::TakeOver;
                        return Ok(Woken::ByAgent);
                    }
                    // Only what is tried again anyway is tried earlier: who must sign in is not asked by a computer that wakes.
                    Some(BackendRequest::Probe) if until.is_some() => return Ok(Woken::ByTime),
                    Some(other) => {
                        self.offline_request(other).await?;
                        Instant::now()
                    }
                },
                now = sleep_until(wake_at) => now,
            };
            self.expire_pending(now).await?;
            if until.is_some_and(|until| until <= now) {
                return Ok(Woken::ByTime);
            }
        }
    }

    /// Does this, and answers the desktop meanwhile.
    async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Released> {
        let mut work = std::pin::pin!(work);
        loop {
            let wake_at = self.pending.wake_at();
            let now = tokio::select! {
                biased;
                done = &mut work => return Ok(done),
                request = self.requests.recv() => match request {
                    None => return Err(Released::Dropped),
                    Some(request) => {
                        self.offline_request(request).await?;
                        Instant::now()
                    }
                },
                now = sleep_until(wake_at) => now,
            };
            self.expire_pending(now).await?;
        }
    }

    async fn offline_request(&mut self, request: BackendRequest) -> Result<(), Released> {
        match request {
            BackendRequest::Do { id, command } => match command.class() {
                CommandClass::Durable => {
                    self.queue(id, command);
                    Ok(())
                }
                CommandClass::Connected => self.answer(id, Err(Refusal::StoreUnavailable)).await,
            },
            BackendRequest::ContinueHere => {
                self.claim = Claim::TakeOver;
                Ok(())
            }
            BackendRequest::SignOut => Err(Released::SignedOut),
            // Typing that nobody can see, entries and states that nobody can fetch, an attempt that is being made already.
            BackendRequest::Signal(_)
            | BackendRequest::Older { .. }
            | BackendRequest::Watch { .. }
            | BackendRequest::Waiting { .. }
            | BackendRequest::Probe
            | BackendRequest::Reconnect => Ok(()),
        }
    }

    /// The desktop has put it into the store before: what is sent is what lies there.
    fn queue(&mut self, id: CommandId, command: Command) {
        let stored = self.store.queued(&id).unwrap_or_else(|fault| {
            tracing::error!(%fault, "the outbox cannot be read");
            None
        });
        match stored.map_or_else(|| Queued::new(id, command, wall_clock()), Ok) {
            Ok(queued) => self.outbox.put(queued),
            Err(fault) => tracing::error!(%fault, "a command cannot be written"),
        }
    }

    async fn answer(&mut self, id: CommandId, result: Result<(), Refusal>) -> Result<(), Released> {
        self.emit(WorkspaceEvent::Answered { id, result }).await
    }

    async fn emit(&mut self, event: WorkspaceEvent) -> Result<(), Released> {
        self.events.send(event).await.map_err(|_| Released::Dropped)
    }

    async fn expire_pending(&mut self, now: Instant) -> Result<(), Released> {
        for id in self.pending.expired(now) {
            self.answer(id, Err(Refusal::StoreUnavailable)).await?;
        }
        Ok(())
    }

    async fn refuse_pending(&mut self) -> Result<(), Released> {
        for id in self.pending.take_all() {
            self.answer(id, Err(Refusal::StoreUnavailable)).await?;
        }
        Ok(())
    }
}
