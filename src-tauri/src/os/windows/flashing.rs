//! Which window handles are told to flash, and with which flags: what `FlashWindowEx` is called with, without the call.
//!
//! Not the windowing library's way (`FLASHW_TIMERNOFG`), whose flashing stops when *any* window of the program comes to
//! the front, and which does nothing for the window that has the keyboard.

use std::collections::BTreeMap;

use konsil_app::desk::WindowId;

/// `FLASHW_STOP`: the button looks as it did before.
pub const STOP: u32 = 0;
/// `FLASHW_TRAY`: the taskbar button alone, not the title bar.
pub const TRAY: u32 = 2;
/// `FLASHW_TIMER`: until it is stopped.
pub const TIMER: u32 = 4;

/// A window's handle (`HWND`).
pub type Handle = isize;

/// The fields of `FLASHWINFO`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub window: Handle,
    pub flags: u32,
    /// Without end where the flags say so; 0 with [`STOP`], without which the button would turn to its lasting colour.
    pub count: u32,
    /// In milliseconds; 0 is the caret's blink rate, which is below three times a second.
    pub timeout: u32,
}

/// The call itself.
pub trait FlashApi {
    fn flash(&mut self, order: Order);
}

/// The windows that flash.
pub struct Flashing<A> {
    api: A,
    windows: BTreeMap<WindowId, Handle>,
}

impl<A: FlashApi> Flashing<A> {
    pub fn new(api: A) -> Self {
        Self { api, windows: BTreeMap::new() }
    }

    /// A window that flashes already is stopped first: a second order on top of a running one counts for nothing.
    pub fn begin(&mut self, id: WindowId, window: Handle) {
        self.end(id);
        self.windows.insert(id, window);
        self.api.flash(Order { window, flags: TRAY | TIMER, count: u32::MAX, timeout: 0 });
    }

    pub fn end(&mut self, id: WindowId) {
        if let Some(window) = self.windows.remove(&id) {
            self.api.flash(Order { window, flags: STOP, count: 0, timeout: 0 });
        }
    }

    /// The handle is void, and may be another window's already.
    pub fn gone(&mut self, id: WindowId) {
        self.windows.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Instead of the system: handle, flags, count and timeout of each call.
    #[derive(Default)]
    struct Recording(Vec<(Handle, u32, u32, u32)>);

    impl FlashApi for Recording {
        fn flash(&mut self, order: Order) {
            self.0.push((order.window, order.flags, order.count, order.timeout));
        }
    }

    const A: WindowId = WindowId::Main;
    const B: WindowId = WindowId::Chat(1);
    const C: WindowId = WindowId::Chat(2);

    fn desktop() -> Flashing<Recording> {
        Flashing::new(Recording::default())
    }

    /// What was called since the last look.
    fn calls(desktop: &mut Flashing<Recording>) -> Vec<(Handle, u32, u32, u32)> {
        std::mem::take(&mut desktop.api.0)
    }

    /// `FLASHW_TRAY | FLASHW_TIMER`, without end, at the caret's blink rate.
    fn starts(window: Handle) -> (Handle, u32, u32, u32) {
        (window, 0b110, u32::MAX, 0)
    }

    /// `FLASHW_STOP`, with nothing that would still count down.
    fn stops(window: Handle) -> (Handle, u32, u32, u32) {
        (window, 0, 0, 0)
    }

    #[test]
    fn activating_one_chat_window_leaves_the_other_flashing() {
        let mut desktop = desktop();
        desktop.begin(B, 0xb);
        desktop.begin(C, 0xc);
        assert_eq!(calls(&mut desktop), [starts(0xb), starts(0xc)]);

        // A is activated: it did not flash, and the others go on.
        desktop.end(A);
        assert_eq!(calls(&mut desktop), []);

        // B is activated, and left without an answer.
        desktop.end(B);
        assert_eq!(calls(&mut desktop), [stops(0xb)]);
        desktop.begin(B, 0xb);
        assert_eq!(calls(&mut desktop), [starts(0xb)]);

        // Both are answered.
        desktop.end(B);
        desktop.end(C);
        assert_eq!(calls(&mut desktop), [stops(0xb), stops(0xc)]);
    }

    #[test]
    fn a_flash_asserted_anew_is_stopped_and_started() {
        let mut desktop = desktop();
        desktop.begin(B, 0xb);
        desktop.begin(B, 0xb);
        assert_eq!(calls(&mut desktop), [starts(0xb), stops(0xb), starts(0xb)]);
        desktop.end(B);
        desktop.end(B);
        assert_eq!(calls(&mut desktop), [stops(0xb)], "it is ended once");
    }

    #[test]
    fn the_handle_of_a_closed_window_is_never_used_again() {
        let mut desktop = desktop();
        desktop.begin(B, 0xb);
        desktop.begin(C, 0xc);
        calls(&mut desktop);
        desktop.gone(B);
        desktop.end(B);
        assert_eq!(calls(&mut desktop), []);

        // Its chat is torn off again, into a window with a new handle.
        desktop.begin(B, 0xb2);
        desktop.end(B);
        assert_eq!(calls(&mut desktop), [starts(0xb2), stops(0xb2)]);
    }
}
