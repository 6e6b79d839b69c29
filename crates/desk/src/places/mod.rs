//! Where chats are shown.

pub(crate) mod quit;
pub(crate) mod tour;
