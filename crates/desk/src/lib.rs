//! The agent's workspace, pure: what stands in the windows, and why.
//!
//! Takes [`konsil_protocol::domain::WorkspaceEvent`]s and what the agent does ([`input::Input`]), gives
//! view models ([`view`]) and things to do ([`Effect`]). No I/O, no clock, no chance. It knows no rule of the centre: what
//! an agent may do arrives as `can` sets.

mod acts;
mod attention;
mod case;
mod chat;
mod desk;
mod do_not_disturb;
mod effect;
mod events;
pub mod input;
mod line;
mod list;
mod moment;
mod names;
mod next;
pub mod phrases;
mod plain;
mod quit;
mod reminder;
mod restore;
mod settings;
mod system;
mod targets;
#[cfg(test)]
mod tests;
mod texts;
mod thread;
mod titles;
mod tour;
mod tray;
pub mod view;
mod window;
mod windows;

pub use acts::LONGEST_TEXT_BYTES;
pub use desk::{Begin, Desk};
pub use effect::{Came, Effect, Flash, Kept, KeptCommand, KeptContact, KeptDraft, KeptSilenced, KeptWhy, SoundKind};
pub use moment::Moment;
pub use settings::{AttentionSettings, LastSession, Setting, SettingRow, SettingValue, Settings, Shortcut, WrongKind};
pub use system::{
    BadgeMeans, FlashMeans, Means, NotificationAnswer, NotificationMeans, ShortcutState, SignFault, SystemEvent,
    SystemQuiet, SystemView, TrayChoice, TrialSign,
};
pub use window::WindowId;
