//! The tray: icon, tooltip, menu, and what is chosen there.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::Input;
use crate::boundary::view::{Arg, Phrase, Readiness, TrayIcon, TrayView};
use crate::{Effect, Settings, SystemEvent, TrayChoice, WindowId};

fn waiting(id: &str, contact: &str, since: u64) -> CaseView {
    CaseView { unanswered_since: Some(START.plus_ms(since)), ..chat_with(id, contact) }
}

/// As the last event drew it, if it did.
fn drawn(world: &World) -> Option<TrayView> {
    let drawn: Vec<_> = world
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Tray { tray } = effect { Some(tray.clone()) } else { None })
        .collect();
    assert!(drawn.len() < 2, "{drawn:#?}");
    drawn.into_iter().next()
}

fn tray(world: &World) -> TrayView {
    world.desk.pages.tray().cloned().unwrap()
}

fn label(phrase: &Phrase) -> String {
    let args = phrase.args.values().map(|arg| match arg {
        Arg::Text(text) => text.clone(),
        Arg::Number(number) => number.to_string(),
    });
    std::iter::once(phrase.id.clone()).chain(args).collect::<Vec<_>>().join(" ")
}

fn labels(world: &World) -> Vec<String> {
    tray(world).chats.iter().map(|(_, phrase)| label(phrase)).collect()
}

fn choose(world: &mut World, choice: TrayChoice) {
    world.system(SystemEvent::Tray(choice));
}

fn hears_state(world: &mut World, state: AgentState) {
    world.hear(WorkspaceEvent::Me(Me { version: 2, state, ..me() }));
}

fn asked_state(world: &World) -> Option<AgentState> {
    world.effects.iter().find_map(|effect| {
        if let Effect::Request(BackendRequest::Do { command: Command::SetState { state }, .. }) = effect {
            Some(*state)
        } else {
            None
        }
    })
}

const ON_BREAK: AgentState = AgentState::NotReady { reason: NotReadyReason::BREAK };

#[test]
fn the_icon_shows_connection_and_state_and_whether_a_chat_needs_me() {
    let mut world = World::before_sign_in(Settings::default());
    assert_eq!(tray(&world).icon, TrayIcon::SignedOut);
    world.sign_in(Vec::new());
    assert_eq!(tray(&world).icon, TrayIcon::Ready { needed: false });
    world.case(waiting("a", "Martin Hoffmann", 0));
    assert_eq!(tray(&world).icon, TrayIcon::Ready { needed: true });
    hears_state(&mut world, ON_BREAK);
    assert_eq!(tray(&world).icon, TrayIcon::NotReady { needed: true });
    hears_state(&mut world, AgentState::AfterWork);
    assert_eq!(tray(&world).icon, TrayIcon::NotReady { needed: true }, "after work is not ready");
    hears_state(&mut world, AgentState::LoggedOut);
    assert_eq!((tray(&world).icon, tray(&world).readiness), (TrayIcon::SignedOut, None));
    hears_state(&mut world, AgentState::Ready);
    world.offline();
    assert_eq!(tray(&world).icon, TrayIcon::Offline);
    world.hear(WorkspaceEvent::Connection(Connection::Elsewhere));
    assert_eq!(tray(&world).icon, TrayIcon::Offline, "another desktop has the session");
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why: SignInNeeded::SessionEnded }));
    assert_eq!(tray(&world).icon, TrayIcon::SignedOut);
    assert_eq!(tray(&world).chats, [], "whose chats these are is not known any more");
}

#[test]
fn ready_and_not_ready_can_be_chosen_only_while_the_centre_hears_it() {
    let mut world = World::before_sign_in(Settings::default());
    assert_eq!(tray(&world).readiness, None);
    world.sign_in(Vec::new());
    assert_eq!(tray(&world).readiness, Some(Readiness::Ready));
    hears_state(&mut world, AgentState::AfterWork);
    assert_eq!(tray(&world).readiness, Some(Readiness::NotReady));
    world.offline();
    assert_eq!(tray(&world).readiness, None);
    choose(&mut world, TrayChoice::Ready);
    assert_eq!(asked_state(&world), None, "a menu that is still open may be older");
    assert_eq!(world.main().toasts.last().unwrap().id, "refusal-offline");
}

#[test]
fn what_is_chosen_reaches_the_centre() {
    let mut world = World::with(Vec::new());
    choose(&mut world, TrayChoice::NotReady);
    assert_eq!(asked_state(&world), Some(AgentState::NotReady { reason: NotReadyReason::OTHER_WORK }));
    hears_state(&mut world, ON_BREAK);
    choose(&mut world, TrayChoice::NotReady);
    assert_eq!(asked_state(&world), None, "a break stays a break");
    choose(&mut world, TrayChoice::Ready);
    assert_eq!(asked_state(&world), Some(AgentState::Ready));
}

