//! Texts of the agent beside the threads: drafts, whose chats they are of, and what was found on disk.

pub(crate) mod drafts;
pub(crate) mod unplaced;
