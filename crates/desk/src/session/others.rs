//! What others are doing, as far as it is told: of those who concern me always, of all while I look.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{AgentId, AgentStatus, Doing, Extent, Mine, QueueId, QueueStatus, States, Watch};

#[derive(Debug, Default)]
pub(crate) struct Others {
    doing: BTreeMap<AgentId, Doing>,
    queues: BTreeMap<QueueId, QueueStatus>,
    /// Of whom it is told always.
    my_agents: BTreeSet<AgentId>,
    my_queues: BTreeSet<QueueId>,
    told: Told,
    /// What the backend was asked for.
    asked: Watch,
    /// Counts what was told.
    version: u32,
}

/// Of whom something is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Told {
    #[default]
    OfMine,
    /// Who is not known is logged out.
    OfAll,
}

impl Others {
    pub fn on_mine(&mut self, mine: Mine) {
        let Mine { agents, queues } = mine;
        self.my_agents = agents.iter().map(|status| status.agent.clone()).collect();
        self.my_queues = queues.iter().map(|status| status.queue.clone()).collect();
        self.hear(agents, queues);
        if self.told == Told::OfMine {
            self.keep_mine();
        }
    }

    pub fn on_states(&mut self, states: States) {
        if self.asked == Watch::Off {
            // It was on its way when nobody looked any more.
            return;
        }
        let States { extent, agents, queues } = states;
        match extent {
            Extent::Everybody => {
                self.told = Told::OfAll;
                self.doing.clear();
            }
            Extent::Changed => {}
        }
        self.hear(agents, queues);
    }

    fn hear(&mut self, agents: Vec<AgentStatus>, queues: Vec<QueueStatus>) {
        self.doing.extend(agents.into_iter().map(|status| (status.agent, status.doing)));
        self.queues.extend(queues.into_iter().map(|status| (status.queue.clone(), status)));
        self.version = self.version.wrapping_add(1);
    }

    /// Nobody looks any more: what is not told always would be out of date.
    pub fn forget(&mut self) {
        if self.told == Told::OfAll || self.doing.len() > self.my_agents.len() {
            self.told = Told::OfMine;
            self.keep_mine();
        }
    }

    fn keep_mine(&mut self) {
        self.doing.retain(|agent, _| self.my_agents.contains(agent));
        self.queues.retain(|queue, _| self.my_queues.contains(queue));
    }

    /// What the backend is to be asked for, if it was asked for something else.
    pub fn ask(&mut self, wanted: Watch) -> Option<Watch> {
        (std::mem::replace(&mut self.asked, wanted) != wanted).then_some(wanted)
    }

    /// None: that is not known.
    pub fn doing(&self, agent: &AgentId) -> Option<Doing> {
        match (self.doing.get(agent), self.told) {
            (Some(doing), _) => Some(*doing),
            (None, Told::OfAll) => Some(Doing::LOGGED_OUT),
            (None, Told::OfMine) => None,
        }
    }

    /// Of many at once, in the order of their ids, each with its place: no one is looked up.
    pub fn of_all<'a>(
        &'a self,
        agents: impl Iterator<Item = (&'a AgentId, usize)>,
    ) -> impl Iterator<Item = (&'a AgentId, usize, Option<Doing>)> {
        let mut known = self.doing.iter().peekable();
        agents.map(move |(agent, place)| {
            while known.next_if(|(other, _)| *other < agent).is_some() {}
            let doing = match (known.next_if(|(other, _)| *other == agent), self.told) {
                (Some((_, doing)), _) => Some(*doing),
                (None, Told::OfAll) => Some(Doing::LOGGED_OUT),
                (None, Told::OfMine) => None,
            };
            (agent, place, doing)
        })
    }

    /// None: that is not known.
    pub fn queue(&self, queue: &QueueId) -> Option<&QueueStatus> {
        self.queues.get(queue)
    }

    /// Another number whenever something was told.
    pub fn version(&self) -> u32 {
        self.version
    }
}
