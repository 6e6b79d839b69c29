//! The guided tour goes on when the agent does the thing.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Event;
use crate::Settings;
use crate::boundary::input::Input;
use crate::boundary::view::{PracticeView, TourStep};

fn in_practice() -> World {
    let mut world = World::before_sign_in(Settings::default());
    world.tell(Event::PracticeStarted(PracticeView { contact_page: String::new() }));
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let state = AgentState::NotReady { reason: NotReadyReason::SignedIn };
    world.hear(WorkspaceEvent::Me(Me { state, ..me() }));
    world.hear_directory(directory());
    world.hear(WorkspaceEvent::Synced);
    world.online();
    world
}

fn step(world: &World) -> (TourStep, bool) {
    let tour = world.main().tour.as_ref().expect("the tour is shown");
    (tour.step, tour.done)
}

/// The step is done; after a moment the next one stands there.
fn done_then_next(world: &mut World, done: TourStep, next: TourStep) {
    assert_eq!(step(world), (done, true));
    let due = world.desk.next_tick().expect("the next step follows by itself");
    world.wait(due.since_ms(world.now));
    assert_eq!(step(world).0, next);
}

#[test]
fn each_step_follows_when_the_agent_has_done_the_one_before() {
    let mut world = in_practice();
    assert_eq!(step(&world), (TourStep::GetReady, false));
    world.hear(WorkspaceEvent::Me(Me { version: 2, ..me() }));
    done_then_next(&mut world, TourStep::GetReady, TourStep::AcceptChat);
    world.case(chat_with("a", "Martin Hoffmann"));
    done_then_next(&mut world, TourStep::AcceptChat, TourStep::Answer);
    world.send("a", Thread::Main, "Guten Tag");
    done_then_next(&mut world, TourStep::Answer, TourStep::Consult);
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    world.case(view.clone());
    done_then_next(&mut world, TourStep::Consult, TourStep::ReadReply);
    let entry = world.by_agent("katrin", &CommandId::new("x").unwrap(), "Ja");
    world.appended("a", consultation("k"), vec![entry]);
    done_then_next(&mut world, TourStep::ReadReply, TourStep::Conference);
    let mut view = view;
    view.version += 1;
    view.members.push(member("katrin"));
    world.case(view);
    done_then_next(&mut world, TourStep::Conference, TourStep::Transfer);
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let id = world.do_it(Command::AskTransfer { case: case_id("a"), target, note: None });
    world.answered(&id, Ok(()));
    assert_eq!(step(&world), (TourStep::Transfer, false), "asked is not yet handed over");
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    done_then_next(&mut world, TourStep::Transfer, TourStep::Finish);
}

#[test]
fn it_can_be_stepped_through_closed_and_opened_again() {
    let mut world = in_practice();
    world.act(Input::TourNext);
    assert_eq!(step(&world).0, TourStep::AcceptChat);
    world.act(Input::TourClose);
    assert!(world.main().tour.is_none());
    world.act(Input::TourOpen);
    assert_eq!(step(&world).0, TourStep::AcceptChat);
    for _ in 0..7 {
        world.act(Input::TourNext);
    }
    assert!(world.main().tour.is_none(), "it is over");
    world.act(Input::TourOpen);
    assert_eq!(step(&world).0, TourStep::GetReady);
}

#[test]
fn without_practice_there_is_no_tour() {
    let world = World::with(Vec::new());
    assert!(world.main().tour.is_none());
}
