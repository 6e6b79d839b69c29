//! Flashing on Linux. X11: the urgency hint of the window, from which window managers and panels make what they make
//! (flashing, colour, `_NET_WM_STATE_DEMANDS_ATTENTION`).
//!
//! Wayland: GTK 3 has no such call (the body of its function is empty there). What a program could do is ask for the
//! focus over xdg-activation without a token of a user's act; whether that marks the window or takes the keyboard
//! away is the compositor's choice, and taking it is what a chat must never do. So there is no flashing:
//! [`FlashMeans::Notification`] makes the desk raise a notification that stays.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::{Duration, Instant};

use gtk::glib;
use gtk::prelude::{GtkWindowExt as _, ObjectExt as _};
use konsil_app::desk::{BadgeMeans, FlashMeans, WindowId};
use tauri::WebviewWindow;

use super::launcher::Launcher;
use crate::os::attention::Attention;

/// Window managers read the hint when they get to it, not when it changes: for them to see that it was away, it has
/// to be away for a moment. (openbox, which drops its own mark on activation, makes none anew otherwise.)
const AWAY: Duration = Duration::from_millis(80);

pub struct Signs {
    flashing: Rc<RefCell<BTreeSet<WindowId>>>,
    /// When the hint of a window was last taken away.
    cleared: BTreeMap<WindowId, Instant>,
    launcher: Launcher,
}

impl Signs {
    pub fn new() -> Self {
        Self { flashing: Rc::default(), cleared: BTreeMap::new(), launcher: Launcher::default() }
    }

    fn tell_launcher(&mut self) {
        let windows = self.flashing.borrow().len();
        self.launcher.set_flashing(windows);
    }
}

impl Attention for Signs {
    fn begin(&mut self, id: WindowId, window: &WebviewWindow) {
        let again = !self.flashing.borrow_mut().insert(id);
        self.tell_launcher();
        let Ok(window) = window.gtk_window() else { return };
        if again {
            window.set_urgency_hint(false);
            self.cleared.insert(id, Instant::now());
        }
        let away = self.cleared.get(&id).map_or(AWAY, Instant::elapsed);
        if away >= AWAY {
            window.set_urgency_hint(true);
            return;
        }
        let flashing = Rc::clone(&self.flashing);
        let window = window.downgrade();
        glib::timeout_add_local_once(AWAY - away, move || {
            if let Some(window) = window.upgrade()
                && flashing.borrow().contains(&id)
            {
                window.set_urgency_hint(true);
            }
        });
    }

    fn end(&mut self, id: WindowId, window: &WebviewWindow) {
        if !self.flashing.borrow_mut().remove(&id) {
            return;
        }
        self.tell_launcher();
        // It stays set, also on the window with the keyboard, until it is cleared.
        if let Ok(window) = window.gtk_window() {
            window.set_urgency_hint(false);
            self.cleared.insert(id, Instant::now());
        }
    }

    fn opened(&mut self, _window: &WebviewWindow) {}

    fn gone(&mut self, id: WindowId) {
        self.cleared.remove(&id);
        if self.flashing.borrow_mut().remove(&id) {
            self.tell_launcher();
        }
    }

    fn left(&mut self) {}

    fn badge(&mut self, count: u32, _words: &str, _windows: &[WebviewWindow]) {
        self.launcher.set_count(count);
    }

    fn means(&self) -> (FlashMeans, BadgeMeans) {
        let flash = if on_wayland() { FlashMeans::Notification } else { FlashMeans::Taskbar };
        (flash, BadgeMeans::Launcher)
    }
}

/// Asks the display that GTK really opened: the environment may name both (XWayland).
fn on_wayland() -> bool {
    gtk::gdk::Display::default().is_some_and(|display| display.type_().name() == "GdkWaylandDisplay")
}
