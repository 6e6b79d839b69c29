//! The Team Communicator: favourites of the agent and of the centre, and who was asked last.

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::effect::{Effect, Favourite, KeptTargets};
use crate::boundary::input::{FindTargets, Input, Purpose, TargetFilter};
use crate::boundary::settings::{Setting, SettingValue};
use crate::boundary::view::{TargetHeading, Targets};
use crate::{Event, Kept};

fn of(name: &str) -> ConsultTarget {
    ConsultTarget::Agent { agent: agent(name) }
}

fn queue() -> ConsultTarget {
    ConsultTarget::Queue { queue: directory().queues[0].queue.clone() }
}

fn favour(world: &mut World, target: ConsultTarget, category: &str) {
    world.act(Input::Favour { target, category: category.to_owned() });
}

fn rename(world: &mut World, from: &str, to: &str) {
    world.act(Input::RenameCategory { from: from.to_owned(), to: to.to_owned() });
}

fn find(world: &World, filter: TargetFilter, text: &str) -> Targets {
    let (case, purpose, text) = (case_id("a"), Purpose::Consult, text.to_owned());
    world.desk.find_targets(&FindTargets { case, purpose, text, filter, levels: BTreeMap::new(), from: None })
}

/// Heading or category, and the names under it.
fn shown(targets: &Targets) -> Vec<(String, Vec<String>)> {
    let heading = |heading: TargetHeading| serde_json::to_value(heading).unwrap().as_str().unwrap().to_owned();
    let groups = targets.groups.iter();
    let names = |rows: &[crate::boundary::view::TargetRow]| rows.iter().map(|row| row.name.clone()).collect();
    groups.map(|group| (group.category.clone().unwrap_or(heading(group.heading)), names(&group.rows))).collect()
}

fn expect(targets: &Targets, expected: &[(&str, &[&str])]) {
    let found = shown(targets);
    let found: Vec<(&str, Vec<&str>)> =
        found.iter().map(|(of, names)| (of.as_str(), names.iter().map(String::as_str).collect())).collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(of, names)| (*of, names.to_vec())).collect();
    assert_eq!(found, expected);
}

/// What was kept on disk last.
fn kept(world: &World) -> KeptTargets {
    let kept = world
        .effects
        .iter()
        .rev()
        .find_map(|effect| if let Effect::SaveTargets { targets } = effect { Some(targets.clone()) } else { None });
    kept.expect("nothing was kept")
}

fn begins_again_with(kept: Kept) -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
    world
}

#[test]
fn favourites_stand_by_category_and_are_there_after_a_restart() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    favour(&mut world, of("katrin"), "");
    favour(&mut world, of("sven"), "  Technik und\nmehr ");
    favour(&mut world, queue(), "abrechnung");
    favour(&mut world, of("rita"), "Abrechnung");
    let expected: &[(&str, &[&str])] = &[
        ("favourites", &["Katrin Richter"]),
        ("abrechnung", &["Rechnung", "Rita Maurer"]),
        ("Technik und mehr", &["Sven Köhler"]),
    ];
    expect(&find(&world, TargetFilter::Favourites, ""), expected);
    assert_eq!(find(&world, TargetFilter::All, "").categories, ["abrechnung", "Technik und mehr"]);
    let world = begins_again_with(Kept { targets: vec![kept(&world)], ..Kept::default() });
    expect(&find(&world, TargetFilter::Favourites, ""), expected);
    expect(&find(&world, TargetFilter::Favourites, "sven"), &[("Technik und mehr", &["Sven Köhler"])]);
}

#[test]
fn a_category_gets_another_name_joins_another_one_or_goes_and_its_favourites_stay() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    favour(&mut world, of("katrin"), "Geld");
    favour(&mut world, of("sven"), "Technik");
    rename(&mut world, "Geld", "geld");
    expect(
        &find(&world, TargetFilter::Favourites, ""),
        &[("geld", &["Katrin Richter"]), ("Technik", &["Sven Köhler"])],
    );
    rename(&mut world, "geld", "TECHNIK");
    expect(&find(&world, TargetFilter::Favourites, ""), &[("Technik", &["Katrin Richter", "Sven Köhler"])]);
    rename(&mut world, "Technik", "");
    expect(&find(&world, TargetFilter::Favourites, ""), &[("favourites", &["Katrin Richter", "Sven Köhler"])]);
    world.act(Input::Disfavour { target: of("katrin") });
    expect(&find(&world, TargetFilter::Favourites, ""), &[("favourites", &["Sven Köhler"])]);
    assert_eq!(kept(&world).favourites.len(), 1);
}

