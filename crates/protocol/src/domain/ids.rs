//! Opaque names of things. Equal or not is all that may be asked of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest id, in bytes, of any kind and from anybody.
pub const MAX_ID_BYTES: usize = 64;

/// Why a string is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an id has 1 to {MAX_ID_BYTES} characters of A-Z a-z 0-9 . _ : -")
    }
}

impl std::error::Error for NotAnId {}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_ID_BYTES
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'-'))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(export, type = "string")]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// [`NotAnId`] for an empty or long string, or one with other characters than ids have.
            pub fn new(text: impl Into<String>) -> Result<Self, NotAnId> {
                let text = text.into();
                if is_id(&text) { Ok(Self(text)) } else { Err(NotAnId) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )*};
}

ids! {
    /// An agent, as the centre file names it. Never shown to a contact.
    AgentId;
    /// Somebody outside the centre, as the source that brings them in names them: always the same for the same person
    /// there. Never shown to a contact.
    ExpertId;
    /// An agent group, as the centre file names it.
    GroupId;
    /// A skill, as the centre file names it.
    SkillId;
    /// An interaction queue, as the centre file names it.
    QueueId;
    /// A kind of interaction with a capacity of its own, as the centre file names it.
    KindId;
    /// A disposition, as the centre file names it.
    DispositionId;
    /// A case: one contact's interaction with its consultations and participants. Random.
    CaseId;
    /// A consultation within a case. Random.
    ConsultationId;
    /// An offer of a chat, or to consult, to join, to take over. Random.
    InvitationId;
    /// One recorded event. Random; its first eight characters are the tag of a cursor.
    EventId;
    /// Made by the sender of a command; the same id means the same command, sent again.
    CommandId;
}
