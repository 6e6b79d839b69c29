//! Why the centre says no. Each is a code with arguments; the words stand in `locales`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use ts_rs::TS;

use super::ids::{AgentId, CaseId};
use super::unknown::known;
use super::vocabulary::InvitationOutcome;

/// A refusal says what is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(remote = "Self", tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Refusal {
    /// No such case, or one this agent has no part in: the two are not told apart.
    NoSuchCase,
    NoSuchInvitation,
    NoSuchConsultation,
    NoSuchTarget,
    /// The case is there, but this is not the agent's to do.
    NotPermitted,
    /// The agent's own session in this chat, or this consultation, has ended.
    AlreadyEnded,
    /// The owner removed this agent from the conference.
    RemovedFromConference {
        by: AgentId,
    },
    ContactLeft,
    /// The whole chat is over.
    ChatEnded,
    /// Somebody was faster, or it is too late.
    InvitationClosed {
        outcome: InvitationOutcome,
    },
    /// That target already has a pending invitation in this case.
    AlreadyInvited,
    /// A conference or transfer request of this chat is already pending.
    RequestPending,
    /// That agent is already in the chat.
    AlreadyMember,
    /// There is already an open consultation between these two in this case.
    AlreadyConsulting,
    TargetIsYourself,
    TargetLoggedOut,
    /// The target does not want to be asked by name now.
    TargetDoNotDisturb,
    /// Do-not-disturb lasts a day at most.
    DoNotDisturbTooLong {
        limit_ms: u64,
    },
    /// The target has as many open consultations as an agent may have.
    TargetBusy,
    /// This agent has as many chats as it can have at once.
    NoFreePlace,
    /// Somebody else has that chat.
    AlreadyTaken,
    /// The chat is being offered to somebody just now.
    BeingOffered,
    /// Nobody of that queue is available.
    NobodyAvailable,
    /// A chat goes to a queue only while no other agent is in it.
    OtherAgentInChat,
    /// Mark done comes after end.
    NotEndedYet,
    DispositionMissing,
    NoSuchDisposition,
    /// Logging out needs these chats to be ended first, or the consultations in them into which the agent was asked.
    SessionsOpen {
        #[serde(deserialize_with = "known")]
        cases: Vec<CaseId>,
    },
    /// The state is the centre's to set, or cannot be reached from here.
    StateNotPossible,
    TextEmpty,
    /// Longer than `limit` bytes of UTF-8.
    TextTooLong {
        limit: u32,
    },
    TooManyCaseData {
        limit: u32,
    },
    /// The command could not be read.
    Malformed,
    /// The command id was used before for something else.
    CommandIdReused,
    /// The store did not answer; nothing was changed. The same command may be sent again.
    StoreUnavailable,
    /// From a newer server, under a name this program does not know.
    Unsupported {
        code: String,
    },
}

impl Refusal {
    /// Whether the same command, sent again, may succeed: then its answer is not stored.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::StoreUnavailable)
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, to)
    }
}

impl<'de> Deserialize<'de> for Refusal {
    /// A refusal that this program cannot read is one all the same: its name is kept.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        Ok(Self::deserialize(&value).unwrap_or_else(|_| {
            let kind = value.get("kind").and_then(Value::as_str).unwrap_or_default();
            Self::Unsupported { code: kind.to_owned() }
        }))
    }
}
