//! The agent's workspace, pure: what stands in the windows, and why.
//!
//! Takes [`konsil_protocol::domain::WorkspaceEvent`]s and what the agent does ([`input::Input`]), gives
//! view models ([`view`]) and things to do ([`Effect`]). No I/O, no clock, no chance. It knows no rule of the centre: what
//! an agent may do arrives as `can` sets.

mod acts;
mod case;
mod chat;
mod desk;
mod effect;
mod events;
pub mod input;
mod line;
mod list;
mod moment;
mod names;
pub mod phrases;
mod restore;
mod settings;
mod targets;
#[cfg(test)]
mod tests;
mod texts;
mod thread;
mod tour;
pub mod view;
mod window;
mod windows;

pub use acts::LONGEST_TEXT_BYTES;
pub use desk::{Begin, Desk};
pub use effect::{Came, Effect, Kept, KeptCommand, KeptContact, KeptDraft, KeptWhy};
pub use moment::Moment;
pub use settings::{LastSession, Settings};
pub use window::WindowId;
