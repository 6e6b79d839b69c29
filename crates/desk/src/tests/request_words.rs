//! What is written for the next whom the agent asks, the question of a consultation or the note of a transfer, outlives the
//! program as a draft does, until it is given to somebody or discarded.

use std::collections::BTreeMap;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{Input, Purpose};
use crate::boundary::view::RequestWords;
use crate::{Effect, Event, Kept, KeptContact, KeptWords, Settings};

fn note_down(world: &mut World, purpose: Purpose, text: &str) {
    world.act(Input::Words { case: case_id("a"), purpose, text: text.to_owned() });
}

fn hoffmann() -> CaseView {
    chat_with("a", "Martin Hoffmann")
}

fn words(question: &str, note: &str) -> RequestWords {
    RequestWords { question: question.to_owned(), note: note.to_owned() }
}

fn kept_by(name: &str, case: &str, words: RequestWords) -> KeptWords {
    KeptWords { agent: agent(name), server: String::new(), cases: [(case_id(case), words)].into() }
}

/// The program was started anew, and found this on disk.
fn after_restart(words: Vec<KeptWords>, chats: Vec<CaseView>) -> World {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let contacts = [(case_id("a"), KeptContact { name: "Martin Hoffmann".to_owned(), queue: queue("billing") })];
    let kept = Kept { words, contacts: contacts.into(), ..Kept::default() };
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
    world.hear(WorkspaceEvent::Me(me()));
    world.hear_directory(directory());
    for chat in chats {
        world.case(chat);
    }
    world.hear(WorkspaceEvent::Synced);
    world.online();
    world
}

/// As the last step has left it on disk; none: it left it alone.
fn saved(world: &World) -> Option<BTreeMap<CaseId, RequestWords>> {
    let saved = |effect: &Effect| {
        if let Effect::SaveWords { words } = effect { Some((words.agent.clone(), words.cases.clone())) } else { None }
    };
    let (whose, cases) = world.effects.iter().rev().find_map(saved)?;
    assert_eq!(whose, agent("jana"));
    Some(cases)
}

#[test]
fn a_question_and_a_note_stand_there_again_after_a_restart_until_they_are_given() {
    let mut world = after_restart(Vec::new(), vec![hoffmann()]);
    world.select("a");
    note_down(&mut world, Purpose::Consult, "Kulanz?");
    assert_eq!(saved(&world), Some([(case_id("a"), words("Kulanz?", ""))].into()));
    note_down(&mut world, Purpose::Transfer, "Ruft um drei wieder an");
    let on_disk = saved(&world).expect("the note is kept, too");
    assert_eq!(on_disk, [(case_id("a"), words("Kulanz?", "Ruft um drei wieder an"))].into());
    note_down(&mut world, Purpose::Transfer, "Ruft um drei wieder an");
    assert_eq!(saved(&world), None, "nothing is written twice");

    let kept = KeptWords { agent: agent("jana"), server: String::new(), cases: on_disk };
    let mut world = after_restart(vec![kept], vec![hoffmann()]);
    world.select("a");
    assert_eq!(world.main().chat().words, words("Kulanz?", "Ruft um drei wieder an"));
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let question = Some("Kulanz?".to_owned());
    let id = world.do_it(Command::StartConsultation { case: case_id("a"), target, question });
    assert_eq!(saved(&world), None, "nobody has it yet");
    world.answered(&id, Ok(()));
    assert_eq!(saved(&world), Some([(case_id("a"), words("", "Ruft um drei wieder an"))].into()));
    note_down(&mut world, Purpose::Transfer, "");
    assert_eq!(saved(&world), Some(BTreeMap::new()));
}

#[test]
fn what_another_agent_wrote_here_is_neither_shown_nor_touched() {
    let mut world = after_restart(vec![kept_by("katrin", "a", words("nur Katrins", ""))], vec![hoffmann()]);
    world.select("a");
    assert_eq!(world.main().chat().words, RequestWords::default());
    note_down(&mut world, Purpose::Consult, "Kulanz?");
    assert_eq!(saved(&world), Some([(case_id("a"), words("Kulanz?", ""))].into()), "in place of Jana's own alone");
}

#[test]
fn until_the_chats_have_arrived_nothing_on_disk_is_touched() {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    assert_eq!(saved(&world), None);
    let kept = Kept { words: vec![kept_by("jana", "a", words("Kulanz?", ""))], ..Kept::default() };
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
    assert_eq!(saved(&world), None);
    world.hear(WorkspaceEvent::Me(me()));
    world.case(hoffmann());
    assert_eq!(saved(&world), None);
    world.hear(WorkspaceEvent::Synced);
    assert_eq!(saved(&world), None);
    world.online();
    world.select("a");
    assert_eq!(world.main().chat().words, words("Kulanz?", ""));
}

#[test]
fn what_could_not_be_read_is_not_written_over() {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    world.tell(Event::NotRead);
    world.sign_in(vec![hoffmann()]);
    world.select("a");
    note_down(&mut world, Purpose::Consult, "Kulanz?");
    assert_eq!(world.main().chat().words, words("Kulanz?", ""));
    assert_eq!(saved(&world), None);
}

#[test]
fn words_that_can_be_given_to_nobody_after_a_restart_are_shown_until_they_are_discarded() {
    let kept = || vec![kept_by("jana", "a", words("Kulanz?", ""))];
    let there = ["Kulanz? (not-sent-question, not from here)"];
    let over = former(hoffmann(), Left::Ended);
    let mut world = after_restart(kept(), vec![over.clone()]);
    world.select("a");
    assert_eq!(world.main().said(&Thread::Main), there);
    assert_eq!(saved(&world), None, "they outlive the next restart as well");
    let message = CommandId::new(world.main().lines[&Thread::Main][0].key.clone()).unwrap();
    world.act(Input::DiscardUnsent { thread: ThreadRef::main(case_id("a")), message });
    assert_eq!(saved(&world), Some(BTreeMap::new()));

    // Likewise where the chat is gone, and they go with a chat that is marked done.
    let mut world = after_restart(kept(), Vec::new());
    world.select("a");
    assert_eq!(world.main().said(&Thread::Main), there);
    let mut world = after_restart(kept(), vec![over]);
    let id = world.do_it(Command::MarkDone { case: case_id("a"), thread: Thread::Main });
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    let gone = saved(&world);
    world.answered(&id, Ok(()));
    assert_eq!(gone.or(saved(&world)), Some(BTreeMap::new()));
}
