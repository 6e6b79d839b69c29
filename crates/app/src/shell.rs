//! All that the operating-system side can do for the controller. `src-tauri` implements it with real windows, the
//! tests with a recording.

use konsil_desk::view::TrayIcon;
use konsil_desk::{Flash, NotificationAnswer, Shortcut, SoundKind, SoundOutput, Theme, TrayChoice, WindowId, Zoom};
use konsil_protocol::domain::CaseId;

/// The windows, as the controller asks for them. Calls return at once and in order; what comes of them is reported
/// to [`crate::ControllerHandle`]. A window that is not there (any more) is passed over in silence.
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
    /// How large everything is in all windows, beside what the system says of texts.
    fn set_zoom(&mut self, zoom: Zoom);

    // Signs
    /// The window's button in the taskbar (the dock, on macOS) flashes, each window for itself, or no longer does.
    /// `Begin` may come again: what the system has dropped meanwhile is asserted anew.
    fn flash(&mut self, window: WindowId, flash: Flash);
    /// The number of chats that need the agent; 0 takes it away. `words` say the same for screen readers.
    fn badge(&mut self, count: u32, words: &str);
    /// In place of the former one of that case. Answers come as [`konsil_desk::SystemEvent::Notification`].
    fn notify(&mut self, notification: ShownNotification);
    fn withdraw(&mut self, case: &CaseId);
    /// `volume` in percent, 1 to 100. Where that device is not there, on the system's own.
    fn play(&mut self, sound: SoundKind, volume: u8, output: SoundOutput);
    /// They come as [`konsil_desk::SystemEvent::SoundDevices`].
    fn look_for_sound_devices(&mut self);
    /// Replaces icon, tooltip and menu. Choices come as [`konsil_desk::SystemEvent::Tray`].
    fn tray(&mut self, tray: ShownTray);
    /// Presses come as [`konsil_desk::SystemEvent::ShortcutPressed`], what became of it as `Shortcut`.
    fn set_shortcut(&mut self, shortcut: Shortcut);
    /// The agent chose to end the program.
    fn quit(&mut self);
}

/// A notification in words. Plain text: whoever hands it to a server that reads markup escapes it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownNotification {
    pub case: CaseId,
    pub title: String,
    pub body: String,
    pub buttons: Vec<ShownButton>,
    /// What a click beside the buttons does, for servers that list it.
    pub open: String,
    /// The label of a field to answer in, for systems that have one.
    pub reply: Option<String>,
    /// Urgent, and it stays until withdrawn.
    pub stays: bool,
    /// Shown for so many milliseconds; none: as long as the system does.
    pub for_ms: Option<u64>,
}

/// A notification's button. A click beside the buttons is `Open`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownButton {
    pub answer: NotificationAnswer,
    pub label: String,
}

/// The tray in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTray {
    pub icon: TrayIcon,
    pub tooltip: String,
    pub menu: Vec<ShownTrayEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownTrayEntry {
    Choice {
        choice: TrayChoice,
        label: String,
        /// None: no mark. Else a check mark, set or not.
        checked: Option<bool>,
        enabled: bool,
    },
    Line,
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
