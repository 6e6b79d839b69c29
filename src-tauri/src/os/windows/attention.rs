//! Flashing on Windows: one `FlashWindowEx` per window handle; and the number over each of the taskbar buttons.

#![allow(unsafe_code, reason = "calls into the system")]

use konsil_app::desk::{BadgeMeans, FlashMeans, WindowId};
use tauri::WebviewWindow;
use windows::Win32::Foundation::HWND;
use windows::Win32::UI::WindowsAndMessaging::{
    FLASHW_STOP, FLASHW_TIMER, FLASHW_TRAY, FLASHWINFO, FLASHWINFO_FLAGS, FlashWindowEx,
};

use super::badge::Badge;
use super::session;
use crate::os::attention::Attention;
use crate::os::flashing::{self, FlashApi, Flashing, Order};

const _: () = assert!(
    flashing::STOP == FLASHW_STOP.0 && flashing::TRAY == FLASHW_TRAY.0 && flashing::TIMER == FLASHW_TIMER.0,
    "the flags are the system's"
);

pub struct Signs {
    flashing: Flashing<Taskbar>,
    badge: Badge,
}

impl Signs {
    pub fn new() -> Self {
        Self { flashing: Flashing::new(Taskbar), badge: Badge::default() }
    }
}

impl Attention for Signs {
    fn begin(&mut self, id: WindowId, window: &WebviewWindow) {
        match window.hwnd() {
            Ok(handle) => self.flashing.begin(id, handle.0 as isize),
            Err(error) => tracing::warn!("a window without a handle does not flash: {error}"),
        }
    }

    fn end(&mut self, id: WindowId, _window: &WebviewWindow) {
        self.flashing.end(id);
    }

    /// Also when the taskbar made a new button for it: after the start, and after the taskbar itself was started anew.
    fn opened(&mut self, window: &WebviewWindow) {
        session::listen(window);
        self.badge.show_on(window);
    }

    fn gone(&mut self, id: WindowId) {
        self.flashing.gone(id);
    }

    /// Each button flashes until it is stopped.
    fn left(&mut self) {}

    fn badge(&mut self, count: u32, words: &str, windows: &[WebviewWindow]) {
        self.badge.set(count, words);
        for window in windows {
            self.badge.show_on(window);
        }
    }

    fn means(&self) -> (FlashMeans, BadgeMeans) {
        (FlashMeans::Taskbar, BadgeMeans::Overlay)
    }
}

/// The system's call.
struct Taskbar;

impl FlashApi for Taskbar {
    fn flash(&mut self, Order { window, flags, count, timeout }: Order) {
        let order = FLASHWINFO {
            cbSize: size_of::<FLASHWINFO>() as u32,
            hwnd: HWND(window as *mut _),
            dwFlags: FLASHWINFO_FLAGS(flags),
            uCount: count,
            dwTimeout: timeout,
        };
        tracing::debug!(window, flags, "FlashWindowEx");
        // SAFETY: the structure lives until the call returns and states its size. A handle that is void is refused.
        // What is returned (whether it was active before) is no error.
        let _ = unsafe { FlashWindowEx(&order) };
    }
}
