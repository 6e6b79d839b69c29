//! The chats of the agent.

pub(crate) mod case;
