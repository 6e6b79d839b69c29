//! What the windows and the system draw: read off the workspace, changing nothing.

pub(crate) mod cards;
pub(crate) mod chat;
mod consultation;
mod dispositions;
pub(crate) mod list;
pub(crate) mod needs;
mod notice;
pub(crate) mod pages;
pub(crate) mod quit;
mod reminder;
mod row;
mod status;
pub(crate) mod targets;
pub(crate) mod team;
pub(crate) mod titles;
pub(crate) mod transcript;
pub(crate) mod tray;
mod waiting;
