//! The windows count with the desktop's clock: told once, and again when the computer has slept.

use konsil_protocol::domain::BackendRequest;

use super::world::*;
use crate::view::Change;
use crate::{Effect, SystemEvent, WindowId};

const HOUR: u64 = 60 * 60 * 1000;

fn told(world: &World) -> bool {
    world.main().last_changes.iter().any(|change| matches!(change, Change::Clock { .. }))
}

#[test]
fn a_page_is_told_what_time_it_is_before_anything_else_and_then_counts_by_itself() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    assert_eq!(world.main().clock, Some(world.now));
    world.wait(HOUR);
    world.contact_says("a", "Guten Tag");
    assert!(!told(&world));
    world.attach(WindowId::Main);
    assert_eq!(world.main().clock, Some(world.now));
    assert!(matches!(world.main().last_changes[0], Change::Clock { .. }));
}

#[test]
fn after_a_sleep_all_pages_are_told_anew_and_the_connection_is_tested_at_once() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.now = world.now.plus_ms(8 * HOUR);
    world.system(SystemEvent::Woke);
    assert_eq!(world.main().clock, Some(world.now));
    assert!(world.effects.contains(&Effect::Request(BackendRequest::Probe)));
    world.contact_says("a", "Guten Morgen");
    assert!(!told(&world), "once");
}
