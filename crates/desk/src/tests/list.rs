//! The left column.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{Input, ScrollAnchor};
use crate::boundary::view::{Arg, FirstChatWhy, RowGroup};
use crate::{Effect, WindowId};

fn waiting(id: &str, contact: &str, since: u64) -> CaseView {
    CaseView { unanswered_since: Some(START.plus_ms(since)), ..chat_with(id, contact) }
}

fn newer(view: CaseView) -> CaseView {
    CaseView { version: view.version + 1, ..view }
}

#[test]
fn pending_chats_come_first_longest_first_then_the_latest_then_ended_ones() {
    let mut world = World::with(vec![
        former(chat_with("a", "beendet"), Left::Ended),
        chat_with("b", "still"),
        chat_with("c", "eben noch"),
        waiting("d", "kurz", 9_000),
        waiting("e", "lang", 1_000),
    ]);
    world.wait(1_000);
    world.contact_says("c", "danke");
    assert_eq!(world.main().rows(), ["lang", "kurz", "eben noch", "still", "beendet"]);
    let list = world.main().list.clone().unwrap();
    assert_eq!(list.chats[0].reminder.map(|reminder| reminder.since), Some(START.plus_ms(1_000)));
    assert_eq!(list.chats[2].reminder.map(|reminder| reminder.since), None, "no pending reply, no time");
    assert_eq!(list.chats[4].group, RowGroup::Ended);
}

#[test]
fn a_reply_under_way_stops_the_time_and_a_refused_one_brings_it_back() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.select("a");
    let id = world.send("a", Thread::Main, "Guten Tag");
    assert_eq!(world.main().list.as_ref().unwrap().chats[0].reminder.map(|reminder| reminder.since), None);
    assert_eq!(world.main().chat().reminder.map(|reminder| reminder.since), None);
    world.answered(&id, Err(Refusal::NotPermitted));
    assert_eq!(world.main().list.as_ref().unwrap().chats[0].reminder.map(|reminder| reminder.since), Some(START));
}

#[test]
fn what_the_contact_writes_after_a_queued_reply_waits_for_an_answer_again() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.select("a");
    world.send("a", Thread::Main, "Moment");
    world.contact_says("a", "Hallo?");
    assert!(world.main().list.as_ref().unwrap().chats[0].reminder.is_some());
}

#[test]
fn rows_do_not_move_while_the_pointer_is_in_the_list() {
    let mut world = World::with(vec![waiting("a", "erste", 1), waiting("b", "zweite", 2), chat_with("c", "dritte")]);
    assert_eq!(world.main().rows(), ["erste", "zweite", "dritte"]);
    world.act(Input::ListBusy { busy: true });
    world.case(newer(chat_with("a", "erste")));
    world.case(waiting("d", "neue", 0));
    assert_eq!(world.main().rows(), ["erste", "zweite", "dritte", "neue"]);
    world.act(Input::ListBusy { busy: false });
    assert_eq!(world.main().rows()[..2], ["neue", "zweite"]);
}

#[test]
fn the_selected_row_never_moves_by_itself() {
    let mut world = World::with(vec![waiting("a", "erste", 1), chat_with("b", "zweite"), chat_with("c", "dritte")]);
    let before = world.main().rows().iter().position(|row| *row == "zweite").unwrap();
    world.select("b");
    world.case(newer(waiting("b", "zweite", 0)));
    assert_eq!(world.main().rows()[before], "zweite");
    assert_eq!(world.main().rows()[0], "erste");
}

#[test]
fn unread_messages_are_counted_until_the_chat_is_before_the_eyes() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.select("b");
    world.contact_says("a", "eins");
    world.contact_says("a", "zwei");
    world.contact_says("b", "gesehen");
    let unread = |world: &World, name: &str| {
        world.main().list.as_ref().unwrap().chats.iter().find(|row| row.contact == name).unwrap().unread
    };
    assert_eq!((unread(&world, "Martin Hoffmann"), unread(&world, "Petra Vogt")), (2, 0));
    world.focus(None);
    world.contact_says("b", "nicht gesehen");
    assert_eq!(unread(&world, "Petra Vogt"), 1);
    world.select("a");
    assert_eq!(unread(&world, "Martin Hoffmann"), 2, "another program has the keyboard");
    world.focus(Some(WindowId::Main));
    assert_eq!(unread(&world, "Martin Hoffmann"), 0);
}

