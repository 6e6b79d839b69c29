//! Do-not-disturb: mine, told to the centre, and the colleagues'.

use std::collections::BTreeMap;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{FindTargets, Input, Purpose, TargetFilter};
use crate::boundary::view::{Presence, TargetRow};
use crate::{Effect, Settings};

const HOUR: u64 = 60 * 60 * 1000;

fn set(world: &mut World, until: Option<Timestamp>) {
    world.act(Input::SetDoNotDisturb { until });
}

fn shown(world: &World) -> Option<Timestamp> {
    world.main().attention.as_ref().and_then(|attention| attention.do_not_disturb_until)
}

/// What the centre was told by the last event: asked for by the agent, or by itself.
fn told(world: &World) -> Vec<u64> {
    let told = world.effects.iter().filter_map(|effect| {
        if let Effect::Request(BackendRequest::Do { command: Command::SetDoNotDisturb { for_ms }, .. }) = effect {
            Some(*for_ms)
        } else {
            None
        }
    });
    told.collect()
}

fn saved(world: &World) -> Vec<Option<Timestamp>> {
    let saved = world.effects.iter().filter_map(|effect| {
        if let Effect::SaveSettings { settings } = effect {
            Some(settings.attention.do_not_disturb_until)
        } else {
            None
        }
    });
    saved.collect()
}

fn hears_me(world: &mut World, do_not_disturb_ms: Option<u64>) {
    world.hear(WorkspaceEvent::Me(Me { version: 2, do_not_disturb_ms, ..me() }));
}

#[test]
fn it_has_an_end_is_kept_and_told_to_the_centre() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    assert_eq!(shown(&world), Some(until));
    assert_eq!(saved(&world), [Some(until)]);
    assert_eq!(told(&world), [HOUR]);
}

#[test]
fn it_ends_by_itself_and_the_centre_knows_that_already() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    let id = CommandId::new("c1").unwrap();
    world.answered(&id, Ok(()));
    world.wait(3_000);
    assert_eq!(world.desk.next_tick(), Some(until));
    world.wait(HOUR - 3_000);
    assert_eq!(shown(&world), None);
    assert_eq!(saved(&world), [None]);
    assert_eq!(told(&world), [0; 0]);
}

#[test]
fn ending_it_early_tells_the_centre() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    set(&mut world, None);
    assert_eq!((shown(&world), told(&world)), (None, vec![0]));
}

#[test]
fn an_end_that_has_passed_is_refused_and_nothing_changes() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    let now = world.now;
    set(&mut world, Some(now));
    assert_eq!(world.effects, []);
    assert_eq!(world.main().toasts.last().unwrap().id, "told-do-not-disturb-past");
    assert_eq!(shown(&world), Some(until));
}

#[test]
fn an_end_more_than_a_day_ahead_is_refused_and_nothing_changes() {
    let mut world = World::with(Vec::new());
    let a_day = world.now.plus_ms(24 * HOUR);
    set(&mut world, Some(a_day.plus_ms(1)));
    assert_eq!((world.effects.as_slice(), shown(&world)), (&[][..], None));
    assert_eq!(world.main().toasts.last().unwrap().id, "refusal-do-not-disturb-too-long");
    set(&mut world, Some(a_day));
    assert_eq!(shown(&world), Some(a_day));
}

#[test]
fn it_works_offline_and_the_centre_is_told_with_the_next_connection() {
    let mut world = World::with(Vec::new());
    world.offline();
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    assert_eq!((shown(&world), told(&world)), (Some(until), vec![]));
    world.wait(HOUR / 2);
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    hears_me(&mut world, None);
    assert_eq!(told(&world), [0; 0], "not before everything has come");
    world.hear(WorkspaceEvent::Synced);
    assert_eq!(told(&world), [HOUR / 2]);
    hears_me(&mut world, None);
    assert_eq!(told(&world), [0; 0], "a centre that does not take it is not told again and again");
}

#[test]
fn a_centre_that_has_forgotten_it_is_told_again_in_the_next_session() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    world.answered(&CommandId::new("c1").unwrap(), Ok(()));
    world.offline();
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    hears_me(&mut world, None);
    world.hear(WorkspaceEvent::Synced);
    assert_eq!(told(&world), [HOUR]);
}

#[test]
fn a_centre_that_still_has_an_earlier_one_is_told_that_it_is_over() {
    let mut world = World::with(Vec::new());
    world.offline();
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    hears_me(&mut world, Some(HOUR));
    world.hear(WorkspaceEvent::Synced);
    assert_eq!(told(&world), [0]);
}

#[test]
fn a_centre_that_has_the_same_is_not_told() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    world.answered(&CommandId::new("c1").unwrap(), Ok(()));
    world.offline();
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    hears_me(&mut world, Some(HOUR - 3_000));
    world.hear(WorkspaceEvent::Synced);
    assert_eq!(told(&world), [0; 0]);
}

