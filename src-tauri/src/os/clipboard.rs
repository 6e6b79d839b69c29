//! Why the clipboard could not be read.

use serde::Serialize;

/// Crosses to the windows as `{ "code": … }`. That there is no text on it is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ClipboardFault {
    #[cfg_attr(not(windows), expect(dead_code, reason = "elsewhere several programs may read it at once"))]
    #[error("another program does not let go of it")]
    Taken,
    #[error("the program ends")]
    Ending,
}
