//! The chats that wait in a queue, while their list is open.

use konsil_protocol::domain::{CaseId, QueueId, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::phrase::Phrase;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct WaitingView {
    pub queue: QueueId,
    pub name: String,
    pub told: WaitingTold,
    /// Whom routing would serve first stood first when the list opened. Who has come since stands at the end, and who waits
    /// no more keeps the place.
    pub rows: Vec<WaitingRow>,
    /// So many more wait that I might take.
    pub more: u32,
}

/// What is known of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum WaitingTold {
    /// Nothing yet.
    Nothing,
    List,
    /// I may not look there.
    NotAllowed,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct WaitingRow {
    pub case: CaseId,
    pub contact: String,
    /// The contact's first words, or a colleague's who handed the chat over.
    pub text: String,
    pub since: Timestamp,
    /// The contact's page has no connection just now.
    pub interrupted: bool,
    pub state: WaitingState,
    /// Why I could not take it.
    pub refused: Option<Phrase>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum WaitingState {
    Waits,
    /// I am taking it: the answer is on its way.
    Busy,
    /// It can be taken no more.
    Gone,
}
