//! The chats of the agent: those that the centre reports, and those that are only kept for texts that were not sent.

pub(crate) mod case;
pub(crate) mod chat;
pub(crate) mod collection;
pub(crate) mod conversation;
pub(crate) mod kept;
pub(crate) mod mine;
pub(crate) mod order;
pub(crate) mod typing;
mod whole;
pub(crate) mod words;
