//! The committed state that everybody reads.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use konsil_centre::{Case, CasePhase, Consultation, Roster, Routing, Rules, Seat, viewer};
use konsil_protocol::domain::{AgentId, CaseId, InvitationId, Refusal, Thread};

use crate::store::{CaseRecord, Restored};

/// How many closed invitations are remembered, so that agents who answer too late learn what happened.
const CLOSED_KEPT: usize = 4_096;

pub(crate) struct Published {
    /// The cases that are not over.
    pub(crate) cases: BTreeMap<CaseId, Arc<CaseRecord>>,
    pub(crate) roster: Roster,
    pub(crate) routing: Routing,
    waiting: BTreeSet<CaseId>,
    closed: ClosedInvitations,
}

impl Published {
    pub(crate) fn restored(restored: Restored, rules: &Rules) -> Self {
        let mut seats = restored.seats;
        for agent in rules.agents.keys() {
            seats.entry(agent.clone()).or_default();
        }
        let mut published = Self {
            cases: BTreeMap::new(),
            roster: Roster::new(),
            routing: Routing::new(rules),
            waiting: BTreeSet::new(),
            closed: ClosedInvitations::default(),
        };
        for (agent, seat) in seats {
            published.put_seat(agent, seat, rules);
        }
        for (_, record) in restored.cases {
            published.put(Arc::new(record));
        }
        published
    }

    /// Somebody's seat is now so; answers what it was.
    pub(crate) fn put_seat(&mut self, agent: AgentId, seat: Seat, rules: &Rules) -> Option<Arc<Seat>> {
        let before = self.roster.insert(agent.clone(), seat);
        if let Some(after) = self.roster.get(&agent) {
            self.routing.seat_changed(&agent, before.as_deref(), after, rules);
        }
        before
    }

    pub(crate) fn put(&mut self, record: Arc<CaseRecord>) {
        let id = record.case.id.clone();
        self.routing.case_changed(self.cases.get(&id).map(|before| &before.case), &record.case);
        match record.case.phase {
            CasePhase::Waiting => {
                self.waiting.insert(id.clone());
            }
            CasePhase::Empty | CasePhase::Open | CasePhase::Ended { .. } => {
                self.waiting.remove(&id);
            }
        }
        if is_over(&record.case) {
            self.cases.remove(&id);
        } else {
            self.cases.insert(id, record);
        }
    }

    /// What is not in the store any more, or never was.
    pub(crate) fn drop_case(&mut self, id: &CaseId) {
        if let Some(before) = self.cases.remove(id) {
            self.routing.case_dropped(&before.case);
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

/// Every agent whom a case concerns in any way.
pub(crate) fn involved(case: &Case) -> BTreeSet<AgentId> {
    let members = case.members.keys();
    let consulted = case.consultations.values().flat_map(Consultation::agents);
    let invited =
        case.invitations.values().flat_map(|invitation| invitation.asked.by().into_iter().chain([&invitation.to]));
    members.chain(consulted).chain(invited).cloned().collect()
}

/// Whether nobody can do or see anything in it any more, save the contact, who may read it again.
pub(crate) fn is_over(case: &Case) -> bool {
    match case.phase {
        CasePhase::Empty | CasePhase::Waiting | CasePhase::Open => false,
        CasePhase::Ended { .. } => {
            case.invitations.is_empty()
                && involved(case).iter().all(|agent| {
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
