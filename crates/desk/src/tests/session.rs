//! Signing in and out, another desktop, the first start.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Event;
use crate::boundary::input::{Draft, Input};
use crate::boundary::view::{ConnectionView, PracticeView, SignInField, Stage};
use crate::{Begin, Effect, LastSession, Settings};

fn stage(world: &World) -> Stage {
    world.main().stage.clone().unwrap()
}

#[test]
fn the_first_start_offers_a_server_or_practice() {
    let mut world = World::before_sign_in(Settings::default());
    world.tell(Event::Begin(Begin::FirstStart));
    world.wait(0);
    assert_eq!(stage(&world), Stage::FirstStart);
    world.act(Input::StartPractice);
    assert!(world.effects.contains(&Effect::RestartPractice), "from its beginning");
    assert_eq!(stage(&world), Stage::Starting { practice: true });
    let practice = PracticeView { contact_page: "http://127.0.0.1:47800/".to_owned() };
    world.tell(Event::PracticeStarted(practice.clone()));
    let effects = world.effects.clone();
    assert!(
        matches!(&effects[..], [Effect::SaveSettings { settings }, Effect::ContactsStay { stay: true }] if settings.last == Some(LastSession::Practice))
    );
    world.sign_in(Vec::new());
    assert_eq!(stage(&world), Stage::Workspace { practice: Some(practice) });
}

#[test]
fn a_wrong_password_is_said_on_the_page_and_login_and_server_stay() {
    let mut world = World::before_sign_in(Settings::default());
    let (server, login) = ("https://chat.example".to_owned(), "jana".to_owned());
    world.act(Input::SignIn { server: format!(" {server} "), login: login.clone(), password: "falsch".to_owned() });
    assert!(matches!(&world.effects.last(), Some(Effect::SignIn { server: to, .. }) if *to == server));
    assert!(matches!(stage(&world), Stage::SignIn { busy: true, .. }));
    let why = SignInNeeded::WrongLoginOrPassword;
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why }));
    let Stage::SignIn { server: shown, login: named, busy: false, error: Some(error), .. } = stage(&world) else {
        panic!()
    };
    assert_eq!((shown, named, error.what.id.as_str()), (server, login, "sign-in-wrong-login-or-password"));
    assert_eq!(error.field, Some(SignInField::Password), "the caret goes there");
}

#[test]
fn while_many_sign_in_the_page_says_so_and_it_goes_on_by_itself() {
    let mut world = World::before_sign_in(Settings::default());
    let server = "https://chat.example".to_owned();
    world.act(Input::SignIn { server, login: "jana".to_owned(), password: "richtig".to_owned() });
    let offline = |cause| WorkspaceEvent::Connection(Connection::Offline { retry_in_ms: 2_000, cause });
    world.hear(offline(OfflineCause::Busy));
    let Stage::SignIn { busy: true, error: Some(why), .. } = stage(&world) else { panic!("{:?}", stage(&world)) };
    assert_eq!(why.what.id, "offline-busy");
    world.hear(WorkspaceEvent::Connection(Connection::Connecting));
    assert!(matches!(stage(&world), Stage::SignIn { busy: true, error: Some(_), .. }), "nothing flickers");
    world.sign_in(Vec::new());
    assert!(matches!(stage(&world), Stage::Workspace { .. }));
}

#[test]
fn a_way_that_is_closed_is_named_and_the_caret_goes_to_what_can_be_mended() {
    let expected = [
        (OfflineCause::NameUnknown, "sign-in-name-unknown", Some(SignInField::Server)),
        (OfflineCause::NotEncrypted, "sign-in-not-encrypted", Some(SignInField::Server)),
        (OfflineCause::CertificateOutOfDate, "sign-in-certificate-out-of-date", Some(SignInField::Server)),
        (OfflineCause::Portal, "sign-in-portal", None),
        (OfflineCause::ProxySignIn, "sign-in-proxy-sign-in", None),
    ];
    for (cause, id, field) in expected {
        let mut world = World::before_sign_in(Settings::default());
        let server = "https://chat.example".to_owned();
        world.act(Input::SignIn { server, login: "jana".to_owned(), password: "richtig".to_owned() });
        let why = SignInNeeded::NoWay { cause };
        world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why }));
        let Stage::SignIn { busy: false, error: Some(error), .. } = stage(&world) else { panic!("{cause:?}") };
        assert_eq!((error.what.id.as_str(), error.field), (id, field));
    }
}

#[test]
fn who_is_signed_in_but_kept_from_the_socket_is_told_on_the_page() {
    let mut world = World::before_sign_in(Settings::default());
    let server = "https://chat.example".to_owned();
    world.act(Input::SignIn { server, login: "jana".to_owned(), password: "richtig".to_owned() });
    let cause = OfflineCause::ProxyRefuses;
    world.hear(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms: 2_000, cause }));
    let Stage::SignIn { busy: true, error: Some(why), .. } = stage(&world) else { panic!("{:?}", stage(&world)) };
    assert_eq!(why.what.id, "offline-proxy-refuses");
}

