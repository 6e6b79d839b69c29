//! What others are doing: known of those who concern me, and of all while the Team Communicator is open.

use std::collections::BTreeMap;

use konsil_protocol::domain::*;

use super::world::*;
use crate::Effect;
use crate::boundary::input::{FindTargets, Input, Purpose, TargetFilter};
use crate::boundary::view::{Presence, TargetRow};
use crate::boundary::window::WindowId;

fn statuses() -> Mine {
    directory().parts().1
}

fn status(name: &str) -> AgentStatus {
    statuses().agents.into_iter().find(|status| status.agent == agent(name)).unwrap()
}

/// Jana's chat with a contact; of colleagues only names are known.
fn names_only() -> World {
    let mut world = World::before_sign_in(crate::Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    world.hear(WorkspaceEvent::Me(me()));
    world.hear(WorkspaceEvent::Names(std::sync::Arc::new(directory().parts().0)));
    world.case(chat_with("a", "Martin Hoffmann"));
    let billing = statuses().queues.into_iter().filter(|status| status.queue == queue("billing"));
    world.hear(WorkspaceEvent::Mine(Mine { agents: Vec::new(), queues: billing.collect() }));
    world.hear(WorkspaceEvent::Synced);
    world.online();
    world.effects.clear();
    world
}

fn everybody() -> WorkspaceEvent {
    let Mine { agents, queues } = statuses();
    WorkspaceEvent::States(States { extent: Extent::Everybody, agents, queues })
}

fn row(world: &World, name: &str) -> TargetRow {
    let (text, filter) = (String::new(), TargetFilter::All);
    let find = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text,
        filter,
        levels: BTreeMap::new(),
        from: None,
    };
    let groups = world.desk.find_targets(&find).groups;
    groups.into_iter().flat_map(|group| group.rows).find(|row| row.name == name).unwrap()
}

fn asked(world: &mut World) -> Vec<Watch> {
    let effects = std::mem::take(&mut world.effects);
    let watch = |effect| if let Effect::Request(BackendRequest::Watch { watch }) = effect { Some(watch) } else { None };
    effects.into_iter().filter_map(watch).collect()
}

fn communicator(world: &mut World, open: bool) {
    world.act(Input::Communicator { open });
}

#[test]
fn names_are_there_at_once_and_nobody_is_said_to_be_away_of_whom_nothing_is_known() {
    let mut world = names_only();
    communicator(&mut world, true);
    let rita = row(&world, "Rita Maurer");
    assert_eq!((rita.presence, rita.detail.id.as_str(), rita.why_not), (None, "presence-unsupported", None));
    assert_eq!(row(&world, "Technik").presence, None);
    world.hear(everybody());
    assert_eq!(row(&world, "Katrin Richter").presence, Some(Presence::Ready));
    assert_eq!(row(&world, "Rita Maurer").why_not.unwrap().id, "not-askable-logged-out");
}

#[test]
fn it_is_asked_what_all_are_doing_while_any_window_shows_it_and_over_each_connection_anew() {
    let mut world = names_only();
    world.act(Input::TearOff { case: case_id("a") });
    world.attach(WindowId::Chat(1));
    communicator(&mut world, true);
    assert_eq!(asked(&mut world), [Watch::On]);
    world.act_in(WindowId::Chat(1), Input::Communicator { open: true });
    communicator(&mut world, false);
    assert_eq!(asked(&mut world), [], "the other window still shows it");
    let cause = OfflineCause::Unreachable;
    world.hear(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms: 1_000, cause }));
    assert_eq!(asked(&mut world), [Watch::Off]);
    world.hear(WorkspaceEvent::Connection(Connection::Online));
    assert_eq!(asked(&mut world), [Watch::On]);
    world.tell(crate::Event::WindowClosed { window: WindowId::Chat(1) });
    assert_eq!(asked(&mut world), [Watch::Off]);
}

#[test]
fn who_is_not_named_among_all_is_logged_out_and_what_was_told_last_is_so() {
    let mut world = names_only();
    communicator(&mut world, true);
    let agents = vec![status("katrin")];
    world.hear(WorkspaceEvent::States(States { extent: Extent::Everybody, agents, queues: Vec::new() }));
    assert_eq!(row(&world, "Sven Köhler").why_not.unwrap().id, "not-askable-logged-out");
    let changed = |agents| WorkspaceEvent::States(States { extent: Extent::Changed, agents, queues: Vec::new() });
    world.hear(changed(vec![status("sven")]));
    assert_eq!(row(&world, "Sven Köhler").detail.id, "presence-break");
    assert_eq!(row(&world, "Katrin Richter").presence, Some(Presence::Ready), "nothing was said of her");
    let ready = AgentStatus { agent: agent("sven"), doing: status("katrin").doing };
    world.hear(WorkspaceEvent::Mine(Mine { agents: vec![ready], queues: Vec::new() }));
    assert_eq!(row(&world, "Sven Köhler").presence, Some(Presence::Ready));
}

#[test]
fn when_nobody_looks_only_those_are_known_who_concern_me() {
    let mut world = names_only();
    communicator(&mut world, true);
    world.hear(everybody());
    world.hear(WorkspaceEvent::Mine(Mine { agents: vec![status("katrin")], queues: Vec::new() }));
    communicator(&mut world, false);
    assert_eq!(row(&world, "Katrin Richter").presence, Some(Presence::Ready));
    assert_eq!(row(&world, "Sven Köhler").presence, None);
    world.hear(everybody());
    assert_eq!(row(&world, "Sven Köhler").presence, None, "it was on its way when nobody looked any more");
}

#[test]
fn a_window_is_told_of_changes_while_it_shows_them() {
    let mut world = names_only();
    world.hear(WorkspaceEvent::Mine(statuses()));
    assert_eq!(world.main().others, None);
    communicator(&mut world, true);
    assert_eq!(world.main().others, None, "what it shows first it asks for by itself");
    world.hear(everybody());
    let first = world.main().others;
    assert!(first.is_some());
    world.hear(everybody());
    assert_ne!(world.main().others, first);
}
