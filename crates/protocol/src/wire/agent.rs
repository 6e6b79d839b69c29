//! Frames between an agent's desktop and the server.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::rows::{AgentRow, QueueRow};
use super::{Cursor, ProtocolRange};
use crate::domain::{
    AgentId, Capabilities, CaseId, CaseView, Command, CommandId, Directory, Entry, Listing, Me, Mine, Party, QueueId,
    Refusal, Signal, ThreadRef, WaitingList, known,
};

/// From the desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromAgent {
    /// The first frame. `device` names this desktop installation (opaque); a hello with another device
    /// while one is connected is answered `elsewhere`, unless `take_over` is set. `names` is the hash of those that
    /// this desktop has; they are not sent again then.
    Hello {
        protocol: ProtocolRange,
        token: String,
        device: String,
        take_over: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        names: Option<String>,
    },
    /// A fresh access token for the open socket.
    Renew {
        token: String,
    },
    Command {
        id: CommandId,
        command: Command,
    },
    /// Entries of a log after `after` (from its last 50 if missing), at most `limit`. When the answer
    /// says that nothing more is there, the log's later entries follow by themselves.
    Page {
        log: ThreadRef,
        after: Option<Cursor>,
        limit: u32,
    },
    /// The last `limit` entries of a log before `before`, for a reader who scrolls up. Live delivery is not touched.
    Older {
        log: ThreadRef,
        before: u64,
        limit: u32,
    },
    Signal {
        signal: Signal,
    },
    /// Somebody begins or ceases to look at what all are doing. From version 2 on.
    Watch {
        on: bool,
    },
    /// What waits in this queue, once.
    Waiting {
        queue: QueueId,
    },
    Ping {
        n: u64,
    },
    Pong {
        n: u64,
    },
    /// This desktop signs the agent out; the server closes.
    Goodbye,
}

impl FromAgent {
    pub const KINDS: &[&str] =
        &["hello", "renew", "command", "page", "older", "signal", "watch", "waiting", "ping", "pong", "goodbye"];
}

/// To the desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToAgent {
    /// Answers hello; then come `me`, `names`, a `case` for each case the agent has a part in, `mine`, and `ready` when
    /// all of them have been sent. In version 1 a `directory` takes the place of `names` and `mine`.
    Welcome {
        protocol: u32,
        agent: AgentId,
        capabilities: Capabilities,
        server_now: i64,
    },
    /// Another desktop of this agent is connected. Say hello again with `take_over`.
    Elsewhere,
    /// The state above is complete: what was not named is gone.
    Ready,
    Me {
        me: Me,
    },
    /// Who and what there is, with its hash; without it for a reader who has named that hash in `hello`.
    Names {
        hash: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        names: Option<Listing>,
    },
    /// What those are doing who concern this agent, and how its queues stand. Complete.
    Mine {
        mine: Mine,
    },
    /// What all are doing (`whole`: who is not named is logged out), or those who do something else now.
    States {
        whole: bool,
        #[serde(deserialize_with = "known")]
        agents: Vec<AgentRow>,
        #[serde(deserialize_with = "known")]
        queues: Vec<QueueRow>,
    },
    /// Answers `waiting`. Without a list: that queue does not exist, or lets nobody choose, or not this agent.
    Waiting {
        queue: QueueId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<WaitingList>,
    },
    /// Names and states in one. Version 1 only.
    Directory {
        directory: Directory,
    },
    Case {
        view: Box<CaseView>,
    },
    /// The agent has no part in that case any more (mark done, or handed over).
    Gone {
        case: CaseId,
    },
    /// The answer to a page. `reset` says that the reader's cursor was of no use: what it has of this log is to be
    /// dropped. `more` says that another page follows. `older` says that entries before the first exist.
    Entries {
        log: ThreadRef,
        reset: bool,
        #[serde(deserialize_with = "known")]
        entries: Vec<Numbered>,
        more: bool,
        older: bool,
    },
    /// Answers `older`, oldest first; `older` says that there are still earlier ones.
    Older {
        log: ThreadRef,
        #[serde(deserialize_with = "known")]
        entries: Vec<Numbered>,
        older: bool,
    },
    /// A live entry of a log that was read to its end.
    Entry {
        log: ThreadRef,
        entry: Numbered,
    },
    /// The answer to a command; the same again when it is repeated.
    Answer {
        id: CommandId,
        #[serde(default = "unreadable")]
        result: Answer,
    },
    Signal {
        from: Party,
        signal: Signal,
    },
    Ping {
        n: u64,
    },
    Pong {
        n: u64,
    },
    /// A frame could not be read; the connection stays.
    Unreadable {
        refusal: Refusal,
    },
}

impl ToAgent {
    pub const KINDS: &[&str] = &[
        "welcome",
        "elsewhere",
        "ready",
        "me",
        "names",
        "mine",
        "states",
        "waiting",
        "directory",
        "case",
        "gone",
        "entries",
        "older",
        "entry",
        "answer",
        "signal",
        "ping",
        "pong",
        "unreadable",
    ];
}

/// An entry with its place: `after` is the last entry of this log that the same reader could see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub after: u64,
    pub seq: u64,
    pub entry: Entry,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Value", tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    Accepted,
    Refused { refusal: Refusal },
}

impl From<Value> for Answer {
    /// Whatever is sent ends the waiting for it: an answer that this program does not know is a refusal of that name.
    fn from(mut value: Value) -> Self {
        let unsupported = |code: &str| Refusal::Unsupported { code: code.to_owned() };
        let refusal = value.get_mut("refusal").map(Value::take);
        match value.get("kind").and_then(Value::as_str).unwrap_or_default() {
            "accepted" => Self::Accepted,
            "refused" => {
                let refusal = refusal.and_then(|refusal| serde_json::from_value(refusal).ok());
                Self::Refused { refusal: refusal.unwrap_or_else(|| unsupported("refused")) }
            }
            other => Self::Refused { refusal: unsupported(other) },
        }
    }
}

fn unreadable() -> Answer {
    Answer::from(Value::Null)
}

/// `POST /v1/sign-in`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    pub login: String,
    pub password: String,
}

/// `POST /v1/refresh`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refresh {
    pub refresh: String,
}

/// Answers both with 200. Errors are 400, 401, 429 or 503 with [`SignInRefused`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub agent: AgentId,
    pub access: String,
    pub access_expires_in_ms: u64,
    /// Replaces the previous one; good for one use.
    pub refresh: String,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SignInRefused {
    /// Unknown login or wrong password: the two are not told apart.
    WrongLoginOrPassword,
    Disabled,
    /// The refresh token is not good (any more).
    SignInAgain,
    TooManyAttempts {
        retry_after_ms: u64,
    },
    /// So many sign in just now that this one is to come again; it does not count as a try.
    Busy {
        retry_after_ms: u64,
    },
    Malformed,
}
