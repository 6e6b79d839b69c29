//! What the agent does with a notification.

use super::*;

#[test]
fn a_click_brings_exactly_that_chat_and_its_consultation_to_the_front() {
    let mut view = with_consultation(asking_katrin(), consulting("s", "sven"));
    view.version = 5;
    let mut screen = Screen::with(vec![view, chat_with("b", "Petra Vogt")]);
    screen.does(|world| world.select("b"));
    screen.does(|world| world.focus(None));
    screen.katrin_writes("Nimm die 2");
    screen.notification("a", NotificationAnswer::Open);
    assert!(screen.world.effects.contains(&Effect::FocusWindow { window: MAIN }));
    assert_eq!(screen.world.main().chat().contact, "Martin Hoffmann");
    let selected = screen.world.main().chat().selected_consultation.clone();
    assert_eq!(selected, Some(ConsultationId::new("k").unwrap()));
}

#[test]
fn a_click_on_a_torn_off_chat_leaves_the_main_window_as_it_is() {
    let mut screen = Screen::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    screen.does(|world| world.act(Input::TearOff { case: case_id("a") }));
    screen.does(|world| world.select("b"));
    screen.contact_writes("a", "Martin Hoffmann");
    screen.notification("a", NotificationAnswer::Open);
    assert!(screen.world.effects.contains(&Effect::FocusWindow { window: OWN }));
    assert_eq!(screen.world.main().chat().contact, "Petra Vogt");
}

#[test]
fn accepting_in_the_notification_is_accepting() {
    let mut screen = Screen::left();
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    screen.notification("c", NotificationAnswer::Accept);
    let accepts = |effect: &Effect| {
        matches!(effect, Effect::Request(BackendRequest::Do { command: Command::AcceptInvitation { .. }, .. }))
    };
    assert!(screen.world.effects.iter().any(accepts));
    assert!(screen.world.effects.contains(&Effect::FocusWindow { window: MAIN }));
    assert!(screen.notified().is_empty() && screen.flashing.is_empty());
    screen.notification("c", NotificationAnswer::Decline);
    assert!(screen.world.effects.is_empty(), "the first answer counts: {:?}", screen.world.effects);
}

#[test]
fn an_answer_that_comes_too_late_says_so_in_the_main_window() {
    for answer in [NotificationAnswer::Accept, NotificationAnswer::Decline] {
        let mut screen = Screen::left();
        screen.notification("c", answer);
        assert_eq!(screen.toasts(), ["refusal-no-such-invitation"]);
        assert_eq!(screen.world.effects, [Effect::FocusWindow { window: MAIN }]);
    }
}

#[test]
fn declining_without_a_connection_is_refused_where_it_can_be_read() {
    let mut screen = Screen::left();
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    screen.does(World::offline);
    screen.notification("c", NotificationAnswer::Decline);
    assert_eq!(screen.toasts(), ["refusal-offline"]);
    assert!(screen.world.effects.contains(&Effect::FocusWindow { window: MAIN }));
}

#[test]
fn a_reply_in_the_notification_goes_out_and_leaves_the_draft_and_the_window_alone() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    let draft = Draft { text: "Noch nicht fertig".to_owned(), start: 5, end: 5 };
    screen.does(|world| {
        world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft.clone() });
    });
    screen.notification("a", NotificationAnswer::Reply { text: "Gleich".to_owned() });
    let sent = screen.world.effects.iter().find_map(|effect| {
        let Effect::Enqueue {
            command: Command::SendMessage { thread, content: MessageContent::Text(text), .. }, ..
        } = effect
        else {
            return None;
        };
        Some((thread.clone(), text.clone()))
    });
    assert_eq!(sent, Some((Thread::Main, "Gleich".to_owned())));
    assert!(!screen.world.effects.iter().any(|effect| matches!(effect, Effect::FocusWindow { .. })));
    assert!(screen.notified().is_empty() && screen.flashing.is_empty());
    screen.does(|world| world.select("a"));
    assert_eq!(screen.world.main().composers[&Thread::Main], draft);
}

#[test]
fn a_reply_that_cannot_go_out_is_shown_with_its_text() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    let long = "x".repeat(konsil_protocol::domain::MAX_TEXT_BYTES + 1);
    screen.notification("a", NotificationAnswer::Reply { text: long.clone() });
    assert_eq!(screen.toasts(), ["refusal-text-too-long"]);
    assert!(screen.world.effects.contains(&Effect::FocusWindow { window: MAIN }));
    assert_eq!(screen.world.main().composers[&Thread::Main].text, long);
}

