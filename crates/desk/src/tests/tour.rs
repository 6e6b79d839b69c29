//! The guided tour goes on when the agent does the thing.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::Input;
use crate::boundary::settings::LastSession;
use crate::boundary::view::{PracticeView, Stage, TourHint, TourStep};
use crate::{Effect, Event, Settings};

fn in_practice() -> World {
    in_practice_with(Settings::default())
}

fn in_practice_with(settings: Settings) -> World {
    let mut world = World::before_sign_in(settings);
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
fn without_practice_there_is_no_tour_and_nobody_is_called() {
    let mut world = World::with(Vec::new());
    assert!(world.main().tour.is_none());
    world.act(Input::CallContact);
    assert_eq!(world.effects, []);
    world.act(Input::LeavePractice);
    assert_eq!(world.effects, []);
    assert_eq!(world.main().stage, Some(Stage::Workspace { practice: None }));
}

fn ready(world: &mut World) {
    world.hear(WorkspaceEvent::Me(Me { version: 2, ..me() }));
}

fn next_step(world: &mut World) {
    let due = world.desk.next_tick().expect("the next step follows by itself");
    world.wait(due.since_ms(world.now));
}

fn calls(world: &World) -> bool {
    world.effects.contains(&Effect::CallContact)
}

#[test]
fn a_contact_comes_for_a_step_that_needs_one_and_stays_until_the_chat_is_handed_over() {
    let mut world = World::before_sign_in(Settings::default());
    world.tell(Event::PracticeStarted(PracticeView { contact_page: String::new() }));
    assert!(world.effects.contains(&Effect::ContactsStay { stay: true }));
    let mut world = in_practice();
    assert!(!calls(&world), "nobody comes to somebody who is not ready");
    ready(&mut world);
    assert!(calls(&world));
    next_step(&mut world);
    assert_eq!(world.main().tour.as_ref().unwrap().hint, None, "somebody is on the way");
    world.case(chat_with("a", "Martin Hoffmann"));
    assert!(!calls(&world), "one after the other");
    next_step(&mut world);
    while step(&world).0 != TourStep::Transfer {
        world.act(Input::TourNext);
        assert_eq!(world.effects, [], "each step is tried with the contact who is there");
    }
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let id = world.do_it(Command::AskTransfer { case: case_id("a"), target, note: None });
    world.answered(&id, Ok(()));
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    assert!(world.effects.contains(&Effect::ContactsStay { stay: false }));
    assert!(calls(&world), "one more to wrap up");
}

#[test]
fn whoever_asks_for_the_next_contact_is_told_when_it_comes() {
    let mut world = in_practice();
    let mut asks = |me: Me, told: &str| {
        world.hear(WorkspaceEvent::Me(me));
        world.act(Input::CallContact);
        assert!(calls(&world));
        assert_eq!(world.main().toasts.last().unwrap().id, told);
    };
    let not_ready = AgentState::NotReady { reason: NotReadyReason::BREAK };
    asks(Me { version: 2, state: not_ready, ..me() }, "told-contact-when-ready");
    asks(Me { version: 3, ..me() }, "told-contact-comes");
    asks(Me { version: 4, places_taken: 4, ..me() }, "told-contact-when-room");
}

#[test]
fn a_grey_button_is_explained() {
    let mut world = in_practice();
    let go_to = |world: &mut World, to: TourStep| {
        while step(world).0 != to {
            world.act(Input::TourNext);
        }
    };
    let hint = |world: &World| world.main().tour.as_ref().unwrap().hint;
    go_to(&mut world, TourStep::AcceptChat);
    assert_eq!(hint(&world), Some(TourHint::GetReady));
    ready(&mut world);
    go_to(&mut world, TourStep::Answer);
    assert_eq!(hint(&world), None, "a contact was called and is on the way");
    let invitations = vec![offer("i", "a", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 3, invitations, ..me() }));
    world.hear(WorkspaceEvent::Me(Me { version: 4, ..me() }));
    assert_eq!(hint(&world), Some(TourHint::AskForChat), "it was declined");
    world.hear(WorkspaceEvent::Me(Me { version: 5, places_taken: 4, ..me() }));
    assert_eq!(hint(&world), Some(TourHint::MakeRoom));

    world.case(chat_with("a", "Martin Hoffmann"));
    assert_eq!(hint(&world), None);
    go_to(&mut world, TourStep::ReadReply);
    assert_eq!(hint(&world), Some(TourHint::Consult));
    let mut asked = chat_with("a", "Martin Hoffmann");
    asked.version = 2;
    asked.can.remove(&CaseAction::AskConference);
    asked.requests.push(request("r"));
    world.case(asked);
    go_to(&mut world, TourStep::Conference);
    assert_eq!(hint(&world), Some(TourHint::AwaitAnswer));
    world.case(former(former(chat_with("a", "Martin Hoffmann"), Left::Ended), Left::Ended));
    go_to(&mut world, TourStep::Finish);
    assert_eq!(hint(&world), None, "it can be marked done");
}

fn request(id: &str) -> RequestView {
    RequestView {
        invitation: InvitationId::new(id).unwrap(),
        kind: InvitationKind::Conference,
        target: ConsultTarget::Agent { agent: agent("katrin") },
        question: None,
        remaining_ms: 20_000,
    }
}

#[test]
fn a_finished_tour_stays_finished() {
    let mut world = in_practice();
    for _ in 0..8 {
        world.act(Input::TourNext);
    }
    let saved = world
        .effects
        .iter()
        .find_map(|effect| if let Effect::SaveSettings { settings } = effect { Some(settings.clone()) } else { None });
    let saved = saved.expect("it is kept");
    // At the next start, and when practice begins anew.
    let mut world = in_practice_with(saved);
    assert!(world.main().tour.is_none());
    world.act(Input::RestartPractice);
    let mut world = in_practice_again(world);
    assert!(world.main().tour.is_none());
    // Whoever wants it once more gets it from its beginning.
    world.act(Input::TourOpen);
    assert_eq!(step(&world).0, TourStep::GetReady);

    // Closed at its last step it is finished, closed before it goes on there.
    for (steps, at) in [(7, TourStep::GetReady), (3, TourStep::Consult)] {
        let mut world = in_practice();
        for _ in 0..steps {
            world.act(Input::TourNext);
        }
        world.act(Input::TourClose);
        world.act(Input::TourOpen);
        assert_eq!(step(&world).0, at);
    }
}

fn in_practice_again(mut world: World) -> World {
    world.tell(Event::PracticeStarted(PracticeView { contact_page: String::new() }));
    world.sign_in(Vec::new());
    world
}

#[test]
fn practice_is_left_whatever_is_open_and_then_begins_anew() {
    let mut world = in_practice();
    world.case(chat_with("a", "Martin Hoffmann"));
    world.act(Input::LeavePractice);
    assert!(world.effects.contains(&Effect::Leave));
    assert_eq!(world.main().stage, Some(Stage::FirstStart));
    world.act(Input::StartPractice);
    assert_eq!(world.effects, [Effect::RestartPractice]);
    // After a failed start what is there is kept.
    let mut world = World::before_sign_in(Settings { last: Some(LastSession::Practice), ..Settings::default() });
    world.act(Input::StartPractice);
    assert_eq!(world.effects, [Effect::StartPractice]);
}
