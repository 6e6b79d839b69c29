//! Our own server's wire as a [`Line`]: signing in and renewing that, hello, heartbeat, frames.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{Refusal, SignInNeeded, Timestamp};
use konsil_protocol::wire::agent::{self, FromAgent, ToAgent};
use konsil_protocol::wire::{DEAD_AFTER_MS, NAMES_AND_STATES_APART, PING_EVERY_MS, PROTOCOL};
use tokio::time::Instant;

use super::dial::Dial;
use super::frames::{self, TooLarge};
use super::known::Known;
use super::socket::{Received, Socket};
use super::tokens::{AuthClient, TokenSource, Tokens};
use super::verdict::by_hand;
use crate::clock::sleep_until;
use crate::line::{Claim, Ending, Incoming, Line, NotSent, Outgoing, SignedIn, Verdict};

/// So soon an answer must come when the connection is in doubt.
const PROBED_WITHIN: Duration = Duration::from_secs(5);
/// A renewal of the token that failed is tried again after this.
const RENEWED_AGAIN_AFTER: Duration = Duration::from_secs(20);

pub(super) struct NativeLine {
    auth: AuthClient,
    /// Names this desktop installation.
    device: String,
    dial: Arc<dyn Dial>,
    tokens: Tokens,
    trust: Trust,
    known: Known,
    connection: Option<Connected>,
}

/// How often the server has refused our access token since it last took one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    Taken,
    /// Once: it is renewed. Refused again, somebody must sign in.
    RefusedOnce,
}

type Renewal = Pin<Box<dyn Future<Output = Result<agent::SignedIn, Verdict>> + Send>>;

struct Connected {
    socket: Socket,
    heard_at: Instant,
    ping_at: Instant,
    pings: u64,
    /// The connection is in doubt: until then something must be heard.
    answer_by: Option<Instant>,
    renewal: Option<Renewal>,
    /// Frames of the connection's own that are still to be sent. They stay here until they are: the wait for the
    /// next frame may be dropped in between.
    owed: VecDeque<FromAgent>,
    /// The version of the wire that was agreed on.
    version: u32,
    /// What came in one frame and is still to be handed on.
    unread: VecDeque<Incoming>,
    /// The connection is over, for this reason.
    ended: Option<Verdict>,
}

impl Connected {
    fn new(socket: Socket) -> Self {
        let now = Instant::now();
        Self {
            socket,
            heard_at: now,
            ping_at: now + Duration::from_millis(PING_EVERY_MS),
            pings: 0,
            answer_by: None,
            renewal: None,
            owed: VecDeque::new(),
            version: PROTOCOL.min,
            unread: VecDeque::new(),
            ended: None,
        }
    }

    fn dead_at(&self) -> Instant {
        let silent = self.heard_at + Duration::from_millis(DEAD_AFTER_MS);
        self.answer_by.map_or(silent, |answer_by| silent.min(answer_by))
    }

    fn probe(&mut self) {
        let now = Instant::now();
        self.ping_at = now;
        self.answer_by = Some(now + PROBED_WITHIN);
    }

    async fn pay_owed(&mut self) -> Result<(), Verdict> {
        while let Some(frame) = self.owed.front() {
            // Frames of the connection's own are small.
            if let Ok(text) = frames::write(frame) {
                self.socket.send(text).await?;
            }
            self.owed.pop_front();
        }
        Ok(())
    }
}

/// What came over the connection, or did not.
enum Heard {
    Frame(Box<ToAgent>),
    TooMuch,
}

impl NativeLine {
    pub(super) fn new(auth: AuthClient, device: String, dial: Arc<dyn Dial>, tokens: Tokens) -> Self {
        Self { auth, device, dial, tokens, trust: Trust::Taken, known: Known::default(), connection: None }
    }

