//! The Team Communicator.

use std::collections::BTreeMap;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{FindTargets, Purpose, TargetFilter};
use crate::boundary::view::{Presence, TargetHeading, TargetRow, Targets};
use crate::{Desk, Kept};

fn find(desk: &Desk, purpose: Purpose, text: &str) -> Targets {
    desk.find_targets(&FindTargets {
        case: case_id("a"),
        purpose,
        text: text.to_owned(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from: None,
    })
}

fn names(targets: &Targets) -> Vec<&str> {
    targets.groups.iter().flat_map(|group| &group.rows).map(|row| row.name.as_str()).collect()
}

fn row<'a>(targets: &'a Targets, name: &str) -> &'a TargetRow {
    targets.groups.iter().flat_map(|group| &group.rows).find(|row| row.name == name).unwrap()
}

#[test]
fn everybody_is_offered_but_me_with_presence_and_what_is_possible() {
    let world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let targets = find(&world.desk, Purpose::Consult, "");
    assert_eq!(names(&targets), ["Rechnung", "Technik", "Katrin Richter", "Sven Köhler", "Rita Maurer"]);
    let katrin = row(&targets, "Katrin Richter");
    assert_eq!(katrin.actions, [Purpose::Consult, Purpose::Conference, Purpose::Transfer]);
    assert_eq!((katrin.presence, katrin.detail.id.as_str()), (Some(Presence::Ready), "presence-ready"));
    let sven = row(&targets, "Sven Köhler");
    assert_eq!((sven.presence, sven.detail.id.as_str()), (Some(Presence::Away), "presence-break"));
    assert_eq!(sven.actions[0], Purpose::Consult, "by name, whatever the state");
    let rita = row(&targets, "Rita Maurer");
    assert!(rita.actions.is_empty());
    assert_eq!(rita.why_not.as_ref().unwrap().id, "not-askable-logged-out");
    let billing = row(&targets, "Rechnung");
    assert_eq!(billing.detail.args["available"], crate::boundary::view::Arg::Number(1.0), "I do not count myself");
    assert_eq!(row(&targets, "Technik").why_not.as_ref().unwrap().id, "not-askable-nobody-available");
    assert_eq!(row(&targets, "Technik").actions, [Purpose::Transfer], "there the chat may wait");
}

#[test]
fn since_when_a_colleague_is_in_its_state_is_told_in_this_computers_time() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Clock { server_now: world.now.plus_ms(5_000) });
    let began = world.now;
    let doing = |state, connected, do_not_disturb, since| Doing {
        state,
        connected,
        do_not_disturb,
        since,
        available: false,
        chats: 2,
    };
    let at_break = AgentState::NotReady { reason: NotReadyReason::BREAK };
    let mine = [
        ("katrin", doing(AgentState::Ready, true, false, began)),
        ("sven", doing(at_break, false, false, began)),
        ("rita", doing(AgentState::Ready, true, true, began)),
    ];
    let agents = mine.map(|(name, doing)| AgentStatus { agent: agent(name), doing }).into();
    world.hear(WorkspaceEvent::Mine(Mine { agents, queues: Vec::new() }));
    let targets = find(&world.desk, Purpose::Consult, "");
    let since = |name| row(&targets, name).since;
    assert_eq!(since("Katrin Richter"), Some(Timestamp(began.0 - 5_000)));
    assert_eq!((since("Sven Köhler"), since("Rita Maurer")), (None, None), "their rows say something else");
}

#[test]
fn the_purpose_comes_first_among_the_actions() {
    let world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let targets = find(&world.desk, Purpose::Transfer, "katrin");
    assert_eq!(row(&targets, "Katrin Richter").actions, [Purpose::Transfer, Purpose::Consult, Purpose::Conference]);
}

#[test]
fn active_consultations_stand_first_and_only_there() {
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let world = World::with(vec![view]);
    let targets = find(&world.desk, Purpose::Conference, "");
    assert_eq!(targets.groups[0].heading, TargetHeading::ActiveConsultations);
    assert_eq!(targets.groups[0].rows[0].actions, [Purpose::Conference, Purpose::Transfer]);
    assert_eq!(names(&targets).iter().filter(|name| **name == "Katrin Richter").count(), 1);
    let targets = find(&world.desk, Purpose::Consult, "");
    assert_eq!(targets.groups[0].rows[0].why_not.as_ref().unwrap().id, "not-askable-already-consulting");
}

