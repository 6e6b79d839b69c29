//! The reply reminder (`docs/behaviour.md` 7.3): it counts from the later of the first unanswered message and the first
//! acceptance of the chat; two thresholds of the queue make it yellow and red.

use konsil_protocol::domain::ReminderThresholds;

use crate::boundary::view::ReminderView;
use crate::chats::case::CaseState;
use crate::pending::workspace::Workspace;

/// None without a pending reply.
pub(crate) fn reminder(workspace: &Workspace<'_>, case: &CaseState) -> Option<ReminderView> {
    let since = case.pending_since()?;
    let ReminderThresholds { yellow_ms, red_ms } = thresholds(workspace, case);
    let counts_from = workspace.session.here(case.reminder_from()?);
    Some(ReminderView {
        since: workspace.session.here(since),
        counts_from,
        yellow_at: counts_from.plus_ms(yellow_ms),
        red_at: counts_from.plus_ms(red_ms),
    })
}

fn thresholds(workspace: &Workspace<'_>, case: &CaseState) -> ReminderThresholds {
    let queue = workspace.identity.queue(&case.view().queue);
    queue.map(|queue| queue.reminder).unwrap_or_default()
}
