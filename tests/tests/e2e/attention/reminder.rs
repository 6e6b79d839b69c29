//! The reply reminder: green, yellow, red, in the chat, the list and the window's title.

use super::Stage;

/// One chat goes through all of them.
pub async fn three_levels(stage: &Stage) {
    let (jana, taskbar) = (&stage.jana, stage.jana.taskbar());
    stage.taken("Lena Vogt", "express").await;
    for (level, icon) in [("green", '⏱'), ("yellow", '⚠'), ("red", '‼')] {
        for place in ["[data-testid=chat] [data-testid=reminder]", "[data-testid=chat-row] [data-testid=reminder]"] {
            jana.browser().select(&format!("{place}[data-level={level}]")).await;
        }
        taskbar.is_titled(stage.main, |title| title.starts_with(icon) && title.contains(" 0:0")).await;
    }
    // The time runs, second by second, each once.
    let titles = taskbar.titles(stage.main);
    for second in 1..=6 {
        let part = format!(" 0:0{second} Lena Vogt · Konsil – Jana Becker");
        assert!(titles.iter().any(|title| title.ends_with(&part)), "{part:?} in {titles:?}");
    }
    // What the page calls itself does not change with it.
    assert_eq!(jana.browser().ask("return document.title", &[]).await, "Konsil – Jana Becker");
    jana.writes("Guten Tag, Frau Vogt.").await;
    taskbar.is_titled(stage.main, |title| title == "Konsil – Jana Becker").await;
    jana.browser().is_without("reminder").await;
}

/// All three at once in the list, and each of them in the chat; then the pages about signs.
pub async fn pictures(stage: &Stage) {
    let jana = &stage.jana;
    jana.taskbar().activates(stage.main).await;
    let late = stage.taken("Ruth Sommer", "late").await;
    let soon = stage.taken("Jonas Braun", "soon").await;
    jana.browser().select("[data-testid=chat-row] [data-level=red]").await;
    jana.browser().select("[data-testid=chat-row] [data-level=yellow]").await;
    let green = stage.taken("Mia Kaiser", "billing").await;
    // Rows move only while the pointer is elsewhere, and the selected one never: those who wait stand first, longest first.
    jana.selects("Otto Weiß").await;
    jana.points_beside_the_list().await;
    let first = "const rows = [...document.querySelectorAll('[data-testid=my-chats] [data-testid=chat-row]:not([aria-current=true])')]; \
                 return [...arguments].every((name, at) => rows[at]?.innerText.includes(name))";
    let names = [&late.name, &soon.name, &green.name].map(|name| name.as_str().into());
    jana.browser().holds("those who wait at the top of the list", first, &names).await;
    for (contact, level) in [(green, "green"), (soon, "yellow"), (late, "red")] {
        jana.selects(&contact.name).await;
        jana.browser().select(&format!("[data-testid=chat] [data-testid=reminder][data-level={level}]")).await;
        jana.pictures(&format!("reminder-{level}")).await;
    }
    for (entry, page) in [("settings-open", "settings"), ("why-open", "why")] {
        jana.browser().click("person-menu").await;
        jana.browser().click(entry).await;
        jana.browser().find(page).await;
        let tall = "return document.querySelector(`dialog[data-testid=${arguments[0]}]`).offsetHeight > 400";
        jana.browser().holds(&format!("what stands in {page}"), tall, &[page.into()]).await;
        jana.pictures(page).await;
        jana.presses("Escape").await;
        jana.browser().is_without(page).await;
    }
}