#[test]
fn a_backend_without_it_is_told_nothing() {
    let mut world = World::before_sign_in(Settings::default());
    let without = Capabilities { do_not_disturb: false, ..capabilities() };
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: without });
    hears_me(&mut world, None);
    world.hear(WorkspaceEvent::Synced);
    let until = world.now.plus_ms(HOUR);
    set(&mut world, Some(until));
    assert_eq!((shown(&world), told(&world)), (Some(until), vec![]));
}

#[test]
fn one_from_before_the_start_goes_on_and_one_that_is_over_does_not() {
    let settings = |until| {
        let mut settings = Settings::default();
        settings.attention.do_not_disturb_until = Some(until);
        settings
    };
    let mut world = World::before_sign_in(settings(START.plus_ms(60_000 + HOUR)));
    world.sign_in(Vec::new());
    assert_eq!(shown(&world), Some(START.plus_ms(60_000 + HOUR)));
    let mut world = World::before_sign_in(settings(START));
    world.sign_in(Vec::new());
    assert_eq!(shown(&world), None);
    // The computer's clock was a week ahead when it was set.
    let mut world = World::before_sign_in(settings(START.plus_ms(7 * 24 * HOUR)));
    world.sign_in(Vec::new());
    assert_eq!(shown(&world), None);
}

#[test]
fn who_signs_in_next_at_this_computer_has_not_asked_for_quiet() {
    for (login, stays) in [("jana", true), ("katrin", false)] {
        let settings = Settings { server: "https://a".to_owned(), login: "jana".to_owned(), ..Settings::default() };
        let mut world = World::before_sign_in(settings);
        world.sign_in(Vec::new());
        let until = world.now.plus_ms(HOUR);
        set(&mut world, Some(until));
        world.offline();
        world.act(Input::SignOut);
        let (server, password) = ("https://a".to_owned(), "secret".to_owned());
        world.act(Input::SignIn { server, login: login.to_owned(), password });
        assert_eq!((shown(&world), saved(&world)), (stays.then_some(until), vec![stays.then_some(until)]), "{login}");
    }
}

fn katrin(world: &World, purpose: Purpose) -> TargetRow {
    let find = FindTargets {
        case: case_id("a"),
        purpose,
        text: "katrin".to_owned(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from: None,
    };
    let rows = world.desk.find_targets(&find).groups.into_iter().flat_map(|group| group.rows);
    rows.into_iter().find(|row| row.name == "Katrin Richter").unwrap()
}

fn katrin_wants_quiet(world: &mut World) {
    let mut directory = directory();
    for colleague in directory.agents.iter_mut().filter(|found| found.agent == agent("katrin")) {
        colleague.do_not_disturb = true;
    }
    world.hear_directory(directory);
}

#[test]
fn a_colleague_who_does_not_want_to_be_disturbed_cannot_be_asked_by_name() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    katrin_wants_quiet(&mut world);
    for purpose in [Purpose::Consult, Purpose::Conference, Purpose::Transfer] {
        let row = katrin(&world, purpose);
        assert_eq!(row.actions, []);
        assert_eq!(row.why_not.unwrap().id, "not-askable-do-not-disturb");
        assert_eq!((row.presence, row.detail.id.as_str()), (Some(Presence::Gone), "presence-do-not-disturb"));
    }
}

#[test]
fn nor_out_of_a_consultation_that_is_going_on() {
    let mut world = World::with(vec![with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"))]);
    assert_eq!(katrin(&world, Purpose::Conference).actions, [Purpose::Conference, Purpose::Transfer]);
    katrin_wants_quiet(&mut world);
    let row = katrin(&world, Purpose::Conference);
    assert_eq!((row.actions.as_slice(), row.why_not.unwrap().id.as_str()), (&[][..], "not-askable-do-not-disturb"));
}

#[test]
fn what_asks_her_at_once_above_the_consultation_rests_meanwhile() {
    let mut world = World::with(vec![with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"))]);
    world.select("a");
    let rests = |world: &World| world.main().chat().consultations[0].not_askable.as_ref().map(|why| why.id.clone());
    assert_eq!(rests(&world), None);
    katrin_wants_quiet(&mut world);
    assert_eq!(rests(&world).as_deref(), Some("not-askable-do-not-disturb"));
    world.hear_directory(directory());
    assert_eq!(rests(&world), None);
}

#[test]
fn a_queue_still_reaches_whoever_is_available() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    katrin_wants_quiet(&mut world);
    let find = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: "rechnung".to_owned(),
        filter: TargetFilter::Of(TargetKind::Queue),
        levels: BTreeMap::new(),
        from: None,
    };
    let targets = world.desk.find_targets(&find);
    assert_eq!(targets.groups[0].rows[0].actions[0], Purpose::Consult);
}