#[test]
fn what_comes_while_the_reader_is_further_up_is_unread_until_the_end_is_reached() {
    let mut world = World::with(vec![with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"))]);
    world.select("a");
    world.contact_says("a", "gesehen");
    let main = ThreadRef::main(case_id("a"));
    let private = ThreadRef { thread: consultation("k"), ..main.clone() };
    let up = || ScrollAnchor::At { key: "first".to_owned(), offset: 4 };
    let unread = |world: &World| {
        let row = &world.main().list.as_ref().unwrap().chats[0];
        (row.unread, world.main().chat().consultations[0].unread)
    };
    world.act(Input::Scrolled { thread: main.clone(), anchor: up() });
    assert_eq!(unread(&world), (0, 0), "what was seen stays so");
    world.contact_says("a", "weiter unten");
    let words = world.by_agent("katrin", &CommandId::new("m1").unwrap(), "Ja, das geht.");
    world.appended("a", consultation("k"), vec![words]);
    assert_eq!(unread(&world), (1, 0), "each thread has a reader's place of its own");
    world.act(Input::Scrolled { thread: private.clone(), anchor: up() });
    world.focus(None);
    world.focus(Some(WindowId::Main));
    let words = world.by_agent("katrin", &CommandId::new("m2").unwrap(), "Bis 50 €.");
    world.appended("a", consultation("k"), vec![words]);
    assert_eq!(unread(&world), (2, 1), "nor does coming back to the window read it");
    world.act(Input::Scrolled { thread: main, anchor: ScrollAnchor::Bottom });
    world.act(Input::Scrolled { thread: private, anchor: ScrollAnchor::Bottom });
    assert_eq!(unread(&world), (0, 0));
}

#[test]
fn a_row_says_the_last_words_and_whose_they_were() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let preview = |world: &World| world.main().list.as_ref().unwrap().chats[0].preview.id.clone();
    assert_eq!(preview(&world), "preview-nothing-said");
    world.contact_says("a", "Guten\n\nTag");
    assert_eq!(preview(&world), "preview-contact");
    let text = world.main().list.as_ref().unwrap().chats[0].preview.args["text"].clone();
    assert_eq!(text, crate::boundary::view::Arg::Text("Guten Tag".to_owned()));
    world.send("a", Thread::Main, "Hallo");
    assert_eq!(preview(&world), "preview-mine");
    let entry = world.by_agent("katrin", &CommandId::new("x").unwrap(), "Ich helfe");
    world.appended("a", Thread::Main, vec![entry]);
    world.arrived("a", Thread::Main, &CommandId::new("c1").unwrap(), "Hallo");
    assert_eq!(preview(&world), "preview-mine");
}

#[test]
fn a_chat_in_which_i_was_asked_stands_under_the_name_of_who_asks() {
    let mut view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "jana"));
    view.consultations[0].by = agent("katrin");
    view.standing = Standing::ConsultTarget { by: agent("katrin") };
    view.owner = Some(agent("katrin"));
    view.unanswered_since = Some(START);
    let world = World::with(vec![view]);
    let list = world.main().list.clone().unwrap();
    assert!(list.chats.is_empty());
    assert_eq!(list.consultations[0].contact, "Katrin Richter");
    assert_eq!(list.consultations[0].preview.id, "preview-consultation");
    assert_eq!(
        list.consultations[0].reminder.map(|reminder| reminder.since),
        None,
        "the contact waits for another one"
    );
}

#[test]
fn an_invitation_into_a_chat_that_stands_here_is_in_that_chat_and_others_are_in_the_list() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let invitations = vec![
        offer("i1", "x", InvitationKind::Chat, None),
        offer("i2", "a", InvitationKind::Transfer, Some("katrin")),
        offer("i3", "y", InvitationKind::Transfer, Some("sven")),
    ];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    let cards = &world.main().list.as_ref().unwrap().invitations;
    assert_eq!(cards.iter().map(|card| card.invitation.as_str()).collect::<Vec<_>>(), ["i1", "i3"]);
    assert_eq!(world.main().chat().invitation.as_ref().unwrap().by.as_deref(), Some("Katrin Richter"));
    // Its row says so, too: another chat may be the one that is shown.
    let until = world.main().chat().invitation.as_ref().unwrap().expires_at;
    assert_eq!(world.main().list.as_ref().unwrap().chats[0].invited_until, Some(until));
}

