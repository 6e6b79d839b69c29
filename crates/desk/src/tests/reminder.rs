//! The reply reminder (`docs/behaviour.md` 7.3).

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::view::{ReminderLevel, ReminderView};

/// A chat whose contact has waited since then.
fn waiting(since: u64) -> CaseView {
    CaseView { unanswered_since: Some(START.plus_ms(since)), ..chat_with("a", "Martin Hoffmann") }
}

fn accepted(at: u64, view: CaseView) -> CaseView {
    CaseView { first_accepted_at: Some(START.plus_ms(at)), ..view }
}

fn newer(view: &CaseView) -> CaseView {
    CaseView { version: view.version + 1, ..view.clone() }
}

fn reminder(world: &World) -> ReminderView {
    world.main().list.as_ref().unwrap().chats[0].reminder.unwrap()
}

fn counts_from(world: &World) -> u64 {
    reminder(world).counts_from.since_ms(START)
}

#[test]
fn it_counts_from_the_first_acceptance_where_that_is_later_than_the_message() {
    let world = World::with(vec![accepted(20_000, waiting(5_000))]);
    assert_eq!(counts_from(&world), 20_000);
    assert_eq!(reminder(&world).since, START.plus_ms(5_000), "the order in the list goes by the message");
}

#[test]
fn it_counts_from_the_message_where_that_is_later_than_the_first_acceptance() {
    let world = World::with(vec![accepted(5_000, waiting(20_000))]);
    assert_eq!(counts_from(&world), 20_000);
}

#[test]
fn it_is_green_then_yellow_then_red() {
    let mut world = World::with(vec![accepted(0, waiting(0))]);
    let at = |world: &World, ms| reminder(world).level(START.plus_ms(ms));
    assert_eq!(at(&world, 29_999), ReminderLevel::Green);
    assert_eq!(at(&world, 30_000), ReminderLevel::Yellow);
    assert_eq!(at(&world, 49_999), ReminderLevel::Yellow);
    assert_eq!(at(&world, 50_000), ReminderLevel::Red);
    let slower = ReminderThresholds { yellow_ms: 120_000, red_ms: 300_000 };
    let mut directory = directory();
    directory.queues[0].reminder = slower;
    world.hear_directory(directory);
    assert_eq!(at(&world, 119_999), ReminderLevel::Green, "each queue has its own thresholds");
    assert_eq!(at(&world, 120_000), ReminderLevel::Yellow);
    assert_eq!(at(&world, 300_000), ReminderLevel::Red);
}

#[test]
fn a_queue_that_nobody_knows_has_the_usual_thresholds() {
    let mut view = accepted(0, waiting(0));
    view.queue = queue("elsewhere");
    let world = World::with(vec![view]);
    let ReminderView { counts_from, yellow_at, red_at, .. } = reminder(&world);
    assert_eq!((yellow_at.since_ms(counts_from), red_at.since_ms(counts_from)), (30_000, 50_000));
}

#[test]
fn a_transfer_to_me_does_not_restart_it() {
    let mut world = World::with(Vec::new());
    let mut view = accepted(3_000, waiting(10_000));
    view.standing = Standing::ConsultTarget { by: agent("katrin") };
    view.owner = Some(agent("katrin"));
    view.members = vec![member("katrin")];
    world.case(view.clone());
    let before = newer(&view);
    world.wait(40_000);
    let mine = CaseView {
        standing: Standing::Member,
        owner: Some(agent("jana")),
        members: vec![MemberView { since: world.now, ..member("jana") }],
        ..before
    };
    world.case(mine);
    assert_eq!(counts_from(&world), 10_000);
}

#[test]
fn a_conference_does_not_restart_it() {
    let view = accepted(0, waiting(10_000));
    let mut world = World::with(vec![view.clone()]);
    world.wait(15_000);
    let mut joined = newer(&view);
    joined.members.push(MemberView { since: world.now, ..member("katrin") });
    world.case(joined);
    assert_eq!(counts_from(&world), 10_000);
}

#[test]
fn a_new_connection_does_not_restart_it() {
    let view = accepted(0, waiting(10_000));
    let mut world = World::with(vec![view.clone()]);
    world.offline();
    world.wait(60_000);
    world.sign_in(vec![newer(&view)]);
    assert_eq!(counts_from(&world), 10_000);
}

#[test]
fn more_words_of_the_contact_do_not_restart_it_and_an_answer_ends_it() {
    let view = accepted(0, waiting(10_000));
    let mut world = World::with(vec![view.clone()]);
    world.wait(5_000);
    world.contact_says("a", "Hallo?");
    assert_eq!(counts_from(&world), 10_000);
    world.case(CaseView { unanswered_since: None, ..newer(&view) });
    assert_eq!(world.main().list.as_ref().unwrap().chats[0].reminder, None);
}

#[test]
fn a_server_whose_clock_is_ten_minutes_ahead_changes_nothing() {
    let ahead = 600_000;
    let mut world = World::with(Vec::new());
    world.hear(WorkspaceEvent::Clock { server_now: world.now.plus_ms(ahead) });
    // Ten seconds ago, by the server's clock.
    let since = world.now.plus_ms(ahead - 10_000);
    world.case(CaseView { unanswered_since: Some(since), ..chat_with("a", "Martin Hoffmann") });
    let ReminderView { since, counts_from, yellow_at, red_at } = reminder(&world);
    assert_eq!(world.now.since_ms(since), 10_000);
    assert_eq!(world.now.since_ms(counts_from), 10_000);
    assert_eq!((yellow_at.since_ms(world.now), red_at.since_ms(world.now)), (20_000, 40_000));
}
