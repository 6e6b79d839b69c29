//! The sockets, over real connections to a real server.

#![allow(clippy::wildcard_enum_match_arm, reason = "a client looks for one frame among many")]

mod agent;
mod contact;
mod experts;
mod faults;
mod floods;
mod main_path;
mod metrics;
mod others;
pub(crate) mod people;
mod restart;
