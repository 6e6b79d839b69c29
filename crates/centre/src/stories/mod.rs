//! The less frequent rules, each told as a short story. What is frequent, the histories in `tests` play ten thousand
//! times.

// The ids of this small centre are well formed; a refusal is what a story is about.
#![allow(clippy::unwrap_in_result)]

mod anyone;

mod conference;
mod cost;
mod do_not_disturb;
mod invitations;
mod presence;
mod requests;
mod routing;
mod routing_rules;
mod signals;
mod taken_out;
mod transfer;
mod views;
mod wrapup;

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, CaseView, Command, CommandId, ConsultTarget, ConsultationId, DispositionId, EntryBody,
    EventId, ExpertId, GroupId, InvitationId, InvitationKind, Joined, Language, Me, MessageContent, NotAskableWhy,
    Party, QueueId, Refusal, ReminderThresholds, SkillId, SkillLevel, SystemMessage, Thread, Timestamp, Words,
};
use konsil_protocol::wire::contact::ContactEvent;

use crate::*;

pub fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

pub fn queue(name: &str) -> QueueId {
    QueueId::new(name).unwrap()
}

pub fn group(name: &str) -> GroupId {
    GroupId::new(name).unwrap()
}

pub fn skill(name: &str) -> SkillId {
    SkillId::new(name).unwrap()
}

pub fn by_group(name: &str) -> ConsultTarget {
    ConsultTarget::Group { group: group(name) }
}

/// Whoever has the skill at this level or a higher one.
pub fn by_skill(name: &str, least: SkillLevel) -> ConsultTarget {
    ConsultTarget::Skill { skill: skill(name), least }
}

