//! Who can be asked for a target. Whatever an agent can choose, now an agent or a queue, becomes a [`Pool`] here, and
//! routing, consultations, conferences and transfers know pools only.

use konsil_protocol::domain::{AgentId, ConsultTarget, QueueId};

use crate::{Roster, Rules, Seat};

/// The agents who belong to a target, and how they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool<'a> {
    /// One agent, chosen by name: asked whatever its state, as long as it is there and may be asked.
    Named(&'a AgentId),
    /// Colleagues of whom those are asked who are available, one after the other, the longest idle first.
    Members(&'a [AgentId]),
}

impl Rules {
    /// Everything that an agent can ask, or transfer to. The directory shows each of them with what it needs to choose: as
    /// an agent or as a queue. A new kind of target is added here, to [`Rules::pool`] and to the directory.
    pub fn targets(&self) -> impl Iterator<Item = ConsultTarget> {
        let agents = self.agents.keys().map(|agent| ConsultTarget::Agent { agent: agent.clone() });
        agents.chain(self.queues.keys().map(|queue| ConsultTarget::Queue { queue: queue.clone() }))
    }

    /// The pool of a target; none if there is no such target.
    #[must_use]
    pub fn pool<'a>(&'a self, target: &ConsultTarget) -> Option<Pool<'a>> {
        match target {
            ConsultTarget::Agent { agent } => self.agents.get_key_value(agent).map(|(agent, _)| Pool::Named(agent)),
            ConsultTarget::Queue { queue } => self.pool_of_queue(queue),
            ConsultTarget::Unsupported { .. } => None,
        }
    }

    /// The pool of a chat that waits in this queue; none if there is no such queue.
    #[must_use]
    pub fn pool_of_queue<'a>(&'a self, queue: &QueueId) -> Option<Pool<'a>> {
        self.queues.get(queue).map(|queue| Pool::Members(&queue.agents))
    }
}

impl<'a> Pool<'a> {
    /// Everybody who belongs to it, in the order of the centre file.
    #[must_use]
    pub fn members(self) -> &'a [AgentId] {
        match self {
            Self::Named(agent) => std::slice::from_ref(agent),
            Self::Members(agents) => agents,
        }
    }

    /// Everybody who belongs to it, in the order in which they are asked.
    #[must_use]
    pub fn in_order(self, roster: &Roster) -> Vec<&'a AgentId> {
        let mut members: Vec<&AgentId> = self.members().iter().collect();
        members.sort_by_key(|agent| (roster.get(agent).map_or(Seat::new().idle_since, |seat| seat.idle_since), *agent));
        members
    }
}
