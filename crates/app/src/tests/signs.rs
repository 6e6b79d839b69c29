//! What the system is asked to show, in exact words: badge, notifications, sounds, tray, titles, the shortcut.

use konsil_desk::input::Input;
use konsil_desk::view::{ConnectionView, TrayIcon};
use konsil_desk::{Setting, SettingValue, Shortcut, SystemEvent, TrayChoice, WindowId};
use konsil_protocol::domain::*;

use super::stage::*;
use crate::{ShownTray, ShownTrayEntry};

pub(super) const ISOLATION: [char; 2] = ['\u{2068}', '\u{2069}'];

pub(super) fn now() -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(now.as_millis()).unwrap())
}

/// A chat whose contact has been waiting for so many minutes and a half.
fn waiting(id: &str, contact: &str, minutes: i64) -> CaseView {
    let since = Timestamp(now().0 - minutes * 60_000 - 30_000);
    CaseView { version: 2, unanswered_since: Some(since), ..chat_with(id, contact) }
}

fn set(setting: Setting, value: SettingValue) -> Input {
    Input::Set { setting, value }
}

fn english() -> Input {
    set(Setting::Language, SettingValue::Language { language: Language::En })
}

fn shortcut(shortcut: Shortcut) -> Input {
    set(Setting::Shortcut, SettingValue::Shortcut { shortcut })
}

impl Desktop {
    fn tray(&self) -> ShownTray {
        let shown = self.shell.all().into_iter().rev();
        shown.filter_map(|asked| if let Asked::Tray(tray) = asked { Some(tray) } else { None }).next().unwrap()
    }

    /// The tray is drawn before the page is told, and the page is told in order.
    async fn hears(&self, session: &Session, case: CaseView) {
        let (id, pending) = (case.case.clone(), case.unanswered_since.is_some());
        session.tell(WorkspaceEvent::Case(Box::new(case))).await;
        self.sees(|page| {
            let mut rows = page.list.iter().flat_map(|list| &list.chats);
            rows.any(|row| row.case == id && row.reminder.is_some() == pending)
        })
        .await;
    }

    async fn chooses(&self, choice: TrayChoice) {
        self.handle.system(SystemEvent::Tray(choice));
        // Calls are taken in order: when this one is answered, the choice has been dealt with.
        let _ = self.handle.decisions().await.unwrap();
    }
}

/// One line for each entry: `x` is a check mark, `-` a line.
fn menu(tray: &ShownTray) -> Vec<String> {
    let entries = tray.menu.iter().map(|entry| match entry {
        ShownTrayEntry::Line => "-".to_owned(),
        ShownTrayEntry::Choice { label, checked, .. } => match checked {
            Some(true) => format!("x {label}"),
            Some(false) | None => label.clone(),
        },
    });
    entries.collect()
}

#[tokio::test]
async fn the_tray_says_who_is_there_and_lists_who_waits() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("b", "Petra Vogt")]).await;
    let tray = desktop.tray();
    assert_eq!((tray.icon, tray.tooltip.as_str()), (TrayIcon::Ready { needed: false }, "Jana Becker · Bereit"));
    assert_eq!(menu(&tray), ["Konsil öffnen", "-", "x Bereit", "Nicht bereit", "-", "Konsil beenden"]);

    desktop.hears(&session, waiting("a", "Martin Hoffmann", 3)).await;
    desktop.hears(&session, waiting("b", "Petra Vogt", 0)).await;
    let until = Timestamp(now().0 + 3_600_000);
    desktop.act(Input::SetDoNotDisturb { until: Some(until) }).await;
    let tray = desktop.tray();
    assert_eq!(tray.icon, TrayIcon::Ready { needed: true });
    assert_eq!(tray.tooltip, "Jana Becker · Bereit · Nicht stören · 2 Chats warten auf Sie");
    let german = [
        "Konsil öffnen",
        "-",
        "Martin Hoffmann · 3 min",
        "Petra Vogt · unter 1 min",
        "-",
        "x Bereit",
        "Nicht bereit",
        "-",
        "„Nicht stören“ ausschalten",
        "-",
        "Konsil beenden",
    ];
    assert_eq!(menu(&tray), german);

    desktop.act(english()).await;
    let tray = desktop.tray();
    assert_eq!(tray.tooltip, "Jana Becker · Ready · Do not disturb · 2 chats are waiting for you");
    let english = [
        "Open Konsil",
        "-",
        "Martin Hoffmann · 3 min",
        "Petra Vogt · less than 1 min",
        "-",
        "x Ready",
        "Not ready",
        "-",
        "Turn off “Do not disturb”",
        "-",
        "Quit Konsil",
    ];
    assert_eq!(menu(&tray), english);
    for asked in desktop.shell.all() {
        assert!(!format!("{asked:?}").contains(ISOLATION), "{asked:?}");
    }
}