#[test]
fn a_reply_to_a_chat_that_is_gone_is_kept_as_not_sent() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.does(|world| world.hear(WorkspaceEvent::Gone { case: case_id("a") }));
    screen.notification("a", NotificationAnswer::Reply { text: "Gleich".to_owned() });
    assert_eq!(screen.toasts(), ["refusal-no-such-case"]);
    let row = screen.world.main().list.as_ref().unwrap().chats.iter().find(|row| row.case == case_id("a")).cloned();
    assert!(row.unwrap().unsent);
}

#[test]
fn a_reply_meant_for_the_consultation_never_reaches_the_contact() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.does(|world| world.focus(None));
    screen.katrin_writes("Ist der schwierig?");
    assert_eq!(screen.notifications[&case_id("a")].buttons, NotificationButtons::Message { may_reply: true });
    screen.waits(10);
    screen.does(|world| world.contact_says("a", "Hallo?"));
    assert_eq!(screen.notifications[&case_id("a")].buttons, NotificationButtons::Message { may_reply: false });
    screen.notification("a", NotificationAnswer::Reply { text: "Ja, sehr".to_owned() });
    assert!(!screen.world.effects.iter().any(|effect| matches!(effect, Effect::Enqueue { .. })));
    assert_eq!(screen.toasts(), ["told-reply-to-whom"]);
    assert_eq!(screen.world.main().composers[&consultation("k")].text, "Ja, sehr");
}

#[test]
fn a_reply_to_what_is_not_shown_any_more_is_never_guessed_to_be_for_the_contact() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.does(|world| world.focus(None));
    screen.does(|world| world.contact_says("a", "Hallo?"));
    screen.notification("a", NotificationAnswer::Closed);
    screen.waits(10);
    screen.katrin_writes("Ist der schwierig?");
    // Withdrawn while the reply to Katrin was on its way to the desk.
    screen.does(|world| do_not_disturb(world, 60_000));
    screen.notification("a", NotificationAnswer::Reply { text: "Ja, sehr".to_owned() });
    assert!(!screen.world.effects.iter().any(|effect| matches!(effect, Effect::Enqueue { .. })));
    assert_eq!(screen.toasts(), ["told-reply-to-whom"]);
    assert_eq!(screen.world.main().composers[&consultation("k")].text, "Ja, sehr");
}

#[test]
fn a_reply_to_a_consultation_that_has_ended_stands_there_as_not_sent() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.does(|world| world.focus(None));
    screen.katrin_writes("Ist der schwierig?");
    let mut view = asking_katrin();
    view.version += 1;
    view.consultations[0].can.clear();
    screen.does(|world| world.case(view));
    screen.notification("a", NotificationAnswer::Reply { text: "Ja, sehr".to_owned() });
    assert!(!screen.world.effects.iter().any(|effect| matches!(effect, Effect::Enqueue { .. })));
    let last = screen.world.main().lines[&consultation("k")].last().unwrap();
    assert!(format!("{last:?}").contains("Ja, sehr"), "{last:?}");
    assert!(screen.world.effects.contains(&Effect::FocusWindow { window: MAIN }));
}

#[test]
fn a_click_on_an_invitation_of_the_left_column_shows_that_column_and_moves_no_chat() {
    let mut screen = Screen::with(vec![former(chat_with("a", "Martin Hoffmann"), Left::Ended), chat_with("b", "Vogt")]);
    screen.does(|world| world.select("b"));
    screen.does(|world| world.focus(None));
    screen.invited(vec![offer("i1", "a", InvitationKind::Chat, None)]);
    screen.notification("a", NotificationAnswer::Open);
    assert_eq!(screen.world.effects, [Effect::FocusWindow { window: MAIN }]);
    assert_eq!(screen.world.main().chat().contact, "Vogt");
}

#[test]
fn a_reply_that_stays_here_comes_behind_the_draft_in_the_window() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.does(|world| world.select("a"));
    let draft = Draft { text: "Danke,".to_owned(), start: 6, end: 6 };
    screen.does(|world| {
        world.act(Input::Draft { thread: ThreadRef { case: case_id("a"), thread: consultation("k") }, draft })
    });
    screen.does(|world| world.focus(None));
    screen.katrin_writes("Ist der schwierig?");
    screen.waits(10);
    screen.does(|world| world.contact_says("a", "Hallo?"));
    screen.notification("a", NotificationAnswer::Reply { text: "Ja, sehr".to_owned() });
    assert_eq!(screen.world.main().composers[&consultation("k")].text, "Danke,\nJa, sehr");
}
