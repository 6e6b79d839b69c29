//! Episodes, and why it rang.

use super::*;

#[test]
fn an_episode_is_closed_once_and_says_why() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.waits(1_000);
    screen.does(|world| world.contact_says("a", "Hallo?"));
    let mut id = None;
    screen.does(|world| id = Some(world.send("a", Thread::Main, "Ja")));
    let id = id.unwrap();
    assert_eq!(screen.episodes(), [EpisodeChange::Opened]);
    screen.does(|world| world.answered(&id, Ok(())));
    assert_eq!(
        screen.episodes(),
        [EpisodeChange::Opened, EpisodeChange::Closed(Closed::Answered)],
        "taken by the centre"
    );
    screen.does(|world| world.arrived("a", Thread::Main, &id, "Ja"));
    screen.does(|world| world.case(answered(chat_with("a", "Martin Hoffmann"))));
    assert_eq!(screen.episodes(), [EpisodeChange::Opened, EpisodeChange::Closed(Closed::Answered)]);

    screen.waits(1_000);
    screen.contact_writes("b", "Petra Vogt");
    let mut left = answered(chat_with("b", "Petra Vogt"));
    left.contact.presence = ContactPresence::Left { at: screen.world.now, why: ContactLeft::Ended };
    screen.does(|world| world.case(left));
    assert_eq!(screen.episodes()[2..], [EpisodeChange::Opened, EpisodeChange::Closed(Closed::ContactLeft)]);
}

#[test]
fn a_transfer_ends_the_senders_episode_and_signing_out_ends_everything() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.contact_writes("b", "Petra Vogt");
    screen.does(|world| world.hear(WorkspaceEvent::Gone { case: case_id("a") }));
    assert_eq!(screen.episodes()[2..], [EpisodeChange::Closed(Closed::SessionEnded)]);
    screen.does(World::offline);
    screen.does(|world| world.act(Input::SignOut));
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len()), (0, 0, 0));
    assert_eq!(screen.episodes().len(), 4);
    assert!(screen.world.desk.decisions().is_empty(), "the next agent reads no names");
}

#[test]
fn while_another_desktop_has_the_session_this_one_is_still() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.does(|world| world.hear(WorkspaceEvent::Connection(Connection::Elsewhere)));
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len()), (0, 0, 0));
}

#[test]
fn the_line_and_the_view_of_one_message_are_one_decision() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    let rows = screen.world.desk.decisions();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].chat.as_deref(), Some("Martin Hoffmann"));
    assert_eq!(rows[0].cause.id, "why-contact-wrote");
    assert_eq!(ids(&rows[0].effects), ["sign-notification", "sign-sound", "sign-flash", "sign-badge"]);
    let decided = screen.world.main().decided;
    screen.does(|world| world.focus(Some(MAIN)));
    assert_eq!(screen.newest().cause.id, "why-window-activated");
    assert!(ids(&screen.newest().effects).contains(&"sign-flash-ended"));
    assert!(screen.world.main().decided > decided);
}

#[test]
fn two_chats_in_one_window_are_told_apart_when_one_is_answered() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.contact_writes("b", "Petra Vogt");
    screen.does(|world| drop(world.send("a", Thread::Main, "Ja")));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    assert_eq!(screen.newest().chat.as_deref(), Some("Martin Hoffmann"));
    assert!(ids(&screen.newest().effects).contains(&"sign-flash-goes-on"));
}

#[test]
fn fifty_decisions_are_kept_and_none_tells_what_was_written() {
    let mut screen = Screen::left();
    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    for _ in 0..60 {
        screen.does(|world| world.contact_says("a", "geheim"));
        screen.waits(3_000);
    }
    let rows = screen.world.desk.decisions();
    assert_eq!(rows.len(), 50);
    assert!(rows[0].at > rows[49].at, "newest first");
    assert!(!format!("{rows:?}").contains("geheim"));
}

#[test]
fn what_is_switched_off_is_said() {
    let mut screen = Screen::left();
    screen.switch_off(Setting::Flash);
    screen.switch_off(Setting::NotifyMessages);
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!(ids(&screen.newest().effects), ["sign-sound", "no-notification-off", "no-flash-off", "sign-badge"]);
    assert!(screen.flashing.is_empty() && screen.notified().is_empty());
    assert_eq!(screen.badge, 1);
}

#[test]
fn what_this_computer_cannot_do_is_not_said_to_be_done() {
    let mut screen = Screen::left();
    screen.system(SystemEvent::Means(Means {
        flash: FlashMeans::Notification,
        badge: BadgeMeans::Launcher,
        notifications: NotificationMeans::None,
        tray: false,
        sound: false,
        idle: false,
    }));
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!(ids(&screen.newest().effects), ["no-notification-nobody", "no-sound-device", "sign-badge"]);
}

