//! What is dragged into a window from another program, or pasted there: a text lands in the composer, a file is refused in
//! words, and the workspace stands.

use konsil_tests::e2e::{Desktop, Device, play};

use super::{contact, desktop, server};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/drag_source.py");
/// Where the other program's fields are on the screen.
const TEXT: (i64, i64) = (1510, 57);
const LINK: (i64, i64) = (1510, 137);
const PICTURE: (i64, i64) = (1510, 217);
const PAGE: (i64, i64) = (1510, 297);

/// Pressed, it marks something.
const MARK: (i64, i64) = (1510, 377);

const DRAGGED: &str = "Guten Tag aus einem anderen Programm";
const ADDRESS: &str = "https://nordlicht.example/hilfe";

#[ignore = "drives real windows: cargo xtask e2e drop"]
#[tokio::test(flavor = "multi_thread")]
async fn drop() {
    play("drop", |scenario| async move {
        let server = server(&scenario).await;
        let mut jana = desktop(&scenario, &server, "jana").await;
        let folder = scenario.folder().to_string_lossy().into_owned();
        std::fs::write(scenario.folder().join("page.html"), "<h1>Nicht Konsil</h1>").expect("a page can be written");
        jana.picture("picture").await;
        jana.starts_python_beside(SOURCE, &[&folder], "Quelle").await;

        // Without a chat there is no field, and nothing takes the place of the workspace.
        fits_beside_the_source(&jana).await;
        for from in [PICTURE, PAGE] {
            is_refused(&jana, from, "[data-testid=my-chats]", "Dateien lassen sich noch nicht senden.").await;
        }
        is_refused(&jana, TEXT, "[data-testid=my-chats]", "Hier gibt es kein Eingabefeld").await;

        jana.gets_ready().await;
        let _martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Desktop).await;
        jana.accepts("chat").await;
        jana.browser().find("message-input").await;
        let main = ["message-input", "transcript", "me", "chat-contact"];
        takes_words_and_refuses_files(&jana, &main).await;
        jana.screen_picture("refused");

        // The middle button pastes what is marked elsewhere: into a field, and nowhere else.
        jana.browser().empties("message-input").await;
        jana.presses_at("1", MARK);
        jana.presses_button("2", "[data-testid=transcript]").await;
        jana.presses_button("2", "[data-testid=message-input]").await;
        jana.browser().holds_text("message-input", "Markiert in einem anderen Programm").await;
        // So does the keyboard with an address on the clipboard.
        jana.browser().empties("message-input").await;
        jana.browser().click("message-input").await;
        jana.presses("ctrl+v").await;
        jana.browser().holds_text("message-input", "https://nordlicht.example/ablage").await;
        stands(&jana).await;

        // A page that takes nothing away from the webview is still not replaced, nor does it open another one.
        let blind = "addEventListener('drop', (event) => event.stopImmediatePropagation(), true); \
                     location.href = 'https://nordlicht.example/'; return window.open('https://nordlicht.example/') === null";
        jana.browser().holds("no other window", blind, &[]).await;
        for from in [LINK, PICTURE, PAGE] {
            jana.drags(from, "[data-testid=transcript]").await;
            stands(&jana).await;
        }
        jana.browser().reads("chat-contact", "Martin Hoffmann").await;

        // A torn-off chat is no different.
        jana.browser().empties("message-input").await;
        jana.browser().click("chat-more").await;
        jana.browser().click("tear-off").await;
        jana.in_chat_window().await;
        fits_beside_the_source(&jana).await;
        takes_words_and_refuses_files(&jana, &["message-input", "transcript", "chat-contact"]).await;
        jana.in_main().await;
        stands(&jana).await;
    })
    .await;
}

async fn takes_words_and_refuses_files(desktop: &Desktop, places: &[&str]) {
    for place in places {
        let place = format!("[data-testid={place}]");
        for (from, words) in [(TEXT, DRAGGED), (LINK, ADDRESS)] {
            desktop.browser().empties("message-input").await;
            desktop.drags(from, &place).await;
            desktop.browser().holds_text("message-input", words).await;
            stands(desktop).await;
        }
        for from in [PICTURE, PAGE] {
            is_refused(desktop, from, &place, "Dateien lassen sich noch nicht senden.").await;
        }
        desktop.browser().holds_text("message-input", ADDRESS).await;
    }
}

async fn is_refused(desktop: &Desktop, from: (i64, i64), place: &str, words: &str) {
    desktop.drags(from, place).await;
    desktop.browser().reads("toast", words).await;
    stands(desktop).await;
    desktop.browser().click("toast-dismiss").await;
    desktop.browser().is_without("toast").await;
}

async fn fits_beside_the_source(desktop: &Desktop) {
    desktop.resizes(1200, 860).await;
    desktop.moves_into_the_corner().await;
    // Another page, or this one loaded again, would not know it.
    desktop.browser().ask("window.__standing = true", &[]).await;
}

/// It is still the very page.
async fn stands(desktop: &Desktop) {
    let script = "return window.__standing === true && location.protocol === 'tauri:' && \
                  document.querySelector('[data-testid=window]')?.dataset.stage === 'workspace'";
    desktop.browser().holds("the workspace to stand", script, &[]).await;
}
