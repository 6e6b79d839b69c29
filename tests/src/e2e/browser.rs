//! What a person can do with a page: look for something, click, type, read. Used for the desktop's windows (WebKit) and
//! the contact's page (Chromium) alike.

use std::fs;
use std::path::Path;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};

use super::until;

/// A driver's session; its current window is the one that everything happens in.
#[derive(Clone)]
pub struct Browser {
    pub(super) client: Client,
}

impl Browser {
    /// Opens a session at the driver on this port, which may still be starting.
    pub(super) async fn open(port: u16, capabilities: Value) -> Self {
        let Value::Object(capabilities) = capabilities else { panic!("capabilities are an object") };
        let driver = format!("http://127.0.0.1:{port}");
        until("the driver's port", || async { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok() }).await;
        let session = connect(&driver, capabilities);
        let client = tokio::time::timeout(Duration::from_secs(60), session)
            .await
            .expect("the program shows its first window within a minute")
            .unwrap_or_else(|error| panic!("the driver opens no session: {error}"));
        Self { client }
    }

    /// The element of this `data-testid`, as soon as it can be seen.
    pub async fn find(&self, testid: &str) -> Element {
        self.select(&by(testid)).await
    }

    /// The first element of this selector, as soon as it can be seen.
    pub async fn select(&self, css: &str) -> Element {
        until(css, || async {
            let element = self.client.find(Locator::Css(css)).await.ok()?;
            self.is_visible(css).await.then_some(element)
        })
        .await
    }

    /// The drivers' own answer is wrong for elements inside a popover.
    async fn is_visible(&self, css: &str) -> bool {
        let script = "return document.querySelector(arguments[0])?.checkVisibility() === true";
        self.client.execute(script, vec![css.into()]).await.is_ok_and(|answer| answer == Value::Bool(true))
    }

    /// Clicks on the element of this `data-testid`, as soon as it can be clicked.
    pub async fn click(&self, testid: &str) {
        self.click_on(&by(testid)).await;
    }

    /// Clicks on the first element of this selector, as soon as it can be clicked.
    pub async fn click_on(&self, css: &str) {
        until(&format!("a click on {css}"), || async {
            let element = self.client.find(Locator::Css(css)).await.ok()?;
            let ready = self.is_visible(css).await && element.is_enabled().await.ok()?;
            if !ready || element.attr("aria-disabled").await.ok()?.as_deref() == Some("true") {
                return None;
            }
            match element.click().await {
                Ok(()) => Some(()),
                // The click closed its own window: it was one.
                Err(error) if error.is_no_such_window() => Some(()),
                Err(_) => None,
            }
        })
        .await;
    }

    /// Clicks on it if it is (still) there: something that may be gone by itself any moment.
    pub async fn click_if_there(&self, testid: &str) {
        if let Ok(element) = self.client.find(Locator::Css(&by(testid))).await {
            let _ = element.click().await;
        }
    }

