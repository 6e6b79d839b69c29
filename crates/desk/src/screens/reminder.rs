//! The reply reminder (`behaviour.md` 7.3): it counts from the later of the first unanswered message and the first
//! acceptance of the chat; two thresholds of the queue make it yellow and red.

use konsil_protocol::domain::{ReminderThresholds, Timestamp};

use crate::boundary::view::ReminderView;
use crate::chats::case::CaseState;
use crate::desk::Desk;

impl Desk {
    /// None without a pending reply.
    pub(crate) fn reminder(&self, case: &CaseState) -> Option<ReminderView> {
        let since = case.pending_since()?;
        let counts_from = case.view.first_accepted_at.map_or(since, |accepted| accepted.max(since));
        let ReminderThresholds { yellow_ms, red_ms } = self.thresholds(case);
        let counts_from = self.here(counts_from);
        Some(ReminderView {
            since: self.here(since),
            counts_from,
            yellow_at: counts_from.plus_ms(yellow_ms),
            red_at: counts_from.plus_ms(red_ms),
        })
    }

    fn thresholds(&self, case: &CaseState) -> ReminderThresholds {
        let queue = self.directory.queues.iter().find(|queue| queue.queue == case.view.queue);
        queue.map(|queue| queue.reminder).unwrap_or_default()
    }

    /// A time of the server's, as this computer's clock tells it.
    pub(crate) fn here(&self, server: Timestamp) -> Timestamp {
        Timestamp(server.0.saturating_sub(self.server_ahead_ms))
    }
}
