//! Names of windows: one main window, and one for each torn-off chat.

use std::fmt;

/// A window of this desktop. The number of a chat's own window is never used twice while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WindowId {
    Main,
    Own(u32),
}

impl WindowId {
    /// The window of that label, as [`fmt::Display`] writes it: `main`, or `chat-` and the number.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        if label == "main" {
            return Some(Self::Main);
        }
        label.strip_prefix("chat-")?.parse().ok().map(Self::Own)
    }
}

impl fmt::Display for WindowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main => f.write_str("main"),
            Self::Own(number) => write!(f, "chat-{number}"),
        }
    }
}
