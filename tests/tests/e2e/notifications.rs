//! Notifications and what comes of them, against a notification server that records each call: one that can do
//! everything, one that shows text only, and none.

use std::path::Path;

use konsil_protocol::domain::{InvitationKind, Language};
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};
use konsil_tests::e2e::signs::{Capable, Shown, Surroundings};
use konsil_tests::e2e::{Desktop, PASSWORD, Server, play, until};
use konsil_tests::story::{AgentDesk, ContactPage, OtherDesktop};
use serde_json::{Value, json};

use super::{LOGINS, SIGNS_CENTRE};

/// What a contact would write who wants to be more than a text.
const MARKUP: &str = "<b>x</b><img src=http://127.0.0.1:9/p.png> & co";
const ESCAPED: &str = "&lt;b&gt;x&lt;/b&gt;&lt;img src=http://127.0.0.1:9/p.png&gt; &amp; co";
const SECRET: &str = "Kulanz bis 50 € ist frei";

const EVERYTHING: Surroundings = Surroundings { notifications: Some(Capable::OfActions), tray: true, texts: None };

#[ignore = "drives real windows: cargo xtask e2e notifications"]
#[tokio::test(flavor = "multi_thread")]
async fn notifications() {
    play("notifications", |scenario| async move {
        // Invitations stand as briefly as a centre may let them: one of them expires.
        let server = Server::start(&scenario, &SIGNS_CENTRE.replacen("\"5 min\"", "\"6 s\"", 1), LOGINS).await;
        let mut jana = Desktop::start_beside(&scenario, "jana", EVERYTHING).await;
        jana.signs_in(&server.address(), "jana", PASSWORD).await;
        jana.gets_ready().await;
        let katrin = AgentDesk::sign_in(&server.address(), "katrin", PASSWORD, OtherDesktop::Stays).await;

        let martin = invitations(&jana, &server, &katrin).await;
        messages(&jana, &martin).await;
        let petra = clicks(&jana, &server, &martin).await;
        consultations(&jana, &katrin).await;
        quiet(&jana, &martin).await;
        why(&jana).await;
        jana.notifications().write_down(&scenario.folder().join("calls-with-actions.md"));
        elsewhere(&mut jana, &martin, &petra, scenario.folder()).await;
    })
    .await;
}

/// *Annehmen*, *Ablehnen*, expired, withdrawn.
async fn invitations(jana: &Desktop, server: &Server, katrin: &AgentDesk) -> ContactPage {
    let shown = jana.notifications();
    let martin = ContactPage::opens(&server.address(), "Martin Hoffmann", "billing", "Guten Tag", Language::De).await;
    let first = shown.shows(0, "of the invitation", |_| true).await;
    says(&first, &["Martin Hoffmann"], &["Guten Tag"]);
    assert_eq!(first.buttons(), ["Annehmen", "Ablehnen"], "{first:#?}");
    assert!(first.button("Öffnen").is_none());
    shown.is_clicked(first.id, first.button("Annehmen").expect("it was asserted")).await;
    martin.sees_event(ContactEvent::Joined { name: "Jana".into() }).await;
    jana.browser().reads("transcript", "Guten Tag").await;

    // Declined there, it goes to the next agent.
    let mark = shown.mark();
    let otto = ContactPage::opens(&server.address(), "Otto Weiß", "express", "Hallo", Language::De).await;
    let second = shown.shows(mark, "of the second invitation", |it| it.title_or_body("Otto Weiß")).await;
    assert_eq!(second.replaces, 0, "another chat has a notification of its own");
    katrin.is_ready().await;
    shown.is_clicked(second.id, second.button("Ablehnen").expect("an invitation can be declined")).await;
    jana.browser().is_without("invitation").await;
    katrin.accepts(InvitationKind::Chat).await;
    otto.sees_event(ContactEvent::Joined { name: "Katrin".into() }).await;
    otto.leaves().await;

    // The contact goes: withdrawn.
    jana.gets_ready().await;
    let mark = shown.mark();
    let eva = ContactPage::opens(&server.address(), "Eva Brandt", "billing", "Hallo", Language::De).await;
    let third = shown.shows(mark, "of the third invitation", |it| it.title_or_body("Eva Brandt")).await;
    eva.leaves().await;
    shown.withdraws(third.id).await;

    // Another program is in front and nobody answers: it expires, its notification with it, and what that makes of the
    // agent is told. A click on that leads back.
    jana.in_main().await;
    let (main, taskbar) = (jana.x_number().await, jana.taskbar());
    let other = taskbar.opens_another("Tabelle").await;
    taskbar.activates(other).await;
    let mark = shown.mark();
    let karl = ContactPage::opens(&server.address(), "Karl Lang", "billing", "Hallo", Language::De).await;
    let fourth = shown.shows(mark, "of the fourth invitation", |it| it.title_or_body("Karl Lang")).await;
    jana.browser().is_without("invitation").await;
    shown.withdraws(fourth.id).await;
    let told = shown.shows(mark, "of her state", |it| it.title_or_body("Sie stehen auf „Nicht bereit“")).await;
    jana.screen_picture("not-ready");
    shown.is_clicked(told.id, "default").await;
    taskbar.is_active(main).await;
    taskbar.closes_another(other);
    karl.leaves().await;
    martin
}

