//! The tray icon and its menu, and the number on the launcher's icon, read back over D-Bus.

use konsil_protocol::domain::Language;
use konsil_tests::e2e::signs::{MenuEntry, Surroundings};
use konsil_tests::e2e::{Desktop, PASSWORD, Server, play};
use konsil_tests::story::ContactPage;

use super::{LOGINS, SIGNS_CENTRE};

#[ignore = "drives real windows: cargo xtask e2e tray"]
#[tokio::test(flavor = "multi_thread")]
async fn tray() {
    play("tray", |scenario| async move {
        let server = Server::start(&scenario, SIGNS_CENTRE, LOGINS).await;
        let jana =
            Desktop::start_beside(&scenario, "jana", Surroundings { tray: true, ..Surroundings::default() }).await;
        let tray = jana.tray();

        // Nobody is signed in: nothing to be ready for.
        tray.has_menu("before signing in", |menu| labels(menu) == ["Konsil öffnen", "Konsil beenden"]).await;
        let mut pictures = vec![tray.shows_other_than(&[]).await];
        jana.signs_in(&server.address(), "jana", PASSWORD).await;
        let idle = ["Konsil öffnen", "Bereit", "Nicht bereit", "Konsil beenden"];
        let menu = tray.has_menu("of somebody who is not ready", |menu| labels(menu) == idle).await;
        assert_eq!(checked(&menu), ["Nicht bereit"]);
        assert_eq!(tray.icons(), 1, "one program, one icon");
        pictures.push(tray.shows_other_than(&pictures).await);

        // *Bereit* and back, from the menu.
        tray.chooses("Bereit").await;
        jana.browser().select("[data-testid=me][data-state=ready]").await;
        tray.has_menu("of somebody who is ready", |menu| checked(menu) == ["Bereit"]).await;
        pictures.push(tray.shows_other_than(&pictures).await);

        // Two chats need her, and stand in the menu; the launcher's icon shows how many.
        let main = jana.x_number().await;
        let martin = torn_off(&jana, &server, "Martin Hoffmann").await;
        let petra = torn_off(&jana, &server, "Petra Köhler").await;
        jana.taskbar().activates(main).await;
        jana.launcher().shows(0).await;
        petra.0.says("Sind Sie da?").await;
        jana.launcher().shows(1).await;
        martin.0.says("Hallo?").await;
        jana.launcher().shows(2).await;
        pictures.push(tray.shows_other_than(&pictures).await);
        for (picture, state) in pictures.iter().zip(["signed-out", "not-ready", "ready", "needed"]) {
            std::fs::write(scenario.folder().join(format!("icon-{state}.png")), picture)
                .expect("a picture can be kept");
        }
        let needs = |menu: &[MenuEntry]| {
            let at = |name: &str| labels(menu).iter().position(|label| label.contains(name));
            matches!((at("Petra Köhler"), at("Martin Hoffmann")), (Some(first), Some(second)) if first < second)
        };
        tray.has_menu("with the chats that wait, longest first", needs).await;

        // Chosen there, a chat comes to the front; answered, it leaves menu and number.
        tray.chooses("Martin Hoffmann").await;
        jana.taskbar().is_active(martin.1).await;
        tray.chooses("Petra Köhler").await;
        jana.taskbar().is_active(petra.1).await;
        for (name, left) in [("Petra Köhler", 1), ("Martin Hoffmann", 0)] {
            jana.in_window_of(&format!("{name} – Konsil")).await;
            jana.writes("Ich bin da.").await;
            jana.launcher().shows(left).await;
        }
        tray.has_menu("without chats", |menu| labels(menu) == idle).await;
        let told = jana.launcher().all();
        assert!(told.iter().all(|told| told.program == "application://Konsil.desktop"), "{told:#?}");

        // An invitation counts too, and the contact who leaves takes it back.
        let otto = ContactPage::opens(&server.address(), "Otto Weiß", "billing", "Hallo", Language::De).await;
        jana.launcher().shows(1).await;
        otto.leaves().await;
        jana.launcher().shows(0).await;

        tray.chooses("Nicht bereit").await;
        jana.in_main().await;
        jana.browser().lacks("[data-testid=me][data-state=ready]").await;
        tray.chooses("Konsil öffnen").await;
        jana.taskbar().is_active(main).await;
        // Two chats are open: to end the program is asked for, and *no* is an answer.
        tray.chooses("Konsil beenden").await;
        jana.browser().reads("quit-dialog", "Petra Köhler").await;
        jana.pictures("quit").await;
        jana.browser().click("quit-cancel").await;
        jana.browser().is_without("quit-dialog").await;
        tray.chooses("Konsil beenden").await;
        jana.browser().find("quit-confirm").await;
        jana.browser().click_if_there("quit-confirm").await;
        tray.is_left().await;
    })
    .await;
}

/// A contact whose chat stands in a window of its own and has been answered; and that window.
async fn torn_off(jana: &Desktop, server: &Server, name: &str) -> (ContactPage, u32) {
    let contact = ContactPage::opens(&server.address(), name, "billing", "Guten Tag", Language::De).await;
    jana.in_main().await;
    jana.accepts("chat").await;
    jana.browser().reads("chat-contact", name).await;
    jana.browser().click("chat-more").await;
    jana.browser().click("tear-off").await;
    jana.in_window_of(&format!("{name} – Konsil")).await;
    jana.writes("Guten Tag.").await;
    (contact, jana.x_number().await)
}

/// What stands in the menu, without its lines.
fn labels(menu: &[MenuEntry]) -> Vec<&str> {
    menu.iter().map(|entry| entry.label.as_str()).filter(|label| !label.is_empty()).collect()
}

/// What has a mark.
fn checked(menu: &[MenuEntry]) -> Vec<&str> {
    menu.iter().filter(|entry| entry.checked == Some(true)).map(|entry| entry.label.as_str()).collect()
}
