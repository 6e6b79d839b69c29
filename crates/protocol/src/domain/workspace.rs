//! What a backend tells the desktop. Transport, cursors, gaps and repeated deliveries stay inside the backend:
//! what arrives here is complete, in order and once.

use std::sync::Arc;

use super::case_view::CaseView;
use super::command::Signal;
use super::directory::{Capabilities, Me};
use super::entry::Entry;
use super::ids::{AgentId, CaseId, CommandId, QueueId};
use super::listing::Listing;
use super::party::Party;
use super::refusal::Refusal;
use super::status::{Mine, States, WaitingList};
use super::vocabulary::{ThreadRef, Timestamp};

/// An entry with its place in the thread. Order keys grow, with holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub order: u64,
    pub entry: Entry,
}

/// From a backend to the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkspaceEvent {
    Connection(Connection),
    SignedIn {
        agent: AgentId,
        capabilities: Capabilities,
    },
    /// What the server's clock says now: what is counted from its times is put right by it.
    Clock {
        server_now: Timestamp,
    },
    Me(Me),
    /// Who and what there is. It may be told again though nothing in it is different.
    Names(Arc<Listing>),
    /// What concerns me, complete.
    Mine(Mine),
    /// What all are doing, since [`BackendRequest::Watch`]: of everybody first, then of those who do something else.
    States(States),
    /// What waits in a queue, answering [`BackendRequest::Waiting`]; none: this agent may not look there.
    Waiting {
        queue: QueueId,
        list: Option<WaitingList>,
    },
    Case(Box<CaseView>),
    /// No part in that case any more.
    Gone {
        case: CaseId,
    },
    /// After a (re)connection everything has arrived; cases not named since `SignedIn` are gone.
    Synced,
    Entries {
        thread: ThreadRef,
        change: EntriesChange,
    },
    Answered {
        id: CommandId,
        result: Result<(), Refusal>,
    },
    /// The connection was lost, or no answer came, after this command was handed over to a backend that cannot repeat
    /// it safely: nobody knows whether it was carried out. It stays in the outbox and is not sent again by itself.
    Uncertain {
        id: CommandId,
    },
    Typing {
        thread: ThreadRef,
        who: Party,
    },
}

/// How a thread's known entries change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntriesChange {
    /// These are all that is known now.
    Reset {
        entries: Vec<Placed>,
        earlier: Rest,
    },
    Appended {
        entries: Vec<Placed>,
    },
    /// Earlier ones, asked for; oldest first.
    Prepended {
        entries: Vec<Placed>,
        earlier: Rest,
    },
}

/// Whether a thread goes on, earlier or later than the entries at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    More,
    #[default]
    Nothing,
}

/// How the desktop and its backend stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    Connecting,
    Online,
    /// Another attempt follows by itself.
    Offline {
        retry_in_ms: u64,
        cause: OfflineCause,
    },
    /// Somebody must sign in; no further attempt by itself.
    SignInNeeded {
        why: SignInNeeded,
    },
    /// Another desktop of this agent has the session; only `ContinueHere` takes it back.
    Elsewhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfflineCause {
    /// Nothing answers there, or something that stands in front of the server finds nothing behind it.
    Unreachable,
    /// Nobody knows the server's name.
    NameUnknown,
    /// Encryption was asked for where none is spoken.
    NotEncrypted,
    /// No encryption was asked for where it seems to be expected.
    OnlyEncrypted,
    /// Nobody whom this computer trusts has signed the server's certificate.
    CertificateUntrusted,
    /// The server's certificate is over, or is not good yet.
    CertificateOutOfDate,
    /// The server's certificate is for another name.
    CertificateOtherName,
    /// Something on the way answers in the server's place, as the sign-in page of a network does.
    Portal,
    /// Something that is no server of ours answers at this address.
    OtherServer,
    /// The proxy cannot be reached, or is of a kind that cannot be used.
    ProxyAway,
    /// The proxy wants to know who we are.
    ProxySignIn,
    /// A proxy does not let us pass.
    ProxyRefuses,
    /// So many sign in just now that the server asks to come again in a moment.
    Busy,
    /// The server speaks another version.
    Version,
    ServerFault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInNeeded {
    FirstTime,
    WrongLoginOrPassword,
    Disabled,
    SessionEnded,
    TooManyAttempts {
        retry_after_ms: u64,
    },
    /// Plain http to something that is not this machine.
    InsecureAddress,
    AddressNotUnderstood,
    /// There was no way to the server while signing in by hand.
    NoWay {
        cause: OfflineCause,
    },
}

/// From the desktop to a backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackendRequest {
    /// Connected commands are refused with `StoreUnavailable` when there is no connection; durable ones must have
    /// been put into the outbox before.
    Do {
        id: CommandId,
        command: super::command::Command,
    },
    Signal(Signal),
    /// Asks for entries before the oldest known one.
    Older {
        thread: ThreadRef,
    },
    /// Whether the states of all are told. It holds for this connection only, and is off when another one begins.
    Watch {
        watch: Watch,
    },
    /// Asks once what waits in a queue. Without a connection nothing is answered.
    Waiting {
        queue: QueueId,
    },
    ContinueHere,
    /// Try now, do not wait.
    Reconnect,
    /// The connection may have been lost unnoticed, after a sleep, say: it is found out at once, or tried again at once.
    Probe,
    SignOut,
}

/// Whether somebody looks at what all are doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Watch {
    On,
    #[default]
    Off,
}
