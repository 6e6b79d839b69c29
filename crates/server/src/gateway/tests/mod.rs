//! The sockets, over real connections to a real server.

mod agent;
mod contact;
mod faults;
mod main_path;
pub(crate) mod people;
