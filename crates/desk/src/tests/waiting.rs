//! A chat that waits in a queue is looked at and taken by hand.

use std::sync::Arc;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::Input;
use crate::boundary::view::{WaitingState, WaitingTold, WaitingView};
use crate::boundary::window::WindowId;
use crate::{Effect, Event};

/// Jana's queue lets its agents choose.
fn names() -> Listing {
    let mut names = directory().parts().0;
    for listed in &mut names.queues {
        listed.by_hand = true;
    }
    names
}

fn jana() -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Names(Arc::new(names())));
    world.effects.clear();
    world
}

fn looks(world: &mut World) {
    world.act(Input::Waiting { queue: Some(queue("billing")) });
}

fn asked(world: &mut World) -> usize {
    let effects = std::mem::take(&mut world.effects);
    let asks = |effect: &&Effect| matches!(effect, Effect::Request(BackendRequest::Waiting { .. }));
    effects.iter().filter(asks).count()
}

fn chat(name: &str) -> WaitingChat {
    WaitingChat {
        case: case_id(name),
        contact_name: name.to_owned(),
        contact_language: Some(Language::De),
        text: "Guten Tag".to_owned(),
        waiting_ms: 20_000,
        contact_interrupted: false,
    }
}

fn told(world: &mut World, names: &[&str]) {
    let chats = names.iter().map(|name| chat(name)).collect();
    let list = WaitingList { queue: queue("billing"), chats, more: 0 };
    world.hear(WorkspaceEvent::Waiting { queue: queue("billing"), list: Some(list) });
}

fn stands(world: &mut World, waiting: u32) {
    let longest_waiting_since = Some(START);
    let billing = QueueStatus { queue: queue("billing"), available: 1, waiting, longest_waiting_since };
    world.hear(WorkspaceEvent::Mine(Mine { agents: Vec::new(), queues: vec![billing] }));
}

fn later(world: &mut World, ms: u64) {
    world.now = world.now.plus_ms(ms);
    world.tell(Event::Tick);
}

fn shown(world: &World) -> &WaitingView {
    world.main().waiting.as_ref().expect("the list is open")
}

fn rows(world: &World) -> Vec<(&str, WaitingState)> {
    shown(world).rows.iter().map(|row| (row.contact.as_str(), row.state)).collect()
}

#[test]
fn only_a_queue_of_mine_that_lets_its_agents_choose_can_be_opened() {
    let by_hand = |world: &World| world.main().list.as_ref().unwrap().queues.iter().map(|row| row.by_hand).collect();
    let world = World::with(Vec::new());
    assert_eq!(Vec::<bool>::from_iter::<Vec<_>>(by_hand(&world)), [false]);
    let mut world = jana();
    assert_eq!(Vec::<bool>::from_iter::<Vec<_>>(by_hand(&world)), [true]);
    let capabilities = Capabilities { waiting_lists: false, ..capabilities() };
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities });
    assert_eq!(Vec::<bool>::from_iter::<Vec<_>>(by_hand(&world)), [false], "this backend cannot");
}

#[test]
fn who_waits_is_asked_while_the_list_is_open_when_the_queue_stands_differently_and_once_a_second() {
    let mut world = jana();
    stands(&mut world, 5);
    assert_eq!(asked(&mut world), 0, "nobody looks");
    looks(&mut world);
    assert_eq!(asked(&mut world), 1);
    assert_eq!(shown(&world).told, WaitingTold::Nothing);
    told(&mut world, &["Eva", "Udo"]);
    assert_eq!(rows(&world), [("Eva", WaitingState::Waits), ("Udo", WaitingState::Waits)]);
    later(&mut world, 5_000);
    assert_eq!(asked(&mut world), 0, "the queue stands as before");
    stands(&mut world, 6);
    assert_eq!(asked(&mut world), 1);
    stands(&mut world, 7);
    stands(&mut world, 8);
    assert_eq!(asked(&mut world), 0, "it was asked just now");
    assert_eq!(world.desk.next_tick(), Some(world.now.plus_ms(1_000)));
    later(&mut world, 1_000);
    assert_eq!(asked(&mut world), 1);
    world.act(Input::Waiting { queue: None });
    stands(&mut world, 9);
    later(&mut world, 5_000);
    assert_eq!(asked(&mut world), 0, "it is closed");
    assert_eq!(world.main().waiting, None);
}

#[test]
fn over_another_connection_it_is_asked_anew_and_without_one_not_at_all() {
    let mut world = jana();
    world.offline();
    looks(&mut world);
    assert_eq!(asked(&mut world), 0);
    world.online();
    assert_eq!(asked(&mut world), 1);
    told(&mut world, &["Eva"]);
    world.offline();
    later(&mut world, 5_000);
    assert_eq!(asked(&mut world), 0);
    world.online();
    assert_eq!(asked(&mut world), 1);
    assert_eq!(rows(&world), [("Eva", WaitingState::Waits)]);
}

