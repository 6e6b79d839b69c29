//! The menu at the pointer is ours, in the real engine: its own appears nowhere, and no key of a browser does anything.

use konsil_tests::e2e::{Device, Look, play, until};

use super::{contact, desktop, server};

/// The menu that stands open offers neither better words nor to learn this one.
const NOT_MISSPELT: &str =
    "return document.querySelector('[data-testid=menu-learn], [data-testid^=menu-guess-]') === null";

#[ignore = "drives real windows: cargo xtask e2e menus"]
#[tokio::test(flavor = "multi_thread")]
async fn menus() {
    play("menus", |scenario| async move {
        let server = server(&scenario).await;
        let jana = desktop(&scenario, &server, "jana").await;
        jana.gets_ready().await;
        let _martin =
            contact(&scenario, &server, "Martin Hoffmann", "Siehe https://nordlicht.example/a", Device::Desktop).await;
        jana.accepts("chat").await;
        jana.browser().find("message-input").await;
        jana.browser().ask("window.__standing = true", &[]).await;

        // The spell checker's proposals, by the key for menus; the word at the caret gives way.
        jana.types("Das ist ein Feler").await;
        for _ in 0..2 {
            jana.presses("Left").await;
        }
        jana.presses("Menu").await;
        jana.browser().reads("menu-guess-0", "Fehler").await;
        for look in Look::ALL {
            jana.looks(look).await;
            jana.picture(&format!("spelling-{}-{}", look.language, look.theme)).await;
        }
        jana.presses("Return").await;
        jana.browser().holds_text("message-input", "Das ist ein Fehler").await;

        // A word that it does not know is learnt, by the engine itself: for one's own list of words, and at once.
        jana.presses("ctrl+a").await;
        jana.presses("Delete").await;
        for (index, word) in ["Kulanzquorx", "Vertragszwurbel"].into_iter().enumerate() {
            if index > 0 {
                jana.types(" ").await;
            }
            jana.types(word).await;
            jana.presses("Left").await;
            jana.presses("Menu").await;
            jana.browser().find("menu-learn").await;
            jana.picture(&format!("learn-{index}")).await;
            let place = jana.place_of("[data-testid=menu-learn]").await;
            jana.presses_at("1", place);
            until(&format!("{word} in the list of words"), || async {
                let list = std::fs::read_to_string(jana.home().join("config/enchant/de_DE.dic")).ok()?;
                list.lines().any(|line| line == word).then_some(())
            })
            .await;
            jana.has_caret_in("message-input").await;
            jana.picture(&format!("learnt-{index}")).await;
            jana.presses("Menu").await;
            jana.browser().find("menu-select-all").await;
            assert_eq!(jana.browser().ask(NOT_MISSPELT, &[]).await, serde_json::Value::Bool(true), "{word} is known");
            jana.presses("Escape").await;
            jana.has_caret_in("message-input").await;
            jana.presses("End").await;
        }

        // A message, and an address in it, are copied with the mouse and pasted from the menu.
        for (entry, text) in [
            ("menu-copy-message", "Siehe https://nordlicht.example/a"),
            ("menu-copy-link", "https://nordlicht.example/a"),
        ] {
            jana.browser().empties("message-input").await;
            jana.presses_button("3", "[data-testid=transcript] .address").await;
            jana.browser().find("context-menu").await;
            let place = jana.place_of(&format!("[data-testid={entry}]")).await;
            jana.presses_at("1", place);
            jana.browser().is_without("context-menu").await;
            jana.presses_button("3", "[data-testid=message-input]").await;
            jana.browser().find("menu-paste").await;
            let place = jana.place_of("[data-testid=menu-paste]").await;
            jana.presses_at("1", place);
            jana.browser().holds_text("message-input", text).await;
        }

        // Where there is nothing to offer, nothing opens; neither loads anything again or goes back.
        for place in ["me", "my-chats", "chat-contact"] {
            jana.presses_button("3", &format!("[data-testid={place}]")).await;
        }
        jana.screen_picture("no-menu");
        for key in ["F5", "ctrl+r", "ctrl+shift+r", "alt+Left", "alt+Right", "ctrl+w"] {
            jana.presses(key).await;
        }
        // To end the program with an open chat asks.
        jana.presses("ctrl+q").await;
        jana.browser().reads("quit-dialog", "Martin Hoffmann").await;
        jana.presses("Escape").await;
        jana.browser().is_without("quit-dialog").await;
        jana.browser().holds("the very page", "return window.__standing === true", &[]).await;
        jana.browser().is_without("context-menu").await;
    })
    .await;
}