pub fn case(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

pub fn by_name(name: &str) -> ConsultTarget {
    ConsultTarget::Agent { agent: agent(name) }
}

pub fn by_queue(name: &str) -> ConsultTarget {
    ConsultTarget::Queue { queue: queue(name) }
}

/// Somebody outside the centre, for whom anna answers.
pub fn expert() -> Party {
    Party::Expert {
        expert: ExpertId::new("teams:4f1d2c").unwrap(),
        name: "Dr. Paula Weber".into(),
        sponsor: agent("anna"),
    }
}

/// A small centre: anna, ben and cleo work in `rates`, cleo and dora in `loans`; two places each. Ben, cleo and dora are the group
/// `evening`; dora speaks english best, then ben, then cleo.
pub struct Centre {
    pub rules: Rules,
    pub roster: Roster,
    pub cases: BTreeMap<CaseId, Case>,
    pub log: Vec<(CaseId, Recorded)>,
    pub now: Timestamp,
    ids: u32,
}

impl Centre {
    /// Everybody is at work and ready.
    pub fn open() -> Self {
        let mut centre = Self::closed();
        for name in ["anna", "ben", "cleo", "dora"] {
            centre.comes_to_work(name);
        }
        centre
    }

    /// Nobody is at work.
    pub fn closed() -> Self {
        let words = |text: &str| Words { de: text.to_owned(), en: text.to_owned() };
        let rules = |agents: &[&str]| QueueRules {
            name: words("queue"),
            agents: agents.iter().map(|name| agent(name)).collect(),
            dispositions: vec![DispositionId::new("solved").unwrap()],
            disposition_mandatory: false,
            contact_grace_ms: 300_000,
            vanished: VanishedPolicy::Wait,
            place_until: PlaceUntil::MarkDone,
            routing: RoutingRules::default(),
            reminder: ReminderThresholds::default(),
        };
        let evening = GroupRules { name: words("evening"), agents: vec![agent("ben"), agent("cleo"), agent("dora")] };
        let levels = BTreeMap::from([(agent("ben"), 2), (agent("cleo"), 1), (agent("dora"), 4)]);
        let english = SkillRules { name: words("english"), agents: levels };
        let agents = ["anna", "ben", "cleo", "dora"];
        let agents = agents.map(|name| {
            (
                agent(name),
                AgentRules { name: name.to_owned(), nickname: None, capacity: 2, capacity_of: BTreeMap::new() },
            )
        });
        Self {
            rules: Rules {
                agents: BTreeMap::from(agents),
                former_names: BTreeMap::new(),
                groups: BTreeMap::from([(group("evening"), evening)]),
                skills: BTreeMap::from([(skill("english"), english)]),
                queues: BTreeMap::from([
                    (queue("rates"), rules(&["anna", "ben", "cleo"])),
                    (queue("loans"), rules(&["cleo", "dora"])),
                ]),
                dispositions: BTreeMap::new(),
                reasons: Vec::new(),
                invitation_ms: 30_000,
                offers_withdrawn_after_ms: 35_000,
                agent_grace_ms: 120_000,
            },
            roster: Roster::new(),
            cases: BTreeMap::new(),
            log: Vec::new(),
            now: Timestamp(1_000_000),
            ids: 0,
        }
    }

    pub fn queue_rules(&mut self, name: &str) -> &mut QueueRules {
        self.rules.queues.get_mut(&queue(name)).unwrap()
    }

    fn moment(&mut self) -> Moment {
        self.now = self.now.plus_ms(1_000);
        self.ids += 1;
        Moment { now: self.now, fresh: (0..Moment::FRESH).map(|n| format!("id-{}-{n}", self.ids)).collect() }
    }

    pub fn passes(&mut self, ms: u64) {
        self.now = self.now.plus_ms(ms);
    }

    pub fn act(&mut self, on: &str, act: &Act) -> Result<(), Refusal> {
        let moment = self.moment();
        let case = self.cases.entry(case(on)).or_insert_with(|| Case::new(CaseId::new(on).unwrap()));
        for addressed in decide(case, &self.roster, &self.rules, act, &moment)? {
            match addressed {
                Addressed::Seat { agent, event } => {
                    self.roster.change(&agent, |seat| evolve_seat(seat, moment.now, &event));
                }
                Addressed::Case { thread, audience, event } => {
                    evolve(case, moment.now, &event);
                    self.log.push((
                        case.id.clone(),
                        Recorded {
                            id: EventId::new(format!("event-{}", self.log.len())).unwrap(),
                            at: moment.now,
                            version: case.version,
                            thread,
                            seq: case.version,
                            contact_seq: None,
                            audience,
                            event,
                        },
                    ));
                }
            }
        }
        Ok(())
    }

    pub fn seat_act(&mut self, name: &str, act: SeatAct) -> Result<(), Refusal> {
        let moment = self.moment();
        let seat = self.roster.get(&agent(name)).cloned().unwrap_or_default();
        for event in decide_seat(&seat, &act, &self.rules, &moment)? {
            self.roster.change(&agent(name), |seat| evolve_seat(seat, moment.now, &event));
        }
        Ok(())
    }

    pub fn comes_to_work(&mut self, name: &str) {
        self.seat_act(name, SeatAct::Connected).unwrap();
        self.sets(name, AgentState::Ready).unwrap();
    }

    pub fn sets(&mut self, name: &str, state: AgentState) -> Result<(), Refusal> {
        self.seat_act(name, SeatAct::SetState { state })
    }

    pub fn loses_connection(&mut self, name: &str) {
        self.seat_act(name, SeatAct::Disconnected).unwrap();
    }

    /// The contact writes; `on` waits in that queue.
    pub fn writes_in(&mut self, on: &str, queue_name: &str) {
        self.comes_back(on, queue_name, None);
    }

    /// The same of a contact who had a chat before.
    pub fn comes_back(&mut self, on: &str, queue_name: &str, former: Option<FormerChat>) {
        let act = ContactAct::Open {
            former,
            name: "Maria Löw".into(),
            language: Language::De,
            queue: queue(queue_name),
            page: None,
            contact_id: "1".into(),
            text: "Guten Tag".into(),
        };
        self.act(on, &Act::Contact(act)).unwrap();
    }

    /// Whom routing asks next; the offer is made.
    pub fn routes(&mut self) -> Option<(String, String)> {
        let (on, agent) = route(self.cases.values(), &self.roster, &self.rules)?;
        self.act(on.as_str(), &Act::Centre(CentreAct::Offer { agent: agent.clone() })).unwrap();
        Some((on.to_string(), agent.to_string()))
    }

    /// A chat of the agent's own, from the queue.
    pub fn chats(&mut self, name: &str, on: &str) {
        self.writes_in(on, "rates");
        self.act(on, &Act::Centre(CentreAct::Offer { agent: agent(name) })).unwrap();
        self.accepts(name);
    }

    pub fn does(&mut self, name: &str, on: &str, command: Command) -> Result<(), Refusal> {
        self.ids += 1;
        let id = CommandId::new(format!("command-{}", self.ids)).unwrap();
        self.act(on, &Act::Agent { agent: agent(name), id, command })
    }

    /// The only invitation open to this agent.
    pub fn invitation(&self, name: &str) -> (CaseId, InvitationId) {
        let seat = &self.roster[&agent(name)];
        assert_eq!(seat.invitations.len(), 1, "{name} is asked");
        seat.invitations.iter().next().map(|(id, case)| (case.clone(), id.clone())).unwrap()
    }

    pub fn accepts(&mut self, name: &str) {
        let (on, invitation) = self.invitation(name);
        self.does(name, on.as_str(), Command::AcceptInvitation { invitation }).unwrap();
    }

    /// One of several invitations.
    pub fn accepts_this(&mut self, name: &str, on: &str, invitation: &InvitationId) -> Result<(), Refusal> {
        self.does(name, on, Command::AcceptInvitation { invitation: invitation.clone() })
    }

    /// The agent takes the chat out of its queue's list.
    pub fn takes(&mut self, name: &str, on: &str) -> Result<(), Refusal> {
        self.does(name, on, Command::TakeChat { case: case(on) })
    }

    pub fn declines(&mut self, name: &str) {
        let (on, invitation) = self.invitation(name);
        self.does(name, on.as_str(), Command::DeclineInvitation { invitation }).unwrap();
    }

    /// The invitation open to this agent runs out.
    pub fn lets_expire(&mut self, name: &str) {
        let (on, invitation) = self.invitation(name);
        self.passes(31_000);
        self.act(on.as_str(), &Act::Centre(CentreAct::Expire { invitation })).unwrap();
    }

    pub fn consults(&mut self, name: &str, on: &str, target: ConsultTarget) -> Result<(), Refusal> {
        self.does(name, on, Command::StartConsultation { case: case(on), target, question: Some("Frage".into()) })
    }

    pub fn asks_to_join(&mut self, name: &str, on: &str, target: ConsultTarget) -> Result<(), Refusal> {
        self.does(name, on, Command::AskConference { case: case(on), target })
    }

    pub fn transfers(&mut self, name: &str, on: &str, target: ConsultTarget) -> Result<(), Refusal> {
        self.does(name, on, Command::AskTransfer { case: case(on), target, note: Some("Bitte".into()) })
    }

    pub fn writes(&mut self, name: &str, on: &str, text: &str) -> Result<(), Refusal> {
        self.does(
            name,
            on,
            Command::SendMessage { case: case(on), thread: Thread::Main, content: MessageContent::Text(text.into()) },
        )
    }

    pub fn ends(&mut self, name: &str, on: &str) -> Result<(), Refusal> {
        self.does(name, on, Command::EndInteraction { case: case(on) })
    }

    pub fn removes(&mut self, name: &str, on: &str, other: &str) -> Result<(), Refusal> {
        self.does(name, on, Command::RemoveParticipant { case: case(on), agent: agent(other) })
    }

    pub fn marks_done(&mut self, name: &str, on: &str) -> Result<(), Refusal> {
        self.does(name, on, Command::MarkDone { case: case(on), thread: Thread::Main })
    }

    /// `other` joins the chat of `name`.
    pub fn confer(&mut self, name: &str, on: &str, other: &str) {
        self.asks_to_join(name, on, by_name(other)).unwrap();
        self.accepts(other);
    }

    pub fn contact(&mut self, on: &str, act: ContactAct) -> Result<(), Refusal> {
        self.act(on, &Act::Contact(act))
    }

    /// Something happens in the case that no command of today leads to.
    pub fn happens(&mut self, on: &str, thread: Thread, audience: Audience, event: CaseEvent) {
        let case = self.cases.get_mut(&case(on)).unwrap();
        evolve(case, self.now, &event);
        let recorded = Recorded {
            id: EventId::new(format!("event-{}", self.log.len())).unwrap(),
            at: self.now,
            version: case.version,
            thread,
            seq: case.version,
            contact_seq: None,
            audience,
            event,
        };
        self.log.push((case.id.clone(), recorded));
    }

    /// Does what is due in the case, as a server would.
    pub fn deadlines_come(&mut self, on: &str) {
        for deadline in deadlines(&self.cases[&case(on)], &self.roster, &self.rules) {
            if deadline.at <= self.now {
                let _ = self.act(on, &Act::Centre(deadline.act));
            }
        }
    }

    pub fn view(&self, name: &str, on: &str) -> Option<CaseView> {
        case_view(&self.cases[&case(on)], &self.roster, &self.rules, &agent(name), self.now)
    }

    pub fn sees_of_it(&self, name: &str, on: &str) -> CaseView {
        self.view(name, on).unwrap()
    }

    pub fn me(&self, name: &str) -> Me {
        me(&agent(name), &self.roster, &self.rules, |id| self.cases.get(id), self.now).unwrap()
    }

    pub fn seat(&self, name: &str) -> &Seat {
        &self.roster[&agent(name)]
    }

    pub fn owner(&self, on: &str) -> Option<&str> {
        self.cases[&case(on)].owner.as_ref().map(AgentId::as_str)
    }

    pub fn consultation(&self, on: &str) -> ConsultationId {
        self.cases[&case(on)].consultations.keys().next().unwrap().clone()
    }

    /// Who is being asked in this case, and what.
    pub fn asked(&self, on: &str) -> Vec<(&str, InvitationKind)> {
        self.cases[&case(on)].invitations.values().map(|i| (i.to.as_str(), i.asked.kind())).collect()
    }

    /// The notes of those who handed this chat over, as lines that this agent reads.
    pub fn notes_read_by(&self, name: &str, on: &str) -> Vec<(String, String)> {
        let Some(viewer) = viewer(&self.cases[&case(on)], &agent(name), &Thread::Main) else { return Vec::new() };
        let of_it = self.log.iter().filter(|(id, event)| id.as_str() == on && may_see(&viewer, event));
        let note = |event: &Recorded| match entry(event)?.body {
            EntryBody::System { system: SystemMessage::OwnerChanged { note: Some(note), .. } } => {
                Some((note.by.to_string(), note.text))
            }
            EntryBody::System {
                system:
                    SystemMessage::AgentJoined { how: Joined::Transfer { by, note: Some(text) }, .. }
                    | SystemMessage::BackInQueue { by: Some(by), note: Some(text) },
            } => Some((by.to_string(), text)),
            EntryBody::System { .. } | EntryBody::Message { .. } | EntryBody::Unsupported { .. } => None,
        };
        of_it.filter_map(|(_, event)| note(event)).collect()
    }

    pub fn contact_reads(&self, on: &str) -> Vec<ContactEvent> {
        let of_it = self.log.iter().filter(|(id, event)| id.as_str() == on && may_see(&Viewer::Contact, event));
        of_it.map(|(_, event)| contact_event(event, &self.rules).unwrap()).collect()
    }
}
