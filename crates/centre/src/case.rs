//! A case as the centre knows it: everything. Nobody is shown all of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use konsil_protocol::domain::{
    AgentId, CaseId, ConsultTarget, ConsultationEnd, ConsultationId, ContactLeft, DispositionId, InvitationId,
    Language, Left, Party, QueueId, RequestOutcome, Timestamp, agent_or_party,
};
use serde::{Deserialize, Serialize};

use crate::{Closed, Invitation, Shared, stored};

/// One contact's interaction with its consultations, participants and open invitations. What can get large is shared by
/// copies: each message makes one. Empty ([`Case::new`]) until
/// its first event, `ChatOpened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    /// Number of events so far.
    pub version: u64,
    pub contact: Contact,
    pub queue: QueueId,
    pub opened_at: Timestamp,
    /// Its place in the queue: when the chat first arrived. A transfer to another queue keeps it.
    pub arrived_at: Timestamp,
    /// When it came back into the queue where it is; none if it has not, or if an earlier version stored it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queued_at: Option<Timestamp>,
    /// How many of its queue's widenings have been made for it since then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub widened: u32,
    /// Who had the contact's last chat, where its queue asks that agent first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_agent: Option<AgentId>,
    pub first_accepted_at: Option<Timestamp>,
    pub phase: CasePhase,
    pub owner: Option<AgentId>,
    /// Everybody who is or was in the chat and has not marked it done.
    pub members: Shared<BTreeMap<AgentId, Member>>,
    pub consultations: Shared<BTreeMap<ConsultationId, Consultation>>,
    pub invitations: Shared<BTreeMap<InvitationId, Invitation>>,
    /// Agents whom routing has asked in vain since the chat entered the queue, and when, …
    pub passed_over: BTreeMap<AgentId, Timestamp>,
    /// … and who handed it to the queue: asked again only when nobody else is there.
    pub handed_over_by: Option<AgentId>,
    /// What that agent wrote for the next one.
    pub handover_note: Option<String>,
    /// How the last invitations ended, for agents who answer too late; oldest first, at most
    /// [`MAX_CLOSED`](crate::MAX_CLOSED).
    pub closed: Shared<VecDeque<Closed>>,
    /// How each agent's last requests ended; oldest first.
    pub outcomes: Shared<BTreeMap<AgentId, Vec<RequestOutcome>>>,
    pub first_words: String,
    pub unanswered_since: Option<Timestamp>,
    pub note: String,
    pub disposition: Option<DispositionId>,
    pub case_data: Shared<BTreeMap<String, String>>,
    /// The last ids under which the contact has sent, to know a repetition; oldest first, at most
    /// [`MAX_CONTACT_IDS`](crate::MAX_CONTACT_IDS).
    pub contact_ids: Shared<VecDeque<Shared<String>>>,
}

