//! What the agent has set, as it is kept on disk. Every setting that a page shows is in [`schema`].

mod change;
mod keys;
mod schema;
mod stored;
#[cfg(test)]
mod tests;

pub use keys::OwnKeys;
pub use schema::{Setting, SettingRow, SettingValue, WrongKind};
pub use stored::{AttentionSettings, LastSession, Settings, Shortcut, SoundDevice, SoundOutput, Theme, Zoom};
