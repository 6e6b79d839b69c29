//! Everybody's seat.

use std::{ops::Index, sync::Arc};

use imbl::{OrdMap, OrdSet};
use konsil_protocol::domain::AgentId;

use crate::{MAX_CONSULTATIONS_PER_TARGET, Seat};

/// Everybody's seat. A copy costs nothing and a change costs the same with ten agents and with ten thousand: whoever
/// reads keeps the state that it looked at, while the next one is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    seats: OrdMap<AgentId, Arc<Seat>>,
    /// Those who have as many open consultations as an agent may have been asked into (2.8).
    consulted_enough: OrdSet<AgentId>,
}

impl Roster {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn get(&self, agent: &AgentId) -> Option<&Seat> {
        self.seats.get(agent).map(|seat| &**seat)
    }

    /// Puts somebody's seat as it is now; answers the one before.
    pub fn insert(&mut self, agent: AgentId, seat: Seat) -> Option<Arc<Seat>> {
        if is_consulted_enough(&seat) {
            self.consulted_enough.insert(agent.clone());
        } else {
            self.consulted_enough.remove(&agent);
        }
        self.seats.insert(agent, Arc::new(seat))
    }

    /// Changes somebody's seat; that of somebody logged out if there is none yet.
    pub fn change(&mut self, agent: &AgentId, what: impl FnOnce(&mut Seat)) {
        let mut seat = self.get(agent).cloned().unwrap_or_default();
        what(&mut seat);
        self.insert(agent.clone(), seat);
    }

    /// Everybody, by agent.
    pub fn iter(&self) -> impl Iterator<Item = (&AgentId, &Seat)> {
        self.seats.iter().map(|(agent, seat)| (agent, &**seat))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// Whether this agent is one of those below.
    #[must_use]
    pub fn has_enough(&self, agent: &AgentId) -> bool {
        self.consulted_enough.contains(agent)
    }

    /// Who cannot be asked into one more consultation by anybody.
    pub fn consulted_enough(&self) -> impl Iterator<Item = &AgentId> {
        self.consulted_enough.iter()
    }
}

/// Has as many open consultations as an agent may have been asked into (2.8).
pub(crate) fn is_consulted_enough(seat: &Seat) -> bool {
    seat.consulted.len() >= MAX_CONSULTATIONS_PER_TARGET
}

impl Index<&AgentId> for Roster {
    type Output = Seat;

    /// # Panics
    /// If the agent has no seat.
    fn index(&self, agent: &AgentId) -> &Seat {
        &self.seats[agent]
    }
}

impl FromIterator<(AgentId, Seat)> for Roster {
    fn from_iter<T: IntoIterator<Item = (AgentId, Seat)>>(seats: T) -> Self {
        let mut roster = Self::new();
        for (agent, seat) in seats {
            roster.insert(agent, seat);
        }
        roster
    }
}
