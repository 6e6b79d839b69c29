//! German and English, switched while the program runs, in all windows and without losing a word.

use konsil_tests::e2e::{Device, play};

use super::{contact, desktop, server};

#[ignore = "drives real windows: cargo xtask e2e languages"]
#[tokio::test(flavor = "multi_thread")]
async fn languages() {
    play("languages", |scenario| async move {
        let server = server(&scenario).await;
        let jana = desktop(&scenario, &server, "jana").await;
        jana.gets_ready().await;
        let martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Desktop).await;
        jana.accepts("chat").await;
        jana.browser().reads("transcript", "Sie haben den Chat angenommen").await;
        jana.browser().click("chat-more").await;
        jana.browser().click("tear-off").await;
        jana.in_chat_window().await;
        jana.browser().type_into("message-input", "Ein Entwurf").await;

        // One switch in the main window …
        jana.in_main().await;
        jana.browser().reads("my-chats", "Meine Chats").await;
        jana.browser().click("person-menu").await;
        jana.browser().click("settings-open").await;
        jana.browser().click("language-en").await;
        jana.browser().reads("my-chats", "My chats").await;
        jana.picture("settings-en").await;

        // … and the other one speaks English too; even what has been told is told again, the draft stands.
        jana.in_chat_window().await;
        jana.browser().reads("transcript", "You accepted the chat").await;
        jana.browser().holds_text("message-input", "Ein Entwurf").await;
        jana.picture("chat-en").await;
        jana.browser().type_into("message-input", ", weiter").await;
        jana.browser().holds_text("message-input", "Ein Entwurf, weiter").await;

        // The contact's language is the contact's own matter.
        martin.reads("Jana ist dem Chat beigetreten").await;
        martin.browser().click("contact-language").await;
        martin.reads("Jana joined the chat").await;
        martin.picture("contact-en").await;

        // Dark, by a click.
        jana.in_main().await;
        jana.browser().click_on("label:has(> [data-testid=theme-dark])").await;
        let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
        jana.browser().holds("a dark window", dark, &[]).await;
        jana.in_chat_window().await;
        jana.browser().holds("the other window dark too", dark, &[]).await;
        jana.browser().holds_text("message-input", "Ein Entwurf, weiter").await;
        jana.picture("chat-en-dark").await;
        jana.in_main().await;
        jana.browser().click("language-de").await;
        jana.browser().reads("my-chats", "Meine Chats").await;
    })
    .await;
}
