//! Beginning, going on and ending a session; what is on disk when.

use std::sync::{Arc, Mutex};

use konsil_desk::Theme;
use konsil_desk::WindowId;
use konsil_desk::input::{Draft, Input, Purpose};
use konsil_desk::view::{Change, ConnectionView, LineBody, Lines, SendState, Stage};
use konsil_desk::{Setting, SettingValue};
use konsil_link::LocalStore;
use konsil_link::native::SignInWith;
use konsil_protocol::domain::*;

use super::stage::*;
use crate::CallError;

fn send(case: &str, text: &str) -> Input {
    Input::Send { thread: ThreadRef::main(case_id(case)), text: text.to_owned() }
}

#[tokio::test]
async fn the_first_start_leads_through_a_wrong_password_into_the_workspace() {
    let folders = Folders::new();
    let mut desktop = Desktop::start(&folders).await;
    desktop.sees(|page| page.stage == Some(Stage::FirstStart)).await;

    let session = desktop.sign_in().await;
    assert_eq!(session.server, "https://chat.example");
    assert!(matches!(&session.sign_in, SignInWith::Password { login, .. } if login == "jana"));
    session
        .tell(WorkspaceEvent::Connection(Connection::SignInNeeded { why: SignInNeeded::WrongLoginOrPassword }))
        .await;
    desktop.sees(|page| matches!(&page.stage, Some(Stage::SignIn { busy: false, error: Some(_), .. }))).await;

    let again = desktop.sign_in().await;
    assert_eq!(again.device, session.device, "the desktop keeps its name");
    again.signed_in(vec![chat_with("a", "Martin Hoffmann")]).await;
    let page = desktop.sees(Page::in_workspace).await;
    assert_eq!(page.me.unwrap().name, "Jana Becker");
    desktop.sees(|page| page.rows() == ["Martin Hoffmann"]).await;
}

