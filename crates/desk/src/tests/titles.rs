//! Icon and time of a pending reply in the titles of windows.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::Input;
use crate::boundary::view::{Arg, Phrase};
use crate::{Effect, WindowId};

const OWN: WindowId = WindowId::Chat(1);

/// A chat whose contact has waited for so long when the world begins.
fn waiting(world_begins_after: u64, id: &str, contact: &str) -> CaseView {
    let since = START.plus_ms(60_000 - world_begins_after);
    CaseView { unanswered_since: Some(since), ..chat_with(id, contact) }
}

fn words(title: &Phrase) -> String {
    let text = |name: &str| match &title.args[name] {
        Arg::Text(text) => text.clone(),
        Arg::Number(number) => panic!("{name} is {number}"),
    };
    match title.id.as_str() {
        "window-title-main" => text("name"),
        "window-title-chat" => text("contact"),
        "window-title-main-waiting" => {
            format!("{} {} {} · {}", text("icon"), text("time"), text("contact"), text("name"))
        }
        "window-title-chat-waiting" => format!("{} {} · {}", text("icon"), text("time"), text("contact")),
        other => other.to_owned(),
    }
}

/// What the titles became by the last event.
fn titled(world: &World) -> Vec<(WindowId, String)> {
    let titles = world.effects.iter().filter_map(|effect| {
        if let Effect::SetTitle { window, title } = effect { Some((*window, words(title))) } else { None }
    });
    titles.collect()
}

fn main_is(title: &str) -> Vec<(WindowId, String)> {
    vec![(WindowId::Main, title.to_owned())]
}

/// Waits until the desk wants to be woken, and no longer.
fn until_woken(world: &mut World) {
    let at = world.desk.next_tick().expect("something changes by itself");
    world.wait(at.since_ms(world.now));
}

#[test]
fn the_main_window_shows_the_longest_wait_of_its_chats() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann"), waiting(41_000, "b", "Petra Vogt")]);
    world.wait(1_000);
    assert_eq!(titled(&world), main_is("⚠ 0:42 Petra Vogt · Jana Becker"));
}

#[test]
fn a_chat_in_its_own_window_shows_its_own_wait_and_none_in_the_main_window() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann"), waiting(41_000, "b", "Petra Vogt")]);
    world.act(Input::TearOff { case: case_id("b") });
    let opened = world.effects.iter().find_map(|effect| {
        if let Effect::OpenChatWindow { window: OWN, title, .. } = effect { Some(words(title)) } else { None }
    });
    assert_eq!(opened.as_deref(), Some("⚠ 0:41 · Petra Vogt"), "it is right from the start");
    assert_eq!(titled(&world), main_is("⏱ 0:12 Martin Hoffmann · Jana Becker"));
    world.wait(9_000);
    assert_eq!(
        titled(&world),
        [(WindowId::Main, "⏱ 0:21 Martin Hoffmann · Jana Becker".to_owned()), (OWN, "‼ 0:50 · Petra Vogt".to_owned())]
    );
}

#[test]
fn without_a_pending_reply_the_title_is_the_usual_one_and_nothing_ticks() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    world.select("a");
    world.send("a", Thread::Main, "Guten Tag");
    assert_eq!(titled(&world), main_is("Jana Becker"));
    world.wait(3_000);
    let due = world.desk.next_tick().unwrap();
    assert!(due.since_ms(world.now) > 60_000, "only the outbox has a deadline");
}

#[test]
fn a_refused_reply_brings_the_time_back() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    world.select("a");
    let id = world.send("a", Thread::Main, "Guten Tag");
    world.wait(5_000);
    world.answered(&id, Err(Refusal::NotPermitted));
    assert_eq!(titled(&world), main_is("⏱ 0:17 Martin Hoffmann · Jana Becker"));
}

#[test]
fn below_two_minutes_the_title_changes_each_second_then_each_minute_and_never_without_need() {
    let mut world = World::with(vec![waiting(0, "a", "Martin Hoffmann")]);
    let mut shown = Vec::new();
    while shown.len() < 122 {
        until_woken(&mut world);
        let titles = titled(&world);
        assert!(titles.len() < 2, "{titles:?}");
        shown.extend(titles.into_iter().map(|(_, title)| title));
    }
    assert_eq!(shown[0], "⏱ 0:01 Martin Hoffmann · Jana Becker");
    assert_eq!(
        shown[28..31],
        [
            "⏱ 0:29 Martin Hoffmann · Jana Becker",
            "⚠ 0:30 Martin Hoffmann · Jana Becker",
            "⚠ 0:31 Martin Hoffmann · Jana Becker"
        ]
    );
    assert_eq!(shown[49], "‼ 0:50 Martin Hoffmann · Jana Becker");
    assert_eq!(
        shown[118..],
        ["‼ 1:59", "‼ 2 min", "‼ 3 min", "‼ 4 min"].map(|time| format!("{time} Martin Hoffmann · Jana Becker"))
    );
    assert_eq!(world.now.since_ms(START), 60_000 + 240_000);
}

#[test]
fn what_else_happens_in_the_same_second_sets_no_title() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    world.wait(100);
    assert_eq!(titled(&world), []);
    world.focus(None);
    world.contact_says("a", "Hallo?");
    assert_eq!(titled(&world), []);
}

#[test]
fn a_contact_cannot_turn_the_title_around() {
    let mut world = World::with(vec![chat_with("a", "\u{202E}nnamffoH\u{202C}\n⏱ 0:01\u{0}")]);
    world.act(Input::TearOff { case: case_id("a") });
    let opened = world
        .effects
        .iter()
        .find_map(|effect| if let Effect::OpenChatWindow { title, .. } = effect { Some(words(title)) } else { None });
    assert_eq!(opened.as_deref(), Some("nnamffoH ⏱ 0:01"));
}

#[test]
fn nor_can_an_agents_own_name() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    let me = Me { version: 2, name: "Jana\u{202E}\u{0} Becker\n".to_owned(), ..me() };
    world.hear(WorkspaceEvent::Me(me));
    assert_eq!(titled(&world), [], "what is left of it is the same");
    world.case(CaseView { version: 9, unanswered_since: None, ..chat_with("a", "Martin Hoffmann") });
    assert_eq!(titled(&world), main_is("Jana Becker"));
}

#[test]
fn while_somebody_must_sign_in_first_no_title_counts() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why: SignInNeeded::SessionEnded }));
    assert_eq!(titled(&world), main_is("Jana Becker"));
    world.wait(3_000);
    assert_eq!(world.desk.next_tick(), None);
}

#[test]
fn while_another_desktop_has_the_session_no_title_counts() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Connection(Connection::Elsewhere));
    assert_eq!(titled(&world), main_is("Jana Becker"));
    assert_eq!(world.desk.pages.tray().unwrap().chats, []);
}

#[test]
fn a_silenced_chat_and_do_not_disturb_leave_the_time_in_the_title() {
    let mut world = World::with(vec![waiting(12_000, "a", "Martin Hoffmann")]);
    world.act(Input::Silence { case: case_id("a"), silenced: true });
    world.act(Input::SetDoNotDisturb { until: Some(world.now.plus_ms(3_600_000)) });
    world.wait(1_000);
    assert_eq!(titled(&world), main_is("⏱ 0:13 Martin Hoffmann · Jana Becker"));
}
