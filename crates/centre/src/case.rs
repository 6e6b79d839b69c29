//! A case as the centre knows it: everything, told to nobody whole.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, CaseId, CommandId, ConsultTarget, ConsultationEnd, ConsultationId, ContactLeft, DispositionId, InvitationId,
    InvitationKind, Language, Left, QueueId, RequestOutcome, Timestamp,
};
use serde::{Deserialize, Serialize};

/// One contact's interaction with its consultations, participants and open invitations. Empty ([`Case::new`]) until
/// its first event, `ChatOpened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    /// Number of events so far.
    pub version: u64,
    pub contact: Contact,
    pub queue: QueueId,
    pub opened_at: Timestamp,
    /// Its place in the queue: when it first came. A transfer to another queue keeps it.
    pub arrived_at: Timestamp,
    pub first_accepted_at: Option<Timestamp>,
    pub phase: Phase,
    pub owner: Option<AgentId>,
    /// Everybody who is or was in the chat and has not marked it done.
    pub members: BTreeMap<AgentId, Member>,
    pub consultations: BTreeMap<ConsultationId, Consultation>,
    pub invitations: BTreeMap<InvitationId, Invitation>,
    /// Agents whom routing has asked in vain since the chat came to the queue, …
    pub passed_over: BTreeSet<AgentId>,
    /// … and who handed it to the queue: asked again only when nobody else is there.
    pub handed_over_by: Option<AgentId>,
    /// How each agent's last requests ended; oldest first.
    pub outcomes: BTreeMap<AgentId, Vec<RequestOutcome>>,
    pub first_words: String,
    pub unanswered_since: Option<Timestamp>,
    pub note: String,
    pub disposition: Option<DispositionId>,
    pub case_data: BTreeMap<String, String>,
    /// Ids under which the contact has sent, to know a repetition.
    pub contact_ids: BTreeSet<String>,
    /// Ids under which agents have sent messages here.
    pub agent_ids: BTreeSet<CommandId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub language: Language,
    pub presence: Presence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    Present,
    Interrupted { since: Timestamp },
    Left { at: Timestamp, why: ContactLeft },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Not opened yet.
    Empty,
    /// In the queue; an offer may be open.
    Waiting,
    /// At least one agent is in the chat.
    Open,
    /// No agent is in it any more, and none will be.
    Ended { at: Timestamp },
}

/// An agent in the chat, or one who was and has not marked it done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Order of joining: the longest-standing has the smallest.
    pub order: u64,
    pub since: Timestamp,
    pub session: Session,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Session {
    Active,
    /// `until` is the case's version at the end: nothing later may be seen.
    Ended { at: Timestamp, until: u64, why: Left },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    pub by: AgentId,
    pub target: ConsultTarget,
    pub with: AgentId,
    pub question: Option<String>,
    pub started_at: Timestamp,
    pub state: ConsultState,
    /// Who has closed its window.
    pub done: BTreeSet<AgentId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsultState {
    Active,
    /// `until` is the case's version at the end: the target keeps what it had up to there.
    Ended { at: Timestamp, until: u64, why: ConsultationEnd },
}

/// A pending invitation. It is taken out of the case when it closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub kind: InvitationKind,
    /// Nobody for a chat from the queue.
    pub by: Option<AgentId>,
    /// Whom the asker chose; for a queue, `to` is the member being asked now.
    pub target: ConsultTarget,
    pub to: AgentId,
    pub text: Option<String>,
    pub expires_at: Timestamp,
    /// Members of the queue who were asked before.
    pub asked: BTreeSet<AgentId>,
}
