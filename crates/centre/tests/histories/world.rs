//! The centre as it is: the rules of the crate, with a log for each case as a server would keep it.

use std::collections::BTreeMap;

use konsil_centre::{
    Act, Addressed, AgentRules, Audience, Case, CaseEvent, CentreAct, ContactAct, Counts, DispositionRules, GroupRules,
    Moment, PlaceUntil, QueueRules, Recorded, Roster, Routing, RoutingRules, Rules, Seat, SeatAct, SkillRules,
    VanishedPolicy, Widening, decide, decide_seat, evolve, evolve_seat,
};
use konsil_protocol::domain::{
    AgentId, CaseId, Command, CommandId, DispositionId, EventId, GroupId, InvitationId, KindId, QueueId, Refusal,
    ReminderThresholds, SkillId, Thread, Timestamp, Words,
};

use crate::compare;

pub const INVITATION_MS: u64 = 30_000;
pub const OFFERS_WITHDRAWN_MS: u64 = 35_000;
pub const AGENT_GRACE_MS: u64 = 120_000;
pub const CONTACT_GRACE_MS: u64 = 300_000;
/// When more agents are asked for a chat of `rates`: who speaks less english, then those of `loans`.
pub const WIDENED_MS: [u64; 2] = [40_000, 100_000];
pub const HEAD_START_MS: u64 = 20_000;

pub const AGENTS: [&str; 5] = ["anna", "ben", "cleo", "dora", "emil"];
pub const CHATS: [&str; 4] = ["chat-0", "chat-1", "chat-2", "chat-3"];
pub const QUEUES: [&str; 2] = ["rates", "loans"];

pub fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

pub fn group(name: &str) -> GroupId {
    GroupId::new(name).unwrap()
}

pub fn skill(name: &str) -> SkillId {
    SkillId::new(name).unwrap()
}

pub fn queue(name: &str) -> QueueId {
    QueueId::new(name).unwrap()
}

pub fn disposition(name: &str) -> DispositionId {
    DispositionId::new(name).unwrap()
}

/// One step of a history. `n` names what it makes, so that a step means the same when others are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub n: u32,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Contact {
        chat: CaseId,
        act: ContactAct,
    },
    Agent {
        agent: AgentId,
        chat: CaseId,
        command: Command,
    },
    Centre {
        chat: CaseId,
        act: CentreAct,
    },
    Seat {
        agent: AgentId,
        act: SeatAct,
    },
    /// What routing proposes is offered.
    Route,
    Pass {
        ms: u64,
    },
}

impl Step {
    /// The first fresh id of the step: what it makes is called so.
    pub fn fresh(&self) -> String {
        format!("new-{}", self.n)
    }
}

/// Two queues that differ in every choice an operator has, a group across both, and a skill.
pub fn rules() -> Rules {
    let words = |text: &str| Words { de: text.to_owned(), en: text.to_owned() };
    let agents = AGENTS.iter().enumerate().map(|(n, name)| {
        let rules = AgentRules {
            name: (*name).to_owned(),
            nickname: (n == 0).then(|| "Frau A.".to_owned()),
            capacity: if n == 1 { 1 } else { 2 },
            capacity_of: (n == 2).then(|| (KindId::new("loan").unwrap(), 1)).into_iter().collect(),
        };
        (agent(name), rules)
    });
    let rates = QueueRules {
        name: words("rates"),
        agents: vec![agent("anna"), agent("ben"), agent("cleo")],
        dispositions: vec![disposition("solved")],
        disposition_mandatory: true,
        contact_grace_ms: CONTACT_GRACE_MS,
        vanished: VanishedPolicy::Wait,
        place_until: PlaceUntil::MarkDone,
        routing: RoutingRules {
            skills: BTreeMap::from([(skill("english"), 2)]),
            widenings: vec![
                Widening {
                    after_ms: WIDENED_MS[0],
                    skills: Some(BTreeMap::from([(skill("english"), 1)])),
                    overflow: None,
                },
                Widening { after_ms: WIDENED_MS[1], skills: None, overflow: Some(queue("loans")) },
            ],
            head_start_ms: HEAD_START_MS,
            last_agent_first: true,
            by_hand: true,
            kind: None,
        },
        reminder: ReminderThresholds::default(),
    };
    let loans = QueueRules {
        name: words("loans"),
        agents: vec![agent("cleo"), agent("dora"), agent("emil")],
        dispositions: vec![disposition("solved"), disposition("lost")],
        disposition_mandatory: false,
        contact_grace_ms: CONTACT_GRACE_MS,
        vanished: VanishedPolicy::OfferAgain,
        place_until: PlaceUntil::End,
        routing: RoutingRules { kind: Some(KindId::new("loan").unwrap()), ..RoutingRules::default() },
        reminder: ReminderThresholds::default(),
    };
    let evening = GroupRules { name: words("evening"), agents: vec![agent("ben"), agent("cleo"), agent("emil")] };
    let levels = [("anna", 2), ("ben", 1), ("cleo", 3), ("emil", 3)];
    let levels = levels.map(|(name, level)| (agent(name), level));
    let english = SkillRules { name: words("english"), agents: BTreeMap::from(levels) };
    Rules {
        agents: agents.collect(),
        former_names: BTreeMap::new(),
        groups: BTreeMap::from([(group("evening"), evening)]),
        skills: BTreeMap::from([(skill("english"), english)]),
        queues: BTreeMap::from([(queue("rates"), rates), (queue("loans"), loans)]),
        dispositions: ["solved", "lost"]
            .iter()
            .map(|d| (disposition(d), DispositionRules { name: words(d), parent: None }))
            .collect(),
        reasons: Vec::new(),
        invitation_ms: INVITATION_MS,
        offers_withdrawn_after_ms: OFFERS_WITHDRAWN_MS,
        agent_grace_ms: AGENT_GRACE_MS,
    }
}

