//! An agent's place at work: state, connection, what is open. The versioned capacity record.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{AgentState, CaseId, ConsultationId, InvitationId, KindId, NotReadyReason, Timestamp};
use serde::{Deserialize, Serialize};

/// What the centre knows of one agent. Kept beside the cases, because one agent is in many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Number of events so far.
    pub version: u64,
    pub state: AgentState,
    pub state_since: Timestamp,
    /// Until then nobody can ask this agent by name (3.2). It counts by the clock: over is over, whether that has
    /// been noted here or not. Earlier versions did not store it.
    #[serde(default)]
    pub do_not_disturb_until: Option<Timestamp>,
    /// What *after work* gives back when the last mark done is made.
    pub before_after_work: Option<AgentState>,
    pub connection: SeatConnection,
    /// Longest idle is asked first: since when this agent is ready and has had nothing offered or ended.
    pub idle_since: Timestamp,
    /// Chats that take a place of the capacity.
    pub places: BTreeSet<CaseId>,
    /// Those of them that are of a kind with a capacity of its own. Earlier versions did not store it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<CaseId, KindId>,
    /// Chats in which this agent's session is active.
    pub sessions: BTreeSet<CaseId>,
    /// Chats that wait for this agent's mark done.
    pub wrap_ups: BTreeSet<CaseId>,
    /// Open invitations to this agent, with the case of each.
    pub invitations: BTreeMap<InvitationId, CaseId>,
    /// Open consultations into which this agent was asked.
    pub consulted: BTreeSet<ConsultationId>,
    /// The case of each of them. Earlier versions did not store it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub consulted_cases: BTreeMap<ConsultationId, CaseId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeatConnection {
    Connected,
    Gone { since: Timestamp },
}

impl Seat {
    #[must_use]
    pub fn new() -> Self {
        Self {
            version: 0,
            state: AgentState::LoggedOut,
            state_since: Timestamp(0),
            do_not_disturb_until: None,
            before_after_work: None,
            connection: SeatConnection::Gone { since: Timestamp(0) },
            idle_since: Timestamp(0),
            places: BTreeSet::new(),
            kinds: BTreeMap::new(),
            sessions: BTreeSet::new(),
            wrap_ups: BTreeSet::new(),
            invitations: BTreeMap::new(),
            consulted: BTreeSet::new(),
            consulted_cases: BTreeMap::new(),
        }
    }

    #[must_use]
    pub fn is_connected(&self) -> bool {
        matches!(self.connection, SeatConnection::Connected)
    }

    /// For how many milliseconds from `now` nobody can ask this agent by name; none: everybody can.
    #[must_use]
    pub fn do_not_disturb_ms(&self, now: Timestamp) -> Option<u64> {
        self.do_not_disturb_until.map(|until| until.since_ms(now)).filter(|left| *left > 0)
    }

    /// Whether a do-not-disturb is over and still stored here: then [`SeatAct::DoNotDisturbOver`](crate::SeatAct) is
    /// due.
    #[must_use]
    pub fn is_do_not_disturb_over(&self, now: Timestamp) -> bool {
        self.do_not_disturb_until.is_some() && self.do_not_disturb_ms(now).is_none()
    }
}

impl Default for Seat {
    fn default() -> Self {
        Self::new()
    }
}

/// The state of an agent who has just signed in.
pub const SIGNED_IN: AgentState = AgentState::NotReady { reason: NotReadyReason::SignedIn };
