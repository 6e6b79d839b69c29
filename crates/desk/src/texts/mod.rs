//! Texts of the agent: in the composer, on their way, restored from the disk.

pub(crate) mod drafts;
pub(crate) mod restore;