/// By whom, not what; replaced, not stacked; gone once read.
async fn messages(jana: &Desktop, martin: &ContactPage) {
    let shown = jana.notifications();
    jana.browser().click("chat-more").await;
    jana.browser().click("tear-off").await;
    jana.in_window_of("Martin Hoffmann – Konsil").await;
    jana.writes("Guten Tag, Herr Hoffmann.").await;
    let own = jana.x_number().await;
    jana.in_main().await;
    let main = jana.x_number().await;
    jana.goes_to(main).await;

    let mark = shown.mark();
    martin.says(MARKUP).await;
    let first = shown.shows(mark, "of a message", |_| true).await;
    says(&first, &["Martin Hoffmann"], &["img", "co"]);
    assert!(first.buttons().contains(&"Öffnen"), "{first:#?}");
    assert_eq!((first.hints.get("urgency"), first.replaces), (Some(&"1".to_owned()), 0), "{first:#?}");

    // With the words, if the agent wants them: as text.
    switch_on(jana, "notify_text").await;
    let mark = shown.mark();
    martin.says(&format!("Zweitens: {MARKUP}")).await;
    let second = shown.shows(mark, "of the second message", |_| true).await;
    assert_eq!((second.id, second.replaces), (first.id, first.id), "one chat, one notification");
    assert!(second.body.contains(ESCAPED), "{second:#?}");
    assert!(!second.body.contains('<') && !second.summary.contains("img"), "{second:#?}");
    switch_off(jana, "notify_text").await;

    jana.goes_to(own).await;
    shown.withdraws(first.id).await;

    // What is in view needs none.
    let mark = shown.mark();
    martin.says("Das sehen Sie.").await;
    jana.in_window_of("Martin Hoffmann – Konsil").await;
    jana.browser().reads("transcript", "Das sehen Sie.").await;
    jana.writes("Ja.").await;
    jana.goes_to(main).await;
    martin.says("Das nicht.").await;
    shown.shows(mark, "of what is not in view", |_| true).await;
    assert_eq!(shown.shown_since(mark).len(), 1, "{:#?}", shown.shown_since(mark));
}

