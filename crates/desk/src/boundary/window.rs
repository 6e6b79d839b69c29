//! Names of windows: one main window, and one for each torn-off chat.

use std::collections::BTreeMap;
use std::fmt;

use konsil_protocol::domain::CaseId;

/// A window of this desktop. The number of a chat's window is never used twice while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WindowId {
    Main,
    Chat(u32),
}

impl WindowId {
    /// The window of that label, as [`fmt::Display`] writes it: `main`, or `chat-` and the number.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        if label == "main" {
            return Some(Self::Main);
        }
        label.strip_prefix("chat-")?.parse().ok().map(Self::Chat)
    }
}

impl fmt::Display for WindowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main => f.write_str("main"),
            Self::Chat(number) => write!(f, "chat-{number}"),
        }
    }
}

/// Where chats are shown, and which window the agent uses.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Torn-off chats and their windows; all others are shown in the main window.
    pub torn_off: BTreeMap<CaseId, WindowId>,
    /// The window with the keyboard, as the system says.
    pub active: Option<WindowId>,
}

impl Layout {
    /// The window that holds a chat, whichever is selected there.
    pub fn holder(&self, case: &CaseId) -> WindowId {
        self.torn_off.get(case).copied().unwrap_or(WindowId::Main)
    }

    /// The torn-off chat of a window.
    pub fn chat_in(&self, window: WindowId) -> Option<&CaseId> {
        self.torn_off.iter().find(|(_, of)| **of == window).map(|(case, _)| case)
    }
}
