//! The session with a centre: the connection, who is signed in, and what the centre says about me and my colleagues.

pub(crate) mod connection;
pub(crate) mod do_not_disturb;
pub(crate) mod identity;
pub(crate) mod others;
pub(crate) mod waiting;
