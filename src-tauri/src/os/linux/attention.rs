//! Flashing on Linux. X11: the urgency hint of the window, from which window managers and panels make what they make
//! (flashing, colour, `_NET_WM_STATE_DEMANDS_ATTENTION`).
//!
//! Wayland: GTK 3 has no such call (the body of its function is empty there). What a program could do is ask for the
//! focus over xdg-activation without a token of a user's act; whether that marks the window or takes the keyboard
//! away is the compositor's choice, and taking it is what a chat must never do. So there is no flashing:
//! [`FlashMeans::Notification`] makes the desk raise a notification that stays.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use gtk::glib;
use gtk::prelude::{GtkWindowExt as _, ObjectExt as _};
use konsil_app::desk::{BadgeMeans, FlashMeans, WindowId};
use tauri::WebviewWindow;

use super::launcher::Launcher;
use crate::attention::Attention;

/// Window managers read the hint when they get to it, not when it changes: for them to see that it was away, it has
/// to be away for a moment.
const AWAY: Duration = Duration::from_millis(80);

pub struct Signs {
    flashing: Rc<RefCell<BTreeSet<WindowId>>>,
    launcher: Launcher,
}

impl Signs {
    pub fn new() -> Self {
        Self { flashing: Rc::default(), launcher: Launcher::default() }
    }

    fn told_launcher(&mut self) {
        let urgent = !self.flashing.borrow().is_empty();
        self.launcher.set_urgent(urgent);
    }
}

impl Attention for Signs {
    fn begin(&mut self, id: WindowId, window: &WebviewWindow) {
        let first = self.flashing.borrow_mut().insert(id);
        self.told_launcher();
        let Ok(window) = window.gtk_window() else { return };
        if first {
            window.set_urgency_hint(true);
            return;
        }
        window.set_urgency_hint(false);
        let flashing = Rc::clone(&self.flashing);
        let window = window.downgrade();
        glib::timeout_add_local_once(AWAY, move || {
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
        self.told_launcher();
        // It stays set, also on the window with the keyboard, until it is cleared.
        if let Ok(window) = window.gtk_window() {
            window.set_urgency_hint(false);
        }
    }

    fn opened(&mut self, _window: &WebviewWindow) {}

    fn gone(&mut self, id: WindowId) {
        if self.flashing.borrow_mut().remove(&id) {
            self.told_launcher();
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
