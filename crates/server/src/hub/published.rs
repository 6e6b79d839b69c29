//! The committed state that everybody reads.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
    sync::Arc,
};

use konsil_centre::{Case, CasePhase, Consultation, Counts, Pace, Roster, Routing, Rules, Seat, doing, viewer};
use konsil_protocol::domain::{AgentId, CaseId, Doing, InvitationId, QueueId, QueueStatus, Refusal, Thread, Timestamp};

use super::changes::Changes;
use crate::{
    centre_file::Centre,
    store::{CaseRecord, Restored},
};

/// How many closed invitations are remembered, so that agents who answer too late learn what happened.
const CLOSED_KEPT: usize = 4_096;

pub(crate) struct Published {
    /// The centre file as it is in force. With everything that is derived from it, it changes at once.
    pub(crate) centre: Arc<Centre>,
    /// The cases that are not over.
    pub(crate) cases: BTreeMap<CaseId, Arc<CaseRecord>>,
    pub(crate) roster: Roster,
    pub(crate) routing: Routing,
    pub(crate) pace: Pace,
    waiting: BTreeSet<CaseId>,
    /// The cases that concern each agent: a desktop that connects is told of its own.
    of_agents: BTreeMap<AgentId, BTreeSet<CaseId>>,
    closed: ClosedInvitations,
    counts: Counts,
    /// For those who look at everybody.
    pub(super) changes: Changes,
    news: News,
}

/// What has changed and whom it concerns has not been told yet.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Those who do something else now.
    pub(super) people: BTreeSet<AgentId>,
    /// Queues that stand otherwise.
    pub(super) queues: BTreeSet<QueueId>,
    /// Who has enough consultations is another one: that shows in every view of a chat.
    pub(super) enough: bool,
}

impl News {
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.queues.is_empty()
    }
}

impl Published {
    pub(crate) fn restored(restored: Restored, centre: Arc<Centre>) -> Self {
        let rules = &centre.rules;
        let mut seats = restored.seats;
        for agent in rules.agents.keys() {
            seats.entry(agent.clone()).or_default();
        }
        let mut published = Self {
            cases: BTreeMap::new(),
            roster: Roster::new(),
            routing: Routing::new(rules),
            pace: Pace::default(),
            waiting: BTreeSet::new(),
            of_agents: BTreeMap::new(),
            closed: ClosedInvitations::default(),
            counts: Counts::default(),
            changes: Changes::none(rules),
            news: News::default(),
            centre,
        };
        for (agent, seat) in seats {
            published.put_seat(agent, seat);
        }
        for (_, record) in restored.cases {
            published.put(Arc::new(record));
        }
        published.take_news();
        published
    }

    /// The centre file is now so. Who waits where, who could take it and how the queues stand is found out anew.
    pub(crate) fn put_centre(&mut self, centre: Arc<Centre>) {
        let rules = &centre.rules;
        for agent in rules.agents.keys() {
            if self.roster.get(agent).is_none() {
                self.roster.insert(agent.clone(), Seat::new());
            }
        }
        self.routing = Routing::new(rules);
        self.counts = Counts::default();
        self.changes.begin_anew(rules);
        for (agent, seat) in self.roster.iter() {
            self.routing.seat_changed(agent, None, seat, rules);
            self.counts.seat_changed(agent, self.routing.queues_of(agent), (None, seat), rules);
        }
        for record in self.cases.values() {
            self.routing.case_changed(None, &record.case, rules);
            self.counts.case_changed(None, Some(&record.case));
        }
        self.centre = centre;
    }

    /// Somebody's seat is now so; answers what it was.
    pub(crate) fn put_seat(&mut self, agent: AgentId, seat: Seat) -> Option<Arc<Seat>> {
        let centre = self.centre.clone();
        let rules = &centre.rules;
        let had_enough = self.roster.has_enough(&agent);
        let before = self.roster.insert(agent.clone(), seat);
        let enough = self.roster.has_enough(&agent) != had_enough;
        self.news.enough |= enough;
        if let Some(after) = self.roster.get(&agent) {
            self.routing.seat_changed(&agent, before.as_deref(), after, rules);
            let queues = self.routing.queues_of(&agent);
            if self.counts.seat_changed(&agent, queues, (before.as_deref(), after), rules) {
                queues.iter().for_each(|queue| self.changes.queue(queue));
                self.news.queues.extend(queues.iter().cloned());
            }
            let seen = |seat| seen(&agent, seat, rules);
            if before.as_deref().is_none_or(|before| seen(before) != seen(after)) || enough {
                self.changes.agent(&agent);
                self.news.people.insert(agent);
            }
        }
        before
    }

