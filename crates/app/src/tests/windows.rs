//! Windows, titles and pages.

use std::collections::BTreeMap;

use konsil_desk::Theme;
use konsil_desk::WindowId;
use konsil_desk::input::{Draft, FindTargets, Input, Purpose, TargetFilter};
use konsil_desk::{Setting, SettingValue};
use konsil_protocol::domain::*;

use super::stage::*;

const OWN: WindowId = WindowId::Chat(1);

#[tokio::test]
async fn a_torn_off_chat_opens_a_window_with_its_contact_s_name_and_docks_again() {
    let folders = Folders::new();
    let (mut desktop, _session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::Select { case: case_id("a") }).await;
    let draft = Draft { text: "halb".to_owned(), start: 2, end: 2 };
    desktop.act(Input::Draft { thread: ThreadRef::main(case_id("a")), draft: draft.clone() }).await;
    desktop.act(Input::TearOff { case: case_id("a") }).await;
    let opened = desktop
        .shell
        .all()
        .into_iter()
        .find_map(|asked| if let Asked::Open(OWN, title) = asked { Some(title) } else { None });
    assert!(opened.unwrap().contains("Martin Hoffmann"));
    assert!(desktop.page().chat.is_none());
    desktop.attach(OWN).await;
    assert_eq!(desktop.page_of(OWN).composers[&Thread::Main], draft);
    desktop.handle.input(OWN, Input::Dock { case: case_id("a") }).await.unwrap();
    assert!(desktop.shell.all().ends_with(&[Asked::Close(OWN), Asked::Focus(WindowId::Main)]));
    assert_eq!(desktop.page().composers[&Thread::Main], draft);
}

#[tokio::test]
async fn a_window_that_was_closed_gives_its_chat_back() {
    let folders = Folders::new();
    let (mut desktop, _session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::TearOff { case: case_id("a") }).await;
    desktop.attach(OWN).await;
    desktop.handle.window_closed(OWN);
    desktop.sees(|page| page.chat.is_some()).await;
    assert!(!desktop.page().list.unwrap().chats[0].torn_off);
}

#[tokio::test]
async fn titles_follow_the_language() {
    let folders = Folders::new();
    let (desktop, _session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::TearOff { case: case_id("a") }).await;
    let before = desktop.shell.all().len();
    desktop
        .act(Input::Set { setting: Setting::Language, value: SettingValue::Language { language: Language::En } })
        .await;
    let is_title = |asked: &Asked| matches!(asked, Asked::Title(..));
    let titled: Vec<_> = desktop.shell.all()[before..].iter().filter(|asked| is_title(asked)).cloned().collect();
    assert!(
        matches!(&titled[..], [Asked::Title(WindowId::Main, main), Asked::Title(OWN, chat)]
        if main.contains("Jana Becker") && chat.contains("Martin Hoffmann")),
        "{titled:?}"
    );
}

#[tokio::test]
async fn the_theme_is_set_at_the_start_and_when_it_is_chosen() {
    let folders = Folders::new();
    let desktop = Desktop::start(&folders).await;
    assert!(desktop.shell.all().contains(&Asked::Theme(Theme::System)));
    desktop.act(Input::Set { setting: Setting::Theme, value: SettingValue::Theme { theme: Theme::Dark } }).await;
    assert_eq!(desktop.shell.all().last(), Some(&Asked::Theme(Theme::Dark)));
}

#[tokio::test]
async fn a_page_that_is_loaded_again_takes_the_place_of_the_former_one() {
    let folders = Folders::new();
    let (mut desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.attach(WindowId::Main).await;
    assert_eq!(desktop.page().revision, Some(0));
    assert_eq!(desktop.page().rows(), ["Martin Hoffmann"]);
    session.tell(WorkspaceEvent::Case(Box::new(chat_with("b", "Petra Vogt")))).await;
    let page = desktop.sees(|page| page.rows().len() == 2).await;
    assert_eq!(page.revision, Some(1));
}

#[tokio::test]
async fn targets_are_found_without_asking_the_server() {
    let folders = Folders::new();
    let (desktop, mut session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    let find = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: String::new(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from: None,
    };
    assert!(desktop.handle.find_targets(find).await.unwrap().groups.is_empty(), "nobody is in the directory");
    assert!(session.requests.try_recv().is_err());
}
