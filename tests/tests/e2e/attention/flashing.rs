//! Whose button flashes.

use std::time::Instant;

use konsil_protocol::domain::{InvitationKind, Language};
use konsil_tests::e2e::signs::{Sign, soon};
use konsil_tests::story::ContactPage;

use super::measures::{Cause, Measures};
use super::{Chat, Stage};

/// 7.2: three chats in three windows; activating one changes nothing of the others.
pub async fn each_window_for_itself(stage: &Stage, [a, b, c]: [&Chat; 3]) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    taskbar.activates(stage.main).await;
    b.contact.says("Sind Sie noch da?").await;
    c.contact.says("Hallo?").await;
    taskbar.shows(b.window, Sign::FLASHING).await;
    taskbar.shows(c.window, Sign::FLASHING).await;
    jana.screen_picture("two-of-three-flash");

    // A is activated: B and C go on without a break.
    let before = Instant::now();
    taskbar.activates(a.window).await;
    // B is activated: it stops, alone.
    taskbar.activates(b.window).await;
    taskbar.shows(b.window, Sign::STILL).await;
    // B is left without an answer: it is back.
    taskbar.activates(a.window).await;
    taskbar.shows(b.window, Sign::FLASHING).await;
    assert_eq!(taskbar.turns_since(b.window, before), [Sign::STILL, Sign::FLASHING]);

    // Answered, it stops for good, whichever window has the keyboard.
    taskbar.activates(b.window).await;
    jana.in_window_of(&b.title).await;
    jana.writes("Ja, einen Moment.").await;
    taskbar.activates(a.window).await;
    assert_eq!(taskbar.changes_since(c.window, before), [], "C flashes through all of it");
    assert_eq!(taskbar.changes_since(a.window, before), [], "A never does");
    jana.in_window_of(&c.title).await;
    jana.writes("Ich bin da.").await;
    taskbar.shows(c.window, Sign::STILL).await;
    assert_eq!(taskbar.sign(b.window), Sign::STILL);
}

/// At least 20 starts and 20 stops, in two windows by turns.
pub async fn measured(stage: &Stage, measures: &mut Measures, [a, b, c]: [&Chat; 3]) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    for round in 0..12 {
        let chat = if round % 2 == 0 { b } else { c };
        jana.in_window_of(&chat.title).await;
        let sent = Instant::now();
        chat.contact.says(&format!("Frage {round}")).await;
        measures.note(Cause::Message, sent, taskbar.shows(chat.window, Sign::FLASHING).await);
        let asked = taskbar.activates(chat.window).await;
        measures.note(Cause::Activated, asked, taskbar.shows(chat.window, Sign::STILL).await);
        let asked = taskbar.activates(a.window).await;
        measures.note(Cause::Left, asked, taskbar.shows(chat.window, Sign::FLASHING).await);
        // An answer that needs no keyboard, as a click on *Senden* of a draft.
        let text = format!("Antwort {round}");
        jana.browser().type_into("message-input", &text).await;
        jana.browser().holds_text("message-input", &text).await;
        assert_eq!(taskbar.active(), Some(a.window), "the driver's typing takes no keyboard away");
        let sent = Instant::now();
        jana.browser().type_into("message-input", "\u{e007}").await;
        measures.note(Cause::Answered, sent, taskbar.shows(chat.window, Sign::STILL).await);
        chat.contact.reads(&text).await;
    }
}

/// A docked chat makes the main window flash, whichever chat is selected there; who has it active has seen it.
pub async fn docked_chats(stage: &Stage, elsewhere: &Chat, docked: &ContactPage) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    taskbar.activates(elsewhere.window).await;
    docked.says("Noch eine Frage.").await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
    taskbar.activates(stage.main).await;
    taskbar.shows(stage.main, Sign::STILL).await;
    taskbar.activates(elsewhere.window).await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
    jana.in_main().await;
    jana.selects(&docked.name).await;
    jana.writes("Ja, bitte.").await;
    taskbar.shows(stage.main, Sign::STILL).await;
}

/// A consultation's message makes its window flash until it is in view, even if the window has the keyboard.
pub async fn consultations(stage: &Stage, elsewhere: &Chat, torn_off: &Chat, [docked, other]: [&ContactPage; 2]) {
    let (jana, taskbar, katrin) = (&stage.jana, stage.jana.taskbar(), &stage.katrin);
    let mut asked = Vec::new();
    for title in [torn_off.title.as_str(), "Konsil – Jana Becker"] {
        jana.in_window_of(title).await;
        if title.starts_with("Konsil") {
            jana.selects(&docked.name).await;
        }
        jana.looks_for("consult", "Katrin", "agent-katrin").await;
        jana.browser().click("communicator-act").await;
        let case = katrin.accepts(InvitationKind::Consultation).await;
        jana.browser().reads("consultation", "Katrin Richter").await;
        let view = katrin.sees_case(&case, "the consultation", |view| !view.consultations.is_empty()).await;
        asked.push((case, view.consultations[0].consultation.clone()));
    }
    let (own, in_main) = (&asked[0], &asked[1]);

    // In its own window, the consultation is in view as soon as the window is active.
    jana.goes_to(elsewhere.window).await;
    katrin.writes_in(&own.0, &own.1, "Das geht auf Kulanz.").await;
    taskbar.shows(torn_off.window, Sign::FLASHING).await;
    taskbar.activates(torn_off.window).await;
    taskbar.shows(torn_off.window, Sign::STILL).await;

    // In the main window another chat is shown: it flashes on, also while it has the keyboard.
    jana.in_main().await;
    jana.selects(&other.name).await;
    taskbar.activates(elsewhere.window).await;
    katrin.writes_in(&in_main.0, &in_main.1, "Ich sehe nach.").await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
    let before = Instant::now();
    taskbar.activates(stage.main).await;
    katrin.writes_in(&in_main.0, &in_main.1, "Es stimmt.").await;
    jana.browser().reads("my-chats", &docked.name).await;
    // A window manager lets no window with the keyboard demand attention; the program still says that it wants it.
    assert!(taskbar.sign(stage.main).urgent, "{:?}", taskbar.changes_since(stage.main, before));
    taskbar.activates(elsewhere.window).await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
    taskbar.activates(stage.main).await;
    jana.selects(&docked.name).await;
    jana.browser().reads("consultation-transcript", "Es stimmt.").await;
    taskbar.shows(stage.main, Sign::STILL).await;

    // It begins while the window has the keyboard.
    jana.selects(&other.name).await;
    katrin.writes_in(&in_main.0, &in_main.1, "Noch etwas.").await;
    soon("the sign of a window with the keyboard", || taskbar.sign(stage.main).urgent.then_some(())).await;
    assert_eq!(taskbar.active(), Some(stage.main));
    jana.selects(&docked.name).await;
    taskbar.shows(stage.main, Sign::STILL).await;
}

/// An invitation makes the main window flash until it is over or the window active.
pub async fn invitations(stage: &Stage, elsewhere: &Chat) {
    let taskbar = stage.jana.taskbar();
    taskbar.activates(elsewhere.window).await;
    let eva = ContactPage::opens(&stage.server.address(), "Eva Brandt", "billing", "Guten Tag", Language::De).await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
    taskbar.activates(stage.main).await;
    taskbar.shows(stage.main, Sign::STILL).await;
    taskbar.activates(elsewhere.window).await;
    taskbar.shows(stage.main, Sign::FLASHING).await;
    eva.leaves().await;
    taskbar.shows(stage.main, Sign::STILL).await;
}
