//! The chats that wait in one of my queues, while I look at them: asked for again when the queue stands differently, and
//! kept in their places, so that nothing moves under the pointer.

use konsil_protocol::domain::{CaseId, QueueId, QueueStatus, Timestamp, WaitingChat, WaitingList};

use super::identity::{Identity, debounced_until};
use crate::boundary::view::Phrase;

/// It is asked once in this time at most.
const ASKED_EVERY_MS: u64 = 1_000;

/// So many that wait no more keep their places; beyond that the first of them give theirs up.
const GONE_AT_MOST: usize = 50;

/// The list that is open, if one is.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    open: Option<OpenList>,
}

#[derive(Debug)]
pub(crate) struct OpenList {
    pub queue: QueueId,
    pub told: Told,
    pub rows: Vec<WaitingHere>,
    pub more: u32,
    /// How the queue stood when it was looked at last.
    stood: Option<Stands>,
    standing: Standing,
    asked_at: Option<Timestamp>,
}

/// What the centre has said about the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Nothing,
    List,
    /// This agent may not look there.
    NotAllowed,
}

/// Whether what is here is what the centre would say now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Fresh,
    Stale,
}

/// A chat that waits, or did when it was looked at before.
#[derive(Debug)]
pub(crate) struct WaitingHere {
    pub chat: WaitingChat,
    pub since: Timestamp,
    pub place: Place,
    /// Why I could not take it.
    pub refused: Option<Phrase>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Waits,
    /// It is listed no more, and its row stays where it is.
    Gone,
}

/// What tells that others wait now than did before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stands {
    by_hand: bool,
    waiting: u32,
    longest_since: Option<Timestamp>,
}

impl Waiting {
    /// The list of this queue opens, in place of another one; or the open one closes.
    pub fn look(&mut self, queue: Option<QueueId>) {
        self.open = queue.map(|queue| OpenList {
            queue,
            told: Told::Nothing,
            rows: Vec::new(),
            more: 0,
            stood: None,
            standing: Standing::Stale,
            asked_at: None,
        });
    }

    pub fn open(&self) -> Option<&OpenList> {
        self.open.as_ref()
    }

    /// Over each connection anew.
    pub fn connection_changed(&mut self) {
        self.becomes_stale();
    }

    /// The queue to ask about now, if there is anything to ask.
    pub fn ask(&mut self, identity: &Identity, now: Timestamp) -> Option<QueueId> {
        let open = self.open.as_mut()?;
        let stands = Stands::of(identity, &open.queue);
        if open.stood != stands {
            open.stood = stands;
            open.standing = Standing::Stale;
        }
        if open.standing == Standing::Fresh || open.may_ask_at().is_some_and(|at| now < at) {
            return None;
        }
        open.standing = Standing::Fresh;
        open.asked_at = Some(now);
        Some(open.queue.clone())
    }

    pub fn next_change(&self) -> Option<Timestamp> {
        self.open.as_ref().filter(|open| open.standing == Standing::Stale)?.may_ask_at()
    }

    /// What the centre says waits there. Rows that are here stay where they are; new ones come after them.
    pub fn hear(&mut self, queue: &QueueId, list: Option<WaitingList>, now: Timestamp) {
        let Some(open) = self.open.as_mut().filter(|open| &open.queue == queue) else { return };
        let Some(list) = list else {
            open.told = Told::NotAllowed;
            open.rows.clear();
            open.more = 0;
            return;
        };
        open.told = Told::List;
        open.more = list.more;
        for row in &mut open.rows {
            row.place = Place::Gone;
        }
        for chat in list.chats {
            let since = Timestamp(now.0.saturating_sub_unsigned(chat.waiting_ms));
            match open.rows.iter_mut().find(|row| row.chat.case == chat.case) {
                Some(row) => {
                    row.since = debounced_until(Some(&row.since), since);
                    row.place = Place::Waits;
                    row.chat = chat;
                }
                None => open.rows.push(WaitingHere { chat, since, place: Place::Waits, refused: None }),
            }
        }
        let gone = open.rows.iter().filter(|row| row.place == Place::Gone).count();
        let mut too_many = gone.saturating_sub(GONE_AT_MOST);
        open.rows.retain(|row| {
            let goes = row.place == Place::Gone && too_many > 0;
            too_many -= usize::from(goes);
            !goes
        });
    }

    /// I try to take it: what was said about the try before is read.
    pub fn tried(&mut self, case: &CaseId) {
        if let Some(row) = self.row(case) {
            row.refused = None;
        }
    }

    /// Whether a row is here that says why it could not be taken.
    pub fn refused(&mut self, case: &CaseId, why: &Phrase) -> bool {
        self.becomes_stale();
        let row = self.row(case);
        let found = row.is_some();
        if let Some(row) = row {
            row.refused = Some(why.clone());
        }
        found
    }

    /// It is mine: nothing is to be looked at any more.
    pub fn taken(&mut self, case: &CaseId) {
        if self.row(case).is_some() {
            self.open = None;
        }
    }

    fn row(&mut self, case: &CaseId) -> Option<&mut WaitingHere> {
        self.open.as_mut()?.rows.iter_mut().find(|row| &row.chat.case == case)
    }

    fn becomes_stale(&mut self) {
        if let Some(open) = &mut self.open {
            open.standing = Standing::Stale;
        }
    }
}

impl OpenList {
    fn may_ask_at(&self) -> Option<Timestamp> {
        self.asked_at.map(|at| at.plus_ms(ASKED_EVERY_MS))
    }
}

impl Stands {
    fn of(identity: &Identity, queue: &QueueId) -> Option<Self> {
        let by_hand = identity.queue(queue)?.by_hand;
        let QueueStatus { waiting, longest_waiting_since, .. } = identity.others().queue(queue)?;
        Some(Self { by_hand, waiting: *waiting, longest_since: *longest_waiting_since })
    }
}
