//! The way to what waits, by keyboard: in Konsil, and from any other program.

use konsil_tests::e2e::signs::Sign;
use konsil_tests::story::ContactPage;

use super::{Chat, Stage};

/// *Ctrl+J*: the one that waits longest, then the next; each in its own window.
pub async fn next_chat(stage: &Stage, elsewhere: &Chat, longest: &Chat, next: &ContactPage) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    jana.in_main().await;
    jana.selects("Otto Weiß").await;
    jana.in_window_of(&elsewhere.title).await;
    jana.presses("ctrl+j").await;
    taskbar.is_active(longest.window).await;
    jana.in_window_of(&longest.title).await;
    jana.presses("ctrl+j").await;
    taskbar.is_active(stage.main).await;
    jana.in_main().await;
    jana.browser().reads("chat-contact", &next.name).await;
    // Both are answered; nobody waits any more.
    jana.writes("Danke für Ihre Geduld.").await;
    jana.in_window_of(&longest.title).await;
    jana.writes("Danke für Ihre Geduld.").await;
    jana.launcher().shows(0).await;
    taskbar.is_titled(longest.window, |title| title == longest.title).await;
    taskbar.is_titled(stage.main, |title| title == "Konsil – Jana Becker").await;
}

/// The same from another program, with keys that the agent chose; or the word that somebody else has them.
pub async fn from_any_program(stage: &Stage, chat: &Chat) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    let other = taskbar.opens_another("Tabelle").await;
    jana.in_main().await;
    jana.browser().click("person-menu").await;
    jana.browser().click("settings-open").await;
    jana.browser().choose("shortcut", "ctrl_alt_j").await;
    jana.browser().select("[data-testid=shortcut-state][data-state=set]").await;
    taskbar.activates(other).await;
    chat.contact.says("Noch eine Frage.").await;
    taskbar.shows(chat.window, Sign::FLASHING).await;
    jana.presses_anywhere("ctrl+alt+j");
    taskbar.is_active(chat.window).await;
    taskbar.shows(chat.window, Sign::STILL).await;
    jana.in_window_of(&chat.title).await;
    jana.writes("Gern.").await;

    taskbar.takes_control_shift_j();
    jana.in_main().await;
    jana.browser().choose("shortcut", "ctrl_shift_j").await;
    jana.browser().select("[data-testid=shortcut-state][data-state=taken]").await;
    jana.pictures("shortcut-taken").await;
    jana.browser().choose("shortcut", "off").await;
    jana.browser().click("settings-close").await;
    taskbar.closes_another(other);
}
