//! A thread's lines, and how they change.

use konsil_protocol::domain::{CommandId, MessageContent, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::phrase::Phrase;

/// How a thread's lines change.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "op", rename_all = "snake_case")]
#[ts(export)]
pub enum Lines {
    Reset {
        lines: Vec<Line>,
        older: bool,
    },
    /// At the end, oldest first.
    Append {
        lines: Vec<Line>,
    },
    Prepend {
        lines: Vec<Line>,
        older: bool,
    },
    /// The line of that key is now so (and stays where it is).
    Replace {
        key: String,
        line: Line,
    },
    Remove {
        key: String,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Line {
    pub key: String,
    pub at: Timestamp,
    pub body: LineBody,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum LineBody {
    Message {
        author: String,
        /// What the author is to the chat, where it is neither the contact nor an agent.
        role: Option<Box<Phrase>>,
        side: Side,
        #[serde(flatten)]
        content: MessageContent,
        state: SendState,
        message: CommandId,
    },
    /// `private`: something of a consultation. It is set off in colour, in `Main` with a lock. A line of the chat itself
    /// is not, also where only agents read it.
    /// `note`: what was written for whoever took the chat over then. Agents read it, the contact does not.
    System {
        phrase: Phrase,
        private: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        note: Option<Box<NoteShown>>,
    },
    /// The question of a consultation, set off.
    Question { author: String, text: String },
}

/// What went with a chat that was handed over.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct NoteShown {
    pub author: String,
    pub text: String,
}

/// Whose words: mine and my fellow agents' stand right, in blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Side {
    Mine,
    Colleague,
    Contact,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum SendState {
    Sent,
    Sending,
    /// Waits for the connection.
    Queued,
    /// Came back; the text is kept. `sendable`: its own thread is this one, so that it may be sent again from here, if the
    /// thread has a field.
    NotSent {
        why: Phrase,
        sendable: bool,
    },
    /// Nobody knows whether it was sent; it is not sent again by itself. The agent can send it again or discard it.
    Uncertain {
        sendable: bool,
    },
}
