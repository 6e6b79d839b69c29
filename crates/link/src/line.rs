//! The seam between the engine and the wire of one kind of backend. Whoever writes another backend implements [`Line`]
//! and hands it to [`crate::engine::start`]; resuming, the outbox and the order of things are the engine's.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{
    AgentId, Capabilities, CaseId, CaseView, CommandId, Entry, EventId, Listing, Me, Mine, OfflineCause, Party,
    QueueId, Refusal, Rest, SignInNeeded, Signal, States, ThreadRef, Timestamp, WaitingList, Watch,
};

/// The way to one backend, for the whole life of an engine: it connects, is lost, and connects again.
pub(crate) trait Line: Send + 'static {
    /// Signs in and connects. Returns when the backend has said who is signed in.
    fn sign_in(&mut self, claim: Claim) -> impl Future<Output = Result<SignedIn, Verdict>> + Send;

    /// Waits for what the backend says next and keeps the connection alive meanwhile. The engine drops this future and
    /// calls again at any time: nothing may be lost by that. An error is the connection's end.
    fn next(&mut self) -> impl Future<Output = Result<Incoming, Verdict>> + Send;

    /// Sends. Returns when it is on its way, not when it has arrived.
    fn send(&mut self, outgoing: Outgoing) -> impl Future<Output = Result<(), NotSent>> + Send;

    /// The connection may have been lost unnoticed: without a sign of life soon, [`Line::next`] says that it has ended.
    fn probe(&mut self);

    /// Ends the connection, if there is one.
    fn end(&mut self, ending: Ending) -> impl Future<Output = ()> + Send;
}

/// What becomes of a session that another desktop of the same agent has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The agent is asked first.
    Ask,
    /// It is taken over.
    TakeOver,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Names the server, the same at each sign-in: the outbox belongs to one agent on one server.
    pub server: String,
    pub agent: AgentId,
    pub capabilities: Capabilities,
    pub server_now: Timestamp,
}

/// Whether a command may be sent again when its answer did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repetition {
    /// The backend answers a repetition without carrying it out again.
    Safe,
    /// It may be carried out twice: nobody knows what became of it.
    Unsafe,
}

impl Repetition {
    pub(crate) fn of(capabilities: &Capabilities) -> Self {
        if capabilities.idempotent_send { Self::Safe } else { Self::Unsafe }
    }
}

/// From the backend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Incoming {
    /// All cases have been named: others are gone. From now on commands are taken.
    Ready,
    Me(Me),
    Names(Arc<Listing>),
    /// Complete: the newest replaces the one before.
    Mine(Mine),
    /// After [`Outgoing::Watch`]: of everybody first.
    States(States),
    /// The answer to [`Outgoing::Waiting`].
    Waiting {
        queue: QueueId,
        list: Option<WaitingList>,
    },
    Case(Box<CaseView>),
    Gone {
        case: CaseId,
    },
    /// The answer to [`Outgoing::Page`].
    Page {
        log: ThreadRef,
        page: Page,
    },
    /// A new entry of a log that was read to its end.
    Entry {
        log: ThreadRef,
        entry: Numbered,
    },
    /// The answer to [`Outgoing::Older`], oldest entry first. `earlier`: what is before them.
    Older {
        log: ThreadRef,
        entries: Vec<Numbered>,
        earlier: Rest,
    },
    Answered {
        id: CommandId,
        result: Result<(), Refusal>,
    },
    Typing {
        thread: ThreadRef,
        who: Party,
    },
    /// A page was more than is taken at once. Smaller pages are asked for over another connection.
    TooMuch,
}

/// To the backend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outgoing {
    /// `json` is the command as it was first made, the same at each repetition.
    Command {
        id: CommandId,
        json: String,
    },
    /// Asks for entries after `after`, from the log's end if missing. Later entries follow by themselves when the
    /// answer says that nothing more is there.
    Page {
        log: ThreadRef,
        after: Option<ReadTo>,
        limit: u32,
    },
    /// Asks for the last entries before `before`.
    Older {
        log: ThreadRef,
        before: u64,
        limit: u32,
    },
    Signal(Signal),
    /// Whether the states of all are told. Off when a connection begins; of no effect where all are told anyway.
    Watch(Watch),
    /// Asks what waits in this queue.
    Waiting(QueueId),
}

/// A part of a log.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    /// How it fits to what was read before.
    pub join: Join,
    pub entries: Vec<Numbered>,
    /// What is behind the last entry.
    pub later: Rest,
    /// What is before the first entry.
    pub earlier: Rest,
}

/// How a page fits to what was read before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// It continues.
    Continues,
    /// What was read before is void.
    Restarts,
}

/// An entry with its place: `after` is the last entry of this log that the same reader could see.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numbered {
    pub after: u64,
    pub seq: u64,
    pub entry: Entry,
}

/// The last entry that was read of a log. Its id shows a backend that was restored from an older state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadTo {
    pub seq: u64,
    pub id: EventId,
}

/// How to go on without a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Try again after a while.
    Retry { cause: OfflineCause, after: Option<Duration> },
    /// Try again at once: the next attempt proves who we are in another way.
    Again,
    /// Only the agent can help.
    SignIn(SignInNeeded),
    /// Another desktop of this agent has the session.
    Elsewhere,
}

impl Verdict {
    pub(crate) const UNREACHABLE: Self = Self::Retry { cause: OfflineCause::Unreachable, after: None };
    pub(crate) const FAULT: Self = Self::Retry { cause: OfflineCause::ServerFault, after: None };
    pub(crate) const VERSION: Self = Self::Retry { cause: OfflineCause::Version, after: None };
}

/// Why something was not sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NotSent {
    /// The backend would never take it.
    Refused(Refusal),
    /// The connection has ended.
    Ended(Verdict),
}

/// Why the engine ends a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The session goes on later.
    Disconnect,
    /// The agent signs out: the session is forgotten.
    SignOut,
}
