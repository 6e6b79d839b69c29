//! What a hand does with the mouse on the screen, where the driver's own clicks are not enough: drag from another program,
//! press another button.

use serde_json::Value;

use super::{Desktop, until};

/// Counts in the page what is dragged over it.
const COUNT_DRAGS: &str = "window.__over = 0; if (!window.__counts) { window.__counts = true; \
                           addEventListener('dragover', () => window.__over += 1, true) }";

impl Desktop {
    /// Starts a Python program with windows of its own on the same screen, and waits for its window.
    pub async fn starts_python_beside(&mut self, program: &str, arguments: &[&str], title: &str) {
        let screen = self.screen_mut();
        let arguments: Vec<&str> = std::iter::once(program).chain(arguments.iter().copied()).collect();
        // The system's own, which has GTK.
        let command = screen.command("/usr/bin/python3", &arguments);
        screen.keep("python", command);
        until(&format!("the window {title:?}"), || async {
            self.screen().asks("wmctrl", &["-l"]).contains(title).then_some(())
        })
        .await;
    }

    /// Moves the current window into the upper left corner of the screen.
    pub async fn moves_into_the_corner(&self) {
        let window = self.x_window().await;
        self.screen().asks("xdotool", &["windowmove", "--sync", &window, "0", "0"]);
    }

    /// Where the current window's content begins on the screen.
    pub async fn corner(&self) -> (i64, i64) {
        let window = self.x_window().await;
        let about = self.screen().asks("xwininfo", &["-id", &window]);
        let edge = |name: &str| -> i64 {
            let line = about.lines().find_map(|line| line.trim().strip_prefix(name));
            line.and_then(|value| value.trim().parse().ok()).expect("xwininfo says where a window is")
        };
        (edge("Absolute upper-left X:"), edge("Absolute upper-left Y:"))
    }

    /// Where the element of this selector stands on the screen: its middle.
    pub async fn place_of(&self, css: &str) -> (i64, i64) {
        let script = "const at = document.querySelector(arguments[0])?.getBoundingClientRect(); const scale = window.outerWidth / innerWidth || 1; \
                      return at ? [Math.round((at.x + at.width / 2) * scale), Math.round((at.y + at.height / 2) * scale)] : null";
        let at = self.browser().ask(script, &[css.into()]).await;
        let middle = |index: usize| at.get(index).and_then(Value::as_i64).unwrap_or_else(|| panic!("no {css}"));
        let (x, y) = self.corner().await;
        (middle(0) + x, middle(1) + y)
    }

    /// Drags what lies at that place of the screen onto the middle of the element, and lets it go there.
    pub async fn drags(&self, from: (i64, i64), onto: &str) {
        let (x, y) = self.place_of(onto).await;
        self.browser().ask(COUNT_DRAGS, &[]).await;
        self.moves_to(from);
        self.screen().asks("xdotool", &["mousedown", "1"]);
        // A drag begins when the pointer has moved some way; it is over an element when its page has been told.
        self.moves_to((from.0 - 15, from.1 + 5));
        self.moves_to((from.0 - 40, from.1 + 10));
        let mut turn = 0;
        until(&format!("something to be dragged over {onto}"), || {
            turn += 1;
            self.moves_to((x + turn % 2, y));
            async {
                let over = self.browser().client.execute("return window.__over", Vec::new()).await.ok()?;
                // Twice: by then the other program has heard that it may let go.
                (over.as_u64()? > 3).then_some(())
            }
        })
        .await;
        self.screen().asks("xdotool", &["mouseup", "1"]);
    }

    /// The button of the mouse is pressed on the middle of the element.
    pub async fn presses_button(&self, button: &str, on: &str) {
        self.activates_this_window().await;
        let place = self.place_of(on).await;
        self.presses_at(button, place);
    }

    /// The wheel is turned by a notch over the middle of the element, while that key is held: up by 4, down by 5.
    pub async fn turns_the_wheel_with(&self, key: &str, button: &str, over: &str) {
        self.activates_this_window().await;
        let place = self.place_of(over).await;
        self.moves_to(place);
        self.screen().asks("xdotool", &["keydown", key, "click", button, "keyup", key]);
    }

    /// The button of the mouse is pressed at that place of the screen.
    pub fn presses_at(&self, button: &str, place: (i64, i64)) {
        self.moves_to(place);
        self.screen().asks("xdotool", &["click", button]);
    }

    fn moves_to(&self, (x, y): (i64, i64)) {
        self.screen().asks("xdotool", &["mousemove", &x.to_string(), &y.to_string()]);
    }
}
