//! Myself, and what the backend can do. Snapshots; the newest wins.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{AgentId, CaseId, DispositionId, InvitationId, QueueId};
use super::target::TargetKind;
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
    /// The contact's page has no connection just now.
    #[serde(default)]
    pub contact_interrupted: bool,
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
    /// The chats that wait in a queue can be listed, where the queue says so, and taken by hand.
    #[serde(default)]
    pub waiting_lists: bool,
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
    /// Below which it stands. Those that others stand below are headings. Earlier versions know a flat list only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parent: Option<DispositionId>,
}
