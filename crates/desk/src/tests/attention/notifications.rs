//! What is notified, and in which words.

use super::*;

#[test]
fn a_notification_says_who_and_only_with_the_setting_what() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    let shown = &screen.notifications[&case_id("a")];
    assert_eq!((shown.title.id.as_str(), text(&shown.title)), ("notification-contact", "Martin Hoffmann".to_owned()));
    assert_eq!((shown.body.id.as_str(), text(&shown.body)), ("notification-messages", String::new()));
    assert_eq!(shown.buttons, NotificationButtons::Message { may_reply: true });

    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    screen.does(|world| world.contact_says("a", "<b>\u{202E}Geld\u{7}</b>\nheute"));
    let shown = &screen.notifications[&case_id("a")];
    assert_eq!(text(&shown.body), "<b>Geld </b> heute");
}

#[test]
fn a_long_message_is_cut() {
    let mut screen = Screen::left();
    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    screen.does(|world| world.contact_says("a", &"lang ".repeat(200)));
    let shown = text(&screen.notifications[&case_id("a")].body);
    assert!(shown.chars().count() <= 200 && shown.ends_with('…'), "{shown}");
}

#[test]
fn an_invitation_is_shown_with_its_question_only_where_texts_are() {
    let mut screen = Screen::left();
    let question = Some("Was sagt die Preisliste?".to_owned());
    let asked = InvitationView { text: question, ..offer("i1", "c", InvitationKind::Consultation, Some("katrin")) };
    screen.invited(vec![asked.clone()]);
    let shown = screen.notifications[&case_id("c")].clone();
    assert_eq!(shown.buttons, NotificationButtons::Invitation);
    assert!(text(&shown.title).contains("Katrin Richter"));
    assert_eq!(text(&shown.body), "Martin Hoffmann|Rechnung");
    screen.invited(Vec::new());
    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    screen.invited(vec![InvitationView { invitation: InvitationId::new("i2").unwrap(), ..asked }]);
    assert!(text(&screen.notifications[&case_id("c")].body).contains("Preisliste"));
}

#[test]
fn the_invitation_to_a_routed_chat_names_its_contact_once() {
    let mut screen = Screen::left();
    let routed = InvitationView { text: Some("Guten Tag".to_owned()), ..offer("i1", "c", InvitationKind::Chat, None) };
    screen.invited(vec![routed.clone()]);
    let shown = &screen.notifications[&case_id("c")];
    assert!(text(&shown.title).contains("Martin Hoffmann"), "{:?}", shown.title);
    assert_eq!(text(&shown.body), "Rechnung");
    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    assert_eq!(text(&screen.notifications[&case_id("c")].body), "Rechnung|Guten Tag");
}

#[test]
fn one_that_the_agent_has_waved_away_comes_back_only_for_newer_words() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.notification("a", NotificationAnswer::Closed);
    screen.notifications.clear();
    screen.waits(100);
    screen.does(|world| world.focus(Some(OWN)));
    assert!(screen.notified().is_empty());
    screen.does(|world| world.contact_says("a", "Hallo?"));
    assert_eq!(screen.notified(), ["a"]);
}

#[test]
fn words_of_the_chat_do_not_reach_one_who_was_only_asked() {
    let mut view = asking_katrin();
    view.standing = Standing::ConsultTarget { by: agent("katrin") };
    let mut screen = Screen::with(vec![view]);
    screen.does(|world| world.focus(None));
    screen.does(|world| world.contact_says("a", "Hallo"));
    assert!(screen.notified().is_empty() && screen.played.is_empty());
    screen.katrin_writes("Weisst du das?");
    assert_eq!(screen.notified(), ["a"]);
    assert_eq!(screen.notifications[&case_id("a")].title.id, "notification-consultation");
}

#[test]
fn where_nothing_flashes_a_notification_that_stays_takes_its_place() {
    let mut screen = Screen::left();
    screen.system(means(FlashMeans::Notification));
    screen.switch_off(Setting::NotifyMessages);
    screen.contact_writes("a", "Martin Hoffmann");
    let shown = &screen.notifications[&case_id("a")];
    assert!(shown.stays);
    assert_eq!(shown.body.id, "notification-waits");
    screen.does(|world| world.focus(Some(MAIN)));
    assert!(screen.notified().is_empty(), "activated");
    screen.switch_off(Setting::Flash);
    screen.does(|world| world.focus(None));
    assert!(screen.notified().is_empty(), "neither flashing nor messages are wanted");
}

#[test]
fn another_language_renews_the_notifications_that_stand() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.set(Setting::Language, SettingValue::Language { language: Language::En });
    assert!(screen.world.effects.iter().any(|effect| matches!(effect, Effect::Notify { .. })));
}

#[test]
fn what_was_waved_away_stays_away_behind_an_invitation_of_the_same_chat() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.notification("a", NotificationAnswer::Closed);
    screen.notifications.clear();
    screen.invited(vec![offer("i1", "a", InvitationKind::Transfer, Some("katrin"))]);
    assert_eq!(screen.notifications[&case_id("a")].buttons, NotificationButtons::Invitation);
    screen.notification("a", NotificationAnswer::Closed);
    screen.notifications.clear();
    screen.invited(Vec::new());
    assert!(screen.notified().is_empty(), "the same words as before");
}

