//! Chats in windows of their own, and pages that come and go.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Event;
use crate::boundary::input::{Draft, Input, ScrollAnchor};
use crate::boundary::view::{Change, Lines};
use crate::{Effect, OpenedBy, Settings, WindowId};
use crate::{Setting, SettingValue};

const OWN: WindowId = WindowId::Chat(1);

fn torn_off() -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("a");
    let draft = Draft { text: "halb geschrieben".to_owned(), start: 4, end: 8 };
    world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft });
    let anchor = ScrollAnchor::At { key: "e1".to_owned(), offset: 12 };
    world.act(Input::Scrolled { thread: ThreadRef::main(case_id("a")), anchor });
    world.act(Input::TearOff { case: case_id("a") });
    world
}

#[test]
fn a_torn_off_chat_takes_draft_caret_and_scroll_position_along_and_brings_them_back() {
    let mut world = torn_off();
    assert!(
        world
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::OpenChatWindow { window: OWN, by: OpenedBy::Agent, .. })),
        "{:?}",
        world.effects
    );
    assert!(world.main().chat.is_none(), "a chat stands in one place");
    assert!(world.main().list.as_ref().unwrap().chats.iter().any(|row| row.torn_off));
    world.attach(OWN);
    let page = &world.pages[&OWN];
    assert_eq!(page.composers[&Thread::Main], Draft { text: "halb geschrieben".to_owned(), start: 4, end: 8 });
    assert_eq!(page.chat().scroll, ScrollAnchor::At { key: "e1".to_owned(), offset: 12 });
    assert!(page.list.is_some(), "its keys lead to the other chats, too");

    let draft = Draft { text: "halb geschrieben und mehr".to_owned(), start: 25, end: 25 };
    world.act_in(OWN, Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft.clone() });
    world.act_in(OWN, Input::Dock { case: case_id("a") });
    assert!(world.effects.contains(&Effect::CloseWindow { window: OWN }));
    assert!(world.effects.contains(&Effect::FocusWindow { window: WindowId::Main }));
    assert_eq!(world.main().chat().contact, "Martin Hoffmann");
    assert_eq!(world.main().composers[&Thread::Main], draft);
}

#[test]
fn selecting_a_torn_off_chat_brings_its_window_to_the_front() {
    let mut world = torn_off();
    world.select("b");
    world.select("a");
    assert_eq!(world.effects, [Effect::FocusWindow { window: OWN }]);
    assert_eq!(world.main().chat().contact, "Petra Vogt");
}

#[test]
fn a_window_that_the_system_closes_docks_its_chat_and_moves_nothing_else() {
    let mut world = torn_off();
    world.attach(OWN);
    world.select("b");
    world.tell(Event::WindowClosed { window: OWN });
    let effects = world.effects.clone();
    assert!(effects.is_empty(), "{effects:?}");
    world.wait(1);
    assert_eq!(world.main().chat().contact, "Petra Vogt");
    assert!(world.main().list.as_ref().unwrap().chats.iter().all(|row| !row.torn_off));
    world.select("a");
    assert_eq!(world.main().composers[&Thread::Main].text, "halb geschrieben");
}

#[test]
fn a_chat_that_is_over_closes_its_own_window() {
    let mut world = torn_off();
    world.attach(OWN);
    world.act_in(OWN, Input::Draft { thread: ThreadRef::main(case_id("a")), draft: Draft::default() });
    world.pages.remove(&OWN);
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    assert_eq!(world.effects, [Effect::CloseWindow { window: OWN }]);
    world.tell(Event::Attached { window: OWN });
    assert_eq!(world.effects, [Effect::CloseWindow { window: OWN }], "a page that is late finds nothing");
}

#[test]
fn messages_go_to_the_window_that_shows_the_chat() {
    let mut world = torn_off();
    world.attach(OWN);
    world.select("b");
    let end = Input::Scrolled { thread: ThreadRef::main(case_id("a")), anchor: ScrollAnchor::Bottom };
    world.act_in(OWN, end);
    world.contact_says("a", "hier");
    assert_eq!(world.pages[&OWN].said(&Thread::Main), ["hier"]);
    assert!(world.main().said(&Thread::Main).is_empty());
    world.focus(Some(OWN));
    assert_eq!(world.main().list.as_ref().unwrap().chats.iter().map(|row| row.unread).sum::<u32>(), 0);
}

