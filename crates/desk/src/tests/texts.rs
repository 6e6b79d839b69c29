//! A text on its way, and one that comes back.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Event;
use crate::boundary::input::{Draft, Input};
use crate::boundary::view::ConnectionView;
use crate::{Effect, Kept, KeptCommand, KeptContact, KeptDraft, KeptWhy, Settings, WindowId};

fn draft(text: &str) -> Draft {
    Draft { text: text.to_owned(), start: 1, end: 3 }
}

#[test]
fn a_sent_text_stands_there_at_once_and_is_on_disk_first() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let id = world.send("a", Thread::Main, "Guten Tag");
    assert!(
        matches!(&world.effects[..], [Effect::SaveContacts { .. }, Effect::Enqueue { id: kept, .. }] if *kept == id)
    );
    assert_eq!(world.main().said(&Thread::Main), ["Guten Tag (sending)"]);
    world.answered(&id, Ok(()));
    assert_eq!(world.main().said(&Thread::Main), ["Guten Tag"]);
    world.arrived("a", Thread::Main, &id, "Guten Tag");
    assert_eq!(world.main().said(&Thread::Main), ["Guten Tag"]);
    assert_eq!(world.main().lines[&Thread::Main][0].key, id.as_str(), "the line kept its name");
}

#[test]
fn what_the_contact_writes_meanwhile_stands_before_my_text_that_came_later() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let first = world.send("a", Thread::Main, "eins");
    let second = world.send("a", Thread::Main, "zwei");
    world.contact_says("a", "dazwischen");
    assert_eq!(world.main().said(&Thread::Main), ["dazwischen", "eins (sending)", "zwei (sending)"]);
    world.arrived("a", Thread::Main, &first, "eins");
    assert_eq!(world.main().said(&Thread::Main), ["dazwischen", "eins", "zwei (sending)"]);
    world.arrived("a", Thread::Main, &second, "zwei");
    assert_eq!(world.main().said(&Thread::Main), ["dazwischen", "eins", "zwei"]);
}

#[test]
fn a_refused_text_comes_back_where_it_was_written_and_is_never_redirected() {
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![view]);
    world.select("a");
    let id = world.send("a", consultation("k"), "nur unter uns");
    world.answered(&id, Err(Refusal::AlreadyEnded));
    assert_eq!(world.main().said(&consultation("k")), ["nur unter uns (refusal-already-ended)"]);
    assert_eq!(world.main().said(&Thread::Main), Vec::<String>::new());
    assert!(world.main().list.as_ref().unwrap().chats[0].unsent);

    // The consultation's window is closed elsewhere: the text stays in its own place.
    world.case(CaseView { version: 9, ..chat_with("a", "Martin Hoffmann") });
    assert_eq!(world.main().said(&consultation("k")), ["nur unter uns (refusal-already-ended)"]);
    assert_eq!(world.main().chat().consultations.len(), 1);
    assert!(world.main().chat().consultations[0].can.is_empty());

    world.act(Input::DiscardUnsent {
        thread: ThreadRef { case: case_id("a"), thread: consultation("k") },
        message: id.clone(),
    });
    assert!(world.effects.contains(&Effect::Discard { id }));
    world.case(CaseView { version: 10, ..chat_with("a", "Martin Hoffmann") });
    assert!(world.main().chat().consultations.is_empty());
}

#[test]
fn a_text_that_came_back_can_be_taken_into_the_composer_before_what_stands_there() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let id = world.send("a", Thread::Main, "erster Versuch");
    world.answered(&id, Err(Refusal::StateNotPossible));
    world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft("und weiter") });
    world.act(Input::TakeBack { thread: ThreadRef::main(case_id("a")), message: id.clone() });
    assert_eq!(world.main().composers[&Thread::Main].text, "erster Versuch\nund weiter");
    assert!(world.main().said(&Thread::Main).is_empty());
    assert!(world.effects.contains(&Effect::Discard { id }));
}

#[test]
fn a_text_that_came_back_can_be_sent_again_as_a_new_message() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let id = world.send("a", Thread::Main, "noch einmal");
    world.answered(&id, Err(Refusal::TextTooLong { limit: 1 }));
    world.act(Input::SendAgain { thread: ThreadRef::main(case_id("a")), message: id.clone() });
    assert_eq!(world.main().said(&Thread::Main), ["noch einmal (sending)"]);
    assert!(
        matches!(&world.effects[..], [Effect::Enqueue { id: again, .. }, Effect::Discard { id: old }] if *old == id && *again != id),
        "the new one is on disk before the old one is forgotten: {:?}",
        world.effects
    );
}

