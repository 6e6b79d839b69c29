//! A backend that cannot repeat a text safely: after a lost connection nobody knows whether it was sent.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Event;
use crate::boundary::input::Input;
use crate::boundary::view::{LineBody, SendState};
use crate::{Effect, Kept, KeptCommand, KeptWhy, Settings, phrases};

/// Jana with one chat, at a backend of that kind.
fn jana() -> World {
    let mut world = World::before_sign_in(Settings::default());
    let capabilities = Capabilities { idempotent_send: false, ..capabilities() };
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities });
    world.hear(WorkspaceEvent::Me(me()));
    world.hear_directory(directory());
    world.case(chat_with("a", "Martin Hoffmann"));
    world.hear(WorkspaceEvent::Synced);
    world.online();
    world.select("a");
    world
}

fn states(world: &World) -> Vec<SendState> {
    let lines = world.main().lines[&Thread::Main].iter();
    let state = |body: &LineBody| match body {
        LineBody::Message { state, .. } => Some(state.clone()),
        LineBody::System { .. } | LineBody::Question { .. } => None,
    };
    lines.filter_map(|line| state(&line.body)).collect()
}

#[test]
fn a_text_under_way_when_the_connection_is_lost_is_uncertain_and_is_not_sent_again_by_itself() {
    let mut world = jana();
    let id = world.send("a", Thread::Main, "Guten Tag");
    assert_eq!(states(&world), [SendState::Sending]);
    world.offline();
    assert_eq!(states(&world), [SendState::Uncertain { sendable: true }]);
    world.hear(WorkspaceEvent::Uncertain { id });
    world.online();
    assert_eq!(states(&world), [SendState::Uncertain { sendable: true }]);
    let resent = |effect: &Effect| matches!(effect, Effect::Enqueue { .. } | Effect::Request(_));
    assert!(!world.effects.iter().any(resent));
    let chats = &world.main().list.as_ref().unwrap().chats;
    assert_eq!(chats[0].preview.id, "preview-uncertain");
    assert!(chats[0].unsent);
}

#[test]
fn a_text_whose_answer_never_came_is_uncertain_though_the_connection_holds() {
    let mut world = jana();
    let id = world.send("a", Thread::Main, "Guten Tag");
    world.hear(WorkspaceEvent::Uncertain { id });
    assert_eq!(states(&world), [SendState::Uncertain { sendable: true }]);
}

#[test]
fn an_uncertain_text_that_was_sent_after_all_becomes_its_entry() {
    let mut world = jana();
    let id = world.send("a", Thread::Main, "Guten Tag");
    world.offline();
    world.online();
    world.arrived("a", Thread::Main, &id, "Guten Tag");
    assert_eq!(states(&world), [SendState::Sent]);
}

#[test]
fn an_uncertain_text_is_sent_again_or_discarded_by_the_agent() {
    let mut world = jana();
    let (first, second) = (world.send("a", Thread::Main, "eins"), world.send("a", Thread::Main, "zwei"));
    world.offline();
    world.online();
    let thread = ThreadRef::main(case_id("a"));
    world.act(Input::SendAgain { thread: thread.clone(), message: first.clone() });
    assert!(
        matches!(&world.effects[0], Effect::Enqueue { command: Command::SendMessage { content: MessageContent::Text(text), .. }, .. } if text == "eins")
    );
    assert!(world.effects.contains(&Effect::Discard { id: first }));
    world.act(Input::DiscardUnsent { thread, message: second.clone() });
    assert!(world.effects.contains(&Effect::Discard { id: second }));
    assert_eq!(states(&world), [SendState::Sending]);
}

#[test]
fn a_text_that_waits_for_the_connection_was_not_handed_over_and_stays_queued() {
    let mut world = jana();
    world.offline();
    world.send("a", Thread::Main, "Guten Tag");
    world.hear(WorkspaceEvent::Connection(Connection::Connecting));
    assert_eq!(states(&world), [SendState::Queued]);
}

#[test]
fn an_uncertain_text_is_uncertain_after_a_restart() {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let command = Command::SendMessage {
        case: case_id("a"),
        thread: Thread::Main,
        content: MessageContent::Text("Guten Tag".to_owned()),
    };
    let kept = KeptCommand { id: CommandId::new("old").unwrap(), command, at: START };
    let kept = Kept { unsent: vec![(kept, KeptWhy::Uncertain)], ..Kept::default() };
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
    world.sign_in(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    assert_eq!(states(&world), [SendState::Uncertain { sendable: true }]);
}

#[test]
fn a_kept_text_that_this_version_cannot_send_stands_as_not_sent_and_can_be_taken_back_or_discarded() {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let kept = |id: &str, case: &str, text: &str| {
        let command = Command::SendMessage {
            case: case_id(case),
            thread: Thread::Main,
            content: MessageContent::Text(text.to_owned()),
        };
        KeptCommand { id: CommandId::new(id).unwrap(), command, at: START }
    };
    let unsent =
        vec![(kept("newer", "a", "Mit Karte"), KeptWhy::Newer), (kept("damaged", "unreadable", ""), KeptWhy::Damaged)];
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(Kept { unsent, ..Kept::default() }) });
    world.sign_in(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    assert_eq!(states(&world), [SendState::NotSent { why: phrases::not_sent_newer(), sendable: true }]);
    world.act(Input::TakeBack { thread: ThreadRef::main(case_id("a")), message: CommandId::new("newer").unwrap() });
    assert_eq!(states(&world), []);
    world.select("unreadable");
    assert_eq!(states(&world), [SendState::NotSent { why: phrases::not_sent_damaged(), sendable: true }]);
    let message = CommandId::new("damaged").unwrap();
    world.act(Input::DiscardUnsent { thread: ThreadRef::main(case_id("unreadable")), message: message.clone() });
    assert!(world.effects.contains(&Effect::Discard { id: message }));
}