#[test]
fn newer_words_replace_the_notification_and_do_not_stack() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.does(|world| world.contact_says("a", "Hallo?"));
    let shown = screen.world.effects.iter().filter(|effect| matches!(effect, Effect::Notify { .. })).count();
    assert_eq!((shown, screen.notified()), (1, vec!["a"]));
    assert_eq!(screen.notifications[&case_id("a")].body.args["count"], Arg::Number(2.0));
    screen.does(|world| world.wait(10));
    assert!(screen.world.effects.is_empty(), "nothing is new: {:?}", screen.world.effects);
}

#[test]
fn who_joins_is_notified_of_what_was_written_before_but_hears_no_sound() {
    let mut view = asking_katrin();
    view.standing = Standing::ConsultTarget { by: agent("katrin") };
    let mut screen = Screen::with(vec![view]);
    screen.does(|world| world.focus(None));
    screen.does(|world| world.contact_says("a", "Hallo"));
    let now = screen.world.now;
    let mut joined = waiting(chat_with("a", "Martin Hoffmann"), now);
    joined.version = 9;
    screen.does(|world| world.case(joined));
    assert_eq!((screen.notified(), screen.flashing.len(), screen.badge), (vec!["a"], 1, 1));
    assert!(screen.played.is_empty());
    assert_eq!(screen.newest().cause.id, "why-pending");
}

#[test]
fn whoever_switches_the_wording_off_does_not_leave_it_on_the_screen() {
    let mut screen = Screen::left();
    screen.set(Setting::NotifyText, SettingValue::Switch { on: true });
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!(screen.notifications[&case_id("a")].body.id, "notification-text");
    screen.switch_off(Setting::NotifyText);
    assert_eq!(screen.notifications[&case_id("a")].body.id, "notification-messages");
}

#[test]
fn of_two_threads_the_notification_tells_the_newer_words() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.does(|world| world.focus(None));
    screen.does(|world| world.contact_says("a", "Hallo?"));
    assert_eq!(screen.notifications[&case_id("a")].title.id, "notification-contact");
    screen.waits(10);
    screen.katrin_writes("Moment");
    assert_eq!(screen.notifications[&case_id("a")].title.id, "notification-consultation");
    screen.waits(10);
    screen.does(|world| world.contact_says("a", "Sind Sie da?"));
    assert_eq!(screen.notifications[&case_id("a")].title.id, "notification-contact");
}

#[test]
fn when_the_newer_words_are_read_the_notification_tells_those_that_are_left() {
    let mut view = with_consultation(asking_katrin(), consulting("s", "sven"));
    view.version = 5;
    let mut screen = Screen::with(vec![view]);
    screen.does(|world| world.select("a"));
    screen.does(|world| {
        world.act(Input::SelectConsultation { case: case_id("a"), consultation: ConsultationId::new("k").unwrap() });
    });
    screen.does(|world| world.focus(None));
    screen.does(|world| {
        let message = CommandId::new("s1").unwrap();
        let entry = world.by_agent("sven", &message, "Rabatt geht");
        world.appended("a", consultation("s"), vec![entry]);
    });
    screen.waits(10);
    screen.katrin_writes("Nimm die 2");
    assert!(text(&screen.notifications[&case_id("a")].title).contains("Katrin Richter"));
    screen.does(|world| world.focus(Some(MAIN)));
    assert!(text(&screen.notifications[&case_id("a")].title).contains("Sven"));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]), "Sven's words are not in view");
}

#[test]
fn a_chat_that_stands_only_for_its_unsent_text_gives_no_sign() {
    let mut screen = Screen::with(vec![asking_katrin()]);
    screen.does(|world| world.focus(None));
    screen.katrin_writes("Nimm die 2");
    screen.does(|world| world.contact_says("a", "Hallo?"));
    assert_eq!((screen.flashing.len(), screen.badge), (1, 1));
    let mut id = None;
    screen.does(|world| id = Some(world.send("a", Thread::Main, "Gleich")));
    screen.does(|world| world.answered(&id.unwrap(), Err(Refusal::ChatEnded)));
    screen.does(|world| world.hear(WorkspaceEvent::Gone { case: case_id("a") }));
    assert_eq!(screen.world.main().list.as_ref().unwrap().chats.len(), 1, "it stands for its text");
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len()), (0, 0, 0));
    assert_eq!(crate::screens::needs::needs(&screen.world.desk.parts.workspace()), []);
}

#[test]
fn where_nothing_can_be_written_the_notification_offers_no_reply() {
    let mut view = chat_with("a", "Martin Hoffmann");
    view.can.remove(&CaseAction::Write);
    let mut screen = Screen::with(vec![view]);
    screen.does(|world| world.focus(None));
    screen.does(|world| world.contact_says("a", "Hallo?"));
    assert_eq!(screen.notifications[&case_id("a")].buttons, NotificationButtons::Message { may_reply: false });
}
