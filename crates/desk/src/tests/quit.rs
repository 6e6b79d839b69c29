//! Ending the program: with something open the agent is asked.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Event;
use crate::boundary::input::{Draft, Input, Purpose};
use crate::boundary::view::{Arg, Phrase, PracticeView, QuitView};
use crate::{Effect, SystemEvent, TrayChoice, WindowId};

fn closes_the_main_window(world: &mut World) {
    world.system(SystemEvent::QuitWanted);
}

fn ends(world: &World) -> bool {
    world.effects.contains(&Effect::Quit)
}

fn question(world: &World) -> Option<&QuitView> {
    world.main().quit.as_ref()
}

fn said(phrases: &[Phrase]) -> Vec<String> {
    let word = |arg: &Arg| match arg {
        Arg::Text(text) => text.clone(),
        Arg::Number(number) => number.to_string(),
    };
    phrases
        .iter()
        .map(|phrase| std::iter::once(phrase.id.clone()).chain(phrase.args.values().map(word)).collect::<Vec<_>>())
        .map(|words| words.join(" "))
        .collect()
}

fn open(world: &World) -> Vec<String> {
    said(&question(world).expect("the question stands").open)
}

fn left_by_contact(mut view: CaseView) -> CaseView {
    view.version += 1;
    view.contact.presence = ContactPresence::Left { at: START, why: ContactLeft::Ended };
    view
}

#[test]
fn without_anything_open_the_program_just_ends() {
    let ended = former(chat_with("a", "Martin Hoffmann"), Left::Ended);
    let mut world = World::with(vec![ended, left_by_contact(chat_with("b", "Petra Vogt"))]);
    closes_the_main_window(&mut world);
    assert!(ends(&world));
    assert_eq!(question(&world), None);

    let mut world = World::before_sign_in(crate::Settings::default());
    closes_the_main_window(&mut world);
    assert!(ends(&world), "nobody is signed in");
}

#[test]
fn open_chats_consultations_and_texts_are_named_and_what_becomes_of_them() {
    let asked = CaseView {
        standing: Standing::ConsultTarget { by: agent("sven") },
        ..with_consultation(
            chat_with("c", "Otto Weiß"),
            ConsultationView { by: agent("sven"), with: Some(agent("jana").into()), ..consulting("s", "jana") },
        )
    };
    let mut world = World::with(vec![
        with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin")),
        chat_with("b", "Petra Vogt"),
        asked,
    ]);
    world.offline();
    world.send("a", Thread::Main, "Gern.");
    closes_the_main_window(&mut world);
    assert!(!ends(&world));
    assert!(world.effects.contains(&Effect::FocusWindow { window: WindowId::Main }));
    assert_eq!(
        open(&world),
        [
            "quit-chats Martin Hoffmann, Petra Vogt 2",
            "quit-consultations 2 Katrin Richter, Sven Köhler",
            "quit-texts 1"
        ]
    );
    let then = said(&question(&world).unwrap().then);
    assert_eq!(then, ["quit-contacts-wait 2", "quit-consultations-stay 2", "quit-texts-later"]);

    let draft = Draft { text: "Guten".to_owned(), start: 5, end: 5 };
    world.act(Input::Draft { thread: ThreadRef::main(case_id("b")), draft });
    assert_eq!(said(&question(&world).unwrap().then).last().unwrap(), "quit-drafts-stay");
}

#[test]
fn answered_with_no_it_is_asked_again_the_next_time_and_with_yes_the_program_ends() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    closes_the_main_window(&mut world);
    world.act(Input::Quit { really: false });
    assert!(!ends(&world));
    assert_eq!(question(&world), None);
    world.wait(5_000);
    closes_the_main_window(&mut world);
    assert!(!ends(&world));
    assert_eq!(open(&world), ["quit-chats Martin Hoffmann 1"]);
    world.act(Input::Quit { really: true });
    assert!(ends(&world));
    assert_eq!(question(&world), None);
}

#[test]
fn whoever_asks_again_means_it_and_a_double_click_is_one_wish() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    closes_the_main_window(&mut world);
    world.wait(200);
    closes_the_main_window(&mut world);
    assert!(!ends(&world), "the second click of a double click");
    world.wait(400);
    world.system(SystemEvent::Tray(TrayChoice::Quit));
    assert!(ends(&world));
}

