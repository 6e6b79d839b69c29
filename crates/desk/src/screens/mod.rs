//! What the windows and the system draw: read off the workspace, changing nothing.

pub(crate) mod chat;
pub(crate) mod list;
pub(crate) mod needs;
pub(crate) mod pages;
pub(crate) mod quit;
mod reminder;
mod status;
pub(crate) mod targets;
pub(crate) mod titles;
pub(crate) mod tray;
