//! The connection's life: get a token, connect, converse, wait, again. What happens while connected is in
//! [`super::session`].

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use konsil_protocol::domain::{
    BackendRequest, Command, CommandClass, CommandId, Connection, Refusal, SignInNeeded, Timestamp, WorkspaceEvent,
};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::address::Address;
use super::backoff::Backoff;
use super::chance::Chance;
use super::config::{NativeConfig, SignInWith};
use super::dial::Dial;
use super::logs::Logs;
use super::outbox::Outbox;
use super::pending::Pending;
use super::socket::Socket;
use super::tokens::{Desk, Tokens, Way};
use super::verdict::Verdict;
use crate::{LocalStore, Queued};

/// The desktop has no more use for this backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// It let go of its end.
    LetGo,
    SignedOut,
}

/// Whether the one who takes the session from another desktop was told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    Ask,
    TakeOver,
}

pub(super) struct Engine {
    pub(super) desk: Desk,
    pub(super) device: String,
    pub(super) dial: Arc<dyn Dial>,
    pub(super) asked: mpsc::UnboundedReceiver<BackendRequest>,
    tell: mpsc::Sender<WorkspaceEvent>,
    pub(super) tokens: Tokens,
    pub(super) claim: Claim,
    pub(super) logs: Logs,
    pub(super) outbox: Outbox,
    pub(super) pending: Pending,
    pub(super) backoff: Backoff,
    pub(super) chance: Chance,
}

/// What ended a wait.
enum Woken {
    ByTime,
    ByAgent,
}

impl Engine {
    pub(super) fn new(
        config: &NativeConfig,
        address: Address,
        store: LocalStore,
        asked: mpsc::UnboundedReceiver<BackendRequest>,
        tell: mpsc::Sender<WorkspaceEvent>,
    ) -> Self {
        let claim = match config.sign_in {
            SignInWith::Password { .. } => Claim::TakeOver,
            SignInWith::Stored => Claim::Ask,
        };
        Self {
            desk: Desk { http: config.http.clone(), address, store },
            device: config.device.clone(),
            dial: config.dial.clone(),
            asked,
            tell,
            tokens: Tokens::new(&config.sign_in),
            claim,
            logs: Logs::default(),
            outbox: Outbox::default(),
            pending: Pending::default(),
            backoff: Backoff::default(),
            chance: Chance::new(config.seed),
        }
    }

    pub(super) async fn run(mut self) {
        match self.live().await {
            Over::LetGo => tracing::debug!("the desktop let go of its backend"),
            Over::SignedOut => tracing::info!("signed out"),
        }
    }

