//! What the pure desk cannot make by itself: the time, and ids that nobody has used.

use konsil_protocol::domain::{CommandId, Timestamp};

/// When something happens, and a source of fresh ids for the commands that may follow from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    fresh: CommandId,
    taken: u32,
}

impl Moment {
    /// `fresh` is an id that nobody has used, at most 48 characters long.
    #[must_use]
    pub fn new(now: Timestamp, fresh: CommandId) -> Self {
        Self { now, fresh, taken: 0 }
    }

    /// A fresh id. The first one is that of [`Moment::new`]; the others are made from it.
    pub fn id(&mut self) -> CommandId {
        let taken = self.taken;
        self.taken += 1;
        if taken == 0 {
            return self.fresh.clone();
        }
        CommandId::new(format!("{}-{taken}", self.fresh)).unwrap_or_else(|_| self.fresh.clone())
    }
}
