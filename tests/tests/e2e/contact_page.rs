//! The contact's page in a real browser: on a phone and on a desktop, in both languages, light and dark.

use konsil_protocol::domain::{Command, InvitationKind};
use konsil_tests::e2e::{ContactPage, Device, PASSWORD, play};
use konsil_tests::story::{AgentDesk, OtherDesktop};

use super::server;

#[ignore = "drives a real browser: cargo xtask e2e contact-page"]
#[tokio::test(flavor = "multi_thread")]
async fn contact_page() {
    play("contact-page", |scenario| async move {
        let server = server(&scenario).await;
        let jana = AgentDesk::sign_in(&server.address(), "jana", PASSWORD, OtherDesktop::Stays).await;

        let martin = ContactPage::open(&scenario, "martin", &server.address(), "de", Device::Phone).await;
        martin.browser().find("contact-start").await;
        martin.pictures("form-de").await;
        martin.browser().click("contact-language").await;
        martin.pictures("form-en").await;
        martin.browser().click("contact-language").await;
        martin.holds_a(Device::Phone).await;
        martin.writes_in("billing", "Martin Hoffmann", "Guten Tag, meine Rechnung stimmt nicht.").await;
        martin.browser().find("contact-waiting").await;
        martin.pictures("waiting-de").await;

        // Somebody takes the chat, under the name that contacts may know.
        jana.is_ready().await;
        let case = jana.accepts(InvitationKind::Chat).await;
        martin.reads("Jana ist dem Chat beigetreten").await;
        assert!(!martin.browser().shows("Becker").await);
        jana.writes(&case, "Guten Tag, Herr Hoffmann. Ich sehe nach: https://www.nordlicht-telekom.example/rechnung")
            .await;
        martin.reads("Ich sehe nach").await;
        martin.writes("Danke! 🙂").await;
        martin.pictures("chat-de").await;
        martin.browser().click("contact-language").await;
        martin.reads("Jana joined the chat").await;
        martin.pictures("chat-en").await;
        martin.browser().click("contact-language").await;

        // A reload comes back into the same chat.
        martin.reloads().await;
        martin.reads("Ich sehe nach").await;
        martin.reads("Danke! 🙂").await;
        martin.writes("Noch da?").await;
        jana.reads(&case, &konsil_protocol::domain::Thread::Main, "Noch da?").await;

        // The agent has ended, or the contact leaves: asked once, then it is over.
        martin.browser().click("contact-leave").await;
        martin.picture("leave-de").await;
        martin.browser().click("contact-leave-confirm").await;
        martin.browser().find("contact-ended").await;
        martin.pictures("ended-de").await;
        jana.does(Command::EndInteraction { case }).await;
    })
    .await;
}