    async fn live(&mut self) -> Over {
        // A token that was refused is renewed once; refused again, somebody must sign in.
        let mut renewed = false;
        loop {
            let verdict = match self.attempt(&mut renewed).await {
                Ok(verdict) => verdict,
                Err(over) => return over,
            };
            self.outbox.cut();
            self.logs.cut();
            self.pending.cut(Instant::now());
            let waited = match verdict {
                Verdict::RenewToken if renewed => self.rest(SignInNeeded::SessionEnded).await,
                Verdict::RenewToken => {
                    renewed = true;
                    self.tokens.drop_access();
                    Ok(())
                }
                Verdict::SignIn(why) => self.rest(why).await,
                Verdict::Elsewhere => self.elsewhere().await,
                Verdict::Retry { cause, after } => {
                    let wait = self.backoff.next(self.chance.fraction(), after);
                    let retry_in_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                    tracing::info!(?cause, retry_in_ms, "offline");
                    match self.tell(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms, cause })).await {
                        Ok(()) => self.wait_until(Some(Instant::now() + wait)).await.map(|_: Woken| ()),
                        Err(over) => Err(over),
                    }
                }
            };
            if let Err(over) = waited {
                return over;
            }
        }
    }

    /// One connection, from dialling to its end.
    async fn attempt(&mut self, renewed: &mut bool) -> Result<Verdict, Over> {
        self.tell(WorkspaceEvent::Connection(Connection::Connecting)).await?;
        let token = match self.access_token().await? {
            Ok(token) => token,
            Err(verdict) => return Ok(verdict),
        };
        let (dial, address) = (self.dial.clone(), self.desk.address.clone());
        match self.meanwhile(async move { Socket::connect(dial, &address).await }).await? {
            Ok(socket) => self.converse(socket, token, renewed).await,
            Err(verdict) => Ok(verdict),
        }
    }

    async fn access_token(&mut self) -> Result<Result<String, Verdict>, Over> {
        loop {
            let desk = self.desk.clone();
            let signed_in = match self.tokens.way(Instant::now()) {
                Way::Ready(token) => return Ok(Ok(token)),
                Way::ByHand { login, password } => match self.meanwhile(desk.sign_in(login, password)).await? {
                    Err(verdict) => return Ok(Err(Verdict::SignIn(verdict.by_hand()))),
                    Ok(signed_in) => signed_in,
                },
                Way::Refresh { token } => match self.meanwhile(desk.refresh(token)).await? {
                    Err(verdict) => return Ok(Err(verdict)),
                    Ok(signed_in) => signed_in,
                },
                Way::FromStore => match self.meanwhile(async move { desk.stored().await }).await? {
                    None => return Ok(Err(Verdict::SignIn(SignInNeeded::FirstTime))),
                    Some(token) => {
                        self.tokens.has_refresh(token);
                        continue;
                    }
                },
            };
            self.tokens.got(&signed_in, Instant::now());
        }
    }

    /// Nothing is tried until the agent says so.
    async fn rest(&mut self, why: SignInNeeded) -> Result<(), Over> {
        tracing::info!(?why, "somebody must sign in");
        if why == SignInNeeded::SessionEnded {
            self.desk.forget().await;
            self.tokens.drop_all();
        }
        self.refuse_pending().await?;
        self.tell(WorkspaceEvent::Connection(Connection::SignInNeeded { why })).await?;
        self.wait_until(None).await.map(|_: Woken| ())
    }

    async fn elsewhere(&mut self) -> Result<(), Over> {
        self.refuse_pending().await?;
        self.claim = Claim::Ask;
        self.tell(WorkspaceEvent::Connection(Connection::Elsewhere)).await?;
        while self.claim == Claim::Ask {
            self.wait_until(None).await?;
        }
        Ok(())
    }

    /// Until then, or until the agent asks to go on.
    async fn wait_until(&mut self, until: Option<Instant>) -> Result<Woken, Over> {
        loop {
            let over = [until, self.pending.wake_at()].into_iter().flatten().min();
            let now = tokio::select! {
                biased;
                request = self.asked.recv() => match request {
                    None => return Err(Over::LetGo),
                    Some(BackendRequest::Reconnect) => return Ok(Woken::ByAgent),
                    Some(BackendRequest::ContinueHere) => {
                        self.claim = Claim::TakeOver;
                        return Ok(Woken::ByAgent);
                    }
                    Some(other) => {
                        self.offline_request(other).await?;
                        Instant::now()
                    }
                },
                now = sleep_until(over) => now,
            };
            self.expire_pending(now).await?;
            if until.is_some_and(|until| until <= now) {
                return Ok(Woken::ByTime);
            }
        }
    }

    /// Does this, and answers the desktop meanwhile.
    async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Over> {
        let mut work = std::pin::pin!(work);
        loop {
            let over = self.pending.wake_at();
            let now = tokio::select! {
                biased;
                done = &mut work => return Ok(done),
                request = self.asked.recv() => match request {
                    None => return Err(Over::LetGo),
                    Some(request) => {
                        self.offline_request(request).await?;
                        Instant::now()
                    }
                },
                now = sleep_until(over) => now,
            };
            self.expire_pending(now).await?;
        }
    }

    async fn offline_request(&mut self, request: BackendRequest) -> Result<(), Over> {
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
            BackendRequest::SignOut => {
                self.desk.forget().await;
                Err(Over::SignedOut)
            }
            // Typing that nobody can see, entries that nobody can fetch, an attempt that is being made already.
            BackendRequest::Signal(_) | BackendRequest::Older { .. } | BackendRequest::Reconnect => Ok(()),
        }
    }

    /// The desktop has put it into the store before.
    pub(super) fn queue(&mut self, id: CommandId, command: Command) {
        match Queued::new(id, command, wall()) {
            Ok(queued) => self.outbox.put(queued),
            Err(fault) => tracing::error!(%fault, "a command cannot be written"),
        }
    }

    pub(super) async fn answer(&mut self, id: CommandId, result: Result<(), Refusal>) -> Result<(), Over> {
        self.tell(WorkspaceEvent::Answered { id, result }).await
    }

    pub(super) async fn tell(&mut self, event: WorkspaceEvent) -> Result<(), Over> {
        self.tell.send(event).await.map_err(|_| Over::LetGo)
    }

    async fn expire_pending(&mut self, now: Instant) -> Result<(), Over> {
        for id in self.pending.expired(now) {
            self.answer(id, Err(Refusal::StoreUnavailable)).await?;
        }
        Ok(())
    }

    async fn refuse_pending(&mut self) -> Result<(), Over> {
        for id in self.pending.take_all() {
            self.answer(id, Err(Refusal::StoreUnavailable)).await?;
        }
        Ok(())
    }
}

/// Never, without a time. Gives the time that it is then: timers count in milliseconds and may be a fraction early.
pub(super) async fn sleep_until(until: Option<Instant>) -> Instant {
    match until {
        Some(until) => {
            tokio::time::sleep_until(until).await;
            Instant::now().max(until)
        }
        None => std::future::pending().await,
    }
}

/// For the age of texts only.
pub(super) fn wall() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
