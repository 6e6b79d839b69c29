//! What people do all day, by chance.

use konsil_centre::{CasePhase, ContactAct, Seat, SeatAct};
use konsil_protocol::domain::{AgentId, AgentState, CaseId, Command, Language, NotReadyReason, Thread};

use crate::centre::Day;
use crate::chance::Chance;
use crate::rules::{AGENTS, QUEUES, agent, queue};

const A_BREAK: AgentState = AgentState::NotReady { reason: NotReadyReason::BREAK };

pub fn come_to_work(day: &mut Day, chance: &mut Chance) {
    for n in 0..AGENTS {
        comes(day, &agent(n));
        if chance.percent(20) {
            sets(day, &agent(n), A_BREAK);
        }
    }
}

fn comes(day: &mut Day, who: &AgentId) {
    day.seat_act(who, SeatAct::Connected).unwrap();
    sets(day, who, AgentState::Ready);
}

fn sets(day: &mut Day, who: &AgentId, state: AgentState) {
    let _ = day.seat_act(who, SeatAct::SetState { state });
}

/// Something happens. `hour` goes from 0 to 1 over the day: twice there is a rush.
pub fn act(day: &mut Day, chance: &mut Chance, hour: f64) {
    day.passes(500 + chance.below(6_000) as u64);
    let rush = (0.15..0.4).contains(&hour) || (0.6..0.8).contains(&hour);
    if chance.percent(if rush { 65 } else { 25 }) {
        arrives(day, chance);
    }
    match chance.below(20) {
        0..6 => answers(day, chance),
        6..10 => ends(day, chance),
        10..13 => marks_done(day, chance),
        13..17 => takes_by_hand(day, chance),
        17 => changes_state(day, chance),
        18 => loses_connection(day, chance),
        _ => contact_acts(day, chance),
    }
}

fn arrives(day: &mut Day, chance: &mut Chance) {
    let former = if chance.percent(40) { chance.pick(&day.former) } else { None };
    day.opens(ContactAct::Open {
        name: "Maria".to_owned(),
        language: Language::De,
        queue: queue(QUEUES[chance.below(QUEUES.len())]),
        page: None,
        contact_id: "1".to_owned(),
        text: "Guten Tag".to_owned(),
        former,
    });
}

/// Those of the agents with whom it is so.
fn those(day: &Day, is_so: impl Fn(&Seat) -> bool) -> Vec<AgentId> {
    day.roster.iter().filter(|(_, seat)| is_so(seat)).map(|(agent, _)| agent.clone()).collect()
}

fn cases(day: &Day, phase: impl Fn(CasePhase) -> bool) -> Vec<CaseId> {
    day.cases.iter().filter(|(_, case)| phase(case.phase)).map(|(id, _)| id.clone()).collect()
}

fn answers(day: &mut Day, chance: &mut Chance) {
    for who in those(day, |seat| seat.is_connected() && !seat.invitations.is_empty()) {
        let (invitation, id) = day.roster[&who].invitations.iter().next().map(|(i, c)| (i.clone(), c.clone())).unwrap();
        match chance.below(10) {
            0..5 => day.does(&who, &id, Command::AcceptInvitation { invitation }).unwrap(),
            5 => day.does(&who, &id, Command::DeclineInvitation { invitation }).unwrap(),
            // Not yet, or never.
            _ => {}
        }
    }
}

fn ends(day: &mut Day, chance: &mut Chance) {
    for _ in 0..2 {
        let Some(who) = chance.pick(&those(day, |seat| seat.is_connected() && !seat.sessions.is_empty())) else {
            return;
        };
        let id = day.roster[&who].sessions.iter().next().unwrap().clone();
        day.does(&who, &id, Command::EndInteraction { case: id.clone() }).unwrap();
    }
}

fn marks_done(day: &mut Day, chance: &mut Chance) {
    for _ in 0..4 {
        let Some(who) = chance.pick(&those(day, |seat| seat.is_connected() && !seat.wrap_ups.is_empty())) else {
            return;
        };
        done(day, &who);
    }
}

fn done(day: &mut Day, who: &AgentId) {
    let id = day.roster[who].wrap_ups.iter().next().unwrap().clone();
    day.does(who, &id, Command::MarkDone { case: id.clone(), thread: Thread::Main }).unwrap();
}

