//! The session with a centre: the connection, and what the centre tells.

mod do_not_disturb;
mod events;

pub(crate) use do_not_disturb::AtCentre;
