//! What has changed since when: so that those who look are told of that, and of nothing else.

use std::collections::BTreeMap;

use konsil_centre::Rules;
use konsil_protocol::domain::{AgentId, QueueId};

/// The newest change of each agent's state and of each queue's counts. Each change has a number of its own.
#[derive(Debug)]
pub(crate) struct Changes {
    newest: u64,
    agents: Newest<AgentId>,
    queues: Newest<QueueId>,
}

/// Of each element of a list that stays as it is, the number of its newest change; none was changed at first.
#[derive(Debug)]
struct Newest<T> {
    /// In order.
    all: Vec<T>,
    /// 0: never.
    changed: Vec<u64>,
    by_number: BTreeMap<u64, usize>,
}

impl<T: Ord> Newest<T> {
    fn new(all: Vec<T>) -> Self {
        Self { changed: vec![0; all.len()], all, by_number: BTreeMap::new() }
    }

    fn change(&mut self, element: &T, number: u64) {
        let Ok(place) = self.all.binary_search(element) else { return };
        let Some(changed) = self.changed.get_mut(place) else { return };
        self.by_number.remove(changed);
        *changed = number;
        self.by_number.insert(number, place);
    }

    fn since(&self, number: u64) -> impl Iterator<Item = &T> {
        self.by_number.range(number.saturating_add(1)..).filter_map(|(_, place)| self.all.get(*place))
    }
}

impl Changes {
    pub(crate) fn none(rules: &Rules) -> Self {
        Self {
            newest: 1,
            agents: Newest::new(rules.agents.keys().cloned().collect()),
            queues: Newest::new(rules.queues.keys().cloned().collect()),
        }
    }

    /// Others are listed from now on. Whoever has been told something before must be told everything.
    pub(crate) fn begin_anew(&mut self, rules: &Rules) {
        let newest = self.newest + 1;
        *self = Self { newest, ..Self::none(rules) };
    }

    pub(crate) fn agent(&mut self, agent: &AgentId) {
        self.newest += 1;
        self.agents.change(agent, self.newest);
    }

    pub(crate) fn queue(&mut self, queue: &QueueId) {
        self.newest += 1;
        self.queues.change(queue, self.newest);
    }

    /// The number of the newest change.
    pub(crate) fn newest(&self) -> u64 {
        self.newest
    }

    /// Whose state has changed after that change.
    pub(crate) fn agents_since(&self, number: u64) -> impl Iterator<Item = &AgentId> {
        self.agents.since(number)
    }

    /// Which queues stand otherwise after that change.
    pub(crate) fn queues_since(&self, number: u64) -> impl Iterator<Item = &QueueId> {
        self.queues.since(number)
    }
}
