//! What the operator has set: queues, agents, times. Read from the centre file by the server.

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    AgentId, DispositionId, GroupId, KindId, Party, QueueId, ReasonId, ReminderThresholds, SkillId, SkillLevel,
    Timestamp, Words,
};

/// Open consultations that one agent may have been asked into at once (`docs/behaviour.md` 2.8).
pub const MAX_CONSULTATIONS_PER_TARGET: usize = 3;
/// Outcomes of requests kept for the asker.
pub const MAX_OUTCOMES: usize = 8;
/// Closed invitations remembered in one case, for each agent whom they concerned.
pub const MAX_CLOSED: usize = 128;
/// Ids of a contact's messages remembered in one case: a page repeats only what was not acknowledged.
pub const MAX_CONTACT_IDS: usize = 256;
/// Entries of case data in one case.
pub const MAX_CASE_DATA: usize = 32;
/// A contact's name, in characters.
pub const MAX_NAME_CHARS: usize = 80;

/// The centre's settings, as far as the rules need them.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    pub agents: BTreeMap<AgentId, AgentRules>,
    /// Under which names contacts knew those who are in the file no more: chats go on in which they were read.
    pub former_names: BTreeMap<AgentId, String>,
    pub groups: BTreeMap<GroupId, GroupRules>,
    pub skills: BTreeMap<SkillId, SkillRules>,
    pub queues: BTreeMap<QueueId, QueueRules>,
    pub dispositions: BTreeMap<DispositionId, DispositionRules>,
    /// Why agents can be not ready, in the order of the menu. Empty: [`ReasonId::USUAL`].
    pub reasons: Vec<ReasonRules>,
    /// How long an invitation stays open. 30 s by default.
    pub invitation_ms: u64,
    /// Without connection for so long, an agent's open offers are withdrawn. 35 s by default.
    pub offers_withdrawn_after_ms: u64,
    /// Without connection for so long, an agent is no longer the owner. 2 min by default.
    pub agent_grace_ms: u64,
}

/// A reason of the centre's own.
#[derive(Debug, Clone, PartialEq)]
pub struct ReasonRules {
    pub id: ReasonId,
    pub name: Words,
}

impl Rules {
    /// Whether an agent may be not ready for this reason. The one that claims least is always there: it is given where
    /// nobody was asked for one.
    #[must_use]
    pub fn has_reason(&self, reason: ReasonId) -> bool {
        let named = || self.reasons.iter().any(|named| named.id == reason);
        let usual = || self.reasons.is_empty() && ReasonId::USUAL.contains(&reason);
        reason == ReasonId::OTHER_WORK || usual() || named()
    }

    /// What the contact reads as the name of somebody in the chat; none for itself, and for whom nothing is known that it
    /// may read.
    #[must_use]
    pub fn name_for_contact<'a>(&'a self, party: &'a Party) -> Option<&'a str> {
        match party {
            Party::Agent { agent } | Party::Supervisor { agent } => self.agent_for_contact(agent),
            Party::Expert { expert: _, name, sponsor: _ } => Some(name),
            Party::Contact | Party::Unsupported { .. } => None,
        }
    }

    /// What the contact reads as the name of an agent who is or was in the chat.
    #[must_use]
    pub fn agent_for_contact(&self, agent: &AgentId) -> Option<&str> {
        let known = self.agents.get(agent).map(AgentRules::contact_name);
        known.or_else(|| self.former_names.get(agent).map(String::as_str))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentRules {
    pub name: String,
    /// What contacts see; the name if missing.
    pub nickname: Option<String>,
    /// Chats at once.
    pub capacity: u32,
    /// Of these kinds at most so many of them.
    pub capacity_of: BTreeMap<KindId, u32>,
}

impl AgentRules {
    /// The name a contact reads.
    #[must_use]
    pub fn contact_name(&self) -> &str {
        self.nickname.as_deref().unwrap_or(&self.name)
    }
}

/// Agents who are asked together, by what they do: whoever of them is free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRules {
    pub name: Words,
    pub agents: Vec<AgentId>,
}

/// Something that one can have learned, and who has, how well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillRules {
    pub name: Words,
    pub agents: BTreeMap<AgentId, SkillLevel>,
}

/// What became of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispositionRules {
    pub name: Words,
    /// Below which it stands. What others stand below is a heading: no queue offers it.
    pub parent: Option<DispositionId>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct QueueRules {
    pub name: Words,
    pub agents: Vec<AgentId>,
    pub dispositions: Vec<DispositionId>,
    pub disposition_mandatory: bool,
    /// Without connection for so long, the contact counts as left. 5 min by default.
    pub contact_grace_ms: u64,
    /// What happens when the owner has vanished and nobody else is in the chat.
    pub vanished: VanishedPolicy,
    /// Until when a chat takes its place in the agent's capacity.
    pub place_until: PlaceUntil,
    pub routing: RoutingRules,
    /// Of no meaning to the rules: the desktops colour their reminders by it (7.3).
    pub reminder: ReminderThresholds,
}

/// Whom the chats of a queue are offered to, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoutingRules {
    /// What the queue's agents must have learned, and how well at least, to be offered its chats.
    pub skills: BTreeMap<SkillId, SkillLevel>,
    /// Who else is asked when a chat has waited in this queue for longer. The first to come stands first.
    pub widenings: Vec<Widening>,
    /// Its chats are served as though they had waited so much longer: its priority. So everybody's turn comes.
    pub head_start_ms: u64,
    /// Who had the contact's last chat, within [`SAME_AGENT_WITHIN_MS`](crate::SAME_AGENT_WITHIN_MS), is asked first.
    pub last_agent_first: bool,
    /// Its agents may take a chat out of the list of those that wait.
    pub by_hand: bool,
    /// Its chats count in the agents' capacity for this kind as well.
    pub kind: Option<KindId>,
}

/// From some waiting time on, more agents are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widening {
    /// Since the chat entered the queue.
    pub after_ms: u64,
    /// What the queue's agents must have learned from then on. None: as before.
    pub skills: Option<BTreeMap<SkillId, SkillLevel>>,
    /// The agents of this queue are asked as well, whatever they have learned.
    pub overflow: Option<QueueId>,
}

impl RoutingRules {
    /// What the queue's agents must have learned after so many widenings.
    #[must_use]
    pub fn skills_after(&self, widened: u32) -> &BTreeMap<SkillId, SkillLevel> {
        self.in_force(widened).filter_map(|widening| widening.skills.as_ref()).last().unwrap_or(&self.skills)
    }

    /// Whose agents are asked as well after so many widenings.
    pub fn overflows_after(&self, widened: u32) -> impl Iterator<Item = &QueueId> {
        self.in_force(widened).filter_map(|widening| widening.overflow.as_ref())
    }

    fn in_force(&self, widened: u32) -> impl Iterator<Item = &Widening> {
        self.widenings.iter().take(usize::try_from(widened).unwrap_or(usize::MAX))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VanishedPolicy {
    /// The chat waits for its agent.
    #[default]
    Wait,
    /// The chat goes back to the queue.
    OfferAgain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaceUntil {
    #[default]
    MarkDone,
    End,
}

/// When something is decided, and ids nobody has used. The caller draws them at random.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    /// At least as many as the act needs ([`Act::fresh_ids`](crate::Act::fresh_ids)), each an id of at most 64 characters.
    pub fresh: Vec<String>,
}

impl Moment {
    /// How many fresh ids any decision can need.
    pub const FRESH: usize = 4;
}
