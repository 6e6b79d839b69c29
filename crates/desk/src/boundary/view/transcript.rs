//! What is found in a thread, and a chat written out.

use konsil_protocol::domain::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::lines::Line;

/// The answer to a search in a thread.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FoundLines {
    /// Oldest first. Of very many the newest.
    pub lines: Vec<FoundLine>,
    /// In how many lines it is found.
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FoundLine {
    pub key: String,
    /// Where in its text: begin and end of each place, in UTF-16 units.
    pub ranges: Vec<(u32, u32)>,
}

/// A chat to be written out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TranscriptView {
    pub contact: String,
    pub queue: String,
    pub opened_at: Option<Timestamp>,
    /// Oldest first, whichever thread they are of.
    pub lines: Vec<TranscriptLine>,
    /// The first lines are there. Until then earlier ones are under way, if they were asked for and there is a connection.
    pub whole: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TranscriptLine {
    pub line: Line,
    pub inside: Inside,
}

/// Who has read a line of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Inside {
    /// The contact, too.
    No,
    /// Only the agents in the chat.
    Chat,
    /// Only those two who consult.
    Consultation { with: String },
}