/// So that what it says of most cases is stored as it always was.
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Case {
    /// Since when it waits in the queue where it is, or did last.
    #[must_use]
    pub fn in_queue_since(&self) -> Timestamp {
        self.queued_at.unwrap_or(self.arrived_at)
    }

    /// Whether the contact's page has no connection just now.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self.contact.presence, CasePresence::Interrupted { .. })
    }

    /// Agents in the chat, whom the contact sees.
    pub fn active(&self) -> impl Iterator<Item = (&AgentId, &Member)> {
        self.members.iter().filter(|(_, member)| member.is_active())
    }

    #[must_use]
    pub fn is_active(&self, agent: &AgentId) -> bool {
        self.members.get(agent).is_some_and(Member::is_active)
    }

    /// Those in the chat beside the contact, all of whom it sees; the longest-standing first. Whatever lists them for
    /// somebody to read asks here.
    #[must_use]
    pub fn parties(&self) -> Vec<InChat> {
        let mut members: Vec<_> = self.active().collect();
        members.sort_by_key(|(_, member)| member.order);
        members.into_iter().map(|(agent, member)| InChat { party: agent.clone().into(), since: member.since }).collect()
    }

    #[must_use]
    pub fn is_owner(&self, agent: &AgentId) -> bool {
        self.owner.as_ref() == Some(agent)
    }

    #[must_use]
    pub fn contact_has_left(&self) -> bool {
        matches!(self.contact.presence, CasePresence::Left { .. })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub language: Language,
    pub presence: CasePresence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CasePresence {
    Present,
    Interrupted { since: Timestamp },
    Left { at: Timestamp, why: ContactLeft },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CasePhase {
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
    pub session: Membership,
    /// Without connection for longer than the grace time, and the contact has been notified.
    pub away: bool,
    /// What the agent had in view when the session ended.
    pub kept: Option<Box<LastView>>,
}

impl Member {
    #[must_use]
    pub fn is_active(&self) -> bool {
        matches!(self.session, Membership::Active)
    }
}

/// Somebody in the chat, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "stored::InChat", into = "stored::InChat")]
pub struct InChat {
    pub party: Party,
    pub since: Timestamp,
}

impl From<InChat> for stored::InChat {
    fn from(InChat { party, since }: InChat) -> Self {
        Self(party, since)
    }
}

impl From<stored::InChat> for InChat {
    fn from(stored::InChat(party, since): stored::InChat) -> Self {
        Self { party, since }
    }
}

/// What somebody who is out of a case still sees of it: its state at that time, nothing later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastView {
    pub presence: CasePresence,
    pub queue: QueueId,
    pub owner: Option<AgentId>,
    /// Who was in the chat; the longest-standing first.
    pub members: Vec<InChat>,
    pub note: String,
    pub disposition: Option<DispositionId>,
    pub case_data: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Membership {
    Active,
    /// `until` is the case's version at the end: nothing later may be seen.
    Ended {
        at: Timestamp,
        until: u64,
        why: Left,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    pub by: AgentId,
    pub target: ConsultTarget,
    /// Who was asked.
    #[serde(with = "agent_or_party")]
    pub with: Party,
    pub question: Option<String>,
    pub started_at: Timestamp,
    pub state: ConsultState,
    /// Who has closed its window.
    pub done: BTreeSet<AgentId>,
    /// What the target had in view of the chat when it ended.
    pub kept: Option<Box<LastView>>,
}

impl Consultation {
    #[must_use]
    pub fn is_active(&self) -> bool {
        matches!(self.state, ConsultState::Active)
    }

    /// The other of the two; none if this agent is not one of them.
    #[must_use]
    pub fn other(&self, agent: &AgentId) -> Option<Party> {
        if &self.by == agent {
            Some(self.with.clone())
        } else if self.has_asked(agent) {
            Some(self.by.clone().into())
        } else {
            None
        }
    }

    /// Whether it was this agent who was asked.
    #[must_use]
    pub fn has_asked(&self, agent: &AgentId) -> bool {
        self.with.as_agent() == Some(agent)
    }

    /// Whether this agent is one of the two.
    #[must_use]
    pub fn is_of(&self, agent: &AgentId) -> bool {
        &self.by == agent || self.has_asked(agent)
    }

    /// Whether these agents are the two.
    #[must_use]
    pub fn is_between(&self, agent: &AgentId, other: &AgentId) -> bool {
        agent != other && self.is_of(agent) && self.is_of(other)
    }

    /// The agents among the two: who asked, and who was asked if that is an agent.
    pub fn agents(&self) -> impl Iterator<Item = &AgentId> {
        std::iter::once(&self.by).chain(self.with.as_agent())
    }

    /// Whether this agent is one of the two and has its window still open.
    #[must_use]
    pub fn is_open_to(&self, agent: &AgentId) -> bool {
        self.is_of(agent) && !self.done.contains(agent)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsultState {
    Active,
    /// `until` is the case's version at the end: the target keeps what it had up to there.
    Ended {
        at: Timestamp,
        until: u64,
        why: ConsultationEnd,
    },
}