#[test]
fn no_row_moves_while_the_list_is_open() {
    let mut world = jana();
    looks(&mut world);
    told(&mut world, &["Eva", "Udo", "Petra"]);
    told(&mut world, &["Anton", "Petra", "Eva"]);
    let stay = [
        ("Eva", WaitingState::Waits),
        ("Udo", WaitingState::Gone),
        ("Petra", WaitingState::Waits),
        ("Anton", WaitingState::Waits),
    ];
    assert_eq!(rows(&world), stay);
    let since = shown(&world).rows[0].since;
    world.now = world.now.plus_ms(400);
    told(&mut world, &["Anton", "Petra", "Eva", "Udo"]);
    assert_eq!(rows(&world)[1], ("Udo", WaitingState::Waits), "it waits again");
    assert_eq!(shown(&world).rows[0].since, since, "its time does not jump");
    looks(&mut world);
    told(&mut world, &["Anton", "Petra"]);
    assert_eq!(rows(&world).len(), 2, "opened anew it is as routing has it");
}

#[test]
fn a_chat_that_is_taken_closes_the_list_and_opens() {
    let mut world = jana();
    looks(&mut world);
    told(&mut world, &["Eva", "Udo"]);
    let take = Command::TakeChat { case: case_id("Eva") };
    let taking = world.do_it(take.clone());
    assert!(world.effects.contains(&Effect::Request(BackendRequest::Do { id: taking.clone(), command: take })));
    assert_eq!(rows(&world), [("Eva", WaitingState::Busy), ("Udo", WaitingState::Waits)]);
    world.answered(&taking, Ok(()));
    assert_eq!(world.main().waiting, None);
    world.case(chat_with("Eva", "Eva"));
    assert_eq!(world.main().chat().case, case_id("Eva"));
}

#[test]
fn a_refusal_is_said_at_its_row_and_the_list_is_asked_for_again() {
    let mut world = jana();
    looks(&mut world);
    told(&mut world, &["Eva", "Udo"]);
    let taking = world.do_it(Command::TakeChat { case: case_id("Eva") });
    later(&mut world, 2_000);
    asked(&mut world);
    world.answered(&taking, Err(Refusal::NoFreePlace));
    assert_eq!(asked(&mut world), 1);
    let said = |world: &World| shown(world).rows[0].refused.as_ref().map(|why| why.id.clone());
    assert_eq!(said(&world).as_deref(), Some("refusal-no-free-place"));
    assert_eq!(rows(&world)[0], ("Eva", WaitingState::Waits), "it can be tried again");
    assert!(world.main().toasts.is_empty());
    world.do_it(Command::TakeChat { case: case_id("Eva") });
    assert_eq!(said(&world), None);
}

#[test]
fn a_refusal_after_the_list_was_closed_is_told_by_itself() {
    let mut world = jana();
    looks(&mut world);
    told(&mut world, &["Eva"]);
    let taking = world.do_it(Command::TakeChat { case: case_id("Eva") });
    world.act(Input::Waiting { queue: None });
    world.answered(&taking, Err(Refusal::AlreadyTaken));
    assert_eq!(world.main().toasts[0].id, "refusal-already-taken");
}

#[test]
fn that_i_may_not_look_there_any_more_is_said_and_nobody_is_shown() {
    let mut world = jana();
    looks(&mut world);
    told(&mut world, &["Eva"]);
    world.now = world.now.plus_ms(2_000);
    asked(&mut world);
    world.hear(WorkspaceEvent::Names(Arc::new(directory().parts().0)));
    assert_eq!(asked(&mut world), 1, "the queue is another one now");
    world.hear(WorkspaceEvent::Waiting { queue: queue("billing"), list: None });
    assert_eq!(shown(&world).told, WaitingTold::NotAllowed);
    assert_eq!(rows(&world), []);
}

#[test]
fn a_list_that_was_on_its_way_when_another_queue_was_opened_is_not_shown_there() {
    let mut world = jana();
    looks(&mut world);
    world.act(Input::Waiting { queue: Some(queue("technology")) });
    told(&mut world, &["Eva"]);
    assert_eq!(shown(&world).told, WaitingTold::Nothing);
}

#[test]
fn a_window_that_is_loaded_again_has_no_list_open() {
    let mut world = jana();
    looks(&mut world);
    world.attach(WindowId::Main);
    asked(&mut world);
    stands(&mut world, 9);
    later(&mut world, 5_000);
    assert_eq!((asked(&mut world), world.main().waiting.as_ref()), (0, None));
}

#[test]
fn an_offer_says_that_the_contacts_page_has_no_connection() {
    let mut world = World::with(Vec::new());
    let offer = InvitationView { contact_interrupted: true, ..offer("i", "x", InvitationKind::Chat, None) };
    world.hear(WorkspaceEvent::Me(Me { invitations: vec![offer], ..me() }));
    assert!(world.main().list.as_ref().unwrap().invitations[0].interrupted);
}
