//! What of a thread's words attention depends on: the newest that somebody else said, and how far the contact was
//! answered. It is kept up as the entries arrive, so that a thread of any length costs the same.

use konsil_protocol::domain::{EntryBody, Party, Placed, Timestamp};

use crate::boundary::view::Side;

/// Of one thread.
#[derive(Debug, Default)]
pub(crate) struct ReplyTracker {
    newest: Option<LastText>,
    answer: Option<LastAnswer>,
    waits_since: Option<Timestamp>,
}

/// The newest message that is not mine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LastText {
    pub order: u64,
    pub at: Timestamp,
    pub from: Party,
    /// As it was written; it is sanitised where the system draws it.
    pub text: String,
}

/// The newest words that the contact has from one of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LastAnswer {
    pub order: u64,
    pub at: Timestamp,
}

impl ReplyTracker {
    /// One more entry, newer than all before.
    pub fn hear(&mut self, placed: &Placed, side: Side) {
        let EntryBody::Message { origin, content, .. } = &placed.entry.body else { return };
        let at = placed.entry.at;
        match side {
            Side::Contact => self.waits_since = self.waits_since.or(Some(at)),
            Side::Mine | Side::Colleague => {
                self.answer = Some(LastAnswer { order: placed.order, at });
                self.waits_since = None;
            }
        }
        match side {
            Side::Mine => {}
            Side::Contact | Side::Colleague => {
                self.newest = Some(LastText {
                    order: placed.order,
                    at,
                    from: origin.by.clone(),
                    text: content.text().to_owned(),
                });
            }
        }
    }

    pub fn newest(&self) -> Option<&LastText> {
        self.newest.as_ref()
    }

    pub fn answer(&self) -> Option<LastAnswer> {
        self.answer
    }

    /// Since when the contact waits, as far as the entries show. The centre's view says the same, and says it later.
    pub fn waits_since(&self) -> Option<Timestamp> {
        self.waits_since
    }
}