    async fn connect(&mut self, claim: Claim) -> Result<SignedIn, Verdict> {
        let token = self.access_token().await?;
        let socket = Socket::connect(self.dial.clone(), &self.auth.address).await?;
        let mut connection = Connected::new(socket);
        let (device, take_over) = (self.device.clone(), claim == Claim::TakeOver);
        let names = self.known.hash();
        connection.owed.push_back(FromAgent::Hello { protocol: PROTOCOL, token, device, take_over, names });
        self.connection = Some(connection);
        loop {
            match self.hear().await? {
                Heard::Frame(frame) => match *frame {
                    ToAgent::Welcome { protocol, agent, capabilities, server_now } => {
                        if let Some(connection) = &mut self.connection {
                            connection.version = protocol;
                        }
                        let (server, server_now) = (self.auth.address.origin().to_owned(), Timestamp(server_now));
                        return Ok(SignedIn { server, agent, capabilities, server_now });
                    }
                    ToAgent::Elsewhere => return Err(Verdict::Elsewhere),
                    ToAgent::Ready
                    | ToAgent::Me { .. }
                    | ToAgent::Names { .. }
                    | ToAgent::Mine { .. }
                    | ToAgent::States { .. }
                    | ToAgent::Waiting { .. }
                    | ToAgent::Directory { .. }
                    | ToAgent::Case { .. }
                    | ToAgent::Gone { .. }
                    | ToAgent::Entries { .. }
                    | ToAgent::Older { .. }
                    | ToAgent::Entry { .. }
                    | ToAgent::Answer { .. }
                    | ToAgent::Signal { .. }
                    | ToAgent::Ping { .. }
                    | ToAgent::Pong { .. }
                    | ToAgent::Unreadable { .. } => tracing::debug!("a frame came before the welcome"),
                },
                Heard::TooMuch => return Err(Verdict::FAULT),
            }
        }
    }

    async fn access_token(&mut self) -> Result<String, Verdict> {
        loop {
            let auth = self.auth.clone();
            let signed_in = match self.tokens.source(Instant::now()) {
                TokenSource::Ready(token) => return Ok(token),
                TokenSource::ByHand { login, password } => auth.sign_in(login, password).await.map_err(by_hand)?,
                TokenSource::Refresh { token } => auth.refresh(token).await?,
                TokenSource::FromStore => match auth.stored().await {
                    None => return Err(Verdict::SignIn(SignInNeeded::FirstTime)),
                    Some(token) => {
                        self.tokens.has_refresh(token);
                        continue;
                    }
                },
            };
            self.tokens.got(&signed_in, Instant::now());
        }
    }

    /// Waits for a frame that is not the connection's own, and keeps the connection alive meanwhile. Dropped, it loses
    /// nothing.
    async fn hear(&mut self) -> Result<Heard, Verdict> {
        let Some(connection) = &mut self.connection else { return Err(Verdict::UNREACHABLE) };
        loop {
            if let Some(verdict) = connection.ended {
                return Err(verdict);
            }
            if let Err(verdict) = connection.pay_owed().await {
                connection.ended = Some(verdict);
                continue;
            }
            let renew_at = if connection.renewal.is_none() { self.tokens.renew_at() } else { None };
            let wake_at = [Some(connection.dead_at()), Some(connection.ping_at), renew_at].into_iter().flatten().min();
            let renewal = async {
                match &mut connection.renewal {
                    Some(renewal) => renewal.await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                received = connection.socket.receive() => {
                    connection.heard_at = Instant::now();
                    connection.answer_by = None;
                    match received {
                        Received::Frame(frame) => match *frame {
                            ToAgent::Ping { n } => connection.owed.push_back(FromAgent::Pong { n }),
                            ToAgent::Pong { .. } => {}
                            other @ (ToAgent::Welcome { .. }
                            | ToAgent::Elsewhere
                            | ToAgent::Ready
                            | ToAgent::Me { .. }
                            | ToAgent::Names { .. }
                            | ToAgent::Mine { .. }
                            | ToAgent::States { .. } | ToAgent::Waiting { .. }
                            | ToAgent::Directory { .. }
                            | ToAgent::Case { .. }
                            | ToAgent::Gone { .. }
                            | ToAgent::Entries { .. }
                            | ToAgent::Older { .. }
                            | ToAgent::Entry { .. }
                            | ToAgent::Answer { .. }
                            | ToAgent::Signal { .. }
                            | ToAgent::Unreadable { .. }) => return Ok(Heard::Frame(Box::new(other))),
                        },
                        Received::Skipped => {}
                        Received::TooLarge => return Ok(Heard::TooMuch),
                        Received::Ended(verdict) => connection.ended = Some(verdict),
                    }
                }
                result = renewal => {
                    connection.renewal = None;
                    match result {
                        Ok(signed_in) => {
                            self.tokens.got(&signed_in, Instant::now());
                            connection.owed.push_back(FromAgent::Renew { token: signed_in.access });
                        }
                        Err(verdict @ (Verdict::SignIn(_) | Verdict::Elsewhere)) => connection.ended = Some(verdict),
                        Err(Verdict::Retry { .. } | Verdict::Again) => {
                            self.tokens.renew_later(Instant::now() + RENEWED_AGAIN_AFTER);
                        }
                    }
                }
                now = sleep_until(wake_at) => {
                    if now >= connection.dead_at() {
                        tracing::info!("nothing heard for too long");
                        connection.ended = Some(Verdict::UNREACHABLE);
                        continue;
                    }
                    if now >= connection.ping_at {
                        connection.pings += 1;
                        connection.ping_at = now + Duration::from_millis(PING_EVERY_MS);
                        connection.owed.push_back(FromAgent::Ping { n: connection.pings });
                    }
                    if connection.renewal.is_none() && self.tokens.renew_at().is_some_and(|at| at <= now) {
                        match self.tokens.refresh() {
                            Some(token) => connection.renewal = Some(Box::pin(self.auth.clone().refresh(token))),
                            None => self.tokens.renew_later(now + RENEWED_AGAIN_AFTER),
                        }
                    }
                }
            }
        }
    }

    /// What follows from a connection's end for our tokens. Dropped, it can be asked again.
    async fn judged(&mut self, verdict: Verdict) -> Verdict {
        let verdict = match (verdict, self.trust) {
            (Verdict::Again, Trust::RefusedOnce) => Verdict::SignIn(SignInNeeded::SessionEnded),
            (Verdict::Again, Trust::Taken) => {
                self.trust = Trust::RefusedOnce;
                self.tokens.drop_access();
                Verdict::Again
            }
            (other @ (Verdict::Retry { .. } | Verdict::SignIn(_) | Verdict::Elsewhere), _) => other,
        };
        if verdict == Verdict::SignIn(SignInNeeded::SessionEnded) {
            self.auth.forget().await;
            self.tokens.drop_all();
        }
        verdict
    }
}

impl Line for NativeLine {
    async fn sign_in(&mut self, claim: Claim) -> Result<SignedIn, Verdict> {
        match self.connect(claim).await {
            Ok(signed_in) => Ok(signed_in),
            Err(verdict) => Err(self.judged(verdict).await),
        }
    }

