//! A text of mine between Enter and its entry.

use konsil_protocol::domain::{CommandId, MessageContent, Timestamp};

use crate::boundary::view::{Phrase, SendState};

/// A text of mine that is not (yet) an entry. It is shown after all entries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Local {
    pub id: CommandId,
    pub content: MessageContent,
    pub at: Timestamp,
    pub state: LocalState,
    /// Where it is kept on disk.
    pub kept: KeptAs,
    /// The contact wrote after it: it does not stop the signs of a pending reply.
    pub overtaken: Overtaken,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LocalState {
    Sending,
    Queued,
    /// Answered; its entry is on the way.
    Accepted,
    NotSent {
        why: Phrase,
    },
    /// The connection was lost while it was under way to a backend that cannot repeat safely.
    Uncertain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeptAs {
    Outbox,
    /// A draft whose chat is gone.
    Draft,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overtaken {
    No,
    Yes,
}

impl LocalState {
    pub fn shown(&self) -> SendState {
        match self {
            Self::Sending => SendState::Sending,
            Self::Queued => SendState::Queued,
            Self::Accepted => SendState::Sent,
            Self::NotSent { why } => SendState::NotSent { why: why.clone() },
            Self::Uncertain => SendState::Uncertain,
        }
    }

    pub fn is_under_way(&self) -> bool {
        match self {
            Self::Sending | Self::Queued | Self::Accepted => true,
            Self::NotSent { .. } | Self::Uncertain => false,
        }
    }
}