pub struct World {
    pub rules: Rules,
    pub roster: Roster,
    pub routing: Routing,
    pub counts: Counts,
    pub cases: BTreeMap<CaseId, Case>,
    pub logs: BTreeMap<CaseId, Vec<Recorded>>,
    pub now: Timestamp,
    /// In which case an invitation stands, or stood.
    pub invitations: BTreeMap<InvitationId, CaseId>,
}

impl World {
    pub fn new(chats: usize) -> Self {
        let ids: Vec<CaseId> = CHATS[..chats].iter().map(|id| CaseId::new(*id).unwrap()).collect();
        Self {
            routing: Routing::new(&rules()),
            counts: Counts::default(),
            rules: rules(),
            roster: Roster::new(),
            cases: ids.iter().map(|id| (id.clone(), Case::new(id.clone()))).collect(),
            logs: ids.iter().map(|id| (id.clone(), Vec::new())).collect(),
            now: Timestamp(1_000_000),
            invitations: BTreeMap::new(),
        }
    }

    pub fn moment(&self, step: &Step) -> Moment {
        let fresh = step.fresh();
        Moment { now: self.now, fresh: vec![fresh.clone(), fresh.clone() + "b", fresh.clone() + "c", fresh + "d"] }
    }

    pub fn decide(&self, chat: &CaseId, act: &Act, step: &Step) -> Result<Vec<Addressed>, Refusal> {
        decide(&self.cases[chat], &self.roster, &self.rules, act, &self.moment(step))
    }

    pub fn act_of(step: &Step, agent: &AgentId, command: &Command) -> Act {
        Act::Agent { agent: agent.clone(), id: CommandId::new(step.fresh()).unwrap(), command: command.clone() }
    }

    /// Takes the step. Each takes a second.
    pub fn take(&mut self, step: &Step) -> Result<(), Refusal> {
        self.now = self.now.plus_ms(1_000);
        let (chat, act) = match &step.what {
            What::Pass { ms } => {
                self.now = self.now.plus_ms(*ms);
                return Ok(());
            }
            What::Seat { agent, act } => {
                let moment = self.moment(step);
                let seat = self.roster.get(agent).cloned().unwrap_or_default();
                for event in decide_seat(&seat, act, &self.rules, &moment)? {
                    self.seat_changes(agent, |seat| evolve_seat(seat, moment.now, &event));
                }
                return Ok(());
            }
            What::Route => match konsil_centre::route(self.cases.values(), &self.roster, &self.rules) {
                Some((chat, agent)) => (chat, Act::Centre(CentreAct::Offer { agent })),
                None => return Err(Refusal::NobodyAvailable),
            },
            What::Contact { chat, act } => (chat.clone(), Act::Contact(act.clone())),
            What::Centre { chat, act } => (chat.clone(), Act::Centre(act.clone())),
            What::Agent { agent, chat, command } => {
                // Answers to invitations are brought to the case where these stand.
                let stands_in = if let Command::AcceptInvitation { invitation }
                | Command::DeclineInvitation { invitation } = command
                {
                    self.invitations.get(invitation)
                } else {
                    None
                };
                (stands_in.unwrap_or(chat).clone(), Self::act_of(step, agent, command))
            }
        };
        let events = self.decide(&chat, &act, step)?;
        self.commit(&chat, step, events);
        Ok(())
    }

    fn seat_changes(&mut self, agent: &AgentId, what: impl FnOnce(&mut Seat)) {
        let before = self.roster.get(agent).cloned();
        self.roster.change(agent, what);
        self.routing.seat_changed(agent, before.as_ref(), &self.roster[agent], &self.rules);
        let seats = (before.as_ref(), &self.roster[agent]);
        self.counts.seat_changed(agent, self.routing.queues_of(agent), seats, &self.rules);
    }

    fn commit(&mut self, chat: &CaseId, step: &Step, events: Vec<Addressed>) {
        for (nth, addressed) in events.into_iter().enumerate() {
            match addressed {
                Addressed::Seat { agent, event } => {
                    let now = self.now;
                    self.seat_changes(&agent, |seat| evolve_seat(seat, now, &event));
                }
                Addressed::Case { thread, audience, event } => {
                    if let CaseEvent::InvitationOffered { invitation, .. } = &event {
                        self.invitations.insert(invitation.clone(), chat.clone());
                    }
                    let case = self.cases.get_mut(chat).unwrap();
                    let before = case.clone();
                    evolve(case, self.now, &event);
                    if event.is_said() {
                        compare::only_who_waits_has_changed(&before, case, &self.roster, &self.rules, self.now);
                    }
                    self.routing.case_changed(Some(&before), case, &self.rules);
                    self.counts.case_changed(Some(&before), Some(case));
                    let log = self.logs.get_mut(chat).unwrap();
                    let for_contact = thread == Thread::Main && audience == Audience::Everyone;
                    let contact_seq = 1 + log.iter().rev().find_map(|e| e.contact_seq).unwrap_or(0);
                    log.push(Recorded {
                        id: EventId::new(format!("event-{}-{nth}", step.n)).unwrap(),
                        at: self.now,
                        version: case.version,
                        thread,
                        // Of no meaning to the rules.
                        seq: case.version,
                        contact_seq: for_contact.then_some(contact_seq),
                        audience,
                        event,
                    });
                }
            }
        }
    }
}