#[tokio::test]
async fn a_text_is_on_disk_before_the_window_says_sending() {
    let folders = Folders::new();
    let (desktop, mut session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    let on_disk_when_shown: Arc<Mutex<Vec<usize>>> = Arc::default();
    let (seen, store) = (on_disk_when_shown.clone(), session.store.clone());
    let sink = Box::new(move |update: konsil_desk::view::Update| {
        for change in update.changes {
            if let Change::Entries { lines: Lines::Append { lines }, .. } = change
                && lines.iter().any(|line| matches!(&line.body, LineBody::Message { state: SendState::Sending, .. }))
            {
                seen.lock().unwrap().push(store.pending(Timestamp(0)).unwrap().len());
            }
        }
    });
    desktop.act(Input::Select { case: case_id("a") }).await;
    desktop.handle.attach(WindowId::Main, sink).await.unwrap();
    desktop.act(send("a", "Guten Tag")).await;
    assert_eq!(*on_disk_when_shown.lock().unwrap(), [1]);
    let BackendRequest::Do { id, command } = session.request().await else { panic!("the backend is told") };
    assert_eq!(session.store.pending(Timestamp(0)).unwrap()[0].id, id);
    assert!(matches!(command, Command::SendMessage { content: MessageContent::Text(text), .. } if text == "Guten Tag"));
}

#[tokio::test]
async fn drafts_and_unsent_texts_are_there_after_a_restart() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    session
        .tell(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms: 9_000, cause: OfflineCause::Unreachable }))
        .await;
    desktop.sees(|page| matches!(page.connection, Some(ConnectionView::Offline { .. }))).await;
    desktop.act(Input::Select { case: case_id("a") }).await;
    desktop.act(send("a", "wartet")).await;
    let draft = Draft { text: "halb geschr".to_owned(), start: 4, end: 11 };
    desktop.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft.clone() }).await;
    let (purpose, text) = (Purpose::Consult, "Kulanz?".to_owned());
    desktop.act(Input::Words { case: case_id("a"), purpose, text }).await;
    desktop
        .act(Input::Set { setting: Setting::Language, value: SettingValue::Language { language: Language::En } })
        .await;
    desktop.act(Input::Set { setting: Setting::Theme, value: SettingValue::Theme { theme: Theme::Dark } }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    assert_eq!(desktop.page().stage, Some(Stage::Starting { practice: false }));
    let settings = desktop.page().settings.unwrap();
    assert_eq!((settings.language, settings.theme), (Language::En, Theme::Dark));
    let session = desktop.session().await;
    assert_eq!((session.server.as_str(), &session.sign_in), ("https://chat.example", &SignInWith::Stored));
    session.signed_in(vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.sees(|page| page.connection == Some(ConnectionView::Online)).await;
    desktop.act(Input::Select { case: case_id("a") }).await;
    let page = desktop.page();
    assert_eq!(page.said(&Thread::Main), [("wartet", &SendState::Sending)]);
    assert_eq!(page.composers[&Thread::Main], draft);
    assert_eq!(page.chat.unwrap().words.question, "Kulanz?");
}

#[tokio::test]
async fn a_refused_text_is_still_there_after_a_restart_and_can_be_discarded_for_good() {
    let folders = Folders::new();
    let (desktop, mut session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::Select { case: case_id("a") }).await;
    desktop.act(send("a", "zu spät")).await;
    let BackendRequest::Do { id, .. } = session.request().await else { panic!() };
    session.tell(WorkspaceEvent::Answered { id: id.clone(), result: Err(Refusal::ContactLeft) }).await;
    desktop.sees(|page| matches!(page.said(&Thread::Main)[..], [("zu spät", SendState::NotSent { .. })])).await;
    desktop.act(Input::DiscardUnsent { thread: ThreadRef::main(case_id("a")), message: id }).await;
    assert!(desktop.page().said(&Thread::Main).is_empty());
    assert!(session.store.pending(Timestamp(0)).unwrap().is_empty());
}

#[tokio::test]
async fn a_second_process_with_the_same_profile_says_so() {
    let folders = Folders::new();
    let taken = LocalStore::open_with(&folders.options().data_dir, konsil_link::Keys::File).unwrap();
    let desktop = Desktop::start(&folders).await;
    desktop.act(Input::SignIn { server: "s".to_owned(), login: "l".to_owned(), password: "p".to_owned() }).await;
    let page = desktop.sees(|page| matches!(&page.stage, Some(Stage::SignIn { busy: false, .. }))).await;
    let Some(Stage::SignIn { error: Some(error), .. }) = page.stage else { panic!() };
    assert_eq!(error.what.id, "sign-in-profile-in-use");
    drop(taken);
}

#[tokio::test]
async fn signing_out_says_goodbye_and_the_next_start_asks_to_sign_in() {
    let folders = Folders::new();
    let (desktop, mut session) = Desktop::at_work(&folders, Vec::new()).await;
    desktop.act(Input::SignOut).await;
    let BackendRequest::Do { id, command } = session.request().await else { panic!() };
    assert_eq!(command, Command::SetState { state: AgentState::LoggedOut });
    session.tell(WorkspaceEvent::Answered { id, result: Ok(()) }).await;
    assert_eq!(session.request().await, BackendRequest::SignOut);
    desktop.sees(|page| matches!(&page.stage, Some(Stage::SignIn { login, .. }) if login == "jana")).await;
    drop(session);
    desktop.handle.shutdown().await;

    let desktop = Desktop::start(&folders).await;
    assert!(matches!(desktop.page().stage, Some(Stage::SignIn { .. })));
}

#[tokio::test]
async fn settings_that_cannot_be_read_are_put_aside_and_not_overwritten() {
    let folders = Folders::new();
    let config = folders.options().config_dir;
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("settings.json"), "{ not json").unwrap();
    let desktop = Desktop::start(&folders).await;
    assert_eq!(desktop.page().stage, Some(Stage::FirstStart));
    desktop.act(Input::Set { setting: Setting::Theme, value: SettingValue::Theme { theme: Theme::Light } }).await;
    assert_eq!(std::fs::read_to_string(config.join("settings.unreadable.json")).unwrap(), "{ not json");
    assert!(std::fs::read_to_string(config.join("settings.json")).unwrap().contains("light"));
}

#[tokio::test]
async fn after_the_end_calls_say_that_it_is_the_end() {
    let folders = Folders::new();
    let (desktop, _session) = Desktop::at_work(&folders, Vec::new()).await;
    assert!(!desktop.handle.has_ended());
    desktop.handle.shutdown().await;
    assert_eq!(desktop.handle.input(WindowId::Main, Input::TourNext).await, Err(CallError::Stopping));
    assert!(desktop.handle.has_ended());
    desktop.handle.shutdown().await;
}

#[tokio::test]
async fn typing_fades_by_itself() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::Select { case: case_id("a") }).await;
    session.tell(WorkspaceEvent::Typing { thread: ThreadRef::main(case_id("a")), who: Party::Contact }).await;
    desktop.sees(|page| page.typing == ["Martin Hoffmann"]).await;
    desktop.sees(|page| page.typing.is_empty()).await;
}
