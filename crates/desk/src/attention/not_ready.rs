//! An invitation ran out, and the centre has made the agent not ready: nothing comes any more, and nothing in another
//! program tells so but a notification.

use konsil_protocol::domain::{AgentState, CaseId, NotReadyReason};

use super::cause::{self, Cause, Step};
use super::facts::Facts;
use super::log::no_sign;
use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::system::{NotificationAnswer, NotificationMeans};
use crate::boundary::view::{Notification, NotificationButtons};
use crate::boundary::window::WindowId;
use crate::desk::Desk;

/// Names its notification; cases have random names.
const NOT_READY: &str = "not-ready";

/// Whether the agent may not know it yet.
#[derive(Debug, Default)]
pub(super) struct Unaware {
    /// It became so while the main window was not active, which has not been since.
    unseen: bool,
    shown: bool,
}

impl Facts {
    fn is_made_not_ready(&self) -> bool {
        self.state == Some(AgentState::NotReady { reason: NotReadyReason::NoAnswer })
    }
}

impl Desk {
    /// Raises the notification or withdraws it.
    pub(super) fn tell_not_ready(&mut self, step: &Step<'_>, effects: &mut Vec<Effect>) {
        let (before, after) = (step.before, step.after);
        // One who signs in anew begins so, and was not made so.
        let became = before.state.is_some() && !before.is_made_not_ready() && after.is_made_not_ready();
        let unaware = &mut self.attention.unaware;
        unaware.unseen =
            (unaware.unseen || became) && after.is_made_not_ready() && after.active != Some(WindowId::Main);
        let wanted = unaware.unseen && after.quiet.is_none() && after.switches.notify_invitations;
        let shown = std::mem::replace(&mut unaware.shown, wanted);
        let news = became && unaware.unseen;
        let nobody_shows_it = after.means.is_some_and(|means| means.notifications == NotificationMeans::None);
        let done = match (shown, wanted) {
            (false, true) if nobody_shows_it => phrases::no_notification_nobody(),
            (false, true) => phrases::sign_notification(),
            (true, false) => phrases::sign_notification_withdrawn(),
            (true, true) if before.language != after.language => phrases::sign_notification_replaced(),
            (false, false) if news => after.quiet.map_or_else(phrases::no_notification_off, no_sign),
            (true, true) | (false, false) => return,
        };
        if wanted {
            effects.extend(notification().map(|notification| Effect::Notify { notification }));
        } else if shown {
            effects.extend(notification().map(|notification| Effect::Withdraw { case: notification.case }));
        }
        let cause = if news {
            Cause::MadeNotReady
        } else if !after.is_made_not_ready() {
            Cause::StateChanged
        } else {
            cause::in_general(step).unwrap_or(Cause::WindowActivated)
        };
        self.attention.log.add_general(cause, vec![done], self.now);
    }

    /// It is about no chat.
    pub(super) fn is_about_not_ready(&self, case: &CaseId) -> bool {
        case.as_str() == NOT_READY && !self.cases.contains_key(case)
    }

    pub(super) fn on_not_ready(&mut self, answer: &NotificationAnswer, effects: &mut Vec<Effect>) {
        match answer {
            NotificationAnswer::Open => effects.push(Effect::FocusWindow { window: WindowId::Main }),
            NotificationAnswer::Closed => self.attention.unaware = Unaware::default(),
            // It has no such buttons.
            NotificationAnswer::Accept | NotificationAnswer::Decline | NotificationAnswer::Reply { .. } => {}
        }
    }
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
