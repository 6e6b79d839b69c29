//! What is different around an agent since its socket drew it last. It is kept once, however much changes meanwhile.

use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::Notify;

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stir {
    /// What somebody is doing who has a part in one of the agent's cases: it shows in their views, too.
    People = 1,
    /// How one of the agent's queues stands.
    Counts = 2,
}

#[derive(Debug, Default)]
pub(crate) struct Stirred {
    what: AtomicU8,
    told: Notify,
}

impl Stirred {
    pub(super) fn stir(&self, stir: Stir) {
        let mark = stir as u8;
        if self.what.fetch_or(mark, Ordering::AcqRel) & mark == 0 {
            self.told.notify_one();
        }
    }

    /// Resolves when something more is different than before.
    pub(crate) async fn told(&self) {
        self.told.notified().await;
    }

    pub(crate) fn is(&self, stir: Stir) -> bool {
        self.what.load(Ordering::Acquire) & stir as u8 != 0
    }

    /// Whether that is different; from here on it is not.
    pub(crate) fn take(&self, stir: Stir) -> bool {
        let mark = stir as u8;
        self.what.fetch_and(!mark, Ordering::AcqRel) & mark != 0
    }
}
