//! A decision while it is being made: each event is applied to working copies at once, so that every rule looks at
//! what is so after the one before.

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, CommandId, ConsultationId, InvitationId, NotReadyReason, Refusal, Thread, Timestamp,
};

use crate::{
    Addressed, Audience, Case, CaseEvent, Moment, PlaceUntil, QueueRules, Roster, Rules, SIGNED_IN, Seat, SeatEvent,
    evolve, evolve_seat,
};

pub(super) struct Decision<'a> {
    /// The case as it is after the events so far.
    pub case: Case,
    pub rules: &'a Rules,
    pub now: Timestamp,
    roster: &'a Roster,
    /// Seats that this decision has changed.
    seats: BTreeMap<AgentId, Seat>,
    fresh: std::slice::Iter<'a, String>,
    events: Vec<Addressed>,
}

impl<'a> Decision<'a> {
    pub fn new(case: &Case, roster: &'a Roster, rules: &'a Rules, moment: &'a Moment) -> Self {
        Self {
            case: case.clone(),
            rules,
            now: moment.now,
            roster,
            seats: BTreeMap::new(),
            fresh: moment.fresh.iter(),
            events: Vec::new(),
        }
    }

    pub fn emit(&mut self, thread: Thread, audience: Audience, event: CaseEvent) {
        evolve(&mut self.case, self.now, &event);
        self.events.push(Addressed::Case { thread, audience, event });
    }

    /// For all in the chat. Once the contact has left, nothing reaches them any more: then for the agents.
    pub fn emit_to_everyone(&mut self, event: CaseEvent) {
        let audience = if self.case.contact_has_left() { Audience::Agents } else { Audience::Everyone };
        self.emit(Thread::Main, audience, event);
    }

    pub fn emit_to_agents(&mut self, event: CaseEvent) {
        self.emit(Thread::Main, Audience::Agents, event);
    }

    pub fn emit_in_consultation(&mut self, consultation: &ConsultationId, event: CaseEvent) {
        self.emit(Thread::Consultation { consultation: consultation.clone() }, Audience::Agents, event);
    }

    pub fn record(&mut self, event: CaseEvent) {
        self.emit(Thread::Main, Audience::Record, event);
    }

    pub fn seat_event(&mut self, agent: &AgentId, event: SeatEvent) {
        let roster = self.roster;
        let seat = self.seats.entry(agent.clone()).or_insert_with(|| roster.get(agent).cloned().unwrap_or_default());
        evolve_seat(seat, self.now, &event);
        self.events.push(Addressed::Seat { agent: agent.clone(), event });
    }

    /// The agent's seat after the events so far; that of somebody logged out if there is none.
    pub fn seat(&self, agent: &AgentId) -> Seat {
        self.seat_of(agent).cloned().unwrap_or_default()
    }

    /// The same without a copy: whoever looks at all members of a group looks here.
    pub fn seat_of(&self, agent: &AgentId) -> Option<&Seat> {
        self.seats.get(agent).or_else(|| self.roster.get(agent))
    }

    /// Everybody's seat before this decision.
    pub fn roster(&self) -> &'a Roster {
        self.roster
    }

    pub fn queue(&self) -> Option<&'a QueueRules> {
        self.rules.queues.get(&self.case.queue)
    }

    pub fn case_id(&self) -> CaseId {
        self.case.id.clone()
    }

    pub fn session_began(&mut self, agent: &AgentId) {
        let case = self.case_id();
        let of_kind = self.queue().and_then(|queue| queue.routing.kind.clone());
        self.seat_event(agent, SeatEvent::SessionBegan { case, of_kind });
    }

    /// The agent's session has ended and waits for mark done.
    pub fn session_ended(&mut self, agent: &AgentId) {
        let case = self.case_id();
        self.seat_event(agent, SeatEvent::SessionEnded { case: case.clone() });
        if self.queue().is_some_and(|queue| queue.place_until == PlaceUntil::End) {
            self.seat_event(agent, SeatEvent::PlaceFreed { case });
        }
    }

    pub fn wrap_up_done(&mut self, agent: &AgentId) {
        let case = self.case_id();
        self.seat_event(agent, SeatEvent::WrapUpDone { case });
    }

    pub fn fresh_invitation(&mut self) -> Result<InvitationId, Refusal> {
        self.fresh(InvitationId::new)
    }

    pub fn fresh_consultation(&mut self) -> Result<ConsultationId, Refusal> {
        self.fresh(ConsultationId::new)
    }

    pub fn fresh_message(&mut self) -> Result<CommandId, Refusal> {
        self.fresh(CommandId::new)
    }

    /// Without a usable id nothing can be decided, and nothing is wrong with the command: it may be sent again.
    fn fresh<T, E>(&mut self, id: impl Fn(String) -> Result<T, E>) -> Result<T, Refusal> {
        self.fresh.next().and_then(|text| id(text.clone()).ok()).ok_or(Refusal::StoreUnavailable)
    }

    /// The decision, with what it means for the *after work* of those concerned (2.8).
    pub fn finish(mut self) -> Vec<Addressed> {
        let touched: Vec<AgentId> = self.seats.keys().cloned().collect();
        for agent in touched {
            if let Some(event) = self.after_work(&agent) {
                self.seat_event(&agent, event);
            }
        }
        self.events
    }

    fn after_work(&self, agent: &AgentId) -> Option<SeatEvent> {
        let before = self.roster.get(agent).cloned().unwrap_or_default();
        let seat = self.seat(agent);
        let last_session_ended = !before.sessions.is_empty() && seat.sessions.is_empty();
        let nothing_open = seat.sessions.is_empty() && seat.wrap_ups.is_empty();
        let was_open = !before.sessions.is_empty() || !before.wrap_ups.is_empty();
        match seat.state {
            AgentState::Ready | AgentState::NotReady { .. } => {
                (last_session_ended && !seat.wrap_ups.is_empty()).then_some(SeatEvent::AfterWorkBegan)
            }
            AgentState::AfterWork => {
                let before = seat.before_after_work.filter(|_| was_open && nothing_open)?;
                Some(back_from_after_work(before))
            }
            AgentState::LoggedOut | AgentState::Unsupported => None,
        }
    }
}

/// The state before is given back. Who was asked in before ever being ready has not just signed in any more: then the
/// reason that claims least.
fn back_from_after_work(before: AgentState) -> SeatEvent {
    if before == SIGNED_IN {
        SeatEvent::StateSet { state: AgentState::NotReady { reason: NotReadyReason::OTHER_WORK } }
    } else {
        SeatEvent::AfterWorkOver
    }
}
