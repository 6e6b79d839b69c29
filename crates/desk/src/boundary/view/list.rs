//! The left column.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, ConsultationId, InvitationId, InvitationKind, QueueId, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::attention::ReminderView;
use super::phrase::Phrase;

/// The left column.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ListView {
    /// Open invitations except those to a conference or transfer of a chat that has a place here: these stand there.
    pub invitations: Vec<InvitationCard>,
    /// Of all that I can answer now, wherever it stands, the one that came first. Without its text.
    pub oldest: Option<InvitationCard>,
    /// In the order of `docs/behaviour.md` 7.8.
    pub chats: Vec<ChatRow>,
    /// Chats in which I was asked.
    pub consultations: Vec<ChatRow>,
    pub queues: Vec<QueueRow>,
    /// The chat that needs me most; while none does, the first of the list. For an empty pane: nothing is shown by itself.
    pub first: Option<FirstChat>,
}

/// What has become of the left column since a window was told of it: a line in one chat costs that chat's row, however many
/// there are. What is none is as it was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, TS)]
#[ts(export)]
pub struct ListChange {
    /// Rows that are new or say something else, of chats and consultations alike.
    pub rows: Vec<ChatRow>,
    /// Which rows there are, and how they stand.
    pub order: Option<ListOrder>,
    pub invitations: Option<Vec<InvitationCard>>,
    pub around: Option<ListAround>,
}

/// How the rows stand.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ListOrder {
    pub chats: Vec<CaseId>,
    pub consultations: Vec<CaseId>,
}

/// What stands around the rows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ListAround {
    pub oldest: Option<InvitationCard>,
    pub queues: Vec<QueueRow>,
    pub first: Option<FirstChat>,
}

impl ListView {
    /// None where nothing is another.
    #[must_use]
    pub fn since(&self, former: &Self) -> Option<ListChange> {
        let known: BTreeMap<_, _> = former.rows().map(|row| (&row.case, row)).collect();
        let rows = self.rows().filter(|row| known.get(&row.case) != Some(row)).cloned().collect();
        let order = self.order();
        let change = ListChange {
            rows,
            order: (order != former.order()).then_some(order),
            invitations: (self.invitations != former.invitations).then(|| self.invitations.clone()),
            around: (self.around() != former.around()).then(|| self.around()),
        };
        (change != ListChange::default()).then_some(change)
    }

    /// As a window takes it in.
    pub fn take(&mut self, change: ListChange) {
        let order = change.order.unwrap_or_else(|| self.order());
        let former = std::mem::take(&mut self.chats).into_iter().chain(std::mem::take(&mut self.consultations));
        let mut rows: BTreeMap<_, _> = former.chain(change.rows).map(|row| (row.case.clone(), row)).collect();
        let mut in_order = |ids: &[CaseId]| ids.iter().filter_map(|id| rows.remove(id)).collect();
        self.chats = in_order(&order.chats);
        self.consultations = in_order(&order.consultations);
        if let Some(invitations) = change.invitations {
            self.invitations = invitations;
        }
        if let Some(ListAround { oldest, queues, first }) = change.around {
            (self.oldest, self.queues, self.first) = (oldest, queues, first);
        }
    }

    fn rows(&self) -> impl Iterator<Item = &ChatRow> {
        self.chats.iter().chain(&self.consultations)
    }

    fn order(&self) -> ListOrder {
        let ids = |rows: &[ChatRow]| rows.iter().map(|row| row.case.clone()).collect();
        ListOrder { chats: ids(&self.chats), consultations: ids(&self.consultations) }
    }

    fn around(&self) -> ListAround {
        ListAround { oldest: self.oldest.clone(), queues: self.queues.clone(), first: self.first.clone() }
    }
}

/// What an empty pane offers.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FirstChat {
    pub case: CaseId,
    /// Set for a consultation with unread words, which it then shows.
    pub consultation: Option<ConsultationId>,
    pub contact: String,
    pub why: FirstChatWhy,
    pub reminder: Option<ReminderView>,
}

/// Why this chat is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FirstChatWhy {
    /// The contact waits for an answer of mine.
    Reply,
    /// Words in a consultation that I have not read.
    Consultation,
    /// An invitation that stands in the chat.
    Invitation,
    /// Nothing needs me: the first of the list.
    None,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct InvitationCard {
    pub invitation: InvitationId,
    pub case: CaseId,
    pub kind: InvitationKind,
    /// Who asks; none for a chat from the queue.
    pub by: Option<String>,
    pub contact: String,
    pub queue: String,
    pub text: Option<String>,
    pub expires_at: Timestamp,
    /// An answer is under way.
    pub busy: bool,
    /// It can be declined; else it can only be accepted.
    pub refusable: bool,
    /// The contact's page has no connection just now.
    pub interrupted: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ChatRow {
    pub case: CaseId,
    /// The contact's name; in a row of consultations, who asks me (the contact stands in `preview`).
    pub contact: String,
    pub initials: String,
    /// Last line, or what is so (ended, read-only, …).
    pub preview: Phrase,
    pub preview_of: PreviewOf,
    /// Of the last activity; shown where no reminder is.
    pub at: Timestamp,
    pub group: RowGroup,
    /// Of a pending reply; none: no time is shown.
    pub reminder: Option<ReminderView>,
    pub silenced: bool,
    pub unread: u32,
    /// So many of the unread were said in consultations.
    pub unread_private: u32,
    /// A consultation is open here.
    pub consulting: bool,
    /// What became of my last request, until it is read above the chat.
    pub refused: Option<RefusedRequest>,
    pub selected: bool,
    /// Torn off into a window of its own.
    pub torn_off: bool,
    /// Connection of the contact is interrupted.
    pub interrupted: bool,
    /// Something of mine could not be sent.
    pub unsent: bool,
    /// An invitation of mine stands in this chat (into the conference, to take over) and runs out then.
    pub invited_until: Option<Timestamp>,
}

/// What a row's second line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PreviewOf {
    /// The last words to or from the contact, or what is so.
    Chat,
    /// What I have begun to write to the contact.
    Draft,
    /// What I have begun to write in a consultation.
    PrivateDraft,
    /// Unread words of a consultation.
    Private,
    /// What became of my last request.
    Refused,
    /// A text of mine that was not sent.
    NotSent,
}

/// A request of mine that was not accepted.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct RefusedRequest {
    pub text: Phrase,
    pub private: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RowGroup {
    Pending,
    Answered,
    Ended,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct QueueRow {
    pub queue: QueueId,
    pub name: String,
    pub waiting: u32,
    pub longest_waiting_since: Option<Timestamp>,
    /// I may look who waits there, and take one.
    pub by_hand: bool,
}
