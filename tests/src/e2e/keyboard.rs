//! Which window has the keyboard, and the keys that are pressed on it.

use serde_json::Value;

use super::{Desktop, until};

impl Desktop {
    /// A click on the button of one of its windows in the taskbar. Comes back when the program has heard of it: a screen
    /// knows earlier who has the keyboard, and what arrives in between counts as read in the window that was left.
    pub async fn goes_to(&self, window: u32) {
        self.taskbar().activates(window).await;
        let here = self.browser().client.window().await.expect("the driver is in a window");
        let numbers = self.numbers.lock().expect("nobody fails while holding this").clone();
        let label = numbers.iter().find(|(_, number)| **number == window).map(|(label, _)| label);
        let label = label.unwrap_or_else(|| panic!("{window:#x} is no window of this desktop"));
        self.window_where(label, |found| found == label).await;
        self.has_the_keyboard_here().await;
        self.browser().client.switch_to_window(here).await.expect("the window is still there");
    }

    /// Waits until the program knows that the current window has the keyboard.
    async fn has_the_keyboard_here(&self) {
        self.browser().holds("the page to have the keyboard", "return document.hasFocus()", &[]).await;
        // What the page was told, the program was told before; it answers when it has dealt with that.
        let ask = "window.__heard = false; window.__TAURI_INTERNALS__.invoke('decisions').then(() => { window.__heard = true; })";
        self.browser().ask(ask, &[]).await;
        self.browser().holds("an answer of the program", "return window.__heard === true", &[]).await;
    }

    /// Gives the current window the keyboard, as a click on it does.
    pub async fn activates_this_window(&self) {
        let window = self.x_window().await;
        self.screen().asks("wmctrl", &["-i", "-a", &window]);
        until("the window to be active", || async {
            let id = self.screen().asks("xdotool", &["getactivewindow"]).parse::<u64>().ok()?;
            (u64::from_str_radix(window.trim_start_matches("0x"), 16).ok()? == id).then_some(())
        })
        .await;
    }

    /// Waits until the element of this `data-testid` has the keyboard, in the window that has it.
    pub async fn has_caret_in(&self, testid: &str) {
        let there = "return document.hasFocus() && document.activeElement?.dataset.testid === arguments[0]";
        self.browser().holds(&format!("the caret in {testid}"), there, &[testid.into()]).await;
    }

    /// Presses a key on the keyboard, in the current window.
    pub async fn presses(&self, key: &str) {
        self.activates_this_window().await;
        self.screen().asks("xdotool", &["key", key]);
    }

    /// Presses a key on the keyboard, whichever program has it.
    pub fn presses_anywhere(&self, key: &str) {
        self.screen().asks("xdotool", &["key", key]);
    }

    /// Types on the keyboard, in the current window.
    pub async fn types(&self, text: &str) {
        self.activates_this_window().await;
        self.screen().asks("xdotool", &["type", "--delay", "20", text]);
    }

    /// Breaks the line so often, in the current window.
    pub async fn breaks_lines(&self, times: u32) {
        self.activates_this_window().await;
        self.screen().asks("xdotool", &["key", "--delay", "20", "--repeat", &times.to_string(), "shift+Return"]);
    }

    /// Presses Tab until the element of this `data-testid` has the keyboard.
    pub async fn reaches_by_tab(&self, testid: &str) {
        for _ in 0..60 {
            let there = "return document.activeElement?.dataset.testid === arguments[0]";
            if self.browser().ask(there, &[testid.into()]).await == Value::Bool(true) {
                return;
            }
            self.presses("Tab").await;
        }
        panic!("{testid} cannot be reached with the Tab key");
    }
}