#[test]
fn with_the_setting_each_accepted_chat_gets_its_own_window() {
    let mut world = World::before_sign_in(Settings { own_windows: true, ..Settings::default() });
    world.sign_in(Vec::new());
    let invitations = vec![offer("i1", "a", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    let id = world.do_it(Command::AcceptInvitation { invitation: InvitationId::new("i1").unwrap() });
    world.case(chat_with("a", "Martin Hoffmann"));
    world.answered(&id, Ok(()));
    assert!(matches!(world.effects[0], Effect::OpenChatWindow { window: OWN, .. }));
}

/// Accepts an invitation to the chat `c`, and it arrives.
fn accept(world: &mut World) {
    let invitations = vec![offer("i1", "c", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    let id = world.do_it(Command::AcceptInvitation { invitation: InvitationId::new("i1").unwrap() });
    world.case(chat_with("c", "Nora Klein"));
    world.answered(&id, Ok(()));
}

fn writes(world: &mut World, case: &str, text: &str) {
    let draft = Draft { text: text.to_owned(), start: 1, end: 1 };
    world.act(Input::Draft { thread: ThreadRef::main(case_id(case)), draft });
}

#[test]
fn who_accepts_while_writing_goes_on_writing_and_the_new_chat_is_a_row() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("a");
    writes(&mut world, "a", "Ich sehe");
    accept(&mut world);
    assert_eq!(world.main().chat().contact, "Martin Hoffmann");
    assert!(world.main().list.as_ref().unwrap().chats.iter().any(|row| row.contact == "Nora Klein"));
}

#[test]
fn who_writes_nothing_gets_the_accepted_chat_whatever_is_drafted_elsewhere() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("b");
    writes(&mut world, "b", "Ich sehe");
    world.select("a");
    accept(&mut world);
    assert_eq!(world.main().chat().contact, "Nora Klein");
    // From a notification: another program has the keyboard, nobody writes here.
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    writes(&mut world, "a", "Ich sehe");
    world.focus(None);
    accept(&mut world);
    assert_eq!(world.main().chat().contact, "Nora Klein");
}

#[test]
fn with_a_window_for_each_chat_the_new_one_takes_no_keyboard_from_who_writes() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.act(Input::Set { setting: Setting::OwnWindows, value: SettingValue::Switch { on: true } });
    world.select("a");
    writes(&mut world, "a", "Ich sehe");
    accept(&mut world);
    let opened = world.effects.iter().any(|it| matches!(it, Effect::OpenChatWindow { by: OpenedBy::Itself, .. }));
    assert!(opened, "{:?}", world.effects);
}

#[test]
fn a_key_in_a_torn_off_window_brings_the_main_one_with_the_chat_that_was_chosen() {
    let mut world = torn_off();
    world.attach(OWN);
    world.focus(Some(OWN));
    world.act_in(OWN, Input::Select { case: case_id("b") });
    assert_eq!(world.effects, [Effect::FocusWindow { window: WindowId::Main }]);
    assert_eq!(world.main().chat().contact, "Petra Vogt");
}

#[test]
fn a_page_that_is_loaded_again_gets_everything_from_revision_zero() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.contact_says("a", "Guten Tag");
    world.attach(WindowId::Main);
    assert_eq!(world.main().next, 1);
    assert_eq!(world.main().said(&Thread::Main), ["Guten Tag"]);
    world.wait(10);
    assert_eq!(world.main().next, 1, "nothing new, nothing sent");
}

#[test]
fn a_new_message_is_appended_and_nothing_else_is_sent_again() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.contact_says("a", "eins");
    world.contact_says("a", "zwei");
    let entries: Vec<_> =
        world.main().last_changes.iter().filter(|change| matches!(change, Change::Entries { .. })).collect();
    assert!(matches!(entries[..], [Change::Entries { lines: Lines::Append { lines }, .. }] if lines.len() == 1));
    let others = world.main().last_changes.iter().filter(|change| !matches!(change, Change::Entries { .. }));
    assert!(others.clone().all(|change| matches!(change, Change::ListChanged { .. })), "{others:?}");
}

#[test]
fn where_the_reader_scrolls_to_is_remembered_without_being_sent_back() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("a");
    let before = world.main().next;
    let anchor = ScrollAnchor::At { key: "e1".to_owned(), offset: 3 };
    world.act(Input::Scrolled { thread: ThreadRef::main(case_id("a")), anchor: anchor.clone() });
    assert_eq!(world.main().next, before);
    world.select("b");
    world.select("a");
    assert_eq!(world.main().chat().scroll, anchor);
}

#[test]
fn another_language_changes_names_of_queues_and_titles_without_losing_a_draft() {
    let mut world = torn_off();
    let mut directory = directory();
    directory.version = 2;
    directory.queues[0].name.en = "Billing".to_owned();
    world.hear_directory(directory);
    world.select("b");
    assert_eq!(world.main().chat().queue, "Rechnung");
    world.act(Input::Draft {
        thread: ThreadRef::main(case_id("b")),
        draft: Draft { text: "x".to_owned(), start: 1, end: 1 },
    });
    world.act(Input::Set { setting: Setting::Language, value: SettingValue::Language { language: Language::En } });
    assert_eq!(world.main().chat().queue, "Billing");
    assert!(world.main().chat().has_draft);
    let titles = world.effects.iter().filter(|effect| matches!(effect, Effect::SetTitle { .. })).count();
    assert_eq!(titles, 2, "of the main window and the torn-off one: {:?}", world.effects);
}
