//! The scenes of the desktop's page in the engine that draws it on Linux, without a program behind them: a bare browser
//! window, and the page with its fake backend.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::desktop::free_port;
use super::{Browser, Look, Scenario, Screen};

/// A window of the engine; what it shows is chosen with [`shows`](Self::shows).
pub struct Scenes {
    browser: Browser,
    address: String,
    screen: Option<Screen>,
    scenario: Scenario,
}

impl Scenes {
    /// Serves what `xtask` built and opens a window without a page.
    pub async fn open(scenario: &Scenario) -> Self {
        let folder = super::target().join("scenes");
        assert!(folder.join("index.html").exists(), "the scenes are missing: run `cargo xtask e2e`");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/", listener.local_addr().expect("it has an address"));
        let pages = Router::new().fallback(page).with_state(folder);
        tokio::spawn(async move { axum::serve(listener, pages).await.expect("the scenes are served") });

        let home = super::target().join("e2e/homes/scenes");
        let mut screen = Screen::start("scenes", &home, scenario.folder());
        let port = free_port();
        let mut driver = screen.command("WebKitWebDriver", &["--host=127.0.0.1", &format!("--port={port}")]);
        driver
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LANG", "de_DE.UTF-8");
        screen.keep("scenes", driver);
        let wanted = json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": { "binary": bare_window(), "args": ["--automation"] },
        });
        let browser = Browser::open(port, wanted).await;
        scenario.opened("scenes", &browser);
        // As large as the screen lets it be: what is scrolled out of a dialog counts as hidden for some rules.
        browser.client.set_window_size(1440, 960).await.unwrap_or_else(|error| panic!("it has one size: {error}"));
        Self { browser, address, screen: Some(screen), scenario: scenario.clone() }
    }

    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The names of all that can be shown.
    pub async fn views(&self) -> Vec<String> {
        self.goes_to("empty", Look::ALL[0]).await;
        let views = self.browser.ask("return [...fake.views]", &[]).await;
        let Value::Array(views) = views else { panic!("the page does not tell its views: {views}") };
        views.into_iter().filter_map(|view| view.as_str().map(str::to_owned)).collect()
    }

    /// Shows a view, with what it is about standing open.
    pub async fn shows(&self, view: &str, look: Look) {
        self.goes_to(view, look).await;
        let unfold = "window.__unfolded = false; fake.unfold().then(() => window.__unfolded = true)";
        self.browser.ask(unfold, &[]).await;
        self.browser.holds(&format!("{view} to stand open"), "return window.__unfolded", &[]).await;
        self.browser.settled().await;
    }

    /// Language and theme of what is shown.
    pub async fn looks(&self, look: Look) {
        let script = "for (const value of [{ kind: 'language', language: arguments[0] }, { kind: 'theme', theme: arguments[1] }]) \
                      fake.execute({ kind: 'set', setting: value.kind, value })";
        self.browser.ask(script, &[look.language.into(), look.theme.into()]).await;
        let shown = "return document.documentElement.lang === arguments[0] && document.documentElement.dataset.theme === arguments[1]";
        self.browser.holds(&format!("{look:?}"), shown, &[look.language.into(), look.theme.into()]).await;
    }

    async fn goes_to(&self, view: &str, Look { language, theme }: Look) {
        let address = format!("{}?scene={view}&lang={language}&theme={theme}", self.address);
        self.browser.client.goto(&address).await.unwrap_or_else(|error| panic!("{view} does not open: {error}"));
        let there = "return document.querySelector('[data-testid=window]:not([data-stage=attaching])') !== null";
        self.browser.holds(&format!("{view} to be there"), there, &[]).await;
    }
}

impl Drop for Scenes {
    fn drop(&mut self) {
        self.scenario.keep(self.screen.take());
    }
}

/// The engine's own small browser, which comes with its library.
fn bare_window() -> PathBuf {
    let path = format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1/MiniBrowser", std::env::consts::ARCH);
    // The driver would wait for ever for a program that is not there.
    assert!(Path::new(&path).exists(), "{path} is missing: it comes with libwebkit2gtk-4.1-0");
    path.into()
}

async fn page(State(folder): State<PathBuf>, address: Uri) -> Response {
    let name = match address.path() {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    match tokio::fs::read(folder.join(name)).await {
        Ok(content) if !name.contains("..") => ([(header::CONTENT_TYPE, kind)], content).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
