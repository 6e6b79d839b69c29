//! The Team Communicator: agent groups and skills.

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{FindTargets, Purpose, TargetFilter};
use crate::boundary::view::{Arg, Presence, TargetRow, Targets};

fn group(name: &str) -> ConsultTarget {
    ConsultTarget::Group { group: GroupId::new(name).unwrap() }
}

fn skill(least: SkillLevel) -> ConsultTarget {
    ConsultTarget::Skill { skill: SkillId::new("goodwill").unwrap(), least }
}

fn words(de: &str, en: &str) -> Words {
    Words { de: de.to_owned(), en: en.to_owned() }
}

/// One can be at lunch. I and Katrin are in the group for complaints; for goodwill I have level 3, Katrin 2, and Sven 1.
pub fn names_with_groups_and_skills() -> Listing {
    let (mut names, _) = directory().parts();
    let complaints = GroupId::new("complaints").unwrap();
    let goodwill = SkillId::new("goodwill").unwrap();
    names.groups = vec![ListedGroup { group: complaints.clone(), name: words("Beschwerden", "Complaints") }];
    let lunch = ReasonId::new("lunch").unwrap();
    names.reasons = vec![ListedReason { reason: lunch, name: words("Mittagspause", "Lunch") }];
    names.skills = vec![ListedSkill { skill: goodwill.clone(), name: words("Kulanz", "Goodwill") }];
    let targets = vec![group("complaints"), skill(1)];
    names.favourites = vec![ListedFavourites { name: words("Erste Hilfe", "First aid"), targets }];
    for entry in &mut names.agents {
        let level = match entry.agent.as_str() {
            "jana" => Some(3),
            "katrin" => Some(2),
            "sven" => Some(1),
            _ => None,
        };
        entry.skills = level.map(|level| (goodwill.clone(), level)).into_iter().collect();
        entry.groups = level.filter(|level| *level > 1).map(|_| complaints.clone()).into_iter().collect();
        entry.nickname = (entry.agent.as_str() == "sven").then(|| "Herr Sonnenschein".to_owned());
    }
    names
}

fn world() -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Names(Arc::new(names_with_groups_and_skills())));
    world
}

fn find(world: &World, purpose: Purpose, text: &str, least: Option<SkillLevel>) -> Targets {
    let levels = least.map(|least| (SkillId::new("goodwill").unwrap(), least));
    let (case, text, filter) = (case_id("a"), text.to_owned(), TargetFilter::All);
    let levels = BTreeMap::from_iter(levels);
    world.desk.find_targets(&FindTargets { case, purpose, text, filter, levels, from: None })
}

fn row(targets: &Targets, name: &str) -> TargetRow {
    targets.groups.iter().flat_map(|group| &group.rows).find(|row| row.name == name).unwrap().clone()
}

fn count(row: &TargetRow) -> (f64, f64) {
    let number = |name: &str| match row.detail.args[name] {
        Arg::Number(number) => number,
        ref other => panic!("{other:?} is no number"),
    };
    (number("available"), number("members"))
}

#[test]
fn of_a_group_it_is_shown_how_many_would_be_asked_and_i_am_none_of_them() {
    let world = world();
    let complaints = row(&find(&world, Purpose::Consult, "", None), "Beschwerden");
    assert_eq!((complaints.target.clone(), count(&complaints)), (group("complaints"), (1.0, 2.0)));
    assert_eq!(complaints.actions, [Purpose::Consult, Purpose::Conference, Purpose::Transfer]);
    assert_eq!((complaints.presence, complaints.levels), (Some(Presence::Ready), Vec::new()));
}

#[test]
fn a_skill_is_asked_at_the_level_that_was_chosen_and_counts_those_who_have_it_so_well() {
    let world = world();
    let lowest = row(&find(&world, Purpose::Consult, "kul", None), "Kulanz");
    assert_eq!((&lowest.target, count(&lowest), &*lowest.levels), (&skill(1), (1.0, 3.0), &[1, 2, 3][..]));
    let second = row(&find(&world, Purpose::Consult, "kul", Some(2)), "Kulanz");
    assert_eq!((&second.target, count(&second)), (&skill(2), (1.0, 2.0)));
    let highest = row(&find(&world, Purpose::Consult, "kul", Some(3)), "Kulanz");
    assert_eq!((&highest.target, count(&highest)), (&skill(3), (0.0, 1.0)), "I am the only one");
    assert_eq!(highest.why_not.unwrap().id, "not-askable-nobody-available");
    assert!(highest.actions.is_empty(), "nobody is there to take the chat over, and it would not wait");
}

#[test]
fn colleagues_are_found_by_what_they_can_and_the_row_says_what_was_found() {
    let world = world();
    let found = find(&world, Purpose::Consult, "kulanz", None);
    assert_eq!(row(&found, "Katrin Richter").beside.as_deref(), Some("Kulanz 2"));
    assert_eq!(row(&found, "Sven Köhler").beside.as_deref(), Some("Kulanz 1"));
    let by_group = find(&world, Purpose::Consult, "beschwerd", None);
    assert_eq!(row(&by_group, "Katrin Richter").beside.as_deref(), Some("Beschwerden"));
    let by_nickname = find(&world, Purpose::Consult, "sonnenschein", None);
    assert_eq!(row(&by_nickname, "Sven Köhler").beside.as_deref(), Some("Herr Sonnenschein"));
    assert_eq!(row(&find(&world, Purpose::Consult, "katrin", None), "Katrin Richter").beside, None);
}

#[test]
fn what_was_asked_last_is_listed_once_at_the_level_of_then() {
    let mut world = world();
    for least in [1, 2] {
        world.do_it(Command::StartConsultation { case: case_id("a"), target: skill(least), question: None });
    }
    let (case, purpose, filter) = (case_id("a"), Purpose::Consult, TargetFilter::Recent);
    let find = |levels| FindTargets { case: case.clone(), purpose, text: String::new(), filter, levels, from: None };
    let rows = |levels| {
        let groups = world.desk.find_targets(&find(levels)).groups;
        groups.into_iter().flat_map(|group| group.rows).map(|row| row.target).collect::<Vec<_>>()
    };
    assert_eq!(rows(BTreeMap::new()), [skill(2)]);
    assert_eq!(rows(BTreeMap::from([(SkillId::new("goodwill").unwrap(), 3)])), [skill(3)], "another one was chosen");
}

#[test]
fn a_request_to_anyone_runs_without_a_countdown_and_ends_with_nobody_available() {
    let invitation = InvitationId::new("i").unwrap();
    let mut view = chat_with("a", "Martin Hoffmann");
    view.requests = vec![RequestView {
        invitation: invitation.clone(),
        kind: InvitationKind::Consultation,
        target: skill(2),
        question: None,
        remaining_ms: 24_000,
    }];
    let mut world = world();
    world.select("a");
    world.case(CaseView { version: 2, ..view.clone() });
    let request = world.main().chat().requests[0].clone();
    assert_eq!((request.target.as_str(), request.least, request.expires_at), ("Kulanz", Some(2), None));
    let outcome = RequestOutcome {
        invitation,
        kind: InvitationKind::Consultation,
        target: skill(2),
        outcome: InvitationOutcome::Expired,
        at: world.now,
    };
    world.case(CaseView { version: 3, requests: Vec::new(), outcomes: vec![outcome], ..view });
    let notice = world.main().chat().notices[0].clone();
    assert_eq!((notice.text.id.as_str(), notice.private), ("skill-not-available", true));
    assert_eq!(notice.text.args["level"], Arg::Number(2.0), "a lower level may be available");
    assert_eq!(notice.pick_another, Some(Purpose::Consult));
}
