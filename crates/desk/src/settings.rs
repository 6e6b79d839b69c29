//! What the agent has set, as it is kept on disk.

use konsil_protocol::domain::Language;
use serde::{Deserialize, Serialize};

use crate::input::Theme;

/// Settings of one profile. Unknown fields are passed over, missing ones take their default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// None until chosen: the system's.
    pub language: Option<Language>,
    pub theme: Theme,
    /// Each chat in its own window.
    pub own_windows: bool,
    /// Where the agent was signed in last; the next start goes on there.
    pub last: Option<LastSession>,
    /// What the sign-in page proposes.
    pub server: String,
    pub login: String,
    /// The tour was closed and is not shown by itself any more.
    pub tour_closed: bool,
}

/// Where the last session was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LastSession {
    Practice,
    Server { server: String },
}
