//! Everything larger and smaller in the real window: by keys and by the wheel, and kept over a restart.

use konsil_tests::e2e::{Desktop, play};

use super::{desktop, server};

#[ignore = "drives real windows: cargo xtask e2e zoom"]
#[tokio::test(flavor = "multi_thread")]
async fn zoom() {
    play("zoom", |scenario| async move {
        let server = server(&scenario).await;
        let mut jana = desktop(&scenario, &server, "jana").await;
        jana.resizes(1200, 800).await;
        for (key, percent) in [("ctrl+plus", 110), ("ctrl+plus", 125), ("ctrl+minus", 110), ("ctrl+0", 100)] {
            jana.presses(key).await;
            is_as_large_as(&jana, percent).await;
        }
        jana.turns_the_wheel_with("ctrl", "4", "[data-testid=my-chats]").await;
        is_as_large_as(&jana, 110).await;
        for percent in [125, 150, 175, 200] {
            jana.presses("ctrl+plus").await;
            is_as_large_as(&jana, percent).await;
        }
        jana.picture("twice-as-large").await;
        // The driver's own clicks do not know of a page's zoom.
        jana.presses_button("1", "[data-testid=person-menu]").await;
        jana.browser().find("settings-open").await;
        jana.picture("menu-twice-as-large").await;
        jana.browser().ask("document.querySelector('[data-testid=settings-open]').click()", &[]).await;
        jana.browser().reads("zoom-reset", "200").await;
        jana.picture("settings-twice-as-large").await;
        jana.presses("Escape").await;

        // It is kept.
        jana.restart().await;
        jana.browser().find("my-chats").await;
        is_as_large_as(&jana, 200).await;
        jana.presses("ctrl+0").await;
        is_as_large_as(&jana, 100).await;
    })
    .await;
}

async fn is_as_large_as(desktop: &Desktop, percent: u32) {
    let script = "return Math.abs(outerWidth / innerWidth * 100 - arguments[0]) < 1.5";
    desktop.browser().holds(&format!("everything at {percent} %"), script, &[percent.into()]).await;
}
