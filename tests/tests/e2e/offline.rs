//! The server goes away and comes back: what still works, what waits, and that nothing is lost.

use konsil_tests::e2e::{Device, play};

use super::{contact, desktop, server};

#[ignore = "drives real windows: cargo xtask e2e offline"]
#[tokio::test(flavor = "multi_thread")]
async fn offline() {
    play("offline", |scenario| async move {
        let mut server = server(&scenario).await;
        let jana = desktop(&scenario, &server, "jana").await;
        jana.gets_ready().await;
        let martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Phone).await;
        jana.accepts("chat").await;
        jana.writes("Guten Tag, Herr Hoffmann.").await;
        martin.reads("Guten Tag, Herr Hoffmann.").await;

        // The bar says it; what needs the centre's word rests, what can wait does.
        server.dies();
        jana.browser().find("offline-bar").await;
        for text in ["Ich sehe gleich nach.", "Einen Moment noch."] {
            jana.browser().type_into("message-input", &format!("{text}\u{e007}")).await;
            jana.browser().reads_at("[data-testid=transcript] [data-state=queued]", text).await;
        }
        jana.browser().select("[data-testid=offline-bar][data-queued=\"2\"]").await;
        jana.browser().select("[data-testid=tool-end]:disabled").await;
        martin.browser().find("contact-link").await;
        jana.pictures("offline").await;
        martin.picture("contact-offline").await;

        // Back again: in order, and each once.
        server.begins().await;
        jana.browser().click_if_there("reconnect").await;
        jana.browser().is_without("offline-bar").await;
        martin.reads("Einen Moment noch.").await;
        let log = martin.browser().text("contact-log").await;
        let at = |text: &str| log.find(text).unwrap_or_else(|| panic!("{text:?} is missing in {log}"));
        assert!(at("Guten Tag, Herr Hoffmann.") < at("Ich sehe gleich nach."), "{log}");
        assert!(at("Ich sehe gleich nach.") < at("Einen Moment noch."), "{log}");
        for text in ["Ich sehe gleich nach.", "Einen Moment noch."] {
            assert_eq!(log.matches(text).count(), 1, "{log}");
            jana.browser().reads_at("[data-testid=transcript] [data-state=sent]", text).await;
        }
        martin.writes("Danke!").await;
        jana.browser().reads("transcript", "Danke!").await;
        jana.picture("back").await;
    })
    .await;
}