#[test]
fn the_tray_asks_too_in_the_main_window() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.focus(None);
    world.system(SystemEvent::Tray(TrayChoice::Quit));
    assert!(!ends(&world));
    assert!(world.effects.contains(&Effect::FocusWindow { window: WindowId::Main }));
    assert!(question(&world).is_some());
}

#[test]
fn a_main_window_without_a_page_asks_nobody() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.tell(Event::Detached { window: WindowId::Main });
    closes_the_main_window(&mut world);
    assert!(ends(&world));
}

#[test]
fn only_the_main_window_is_told_and_a_page_that_was_loaded_anew_is_told_again() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.act(Input::TearOff { case: case_id("a") });
    world.attach(WindowId::Chat(1));
    closes_the_main_window(&mut world);
    assert_eq!(world.pages[&WindowId::Chat(1)].quit, None);
    world.attach(WindowId::Main);
    assert_eq!(open(&world), ["quit-chats Martin Hoffmann 1"]);
}

#[test]
fn the_question_follows_what_happens_and_goes_when_nothing_is_open_any_more() {
    let chats = [chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")];
    let mut world = World::with(chats.to_vec());
    closes_the_main_window(&mut world);
    let [martin, petra] = chats;
    world.case(left_by_contact(martin));
    assert_eq!(open(&world), ["quit-chats Petra Vogt 1"]);
    world.case(former(petra, Left::Ended));
    assert_eq!(question(&world), None);
    assert!(!ends(&world), "whether to end stays the agent's to say");
}

#[test]
fn practice_chats_are_not_asked_about() {
    let mut world = World::before_sign_in(crate::Settings::default());
    world.act(Input::StartPractice);
    world.tell(Event::PracticeStarted(PracticeView { contact_page: "http://127.0.0.1:47800/".to_owned() }));
    world.sign_in(vec![chat_with("a", "Martin Hoffmann")]);
    assert_eq!(world.main().rows(), ["Martin Hoffmann"]);
    closes_the_main_window(&mut world);
    assert!(ends(&world));
}

#[test]
fn chats_that_another_desktop_has_go_on_there() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.hear(WorkspaceEvent::Connection(Connection::Elsewhere));
    closes_the_main_window(&mut world);
    assert!(ends(&world));
}

#[test]
fn what_the_disk_has_not_taken_is_asked_about_and_nothing_untrue_is_said_of_drafts() {
    let mut world = World::with(vec![left_by_contact(chat_with("a", "Martin Hoffmann"))]);
    let thread = ThreadRef::main(case_id("a"));
    let draft = Draft { text: "Halb geschr".to_owned(), start: 0, end: 0 };
    world.act(Input::Draft { thread, draft });
    world.tell(Event::NotSaved);
    closes_the_main_window(&mut world);
    assert!(!ends(&world));
    assert_eq!(open(&world), ["quit-unsaved 1"]);
    assert_eq!(said(&question(&world).unwrap().then), ["quit-unsaved-lost"]);
    world.act(Input::Quit { really: false });
    world.wait(1_000);
    world.tell(Event::Saved);
    closes_the_main_window(&mut world);
    assert!(ends(&world), "it is there after the next start");
}

#[test]
fn a_question_not_given_yet_is_said_of_as_a_draft_is() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.act(Input::Words { case: case_id("a"), purpose: Purpose::Consult, text: "Kulanz?".to_owned() });
    closes_the_main_window(&mut world);
    assert_eq!(said(&question(&world).unwrap().then).last().unwrap(), "quit-drafts-stay");
    world.tell(Event::NotSaved);
    assert_eq!(open(&world).last().unwrap(), "quit-unsaved 1");
    assert_eq!(said(&question(&world).unwrap().then).last().unwrap(), "quit-unsaved-lost");
}

#[test]
fn a_message_that_the_disk_did_not_take_is_asked_about() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let id = world.send("a", Thread::Main, "voll");
    world.tell(Event::NotStored { id });
    world.case(left_by_contact(chat_with("a", "Martin Hoffmann")));
    closes_the_main_window(&mut world);
    assert!(!ends(&world));
    assert_eq!(open(&world), ["quit-unsaved 1"]);
}
