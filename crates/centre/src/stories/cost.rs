//! What an event costs follows from those it concerns, not from how many stand in the centre's file. Work is counted.

use allocation_counter::measure;
use konsil_protocol::domain::NotReadyReason;

use super::*;

/// Anna's chat with a contact, in which ben is consulted, in a centre with so many others in a queue of their own.
fn with_others(others: usize) -> Centre {
    let mut centre = Centre::open();
    let names: Vec<_> = (0..others).map(|n| format!("other-{n:05}")).collect();
    for name in &names {
        let rules = AgentRules { name: name.clone(), nickname: None, capacity: 2, capacity_of: BTreeMap::new() };
        centre.rules.agents.insert(agent(name), rules);
        centre.comes_to_work(name);
    }
    let elsewhere = QueueRules {
        agents: names.iter().map(|name| agent(name)).collect(),
        ..centre.rules.queues[&queue("rates")].clone()
    };
    centre.rules.queues.insert(queue("elsewhere"), elsewhere);
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre
}

/// How often memory is asked for.
fn allocations(what: impl FnOnce()) -> u64 {
    measure(what).count_total
}

#[test]
fn a_message_a_view_and_a_request_cost_the_same_among_ten_and_among_five_thousand() {
    let [few, many] = [10, 5_000].map(|others| {
        let mut centre = with_others(others);
        let view = allocations(|| drop(centre.sees_of_it("anna", "a")));
        let message = allocations(|| centre.writes("anna", "a", "Guten Tag").unwrap());
        let request = allocations(|| centre.asks_to_join("anna", "a", by_name("cleo")).unwrap());
        let copy = allocations(|| drop(centre.roster.clone()));
        [("view", view), ("message", message), ("request", request), ("copy of the roster", copy)]
    });
    for ((what, few), (_, many)) in few.into_iter().zip(many) {
        println!("{what}: {few} allocations among ten others, {many} among five thousand");
        assert!(many * 10 <= few * 12, "{what}: {few} became {many}");
    }
}

#[test]
fn who_has_enough_consultations_is_found_without_looking_at_everybody() {
    let mut centre = with_others(100);
    for (n, chat) in ["b", "c", "d"].iter().enumerate() {
        let asker = ["anna", "cleo", "cleo"][n];
        centre.chats(asker, chat);
        centre.consults(asker, chat, by_name("other-00007")).unwrap();
        centre.accepts("other-00007");
    }
    let busy = |centre: &Centre| {
        let why = centre.sees_of_it("anna", "a").not_askable;
        why.iter().any(|found| found.agent == agent("other-00007") && found.why == NotAskableWhy::Busy)
    };
    assert!(busy(&centre));
    let consultation = centre.cases[&case("b")].consultations.keys().next().unwrap().clone();
    centre.does("anna", "b", Command::EndConsultation { case: case("b"), consultation }).unwrap();
    assert!(!busy(&centre));
}

/// Anna's chat in a centre in which so many belong to one group, have one skill and work in one queue; one of them is free.
fn with_members(members: usize) -> Centre {
    let mut centre = Centre::open();
    let names: Vec<_> = (0..members).map(|n| format!("member-{n:05}")).collect();
    for name in &names {
        let rules = AgentRules { name: name.clone(), nickname: None, capacity: 2, capacity_of: BTreeMap::new() };
        centre.rules.agents.insert(agent(name), rules);
        centre.comes_to_work(name);
        centre.sets(name, AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    }
    centre.sets(&names[members / 2], AgentState::Ready).unwrap();
    let all = names.iter().map(|name| agent(name));
    centre.rules.groups.get_mut(&group("evening")).unwrap().agents = all.clone().collect();
    centre.rules.skills.get_mut(&skill("english")).unwrap().agents = all.clone().map(|agent| (agent, 3)).collect();
    centre.queue_rules("loans").agents = all.collect();
    centre.chats("anna", "a");
    centre
}

#[test]
fn to_ask_whoever_is_free_costs_no_memory_for_those_who_are_not() {
    let targets = [by_group("evening"), by_skill("english", 2), by_queue("loans")];
    let [few, many] = [10, 5_000].map(|members| {
        targets.clone().map(|target| {
            let mut centre = with_members(members);
            let request = allocations(|| centre.consults("anna", "a", target).unwrap());
            let chosen = centre.asked("a")[0].0.to_owned();
            (request, allocations(|| centre.declines(&chosen)))
        })
    });
    for (target, (few, many)) in targets.iter().zip(few.into_iter().zip(many)) {
        println!("{target:?}: {few:?} allocations among ten members, {many:?} among five thousand");
        for (few, many) in [(few.0, many.0), (few.1, many.1)] {
            assert!(many * 10 <= few * 12, "{target:?}: {few} became {many}");
        }
    }
}

/// A centre whose agents are all busy, in which so many chats wait, half of them for a skill that nobody has who is
/// there; and what routing knows of it.
fn with_waiting(waiting: usize) -> (Centre, Routing) {
    let mut centre = Centre::open();
    centre.queue_rules("loans").routing.skills = BTreeMap::from([(skill("english"), 4)]);
    centre.seat_act("dora", SeatAct::Disconnected).unwrap();
    let mut routing = Routing::new(&centre.rules);
    for n in 0..waiting {
        let (id, in_queue) = (format!("waits-{n:05}"), ["rates", "loans"][n % 2]);
        centre.writes_in(&id, in_queue);
        routing.case_changed(None, &centre.cases[&case(&id)], &centre.rules);
    }
    for name in ["anna", "ben", "cleo", "dora"] {
        centre.rules.agents.get_mut(&agent(name)).unwrap().capacity = 0;
        routing.seat_changed(&agent(name), None, centre.seat(name), &centre.rules);
    }
    (centre, routing)
}

#[test]
fn routing_costs_the_same_while_five_wait_and_while_five_thousand_do() {
    let [few, many] = [5, 5_000].map(|waiting| {
        let (mut centre, mut routing) = with_waiting(waiting);
        let nothing = allocations(|| assert_eq!(routing.next(&centre.roster), None));
        centre.writes_in("one-more", "loans");
        let for_nobody = allocations(|| {
            routing.case_changed(None, &centre.cases[&case("one-more")], &centre.rules);
            assert_eq!(routing.next(&centre.roster), None, "who has learned that is not there");
        });
        centre.rules.agents.get_mut(&agent("cleo")).unwrap().capacity = 1;
        let offer = allocations(|| {
            let seat = centre.seat("cleo");
            routing.seat_changed(&agent("cleo"), Some(seat), seat, &centre.rules);
            assert_eq!(routing.next(&centre.roster), Some((case("waits-00000"), agent("cleo"))));
        });
        [("nobody free", nothing), ("for a skill that nobody has", for_nobody), ("an offer", offer)]
    });
    for ((what, few), (_, many)) in few.into_iter().zip(many) {
        println!("{what}: {few} allocations while five wait, {many} while five thousand do");
        // A tree is some levels deeper.
        assert!(many <= few * 2 + 8, "{what}: {few} became {many}");
    }
}
