//! The contact's page in a real Chromium.

use std::fs::File;
use std::process::{Child, Command, Stdio};

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::desktop::free_port;
use super::{Browser, Scenario};

/// What the contact holds in hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Desktop,
    Phone,
}

/// A contact's browser.
pub struct ContactPage {
    browser: Browser,
    driver: Option<Driver>,
    scenario: Scenario,
}

/// Ends with everything that it started.
struct Driver(Child);

impl ContactPage {
    /// Opens `address` in a fresh browser that prefers `language`.
    pub async fn open(scenario: &Scenario, name: &str, address: &str, language: &str, device: Device) -> Self {
        let port = free_port();
        let log = File::create(scenario.folder().join(format!("{name}-chromium.log"))).expect("a log can be written");
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .env("LANGUAGE", language)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a log can be shared"))
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver cannot be started: {error}"));
        let browser = Browser::open(
            port,
            json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": "/usr/bin/chromium",
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--hide-scrollbars", "--window-size=1100,820", format!("--lang={language}"),
                        format!("--accept-lang={language}"),
                    ],
                    "prefs": { "intl.accept_languages": language },
                },
            }),
        )
        .await;
        scenario.opened(name, &browser);
        let page = Self { browser, driver: Some(Driver(driver)), scenario: scenario.clone() };
        page.holds_a(device).await;
        page.browser.client.goto(address).await.unwrap_or_else(|error| panic!("{address} does not open: {error}"));
        page
    }

    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Fills in the form and begins the chat.
    pub async fn writes_in(&self, topic: &str, name: &str, text: &str) {
        self.browser.click(&format!("contact-topic-{topic}")).await;
        self.browser.type_into("contact-name", name).await;
        self.browser.type_into("contact-message", text).await;
        self.browser.click("contact-start").await;
        self.browser.reads("contact-log", text).await;
    }

    /// Writes in the chat.
    pub async fn writes(&self, text: &str) {
        self.browser.type_into("contact-compose", text).await;
        self.browser.click("contact-send").await;
        self.browser.reads("contact-log", text).await;
    }

    /// Waits until this stands in the chat.
    pub async fn reads(&self, text: &str) {
        self.browser.reads("contact-log", text).await;
    }

    /// The size of a phone, or of a window on a desktop.
    pub async fn holds_a(&self, device: Device) {
        let (width, height, mobile) = match device {
            Device::Desktop => (1100, 820, false),
            Device::Phone => (390, 844, true),
        };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Light or dark, as the contact's system says.
    pub async fn prefers(&self, theme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Loads the page again.
    pub async fn reloads(&self) {
        self.browser.client.refresh().await.unwrap_or_else(|error| panic!("the page does not load again: {error}"));
    }

    /// The page as it is, on the device it is on.
    pub async fn picture(&self, name: &str) {
        self.browser.picture(&self.scenario.folder().join(format!("{name}.png"))).await;
    }

    /// In both sizes, light and dark.
    pub async fn pictures(&self, name: &str) {
        for (device, size) in [(Device::Phone, "phone"), (Device::Desktop, "desktop")] {
            self.holds_a(device).await;
            for theme in ["dark", "light"] {
                self.prefers(theme).await;
                self.picture(&format!("{name}-{size}-{theme}")).await;
            }
        }
    }

    async fn devtools(&self, command: &'static str, parameters: Value) {
        let done = self.browser.client.issue_cmd(DevTools { command, parameters }).await;
        done.unwrap_or_else(|error| panic!("{command}: {error}"));
    }
}

impl Drop for ContactPage {
    fn drop(&mut self) {
        self.scenario.keep(self.driver.take());
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A polite end would have to wait.
        let _ = Command::new("pkill").args(["-TERM", "-P", &self.0.id().to_string()]).status();
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A command of Chromium's own protocol.
#[derive(Debug)]
struct DevTools {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _address: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.command, "params": self.parameters }).to_string()))
    }
}
