//! The left column.

use konsil_protocol::domain::{CaseId, InvitationId, InvitationKind, QueueId, Timestamp};
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
    /// In the order of `docs/behaviour.md` 7.8.
    pub chats: Vec<ChatRow>,
    /// Chats in which I was asked.
    pub consultations: Vec<ChatRow>,
    pub queues: Vec<QueueRow>,
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
    pub group: RowGroup,
    /// Of a pending reply; none: no time is shown.
    pub reminder: Option<ReminderView>,
    pub silenced: bool,
    pub unread: u32,
    /// All that is unread here was said in consultations; false if nothing is.
    pub unread_private: bool,
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
}
