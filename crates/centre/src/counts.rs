//! How the queues stand: who is available in each, and who waits. Told of each change of a seat and of a case, so that
//! nobody has to be counted again.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{AgentId, CaseId, QueueId, QueueStatus, Timestamp};

use crate::decide::routing::has_room;
use crate::view::{count, is_signed_in};
use crate::{Case, CasePhase, Rules, Seat};

/// How each queue stands.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    queues: BTreeMap<QueueId, Count>,
}

#[derive(Debug, Clone, Default)]
struct Count {
    available: u32,
    signed_in: u32,
    /// Since when, and which.
    waiting: BTreeSet<(Timestamp, CaseId)>,
}

impl Counts {
    /// The seat of a member of these queues is now so; `before` is what it was. Whether the queues stand otherwise now.
    pub fn seat_changed(
        &mut self,
        agent: &AgentId,
        queues: &[QueueId],
        (before, after): (Option<&Seat>, &Seat),
        rules: &Rules,
    ) -> bool {
        let available = step(before, after, |seat| has_room(agent, seat, rules));
        let signed_in = step(before, after, is_signed_in);
        if (available, signed_in) != (0, 0) {
            for queue in queues {
                let count = self.queue(queue);
                count.available = count.available.saturating_add_signed(available);
                count.signed_in = count.signed_in.saturating_add_signed(signed_in);
            }
        }
        available != 0
    }

    /// A case is now so, or not there any more. Answers the queues that stand otherwise now.
    pub fn case_changed(&mut self, before: Option<&Case>, after: Option<&Case>) -> Vec<QueueId> {
        let (was, is) = (before.and_then(place), after.and_then(place));
        if was == is {
            return Vec::new();
        }
        if let Some((queue, place)) = &was {
            self.queue(queue).waiting.remove(place);
        }
        let mut changed: Vec<_> = was.into_iter().map(|(queue, _)| queue).collect();
        if let Some((queue, place)) = is {
            self.queue(&queue).waiting.insert(place);
            if !changed.contains(&queue) {
                changed.push(queue);
            }
        }
        changed
    }

    /// Whether a member of this queue is signed in. Costs the same however many members it has.
    #[must_use]
    pub fn is_staffed(&self, queue: &QueueId) -> bool {
        self.queues.get(queue).is_some_and(|count| count.signed_in > 0)
    }

    #[must_use]
    pub fn of(&self, queue: &QueueId) -> QueueStatus {
        let here = self.queues.get(queue);
        QueueStatus {
            queue: queue.clone(),
            available: here.map_or(0, |here| here.available),
            waiting: here.map_or(0, |here| count(here.waiting.len())),
            longest_waiting_since: here.and_then(|here| here.waiting.first()).map(|(since, _)| *since),
        }
    }

    fn queue(&mut self, queue: &QueueId) -> &mut Count {
        self.queues.entry(queue.clone()).or_default()
    }
}

/// By how much a count of such seats changes.
fn step(before: Option<&Seat>, after: &Seat, counts: impl Fn(&Seat) -> bool) -> i32 {
    i32::from(counts(after)) - i32::from(before.is_some_and(counts))
}

/// Where a case waits.
fn place(case: &Case) -> Option<(QueueId, (Timestamp, CaseId))> {
    match case.phase {
        CasePhase::Waiting => Some((case.queue.clone(), (case.arrived_at, case.id.clone()))),
        CasePhase::Empty | CasePhase::Open | CasePhase::Ended { .. } => None,
    }
}
