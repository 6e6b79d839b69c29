//! Which notification belongs to which case. What shows them is behind [`Server`], one per system.

use std::collections::BTreeMap;

use konsil_app::ShownNotification;
use konsil_app::desk::{NotificationAnswer, NotificationMeans, SignFault, SystemEvent};
use konsil_protocol::domain::CaseId;

use super::text;

/// What shows notifications. Calls may take seconds; they are made on a thread of their own.
pub trait Server {
    /// One notification that was shown.
    type Key;
    /// What the system says of one, or of itself.
    type Event: Send + 'static;

    /// Shows it, in place of the former one where the system can.
    ///
    /// # Errors
    /// Nobody shows it.
    fn show(&mut self, notification: &ShownNotification, former: Option<Self::Key>) -> Result<Self::Key, Unshown>;

    /// Nothing happens if it is no longer there, or where the system cannot.
    fn close(&mut self, key: Self::Key);

    /// Takes note of an event.
    fn hear(&mut self, event: &Self::Event) -> Meaning;

    /// Whether an event that is about a notification is about this one.
    fn concerns(event: &Self::Event, key: &Self::Key) -> bool;

    /// False if whoever showed it is gone, and it with them.
    fn stands(&self, key: &Self::Key) -> bool;

    /// Asks anew.
    fn means(&mut self) -> NotificationMeans;
}

/// Why nobody shows it, for the log. Never a word of the notification.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unshown(pub String);

/// What an event of the system means for the notification it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    Answered(NotificationAnswer),
    Closed,
    /// It was taken and then not shown.
    #[cfg_attr(all(target_os = "linux", not(test)), expect(dead_code, reason = "a server there says so at once"))]
    Unshown,
    /// Another server has taken over: what the former one showed is gone, and this one may have other means.
    #[cfg_attr(all(not(target_os = "linux"), not(test)), expect(dead_code, reason = "there is only the system's"))]
    OtherServer,
    Nothing,
}

/// What the board reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardEvent {
    Event(SystemEvent),
    OtherMeans,
}

/// At most one notification per case. It lives as long as it is wanted, not as long as the system shows it.
pub struct Board<S: Server, T> {
    server: S,
    wanted: BTreeMap<CaseId, Wanted<S::Key>>,
    tell: T,
}

struct Wanted<K> {
    notification: ShownNotification,
    /// None while nobody shows it.
    key: Option<K>,
    /// It has done its work. The system may close it, or leave it until we do.
    answered: bool,
}

impl<S: Server, T: FnMut(BoardEvent)> Board<S, T> {
    pub fn new(server: S, tell: T) -> Self {
        Self { server, wanted: BTreeMap::new(), tell }
    }

    pub fn show(&mut self, notification: ShownNotification) {
        let notification = text::cleaned(notification);
        let case = notification.case.clone();
        let former = self.wanted.remove(&case).and_then(|wanted| wanted.key);
        let key = self.try_show(&notification, former);
        self.wanted.insert(case, Wanted { notification, key, answered: false });
    }

    pub fn withdraw(&mut self, case: &CaseId) {
        if let Some(key) = self.wanted.remove(case).and_then(|wanted| wanted.key) {
            self.server.close(key);
        }
    }

    /// The program ends: nobody would notice a click any more.
    pub fn withdraw_all(&mut self) {
        while let Some((_, wanted)) = self.wanted.pop_first() {
            if let Some(key) = wanted.key {
                self.server.close(key);
            }
        }
    }

    pub fn hear(&mut self, event: &S::Event) {
        match self.server.hear(event) {
            Meaning::Answered(answer) => self.answered(event, answer),
            Meaning::Closed => self.closed(event),
            Meaning::Unshown => self.unshown(event),
            Meaning::OtherServer => {
                self.show_again();
                (self.tell)(BoardEvent::OtherMeans);
            }
            Meaning::Nothing => {}
        }
    }

    pub fn means(&mut self) -> NotificationMeans {
        self.server.means()
    }

    fn answered(&mut self, event: &S::Event, answer: NotificationAnswer) {
        let Some((case, wanted)) = find::<S>(&mut self.wanted, event) else { return };
        if wanted.answered || !offers(&wanted.notification, &answer) {
            return;
        }
        wanted.answered = true;
        let case = case.clone();
        (self.tell)(BoardEvent::Event(SystemEvent::Notification { case, answer }));
    }

    fn closed(&mut self, event: &S::Event) {
        let Some((case, wanted)) = find::<S>(&mut self.wanted, event) else { return };
        let (case, answered) = (case.clone(), wanted.answered);
        self.wanted.remove(&case);
        if !answered {
            (self.tell)(BoardEvent::Event(SystemEvent::Notification { case, answer: NotificationAnswer::Closed }));
        }
    }

    fn unshown(&mut self, event: &S::Event) {
        if let Some((case, wanted)) = find::<S>(&mut self.wanted, event) {
            tracing::warn!(%case, "a notification was not shown");
            wanted.key = None;
            (self.tell)(BoardEvent::Event(SystemEvent::Failed(SignFault::Notification)));
        }
    }

    /// What is still wanted and not shown (any more).
    fn show_again(&mut self) {
        let server = &self.server;
        let lost = |wanted: &Wanted<S::Key>| !wanted.answered && !wanted.key.as_ref().is_some_and(|k| server.stands(k));
        let lost: Vec<ShownNotification> =
            self.wanted.values().filter(|wanted| lost(wanted)).map(|wanted| wanted.notification.clone()).collect();
        for notification in lost {
            let key = self.try_show(&notification, None);
            if let Some(wanted) = self.wanted.get_mut(&notification.case) {
                wanted.key = key;
            }
        }
    }

    fn try_show(&mut self, notification: &ShownNotification, former: Option<S::Key>) -> Option<S::Key> {
        match self.server.show(notification, former) {
            Ok(key) => Some(key),
            Err(error) => {
                tracing::warn!(case = %notification.case, "a notification is not shown: {error}");
                (self.tell)(BoardEvent::Event(SystemEvent::Failed(SignFault::Notification)));
                None
            }
        }
    }
}

fn find<'w, S: Server>(
    wanted: &'w mut BTreeMap<CaseId, Wanted<S::Key>>,
    event: &S::Event,
) -> Option<(&'w CaseId, &'w mut Wanted<S::Key>)> {
    wanted.iter_mut().find(|(_, wanted)| wanted.key.as_ref().is_some_and(|key| S::concerns(event, key)))
}

/// A click is always possible; the rest only where it was offered.
fn offers(notification: &ShownNotification, answer: &NotificationAnswer) -> bool {
    match answer {
        NotificationAnswer::Open | NotificationAnswer::Closed => true,
        NotificationAnswer::Accept | NotificationAnswer::Decline => {
            notification.buttons.iter().any(|button| button.answer == *answer)
        }
        NotificationAnswer::Reply { .. } => notification.reply.is_some(),
    }
}

#[cfg(test)]
#[path = "board_tests.rs"]
pub mod tests;
