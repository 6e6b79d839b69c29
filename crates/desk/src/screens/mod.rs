//! What the windows and the system draw.

mod chat;
pub(crate) mod list;
pub(crate) mod next;
pub(crate) mod pages;
mod reminder;
mod targets;
mod titles;
mod tray;