/// Out of a list that one may see, or any chat that waits: mostly nothing for this agent. Now and then it accepts what it
/// is offered in the same moment.
fn takes_by_hand(day: &mut Day, chance: &mut Chance) {
    let anybody = those(day, |_| true);
    let asked = those(day, |seat| !seat.invitations.is_empty());
    let from = if asked.is_empty() || chance.percent(50) { anybody } else { asked };
    let Some(who) = chance.pick(&from) else { return };
    let in_queue = queue(QUEUES[chance.below(QUEUES.len())]);
    let listed = day.routing.may_take(&who, &in_queue, 5).0;
    let from = if chance.percent(80) { listed } else { cases(day, |phase| phase == CasePhase::Waiting) };
    let Some(id) = chance.pick(&from) else { return };
    let did = day.does(&who, &id, Command::TakeChat { case: id.clone() });
    day.counts(if did.is_ok() { "taken by hand" } else { "taken by hand: refused" });
    if did.is_ok()
        && let Some((invitation, id)) = day.roster[&who].invitations.clone().into_iter().next()
    {
        let did = day.does(&who, &id, Command::AcceptInvitation { invitation });
        day.counts(if did.is_ok() { "accepted beside one by hand" } else { "accepted beside one by hand: refused" });
    }
}

fn changes_state(day: &mut Day, chance: &mut Chance) {
    for _ in 0..3 {
        one_changes_state(day, chance);
    }
}

fn one_changes_state(day: &mut Day, chance: &mut Chance) {
    let who = agent(chance.below(AGENTS));
    match (day.roster[&who].state, chance.below(10)) {
        (AgentState::LoggedOut, _) => comes(day, &who),
        (AgentState::Ready, 0..3) => sets(day, &who, A_BREAK),
        (AgentState::Ready, 3) => sets(day, &who, AgentState::LoggedOut),
        (AgentState::Ready, _) => {}
        (AgentState::NotReady { .. } | AgentState::AfterWork | AgentState::Unsupported, _) => {
            sets(day, &who, AgentState::Ready);
        }
    }
}

/// Some come back soon, some when the chats are with others already.
fn loses_connection(day: &mut Day, chance: &mut Chance) {
    let gone = those(day, |seat| !seat.is_connected());
    if let Some(who) = chance.pick(&gone).filter(|_| gone.len() > 3) {
        day.seat_act(&who, SeatAct::Connected).unwrap();
    } else if let Some(who) = chance
        .pick(&those(day, |seat| seat.is_connected() && (!seat.sessions.is_empty() || !seat.invitations.is_empty())))
    {
        day.seat_act(&who, SeatAct::Disconnected).unwrap();
        day.counts("vanished");
    }
}

fn contact_acts(day: &mut Day, chance: &mut Chance) {
    let waiting = cases(day, |phase| phase == CasePhase::Waiting);
    let (lost, kept): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|id| day.cases[id].is_interrupted());
    let back = chance.pick(&lost).filter(|_| chance.percent(50));
    if let Some(id) = back {
        day.contact(&id, ContactAct::Returned).unwrap();
        day.counts("contacts lost and back");
    } else if let Some(id) = chance.pick(&kept) {
        day.contact(&id, ContactAct::Interrupted).unwrap();
    }
    let offered =
        cases(day, |phase| phase == CasePhase::Waiting).into_iter().filter(|id| !day.cases[id].invitations.is_empty());
    if let Some(id) = chance.pick(&offered.collect::<Vec<_>>()).filter(|_| chance.percent(30)) {
        day.contact(&id, ContactAct::Leave).unwrap();
    }
}

/// In the evening nobody comes any more; everybody is there, and takes what there is.
pub fn serve_all_who_wait(day: &mut Day) {
    let waiting = |day: &Day| cases(day, |phase| phase == CasePhase::Waiting);
    for id in waiting(day) {
        if day.cases[&id].is_interrupted() {
            day.contact(&id, ContactAct::Returned).unwrap();
        }
    }
    let due = waiting(day);
    for _ in 0..120 {
        for who in (0..AGENTS).map(agent) {
            comes(day, &who);
            while let Some(id) = day.roster[&who].sessions.iter().next().cloned() {
                day.does(&who, &id, Command::EndInteraction { case: id.clone() }).unwrap();
            }
            while !day.roster[&who].wrap_ups.is_empty() {
                done(day, &who);
            }
            while let Some((invitation, id)) = day.roster[&who].invitations.clone().into_iter().next() {
                day.does(&who, &id, Command::AcceptInvitation { invitation }).unwrap();
            }
        }
        if waiting(day).is_empty() {
            break;
        }
        day.passes(10_000);
    }
    assert!(!due.is_empty(), "nobody has to wait in the evening");
    for id in due {
        assert!(day.ledger.served.contains(&id), "{id} was forgotten");
    }
}
