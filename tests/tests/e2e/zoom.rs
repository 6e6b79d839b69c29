//! Everything larger and smaller in the real window: by keys and by the wheel, as the desktop wants texts to be, and kept over
//! a restart.

use konsil_tests::e2e::signs::Surroundings;
use konsil_tests::e2e::{Desktop, Device, play};
use serde_json::Value;

use super::{contact, desktop, server};

/// What cannot be read because something ends before it: beside the window, or in a box that neither scrolls nor says so by an
/// ellipsis.
const CUT_OFF: &str = include_str!("cut_off.js");

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

        jana.gets_ready().await;
        let _martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Desktop).await;
        jana.accepts("chat").await;
        jana.browser().find("message-input").await;
        with_large_texts(&mut jana).await;
    })
    .await;
}

/// The desktop wants texts half as large again (as GNOME's *large text*, only more so); the agent's own zoom multiplies with it.
async fn with_large_texts(jana: &mut Desktop) {
    let usual = on_the_screen(jana).await;
    jana.restart_beside(Surroundings { texts: Some(144), ..Surroundings::default() }).await;
    // The chat that waits is a button with the keyboard.
    jana.browser().find("my-chats").await;
    jana.presses("ctrl+j").await;
    jana.browser().find("message-input").await;
    is_as_large_as(jana, 150).await;
    for (width, height) in [(1600, 900), (1024, 920)] {
        jana.resizes(width, height).await;
        for (key, percent) in [("ctrl+0", 150), ("ctrl+plus", 165), ("ctrl+plus", 188)] {
            jana.presses(key).await;
            is_as_large_as(jana, percent).await;
            // The letters, not only what the page counts in: nothing else in between enlarges or undoes it.
            let now = on_the_screen(jana).await;
            assert!((now / usual * 100.0 - f64::from(percent)).abs() < 4.0, "{usual} px became {now} at {percent} %");
            jana.picture(&format!("large-texts-{width}-{percent}")).await;
            assert_eq!(jana.browser().ask(CUT_OFF, &[]).await, Value::Array(Vec::new()), "{width} px at {percent} %");
        }
    }
}

/// How wide the contact's name is on the screen, in its pixels.
async fn on_the_screen(desktop: &Desktop) -> f64 {
    let script = "const text = document.querySelector('[data-testid=chat-contact]'); \
                  const letters = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode(); \
                  const range = document.createRange(); range.selectNodeContents(letters); \
                  return range.getBoundingClientRect().width * outerWidth / innerWidth";
    desktop.browser().ask(script, &[]).await.as_f64().expect("a width")
}

async fn is_as_large_as(desktop: &Desktop, percent: u32) {
    let script = "return Math.abs(outerWidth / innerWidth * 100 - arguments[0]) < 1.5";
    desktop.browser().holds(&format!("everything at {percent} %"), script, &[percent.into()]).await;
}
