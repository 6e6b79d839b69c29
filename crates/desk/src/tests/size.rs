//! Long threads: what an event costs is counted in lines made, not in time.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::Input;
use crate::boundary::view::Change;
use crate::thread::line::LINES_MADE;
use crate::thread::log::SHOWN_AT_ONCE;

const MANY: usize = 100_000;

fn with_a_long_thread() -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    let entries: Vec<_> = (0..MANY).map(|n| world.by_contact(&format!("Zeile {n}"))).collect();
    let change = EntriesChange::Reset { entries, earlier: Rest::More };
    world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
    world
}

fn lines_made_by(work: impl FnOnce()) -> u64 {
    let before = LINES_MADE.get();
    work();
    LINES_MADE.get() - before
}

#[test]
fn a_hundred_thousand_lines_open_like_a_hundred() {
    let mut world = with_a_long_thread();
    let made = lines_made_by(|| world.select("a"));
    assert!(made <= SHOWN_AT_ONCE as u64, "{made}");
    assert_eq!(world.main().lines[&Thread::Main].len(), SHOWN_AT_ONCE);
    assert!(world.main().older[&Thread::Main]);
    assert_eq!(world.main().said(&Thread::Main).last().unwrap(), "Zeile 99999");
}

#[test]
fn a_new_line_in_a_long_thread_costs_one_line() {
    let mut world = with_a_long_thread();
    world.select("a");
    let received = world.main().lines_received;
    let made = lines_made_by(|| world.contact_says("a", "noch eine"));
    assert_eq!(made, 1);
    assert_eq!(world.main().lines_received - received, 1);
    let made = lines_made_by(|| {
        let id = world.send("a", Thread::Main, "Antwort");
        world.answered(&id, Ok(()));
        world.arrived("a", Thread::Main, &id, "Antwort");
    });
    assert_eq!(made, 3, "sending, sent, entry");
    let made = lines_made_by(|| world.case(CaseView { version: 7, ..chat_with("a", "Martin Hoffmann") }));
    assert_eq!(made, 0);
}

#[test]
fn an_event_in_one_of_a_hundred_chats_costs_its_row() {
    let chats = (0..100).map(|n| chat_with(&format!("c{n}"), &format!("Kontakt {n}"))).collect();
    let mut world = World::with(chats);
    world.act(Input::ListBusy { busy: true });
    world.contact_says("c50", "Guten Tag");
    let told = &world.main().last_changes;
    let lists: Vec<_> =
        told.iter().filter(|change| matches!(change, Change::List { .. } | Change::ListChanged { .. })).collect();
    let [Change::ListChanged { changed }] = lists[..] else { panic!("{lists:#?}") };
    assert_eq!(changed.rows.iter().map(|row| row.case.as_str()).collect::<Vec<_>>(), ["c50"]);
    assert_eq!((&changed.order, &changed.invitations), (&None, &None), "nothing has moved");
}

#[test]
fn older_lines_come_from_memory_first_and_then_from_the_backend() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let entries: Vec<_> = (0..450).map(|n| world.by_contact(&format!("Zeile {n}"))).collect();
    let change = EntriesChange::Reset { entries, earlier: Rest::More };
    world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
    world.select("a");
    let more = || Input::LoadOlder { thread: ThreadRef::main(case_id("a")) };
    world.act(more());
    assert_eq!(world.main().lines[&Thread::Main].len(), 400);
    world.act(more());
    assert_eq!(world.main().lines[&Thread::Main].len(), 450);
    assert_eq!(world.main().said(&Thread::Main)[0], "Zeile 0");
    assert_eq!(world.effects, []);
    world.act(more());
    assert_eq!(world.effects.len(), 1, "now the backend is asked");
    world.act(more());
    assert_eq!(world.effects, [], "once");
    let earlier = world.by_contact("davor");
    let change = EntriesChange::Prepended { entries: vec![earlier], earlier: Rest::Nothing };
    world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
    assert_eq!(world.main().said(&Thread::Main)[0], "davor");
    assert!(!world.main().older[&Thread::Main]);
}

#[test]
fn a_page_of_earlier_lines_costs_what_is_in_it() {
    const PAGE: usize = 200;
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let entries: Vec<_> = (0..50).map(|n| world.by_contact(&format!("Zeile {n}"))).collect();
    let change = EntriesChange::Reset { entries, earlier: Rest::More };
    world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
    world.select("a");
    for page in 0..10 {
        world.act(Input::LoadOlder { thread: ThreadRef::main(case_id("a")) });
        assert_eq!(world.effects.len(), 1);
        let entries: Vec<_> = (0..PAGE).map(|n| world.by_contact(&format!("davor {page} {n}"))).collect();
        let received = world.main().lines_received;
        let change = EntriesChange::Prepended { entries, earlier: Rest::More };
        let made = lines_made_by(|| {
            world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
        });
        assert_eq!(made, PAGE as u64);
        assert_eq!(world.main().lines_received - received, PAGE);
    }
    let said = world.main().said(&Thread::Main);
    assert_eq!(said.len(), 50 + 10 * PAGE);
    assert_eq!(said[0], "davor 9 0");
}
