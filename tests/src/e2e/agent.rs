//! What an agent does at the desktop: signs in, answers, asks, ends; by mouse, by keyboard, in each language and theme.

use serde_json::{Value, json};

use super::{Desktop, Look, until};

impl Desktop {
    /// Signs in for the first time.
    pub async fn signs_in(&self, server: &str, login: &str, password: &str) {
        let page = self.browser();
        page.click("connect-to-server").await;
        page.fill("sign-in-server", server).await;
        page.fill("sign-in-login", login).await;
        page.fill("sign-in-password", password).await;
        page.click("sign-in-submit").await;
        page.find("my-chats").await;
    }

    /// Accepts the invitation in the left column.
    pub async fn accepts(&self, kind: &str) {
        self.browser()
            .click_on(&format!("[data-testid=invitation][data-kind={kind}] [data-testid=invitation-accept]"))
            .await;
    }

    /// Shows the chat of that contact, with a click in the left column.
    pub async fn selects(&self, contact: &str) {
        let script = "const row = [...document.querySelectorAll('[data-testid=chat-row]')].find((e) => \
                      e.innerText.includes(arguments[0])); row?.click(); return row !== undefined";
        self.browser().holds(&format!("the row of {contact}"), script, &[contact.into()]).await;
        self.browser().reads("chat-contact", contact).await;
    }

    /// Writes to the contact.
    pub async fn writes(&self, text: &str) {
        self.browser().type_into("message-input", &format!("{text}\u{e007}")).await;
        self.browser().reads_at("[data-testid=transcript] [data-side=mine][data-state=sent]", text).await;
    }

    /// Writes in the shown consultation.
    pub async fn writes_privately(&self, text: &str) {
        self.browser().type_into("consultation-input", &format!("{text}\u{e007}")).await;
        self.browser().reads_at("[data-testid=consultation-transcript] [data-side=mine][data-state=sent]", text).await;
    }

    /// Opens the Team Communicator for a purpose and chooses somebody.
    pub async fn looks_for(&self, purpose: &str, name: &str, target: &str) {
        self.browser().click(&format!("tool-{purpose}")).await;
        self.browser().select(&format!("[data-testid=communicator][data-purpose={purpose}]")).await;
        self.browser().fill("communicator-search", name).await;
        let row = format!("[data-testid=target-row][data-target={target}]");
        self.browser().click_on(&row).await;
        self.browser().select(&format!("{row}[aria-selected=true]")).await;
    }

    /// *Beenden*, and yes where it asks.
    pub async fn ends(&self) {
        self.browser().click("tool-end").await;
        let asked = "return document.querySelector('[data-testid=end-dialog], [data-testid=wrap-up]') !== null";
        self.browser().holds("a question or the wrap-up", asked, &[]).await;
        let question = "return document.querySelector('[data-testid=end-dialog]') !== null";
        if self.browser().ask(question, &[]).await == Value::Bool(true) {
            self.browser().click("end-confirm").await;
        }
    }

    /// *Als „Fertig“ kennzeichnen*, for the consultations of the shown chat and the chat itself.
    pub async fn marks_everything_done(&self) {
        let buttons = "[data-testid=consultation-mark-done]:enabled, [data-testid=mark-done]:enabled";
        until("nothing left to mark done", || async {
            let script = "const button = document.querySelector(arguments[0]); button?.click(); return button === null";
            let none = self.browser().ask(script, &[buttons.into()]).await == Value::Bool(true);
            let chat = "return document.querySelector('[data-testid=chat]') === null";
            (none && self.browser().ask(chat, &[]).await == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// *Bereit*.
    pub async fn gets_ready(&self) {
        self.browser().click("state-menu").await;
        self.browser().click("state-ready").await;
        self.browser().select("[data-testid=me][data-state=ready]").await;
    }

    /// Moves the pointer over the chat, in the current window.
    pub async fn points_beside_the_list(&self) {
        let window = self.x_window().await;
        for x in ["700", "720"] {
            self.screen().asks("xdotool", &["mousemove", "--sync", "--window", &window, x, "300"]);
        }
    }

    /// Language and theme through the program's settings, in the current window.
    pub async fn looks(&self, look: Look) {
        self.does(&json!({ "kind": "set", "setting": "language", "value": { "kind": "language", "language": look.language } })).await;
        self.does(&json!({ "kind": "set", "setting": "theme", "value": { "kind": "theme", "theme": look.theme } }))
            .await;
        self.browser()
            .holds(
                &format!("{look:?}"),
                "return document.documentElement.lang === arguments[0] && \
                 matchMedia('(prefers-color-scheme: dark)').matches === (arguments[1] === 'dark')",
                &[look.language.into(), look.theme.into()],
            )
            .await;
    }

    /// The same act that a click on a setting sends; menus that stand open stay open.
    pub async fn does(&self, input: &Value) {
        // WebKit's driver never comes back from a script that answers later: the answer is asked for.
        let script = "window.__done = null; \
                      window.__TAURI_INTERNALS__.invoke('execute', { input: arguments[0] }).then(() => window.__done = true, \
                      (error) => window.__done = JSON.stringify(error))";
        self.browser().ask(script, std::slice::from_ref(input)).await;
        self.browser().holds(&format!("{input} to be done"), "return window.__done === true", &[]).await;
    }

    /// The current window's content, once in each language and theme: `NAME-de-light.png` and so on.
    pub async fn pictures(&self, name: &str) {
        for look in Look::ALL {
            self.looks(look).await;
            self.picture(&format!("{name}-{}-{}", look.language, look.theme)).await;
        }
    }

    /// The current window's content as it is: what the X server shows, not what the page thinks.
    pub async fn picture(&self, name: &str) {
        let window = self.x_window().await;
        self.screen().asks("xdotool", &["windowraise", &window]);
        let file = self.scenario.folder().join(format!("{name}.png"));
        self.browser().settled().await;
        // Painted is what looks the same twice in a row.
        let mut before = Vec::new();
        until(&format!("a quiet picture {name}"), || {
            let done = self.screen().command("import", &["-window", &window]).arg(&file).status();
            assert!(done.is_ok_and(|status| status.success()), "no picture of the window: {name}");
            let now = std::fs::read(&file).unwrap_or_default();
            let same = pixels(&now) == pixels(&before);
            before = now;
            async move { same.then_some(()) }
        })
        .await;
    }
}

/// A picture without its date.
fn pixels(png: &[u8]) -> Option<&[u8]> {
    let start = png.windows(4).position(|chunk| chunk == b"IDAT")?;
    let end = png.windows(4).rposition(|chunk| chunk == b"IDAT")?;
    // The last chunk of pixels ends where the next one begins; its length is enough to tell two pictures apart.
    Some(
        &png[start
            ..png[end..]
                .windows(4)
                .position(|chunk| chunk == b"tEXt" || chunk == b"IEND")
                .map_or(png.len(), |at| end + at)],
    )
}
