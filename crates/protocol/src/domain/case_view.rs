//! A case as one agent may see it now. The centre derives it anew after each change and sends it whole:
//! the newest version is the truth, and nothing has to be added up on the desktop.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::entry::{ConsultationEnd, ContactLeft, Left};
use super::ids::{AgentId, CaseId, ConsultationId, DispositionId, InvitationId, QueueId};
use super::party::{Party, agent_or_party};
use super::target::ConsultTarget;
use super::unknown::{if_known, known};
use super::vocabulary::{InvitationKind, InvitationOutcome, Language, Thread, Timestamp};

/// One agent's view of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
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
    /// Those whom the contact sees, longest-standing first.
    #[serde(deserialize_with = "known")]
    pub members: Vec<MemberView>,
    pub owner: Option<AgentId>,
    /// Mine only, oldest first: asked by me or asked of me.
    #[serde(deserialize_with = "known")]
    pub consultations: Vec<ConsultationView>,
    /// What I asked of others and is not answered yet.
    #[serde(deserialize_with = "known")]
    pub requests: Vec<RequestView>,
    /// How my last requests ended, oldest first, at most 8.
    #[serde(deserialize_with = "known")]
    pub outcomes: Vec<RequestOutcome>,
    /// Since when the contact waits for an answer (first unanswered message).
    pub unanswered_since: Option<Timestamp>,
    pub note: String,
    pub disposition: Option<DispositionId>,
    /// Mark done needs a disposition of me.
    pub disposition_required: bool,
    pub case_data: BTreeMap<String, String>,
    /// What I may do now. Exactly what the centre would not refuse for lack of permission.
    #[serde(deserialize_with = "known")]
    pub can: BTreeSet<CaseAction>,
    /// Members whom I may remove now.
    #[serde(deserialize_with = "known")]
    pub removable: BTreeSet<AgentId>,
    /// Agents who cannot be asked now because of this case, and why. Who is logged out says the directory.
    #[serde(deserialize_with = "known")]
    pub not_askable: Vec<NotAskable>,
    /// What *Beenden* would do now.
    pub end_effect: EndEffect,
    /// The logs that I may read, main first.
    #[serde(deserialize_with = "known")]
    pub threads: Vec<Thread>,
}

/// The customer of a case, as agents see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContactView {
    pub name: String,
    /// None: one that this program does not know.
    #[serde(default, deserialize_with = "if_known")]
    pub language: Option<Language>,
    pub presence: ContactPresence,
}

/// Whether the contact is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
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
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// What I am in this case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Standing {
    /// I answer for the chat, or I am one of its agents (see `owner`).
    Member,
    /// I was asked: I read along, and write in the consultation only.
    ConsultTarget { by: AgentId },
    /// My session ended; read-only up to that moment, until mark done.
    Former { at: Timestamp, why: Left },
    /// From a newer peer: the case can be looked at, and what may be done says `can`.
    #[serde(other)]
    Unsupported,
}

/// Somebody in the chat beside the contact. Written as the party's own fields with the others beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MemberView {
    #[serde(flatten, deserialize_with = "member")]
    pub party: Party,
    pub since: Timestamp,
    pub connected: bool,
}

/// A former server names the agent, and says no kind.
fn member<'de, D: Deserializer<'de>>(from: D) -> Result<Party, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Member {
        Party(Party),
        Agent { agent: AgentId },
    }

    Ok(match Member::deserialize(from)? {
        Member::Party(party) => party,
        Member::Agent { agent } => Party::Agent { agent },
    })
}

/// A consultation of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsultationView {
    pub consultation: ConsultationId,
    pub by: AgentId,
    /// Whom I asked. For a queue, the agent stands in `with` once it accepted.
    pub target: ConsultTarget,
    /// The other of the two, from my side.
    #[serde(default, with = "agent_or_party::option")]
    #[ts(as = "Option<agent_or_party::AgentOrParty>")]
    pub with: Option<Party>,
    pub question: Option<String>,
    pub state: ConsultationState,
    pub asked_at: Timestamp,
    #[serde(deserialize_with = "known")]
    pub can: BTreeSet<ConsultationAction>,
}

/// How far a consultation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ConsultationState {
    Active,
    Ended {
        at: Timestamp,
        why: ConsultationEnd,
    },
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// What I may do in a consultation now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestView {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    pub target: ConsultTarget,
    pub question: Option<String>,
    /// Milliseconds until this invitation expires, from when the view was made.
    pub remaining_ms: u64,
}

/// How a request of mine ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestOutcome {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    pub target: ConsultTarget,
    pub outcome: InvitationOutcome,
    pub at: Timestamp,
}

/// What an agent may do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
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

impl CaseAction {
    /// What somebody who hands a chat over to this target must be allowed to do.
    #[must_use]
    pub fn to_transfer(target: &ConsultTarget) -> Self {
        if target.queue().is_some() { Self::AskTransferToQueue } else { Self::AskTransfer }
    }
}

/// An agent who cannot be asked, for a reason that lies in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NotAskable {
    pub agent: AgentId,
    /// For which kind of request.
    pub kind: InvitationKind,
    pub why: NotAskableWhy,
}

/// Why somebody cannot be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NotAskableWhy {
    Yourself,
    AlreadyMember,
    AlreadyInvited,
    AlreadyConsulting,
    /// Has as many open consultations as an agent may have.
    Busy,
    LoggedOut,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// What *Beenden* does: my session only, or the chat for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum EndEffect {
    MySession,
    WholeChat,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}
