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
        all: false,
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
    for typed in ["köh", "KOH", "koeh", "sven kö", "öhl"] {
        assert_eq!(names(&find(&world.desk, Purpose::Consult, typed)), ["Sven Köhler"], "{typed}");
    }
    assert_eq!(
        names(&find(&world.desk, Purpose::Consult, "tech")),
        ["Technik", "Sven Köhler", "Rita Maurer"],
        "a queue finds its agents too"
    );
    assert!(find(&world.desk, Purpose::Consult, "xyz").groups.is_empty());
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
        all: true,
    };
    let targets = world.desk.find_targets(&all);
    assert_eq!((names(&targets).len(), targets.more), (20, 0));
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
        all: false,
    };
    let targets = world.desk.find_targets(&recent);
    assert_eq!(targets.groups[0].heading, TargetHeading::Recent);
    assert_eq!(names(&targets), ["Katrin Richter", "Sven Köhler"]);
}
