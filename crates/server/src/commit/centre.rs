//! A wish that another centre file be in force, and what stands in its way.

use std::collections::BTreeMap;

use konsil_centre::{CasePhase, Rules};
use konsil_protocol::domain::QueueId;
use tokio::sync::oneshot;

use crate::{centre_file::Centre, hub::Published};

/// A centre file that shall be in force.
pub(crate) struct Reload {
    pub(crate) centre: Centre,
    pub(crate) reply: oneshot::Sender<Reloaded>,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Reloaded {
    InForce,
    /// It has these queues no more, and contacts are in them.
    QueuesInUse(Vec<QueueInUse>),
    /// The server ends.
    Stopping,
}

/// A queue that cannot be taken out now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueInUse {
    pub queue: QueueId,
    /// Chats that wait in it.
    pub waiting: usize,
    /// Chats with an agent in them.
    pub running: usize,
}

/// Queues with contacts in them that these rules do not have. What agents have yet to mark done keeps no queue.
pub(super) fn queues_in_use(published: &Published, rules: &Rules) -> Vec<QueueInUse> {
    let mut in_use: BTreeMap<&QueueId, (usize, usize)> = BTreeMap::new();
    for record in published.cases.values() {
        let queue = &record.case.queue;
        if rules.queues.contains_key(queue) {
            continue;
        }
        match record.case.phase {
            CasePhase::Waiting => in_use.entry(queue).or_default().0 += 1,
            CasePhase::Open => in_use.entry(queue).or_default().1 += 1,
            CasePhase::Empty | CasePhase::Ended { .. } => {}
        }
    }
    let in_use = in_use.into_iter();
    in_use.map(|(queue, (waiting, running))| QueueInUse { queue: queue.clone(), waiting, running }).collect()
}
