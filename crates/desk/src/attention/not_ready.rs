//! An invitation ran out, and the centre has made the agent not ready: no chat is offered any more, and in another
//! program only a notification shows that.

use konsil_protocol::domain::{CaseId, Timestamp};

use super::cause::{self, Cause, Difference};
use super::log::{DecisionLog, no_sign};
use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::system::NotificationMeans;
use crate::boundary::view::{Notification, NotificationButtons};
use crate::boundary::window::WindowId;
use crate::pending::workspace::Workspace;

/// Names its notification; cases have random names.
const NOT_READY: &str = "not-ready";

/// Whether the agent may not know it yet.
#[derive(Debug, Default)]
pub(super) struct Unaware {
    /// It became so while the main window was not active, which has not been since.
    unseen: bool,
    shown: bool,
}

impl Unaware {
    /// Raises the notification or withdraws it.
    pub fn follow(&mut self, step: &Difference<'_>, log: &mut DecisionLog, now: Timestamp) -> Option<Effect> {
        let (before, after) = (step.before, step.after);
        let became = !before.made_not_ready && after.made_not_ready;
        self.unseen = (self.unseen || became) && after.made_not_ready && after.active != Some(WindowId::Main);
        let wanted = self.unseen && after.quiet.is_none() && after.switches.notify_invitations;
        let shown = std::mem::replace(&mut self.shown, wanted);
        let news = became && self.unseen;
        let nobody_shows_it = after.means.is_some_and(|means| means.notifications == NotificationMeans::None);
        let done = match (shown, wanted) {
            (false, true) if nobody_shows_it => phrases::no_notification_nobody(),
            (false, true) => phrases::sign_notification(),
            (true, false) => phrases::sign_notification_withdrawn(),
            (true, true) if before.language != after.language => phrases::sign_notification_replaced(),
            (false, false) if news => after.quiet.map_or_else(phrases::no_notification_off, no_sign),
            (true, true) | (false, false) => return None,
        };
        let cause = if news {
            Cause::MadeNotReady
        } else if !after.made_not_ready {
            Cause::StateChanged
        } else {
            cause::in_general(step).unwrap_or(Cause::WindowActivated)
        };
        log.add_general(cause, vec![done], now);
        if wanted {
            notification().map(|notification| Effect::Notify { notification })
        } else if shown {
            notification().map(|notification| Effect::Withdraw { case: notification.case })
        } else {
            None
        }
    }

    /// The agent has closed the notification.
    pub fn closed(&mut self) {
        *self = Self::default();
    }
}

/// It is about no chat.
pub(super) fn is_about_not_ready(workspace: &Workspace<'_>, case: &CaseId) -> bool {
    case.as_str() == NOT_READY && !workspace.chats.contains(case)
}

fn notification() -> Option<Notification> {
    let case = CaseId::new(NOT_READY).ok()?;
    Some(Notification {
        case,
        title: phrases::notification_not_ready(),
        body: phrases::notification_not_ready_text(),
        buttons: NotificationButtons::None,
        stays: false,
        until: None,
    })
}