#[test]
fn no_name_turns_the_log_around() {
    let mut screen = Screen::with(vec![chat_with("a", "Martin \u{202E}nnamffoH\nHallo")]);
    screen.does(|world| world.focus(None));
    let mut names = directory();
    names.agents.iter_mut().filter(|found| found.agent == agent("katrin")).for_each(|found| {
        found.name = "Katrin\u{7} \u{2067}Richter".to_owned();
    });
    screen.does(|world| world.hear_directory(names));
    let id = CommandId::new("k1").unwrap();
    screen.does(|world| {
        let entry = world.by_agent("katrin", &id, "Ich war das");
        world.appended("a", Thread::Main, vec![entry]);
    });
    let row = screen.newest();
    assert_eq!(row.chat.as_deref(), Some("Martin nnamffoH Hallo"));
    assert_eq!(text(&row.cause), "Katrin Richter");
    screen.waits(3_000);
    let from = Party::Expert {
        expert: ExpertId::new("expert").unwrap(),
        name: "Ex\u{200B}per\u{202E}te".to_owned(),
        sponsor: agent("jana"),
    };
    screen.does(|world| {
        let message = CommandId::new("x1").unwrap();
        let entry = world.entry(EntryBody::Message {
            origin: from.into(),
            message,
            content: MessageContent::Text("Ich auch".to_owned()),
        });
        world.appended("a", Thread::Main, vec![entry]);
    });
    assert_eq!(text(&screen.newest().cause), "Experte");
}

#[test]
fn nor_is_a_word_of_a_consultation_or_of_an_invitation_in_the_log() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    screen.does(|world| world.focus(None));
    screen.katrin_writes("geheim");
    let text = Some("geheim".to_owned());
    screen.invited(vec![InvitationView { text, ..offer("i1", "c", InvitationKind::Consultation, Some("katrin")) }]);
    let told: Vec<_> = screen.notifications.values().map(|shown| super::text(&shown.body)).collect();
    assert!(told.iter().all(|body| body.contains("geheim")), "{told:?}");
    assert_eq!(screen.world.desk.decisions().len(), 2);
    assert!(!format!("{:?}", screen.world.desk.decisions()).contains("geheim"));
}

#[test]
fn coming_and_going_windows_push_nothing_else_out() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.waits(3_000);
    screen.contact_writes("b", "Petra Vogt");
    let mut decided = screen.world.main().decided;
    for _ in 0..40 {
        for window in [Some(MAIN), None] {
            screen.waits(3_000);
            screen.does(|world| world.focus(window));
            let now = screen.world.main().decided;
            assert!(now > decided, "the page looks again");
            decided = now;
        }
    }
    let rows = screen.world.desk.decisions();
    let told: Vec<_> =
        rows.iter().map(|row| (row.cause.id.as_str(), row.chat.as_deref().unwrap_or_default())).collect();
    let expected = [
        ("why-window-left", "Martin Hoffmann, Petra Vogt"),
        ("why-contact-wrote", "Petra Vogt"),
        ("why-contact-wrote", "Martin Hoffmann"),
    ];
    assert_eq!(told, expected, "one row for all that the window holds");
    assert_eq!(ids(&rows[0].effects), ["sign-flash"]);
    assert_eq!(rows[0].at, screen.world.now, "the newest of them");
}

#[test]
fn a_notification_that_a_window_withdraws_stays_told() {
    let mut screen = Screen::left();
    screen.does(|world| world.select("a"));
    for _ in 0..3 {
        screen.waits(6_000);
        screen.contact_writes("a", "Martin Hoffmann");
        screen.waits(3_000);
        screen.does(|world| world.focus(Some(MAIN)));
        screen.waits(3_000);
        screen.does(|world| world.focus(None));
    }
    let rows = screen.world.desk.decisions();
    let withdrawn = rows.iter().filter(|row| ids(&row.effects).contains(&"sign-notification-withdrawn"));
    assert_eq!(withdrawn.count(), 3, "{rows:?}");
    assert_eq!(rows.iter().filter(|row| row.cause.id == "why-window-left").count(), 1);
}

#[test]
fn nor_do_they_where_a_notification_takes_the_place_of_flashing() {
    let mut screen = Screen::left();
    screen.system(means(FlashMeans::Notification));
    screen.contact_writes("a", "Martin Hoffmann");
    for _ in 0..40 {
        for window in [Some(MAIN), None] {
            screen.waits(3_000);
            screen.does(|world| world.focus(window));
        }
    }
    let rows = screen.world.desk.decisions();
    let causes: Vec<_> = rows.iter().map(|row| row.cause.id.as_str()).collect();
    assert_eq!(causes, ["why-window-left", "why-window-activated", "why-contact-wrote"]);
}