#[test]
fn the_menu_lists_the_five_most_urgent_each_once() {
    let mut chats: Vec<_> = ["a", "b", "c"].map(|id| waiting(id, id, 1_000)).into();
    chats.push(with_consultation(waiting("d", "d", 0), consulting("k", "katrin")));
    chats.push(with_consultation(chat_with("e", "e"), consulting("s", "sven")));
    let mut world = World::with(chats);
    for (case, id) in [("d", "k"), ("e", "s")] {
        let entry = world.by_agent("katrin", &CommandId::new(format!("m-{case}")).unwrap(), "Ja");
        world.appended(case, consultation(id), vec![entry]);
    }
    let invitations = vec![offer("i", "z", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    assert_eq!(
        labels(&world),
        [
            "tray-chat-waits d 1",
            "tray-chat-waits a 0",
            "tray-chat-waits b 0",
            "tray-chat-waits c 0",
            "tray-chat-consultation e"
        ]
    );
    assert_eq!(tray(&world).tooltip.args["count"], Arg::Number(6.0), "the sixth counts though it has no entry");
    choose(&mut world, TrayChoice::Chat { case: case_id("e") });
    assert_eq!(world.main().chat().contact, "e");
}

#[test]
fn the_menu_is_built_anew_once_a_minute_not_each_second() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 30_000)]);
    let began = world.now;
    let mut built = Vec::new();
    while world.now.since_ms(began) < 150_000 {
        let at = world.desk.next_tick().unwrap();
        world.wait(at.since_ms(world.now));
        built.extend(drawn(&world).map(|tray| (world.now.since_ms(began), label(&tray.chats[0].1))));
    }
    assert_eq!(
        built,
        [
            (30_000, "tray-chat-waits Martin Hoffmann 1".to_owned()),
            (90_000, "tray-chat-waits Martin Hoffmann 2".to_owned()),
            (150_000, "tray-chat-waits Martin Hoffmann 3".to_owned()),
        ]
    );
}

#[test]
fn an_invitation_in_the_menu_brings_the_main_window() {
    let mut world = World::with(Vec::new());
    let invitations = vec![offer("i", "z", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    assert_eq!(labels(&world), ["tray-chat-invitation Martin Hoffmann"]);
    world.focus(None);
    choose(&mut world, TrayChoice::Chat { case: case_id("z") });
    assert_eq!(world.effects, [Effect::FocusWindow { window: WindowId::Main }]);
}

#[test]
fn a_chat_that_was_answered_meanwhile_is_shown_all_the_same() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.focus(None);
    choose(&mut world, TrayChoice::Chat { case: case_id("a") });
    assert_eq!(world.main().chat().contact, "Martin Hoffmann");
    assert!(world.effects.contains(&Effect::FocusWindow { window: WindowId::Main }));
}

#[test]
fn a_contact_gets_no_second_line_into_the_menu() {
    let world = World::with(vec![waiting("a", "Martin\n\u{202E}Hoffmann\u{0}", 60_000)]);
    assert_eq!(labels(&world), ["tray-chat-waits Martin Hoffmann 0"]);
}

#[test]
fn do_not_disturb_is_shown_and_ended_from_the_menu() {
    let mut world = World::with(Vec::new());
    let until = world.now.plus_ms(3_600_000);
    world.act(Input::SetDoNotDisturb { until: Some(until) });
    assert!(tray(&world).do_not_disturb);
    assert_eq!(tray(&world).tooltip.args["quiet"], Arg::Text("yes".to_owned()));
    choose(&mut world, TrayChoice::EndDoNotDisturb);
    assert!(!tray(&world).do_not_disturb);
    assert_eq!(world.main().attention.as_ref().unwrap().do_not_disturb_until, None);
}

#[test]
fn the_main_window_comes_to_the_front_and_the_program_ends_when_chosen() {
    let mut world = World::with(Vec::new());
    choose(&mut world, TrayChoice::Show);
    assert_eq!(world.effects, [Effect::FocusWindow { window: WindowId::Main }]);
    choose(&mut world, TrayChoice::Quit);
    assert_eq!(world.effects, [Effect::Quit]);
}

#[test]
fn the_tooltip_counts_what_the_badge_counts() {
    let two = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![two.clone(), waiting("b", "Petra Vogt", 0)]);
    let mut badge = 1.0;
    let mut counts = Vec::new();
    let mut compare = |world: &World| {
        for effect in &world.effects {
            if let Effect::Badge { count } = effect {
                badge = f64::from(*count);
            }
        }
        assert_eq!(tray(world).tooltip.args.get("count"), Some(&Arg::Number(badge)));
        counts.push(badge);
    };
    compare(&world);
    let entry = world.by_agent("katrin", &CommandId::new("m").unwrap(), "Ja");
    world.appended("a", consultation("k"), vec![entry]);
    compare(&world);
    let waits = CaseView { version: two.version + 1, unanswered_since: Some(world.now), ..two };
    world.case(waits);
    compare(&world);
    let invitations = vec![offer("i", "z", InvitationKind::Chat, None)];
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
    compare(&world);
    world.do_it(Command::AcceptInvitation { invitation: InvitationId::new("i").unwrap() });
    compare(&world);
    world.answered(&CommandId::new("c1").unwrap(), Err(Refusal::NotPermitted));
    compare(&world);
    world.wait(30_000);
    compare(&world);
    world.send("b", Thread::Main, "Guten Tag");
    compare(&world);
    assert_eq!(counts, [1.0, 2.0, 2.0, 3.0, 2.0, 3.0, 2.0, 1.0]);
}

#[test]
fn it_is_drawn_only_when_it_changed() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.focus(None);
    world.contact_says("a", "Hallo?");
    assert_eq!(drawn(&world), None);
}

#[test]
fn each_waiting_time_in_the_menu_grows_with_its_own_minute() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0), waiting("b", "Petra Vogt", 30_000)]);
    let until = START.plus_ms(330_000);
    while let Some(at) = world.desk.next_tick().filter(|at| *at <= until) {
        world.wait(at.since_ms(world.now));
    }
    assert_eq!(world.now, until, "nothing else wakes it then: the title counts Martin's minutes");
    assert_eq!(labels(&world), ["tray-chat-waits Martin Hoffmann 5", "tray-chat-waits Petra Vogt 5"]);
}