    pub(crate) fn put(&mut self, record: Arc<CaseRecord>) {
        let id = record.case.id.clone();
        let before = self.cases.get(&id).map(|before| &before.case);
        self.routing.case_changed(before, &record.case, &self.centre.rules);
        self.pace.case_changed(before, &record.case);
        let queues = self.counts.case_changed(before, Some(&record.case));
        self.queues_changed(queues);
        match record.case.phase {
            CasePhase::Waiting => {
                self.waiting.insert(id.clone());
            }
            CasePhase::Empty | CasePhase::Open | CasePhase::Ended { .. } => {
                self.waiting.remove(&id);
            }
        }
        let over = is_over(&record.case);
        let before = if over { self.cases.remove(&id) } else { self.cases.insert(id.clone(), record.clone()) };
        let had = before.as_ref().map(|before| concerned(&before.case)).unwrap_or_default();
        let has = if over { BTreeSet::new() } else { concerned(&record.case) };
        if had != has {
            self.concerns(&id, &had, &has);
        }
    }

    fn queues_changed(&mut self, queues: Vec<QueueId>) {
        queues.iter().for_each(|queue| self.changes.queue(queue));
        self.news.queues.extend(queues);
    }

    pub(super) fn take_news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    /// How a queue stands.
    pub(crate) fn status(&self, queue: &QueueId) -> QueueStatus {
        self.counts.of(queue)
    }

    pub(super) fn is_staffed(&self, queue: &QueueId) -> bool {
        self.counts.is_staffed(queue)
    }

    /// Those whom any case concerns.
    pub(super) fn agents_with_cases(&self) -> impl Iterator<Item = &AgentId> {
        self.of_agents.keys()
    }

    /// Those whom a case has concerned, and those whom it concerns now.
    fn concerns(&mut self, id: &CaseId, before: &BTreeSet<&AgentId>, now: &BTreeSet<&AgentId>) {
        for agent in now.difference(before) {
            self.of_agents.entry((*agent).clone()).or_default().insert(id.clone());
        }
        for agent in before.difference(now) {
            if let Entry::Occupied(mut cases) = self.of_agents.entry((*agent).clone()) {
                cases.get_mut().remove(id);
                if cases.get().is_empty() {
                    cases.remove();
                }
            }
        }
    }

    /// The cases that concern this agent, by id.
    pub(crate) fn cases_of(&self, agent: &AgentId) -> impl Iterator<Item = &Arc<CaseRecord>> {
        self.of_agents.get(agent).into_iter().flatten().filter_map(|id| self.cases.get(id))
    }

    /// What is not in the store any more, or never was.
    pub(crate) fn drop_case(&mut self, id: &CaseId) {
        if let Some(before) = self.cases.remove(id) {
            self.routing.case_dropped(&before.case, &self.centre.rules);
            let queues = self.counts.case_changed(Some(&before.case), None);
            self.queues_changed(queues);
            self.concerns(id, &concerned(&before.case), &BTreeSet::new());
        }
        self.waiting.remove(id);
    }

    pub(crate) fn waiting(&self) -> impl Iterator<Item = &CaseRecord> {
        self.waiting.iter().filter_map(|id| self.cases.get(id)).map(|record| &**record)
    }

    pub(crate) fn invitation_closed(&mut self, to: AgentId, invitation: InvitationId, late: Refusal) {
        self.closed.put((to, invitation), late);
    }

    /// The refusal for this agent when it answers an invitation too late, if it was not closed long ago.
    pub(crate) fn late(&self, to: &AgentId, invitation: &InvitationId) -> Option<Refusal> {
        self.closed.told.get(&(to.clone(), invitation.clone())).cloned()
    }
}

