//! Deciding one batch on working copies. Nothing here is seen by anybody.

use std::{collections::BTreeMap, sync::Arc};

use konsil_centre::{
    Act, Addressed, Asked, Case, CaseEvent, CentreAct, Moment, Recorded, Roster, Routing, Rules, Seat, SeatAct, Viewer,
    contact_event, decide, decide_seat, evolve, evolve_seat, late, may_see,
};
use konsil_protocol::domain::{AgentId, CaseId, EventId, InvitationId, QueueId, Refusal, Thread, Timestamp};

use crate::{
    clock::Ids,
    hub::{Published, is_over},
    store::{CaseChange, CaseRecord, Change, Counters, SeatChange, Slice},
};

/// The working copies of one batch.
pub(crate) struct Work<'a> {
    pub(crate) rules: &'a Rules,
    ids: &'a dyn Ids,
    pub(crate) now: Timestamp,
    published: &'a Published,
    loaded: &'a Slice,
    /// Cases that this batch has changed, as they will be.
    changed: BTreeMap<CaseId, Arc<CaseRecord>>,
    pub(crate) roster: Roster,
    routing: Routing,
    /// The refusals for answers that arrive after this batch has closed their invitation.
    closed: BTreeMap<(AgentId, InvitationId), Refusal>,
}

/// What a decision changes, and what it built on.
pub(crate) struct Decided {
    pub(crate) change: Change,
    pub(crate) before: Option<Arc<CaseRecord>>,
    pub(crate) closed: Vec<(AgentId, InvitationId, Refusal)>,
}

impl Decided {
    /// The queue whose chat this offers to an agent, if it does.
    pub(crate) fn offers_in(&self) -> Option<&QueueId> {
        let case = self.change.case.as_ref()?;
        let offers = |event: &CaseEvent| matches!(event, CaseEvent::InvitationOffered { asked: Asked::Routed, .. });
        case.events.iter().any(|event| offers(&event.event)).then_some(&case.after.case.queue)
    }
}

impl<'a> Work<'a> {
    pub(crate) fn new(ids: &'a dyn Ids, now: Timestamp, published: &'a Published, loaded: &'a Slice) -> Self {
        Self {
            rules: &published.centre.rules,
            ids,
            now,
            published,
            loaded,
            changed: BTreeMap::new(),
            roster: published.roster.clone(),
            routing: published.routing.clone(),
            closed: BTreeMap::new(),
        }
    }

    pub(crate) fn case(&self, id: &CaseId) -> Option<Arc<CaseRecord>> {
        let known = self.changed.get(id).or_else(|| self.published.cases.get(id)).cloned();
        known.or_else(|| self.loaded.cases.get(id).cloned().map(Arc::new))
    }

    /// The case of an invitation to this agent.
    pub(crate) fn case_of(&self, agent: &AgentId, invitation: &InvitationId) -> Result<CaseId, Refusal> {
        if let Some(case) = self.roster.get(agent).and_then(|seat| seat.invitations.get(invitation)) {
            return Ok(case.clone());
        }
        let late = self.closed.get(&(agent.clone(), invitation.clone())).cloned();
        Err(late.or_else(|| self.published.late(agent, invitation)).unwrap_or(Refusal::NoSuchInvitation))
    }

    /// With so many fresh ids.
    fn moment(&self, fresh: usize) -> Moment {
        Moment { now: self.now, fresh: (0..fresh).map(|_| self.ids.id()).collect() }
    }

    /// Decides an act on a case. `None` when it changes nothing.
    pub(crate) fn act(&mut self, id: &CaseId, act: &Act) -> Result<Option<Decided>, Refusal> {
        let before = self.case(id).ok_or(Refusal::NoSuchCase)?;
        self.act_on(Some(before), id, act)
    }

    /// Opens a case that is not there yet.
    pub(crate) fn open(&mut self, act: &Act) -> Result<(CaseId, Option<Decided>), Refusal> {
        let id = CaseId::new(self.ids.id()).map_err(|_| Refusal::Malformed)?;
        let decided = self.act_on(None, &id, act)?;
        Ok((id, decided))
    }

