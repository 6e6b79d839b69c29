//! What the agent has set, as it is kept on disk. Every setting that a page shows is in [`schema`].

mod change;
mod schema;
mod stored;
#[cfg(test)]
mod tests;

pub use schema::{Setting, SettingRow, SettingValue, WrongKind};
pub use stored::{AttentionSettings, LastSession, Settings, Shortcut, SoundDevice, SoundOutput, Theme, Zoom};
