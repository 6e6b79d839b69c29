//! Who and what is there: myself, the colleagues, the queues. Snapshots; the newest wins.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{AgentId, CaseId, DispositionId, InvitationId, QueueId};
use super::target::{ConsultTarget, TargetKind};
use super::unknown::{if_known, known};
use super::vocabulary::{AgentState, InvitationKind, Language, Timestamp, Words};

/// The signed-in agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Me {
    pub agent: AgentId,
    pub version: u64,
    pub name: String,
    /// What contacts see instead of the name, if set.
    pub nickname: Option<String>,
    pub state: AgentState,
    pub state_since: Timestamp,
    /// Milliseconds for which colleagues cannot ask me by name, from when the view was made; none: they can.
    #[serde(default)]
    pub do_not_disturb_ms: Option<u64>,
    pub places_taken: u32,
    pub capacity: u32,
    /// Open invitations to me, oldest first.
    #[serde(deserialize_with = "known")]
    pub invitations: Vec<InvitationView>,
}

/// An open invitation to me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvitationView {
    pub invitation: InvitationId,
    pub case: CaseId,
    pub kind: InvitationKind,
    /// Who asks; nobody for a chat from the queue.
    pub by: Option<AgentId>,
    pub contact_name: String,
    /// None: one that this program does not know.
    #[serde(default, deserialize_with = "if_known")]
    pub contact_language: Option<Language>,
    pub queue: QueueId,
    /// The question of a consultation, the note of a transfer, the contact's first words of a routed chat.
    pub text: Option<String>,
    /// Milliseconds until it expires, from when the view was made.
    pub remaining_ms: u64,
}

/// What a backend can do. The desktop draws nothing that its backend cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Capabilities {
    pub parallel_consultations: bool,
    pub refusable_conference: bool,
    pub withdraw: bool,
    #[serde(deserialize_with = "known")]
    pub consult_targets: BTreeSet<TargetKind>,
    pub idempotent_send: bool,
    /// The centre is told of do-not-disturb, and colleagues see it.
    #[serde(default)]
    pub do_not_disturb: bool,
}

/// Everybody and everything that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Directory {
    pub version: u64,
    /// The centre's name, as contacts read it.
    pub centre: String,
    #[serde(deserialize_with = "known")]
    pub agents: Vec<DirectoryAgent>,
    #[serde(deserialize_with = "known")]
    pub queues: Vec<DirectoryQueue>,
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionEntry>,
}

/// Something that can be asked, as the directory lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed<'a> {
    Agent(&'a DirectoryAgent),
    Queue(&'a DirectoryQueue),
}

impl Directory {
    /// Everything that can be asked, kind by kind.
    pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        self.agents.iter().map(Listed::Agent).chain(self.queues.iter().map(Listed::Queue))
    }

    /// What the directory says of a target; none if it is not listed (any more).
    #[must_use]
    pub fn find(&self, target: &ConsultTarget) -> Option<Listed<'_>> {
        match target {
            ConsultTarget::Agent { agent } => self.agents.iter().find(|found| &found.agent == agent).map(Listed::Agent),
            ConsultTarget::Queue { queue } => self.queues.iter().find(|found| &found.queue == queue).map(Listed::Queue),
            ConsultTarget::Unsupported { .. } => None,
        }
    }
}

impl<'a> Listed<'a> {
    #[must_use]
    pub fn target(self) -> ConsultTarget {
        match self {
            Self::Agent(agent) => ConsultTarget::Agent { agent: agent.agent.clone() },
            Self::Queue(queue) => ConsultTarget::Queue { queue: queue.queue.clone() },
        }
    }

    /// Its name in this language, as the directory gives it.
    #[must_use]
    pub fn name(self, language: Language) -> &'a str {
        match self {
            Self::Agent(agent) => &agent.name,
            Self::Queue(queue) => queue.name.in_language(language),
        }
    }
}

/// A colleague (or I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DirectoryAgent {
    pub agent: AgentId,
    pub name: String,
    pub state: AgentState,
    pub connected: bool,
    pub chats: u32,
    #[serde(deserialize_with = "known")]
    pub queues: Vec<QueueId>,
    /// Ready, connected, with free capacity and without an open offer: routing would ask them.
    pub available: bool,
    /// Cannot be asked by name now (`docs/behaviour.md` 3.2).
    #[serde(default)]
    pub do_not_disturb: bool,
}

/// An interaction queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DirectoryQueue {
    pub queue: QueueId,
    pub name: Words,
    /// Whether the signed-in agent belongs to it.
    pub mine: bool,
    pub members: u32,
    pub available: u32,
    pub waiting: u32,
    pub longest_waiting_since: Option<Timestamp>,
    /// The dispositions an agent may choose in this queue's chats.
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionId>,
    #[serde(default)]
    pub reminder: ReminderThresholds,
}

/// When the reply reminder turns yellow and red, in milliseconds since it began to count (`docs/behaviour.md` 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReminderThresholds {
    pub yellow_ms: u64,
    pub red_ms: u64,
}

impl Default for ReminderThresholds {
    fn default() -> Self {
        Self { yellow_ms: 30_000, red_ms: 50_000 }
    }
}

/// A disposition and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DispositionEntry {
    pub disposition: DispositionId,
    pub name: Words,
}
