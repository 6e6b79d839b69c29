//! The centre as it is: the rules of the crate, routed as a server would, and under the eyes of an onlooker.

use std::collections::BTreeMap;

use konsil_centre::{
    Act, Addressed, Case, CaseEvent, CasePhase, CentreAct, ContactAct, FormerChat, Moment, Roster, Routing, Rules,
    Seat, SeatAct, deadlines, decide, decide_seat, evolve, evolve_seat, route,
};
use konsil_protocol::domain::{AgentId, CaseId, Command, CommandId, InvitationOutcome, Refusal, Timestamp};

use crate::ledger::Ledger;
use crate::{rules, verdict};

pub type Played = BTreeMap<&'static str, usize>;

pub struct Day {
    pub rules: Rules,
    pub roster: Roster,
    pub routing: Routing,
    /// Those that somebody has still to do with.
    pub cases: BTreeMap<CaseId, Case>,
    pub ledger: Ledger,
    pub now: Timestamp,
    pub played: Played,
    /// Of contacts who have had an agent.
    pub former: Vec<FormerChat>,
    ids: usize,
}

impl Day {
    pub fn begin() -> Self {
        let rules = rules::rules();
        Self {
            routing: Routing::new(&rules),
            rules,
            roster: Roster::new(),
            cases: BTreeMap::new(),
            ledger: Ledger::default(),
            now: Timestamp(1_000_000_000),
            played: Played::new(),
            former: Vec::new(),
            ids: 0,
        }
    }

    pub fn counts(&mut self, what: &'static str) {
        *self.played.entry(what).or_default() += 1;
    }

    fn moment(&mut self) -> Moment {
        self.ids += 1;
        Moment { now: self.now, fresh: (0..Moment::FRESH).map(|n| format!("id-{}-{n}", self.ids)).collect() }
    }

    /// Time passes; what is due in it is done when it is.
    pub fn passes(&mut self, ms: u64) {
        let until = self.now.plus_ms(ms);
        loop {
            let all = self.cases.iter().flat_map(|(id, case)| {
                deadlines(case, &self.roster, &self.rules).into_iter().map(move |deadline| (deadline, id))
            });
            let first = all.min_by(|(one, _), (other, _)| one.at.cmp(&other.at));
            let Some((deadline, id)) = first.filter(|(deadline, _)| deadline.at <= until) else { break };
            let id = id.clone();
            self.now = self.now.max(deadline.at);
            let did = self.act(&id, &Act::Centre(deadline.act.clone()));
            assert_eq!(did, Ok(()), "{deadline:?} is due in {id}");
            self.routes();
        }
        self.now = until;
        verdict::no_offer_is_without_a_place(self);
    }

    /// A new case.
    pub fn opens(&mut self, act: ContactAct) {
        let id = CaseId::new(format!("chat-{:05}", self.ids)).unwrap();
        self.cases.insert(id.clone(), Case::new(id.clone()));
        self.act(&id, &Act::Contact(act)).unwrap();
        self.routes();
    }

    pub fn contact(&mut self, id: &CaseId, act: ContactAct) -> Result<(), Refusal> {
        let did = self.act(id, &Act::Contact(act));
        self.routes();
        did
    }

    pub fn does(&mut self, agent: &AgentId, id: &CaseId, command: Command) -> Result<(), Refusal> {
        self.ids += 1;
        let command_id = CommandId::new(format!("command-{}", self.ids)).unwrap();
        let did = self.act(id, &Act::Agent { agent: agent.clone(), id: command_id, command });
        self.routes();
        did
    }

    pub fn seat_act(&mut self, agent: &AgentId, act: SeatAct) -> Result<(), Refusal> {
        let moment = self.moment();
        let seat = self.roster.get(agent).cloned().unwrap_or_default();
        for event in decide_seat(&seat, &act, &self.rules, &moment)? {
            self.seat_changes(agent, |seat| evolve_seat(seat, moment.now, &event));
        }
        self.routes();
        Ok(())
    }

    /// Offers what is possible, one after the other.
    fn routes(&mut self) {
        loop {
            let next = route(self.cases.values(), &self.roster, &self.rules);
            assert_eq!(self.routing.next(&self.roster), next, "what is found sooner is what the rule says");
            let Some((id, agent)) = next else { return };
            verdict::is_fair(self, &id, &agent);
            self.act(&id, &Act::Centre(CentreAct::Offer { agent })).unwrap();
        }
    }

    fn seat_changes(&mut self, agent: &AgentId, what: impl FnOnce(&mut Seat)) {
        let before = self.roster.get(agent).cloned();
        self.roster.change(agent, what);
        self.routing.seat_changed(agent, before.as_ref(), &self.roster[agent], &self.rules);
    }

    fn act(&mut self, id: &CaseId, act: &Act) -> Result<(), Refusal> {
        let moment = self.moment();
        let events = decide(&self.cases[id], &self.roster, &self.rules, act, &moment)?;
        for addressed in events {
            match addressed {
                Addressed::Seat { agent, event } => {
                    self.seat_changes(&agent, |seat| evolve_seat(seat, moment.now, &event));
                }
                Addressed::Case { event, .. } => {
                    self.happens(&event);
                    self.ledger.writes_down(id, &event, moment.now, &self.rules);
                    let case = self.cases.get_mut(id).unwrap();
                    let before = case.clone();
                    evolve(case, moment.now, &event);
                    self.routing.case_changed(Some(&before), case, &self.rules);
                    if let CaseEvent::AgentJoined { agent, .. } = &event {
                        verdict::has_places(self, agent);
                    }
                }
            }
        }
        let case = &self.cases[id];
        if matches!(case.phase, CasePhase::Ended { .. }) && case.members.is_empty() {
            self.former.extend(FormerChat::of(case, moment.now));
            self.routing.case_dropped(case, &self.rules);
            self.cases.remove(id);
            self.ledger.chats.remove(id);
        }
        Ok(())
    }

    fn happens(&mut self, event: &CaseEvent) {
        let what = if let CaseEvent::InvitationClosed { outcome, .. } = event {
            match outcome {
                InvitationOutcome::Accepted => "accepted",
                InvitationOutcome::Declined => "declined",
                InvitationOutcome::Expired => "expired",
                InvitationOutcome::Withdrawn => "withdrawn",
                InvitationOutcome::Unsupported => unreachable!("no centre decides so"),
            }
        } else if let CaseEvent::SearchWidened { .. } = event {
            "widened"
        } else if let CaseEvent::PassedOverForgotten = event {
            "asked again"
        } else if let CaseEvent::BackInQueue { .. } = event {
            "back in the queue"
        } else if let CaseEvent::ChatOpened { last_agent: Some(_), .. } = event {
            "came back to their last agent"
        } else {
            return;
        };
        self.counts(what);
    }
}