#[test]
fn without_a_connection_texts_wait_in_order_and_other_acts_are_refused_at_once() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.offline();
    world.send("a", Thread::Main, "eins");
    world.send("a", Thread::Main, "zwei");
    assert_eq!(world.main().said(&Thread::Main), ["eins (queued)", "zwei (queued)"]);
    assert!(matches!(world.main().connection, Some(ConnectionView::Offline { queued: 2, .. })));
    world.do_it(Command::EndInteraction { case: case_id("a") });
    assert_eq!(world.effects, []);
    assert_eq!(world.main().toasts.last().unwrap().id, "refusal-offline");
    world.do_it(Command::SetNote { case: case_id("a"), text: "Kulanz".to_owned() });
    assert!(matches!(&world.effects[..], [Effect::Enqueue { .. }]));
    assert_eq!(world.main().chat().note, "Kulanz");
    world.online();
    assert_eq!(world.main().said(&Thread::Main), ["eins (sending)", "zwei (sending)"]);
}

#[test]
fn a_text_that_waited_three_days_is_offered_and_not_sent() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.offline();
    world.send("a", Thread::Main, "alt");
    world.wait(3 * 24 * 60 * 60 * 1000 - 1);
    assert_eq!(world.main().said(&Thread::Main), ["alt (queued)"]);
    assert!(world.desk.next_tick().is_some_and(|at| at <= world.now.plus_ms(2)));
    world.wait(2);
    assert_eq!(world.main().said(&Thread::Main), ["alt (not-sent-too-old)"]);
    world.online();
    assert_eq!(world.main().said(&Thread::Main), ["alt (not-sent-too-old)"]);
}

#[test]
fn a_disk_that_takes_nothing_is_admitted_and_the_text_kept() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let id = world.send("a", Thread::Main, "voll");
    world.tell(Event::NotStored { id });
    world.wait(1);
    assert_eq!(world.main().said(&Thread::Main), ["voll (not-sent-not-stored)"]);
}

#[test]
fn a_text_that_is_too_long_stays_in_the_composer() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let limit = world.main().chat().text_limit_bytes;
    let long = "x".repeat(limit + 1);
    world.send("a", Thread::Main, &long);
    assert!(world.main().said(&Thread::Main).is_empty());
    assert_eq!(world.main().composers[&Thread::Main].text, long);
    assert_eq!(world.main().toasts[0].id, "refusal-text-too-long");
    assert!(
        world.effects.iter().all(|effect| matches!(effect, Effect::SaveDraft { .. } | Effect::SaveContacts { .. }))
    );
    world.send("a", Thread::Main, &"x".repeat(limit));
    assert_eq!(world.main().said(&Thread::Main).len(), 1, "as long as the window says");
}

#[test]
fn a_chat_that_is_taken_away_stays_in_sight_until_its_texts_are_dealt_with() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("a");
    world.offline();
    let id = world.send("a", Thread::Main, "unterwegs");
    world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft("halb") });
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    assert_eq!(world.main().said(&Thread::Main), ["unterwegs (not-sent-chat-gone)", "halb (not-sent-chat-gone)"]);
    assert!(world.main().chat().can.is_empty());
    let drafted = world.main().lines[&Thread::Main][1].key.clone();
    for message in [id, CommandId::new(drafted).unwrap()] {
        world.act(Input::DiscardUnsent { thread: ThreadRef::main(case_id("a")), message });
    }
    assert!(world.main().chat.is_none());
    assert_eq!(world.main().rows(), ["Petra Vogt"]);
}

#[test]
fn mark_done_forgets_the_draft_and_closes_the_chat() {
    let mut world = World::with(vec![former(chat_with("a", "Martin Hoffmann"), Left::Ended)]);
    world.select("a");
    world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft("doch nicht") });
    let id = world.do_it(Command::MarkDone { case: case_id("a"), thread: Thread::Main });
    assert_eq!(world.main().chat().busy, ["mark_done"]);
    world.answered(&id, Ok(()));
    assert!(world.effects.contains(&Effect::SaveDraft { thread: ThreadRef::main(case_id("a")), draft: None }));
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    assert!(world.main().chat.is_none());
    assert!(world.main().rows().is_empty());
}