#[test]
fn a_favourite_that_is_listed_no_more_says_so_can_do_nothing_and_can_be_taken_out() {
    let gone = Favourite { target: of("petra"), name: "Petra Lang".to_owned(), category: String::new() };
    let (me, server) = (agent("jana"), String::new());
    let targets = KeptTargets { agent: me, server, favourites: vec![gone], recent: vec![of("petra"), of("sven")] };
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let server = world.desk.parts.agent.identity.server().to_owned();
    let kept = Kept { targets: vec![KeptTargets { server, ..targets }], ..Kept::default() };
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
    let targets = find(&world, TargetFilter::Favourites, "lang");
    let row = &targets.groups[0].rows[0];
    assert_eq!((row.name.as_str(), row.actions.len(), row.favourite.as_deref()), ("Petra Lang", 0, Some("")));
    assert_eq!(row.why_not.as_ref().unwrap().id, "not-askable-gone");
    expect(&find(&world, TargetFilter::Recent, ""), &[("recent", &["Sven Köhler"])]);
    world.act(Input::Disfavour { target: of("petra") });
    expect(&find(&world, TargetFilter::Favourites, ""), &[]);
}

#[test]
fn favourites_stand_first_among_all_and_are_marked_wherever_they_are_found() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    favour(&mut world, of("sven"), "Technik");
    let all = find(&world, TargetFilter::All, "");
    assert_eq!(shown(&all)[0], ("favourites".to_owned(), vec!["Sven Köhler".to_owned()]));
    let agents = find(&world, TargetFilter::Of(TargetKind::Agent), "");
    assert_eq!(shown(&agents)[0].1.len(), 3, "each stands in one place only");
    let sven = agents.groups[0].rows.iter().find(|row| row.name == "Sven Köhler").unwrap();
    assert_eq!(sven.favourite.as_deref(), Some("Technik"));
}

#[test]
fn without_headings_what_fits_best_stands_first_whatever_it_is() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    favour(&mut world, of("sven"), "");
    world.act(Input::Set { setting: Setting::TargetsFlat, value: SettingValue::Switch { on: true } });
    let all = find(&world, TargetFilter::All, "");
    assert!(all.flat);
    expect(&all, &[("all", &["Sven Köhler", "Katrin Richter", "Rechnung", "Technik", "Rita Maurer"])]);
}

#[test]
fn what_is_kept_belongs_to_one_agent_on_one_server() {
    let favourite = |name: &str| Favourite { target: of(name), name: name.to_owned(), category: String::new() };
    let kept = |of: &str, server: &str, name: &str| KeptTargets {
        agent: agent(of),
        server: server.to_owned(),
        favourites: vec![favourite(name)],
        recent: Vec::new(),
    };
    let targets = vec![kept("sven", "", "katrin"), kept("jana", "https://elsewhere", "katrin")];
    let world = begins_again_with(Kept { targets, recent: vec![of("sven")], ..Kept::default() });
    expect(&find(&world, TargetFilter::Favourites, ""), &[]);
    expect(&find(&world, TargetFilter::Recent, ""), &[("recent", &["Sven Köhler"])]);
}

#[test]
fn what_the_centre_proposes_stands_behind_ones_own_in_the_windows_language() {
    let (mut names, _) = directory().parts();
    let category = |de: &str, en: &str, targets| ListedFavourites {
        name: Words { de: de.to_owned(), en: en.to_owned() },
        targets,
    };
    names.favourites = vec![
        category("Erste Hilfe", "First aid", vec![of("sven"), of("sven"), queue(), of("nobody"), of("jana")]),
        category("Niemand", "Nobody", vec![of("nobody")]),
    ];
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Names(Arc::new(names)));
    favour(&mut world, of("sven"), "");
    let expected: &[(&str, &[&str])] =
        &[("favourites", &["Sven Köhler"]), ("Erste Hilfe", &["Sven Köhler", "Rechnung"])];
    expect(&find(&world, TargetFilter::Favourites, ""), expected);
    assert_eq!(find(&world, TargetFilter::All, "").categories.len(), 0, "the centre's are not the agent's to change");
}
