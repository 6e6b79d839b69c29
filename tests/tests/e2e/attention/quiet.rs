//! What makes signs stop, and what stays visible then.

use std::time::Instant;

use konsil_tests::e2e::signs::Sign;
use konsil_tests::story::ContactPage;

use super::{Chat, Stage};

/// A silenced chat does not flash, and does again when it no longer is.
pub async fn silenced(stage: &Stage, elsewhere: &Chat, chat: &Chat) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    taskbar.activates(elsewhere.window).await;
    jana.launcher().shows(0).await;
    chat.contact.says("Ich warte noch.").await;
    taskbar.shows(chat.window, Sign::FLASHING).await;
    jana.launcher().shows(1).await;
    jana.in_window_of(&chat.title).await;
    jana.browser().click("chat-more").await;
    jana.browser().click("silence").await;
    taskbar.shows(chat.window, Sign::STILL).await;
    jana.browser().find("silenced").await;
    jana.pictures("silenced-chat").await;
    jana.in_main().await;
    jana.browser().find("row-silenced").await;
    jana.pictures("silenced-list").await;
    // Another message changes nothing of that, and the number stays: it says how many wait, and disturbs nobody.
    let before = Instant::now();
    chat.contact.says("Hallo?").await;
    jana.in_window_of(&chat.title).await;
    jana.browser().reads("transcript", "Hallo?").await;
    jana.launcher().shows(1).await;
    jana.browser().click("chat-more").await;
    jana.browser().click("silence").await;
    let back = taskbar.shows(chat.window, Sign::FLASHING).await;
    assert_eq!(taskbar.turns_since(chat.window, before), [Sign::FLASHING]);
    assert!(back > before);
}

/// Do-not-disturb: nothing flashes, in any window; number, list and titles go on.
pub async fn do_not_disturb(stage: &Stage, elsewhere: &Chat, pending: &Chat, docked: &ContactPage) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    jana.in_main().await;
    jana.browser().click("person-menu").await;
    jana.pictures("do-not-disturb-menu").await;
    jana.browser().click("dnd-30").await;
    jana.browser().find("dnd-on").await;
    taskbar.shows(pending.window, Sign::STILL).await;
    taskbar.activates(elsewhere.window).await;

    let before = Instant::now();
    pending.contact.says("Wann denn?").await;
    docked.says("Ich auch.").await;
    jana.launcher().shows(2).await;
    jana.browser().select("[data-testid=chat-row] [data-testid=reminder]").await;
    taskbar.is_titled(stage.main, |title| title.contains(" · Konsil – Jana Becker")).await;
    jana.pictures("do-not-disturb").await;
    assert_eq!(taskbar.changes_since(stage.main, before), []);
    assert_eq!(taskbar.changes_since(pending.window, before), []);

    // It ends: what waits makes itself felt again.
    jana.browser().click("dnd-end").await;
    taskbar.shows(pending.window, Sign::FLASHING).await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
}
