//! The agent's workspace, pure: what is shown in the windows, and why.
//!
//! It takes [`konsil_protocol::domain::WorkspaceEvent`]s and what the agent does ([`input::Input`]), and gives
//! view models ([`view`]) and things to do ([`Effect`]). It does no I/O, reads no clock and draws no random number. It
//! knows no rule of the centre: what an agent may do arrives as `can` sets.
//!
//! A folder imports only from the folders above it in this list.

mod attention;
mod boundary;
mod chats;
mod desk;
mod pending;
mod people;
mod places;
mod screens;
mod session;
#[cfg(test)]
mod tests;
mod texts;
mod thread;

pub use boundary::effect::{
    Effect, Favourite, Flash, Kept, KeptCommand, KeptContact, KeptDraft, KeptSilenced, KeptTargets, KeptWhy, KeptWords,
    OpenedBy,
};
pub use boundary::event::{Begin, Event};
pub use boundary::moment::Moment;
pub use boundary::settings::{
    AttentionSettings, LastSession, OwnKeys, Setting, SettingRow, SettingValue, Settings, Shortcut, SoundDevice,
    SoundOutput, Theme, WrongKind, Zoom,
};
pub use boundary::system::{
    BadgeMeans, FlashMeans, IDLE_AFTER_MS, Means, NotificationAnswer, NotificationMeans, ShortcutState, SignFault,
    SoundKind, SystemEvent, SystemQuiet, SystemView, TrayChoice, TrialSign,
};
pub use boundary::window::WindowId;
pub use boundary::{input, phrases, view};
pub use desk::Desk;
