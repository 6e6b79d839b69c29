//! What those who are listed are doing. Told of a few always, of all while somebody looks.

use serde::{Deserialize, Serialize};

use super::ids::{AgentId, CaseId, QueueId};
use super::unknown::{if_known, known};
use super::vocabulary::{AgentState, Language, Timestamp};

/// A colleague (or I), and what they are doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentStatus {
    pub agent: AgentId,
    #[serde(flatten)]
    pub doing: Doing,
}

/// What an agent is doing, as colleagues see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    pub state: AgentState,
    pub connected: bool,
    pub chats: u32,
    /// Ready, connected and with free capacity. What they are looking at just now is not told.
    pub available: bool,
    /// Cannot be asked by name now (`docs/behaviour.md` 3.2).
    #[serde(default)]
    pub do_not_disturb: bool,
    /// Since when they are in this state. 0: that is not known, as of those who are logged out, whose hours are nobody's
    /// business. No offer changes it, whatever becomes of `available`.
    #[serde(default)]
    pub since: Timestamp,
}

impl Doing {
    /// Of somebody who is not at work.
    pub const LOGGED_OUT: Self = Self {
        state: AgentState::LoggedOut,
        connected: false,
        chats: 0,
        available: false,
        do_not_disturb: false,
        since: Timestamp(0),
    };

    #[must_use]
    pub fn is_there(self) -> bool {
        self.connected && self.state != AgentState::LoggedOut
    }
}

/// How a queue stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueStatus {
    pub queue: QueueId,
    pub available: u32,
    pub waiting: u32,
    pub longest_waiting_since: Option<Timestamp>,
}

/// A chat that waits in a queue, as those see it who may take it by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingChat {
    pub case: CaseId,
    pub contact_name: String,
    /// None: one that this program does not know.
    #[serde(default, deserialize_with = "if_known")]
    pub contact_language: Option<Language>,
    /// What the contact wrote first, or what a colleague wrote who handed the chat over.
    pub text: String,
    /// Milliseconds since the contact came, from when the list was made.
    pub waiting_ms: u64,
    /// The contact's page has no connection just now.
    #[serde(default)]
    pub contact_interrupted: bool,
}

/// The chats that wait in a queue, as one of its agents may take them: whom routing would serve first stands first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingList {
    pub queue: QueueId,
    /// At most [`WaitingList::MOST`].
    #[serde(deserialize_with = "known")]
    pub chats: Vec<WaitingChat>,
    /// How many more wait that this agent might take.
    pub more: u32,
}

impl WaitingList {
    /// So many chats are listed at once.
    pub const MOST: usize = 50;
}

/// What concerns me, whether I look or not. Complete: the newest replaces the one before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mine {
    /// Of the colleagues whom my chats and invitations name, at least.
    #[serde(deserialize_with = "known")]
    pub agents: Vec<AgentStatus>,
    /// Of the queues that I belong to, at least.
    #[serde(deserialize_with = "known")]
    pub queues: Vec<QueueStatus>,
}

/// What all are doing, told to who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States {
    pub extent: Extent,
    pub agents: Vec<AgentStatus>,
    pub queues: Vec<QueueStatus>,
}

/// Of whom [`States`] speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Agents who are not named are logged out.
    Everybody,
    /// Of those only who do something else now.
    Changed,
}
