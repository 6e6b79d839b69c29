//! Two agents on one computer: each profile has a window, settings and texts of its own, and runs once.

use konsil_tests::e2e::{Desktop, play};

#[ignore = "drives real windows: cargo xtask e2e profiles"]
#[tokio::test(flavor = "multi_thread")]
async fn profiles() {
    play("profiles", |scenario| async move {
        let mut anna = Desktop::start_with(&scenario, "anna", &["--profile", "anna"]).await;
        anna.browser().find("first-start").await;

        // The same profile again: the running window comes to the front, the second program ends.
        anna.starts_another(&["--profile", "anna"]);
        assert_eq!(anna.other_ends().await, Some(0));
        anna.shares_the_screen(1).await;

        // Another profile runs beside it and changes nothing of the first.
        anna.starts_another(&["--profile", "ben"]);
        anna.shares_the_screen(2).await;
        anna.browser().click("language-en").await;
        anna.restart().await;
        anna.browser().reads("first-start", "Welcome to Konsil").await;
        for profile in ["anna", "ben"] {
            assert!(anna.home().join(format!("data/app.konsil.desktop-{profile}")).is_dir(), "{profile}");
        }
        anna.starts_another(&["--profile", "ben"]);
        anna.shares_the_screen(2).await;
        anna.screen_picture("both");
    })
    .await;
}