/// A click brings that chat to the front, and an answer in the notification reaches the contact.
async fn clicks(jana: &Desktop, server: &Server, martin: &ContactPage) -> ContactPage {
    let shown = jana.notifications();
    jana.in_main().await;
    let main = jana.x_number().await;
    jana.gets_ready().await;
    let petra = ContactPage::opens(&server.address(), "Petra Köhler", "billing", "Guten Tag", Language::De).await;
    jana.accepts("chat").await;
    jana.browser().reads("chat-contact", "Petra Köhler").await;
    jana.browser().click("chat-more").await;
    jana.browser().click("tear-off").await;
    jana.in_window_of("Petra Köhler – Konsil").await;
    jana.writes("Guten Tag, Frau Köhler.").await;
    let hers = jana.x_number().await;
    jana.in_window_of("Martin Hoffmann – Konsil").await;
    let his = jana.x_number().await;

    for (contact, window, button) in [(martin, his, "default"), (&petra, hers, "default"), (martin, his, "Öffnen")] {
        jana.goes_to(main).await;
        let mark = shown.mark();
        contact.says("Sind Sie da?").await;
        let message = shown.shows(mark, &format!("of {}", contact.name), |it| it.title_or_body(&contact.name)).await;
        let key = message.button(button).unwrap_or(button).to_owned();
        shown.is_clicked(message.id, &key).await;
        jana.taskbar().is_active(window).await;
    }

    // Waved away, it comes again only with new words.
    jana.goes_to(main).await;
    let mark = shown.mark();
    martin.says("Hallo?").await;
    let message = shown.shows(mark, "that is waved away", |it| it.title_or_body("Martin Hoffmann")).await;
    shown.is_waved_away(message.id).await;
    let mark = shown.mark();
    petra.says("Hallo!").await;
    shown.shows(mark, "of somebody else", |it| it.title_or_body("Petra Köhler")).await;
    assert!(shown.shown_since(mark).iter().all(|it| !it.title_or_body("Martin Hoffmann")));
    martin.says("Hallo??").await;
    let again = shown.shows(mark, "of new words", |it| it.title_or_body("Martin Hoffmann")).await;
    assert_ne!(again.id, message.id);

    jana.goes_to(main).await;
    let mark = shown.mark();
    petra.says("Und jetzt?").await;
    let message = shown.shows(mark, "that can be answered", |it| it.title_or_body("Petra Köhler")).await;
    assert_eq!(message.button("Antworten"), Some("inline-reply"), "{message:#?}");
    shown.is_answered(message.id, "Ich melde mich gleich.").await;
    petra.reads("Ich melde mich gleich.").await;
    assert_eq!(jana.taskbar().active(), Some(main), "an answer takes the keyboard to no other window");
    petra
}

/// A consultation's notification names the colleague, and never what was said.
async fn consultations(jana: &Desktop, katrin: &AgentDesk) {
    let shown = jana.notifications();
    jana.in_window_of("Petra Köhler – Konsil").await;
    jana.looks_for("consult", "Katrin", "agent-katrin").await;
    jana.browser().click("communicator-act").await;
    let case = katrin.accepts(InvitationKind::Consultation).await;
    jana.browser().reads("consultation", "Katrin Richter").await;
    jana.in_main().await;
    let main = jana.x_number().await;
    jana.goes_to(main).await;
    let mark = shown.mark();
    let consultation = katrin
        .sees("the consultation", |desk| Some(desk.cases.get(&case)?.consultations.first()?.consultation.clone()))
        .await;
    katrin.writes_in(&case, &consultation, SECRET).await;
    let message = shown.shows(mark, "of the consultation", |it| it.title_or_body("Katrin Richter")).await;
    says(&message, &["Katrin Richter"], &["Kulanz"]);
}

/// The system's own do-not-disturb: nothing is shown; what is unread then comes when it ends.
async fn quiet(jana: &Desktop, martin: &ContactPage) {
    let shown = jana.notifications();
    jana.in_main().await;
    shown.begins_do_not_disturb().await;
    jana.browser().click("person-menu").await;
    jana.browser().click("settings-open").await;
    jana.browser().select("[data-testid=system-quiet][data-quiet=on]").await;
    let mark = shown.mark();
    martin.says("Hallo?").await;
    jana.launcher().shows(2).await;
    assert!(shown.shown_since(mark).is_empty(), "{:#?}", shown.shown_since(mark));
    shown.ends_do_not_disturb().await;
    shown.shows(mark, "of what is still unread", |it| it.title_or_body("Martin Hoffmann")).await;
    jana.presses("Escape").await;
}