    fn act_on(&mut self, before: Option<Arc<CaseRecord>>, id: &CaseId, act: &Act) -> Result<Option<Decided>, Refusal> {
        let mut record = match &before {
            Some(before) => (**before).clone(),
            None => CaseRecord { case: Case::new(id.clone()), counters: Counters::default() },
        };
        let happened = decide(&record.case, &self.roster, self.rules, act, &self.moment(act.fresh_ids()))?;
        if happened.is_empty() {
            return Ok(None);
        }
        let expected = record.case.version;
        let mut events = Vec::new();
        let mut seats = BTreeMap::new();
        let mut closed = Vec::new();
        for addressed in happened {
            match addressed {
                Addressed::Seat { agent, event } => {
                    let now = self.now;
                    let mut seat = self.roster.get(&agent).cloned().unwrap_or_default();
                    seats.entry(agent.clone()).or_insert(seat.version);
                    evolve_seat(&mut seat, now, &event);
                    self.put_seat(agent, seat);
                }
                Addressed::Case { thread, audience, event } => {
                    if let CaseEvent::InvitationClosed { invitation, .. }
                    | CaseEvent::InvitationPassedOn { invitation, .. } = &event
                        && let Some(open) = record.case.invitations.get(invitation)
                    {
                        closed.push((open.to.clone(), invitation.clone()));
                    }
                    evolve(&mut record.case, self.now, &event);
                    let recorded = self.record(&mut record, Addressed::Case { thread, audience, event })?;
                    events.extend(recorded.map(Arc::new));
                }
            }
        }
        // Told as of now: later the case may be gone.
        let told = |(to, invitation)| {
            let why = late(&record.case, &to, &invitation);
            (to, invitation, why)
        };
        let closed: Vec<_> = closed.into_iter().map(told).collect();
        self.closed.extend(closed.iter().cloned().map(|(to, invitation, why)| ((to, invitation), why)));
        let seats = self.seat_changes(seats);
        let case = (!events.is_empty()).then(|| {
            let after = Arc::new(record);
            self.put(id.clone(), after.clone());
            CaseChange { expected, open: !is_over(&after.case), after, events }
        });
        Ok(Some(Decided { change: Change { case, seats, answer: None, secret: None }, before, closed }))
    }

    /// Gives an event its places in the logs.
    fn record(&self, record: &mut CaseRecord, addressed: Addressed) -> Result<Option<Recorded>, Refusal> {
        let (thread, audience, event) = match addressed {
            Addressed::Case { thread, audience, event } => (thread, audience, event),
            Addressed::Seat { .. } => return Ok(None),
        };
        let seq = record.counters.next(&thread);
        let mut recorded = Recorded {
            id: EventId::new(self.ids.id()).map_err(|_| Refusal::StoreUnavailable)?,
            at: self.now,
            version: record.case.version,
            seq,
            contact_seq: (thread == Thread::Main).then_some(record.counters.contact + 1),
            thread,
            audience,
            event,
        };
        if recorded.contact_seq.is_some()
            && may_see(&Viewer::Contact, &recorded)
            && contact_event(&recorded, self.rules).is_some()
        {
            record.counters.contact += 1;
        } else {
            recorded.contact_seq = None;
        }
        Ok(Some(recorded))
    }

    /// Decides what an agent or its connection does outside any case. `None` when it changes nothing.
    pub(crate) fn seat(&mut self, agent: &AgentId, act: &SeatAct) -> Result<Option<Change>, Refusal> {
        let seat = self.roster.get(agent).cloned().unwrap_or_default();
        let happened = decide_seat(&seat, act, self.rules, &self.moment(Moment::FRESH))?;
        if happened.is_empty() {
            return Ok(None);
        }
        let expected = BTreeMap::from([(agent.clone(), seat.version)]);
        let mut after = seat;
        for event in &happened {
            evolve_seat(&mut after, self.now, event);
        }
        self.put_seat(agent.clone(), after);
        Ok(Some(Change { case: None, seats: self.seat_changes(expected), answer: None, secret: None }))
    }

    fn seat_changes(&self, expected: BTreeMap<AgentId, u64>) -> Vec<SeatChange> {
        let seat = |agent: &AgentId| self.roster.get(agent).cloned().unwrap_or_default();
        expected.into_iter().map(|(agent, expected)| SeatChange { after: seat(&agent), agent, expected }).collect()
    }

    fn put_seat(&mut self, agent: AgentId, seat: Seat) {
        let before = self.roster.insert(agent.clone(), seat);
        if let Some(after) = self.roster.get(&agent) {
            self.routing.seat_changed(&agent, before.as_deref(), after, self.rules);
        }
    }

    fn put(&mut self, id: CaseId, record: Arc<CaseRecord>) {
        let before = self.case(&id);
        self.routing.case_changed(before.as_ref().map(|before| &before.case), &record.case, self.rules);
        self.changed.insert(id, record);
    }

    /// Offers waiting chats as long as routing finds somebody.
    pub(crate) fn route(&mut self) -> Vec<Decided> {
        let mut offered = Vec::new();
        // Each offer takes an agent out of the choice; more rounds than agents would be a fault of the rules.
        for _ in 0..=self.roster.len() {
            let Some((case, agent)) = self.routing.next(&self.roster) else { break };
            match self.act(&case, &Act::Centre(CentreAct::Offer { agent })) {
                Ok(Some(decided)) => offered.push(decided),
                Ok(None) | Err(_) => {
                    tracing::error!(%case, "routing chose what the rules refuse");
                    break;
                }
            }
        }
        offered
    }
}
