//! What a row says besides the last words: drafts, private words, what became of a request.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{Draft, Input};
use crate::boundary::view::{Arg, ChatRow, PreviewOf};

fn row(world: &World, id: &str) -> ChatRow {
    let list = world.main().list.as_ref().unwrap();
    list.chats.iter().chain(&list.consultations).find(|row| row.case == case_id(id)).cloned().unwrap()
}

fn says(world: &World, id: &str) -> (PreviewOf, String) {
    let row = row(world, id);
    let text = match row.preview.args.get("text") {
        Some(Arg::Text(text)) => text.clone(),
        Some(Arg::Number(_)) | None => row.preview.id.clone(),
    };
    (row.preview_of, text)
}

fn writes(world: &mut World, id: &str, thread: Thread, text: &str) {
    let draft = Draft { text: text.to_owned(), start: 0, end: 0 };
    world.act(Input::Draft { thread: ThreadRef { case: case_id(id), thread }, draft });
}

/// Two chats; in the first one I consult Katrin, the second one is shown.
fn consulting_in_the_other() -> World {
    let asking = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![asking, chat_with("b", "Petra Vogt")]);
    world.contact_says("a", "Und nun?");
    world.select("b");
    world
}

#[test]
fn a_draft_shows_in_its_row_but_not_in_the_one_whose_composer_is_before_the_eyes() {
    let mut world = consulting_in_the_other();
    writes(&mut world, "a", Thread::Main, "Guten  Tag");
    writes(&mut world, "b", Thread::Main, "Ich sehe");
    assert_eq!(says(&world, "a"), (PreviewOf::Draft, "Guten Tag".to_owned()));
    assert_eq!(row(&world, "b").preview_of, PreviewOf::Chat);
    world.select("a");
    assert_eq!(says(&world, "a").0, PreviewOf::Chat);
    assert_eq!(says(&world, "b"), (PreviewOf::Draft, "Ich sehe".to_owned()));
    world.select("b");
    writes(&mut world, "a", Thread::Main, "  ");
    writes(&mut world, "a", consultation("k"), "Nur intern");
    assert_eq!(says(&world, "a"), (PreviewOf::PrivateDraft, "Nur intern".to_owned()));
}

#[test]
fn a_row_has_the_unread_words_of_a_consultation_and_says_that_one_is_open() {
    let mut world = consulting_in_the_other();
    assert!(row(&world, "a").consulting && !row(&world, "b").consulting);
    writes(&mut world, "a", Thread::Main, "Guten Tag");
    assert_eq!((row(&world, "a").unread, row(&world, "a").unread_private), (1, 0), "the contact's words");
    let entry = world.by_agent("katrin", &CommandId::new("k1").unwrap(), "Nimm die 2");
    world.appended("a", consultation("k"), vec![entry]);
    assert_eq!(says(&world, "a"), (PreviewOf::Private, "Nimm die 2".to_owned()), "they press more than a draft");
    assert_eq!((row(&world, "a").unread, row(&world, "a").unread_private), (2, 1));
    world.select("a");
    world.select("b");
    assert_eq!(says(&world, "a").0, PreviewOf::Draft, "read");
}

#[test]
fn a_refused_request_shows_in_its_row_until_something_newer_is_said_and_its_sign_until_it_is_dismissed() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.contact_says("a", "Und nun?");
    world.select("b");
    let invitation = InvitationId::new("i").unwrap();
    let outcome = RequestOutcome {
        invitation: invitation.clone(),
        kind: InvitationKind::Consultation,
        target: ConsultTarget::Agent { agent: agent("katrin") },
        outcome: InvitationOutcome::Declined,
        at: world.now.plus_ms(1),
    };
    world.case(CaseView { version: 2, outcomes: vec![outcome], ..chat_with("a", "Martin Hoffmann") });
    assert_eq!(says(&world, "a"), (PreviewOf::Refused, "consultation-declined".to_owned()));
    assert!(row(&world, "a").refused.is_some_and(|refused| refused.private));
    world.wait(1_000);
    world.contact_says("a", "Hallo?");
    assert_eq!(says(&world, "a"), (PreviewOf::Chat, "Hallo?".to_owned()));
    assert!(row(&world, "a").refused.is_some());
    world.select("a");
    assert!(row(&world, "a").refused.is_none(), "it stands above the chat");
    world.act(Input::DismissNotice { case: case_id("a"), notice: invitation.to_string() });
    world.select("b");
    assert!(row(&world, "a").refused.is_none());
}
