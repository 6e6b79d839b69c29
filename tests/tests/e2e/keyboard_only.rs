//! The main job once by keyboard alone, in the real window: after each step the caret is where the next word is written.

use konsil_protocol::domain::{CaseId, Command, InvitationKind, Language};
use konsil_tests::e2e::{Desktop, PASSWORD, Server, play, until};
use konsil_tests::story::{AgentDesk, ContactPage, OtherDesktop};
use serde_json::Value;

use super::{LOGINS, SIGNS_CENTRE};

const SECRET: &str = "Kulanz bis 50 Euro ist frei";

#[ignore = "drives real windows: cargo xtask e2e keyboard-only"]
#[tokio::test(flavor = "multi_thread")]
async fn keyboard_only() {
    play("keyboard-only", |scenario| async move {
        let server = Server::start(&scenario, SIGNS_CENTRE, LOGINS).await;
        let jana = Desktop::start(&scenario, "jana").await;
        jana.signs_in(&server.address(), "jana", PASSWORD).await;
        let katrin = AgentDesk::sign_in(&server.address(), "katrin", PASSWORD, OtherDesktop::Stays).await;
        gets_ready(&jana).await;
        let martin = answers(&jana, &server).await;
        let case = consults(&jana, &katrin).await;
        confers(&jana, &katrin, &martin).await;
        ends(&jana, &katrin, case).await;
        transfers(&jana, &katrin, &server).await;
        writes_with_german_keys(&jana, &server).await;
        // Of what was said in private the contact has nothing.
        assert!(!format!("{:?}", martin.page()).contains(SECRET));
    })
    .await;
}

async fn gets_ready(jana: &Desktop) {
    jana.presses("ctrl+shift+s").await;
    jana.has_caret_in("state-ready").await;
    jana.presses("Return").await;
    jana.browser().select("[data-testid=me][data-state=ready]").await;
}

/// The key for what needs her leads to *Annehmen*; the next one accepts.
async fn answers(jana: &Desktop, server: &Server) -> ContactPage {
    let martin = ContactPage::opens(&server.address(), "Martin Hoffmann", "billing", "Guten Tag", Language::De).await;
    jana.browser().find("invitation").await;
    jana.presses("ctrl+j").await;
    jana.has_caret_in("invitation-accept").await;
    jana.picture("01-answer-in-reach").await;
    jana.presses("Return").await;
    jana.has_caret_in("message-input").await;
    jana.types("Guten Tag, ich sehe nach.").await;
    jana.presses("Return").await;
    martin.reads("Guten Tag, ich sehe nach.").await;
    jana.has_caret_in("message-input").await;
    grows_with_its_lines(jana, "message-input").await;
    martin
}

/// A field takes line after line until it has 40 % of its pane; from there on it scrolls, and what is written stays in sight.
async fn grows_with_its_lines(jana: &Desktop, field: &str) {
    const MEASURE: &str = "const field = document.querySelector(`[data-testid=${arguments[0]}]`); \
        const box = field.closest('[data-testid$=composer]'), pane = box.parentElement; \
        const share = box.offsetHeight / pane.clientHeight; \
        return { lines: field.value.split('\\n').length, share, height: field.clientHeight, \
                 scrolls: field.scrollHeight > field.clientHeight + 1, \
                 end: field.scrollTop + field.clientHeight >= field.scrollHeight - 2 * parseFloat(getComputedStyle(field).paddingBottom) }";
    let measured = async |lines: u64| {
        let what = format!("{lines} lines in {field}");
        until(&what, || async {
            let it = jana.browser().ask(MEASURE, &[field.into()]).await;
            (it["lines"] == lines).then_some(it)
        })
        .await
    };
    let one = measured(1).await;
    jana.types("a").await;
    jana.breaks_lines(3).await;
    let four = measured(4).await;
    assert!(four["height"].as_f64() > one["height"].as_f64(), "{one} {four}");
    // In a low pane four lines may be as much as it takes.
    let full = four["share"].as_f64().is_some_and(|share| (share - 0.4).abs() < 0.01);
    assert_eq!(four["scrolls"], full, "{four}");
    jana.breaks_lines(36).await;
    jana.types("z").await;
    let forty = measured(40).await;
    let share = forty["share"].as_f64().expect("a share");
    assert!((share - 0.4).abs() < 0.01, "{share} of its pane");
    assert_eq!((&forty["scrolls"], &forty["end"]), (&Value::Bool(true), &Value::Bool(true)), "{forty}");
    jana.picture(&format!("grown-{field}")).await;
    jana.presses("ctrl+a").await;
    jana.presses("BackSpace").await;
    let empty = measured(1).await;
    assert_eq!(empty["height"], one["height"], "as low as before");
}