#[test]
fn a_text_to_a_thread_that_has_become_read_only_is_kept_as_not_sent() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.case(former(chat_with("a", "Martin Hoffmann"), Left::Removed { by: agent("katrin") }));
    world.send("a", Thread::Main, "zu spät");
    assert_eq!(world.main().said(&Thread::Main), ["zu spät (refusal-removed-from-conference)"]);
    assert!(!world.effects.iter().any(|effect| matches!(effect, Effect::Enqueue { .. })));
}

fn kept() -> Kept {
    let message = |id: &str, case: &str, text: &str| KeptCommand {
        id: CommandId::new(id).unwrap(),
        command: Command::SendMessage {
            case: case_id(case),
            thread: Thread::Main,
            content: MessageContent::Text(text.to_owned()),
        },
        at: START,
    };
    let elsewhere =
        KeptDraft { agent: agent("jana"), server: "https://b.example".to_owned(), draft: draft("woanders") };
    let contact = KeptContact { name: "Frau Wiesner".to_owned(), queue: queue("billing") };
    Kept {
        pending: vec![message("k1", "a", "wartet"), message("k2", "gone", "zu spät")],
        unsent: vec![(message("k3", "a", "abgelehnt"), KeptWhy::Refused(Refusal::ContactLeft))],
        drafts: vec![
            (
                ThreadRef::main(case_id("a")),
                KeptDraft { agent: agent("jana"), server: String::new(), draft: draft("angefangen") },
            ),
            (ThreadRef::main(case_id("b")), elsewhere),
            (
                ThreadRef { case: case_id("a"), thread: consultation("k") },
                KeptDraft { agent: agent("sven"), server: String::new(), draft: draft("von einem anderen") },
            ),
        ],
        contacts: [(case_id("gone"), contact)].into(),
        recent: Vec::new(),
        targets: Vec::new(),
        silenced: Vec::new(),
        words: Vec::new(),
    }
}

#[test]
fn a_restart_brings_back_drafts_and_texts_even_of_chats_that_are_gone() {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    assert!(world.effects.contains(&Effect::LoadKept { agent: agent("jana") }));
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept()) });
    world.hear(WorkspaceEvent::Me(me()));
    world.case(with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin")));
    world.hear(WorkspaceEvent::Synced);
    world.online();
    assert_eq!(world.main().rows().len(), 2);
    world.select("a");
    assert_eq!(world.main().said(&Thread::Main), ["wartet (sending)", "abgelehnt (refusal-contact-left)"]);
    assert_eq!(world.main().composers[&Thread::Main].text, "angefangen");
    assert_eq!(world.main().composers[&consultation("k")].text, "", "another agent's draft is not shown");
    world.select("gone");
    assert_eq!(world.main().chat().contact, "Frau Wiesner");
    assert_eq!(world.main().said(&Thread::Main), ["zu spät (not-sent-chat-gone)"]);

    // What was already taken before the restart is not said twice.
    let message = CommandId::new("k1").unwrap();
    let entry = world.by_agent("jana", &message, "wartet");
    let change = EntriesChange::Reset { entries: vec![entry], earlier: Rest::Nothing };
    world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
    world.select("a");
    assert_eq!(world.main().said(&Thread::Main), ["wartet", "abgelehnt (refusal-contact-left)"]);
}

#[test]
fn a_draft_is_kept_with_its_caret_and_forgotten_when_it_is_sent() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("a");
    world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft("Guten T") });
    assert!(
        world.effects.iter().any(
            |effect| matches!(effect, Effect::SaveDraft { draft: Some(kept), .. } if kept.draft == draft("Guten T"))
        )
    );
    assert!(world.main().chat().has_draft);
    world.select("b");
    assert_eq!(world.main().composers[&Thread::Main], Draft::default());
    world.select("a");
    assert_eq!(world.main().composers[&Thread::Main], draft("Guten T"));
    world.send("a", Thread::Main, "Guten Tag");
    assert!(world.effects.contains(&Effect::SaveDraft { thread: ThreadRef::main(case_id("a")), draft: None }));
    assert!(!world.main().chat().has_draft);
}

#[test]
fn what_a_window_without_a_page_should_tell_is_told_in_the_main_one() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.act_in(
        WindowId::Chat(7),
        Input::Do { command: Command::MarkDone { case: case_id("a"), thread: Thread::Main } },
    );
    assert_eq!(world.effects, []);
    assert_eq!(world.main().toasts.last().unwrap().id, "refusal-not-permitted");
}