#[test]
fn names_are_found_by_their_beginning_first_and_without_marks() {
    let world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    assert_eq!(names(&find(&world.desk, Purpose::Consult, "ri")), ["Rita Maurer", "Katrin Richter"]);
    for typed in ["köh", "KOH", "koeh", "sven kö", "koeh sven"] {
        assert_eq!(names(&find(&world.desk, Purpose::Consult, typed)), ["Sven Köhler"], "{typed}");
    }
    assert_eq!(
        names(&find(&world.desk, Purpose::Consult, "tech")),
        ["Technik", "Sven Köhler", "Rita Maurer"],
        "a queue finds its agents too"
    );
    for typed in ["xyz", "öhl", "sven x", "…"] {
        assert!(find(&world.desk, Purpose::Consult, typed).groups.is_empty(), "{typed}");
    }
}

#[test]
fn what_the_case_forbids_says_why() {
    let mut view = chat_with("a", "Martin Hoffmann");
    view.not_askable = vec![NotAskable {
        agent: agent("katrin"),
        kind: InvitationKind::Conference,
        why: NotAskableWhy::AlreadyMember,
    }];
    view.can.remove(&CaseAction::AskTransferToQueue);
    let world = World::with(vec![view]);
    let targets = find(&world.desk, Purpose::Conference, "");
    assert_eq!(row(&targets, "Katrin Richter").why_not.as_ref().unwrap().id, "not-askable-already-member");
    assert_eq!(row(&targets, "Katrin Richter").actions, [Purpose::Consult, Purpose::Transfer]);
    let targets = find(&world.desk, Purpose::Transfer, "");
    assert_eq!(row(&targets, "Rechnung").why_not.as_ref().unwrap().id, "not-askable-other-agent-in-chat");
}

#[test]
fn ten_are_suggested_and_all_on_demand() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let mut directory = directory();
    directory.version = 2;
    for n in 0..20 {
        let mut agent = directory.agents[1].clone();
        agent.agent = AgentId::new(format!("n{n}")).unwrap();
        agent.name = format!("Nummer {n:02}");
        directory.agents.push(agent);
    }
    world.hear_directory(directory);
    let targets = find(&world.desk, Purpose::Consult, "nummer");
    assert_eq!((names(&targets).len(), targets.more), (10, 10));
    let all = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: "nummer".to_owned(),
        filter: TargetFilter::Of(TargetKind::Agent),
        levels: BTreeMap::new(),
        from: Some(0),
    };
    let targets = world.desk.find_targets(&all);
    assert_eq!((names(&targets).len(), targets.more), (20, 0));
}

#[test]
fn of_ten_thousand_a_window_is_handed_a_hundred_wherever_it_looks() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let mut directory = directory();
    directory.version = 2;
    for n in 0..10_000 {
        let mut agent = directory.agents[1].clone();
        agent.agent = AgentId::new(format!("n{n:05}")).unwrap();
        agent.name = format!("Nummer {n:05}");
        directory.agents.push(agent);
    }
    world.hear_directory(directory);
    let find = |from| FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: String::new(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from,
    };
    let suggested = world.desk.find_targets(&find(None));
    assert_eq!((names(&suggested).len(), suggested.more), (10, 9_995));
    let there = |from| {
        let targets = world.desk.find_targets(&find(Some(from)));
        let agents = targets.groups.iter().find(|group| group.heading == TargetHeading::Of(TargetKind::Agent)).unwrap();
        let all: u32 = targets.groups.iter().map(|group| group.above + group.below).sum();
        (names(&targets).len(), all, agents.above, agents.rows.first().map(|row| row.name.clone()), agents.below)
    };
    let first = |name: &str| Some(name.to_owned());
    assert_eq!(there(0), (100, 9_905, 0, first("Katrin Richter"), 9_905));
    assert_eq!(there(5_000), (100, 9_905, 4_998, first("Nummer 04997"), 4_905));
    assert_eq!(there(9_990), (15, 9_990, 9_988, first("Nummer 09987"), 0));
    assert_eq!(there(20_000), (0, 10_005, 10_003, None, 0));
}

#[test]
fn the_last_ten_targets_are_remembered_newest_first() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let target = |name: &str| ConsultTarget::Agent { agent: agent(name) };
    let kept = Kept { recent: vec![target("sven"), target("left-the-company")], ..Kept::default() };
    world.tell(crate::Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
    world.do_it(Command::AskTransfer { case: case_id("a"), target: target("katrin"), note: None });
    let recent = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: String::new(),
        filter: TargetFilter::Recent,
        levels: BTreeMap::new(),
        from: None,
    };
    let targets = world.desk.find_targets(&recent);
    assert_eq!(targets.groups[0].heading, TargetHeading::Recent);
    assert_eq!(names(&targets), ["Katrin Richter", "Sven Köhler"]);
}
