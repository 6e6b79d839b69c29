//! What the pure desk cannot make by itself: the time, and an id nobody has used.

use konsil_protocol::domain::{CommandId, Timestamp};

/// When something happens, and a fresh id for the command that may follow from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    pub id: CommandId,
}
