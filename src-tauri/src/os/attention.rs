//! What each system's folder offers for drawing attention, and what it hands back.

use konsil_app::desk::{BadgeMeans, FlashMeans, WindowId};
use tauri::{AppHandle, WebviewWindow};

/// What one system can do. All of it is called on the main thread, in order.
pub trait Attention {
    /// The window's button flashes until [`Attention::end`], whatever other windows of ours are activated meanwhile.
    /// If it does already, it is asserted anew: the system may have dropped it.
    fn begin(&mut self, id: WindowId, window: &WebviewWindow);

    /// Nothing happens if it does not flash.
    fn end(&mut self, id: WindowId, window: &WebviewWindow);

    /// A window is there. Its button may not be yet.
    fn opened(&mut self, window: &WebviewWindow);

    /// A window is no longer there: whatever the system knew it by must not be used any more.
    fn gone(&mut self, id: WindowId);

    /// None of the program's windows has the keyboard any more.
    fn left(&mut self);

    /// 0 takes the number away. `words` say the same, for systems that read them out.
    fn badge(&mut self, count: u32, words: &str, windows: &[WebviewWindow]);

    fn means(&self) -> (FlashMeans, BadgeMeans);
}

/// What is done when one of the systems reports something that the others do not.
#[derive(Clone, Copy)]
pub struct Reactions {
    /// On macOS: the program is no longer in front.
    #[cfg_attr(not(target_os = "macos"), expect(dead_code, reason = "windows report it elsewhere"))]
    pub program_left: fn(&AppHandle),
    /// On Windows: the taskbar has made the button of this window.
    #[cfg_attr(not(windows), expect(dead_code, reason = "elsewhere a window needs nothing when its button appears"))]
    pub button_made: fn(&AppHandle, &WebviewWindow),
}
