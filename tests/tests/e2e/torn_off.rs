//! A chat in a window of its own: draft, caret and reading go along, there and back, and over a restart.

use konsil_tests::e2e::{Device, play};

use super::{contact, desktop, server};

const DRAFT: &str = "Guten Tag, Herr Hoffmann, ich sehe";

#[ignore = "drives real windows: cargo xtask e2e torn-off"]
#[tokio::test(flavor = "multi_thread")]
async fn torn_off() {
    play("torn-off", |scenario| async move {
        let server = server(&scenario).await;
        let mut jana = desktop(&scenario, &server, "jana").await;
        jana.gets_ready().await;
        let martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Desktop).await;
        jana.accepts("chat").await;

        // The draft goes along with its caret, and the new window has the keyboard: the agent asked for it.
        jana.browser().type_into("message-input", DRAFT).await;
        for _ in 0.."ich sehe".len() {
            jana.presses("Left").await;
        }
        let (list, _) = jana.corner().await;
        jana.browser().click("chat-more").await;
        jana.browser().click("tear-off").await;
        jana.in_chat_window().await;
        jana.browser().holds_text("message-input", DRAFT).await;
        // Beside the list of chats, or over the chat it came from: not over the list.
        let (chat, _) = jana.corner().await;
        assert!(chat >= list + 272, "the list begins at {list}, the chat's window at {chat}");
        jana.caret_is_at(DRAFT.find("ich").expect("it is there")).await;
        jana.has_focus_in("Martin Hoffmann – Konsil").await;
        jana.browser().type_into("message-input", "gern ").await;
        jana.browser().holds_text("message-input", "Guten Tag, Herr Hoffmann, gern ich sehe").await;
        jana.pictures("torn-off").await;
        jana.resizes(380, 640).await;
        jana.pictures("torn-off-380").await;
        jana.screen_picture("both-windows");

        // A message that comes leaves the keyboard where it is.
        jana.in_main().await;
        jana.activates_this_window().await;
        martin.writes("Sind Sie da?").await;
        jana.in_chat_window().await;
        jana.browser().reads("transcript", "Sind Sie da?").await;
        jana.has_focus_in("Konsil – Jana Becker").await;

        // Closed by the window manager, the chat docks, and nothing typed is lost.
        jana.closes_this_window().await;
        jana.in_main().await;
        jana.has_windows(1).await;
        jana.browser().holds_text("message-input", "Guten Tag, Herr Hoffmann, gern ich sehe").await;

        // Nor is it by a restart.
        jana.browser().type_into("message-input", "!").await;
        let draft = jana.browser().value("message-input").await;
        jana.restart().await;
        jana.browser().click("chat-row").await;
        jana.browser().holds_text("message-input", &draft).await;

        // With "each chat in its own window" the next chat comes in one.
        jana.browser().click("person-menu").await;
        jana.browser().click("settings-open").await;
        jana.browser().click("settings-own-windows").await;
        jana.picture("settings").await;
        jana.presses("Escape").await;
        jana.gets_ready().await;
        let petra = contact(&scenario, &server, "Petra Köhler", "Wann kommt meine Gutschrift?", Device::Phone).await;
        jana.accepts("chat").await;
        petra.reads("Jana ist dem Chat beigetreten").await;
        jana.has_windows(2).await;
        jana.in_chat_window().await;
        jana.browser().reads("transcript", "Wann kommt meine Gutschrift?").await;
        jana.presses("ctrl+w").await;
        jana.has_windows(1).await;
        jana.in_main().await;
        jana.browser().reads("transcript", "Wann kommt meine Gutschrift?").await;
    })
    .await;
}