async fn consults(jana: &Desktop, katrin: &AgentDesk) -> CaseId {
    jana.presses("ctrl+shift+r").await;
    jana.has_caret_in("communicator-search").await;
    jana.types("Katrin").await;
    jana.browser().select("[data-testid=target-row][aria-selected=true][data-target=agent-katrin]").await;
    jana.reaches_by_tab("communicator-words").await;
    // A question takes more than a line: there is room for three from the start.
    let lines = "const field = document.querySelector('[data-testid=communicator-words]'), style = getComputedStyle(field); \
                 const height = field.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom); \
                 return Math.abs(height / parseFloat(style.lineHeight) - 3) < 0.2";
    jana.browser().holds("three lines for the question", lines, &[]).await;
    jana.types("Darf ich gutschreiben?").await;
    jana.presses("Return").await;
    jana.has_caret_in("message-input").await;
    let case = katrin.accepts(InvitationKind::Consultation).await;
    // Hers to begin with, and she was writing nothing else: there the next word belongs.
    jana.has_caret_in("consultation-input").await;
    jana.types(SECRET).await;
    jana.presses("Return").await;
    jana.browser().reads("consultation-transcript", SECRET).await;
    jana.has_caret_in("consultation-input").await;
    let consultation = katrin
        .sees("the consultation", |desk| Some(desk.cases.get(&case)?.consultations.first()?.consultation.clone()))
        .await;
    katrin.writes_in(&case, &consultation, "Ja, bitte.").await;
    jana.browser().reads("consultation-transcript", "Ja, bitte.").await;
    jana.has_caret_in("consultation-input").await;
    jana.presses("ctrl+i").await;
    jana.has_caret_in("message-input").await;
    jana.presses("ctrl+i").await;
    jana.has_caret_in("consultation-input").await;
    jana.picture("02-private-field").await;
    grows_with_its_lines(jana, "consultation-input").await;
    case
}

async fn confers(jana: &Desktop, katrin: &AgentDesk, martin: &ContactPage) {
    jana.presses("ctrl+shift+k").await;
    jana.has_caret_in("communicator-search").await;
    jana.browser().select("[data-testid=target-row][aria-selected=true][data-target=agent-katrin]").await;
    jana.presses("Return").await;
    // What comes next is said to the contact.
    jana.has_caret_in("message-input").await;
    katrin.accepts(InvitationKind::Conference).await;
    jana.browser().find("participants").await;
    jana.has_caret_in("message-input").await;
    jana.types("Frau Richter ist jetzt dabei.").await;
    jana.presses("Return").await;
    martin.reads("Frau Richter ist jetzt dabei.").await;
    // The consultation that led here is closed from the palette, and the caret is back in the field.
    jana.presses("ctrl+k").await;
    jana.has_caret_in("palette-search").await;
    jana.types("fertig").await;
    jana.browser().select("[data-testid=command][data-act=mark_done][aria-selected=true]").await;
    jana.picture("03-palette").await;
    jana.presses("Return").await;
    jana.browser().is_without("consultation").await;
    jana.has_caret_in("message-input").await;
    jana.presses("F1").await;
    jana.has_caret_in("keys-search").await;
    jana.picture("04-keys").await;
    jana.presses("Escape").await;
    jana.has_caret_in("message-input").await;
}

async fn ends(jana: &Desktop, katrin: &AgentDesk, case: CaseId) {
    katrin.does(Command::EndInteraction { case }).await;
    jana.browser().is_without("participants").await;
    jana.has_caret_in("message-input").await;
    jana.presses("ctrl+shift+b").await;
    jana.has_caret_in("disposition").await;
    jana.presses("Down").await;
    jana.browser().find("disposition-list").await;
    jana.presses("Down").await;
    jana.picture("05-disposition-list").await;
    jana.presses("Return").await;
    jana.browser()
        .holds("a disposition", "return document.querySelector('[data-testid=disposition]').value !== ''", &[])
        .await;
    jana.picture("05-disposition").await;
    jana.presses("ctrl+shift+f").await;
    jana.browser().is_without("chat").await;
    // Nothing is open; still the keyboard is somewhere, and Tab goes on from there.
    jana.has_caret_in("empty-workspace").await;
    jana.reaches_by_tab("state-menu").await;
}

async fn transfers(jana: &Desktop, katrin: &AgentDesk, server: &Server) {
    gets_ready(jana).await;
    let petra = ContactPage::opens(&server.address(), "Petra Vogt", "billing", "Guten Tag", Language::De).await;
    jana.browser().find("invitation").await;
    jana.presses("ctrl+shift+a").await;
    jana.has_caret_in("message-input").await;
    jana.types("Ich verbinde Sie.").await;
    jana.presses("Return").await;
    petra.reads("Ich verbinde Sie.").await;
    jana.presses("ctrl+shift+w").await;
    jana.has_caret_in("communicator-search").await;
    jana.types("Katrin").await;
    jana.browser().select("[data-testid=target-row][aria-selected=true][data-target=agent-katrin]").await;
    jana.presses("Return").await;
    jana.has_caret_in("message-input").await;
    katrin.accepts(InvitationKind::Transfer).await;
    jana.browser().is_without("chat").await;
    jana.has_caret_in("empty-workspace").await;
}

/// German keys: AltGr writes and does nothing else, letters are where they are printed.
async fn writes_with_german_keys(jana: &Desktop, server: &Server) {
    gets_ready(jana).await;
    let nora = ContactPage::opens(&server.address(), "Nora Klein", "billing", "Guten Tag", Language::De).await;
    jana.browser().find("invitation").await;
    jana.screen_says("setxkbmap", &["de"]);
    jana.presses("ctrl+shift+a").await;
    jana.has_caret_in("message-input").await;
    for key in ["ISO_Level3_Shift+q", "ISO_Level3_Shift+e", "ISO_Level3_Shift+7"] {
        jana.presses(key).await;
    }
    jana.browser().holds_text("message-input", "@€{").await;
    jana.presses("ctrl+comma").await;
    jana.browser().find("settings").await;
    jana.presses("Escape").await;
    jana.has_caret_in("message-input").await;
    jana.browser().holds_text("message-input", "@€{").await;
    let caret = jana.browser().ask("return document.activeElement.selectionStart", &[]).await;
    assert_eq!(caret, Value::from(3), "the very caret");
    nora.leaves().await;
}
