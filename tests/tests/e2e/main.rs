//! The real windows, one scenario each: `cargo xtask e2e [NAME…]`. They need a built desktop, a screen and some
//! minutes; an ordinary `cargo test` passes over them.

mod anyone;
mod attention;
mod contact_page;
mod copying;
mod drop;
mod drop_downs;
mod endings;
mod keyboard_only;
mod languages;
mod looks;
mod main_job;
mod menus;
mod notifications;
mod offline;
mod practice;
mod profiles;
mod torn_off;
mod tray;
mod widget;
mod zoom;

use konsil_tests::e2e::{ContactPage, Desktop, Device, Scenario, Server};

/// The centre of these scenarios.
const CENTRE: &str = include_str!("centre.toml");
/// The centre of those about signs.
const SIGNS_CENTRE: &str = include_str!("signs.toml");
const LOGINS: &[&str] = &["jana", "katrin", "sven"];

async fn server(scenario: &Scenario) -> Server {
    Server::start(scenario, CENTRE, LOGINS).await
}

/// An agent's desktop, signed in.
async fn desktop(scenario: &Scenario, server: &Server, login: &str) -> Desktop {
    let desktop = Desktop::start(scenario, login).await;
    desktop.signs_in(&server.address(), login, konsil_tests::e2e::PASSWORD).await;
    desktop
}

/// A contact who writes in.
async fn contact(scenario: &Scenario, server: &Server, name: &str, text: &str, device: Device) -> ContactPage {
    let page = ContactPage::open(scenario, "contact", &server.address(), "de", device).await;
    page.writes_in("billing", name, text).await;
    page
}
