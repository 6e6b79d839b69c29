//! Whether to draw attention, and to what (`docs/behaviour.md` section 7). One pure state machine: after each change
//! the [`facts`] are read off the workspace, [`decide`] says which signs follow, and only what is new becomes an effect.
//! What was decided, and why, is written into the [`log`].

pub(crate) mod answers;
mod cause;
mod decide;
pub(crate) mod episode;
mod facts;
mod log;
mod not_ready;
mod notes;
mod sound;
pub(crate) mod state;
mod trial;
mod words;