#[test]
fn settings_never_hold_a_password() {
    let mut world = World::before_sign_in(Settings::default());
    world.act(Input::SignIn { server: "s".to_owned(), login: "jana".to_owned(), password: "geheim-123".to_owned() });
    let Effect::SaveSettings { settings } = &world.effects[0] else { panic!("{:?}", world.effects) };
    assert!(!serde_json::to_string(settings).unwrap().contains("geheim"));
}

#[test]
fn a_session_that_ended_elsewhere_keeps_drafts_and_texts_for_the_next_sign_in() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.offline();
    world.send("a", Thread::Main, "wartet");
    let draft = Draft { text: "halb".to_owned(), start: 4, end: 4 };
    world.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft.clone() });
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why: SignInNeeded::SessionEnded }));
    assert!(matches!(stage(&world), Stage::SignIn { kept: 2, error: Some(_), .. }));
    world.sign_in(vec![chat_with("a", "Martin Hoffmann")]);
    assert!(matches!(stage(&world), Stage::Workspace { .. }));
    world.select("a");
    assert_eq!(world.main().said(&Thread::Main), ["wartet (sending)"]);
    assert_eq!(world.main().composers[&Thread::Main], draft);
}

#[test]
fn another_agent_on_the_same_desktop_sees_nothing_of_the_first() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.act(Input::Draft {
        thread: ThreadRef::main(case_id("a")),
        draft: Draft { text: "x".to_owned(), start: 0, end: 0 },
    });
    world.hear(WorkspaceEvent::SignedIn { agent: agent("sven"), capabilities: capabilities() });
    assert!(world.main().chat.is_none());
    assert!(world.main().rows().is_empty());
    assert!(world.effects.contains(&Effect::LoadKept { agent: agent("sven") }));
}

#[test]
fn another_desktop_takes_over_and_this_one_says_what_it_keeps() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.offline();
    world.send("a", Thread::Main, "wartet");
    world.hear(WorkspaceEvent::Connection(Connection::Elsewhere));
    assert_eq!(world.main().connection, Some(ConnectionView::Elsewhere { unsent: 1 }));
    assert_eq!(world.main().said(&Thread::Main), ["wartet (queued)"]);
    world.act(Input::ContinueHere);
    assert_eq!(world.effects, [Effect::Request(BackendRequest::ContinueHere)]);
}

#[test]
fn signing_out_is_asked_of_the_centre_and_refused_with_the_open_chats() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.act(Input::SignOut);
    let Some(Effect::Request(BackendRequest::Do { id, command })) = world.effects.first().cloned() else { panic!() };
    assert_eq!(command, Command::SetState { state: AgentState::LoggedOut });
    world.answered(&id, Err(Refusal::SessionsOpen { cases: vec![case_id("a")] }));
    let toast = world.main().toasts.last().unwrap();
    assert_eq!(toast.id, "refusal-sessions-open");
    assert_eq!(toast.args["contacts"], crate::boundary::view::Arg::Text("Martin Hoffmann".to_owned()));
    assert!(matches!(stage(&world), Stage::Workspace { .. }));

    world.act(Input::SignOut);
    let Some(Effect::Request(BackendRequest::Do { id, .. })) = world.effects.first().cloned() else { panic!() };
    world.answered(&id, Ok(()));
    assert!(matches!(stage(&world), Stage::SignIn { .. }));
    assert_eq!(world.effects[..2], [Effect::Request(BackendRequest::SignOut), Effect::Leave]);
    assert!(world.main().me.is_none());
}

#[test]
fn after_a_reconnection_chats_that_were_not_named_are_gone() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    world.offline();
    assert_eq!(world.main().rows().len(), 2);
    world
        .sign_in(vec![CaseView { version: 1, note: "zurückgesetzt".to_owned(), ..chat_with("a", "Martin Hoffmann") }]);
    assert_eq!(world.main().rows(), ["Martin Hoffmann"]);
    world.select("a");
    assert_eq!(world.main().chat().note, "zurückgesetzt", "the state after a reconnection is the truth");
}

#[test]
fn the_same_login_on_another_server_is_somebody_else() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.act(Input::Draft {
        thread: ThreadRef::main(case_id("a")),
        draft: Draft { text: "x".to_owned(), start: 0, end: 0 },
    });
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why: SignInNeeded::SessionEnded }));
    let (server, login) = ("https://b.example".to_owned(), "jana".to_owned());
    world.act(Input::SignIn { server, login, password: "p".to_owned() });
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    assert!(world.effects.contains(&Effect::LoadKept { agent: agent("jana") }));
    world.hear(WorkspaceEvent::Me(me()));
    world.hear(WorkspaceEvent::Synced);
    assert!(world.main().rows().is_empty());
}

#[test]
fn practice_after_a_session_that_ended_shows_nothing_of_it() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.act(Input::Draft {
        thread: ThreadRef::main(case_id("a")),
        draft: Draft { text: "x".to_owned(), start: 0, end: 0 },
    });
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why: SignInNeeded::SessionEnded }));
    world.act(Input::ChooseAnew);
    assert_eq!(stage(&world), Stage::FirstStart);
    world.act(Input::StartPractice);
    world.tell(Event::PracticeStarted(PracticeView { contact_page: String::new() }));
    world.sign_in(Vec::new());
    assert!(world.main().rows().is_empty());
}