#[tokio::test]
async fn before_sign_in_the_tray_says_so_and_offers_no_state() {
    let folders = Folders::new();
    let desktop = Desktop::start(&folders).await;
    let tray = desktop.tray();
    assert_eq!((tray.icon, tray.tooltip.as_str()), (TrayIcon::SignedOut, "Konsil · nicht angemeldet"));
    assert_eq!(menu(&tray), ["Konsil öffnen", "-", "Konsil beenden"]);
}

#[tokio::test]
async fn ready_and_not_ready_from_the_tray_reach_the_centre() {
    let folders = Folders::new();
    let (desktop, mut session) = Desktop::at_work(&folders, Vec::new()).await;
    desktop.chooses(TrayChoice::NotReady).await;
    let BackendRequest::Do { command, .. } = session.request().await else { panic!("the centre decides on it") };
    let state = AgentState::NotReady { reason: NotReadyReason::OTHER_WORK };
    assert_eq!(command, Command::SetState { state });
}

#[tokio::test]
async fn a_chat_in_the_tray_s_menu_brings_its_window() {
    let folders = Folders::new();
    let (mut desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::TearOff { case: case_id("a") }).await;
    let own = WindowId::Chat(1);
    desktop.attach(own).await;
    desktop.hears(&session, waiting("a", "Martin Hoffmann", 0)).await;
    desktop.chooses(TrayChoice::Chat { case: case_id("a") }).await;
    // A title may count on meanwhile.
    let focused = desktop.shell.all().into_iter().rev().find(|asked| matches!(asked, Asked::Focus(_)));
    assert_eq!(focused, Some(Asked::Focus(own)));
}

#[tokio::test]
async fn the_program_is_shown_and_ended_from_the_tray() {
    let folders = Folders::new();
    let desktop = Desktop::start(&folders).await;
    desktop.chooses(TrayChoice::Show).await;
    assert_eq!(desktop.shell.all().last(), Some(&Asked::Focus(WindowId::Main)));
    desktop.chooses(TrayChoice::Quit).await;
    assert_eq!(desktop.shell.all().last(), Some(&Asked::Quit));
}

#[tokio::test]
async fn the_shortcut_brings_the_window_whose_chat_waits() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("b", "Petra Vogt")]).await;
    desktop.hears(&session, waiting("a", "Martin Hoffmann", 1)).await;
    desktop.handle.focus_changed(None);
    desktop.handle.system(SystemEvent::ShortcutPressed);
    desktop.sees(|page| page.chat.as_ref().is_some_and(|chat| chat.contact == "Martin Hoffmann")).await;
    assert!(desktop.shell.all().contains(&Asked::Focus(WindowId::Main)));
}

#[tokio::test]
async fn a_chosen_shortcut_is_asked_for_at_once_and_at_each_start() {
    let folders = Folders::new();
    let desktop = Desktop::start(&folders).await;
    let asked = |desktop: &Desktop| {
        let shortcuts = desktop.shell.all().into_iter();
        shortcuts.filter(|asked| matches!(asked, Asked::Shortcut(_))).collect::<Vec<_>>()
    };
    assert_eq!(asked(&desktop), [], "no key is taken from other programs unasked");
    desktop.act(shortcut(Shortcut::CtrlAltJ)).await;
    assert_eq!(asked(&desktop), [Asked::Shortcut(Shortcut::CtrlAltJ)]);
    desktop.handle.shutdown().await;
    let desktop = Desktop::start(&folders).await;
    assert_eq!(asked(&desktop), [Asked::Shortcut(Shortcut::CtrlAltJ)]);
    desktop.act(shortcut(Shortcut::Off)).await;
    assert_eq!(asked(&desktop)[1..], [Asked::Shortcut(Shortcut::Off)]);
}

