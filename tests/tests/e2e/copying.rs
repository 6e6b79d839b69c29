//! What leaves a chat: a selection, a transcript on the clipboard and in a file, an address in the browser.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use konsil_protocol::domain::InvitationKind;
use konsil_tests::e2e::{Desktop, Device, PASSWORD, play, until};
use konsil_tests::story::{AgentDesk, OtherDesktop};

use super::{contact, desktop, server};

const SECRET: &str = "Kulanz bis 50 € ist frei.";

/// Takes the place of the browser: notes what it is asked to open.
fn notes_what_is_opened(home: &Path) {
    let folder = home.join("bin");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let browser = folder.join("xdg-open");
    fs::write(&browser, format!("#!/bin/sh\nprintf '%s' \"$1\" > '{}'\n", home.join("opened").display()))
        .expect("a script can be written");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("it can be made a program");
}

fn clipboard(desktop: &Desktop) -> String {
    desktop.screen_says("xclip", &["-o", "-selection", "clipboard"])
}

async fn clipboard_holds(desktop: &Desktop, text: &str) {
    until(&format!("{text:?} on the clipboard"), || async { clipboard(desktop).contains(text).then_some(()) }).await;
}

/// Marks with the pointer from the beginning of one message to the end of another.
async fn marks(desktop: &Desktop, from: &str, to: &str) {
    let place = "const of = (text) => [...document.querySelectorAll('[data-testid=transcript] .bubble .foreign')]\
                 .find((e) => e.textContent.includes(text)).getBoundingClientRect();\
                 const [a, b] = [...arguments].map(of);\
                 return [a.left + 1, a.top + 8, b.right - 1, b.bottom - 8].map(Math.round)";
    let places = desktop.browser().ask(place, &[from.into(), to.into()]).await;
    let at: Vec<String> = places.as_array().expect("four numbers").iter().map(ToString::to_string).collect();
    desktop.activates_this_window().await;
    let window = desktop.x_number().await.to_string();
    let point = |x: &str, y: &str| {
        desktop.screen_says("xdotool", &["mousemove", "--sync", "--window", &window, x, y]);
    };
    point(&at[0], &at[1]);
    desktop.screen_says("xdotool", &["mousedown", "1"]);
    point(&at[0], &at[3]);
    point(&at[2], &at[3]);
    desktop.screen_says("xdotool", &["mouseup", "1"]);
}

#[ignore = "drives real windows: cargo xtask e2e copying"]
#[tokio::test(flavor = "multi_thread")]
async fn copying() {
    play("copying", |scenario| async move {
        let server = server(&scenario).await;
        let jana = desktop(&scenario, &server, "jana").await;
        notes_what_is_opened(jana.home());
        let katrin = AgentDesk::sign_in(&server.address(), "katrin", PASSWORD, OtherDesktop::Stays).await;
        jana.gets_ready().await;
        let martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, die Rechnung stimmt nicht.", Device::Desktop)
                .await;
        jana.accepts("chat").await;
        jana.writes("Ich sehe nach.").await;
        martin.writes("Es geht um ‚www.nordlicht.example/hilfe‘, danke.").await;
        jana.browser().find("address").await;
        jana.looks_for("consult", "Katrin", "agent-katrin").await;
        jana.browser().click("communicator-act").await;
        katrin.accepts(InvitationKind::Consultation).await;
        jana.browser().find("consultation-input").await;
        jana.writes_privately(SECRET).await;

        // Marked over several messages: lines with time and author, and no markup.
        marks(&jana, "die Rechnung", "www.nordlicht").await;
        jana.presses("ctrl+c").await;
        clipboard_holds(&jana, "Jana Becker: Ich sehe nach.").await;
        let copied = clipboard(&jana);
        let lines: Vec<&str> = copied.lines().collect();
        // What happened in between is among them.
        assert_eq!(lines.len(), 4, "{copied}");
        assert!(lines[0].ends_with("Martin Hoffmann: Guten Tag, die Rechnung stimmt nicht."), "{copied}");
        assert!(lines[3].contains("www.nordlicht.example/hilfe"), "{copied}");
        let kinds = jana.screen_says("xclip", &["-o", "-selection", "clipboard", "-t", "TARGETS"]);
        assert!(!kinds.contains("html"), "{kinds}");
        jana.pictures("selection").await;

        // The whole chat: what the contact has read, unless she says otherwise.
        jana.browser().click("chat-more").await;
        jana.pictures("menu").await;
        jana.browser().click("transcript-copy").await;
        jana.pictures("transcript").await;
        jana.browser().click_on("[data-testid=transcript-go]:enabled").await;
        clipboard_holds(&jana, "Chat: Martin Hoffmann").await;
        assert!(!clipboard(&jana).contains(SECRET));
        jana.browser().click("chat-more").await;
        jana.browser().click("transcript-copy").await;
        jana.browser().click("transcript-with-inside").await;
        jana.browser().click_on("[data-testid=transcript-go]:enabled").await;
        clipboard_holds(&jana, SECRET).await;
        assert!(clipboard(&jana).contains("[intern, Rückfrage: Katrin Richter]"));

        // Saved where she says, in the system's dialog.
        let file = jana.home().join("abschrift.txt");
        jana.browser().click("chat-more").await;
        jana.browser().click("transcript-save").await;
        jana.browser().click_on("[data-testid=transcript-go]:enabled").await;
        jana.shares_the_screen(2).await;
        until("the dialog to have the keyboard", || async {
            (jana.focused_title() == "Abschrift speichern").then_some(())
        })
        .await;
        jana.screen_picture("saving");
        jana.presses_anywhere("ctrl+a");
        jana.screen_says("xdotool", &["type", "--delay", "20", &file.to_string_lossy()]);
        jana.presses_anywhere("Return");
        let saved =
            until("the file", || async { fs::read_to_string(&file).ok().filter(|text| !text.is_empty()) }).await;
        assert!(saved.contains("Martin Hoffmann: Guten Tag, die Rechnung stimmt nicht."), "{saved}");
        assert!(!saved.contains(SECRET), "{saved}");
        jana.browser().find("toast").await;

        // Found, forwards and backwards.
        jana.presses("ctrl+f").await;
        jana.types("rechnung").await;
        jana.browser().select("[data-testid=search][data-total='1'] ").await;
        jana.browser().reads_at("mark.current", "Rechnung").await;
        jana.pictures("search").await;
        jana.presses("Escape").await;
        jana.browser().is_without("search").await;

        // An address is looked at, and what is shown is what the browser gets.
        jana.browser().click("address").await;
        jana.pictures("address").await;
        let shown = jana.browser().text("address-whole").await;
        assert_eq!(shown, "https://www.nordlicht.example/hilfe");
        jana.browser().click("address-copy").await;
        clipboard_holds(&jana, &shown).await;
        jana.browser().click("address-open").await;
        let opened = jana.home().join("opened");
        until("the browser", || async { (fs::read_to_string(&opened).ok()? == shown).then_some(()) }).await;
        jana.resizes(380, 640).await;
        jana.browser().click("address").await;
        jana.pictures("address-380").await;
    })
    .await;
}
