//! Who can be asked for a target. Whatever an agent can choose, an agent, a group, a skill or a queue, becomes a [`Pool`]
//! here, and routing, consultations, conferences and transfers know pools only.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{AgentId, ConsultTarget, LOWEST_LEVEL, QueueId, SkillId, SkillLevel, Timestamp};

use crate::{QueueRules, Roster, Rules, Seat};

/// The agents who belong to a target, and how they are asked.
#[derive(Debug, Clone, Copy)]
pub enum Pool<'a> {
    /// One agent, chosen by name: asked whatever its state, as long as it is there and may be asked.
    Named(&'a AgentId),
    /// Colleagues of whom those are asked who are available, one after the other, the longest idle first.
    Members(&'a [AgentId]),
    /// The same of those who have a skill well enough; who has it best is asked first.
    Skilled { levels: &'a BTreeMap<AgentId, SkillLevel>, least: SkillLevel },
    /// Those whom the chats that wait in a queue are offered to, after so many of its widenings.
    Routed { rules: &'a Rules, queue: &'a QueueRules, widened: u32 },
}

impl Rules {
    /// Everything that an agent can ask, or transfer to; of a skill each level that somebody has. The listing names each of them
    /// with what it needs to choose. A new kind of target is added here, to [`Rules::pool`] and to the listing.
    pub fn targets(&self) -> impl Iterator<Item = ConsultTarget> {
        let agents = self.agents.keys().map(|agent| ConsultTarget::Agent { agent: agent.clone() });
        let groups = self.groups.keys().map(|group| ConsultTarget::Group { group: group.clone() });
        let skills = self.skills.iter().flat_map(|(skill, known)| {
            let highest = known.agents.values().max().copied().unwrap_or(LOWEST_LEVEL);
            (LOWEST_LEVEL..=highest).map(|least| ConsultTarget::Skill { skill: skill.clone(), least })
        });
        let queues = self.queues.keys().map(|queue| ConsultTarget::Queue { queue: queue.clone() });
        agents.chain(groups).chain(skills).chain(queues)
    }

    /// The pool of a target; none if there is no such target.
    #[must_use]
    pub fn pool<'a>(&'a self, target: &ConsultTarget) -> Option<Pool<'a>> {
        match target {
            ConsultTarget::Agent { agent } => self.agents.get_key_value(agent).map(|(agent, _)| Pool::Named(agent)),
            ConsultTarget::Group { group } => self.groups.get(group).map(|group| Pool::Members(&group.agents)),
            ConsultTarget::Skill { skill, least } => {
                self.skills.get(skill).map(|skill| Pool::Skilled { levels: &skill.agents, least: *least })
            }
            ConsultTarget::Queue { queue } => self.pool_of_queue(queue),
            ConsultTarget::Unsupported { .. } => None,
        }
    }

    /// Everybody who works in this queue; none if there is no such queue.
    #[must_use]
    pub fn pool_of_queue<'a>(&'a self, queue: &QueueId) -> Option<Pool<'a>> {
        self.queues.get(queue).map(|queue| Pool::Members(&queue.agents))
    }

    /// The pool of a chat that waits in this queue; none if there is no such queue.
    #[must_use]
    pub fn pool_of_waiting<'a>(&'a self, queue: &QueueId, widened: u32) -> Option<Pool<'a>> {
        self.queues.get(queue).map(|queue| Pool::Routed { rules: self, queue, widened })
    }

    fn has_learned(&self, agent: &AgentId, what: &BTreeMap<SkillId, SkillLevel>) -> bool {
        what.iter().all(|(skill, least)| {
            let levels = self.skills.get(skill).map(|skill| &skill.agents);
            levels.and_then(|levels| levels.get(agent)).is_some_and(|level| level >= least)
        })
    }

    /// In the order of the centre file, first those of the queue itself; each once.
    fn routed<'a>(&'a self, queue: &'a QueueRules, widened: u32) -> Vec<&'a AgentId> {
        let skills = queue.routing.skills_after(widened);
        let own = queue.agents.iter().filter(|agent| self.has_learned(agent, skills));
        let others = queue.routing.overflows_after(widened).filter_map(|other| self.queues.get(other));
        let mut seen = BTreeSet::new();
        own.chain(others.flat_map(|other| &other.agents)).filter(|agent| seen.insert(*agent)).collect()
    }
}

impl<'a> Pool<'a> {
    /// Everybody who belongs to it, in the order of the centre file; of a skill by their ids.
    pub fn members(self) -> impl Iterator<Item = &'a AgentId> {
        let mut routed = Vec::new();
        let (named, levels, least) = match self {
            Self::Named(agent) => (std::slice::from_ref(agent), None, LOWEST_LEVEL),
            Self::Members(agents) => (agents, None, LOWEST_LEVEL),
            Self::Skilled { levels, least } => (&[][..], Some(levels), least),
            Self::Routed { rules, queue, widened } => {
                routed = rules.routed(queue, widened);
                (&[][..], None, LOWEST_LEVEL)
            }
        };
        let skilled = levels.into_iter().flatten().filter(move |(_, level)| **level >= least);
        named.iter().chain(skilled.map(|(agent, _)| agent)).chain(routed)
    }

    /// Everybody who belongs to it, in the order in which they are asked.
    #[must_use]
    pub fn in_order(self, roster: &Roster) -> Vec<&'a AgentId> {
        let nobody = Seat::new();
        let mut members: Vec<&AgentId> = self.members().collect();
        members.sort_by_key(|agent| self.turn(agent, roster.get(agent).unwrap_or(&nobody)));
        members
    }

    /// When it is this member's turn to be asked: the least comes first.
    #[must_use]
    pub fn turn<'b>(self, agent: &'b AgentId, seat: &Seat) -> (Reverse<SkillLevel>, Timestamp, &'b AgentId) {
        (Reverse(self.level(agent)), seat.idle_since, agent)
    }

    /// How well this member has what is asked for; the same for all where nothing in particular is.
    fn level(self, agent: &AgentId) -> SkillLevel {
        match self {
            Self::Named(_) | Self::Members(_) | Self::Routed { .. } => LOWEST_LEVEL,
            Self::Skilled { levels, least: _ } => levels.get(agent).copied().unwrap_or_default(),
        }
    }
}
