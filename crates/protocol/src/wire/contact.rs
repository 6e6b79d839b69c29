//! Frames between the contact's page and the server. Nothing internal has a place in these types: no
//! sequence numbers of threads, no ids of cases, agents or invitations, no logins.

use serde::{Deserialize, Serialize};

use super::ProtocolRange;
use crate::domain::{Language, MessageContent, QueueId, Timestamp, if_known};

/// From the contact's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromContact {
    /// First frame of a page that has a chat: its secret and the number of the last event it shows (0: none).
    Hello {
        protocol: ProtocolRange,
        secret: String,
        after: u64,
    },
    /// First frame of a new chat. `secret`: 43 characters of base64url (256 bits) drawn by the page, which becomes
    /// the chat's secret; an open whose secret has a chat already is answered like a hello with `after: 0`, so that
    /// it can be sent again when its answer was lost. Without one, the server draws it.
    Open {
        protocol: ProtocolRange,
        #[serde(default)]
        secret: Option<String>,
        name: String,
        topic: QueueId,
        /// None: one that this program does not know.
        #[serde(default, deserialize_with = "if_known")]
        language: Option<Language>,
        text: String,
        page: Option<String>,
        /// The SHA-256 of the secret of the last chat that this page had, in base64url without padding: who served the
        /// contact then may be asked first. Nobody can read that chat with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former: Option<String>,
    },
    /// `id` is made by the page; the same id again is the same message.
    Say {
        id: String,
        #[serde(flatten)]
        content: MessageContent,
    },
    Typing,
    /// The contact's language was switched.
    Language {
        language: Language,
    },
    /// *Chat beenden*.
    Leave,
    Ping {
        n: u64,
    },
    Pong {
        n: u64,
    },
}

impl FromContact {
    pub const KINDS: &[&str] = &["hello", "open", "say", "typing", "language", "leave", "ping", "pong"];
}

/// To the contact's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToContact {
    /// Answers `open` (with the secret to keep) and `hello`.
    Welcome {
        protocol: u32,
        secret: Option<String>,
        state: ContactState,
    },
    /// In the order of `n`, which has no gaps.
    Event {
        n: u64,
        at: Timestamp,
        event: ContactEvent,
    },
    State {
        state: ContactState,
    },
    /// A message was stored (or had been before).
    Said {
        id: String,
    },
    Refused {
        id: Option<String>,
        refusal: ContactRefusal,
    },
    /// `name` writes. Fades after five seconds.
    Typing {
        name: String,
    },
    Ping {
        n: u64,
    },
    Pong {
        n: u64,
    },
}

impl ToContact {
    pub const KINDS: &[&str] = &["welcome", "event", "state", "said", "refused", "typing", "ping", "pong"];
}

/// Where the chat stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactState {
    pub phase: ContactPhase,
    /// Names (nicknames) of the agents in the chat.
    pub agents: Vec<String>,
    /// How it stands in line, while it waits and where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_line: Option<InLine>,
}

/// Where a contact stands in line, from 1, and how many minutes more it will probably wait, where there is enough to go
/// by. Told now and then, not at every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InLine {
    pub place: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
}

/// A range of minutes, `to` not less than `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub from: u32,
    pub to: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactPhase {
    /// Nobody is there yet, or any more, and the chat waits in its queue.
    Waiting,
    Chatting,
    /// The agent has lost connection; the chat waits for them.
    AgentAway,
    Ended,
}

/// What the contact sees of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContactEvent {
    /// Said by the contact; `id` as the page sent it.
    Mine {
        id: String,
        #[serde(flatten)]
        content: MessageContent,
    },
    Message {
        name: String,
        #[serde(flatten)]
        content: MessageContent,
    },
    Joined {
        name: String,
    },
    Left {
        name: String,
    },
    /// The chat waits in its queue (again).
    Waiting,
    /// The agent has no connection at the moment.
    AgentAway {
        name: String,
    },
    AgentBack {
        name: String,
    },
    Ended {
        by: EndedBy,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    Contact,
    Agent,
    /// The contact was without connection for too long.
    TimedOut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContactRefusal {
    /// The secret is of no chat (any more).
    NoSuchChat,
    NoSuchTopic,
    /// Outside the topic's opening hours.
    Closed,
    ChatEnded,
    NameMissing,
    NameTooLong {
        limit: u32,
    },
    TextEmpty,
    TextTooLong {
        limit: u32,
    },
    TooManyChats {
        retry_after_ms: u64,
    },
    TooFast {
        retry_after_ms: u64,
    },
    Malformed,
    NotStored,
}