    async fn next(&mut self) -> Result<Incoming, Verdict> {
        loop {
            if let Some(unread) = self.connection.as_mut().and_then(|connection| connection.unread.pop_front()) {
                return Ok(unread);
            }
            match self.hear().await {
                Ok(Heard::TooMuch) => return Ok(Incoming::TooMuch),
                Ok(Heard::Frame(frame)) => {
                    let told = frames::incoming(*frame, &mut self.known)?;
                    if told.contains(&Incoming::Ready) {
                        self.trust = Trust::Taken;
                    }
                    if let Some(connection) = &mut self.connection {
                        connection.unread.extend(told);
                    }
                }
                Err(verdict) => return Err(self.judged(verdict).await),
            }
        }
    }

    async fn send(&mut self, outgoing: Outgoing) -> Result<(), NotSent> {
        let is_former = self.connection.as_ref().is_some_and(|connection| connection.version < NAMES_AND_STATES_APART);
        if is_former && matches!(outgoing, Outgoing::Watch(_)) {
            // There all states are told always.
            return Ok(());
        }
        let text = frames::outgoing(outgoing).map_err(|TooLarge| {
            let limit = u32::try_from(konsil_protocol::domain::MAX_TEXT_BYTES).unwrap_or(u32::MAX);
            NotSent::Refused(Refusal::TextTooLong { limit })
        })?;
        let ended = match &mut self.connection {
            None => Verdict::UNREACHABLE,
            Some(connection) => match connection.socket.send(text).await {
                Ok(()) => return Ok(()),
                Err(verdict) => verdict,
            },
        };
        Err(NotSent::Ended(self.judged(ended).await))
    }

    fn probe(&mut self) {
        if let Some(connection) = &mut self.connection {
            connection.probe();
        }
    }

    async fn end(&mut self, ending: Ending) {
        let connection = self.connection.take();
        if ending == Ending::SignOut {
            self.auth.forget().await;
        }
        let Some(mut connection) = connection else { return };
        if ending == Ending::SignOut
            && let Ok(text) = frames::write(&FromAgent::Goodbye)
        {
            // The connection has gone already, if this fails.
            let _ = connection.socket.send(text).await;
        }
        connection.socket.close().await;
    }
}
