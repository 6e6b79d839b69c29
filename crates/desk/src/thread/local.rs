//! A text of mine between Enter and its entry.

use konsil_protocol::domain::{CommandId, MessageContent, Thread, Timestamp};

use crate::boundary::input::Purpose;
use crate::boundary::phrases;
use crate::boundary::system::Disk;
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
    pub addressed: Addressed,
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeptAs {
    Outbox,
    /// As the draft that it was, of that thread.
    Draft {
        of: Thread,
    },
    /// As what it was written for: the question of a consultation, the note of a transfer.
    Words {
        of: Purpose,
    },
    /// Nowhere: it goes with this program.
    Memory,
}

/// To whom a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addressed {
    /// To those who read the thread in which it is shown.
    Here,
    /// To somebody else. It is shown here because its own place is gone, and never sent from here.
    Elsewhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overtaken {
    No,
    Yes,
}

impl Local {
    /// It ends with this program: the disk did not take it, or it never had a place there.
    pub fn is_lost_with_the_program(&self, disk: Disk) -> bool {
        let refused_by_the_disk = match &self.state {
            LocalState::NotSent { why } => *why == phrases::not_sent_not_stored(),
            LocalState::Sending | LocalState::Queued | LocalState::Accepted | LocalState::Uncertain => false,
        };
        refused_by_the_disk
            || match self.kept {
                KeptAs::Memory => true,
                // What was written last may not be there.
                KeptAs::Draft { .. } | KeptAs::Words { .. } => disk == Disk::TakesNothing,
                KeptAs::Outbox => false,
            }
    }

    pub fn shown(&self) -> SendState {
        let sendable = self.addressed == Addressed::Here;
        match &self.state {
            LocalState::Sending => SendState::Sending,
            LocalState::Queued => SendState::Queued,
            LocalState::Accepted => SendState::Sent,
            LocalState::NotSent { why } => SendState::NotSent { why: why.clone(), sendable },
            LocalState::Uncertain => SendState::Uncertain { sendable },
        }
    }
}

impl LocalState {
    pub fn is_under_way(&self) -> bool {
        match self {
            Self::Sending | Self::Queued | Self::Accepted => true,
            Self::NotSent { .. } | Self::Uncertain => false,
        }
    }
}