#[derive(Default)]
struct ClosedInvitations {
    told: BTreeMap<(AgentId, InvitationId), Refusal>,
    oldest_first: VecDeque<(AgentId, InvitationId)>,
}

impl ClosedInvitations {
    fn put(&mut self, key: (AgentId, InvitationId), late: Refusal) {
        if self.told.insert(key.clone(), late).is_none() {
            self.oldest_first.push_back(key);
        }
        while self.oldest_first.len() > CLOSED_KEPT {
            if let Some(oldest) = self.oldest_first.pop_front() {
                self.told.remove(&oldest);
            }
        }
    }
}

/// What of a seat others see, in what it is doing and in views of cases. Time that passes is no change of it.
fn seen(agent: &AgentId, seat: &Seat, rules: &Rules) -> (Doing, bool, Option<Timestamp>) {
    (doing(agent, seat, rules, Timestamp(0)), seat.is_connected(), seat.do_not_disturb_until)
}

/// Every agent whom a case concerns in any way.
pub(crate) fn involved(case: &Case) -> BTreeSet<AgentId> {
    concerned(case).into_iter().cloned().collect()
}

pub(crate) fn concerned(case: &Case) -> BTreeSet<&AgentId> {
    let members = case.members.keys();
    let consulted = case.consultations.values().flat_map(Consultation::agents);
    let invited =
        case.invitations.values().flat_map(|invitation| invitation.asked.by().into_iter().chain([&invitation.to]));
    members.chain(consulted).chain(invited).collect()
}

/// Whether nobody can do or see anything in it any more, save the contact, who may read it again.
pub(crate) fn is_over(case: &Case) -> bool {
    match case.phase {
        CasePhase::Empty | CasePhase::Waiting | CasePhase::Open => false,
        CasePhase::Ended { .. } => {
            case.invitations.is_empty()
                && concerned(case).iter().all(|agent| {
                    let sees = |thread: &Thread| viewer(case, agent, thread).is_some();
                    let consultations = case.consultations.keys();
                    !sees(&Thread::Main)
                        && !consultations
                            .map(|id| Thread::Consultation { consultation: id.clone() })
                            .any(|thread| sees(&thread))
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use konsil_centre::{Member, Membership};
    use konsil_protocol::domain::Timestamp;

    use super::*;
    use crate::store::Counters;

    fn agent(name: &str) -> AgentId {
        AgentId::new(name).unwrap()
    }

    /// An open chat with these agents in it.
    fn chat(id: &str, agents: &[&str]) -> Arc<CaseRecord> {
        let mut case = Case::new(CaseId::new(id).unwrap());
        case.phase = CasePhase::Open;
        for (order, name) in (0..).zip(agents) {
            let since = Timestamp(0);
            let member = Member { order, since, session: Membership::Active, away: false, kept: None };
            case.members.insert(agent(name), member);
        }
        Arc::new(CaseRecord { case, counters: Counters::default() })
    }

    #[test]
    fn the_cases_of_an_agent_are_those_that_concern_it_now() {
        let centre = Arc::new(crate::gateway::centre_for_tests());
        let mut published = Published::restored(Restored::default(), centre);
        let steps = [
            Some(chat("a", &["anna"])),
            Some(chat("b", &["anna", "ben"])),
            Some(chat("a", &["anna", "cleo"])),
            Some(chat("a", &["cleo"])),
            None,
            Some(chat("b", &["ben"])),
        ];
        for step in steps {
            match step {
                Some(record) => published.put(record),
                None => published.drop_case(&CaseId::new("a").unwrap()),
            }
            for name in ["anna", "ben", "cleo"] {
                let all = published.cases.values().filter(|record| involved(&record.case).contains(&agent(name)));
                assert_eq!(published.cases_of(&agent(name)).collect::<Vec<_>>(), all.collect::<Vec<_>>(), "of {name}");
            }
        }
        assert_eq!(published.of_agents.keys().collect::<Vec<_>>(), [&agent("ben")], "nobody is kept without a case");
    }
}
