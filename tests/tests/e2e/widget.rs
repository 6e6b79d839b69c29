//! The chat on somebody's web site: one `<script>` line, under a policy that allows the server and nothing else.

use axum::Router;
use axum::http::header;
use axum::response::Html;
use axum::routing::get;
use konsil_tests::e2e::{ContactPage, Device, Scenario, Server, play};
use tokio::net::TcpListener;

use super::{CENTRE, LOGINS, desktop};

/// Where the widget keeps its button and its iframe.
const PARTS: &str = "return [...document.body.children].map((e) => e.shadowRoot).find(Boolean)";

/// A site that is not the server's, with an address of its own.
async fn site(listener: TcpListener, server: String) {
    let policy = format!("default-src 'none'; script-src {server}; frame-src {server}");
    let page = format!(
        "<!doctype html><html lang=\"de\"><meta name=\"viewport\" content=\"width=device-width\"><title>Site</title><h1>Nordlicht Telekom</h1>\
         <script src=\"{server}/widget.js\" async></script></html>"
    );
    let answer = get(async move || ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)));
    axum::serve(listener, Router::new().route("/", answer)).await.expect("the site is served");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: cargo xtask e2e"]
async fn widget() {
    play("widget", story).await;
}

async fn story(scenario: Scenario) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://localhost:{}", listener.local_addr().expect("it has an address").port());
    let allowed = format!("allowed_sites = [\"{address}\"]\ntime_zone =");
    let centre = CENTRE.replacen("time_zone =", &allowed, 1);
    let server = Server::start(&scenario, &centre, LOGINS).await;
    tokio::spawn(site(listener, server.address()));

    // The contact opens the chat on the site and writes in.
    let page = ContactPage::open(&scenario, "site", &address, "de", Device::Desktop).await;
    let browser = page.browser();
    browser.holds("the widget's button", &format!("{PARTS}?.querySelector('button') != null"), &[]).await;
    page.picture("1-button").await;
    browser.ask(&format!("{PARTS}.querySelector('button').click()"), &[]).await;
    browser.enters(&format!("{PARTS}.querySelector('iframe')")).await;
    page.writes_in("billing", "Martin Hoffmann", "Guten Tag").await;

    // Jana answers; the contact hides the chat, opens it again, and reads the answer.
    let jana = desktop(&scenario, &server, "jana").await;
    jana.gets_ready().await;
    jana.accepts("chat").await;
    browser.click("contact-hide").await;
    browser.leaves_frame().await;
    browser.holds("the chat to be hidden", &format!("{PARTS}.querySelector('div').hidden"), &[]).await;
    jana.writes("Guten Tag, Herr Hoffmann.").await;
    browser.ask(&format!("{PARTS}.querySelector('button').click()"), &[]).await;
    browser.enters(&format!("{PARTS}.querySelector('iframe')")).await;
    page.reads("Guten Tag, Herr Hoffmann.").await;
    browser.leaves_frame().await;
    page.pictures("2-chat").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: cargo xtask e2e"]
async fn widget_on_a_foreign_site() {
    play("widget_on_a_foreign_site", foreign_story).await;
}

/// A site that the centre file does not name gets a button and an empty frame.
async fn foreign_story(scenario: Scenario) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://localhost:{}", listener.local_addr().expect("it has an address").port());
    let server = Server::start(&scenario, CENTRE, LOGINS).await;
    tokio::spawn(site(listener, server.address()));
    let page = ContactPage::open(&scenario, "site", &address, "de", Device::Desktop).await;
    let browser = page.browser();
    browser.holds("the widget's button", &format!("{PARTS}?.querySelector('button') != null"), &[]).await;
    browser.ask(&format!("{PARTS}.querySelector('button').click()"), &[]).await;
    browser.enters(&format!("{PARTS}.querySelector('iframe')")).await;
    browser
        .holds(
            "the browser's own refusal",
            "return document.querySelector('#konsil') === null && !document.URL.includes('/embed')",
            &[],
        )
        .await;
}
