//! What the program is started with.

use std::path::PathBuf;

use konsil_protocol::domain::Language;

/// Where this desktop keeps its things, and how it begins.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// Outbox, drafts and the practice centre. Holds a lock: two processes never share it. Made if missing.
    pub data_dir: PathBuf,
    /// Settings. Made if missing.
    pub config_dir: PathBuf,
    /// `--profile NAME`: already part of both folders; here for the settings page and the key store.
    pub profile: Option<String>,
    /// The language of the first start.
    pub system_language: Language,
    pub start_in: StartIn,
    /// Where the practice centre listens first; the next free port if taken.
    pub practice_port: u16,
}

impl AppOptions {
    pub const PRACTICE_PORT: u16 = 47_800;
}

/// What the first window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StartIn {
    /// What was there last: the session is resumed, or the first choice stands there.
    #[default]
    Remembered,
    /// The practice centre, at once.
    Practice,
}

/// `[a-z0-9-]{1,32}`, so that it can be a part of file names and identifiers.
#[must_use]
pub fn is_profile_name(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
