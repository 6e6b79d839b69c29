//! A chat that is searched, copied or saved as a whole.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Effect;
use crate::boundary::input::{AskTranscript, FindLines, Input, Readers};
use crate::boundary::view::{Inside, LineBody};

fn main() -> ThreadRef {
    ThreadRef::main(case_id("a"))
}

fn older() -> Effect {
    Effect::Request(BackendRequest::Older { thread: main() })
}

fn page(world: &mut World, texts: &[&str], earlier: Rest) {
    let entries = texts.iter().map(|text| world.by_contact(text)).collect();
    world.hear(WorkspaceEvent::Entries { thread: main(), change: EntriesChange::Prepended { entries, earlier } });
}

/// A chat of which the newest line is here.
fn long_chat() -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let entries = vec![world.by_contact("Die Rückfrage zur Rechnung")];
    let change = EntriesChange::Reset { entries, earlier: Rest::More };
    world.hear(WorkspaceEvent::Entries { thread: main(), change });
    world.select("a");
    world
}

fn find(world: &World, text: &str) -> (Vec<String>, u32) {
    let found = world.desk.find_lines(&FindLines { thread: main(), text: text.to_owned() });
    (found.lines.into_iter().map(|line| line.key).collect(), found.total)
}

fn read_whole(world: &mut World, wanted: bool) {
    world.act(Input::ReadWhole { thread: main(), wanted });
}

#[test]
fn a_search_pulls_page_after_page_and_shows_none_of_them_until_a_line_is_wanted() {
    let mut world = long_chat();
    assert_eq!(find(&world, "ruckfrage").1, 1);
    read_whole(&mut world, true);
    assert_eq!(world.effects, [older()]);
    assert_eq!(world.main().pulled[&Thread::Main], (1, false));
    page(&mut world, &["Rückfrage zwei", "nichts"], Rest::More);
    assert_eq!(world.effects, [older()], "the next page follows by itself");
    page(&mut world, &["Die erste Rückfrage"], Rest::Nothing);
    assert_eq!(world.effects, [], "these are all");
    assert_eq!(world.main().pulled[&Thread::Main], (4, true));
    assert_eq!(world.main().said(&Thread::Main), ["Die Rückfrage zur Rechnung"], "nothing has moved before the reader");
    let (keys, total) = find(&world, "RÜCKFRAGE");
    assert_eq!((keys.len(), total), (3, 3));
    world.act(Input::ShowLine { thread: main(), key: keys[1].clone() });
    assert!(world.main().lines[&Thread::Main].iter().any(|line| line.key == keys[1]), "now it can be shown");
    assert_eq!(find(&world, " ").1, 0);
}

#[test]
fn without_a_connection_the_pulling_waits_and_goes_on_with_the_next() {
    let mut world = long_chat();
    world.offline();
    read_whole(&mut world, true);
    assert!(!world.effects.contains(&older()));
    world.online();
    assert!(world.effects.contains(&older()));
    // Closed meanwhile: the page that is on its way is the last.
    read_whole(&mut world, false);
    page(&mut world, &["davor"], Rest::More);
    assert!(!world.effects.contains(&older()));
}

#[test]
fn a_page_under_way_for_a_search_is_shown_if_the_reader_comes_to_it() {
    let mut world = long_chat();
    read_whole(&mut world, true);
    world.act(Input::LoadOlder { thread: main() });
    assert_eq!(world.effects, [], "it is under way already");
    page(&mut world, &["davor"], Rest::Nothing);
    assert_eq!(world.main().said(&Thread::Main), ["davor", "Die Rückfrage zur Rechnung"]);
}

fn system(world: &mut World, system: SystemMessage) -> Placed {
    world.entry(EntryBody::System { system })
}

/// Jana was asked into the chat by a transfer, and consulted Katrin.
fn told() -> World {
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![view]);
    let opened = system(&mut world, SystemMessage::ChatOpened);
    let hello = world.by_contact("Guten Tag");
    let interrupted = system(&mut world, SystemMessage::ContactInterrupted);
    let mine = world.by_agent("jana", &CommandId::new("m1").unwrap(), "Ich sehe nach.");
    let change = EntriesChange::Reset { entries: vec![opened, hello, interrupted, mine], earlier: Rest::Nothing };
    world.hear(WorkspaceEvent::Entries { thread: main(), change });
    world.now = world.now.plus_ms(1_000);
    let thread = ThreadRef { thread: consultation("k"), ..main() };
    let words = world.by_agent("katrin", &CommandId::new("m2").unwrap(), "Kulanz bis 50 € ist frei.");
    let change = EntriesChange::Reset { entries: vec![words], earlier: Rest::Nothing };
    world.hear(WorkspaceEvent::Entries { thread, change });
    world.now = world.now.plus_ms(1_000);
    world.select("a");
    world.contact_says("a", "Danke");
    world
}

fn transcript(world: &World, readers: Readers) -> Vec<String> {
    let view = world.desk.transcript(&AskTranscript { case: case_id("a"), readers });
    assert!(view.whole);
    let lines = view.lines.into_iter().map(|told| {
        let inside = match told.inside {
            Inside::No => String::new(),
            Inside::Chat => "[intern] ".to_owned(),
            Inside::Consultation { with } => format!("[{with}] "),
        };
        match told.line.body {
            LineBody::Message { author, content, .. } => format!("{inside}{author}: {}", content.text()),
            LineBody::System { phrase, note, .. } => {
                format!("{inside}<{}>{}", phrase.id, note.map(|note| note.text).unwrap_or_default())
            }
            LineBody::Question { author, text } => format!("{inside}{author}: {text}"),
        }
    });
    lines.collect()
}

#[test]
fn the_contacts_transcript_is_what_the_contact_has_read_under_the_name_that_it_read() {
    let mut world = told();
    let expected =
        ["<chat-opened>", "Martin Hoffmann: Guten Tag", "Jana Becker: Ich sehe nach.", "Martin Hoffmann: Danke"];
    assert_eq!(transcript(&world, Readers::Contact), expected);
    world.hear(WorkspaceEvent::Me(Me { nickname: Some("Jana".to_owned()), version: 2, ..me() }));
    assert_eq!(transcript(&world, Readers::Contact)[2], "Jana: Ich sehe nach.");
}

#[test]
fn the_internal_transcript_marks_what_the_contact_has_not_read() {
    let expected = [
        "<chat-opened>",
        "Martin Hoffmann: Guten Tag",
        "[intern] <contact-interrupted>",
        "Jana Becker: Ich sehe nach.",
        "[Katrin Richter] Katrin Richter: Kulanz bis 50 € ist frei.",
        "Martin Hoffmann: Danke",
    ];
    assert_eq!(transcript(&told(), Readers::Inside), expected);
}

#[test]
fn a_text_that_was_not_sent_is_in_no_transcript() {
    let mut world = told();
    world.offline();
    world.send("a", Thread::Main, "kommt noch");
    assert!(!transcript(&world, Readers::Inside).iter().any(|line| line.contains("kommt noch")));
}

#[test]
fn the_note_of_a_handover_is_in_the_internal_transcript_alone() {
    let mut world = told();
    let how = Joined::Transfer { by: agent("katrin"), note: Some("Bitte Kulanz prüfen.".to_owned()) };
    let joined = system(&mut world, SystemMessage::AgentJoined { agent: agent("jana"), how });
    world.appended("a", Thread::Main, vec![joined]);
    assert!(!transcript(&world, Readers::Contact).iter().any(|line| line.contains("Kulanz")));
    assert!(transcript(&world, Readers::Inside).iter().any(|line| line.contains("Bitte Kulanz prüfen.")));
}