    /// What stands in the field of this `data-testid`.
    pub async fn value(&self, testid: &str) -> String {
        let value = self.ask("return document.querySelector(arguments[0])?.value ?? ''", &[by(testid).into()]).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Types into the field of this `data-testid`, after what stands there.
    pub async fn type_into(&self, testid: &str, text: &str) {
        self.type_at(&by(testid), text).await;
    }

    /// Types into the field of this selector.
    pub async fn type_at(&self, css: &str, text: &str) {
        let field = self.select(css).await;
        field.send_keys(text).await.unwrap_or_else(|error| panic!("cannot type into {css}: {error}"));
    }

    /// Takes away what stands in a field.
    pub async fn empties(&self, testid: &str) {
        self.find(testid).await.clear().await.unwrap_or_else(|error| panic!("cannot empty {testid}: {error}"));
        self.holds_text(testid, "").await;
    }

    /// Replaces what stands in a field.
    pub async fn fill(&self, testid: &str, text: &str) {
        let field = self.find(testid).await;
        field.clear().await.unwrap_or_else(|error| panic!("cannot empty {testid}: {error}"));
        field.send_keys(text).await.unwrap_or_else(|error| panic!("cannot type into {testid}: {error}"));
    }

    /// Chooses an entry of a drop-down: opens its list and clicks on the one with this value.
    pub async fn choose(&self, testid: &str, value: &str) {
        self.click(testid).await;
        self.click_on(&format!("[data-testid={testid}-option][data-value='{value}']")).await;
        self.holds_text(testid, value).await;
    }

    /// What can be read in the element of this `data-testid`.
    pub async fn text(&self, testid: &str) -> String {
        self.find(testid).await;
        let text = self.ask("return document.querySelector(arguments[0]).innerText", &[by(testid).into()]).await;
        text.as_str().unwrap_or_default().replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
    }

    /// Waits until this, and nothing else, stands in the field of this `data-testid`.
    pub async fn holds_text(&self, testid: &str, text: &str) {
        let script = "return document.querySelector(arguments[0])?.value === arguments[1]";
        self.holds(&format!("{text:?} in {testid}"), script, &[by(testid).into(), text.into()]).await;
    }

    /// Waits until this text can be read in the element of this `data-testid`.
    pub async fn reads(&self, testid: &str, text: &str) {
        self.reads_at(&by(testid), text).await;
    }

    /// Waits until this text can be read in one of the elements of this selector.
    pub async fn reads_at(&self, css: &str, text: &str) {
        let script = "return [...document.querySelectorAll(arguments[0])].some((e) => \
                      e.innerText.replace(/[\\u2066-\\u2069]/g, '').includes(arguments[1]))";
        self.holds(&format!("{text:?} in {css}"), script, &[css.into(), text.into()]).await;
    }

    /// Waits until there is no (visible) element of this `data-testid`.
    pub async fn is_without(&self, testid: &str) {
        self.lacks(&by(testid)).await;
    }

    /// Waits until there is no (visible) element of this selector.
    pub async fn lacks(&self, css: &str) {
        let script = "return ![...document.querySelectorAll(arguments[0])].some((e) => e.checkVisibility())";
        self.holds(&format!("{css} to be gone"), script, &[css.into()]).await;
    }

    /// Whether this text can be read anywhere, now.
    pub async fn shows(&self, text: &str) -> bool {
        self.ask(
            "return document.body.innerText.replace(/[\\u2066-\\u2069]/g, '').includes(arguments[0])",
            &[text.into()],
        )
        .await
            == Value::Bool(true)
    }

    /// Waits until the script returns true.
    pub async fn holds(&self, what: &str, script: &str, arguments: &[Value]) {
        until(what, || async {
            let answer = self.client.execute(script, arguments.to_vec()).await.ok()?;
            (answer == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// What the page answers.
    pub async fn ask(&self, script: &str, arguments: &[Value]) -> Value {
        let answer = self.client.execute(script, arguments.to_vec()).await;
        answer.unwrap_or_else(|error| panic!("the page does not answer {script:?}: {error}"))
    }

    /// Goes into the iframe that the script returns: from now on everything happens in there.
    pub async fn enters(&self, script: &str) {
        let frame = until("the iframe", || async {
            let answer = self.client.execute(script, Vec::new()).await.ok()?;
            answer.as_object()?.values().next()?.as_str().map(str::to_owned)
        })
        .await;
        let frame = Element::from_element_id(self.client.clone(), frame.into());
        frame.enter_frame().await.unwrap_or_else(|error| panic!("the iframe cannot be entered: {error}"));
    }

    /// Goes back to the page around the iframe.
    pub async fn leaves_frame(&self) {
        self.client.enter_parent_frame().await.unwrap_or_else(|error| panic!("there is no page around: {error}"));
    }

    /// The content of the current window as the driver sees it.
    pub(super) async fn picture(&self, file: &Path) {
        self.settled().await;
        let picture = self.screenshot().await.expect("the driver takes a picture");
        fs::write(file, picture).expect("a picture can be written");
    }

    /// Waits until nothing moves any more and all letters are there.
    pub(super) async fn settled(&self) {
        let script = "return document.fonts.status === 'loaded' && document.getAnimations().every((a) => \
                      a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity)";
        self.holds("the page to settle", script, &[]).await;
    }

    /// What the driver sees of the current window. WebKit's own never comes back under a software screen.
    pub(super) async fn screenshot(&self) -> Option<Vec<u8>> {
        tokio::time::timeout(Duration::from_secs(10), self.client.screenshot()).await.ok()?.ok()
    }

    /// Ends the session and what runs in it.
    pub(super) async fn close(self) -> Result<(), CmdError> {
        self.client.close().await
    }

    pub(super) async fn leave_trace(&self, folder: &Path, name: &str) {
        let windows = self.client.windows().await.unwrap_or_default();
        for (number, window) in windows.into_iter().enumerate() {
            let name = format!("{name}-{number}");
            if self.client.switch_to_window(window).await.is_err() {
                continue;
            }
            if let Ok(source) = self.client.source().await {
                let _ = fs::write(folder.join(format!("{name}.html")), source);
            }
        }
    }
}

async fn connect(driver: &str, capabilities: Map<String, Value>) -> Result<Client, fantoccini::error::NewSessionError> {
    ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(driver).await
}

/// The selector of a `data-testid`.
pub(super) fn by(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}
