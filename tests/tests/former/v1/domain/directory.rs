//! Who and what is there: myself, the colleagues, the queues. Snapshots; the newest wins.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ids::{AgentId, CaseId, DispositionId, InvitationId, QueueId};
use super::vocabulary::{AgentState, ConsultTarget, InvitationKind, Language, Timestamp, Words};

/// The signed-in agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    pub invitations: Vec<InvitationView>,
}

/// An open invitation to me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    pub invitation: InvitationId,
    pub case: CaseId,
    pub kind: InvitationKind,
    /// Who asks; nobody for a chat from the queue.
    pub by: Option<AgentId>,
    pub contact_name: String,
    pub contact_language: Language,
    pub queue: QueueId,
    /// The question of a consultation, the note of a transfer, the contact's first words of a routed chat.
    pub text: Option<String>,
    /// Milliseconds until it expires, from when the view was made.
    pub remaining_ms: u64,
}

/// What a backend can do. The desktop draws nothing that its backend cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    pub parallel_consultations: bool,
    pub refusable_conference: bool,
    pub withdraw: bool,
    pub consult_targets: BTreeSet<TargetKind>,
    pub idempotent_send: bool,
    /// The centre is told of do-not-disturb, and colleagues see it.
    #[serde(default)]
    pub do_not_disturb: bool,
}

/// Kinds of consultation targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    Agent,
    Queue,
}

impl ConsultTarget {
    #[must_use]
    pub fn kind(&self) -> TargetKind {
        match self {
            Self::Agent { .. } => TargetKind::Agent,
            Self::Queue { .. } => TargetKind::Queue,
        }
    }
}

/// Everybody and everything that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Directory {
    pub version: u64,
    /// The centre's name, as contacts read it.
    pub centre: String,
    pub agents: Vec<DirectoryAgent>,
    pub queues: Vec<DirectoryQueue>,
    pub dispositions: Vec<DispositionEntry>,
}

/// A colleague (or I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryAgent {
    pub agent: AgentId,
    pub name: String,
    pub state: AgentState,
    pub connected: bool,
    pub chats: u32,
    pub queues: Vec<QueueId>,
    /// Ready, connected, with free capacity and without an open offer: routing would ask them.
    pub available: bool,
    /// Cannot be asked by name now (`behaviour.md` 3.2).
    #[serde(default)]
    pub do_not_disturb: bool,
}

/// An interaction queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    pub dispositions: Vec<DispositionId>,
    #[serde(default)]
    pub reminder: ReminderThresholds,
}

/// When the reply reminder turns yellow and red, in milliseconds since it began to count (`behaviour.md` 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispositionEntry {
    pub disposition: DispositionId,
    pub name: Words,
}
