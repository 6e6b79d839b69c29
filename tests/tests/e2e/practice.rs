//! Practice mode: one person goes through the main job with simulated contacts and colleagues. This is also what
//! `cargo xtask run` plays where there is no display.

use konsil_tests::e2e::{Desktop, play};

#[ignore = "drives real windows: cargo xtask e2e practice"]
#[tokio::test(flavor = "multi_thread")]
async fn practice() {
    play("practice", |scenario| async move {
        let me = Desktop::start(&scenario, "me").await;
        me.browser().click("try-here").await;
        me.browser().find("practice-banner").await;
        me.browser().find("tour").await;
        me.picture("1-practice").await;
        let page = me.browser().text("contact-page-address").await;
        assert!(page.starts_with("http://127.0.0.1:"), "{page}");

        // A simulated contact writes in.
        me.gets_ready().await;
        me.browser().select("[data-testid=invitation][data-kind=chat]").await;
        me.picture("2-invitation").await;
        me.accepts("chat").await;
        me.writes("Guten Tag! Ich sehe mir das gleich an.").await;
        me.picture("3-chat").await;

        // One colleague declines, another is there to help.
        me.looks_for("consult", "Sven", "agent-sven").await;
        me.browser().click("communicator-act").await;
        me.browser().find("notice").await;
        me.picture("4-declined").await;
        me.looks_for("consult", "Katrin", "agent-katrin").await;
        me.browser().fill("communicator-words", "Können Sie mir dabei helfen?").await;
        me.browser().click("communicator-act").await;
        me.browser().select("[data-testid=consultation-transcript] [data-side=colleague]").await;
        me.picture("5-consultation").await;

        // She comes into the chat and takes it over.
        me.browser().click("consultation-conference").await;
        me.browser().select("[data-testid=participant][data-agent=katrin]").await;
        me.picture("6-conference").await;
        me.looks_for("transfer", "Katrin", "agent-katrin").await;
        me.browser().click("communicator-act").await;
        me.browser().lacks("[data-testid=chat] [data-testid=tool-transfer]").await;
        me.picture("7-handed-over").await;

        // The next one comes for the last step; whoever has enough goes, whatever is open.
        me.browser().select("[data-testid=invitation][data-kind=chat]").await;
        me.picture("8-the-last-step").await;
        me.browser().click("leave-practice").await;
        me.picture("9-leaving").await;
        me.browser().click("leave-practice-confirm").await;
        me.browser().find("try-here").await;
    })
    .await;
}
