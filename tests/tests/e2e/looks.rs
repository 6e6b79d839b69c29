//! What holds for every window: it can be used without a mouse and by everybody, and it comes back where it was.

use konsil_tests::e2e::{Browser, Device, Look, Scenes, play, until};

use super::{contact, desktop, server};

/// Read when it is played, so that a fresh clone compiles before anything is installed.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");

#[ignore = "drives real windows: cargo xtask e2e looks"]
#[tokio::test(flavor = "multi_thread")]
async fn looks() {
    play("looks", |scenario| async move {
        let server = server(&scenario).await;
        let mut jana = desktop(&scenario, &server, "jana").await;
        is_accessible(jana.browser(), "an empty workspace").await;

        // Where a window was, it comes back.
        jana.resizes(1180, 720).await;
        let places = jana.home().join("config/app.konsil.desktop/windows.json");
        until("the place of the window on disk while the program runs", || async {
            std::fs::read_to_string(&places).ok()?.contains("1180").then_some(())
        })
        .await;
        jana.restart().await;
        jana.browser().find("my-chats").await;
        jana.browser()
            .holds("the window as large as before", "return innerWidth === 1180 && innerHeight === 720", &[])
            .await;

        // The keyboard alone is enough to take a chat and answer it.
        jana.gets_ready().await;
        let martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Phone).await;
        jana.browser().find("invitation-accept").await;
        jana.reaches_by_tab("invitation-accept").await;
        jana.picture("by-keyboard").await;
        jana.presses("Return").await;
        jana.browser()
            .holds(
                "the composer with the keyboard",
                "return document.activeElement?.dataset.testid === 'message-input'",
                &[],
            )
            .await;
        jana.types("Guten Tag").await;
        jana.presses("Return").await;
        martin.reads("Guten Tag").await;
        jana.reaches_by_tab("tool-consult").await;
        jana.presses("Return").await;
        jana.types("kat").await;
        jana.browser().select("[data-testid=target-row][data-target=agent-katrin]").await;
        for look in Look::ALL {
            jana.looks(look).await;
            is_accessible(jana.browser(), &format!("the Team Communicator, {look:?}")).await;
        }
        jana.presses("Escape").await;
        jana.browser().is_without("communicator").await;
        for look in Look::ALL {
            jana.looks(look).await;
            is_accessible(jana.browser(), &format!("a chat, {look:?}")).await;
        }
    })
    .await;
}

/// Every scene in the desktop's own engine: all rules in one language and theme, and what is seen of the other.
#[ignore = "drives the real engine: cargo xtask e2e looks"]
#[tokio::test(flavor = "multi_thread")]
async fn looks_of_every_scene() {
    play("looks-of-every-scene", |scenario| async move {
        let scenes = Scenes::open(&scenario).await;
        let views = scenes.views().await;
        assert!(views.len() > 60, "{views:?}");
        let mut found = Vec::new();
        // So long a chat is for measuring.
        for view in views.iter().filter(|view| *view != "long") {
            scenes.shows(view, Look { language: "de", theme: "light" }).await;
            found.extend(violations(scenes.browser(), ALL_RULES, view).await);
            let look = Look { language: "en", theme: "dark" };
            scenes.looks(look).await;
            found.extend(violations(scenes.browser(), CONTRAST, &format!("{view}, {look:?}")).await);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

/// All rules, those too that axe does not look at by itself: what is written on a button is in its name.
const ALL_RULES: &str = "{ rules: { 'label-content-name-mismatch': { enabled: true } } }";
const CONTRAST: &str = "{ runOnly: ['color-contrast'] }";

/// axe-core finds nothing, in the engine that the agent uses.
async fn is_accessible(browser: &Browser, what: &str) {
    assert_eq!(violations(browser, ALL_RULES, what).await, Vec::<String>::new());
}

/// What axe-core finds, a line each. What rests behind another page is dimmed on purpose.
async fn violations(browser: &Browser, rules: &str, what: &str) -> Vec<String> {
    let axe = std::fs::read_to_string(AXE).expect("`cargo xtask e2e` installs axe-core in ui/node_modules");
    browser.ask(&axe, &[]).await;
    let script = format!(
        "window.__axe = null; axe.run({{ exclude: [['[inert]']] }}, {rules}).then((found) => window.__axe = {{ \
         looked: found.passes.length + found.incomplete.length > 0, \
         found: found.violations.map((it) => it.id + ': ' + it.nodes.map((node) => node.html).join(', ')) }})"
    );
    browser.ask(&script, &[]).await;
    browser.holds("axe to be done", "return window.__axe !== null", &[]).await;
    let answer = browser.ask("return window.__axe", &[]).await;
    assert_eq!(answer["looked"], true, "{what}: axe looked at nothing");
    let found = answer["found"].as_array().into_iter().flatten();
    found.map(|it| format!("{what}: {}", it.as_str().unwrap_or_default())).collect()
}