#[tokio::test]
async fn a_title_counts_in_the_language_that_is_chosen() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::TearOff { case: case_id("a") }).await;
    desktop.hears(&session, waiting("a", "Martin Hoffmann", 3)).await;
    let titles = |from: usize| {
        let titles = desktop.shell.all().into_iter().skip(from);
        titles.filter(|asked| matches!(asked, Asked::Title(..))).collect::<Vec<_>>()
    };
    let counting = Asked::Title(WindowId::Chat(1), "‼ 3 min · Martin Hoffmann – Konsil".to_owned());
    assert_eq!(titles(0).last(), Some(&counting));
    let before = desktop.shell.all().len();
    desktop.act(english()).await;
    assert_eq!(titles(before), [Asked::Title(WindowId::Main, "Konsil – Jana Becker".to_owned()), counting]);
}

#[tokio::test]
async fn do_not_disturb_is_kept_over_a_restart_and_told_to_a_centre_that_does_not_know() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, Vec::new()).await;
    let until = Timestamp(now().0 + 3_600_000);
    session
        .tell(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms: 9_000, cause: OfflineCause::Unreachable }))
        .await;
    desktop.sees(|page| matches!(page.connection, Some(ConnectionView::Offline { .. }))).await;
    desktop.act(Input::SetDoNotDisturb { until: Some(until) }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    let mut session = desktop.session().await;
    session.signed_in(Vec::new()).await;
    let page = desktop.sees(Page::in_workspace).await;
    assert_eq!(page.attention.unwrap().do_not_disturb_until, Some(until));
    let BackendRequest::Do { command: Command::SetDoNotDisturb { for_ms }, .. } = session.request().await else {
        panic!("the centre is told")
    };
    assert!((3_500_000..=3_600_000).contains(&for_ms), "{for_ms}");
}

#[tokio::test]
async fn a_silenced_chat_is_silenced_after_a_restart() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::Silence { case: case_id("a"), silenced: true }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    let session = desktop.session().await;
    session.signed_in(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]).await;
    let page = desktop.sees(|page| page.rows().len() == 2).await;
    let silenced: Vec<_> = page.list.unwrap().chats.into_iter().filter(|row| row.silenced).collect();
    assert_eq!(silenced.iter().map(|row| row.contact.as_str()).collect::<Vec<_>>(), ["Martin Hoffmann"]);
}

#[tokio::test]
async fn what_one_agent_silenced_here_outlives_another_who_signs_in_between() {
    let folders = Folders::new();
    let (desktop, session) = Desktop::at_work(&folders, vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.act(Input::Silence { case: case_id("a"), silenced: true }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    let session = desktop.session().await;
    session.signed_in_as("katrin", "Katrin Richter", vec![chat_with("b", "Petra Vogt")]).await;
    desktop.sees(|page| page.rows() == ["Petra Vogt"]).await;
    desktop.act(Input::Silence { case: case_id("b"), silenced: true }).await;
    desktop.act(Input::Silence { case: case_id("b"), silenced: false }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    let session = desktop.session().await;
    session.signed_in(vec![chat_with("a", "Martin Hoffmann")]).await;
    let page = desktop.sees(|page| page.rows() == ["Martin Hoffmann"]).await;
    assert!(page.list.unwrap().chats[0].silenced);
}

#[tokio::test]
async fn the_volume_is_kept_over_a_restart() {
    let folders = Folders::new();
    let desktop = Desktop::start(&folders).await;
    desktop.act(set(Setting::Volume, SettingValue::Percent { percent: 35 })).await;
    desktop.handle.shutdown().await;
    let desktop = Desktop::start(&folders).await;
    let rows = desktop.page().attention.unwrap().settings;
    let volume = rows.into_iter().find(|row| row.setting == Setting::Volume).unwrap();
    assert_eq!(volume.value, SettingValue::Percent { percent: 35 });
}
