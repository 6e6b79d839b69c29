//! Routing that looks only at what became possible. It finds what [`route`](crate::route) finds, and costs by what has
//! changed since, not by how many chats wait or how many agents there are.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use imbl::{OrdMap, OrdSet};
use konsil_protocol::domain::{AgentId, CaseId, QueueId, Timestamp};

use crate::decide::routing::{has_room, is_available, is_untried_or_anew, waits};
use crate::{Case, Roster, Rules, Seat};

/// Who waits in each queue and who could take a chat of it. Told of every change of a case and of a seat, it knows in
/// which queues an offer may have become possible. A copy costs nothing.
#[derive(Debug, Clone, Default)]
pub struct Routing {
    /// The queues of each agent.
    queues: Arc<BTreeMap<AgentId, Vec<QueueId>>>,
    lines: OrdMap<QueueId, Waitlist>,
    /// Queues in which something has changed since the last look that found nothing.
    changed: BTreeSet<QueueId>,
}

/// How many wait in a queue with no offer open, and since when the oldest does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InLine {
    pub chats: usize,
    pub oldest: Option<Timestamp>,
}

/// One queue.
#[derive(Debug, Clone, Default)]
struct Waitlist {
    /// Chats in the queue with no offer open, in the order of their first arrival.
    waiting: OrdMap<(Timestamp, CaseId), Arc<WaitingChat>>,
    /// Members whom routing would ask, the longest idle first.
    available: OrdSet<(Timestamp, AgentId)>,
    /// Members with a free place, who may be looking at another offer just now.
    with_room: OrdSet<AgentId>,
}

/// What routing must know of a chat that waits.
#[derive(Debug)]
struct WaitingChat {
    /// See [`Case::passed_over`].
    passed_over: BTreeMap<AgentId, Timestamp>,
    /// See [`Case::handed_over_by`].
    handed_over_by: Option<AgentId>,
}

impl Routing {
    /// Nobody waits and nobody is at work.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let mut queues: BTreeMap<AgentId, Vec<QueueId>> = BTreeMap::new();
        for (id, queue) in &rules.queues {
            for agent in &queue.agents {
                queues.entry(agent.clone()).or_default().push(id.clone());
            }
        }
        Self { queues: Arc::new(queues), lines: OrdMap::new(), changed: BTreeSet::new() }
    }

    /// The queues that this agent belongs to.
    #[must_use]
    pub fn queues_of(&self, agent: &AgentId) -> &[QueueId] {
        self.queues.get(agent).map_or(&[], Vec::as_slice)
    }

    /// A case is now so; `before` is what it was.
    pub fn case_changed(&mut self, before: Option<&Case>, after: &Case) {
        if let Some(before) = before.filter(|case| waits(case)) {
            self.line(&before.queue).waiting.remove(&(before.arrived_at, before.id.clone()));
        }
        if waits(after) {
            let chat =
                WaitingChat { passed_over: after.passed_over.clone(), handed_over_by: after.handed_over_by.clone() };
            self.line(&after.queue).waiting.insert((after.arrived_at, after.id.clone()), Arc::new(chat));
            self.changed.insert(after.queue.clone());
        }
    }

    /// A case is not there any more.
    pub fn case_dropped(&mut self, before: &Case) {
        if waits(before) {
            self.line(&before.queue).waiting.remove(&(before.arrived_at, before.id.clone()));
        }
    }

    /// Somebody's seat is now so; `before` is what it was.
    pub fn seat_changed(&mut self, agent: &AgentId, before: Option<&Seat>, after: &Seat, rules: &Rules) {
        let all = self.queues.clone();
        for queue in all.get(agent).into_iter().flatten() {
            let line = self.line(queue);
            if let Some(before) = before {
                line.available.remove(&(before.idle_since, agent.clone()));
            }
            line.with_room.remove(agent);
            if is_available(agent, after, rules) {
                line.available.insert((after.idle_since, agent.clone()));
            }
            if has_room(agent, after, rules) {
                line.with_room.insert(agent.clone());
            }
            self.changed.insert(queue.clone());
        }
    }

    /// Which waiting chat is offered to whom next: oldest arrival first, longest idle agent first. None: nothing is
    /// possible, and nothing will be until something changes.
    pub fn next(&mut self, roster: &Roster) -> Option<(CaseId, AgentId)> {
        let mut first: Option<(Timestamp, CaseId, AgentId)> = None;
        let mut done = Vec::new();
        for queue in &self.changed {
            match self.lines.get(queue).and_then(|line| line.next(roster)) {
                Some(found) => {
                    if first.as_ref().is_none_or(|first| found < *first) {
                        first = Some(found);
                    }
                }
                None => done.push(queue.clone()),
            }
        }
        for queue in done {
            self.changed.remove(&queue);
        }
        first.map(|(_, case, agent)| (case, agent))
    }

    /// All that is possible now has been offered: only a change begins another look.
    pub fn everything_is_offered(&mut self) {
        self.changed.clear();
    }

    /// Who waits in this queue. Costs the same however many do.
    #[must_use]
    pub fn in_line(&self, queue: &QueueId) -> InLine {
        let waiting = self.lines.get(queue).map(|line| &line.waiting);
        let oldest = waiting.and_then(OrdMap::get_min).map(|((arrived_at, _), _)| *arrived_at);
        InLine { chats: waiting.map_or(0, OrdMap::len), oldest }
    }

    fn line(&mut self, queue: &QueueId) -> &mut Waitlist {
        self.lines.entry(queue.clone()).or_default()
    }
}

impl Waitlist {
    fn next(&self, roster: &Roster) -> Option<(Timestamp, CaseId, AgentId)> {
        if self.available.is_empty() {
            return None;
        }
        self.waiting.iter().find_map(|((arrived_at, id), chat)| {
            let agent = self.candidate(chat, roster)?;
            Some((*arrived_at, id.clone(), agent))
        })
    }

    /// Whom this chat is offered to: who was not asked yet, then who declined it and has become ready again since;
    /// among these the longest idle. Who handed it to the queue is asked only when no colleague can take it.
    fn candidate(&self, chat: &WaitingChat, roster: &Roster) -> Option<AgentId> {
        let may = |agent: &AgentId| is_untried_or_anew(&chat.passed_over, agent, roster);
        let sender = chat.handed_over_by.as_ref();
        let waits_for_colleague =
            sender.is_some() && self.with_room.iter().any(|agent| sender != Some(agent) && may(agent));
        let possible = || {
            let by_idle_time = self.available.iter().map(|(_, agent)| agent);
            by_idle_time.filter(|agent| may(agent) && !(waits_for_colleague && sender == Some(*agent)))
        };
        possible().find(|agent| !chat.passed_over.contains_key(*agent)).or_else(|| possible().next()).cloned()
    }
}
