//! All that the operating-system side can do for the controller. `src-tauri` implements it with real windows, the
//! tests with a recording.

use konsil_desk::{WindowId, input::Theme};

/// The windows, as the controller asks for them. Calls return at once and in order; what comes of them is told to
/// [`crate::ControllerHandle`]. A window that is not there (any more) is passed over in silence.
pub trait Shell: Send + 'static {
    /// Opens a window for a torn-off chat. Its page attaches by itself, under this window's label.
    fn open_chat_window(&mut self, window: WindowId, chat: ChatWindow);
    /// Closes it without asking. [`crate::ControllerHandle::window_closed`] may, but need not, follow.
    fn close_window(&mut self, window: WindowId);
    /// Brings it to the front and gives it the keyboard.
    fn focus_window(&mut self, window: WindowId);
    fn set_title(&mut self, window: WindowId, title: &str);
    /// Light or dark for what the system draws (title bars, scroll bars, `prefers-color-scheme`), in all windows.
    fn set_theme(&mut self, theme: Theme);
}

/// A window to open.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatWindow {
    pub title: String,
    /// In logical pixels.
    pub width: f64,
    pub height: f64,
    pub focus: Focus,
}

/// Whether a new window takes the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The agent asked for it.
    Take,
    /// It came by itself and must not interrupt.
    Leave,
}