#[test]
fn a_countdown_does_not_jump_when_the_same_invitation_is_told_again() {
    let mut world = World::with(Vec::new());
    let invitations = vec![offer("i1", "x", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    let first = world.main().list.as_ref().unwrap().invitations[0].expires_at;
    assert_eq!(first, world.now.plus_ms(30_000));
    world.now = world.now.plus_ms(5_000);
    let mut again = offer("i1", "x", InvitationKind::Chat, None);
    again.remaining_ms = 24_900;
    world.hear(WorkspaceEvent::Me(Me { version: 3, invitations: vec![again], ..me() }));
    assert_eq!(world.main().list.as_ref().unwrap().invitations[0].expires_at, first);
}

#[test]
fn an_accepted_chat_is_shown_when_it_comes_and_its_buttons_rest_meanwhile() {
    let mut world = World::with(vec![chat_with("b", "Petra Vogt")]);
    world.select("b");
    let invitations = vec![offer("i1", "a", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    let invitation = InvitationId::new("i1").unwrap();
    let id = world.do_it(Command::AcceptInvitation { invitation });
    assert!(world.main().list.as_ref().unwrap().invitations[0].busy);
    world.answered(&id, Ok(()));
    assert_eq!(world.main().chat().contact, "Petra Vogt");
    world.case(chat_with("a", "Martin Hoffmann"));
    assert_eq!(world.main().chat().contact, "Martin Hoffmann");
}

#[test]
fn a_chat_that_comes_by_itself_does_not_take_the_place_of_the_one_shown() {
    let mut world = World::with(vec![chat_with("b", "Petra Vogt")]);
    world.select("b");
    world.case(chat_with("a", "Martin Hoffmann"));
    assert_eq!(world.main().chat().contact, "Petra Vogt");
}

#[test]
fn the_longest_reminder_time_is_first_in_the_list_and_named_in_the_title() {
    // "spät" has waited in the queue for long, and was accepted a moment ago: its reminder has just begun.
    let late = CaseView { first_accepted_at: Some(START.plus_ms(9_000)), ..waiting("a", "spät angenommen", 0) };
    let mut world = World::with(vec![late, waiting("b", "wartet länger", 5_000)]);
    assert_eq!(world.main().rows(), ["wartet länger", "spät angenommen"]);
    world.wait(1_000);
    let title = world.effects.iter().find_map(|effect| {
        if let Effect::SetTitle { window: WindowId::Main, title } = effect {
            Some(title.args["contact"].clone())
        } else {
            None
        }
    });
    assert_eq!(title, Some(Arg::Text("wartet länger".to_owned())));
    let first = world.main().list.as_ref().unwrap().first.clone().unwrap();
    assert_eq!((first.contact.as_str(), first.why), ("wartet länger", FirstChatWhy::Reply));
}

#[test]
fn an_empty_pane_offers_the_chat_that_needs_me_most_and_selects_none() {
    let first = |world: &World| world.main().list.as_ref().unwrap().first.clone();
    let mut world = World::with(Vec::new());
    assert_eq!(first(&world), None);
    let asking = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    for view in [chat_with("b", "Petra Vogt"), asking, former(chat_with("c", "Otto Weiß"), Left::Ended)] {
        world.case(view);
    }
    assert_eq!(first(&world).map(|first| first.why), Some(FirstChatWhy::None), "nothing needs me, there are chats");
    let entry = world.by_agent("katrin", &CommandId::new("k1").unwrap(), "Nimm die 2");
    world.appended("a", consultation("k"), vec![entry]);
    let found = first(&world).unwrap();
    assert_eq!((found.contact.as_str(), found.why), ("Martin Hoffmann", FirstChatWhy::Consultation));
    assert_eq!(found.consultation, ConsultationId::new("k").ok());
    world.case(newer(waiting("b", "Petra Vogt", 5)));
    world.select("c");
    world.hear(WorkspaceEvent::Gone { case: case_id("c") });
    assert!(world.main().chat.is_none(), "nothing is selected by itself");
    let found = first(&world).unwrap();
    assert_eq!((found.contact.as_str(), found.why), ("Petra Vogt", FirstChatWhy::Reply));
    assert_eq!(found.reminder.map(|reminder| reminder.since), Some(START.plus_ms(5)));
}

#[test]
fn the_oldest_invitation_is_named_wherever_it_stands() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let invitations =
        vec![offer("c", "a", InvitationKind::Conference, Some("katrin")), offer("i", "z", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    let oldest =
        |world: &World| world.main().list.as_ref().unwrap().oldest.as_ref().map(|it| it.invitation.to_string());
    assert_eq!(oldest(&world).as_deref(), Some("c"), "in its chat, and no card in the column");
    world.do_it(Command::DeclineInvitation { invitation: InvitationId::new("c").unwrap() });
    assert_eq!(oldest(&world).as_deref(), Some("i"), "its answer is under way");
}
