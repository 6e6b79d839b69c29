//! Where those who wait stand in line. Nobody's place is counted because something happened: now and then all are, for
//! those whose pages are connected.

use std::{collections::BTreeMap, time::Duration};

use konsil_protocol::domain::CaseId;
use tokio::time::Instant;

/// From one count to the next.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Default)]
pub(super) struct Lines {
    counted_at: Option<Instant>,
    places: BTreeMap<CaseId, u32>,
}

impl Lines {
    /// The place of this case, from 1, as it was when all were counted last; they are counted anew if it is time.
    pub(super) fn place(
        &mut self,
        case: &CaseId,
        now: Instant,
        count: impl FnOnce() -> BTreeMap<CaseId, u32>,
    ) -> Option<u32> {
        if self.counted_at.is_none_or(|counted| now >= counted + EVERY) {
            *self = Self { counted_at: Some(now), places: count() };
        }
        self.places.get(case).copied()
    }
}
