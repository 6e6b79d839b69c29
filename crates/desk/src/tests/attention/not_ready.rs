//! An invitation that ran out has made Jana not ready, and she works in another program.

use super::*;

const NO_ANSWER: AgentState = AgentState::NotReady { reason: NotReadyReason::NoAnswer };

impl Screen {
    fn is(&mut self, state: AgentState) {
        if state == NO_ANSWER {
            self.becomes(AgentState::Ready, vec![offer("i", "offered", InvitationKind::Chat, None)]);
        }
        self.becomes(state, Vec::new());
    }

    fn becomes(&mut self, state: AgentState, invitations: Vec<InvitationView>) {
        let version = u64::try_from(self.world.now.0).unwrap();
        self.does(|world| world.hear(WorkspaceEvent::Me(Me { version, state, invitations, ..me() })));
        self.waits(10);
    }
}

#[test]
fn who_works_elsewhere_is_notified_and_a_click_brings_the_main_window() {
    let mut screen = Screen::left();
    screen.is(NO_ANSWER);
    assert_eq!(screen.notified(), ["not-ready"]);
    let shown = &screen.notifications[&case_id("not-ready")];
    assert_eq!((shown.title.id.as_str(), shown.buttons), ("notification-not-ready", NotificationButtons::None));
    assert_eq!(shown.body.id, "notification-not-ready-text");
    let row = screen.newest();
    assert_eq!((row.cause.id.as_str(), ids(&row.effects)), ("why-made-not-ready", vec!["sign-notification"]));
    assert_eq!(row.chat, None);
    screen.notification("not-ready", NotificationAnswer::Open);
    assert_eq!(screen.world.effects, [Effect::FocusWindow { window: MAIN }]);
    screen.does(|world| world.focus(Some(MAIN)));
    assert!(screen.notified().is_empty());
    assert_eq!(ids(&[screen.newest().cause]), ["why-window-activated"]);
    screen.does(|world| world.focus(None));
    assert!(screen.notified().is_empty(), "she has seen it");
}

#[test]
fn who_sees_the_main_window_or_begins_so_is_not_notified() {
    let mut screen = Screen::with(Vec::new());
    screen.is(NO_ANSWER);
    screen.does(|world| world.focus(None));
    let told = |screen: &Screen| screen.world.desk.decisions().iter().any(|row| row.cause.id == "why-made-not-ready");
    assert!(screen.notified().is_empty() && !told(&screen));

    let mut world = World::before_sign_in(crate::Settings::default());
    world.focus(None);
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    world.hear(WorkspaceEvent::Me(Me { state: NO_ANSWER, ..me() }));
    assert!(!world.effects.iter().any(|effect| matches!(effect, Effect::Notify { .. })), "{:?}", world.effects);
}

#[test]
fn it_is_withdrawn_when_she_is_ready_again_and_comes_anew_the_next_time() {
    let mut screen = Screen::left();
    screen.is(NO_ANSWER);
    screen.is(AgentState::Ready);
    assert!(screen.notified().is_empty());
    let row = screen.newest();
    assert_eq!((row.cause.id.as_str(), ids(&row.effects)), ("why-state-changed", vec!["sign-notification-withdrawn"]));
    screen.is(NO_ANSWER);
    assert_eq!(screen.notified(), ["not-ready"]);
    screen.notification("not-ready", NotificationAnswer::Closed);
    screen.notifications.clear();
    screen.becomes(NO_ANSWER, Vec::new());
    assert!(screen.notified().is_empty(), "waved away");
}

#[test]
fn in_quiet_it_waits_for_the_end_and_comes_only_if_it_is_still_so() {
    let mut screen = Screen::left();
    screen.does(|world| do_not_disturb(world, 60_000));
    screen.is(NO_ANSWER);
    assert!(screen.notified().is_empty());
    let row = screen.newest();
    assert_eq!((row.cause.id.as_str(), ids(&row.effects)), ("why-made-not-ready", vec!["no-sign-quiet"]));
    screen.sleeps(60_000);
    assert_eq!(screen.notified(), ["not-ready"]);
    assert_eq!(ids(&[screen.newest().cause]), ["why-quiet-ended"]);
    screen.system(SystemEvent::Quiet(SystemQuiet::On));
    assert!(screen.notified().is_empty());
    screen.is(AgentState::Ready);
    screen.system(SystemEvent::Quiet(SystemQuiet::Off));
    assert!(screen.notified().is_empty());
}

#[test]
fn who_wants_no_notifications_of_invitations_gets_none_and_reads_why() {
    let mut screen = Screen::left();
    screen.switch_off(Setting::NotifyInvitations);
    screen.is(NO_ANSWER);
    assert!(screen.notified().is_empty());
    assert_eq!(ids(&screen.newest().effects), ["no-notification-off"]);
}

#[test]
fn it_is_said_in_the_language_that_is_chosen_then() {
    let mut screen = Screen::left();
    screen.is(NO_ANSWER);
    screen.set(Setting::Language, SettingValue::Language { language: Language::En });
    let renewed = |effect: &Effect| matches!(effect, Effect::Notify { notification } if notification.title.id == "notification-not-ready");
    assert!(screen.world.effects.iter().any(renewed));
}
