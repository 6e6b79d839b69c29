//! Routing that looks only at what became possible. It finds what [`route`](crate::route) finds, and costs by what has
//! changed since, not by how many chats wait or how many agents there are.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use imbl::{OrdMap, OrdSet};
use konsil_protocol::domain::{AgentId, CaseId, QueueId, Timestamp};

use crate::decide::routing::{InLineAt, has_room_for, is_available, is_untried_or_anew, waits};
use crate::{Case, Roster, Rules, Seat};

/// Who waits in each queue and who could take a chat of it. Told of every change of a case and of a seat, it knows in
/// which lines an offer may have become possible. A copy costs nothing.
#[derive(Debug, Clone, Default)]
pub struct Routing {
    members: Arc<Members>,
    lines: OrdMap<LineId, Line>,
    /// Lines in which something has changed since the last look that found nothing.
    changed: BTreeSet<LineId>,
}

/// The chats of one queue for which the search was widened equally often: all of them may be offered to the same agents.
type LineId = (QueueId, u32);

/// Who belongs where; changes with the rules only.
#[derive(Debug, Default)]
struct Members {
    queues: BTreeMap<AgentId, Vec<QueueId>>,
    lines: BTreeMap<AgentId, Vec<LineId>>,
}

/// How many wait in a queue with no offer open, and since when the oldest does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InLine {
    pub chats: usize,
    pub oldest: Option<Timestamp>,
}

#[derive(Debug, Clone, Default)]
struct Line {
    /// Chats with no offer open, the first in line first.
    waiting: OrdMap<InLineAt, Arc<WaitingChat>>,
    /// The same by when they came.
    arrivals: OrdSet<(Timestamp, CaseId)>,
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
    /// See [`Case::last_agent`].
    last_agent: Option<AgentId>,
}

impl Routing {
    /// Nobody waits and nobody is at work.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let mut members = Members::default();
        for (id, queue) in &rules.queues {
            for agent in &queue.agents {
                members.queues.entry(agent.clone()).or_default().push(id.clone());
            }
            let widenings = u32::try_from(queue.routing.widenings.len()).unwrap_or(u32::MAX);
            for widened in 0..=widenings {
                let asked = rules.pool_of_waiting(id, widened).into_iter().flat_map(crate::Pool::members);
                for agent in asked {
                    members.lines.entry(agent.clone()).or_default().push((id.clone(), widened));
                }
            }
        }
        Self { members: Arc::new(members), lines: OrdMap::new(), changed: BTreeSet::new() }
    }

    /// The queues that this agent belongs to.
    #[must_use]
    pub fn queues_of(&self, agent: &AgentId) -> &[QueueId] {
        self.members.queues.get(agent).map_or(&[], Vec::as_slice)
    }

    /// A case is now so; `before` is what it was.
    pub fn case_changed(&mut self, before: Option<&Case>, after: &Case, rules: &Rules) {
        if let Some(before) = before {
            self.case_dropped(before, rules);
        }
        if waits(after) {
            let chat = WaitingChat {
                passed_over: after.passed_over.clone(),
                handed_over_by: after.handed_over_by.clone(),
                last_agent: after.last_agent.clone(),
            };
            let id = line_of(after, rules);
            let line = self.line(&id);
            line.waiting.insert(InLineAt::of(after, rules), Arc::new(chat));
            line.arrivals.insert((after.arrived_at, after.id.clone()));
            self.changed.insert(id);
        }
    }

    /// A case is not there any more.
    pub fn case_dropped(&mut self, before: &Case, rules: &Rules) {
        if waits(before) {
            let line = self.line(&line_of(before, rules));
            line.waiting.remove(&InLineAt::of(before, rules));
            line.arrivals.remove(&(before.arrived_at, before.id.clone()));
        }
    }

    /// Somebody's seat is now so; `before` is what it was.
    pub fn seat_changed(&mut self, agent: &AgentId, before: Option<&Seat>, after: &Seat, rules: &Rules) {
        let members = self.members.clone();
        for id in members.lines.get(agent).into_iter().flatten() {
            let (queue, _) = id;
            let line = self.line(id);
            if let Some(before) = before {
                line.available.remove(&(before.idle_since, agent.clone()));
            }
            line.with_room.remove(agent);
            if is_available(agent, after, rules, queue) {
                line.available.insert((after.idle_since, agent.clone()));
            }
            if has_room_for(agent, after, rules, queue) {
                line.with_room.insert(agent.clone());
            }
            self.changed.insert(id.clone());
        }
    }

    /// Which waiting chat is offered to whom next: the first in line, the longest idle agent. None: nothing is possible,
    /// and nothing will be until something changes.
    pub fn next(&mut self, roster: &Roster) -> Option<(CaseId, AgentId)> {
        let mut first: Option<(&InLineAt, AgentId)> = None;
        let mut done = Vec::new();
        for id in &self.changed {
            match self.lines.get(id).and_then(|line| line.next(roster)) {
                Some(found) => {
                    if first.as_ref().is_none_or(|first| found.0 < first.0) {
                        first = Some(found);
                    }
                }
                None => done.push(id.clone()),
            }
        }
        let first = first.map(|(at, agent)| (at.case().clone(), agent));
        for id in done {
            self.changed.remove(&id);
        }
        first
    }

    /// All that is possible now has been offered: only a change begins another look.
    pub fn everything_is_offered(&mut self) {
        self.changed.clear();
    }

    /// The first of the chats in this queue, at most so many, that routing might offer to this agent, the first in line
    /// first; and how many there are. Costs by what it answers.
    #[must_use]
    pub fn may_take(&self, agent: &AgentId, queue: &QueueId, at_most: usize) -> (Vec<CaseId>, usize) {
        let ids = self.members.lines.get(agent).into_iter().flatten().filter(|(of, _)| of == queue);
        let lines: Vec<&Line> = ids.filter_map(|id| self.lines.get(id)).collect();
        let mut first: Vec<&InLineAt> = lines.iter().flat_map(|line| line.waiting.keys().take(at_most)).collect();
        first.sort_unstable();
        first.truncate(at_most);
        let all = lines.iter().map(|line| line.waiting.len()).sum();
        (first.into_iter().map(|at| at.case().clone()).collect(), all)
    }

    /// Who waits in this queue. Costs the same however many do.
    #[must_use]
    pub fn in_line(&self, queue: &QueueId) -> InLine {
        let arrivals = || self.lines_of(queue).map(|line| &line.arrivals);
        let oldest = arrivals().filter_map(OrdSet::get_min).map(|(arrived_at, _)| *arrived_at).min();
        InLine { chats: arrivals().map(OrdSet::len).sum(), oldest }
    }

    fn lines_of(&self, queue: &QueueId) -> impl Iterator<Item = &Line> {
        self.lines.range((queue.clone(), 0)..=(queue.clone(), u32::MAX)).map(|(_, line)| line)
    }

    fn line(&mut self, id: &LineId) -> &mut Line {
        self.lines.entry(id.clone()).or_default()
    }
}