/// *Why did it ring*, as it is copied: causes and effects, and not a word of what was written.
async fn why(jana: &Desktop) {
    jana.in_main().await;
    jana.browser().click("person-menu").await;
    jana.browser().click("why-open").await;
    jana.browser().find("why-row").await;
    jana.picture("why").await;
    // The driver cannot read the clipboard: the page hands over what it would put there.
    let catch = "window.__copied = null; navigator.clipboard.writeText = (text) => { window.__copied = text; return Promise.resolve(); }";
    jana.browser().ask(catch, &[]).await;
    jana.browser().click("why-copy").await;
    jana.browser().holds("the copy", "return window.__copied !== null", &[]).await;
    let copied = jana.browser().ask("return window.__copied", &[]).await;
    let copied = copied.as_str().expect("a text");
    assert!(copied.lines().count() > 10 && copied.contains("Martin Hoffmann"), "{copied}");
    for text in ["img", "Zweitens", "Sind Sie da", "Und jetzt", "melde mich", "Kulanz", "Hallo", "Guten Tag"] {
        assert!(!copied.contains(text), "{text:?} stands in {copied}");
    }
    jana.presses("Escape").await;
}

/// A server that shows text only gets text only; without any, nothing breaks and the agent is told.
async fn elsewhere(jana: &mut Desktop, martin: &ContactPage, petra: &ContactPage, folder: &Path) {
    switch_on(jana, "notify_text").await;
    jana.restart_beside(Surroundings { notifications: Some(Capable::OfTextOnly), ..Surroundings::default() }).await;
    let shown = jana.notifications();
    martin.says(MARKUP).await;
    let plain = shown.shows(0, "as plain text", |it| it.body.contains("img")).await;
    assert_eq!(plain.actions, [], "{plain:#?}");
    let unmarked = MARKUP.replace('<', "‹").replace('>', "›");
    assert!(plain.body.contains(&unmarked), "nothing is escaped, and nothing can be taken for markup: {plain:#?}");
    shown.write_down(&folder.join("calls-text-only.md"));

    jana.restart_beside(Surroundings::default()).await;
    petra.says("Noch etwas").await;
    jana.browser().click("person-menu").await;
    jana.browser().click("settings-open").await;
    jana.browser().select("[data-note=means-notifications-none]").await;
    jana.browser().click("try-notification").await;
    jana.browser().find("toast").await;
    jana.picture("nobody-shows-notifications").await;
    assert!(petra.page().state.is_some_and(|state| state.phase != ContactPhase::Ended));
    jana.browser().click("settings-close").await;

    // A server comes later, one that people really use: what is unread is shown, and a click brings that chat.
    jana.starts_beside("dunst");
    until("a notification that dunst shows", || async {
        let count = jana.screen_says("dunstctl", &["count", "displayed"]);
        count.parse::<u32>().is_ok_and(|count| count > 0).then_some(())
    })
    .await;
    jana.screen_picture("dunst");
    jana.screen_says("dunstctl", &["action", "0"]);
    let clicked = until("the notification that was clicked on", || async {
        let history: Value = serde_json::from_str(&jana.screen_says("dunstctl", &["history"])).ok()?;
        history.pointer("/data/0/0/summary/data")?.as_str().map(str::to_owned)
    })
    .await;
    assert!([martin, petra].iter().any(|contact| clicked == contact.name), "{clicked}");
    jana.browser().reads("chat-contact", &clicked).await;
}

/// A switch of the settings.
async fn switch_on(jana: &Desktop, setting: &str) {
    jana.does(&json!({ "kind": "set", "setting": setting, "value": { "kind": "switch", "on": true } })).await;
}

async fn switch_off(jana: &Desktop, setting: &str) {
    jana.does(&json!({ "kind": "set", "setting": setting, "value": { "kind": "switch", "on": false } })).await;
}

/// What every notification of ours has, beside these words and without those.
fn says(shown: &Shown, words: &[&str], not: &[&str]) {
    let text = format!("{} {}", shown.summary, shown.body);
    for word in words {
        assert!(text.contains(word), "{word:?} is missing in {shown:#?}");
    }
    for word in not {
        assert!(!text.contains(word), "{word:?} stands in {shown:#?}");
    }
    assert!(!text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']), "isolation marks in {shown:#?}");
    assert_eq!(shown.program, "Konsil");
    assert_eq!(shown.hints.get("desktop-entry").map(String::as_str), Some("Konsil"), "{shown:#?}");
    assert_eq!(shown.hints.get("category").map(String::as_str), Some("im.received"), "{shown:#?}");
    assert!(shown.actions.iter().any(|(key, _)| key == "default"), "{shown:#?}");
}
