//! Drop-downs and menus in the real engine: ours, by keys and by mouse, with the keys of what can be done in their rows.

use konsil_tests::e2e::{Device, play};

use super::{contact, desktop, server};

#[ignore = "drives real windows: cargo xtask e2e drop-downs"]
#[tokio::test(flavor = "multi_thread")]
async fn drop_downs() {
    play("drop-downs", |scenario| async move {
        let server = server(&scenario).await;
        let jana = desktop(&scenario, &server, "jana").await;
        jana.resizes(1360, 800).await;
        jana.gets_ready().await;
        let _martin = contact(&scenario, &server, "Martin Hoffmann", "Guten Tag", Device::Desktop).await;
        jana.accepts("chat").await;
        jana.has_caret_in("message-input").await;
        jana.types("Moment").await;

        // The list of the disposition: nothing is chosen by opening it, Escape leaves it, a letter leads.
        jana.browser().click("disposition").await;
        jana.browser().find("disposition-list").await;
        jana.presses("Down").await;
        jana.pictures("disposition").await;
        jana.presses("Escape").await;
        jana.browser().is_without("disposition-list").await;
        jana.has_caret_in("disposition").await;
        jana.browser().holds_text("disposition", "").await;
        jana.presses("End").await;
        jana.presses("Return").await;
        jana.browser()
            .holds("the last of them", "return document.querySelector('[data-testid=disposition]').value !== ''", &[])
            .await;
        jana.browser().choose("disposition", "callback").await;

        // Keys stand in the rows of the menus.
        for (menu, row, keys) in [("person-menu", "settings-open", "Strg+,"), ("chat-more", "tear-off", "Strg+⇧+O")] {
            jana.browser().click(menu).await;
            jana.browser().reads(row, keys).await;
            jana.pictures(menu).await;
            jana.presses("Escape").await;
            jana.browser().is_without(row).await;
        }

        // The list is narrowed, and the caret comes back; the team is opened and filtered.
        jana.browser().click("message-input").await;
        jana.presses("ctrl+l").await;
        jana.has_caret_in("list-filter").await;
        jana.picture("filter").await;
        jana.presses("Escape").await;
        jana.has_caret_in("message-input").await;
        jana.presses("ctrl+t").await;
        jana.has_caret_in("communicator-search").await;
        jana.presses("ctrl+t").await;
        jana.browser().select("[data-testid=communicator-filter-favourites][aria-pressed=true]").await;
        jana.presses("Escape").await;
        jana.has_caret_in("message-input").await;
        jana.presses("ctrl+shift+n").await;
        jana.has_caret_in("palette-search").await;
        jana.picture("do-not-disturb").await;
        jana.presses("Return").await;
        jana.browser().find("dnd-on").await;
        jana.has_caret_in("message-input").await;
        jana.presses("ctrl+shift+n").await;
        jana.browser().is_without("dnd-on").await;

        // In the settings, in a narrow window: the list stays inside it, and Escape is the list's.
        jana.presses("ctrl+comma").await;
        jana.resizes(420, 560).await;
        jana.browser().choose("shortcut", "ctrl_shift_f9").await;
        jana.browser().choose("shortcut", "off").await;
        jana.browser().click("shortcut").await;
        jana.browser().find("shortcut-list").await;
        jana.pictures("shortcut-narrow").await;
        jana.presses("Escape").await;
        jana.browser().is_without("shortcut-list").await;
        jana.browser().find("settings").await;
    })
    .await;
}