/// A case may have been widened more often than its queue has widenings by now.
fn line_of(case: &Case, rules: &Rules) -> LineId {
    let widenings = rules.queues.get(&case.queue).map_or(0, |queue| queue.routing.widenings.len());
    (case.queue.clone(), case.widened.min(u32::try_from(widenings).unwrap_or(u32::MAX)))
}

impl Line {
    fn next(&self, roster: &Roster) -> Option<(&InLineAt, AgentId)> {
        if self.available.is_empty() {
            return None;
        }
        self.waiting.iter().find_map(|(at, chat)| Some((at, self.candidate(chat, roster)?)))
    }

    /// Whom this chat is offered to: who was not asked yet, and of those first who had the contact's last chat; then who
    /// declined it and has become ready again since; among these the longest idle. Who handed it to the queue is asked
    /// only when no colleague can take it.
    fn candidate(&self, chat: &WaitingChat, roster: &Roster) -> Option<AgentId> {
        let may = |agent: &AgentId| is_untried_or_anew(&chat.passed_over, agent, roster);
        let sender = chat.handed_over_by.as_ref();
        let waits_for_colleague =
            sender.is_some() && self.with_room.iter().any(|agent| sender != Some(agent) && may(agent));
        let possible = || {
            let by_idle_time = self.available.iter().map(|(_, agent)| agent);
            by_idle_time.filter(|agent| may(agent) && !(waits_for_colleague && sender == Some(*agent)))
        };
        let untried = |agent: &&AgentId| !chat.passed_over.contains_key(*agent);
        let last = || {
            let agent = chat.last_agent.as_ref().filter(untried)?;
            let idle_since = roster.get(agent)?.idle_since;
            self.available.contains(&(idle_since, agent.clone())).then_some(agent)
        };
        last().or_else(|| possible().find(untried)).or_else(|| possible().next()).cloned()
    }
}
