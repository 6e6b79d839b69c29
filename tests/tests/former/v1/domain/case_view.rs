//! A case as one agent may see it now. The centre derives it anew after each change and sends it whole:
//! the newest version is the truth, and nothing has to be added up on the desktop.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::entry::{ConsultationEnd, ContactLeft, Left};
use super::ids::{AgentId, CaseId, ConsultationId, DispositionId, InvitationId, QueueId};
use super::vocabulary::{ConsultTarget, InvitationKind, InvitationOutcome, Language, Thread, Timestamp};

/// One agent's view of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    pub case: CaseId,
    /// Grows with every change of the case; a smaller one is stale.
    pub version: u64,
    pub contact: ContactView,
    pub queue: QueueId,
    pub opened_at: Timestamp,
    /// When the first agent accepted; none while it waits.
    pub first_accepted_at: Option<Timestamp>,
    pub standing: Standing,
    /// Agents visible to the contact, longest-standing first.
    pub members: Vec<MemberView>,
    pub owner: Option<AgentId>,
    /// Mine only, oldest first: asked by me or asked of me.
    pub consultations: Vec<ConsultationView>,
    /// What I asked of others and is not answered yet.
    pub requests: Vec<RequestView>,
    /// How my last requests ended, oldest first, at most 8.
    pub outcomes: Vec<RequestOutcome>,
    /// Since when the contact waits for an answer (first unanswered message).
    pub unanswered_since: Option<Timestamp>,
    pub note: String,
    pub disposition: Option<DispositionId>,
    /// Mark done needs a disposition of me.
    pub disposition_required: bool,
    pub case_data: BTreeMap<String, String>,
    /// What I may do now. Exactly what the centre would not refuse for lack of permission.
    pub can: BTreeSet<CaseAction>,
    /// Members whom I may remove now.
    pub removable: BTreeSet<AgentId>,
    /// Agents who cannot be asked now because of this case, and why. Who is logged out says the directory.
    pub not_askable: Vec<NotAskable>,
    /// What *Beenden* would do now.
    pub end_effect: EndEffect,
    /// The logs that I may read, main first.
    pub threads: Vec<Thread>,
}

/// The customer of a case, as agents see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    pub name: String,
    pub language: Language,
    pub presence: ContactPresence,
}

/// Whether the contact is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContactPresence {
    Present,
    /// Lost connection; counts as left after the queue's time.
    Interrupted {
        since: Timestamp,
    },
    Left {
        at: Timestamp,
        why: ContactLeft,
    },
}

/// What I am in this case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Standing {
    /// I answer for the chat, or I am one of its agents (see `owner`).
    Member,
    /// I was asked: I read along, and write in the consultation only.
    ConsultTarget { by: AgentId },
    /// My session ended; read-only up to that moment, until mark done.
    Former { at: Timestamp, why: Left },
}

/// An agent in the chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    pub agent: AgentId,
    pub since: Timestamp,
    pub connected: bool,
}

/// A consultation of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationView {
    pub consultation: ConsultationId,
    pub by: AgentId,
    /// Whom I asked. For a queue, the agent stands in `with` once it accepted.
    pub target: ConsultTarget,
    /// The other of the two, from my side.
    pub with: Option<AgentId>,
    pub question: Option<String>,
    pub state: ConsultationState,
    pub asked_at: Timestamp,
    pub can: BTreeSet<ConsultationAction>,
}

/// How far a consultation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConsultationState {
    Active,
    Ended { at: Timestamp, why: ConsultationEnd },
}

/// What I may do in a consultation now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationAction {
    Write,
    End,
    /// Ask the other one into the conference, at once.
    AskConference,
    /// Hand the chat over to the other one, at once.
    AskTransfer,
    MarkDone,
}

/// A request of mine that waits for an answer. For a queue the asker does not learn who is being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    pub target: ConsultTarget,
    pub question: Option<String>,
    /// Milliseconds until this invitation expires, from when the view was made.
    pub remaining_ms: u64,
}

/// How a request of mine ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestOutcome {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    pub target: ConsultTarget,
    pub outcome: InvitationOutcome,
    pub at: Timestamp,
}

/// What an agent may do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseAction {
    Write,
    Consult,
    AskConference,
    AskTransfer,
    /// A transfer to a queue: not while another agent is in the chat.
    AskTransferToQueue,
    End,
    MarkDone,
    SetNote,
    SetDisposition,
    SetCaseData,
}

/// An agent who cannot be asked, for a reason that lies in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAskable {
    pub agent: AgentId,
    /// For which kind of request.
    pub kind: InvitationKind,
    pub why: NotAskableWhy,
}

/// Why somebody cannot be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAskableWhy {
    Yourself,
    AlreadyMember,
    AlreadyInvited,
    AlreadyConsulting,
    /// Has as many open consultations as an agent may have.
    Busy,
    LoggedOut,
}

/// What *Beenden* does: my session only, or the chat for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndEffect {
    MySession,
    WholeChat,
}
