//! What stands in a thread: messages and system messages, as one agent sees them.

use serde::{Deserialize, Serialize};

use super::ids::{AgentId, CommandId, EventId};
use super::vocabulary::{ConsultTarget, InvitationOutcome, Participant, Timestamp};

/// One line of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EventId,
    pub at: Timestamp,
    pub body: EntryBody,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EntryBody {
    /// Said by somebody. `message` is the id under which its author sent it.
    Message {
        from: Participant,
        message: CommandId,
        text: String,
    },
    System {
        system: SystemMessage,
    },
    /// From a newer server: keeps its place and shows one line.
    Unsupported {
        name: String,
    },
}

/// Something that happened, without words: each reader sees it in the own language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum SystemMessage {
    /// The contact opened the chat and waits.
    ChatOpened,
    /// The chat went (back) to the queue and waits there.
    BackInQueue {
        by: Option<AgentId>,
    },
    AgentJoined {
        agent: AgentId,
        how: Joined,
    },
    AgentLeft {
        agent: AgentId,
        why: Left,
    },
    OwnerChanged {
        agent: AgentId,
    },
    ContactInterrupted,
    ContactReturned,
    ContactLeft {
        why: ContactLeft,
    },
    ChatEnded,
    /// First line of a consultation, with the question.
    ConsultationAsked {
        by: AgentId,
        target: ConsultTarget,
        question: Option<String>,
    },
    ConsultationStarted {
        agent: AgentId,
    },
    ConsultationNotAccepted {
        target: ConsultTarget,
        outcome: InvitationOutcome,
    },
    /// `by` is missing when the centre ended it (the chat ended, a transfer).
    ConsultationEnded {
        by: Option<AgentId>,
        why: ConsultationEnd,
    },
}

/// How an agent came into a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Joined {
    Routed,
    Conference { by: AgentId },
    Transfer { by: AgentId },
}

/// How an agent went out of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Left {
    Ended,
    Removed {
        by: AgentId,
    },
    Transferred {
        to: ConsultTarget,
    },
    /// Without connection for longer than the grace time.
    Vanished,
}

/// How the contact left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactLeft {
    /// *Chat beenden* on the contact's page.
    Ended,
    /// No connection for longer than the queue allows.
    TimedOut,
}

/// Why a consultation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationEnd {
    /// One of the two ended it.
    ByAgent,
    /// The asker's session with the contact ended.
    SessionEnded,
    /// The target joined the chat.
    BecameConference,
    /// The chat was handed over.
    Transferred,
}

impl<'de> Deserialize<'de> for EntryBody {
    /// In two steps: what kind it is, then its body. An unknown kind keeps its place.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error;

        #[derive(Deserialize)]
        struct Message {
            from: Participant,
            message: CommandId,
            text: String,
        }

        let value = serde_json::Value::deserialize(from)?;
        let word =
            |at: &serde_json::Value, key: &str| at.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        match word(&value, "kind").as_str() {
            "message" => {
                let Message { from, message, text } = serde_json::from_value(value).map_err(D::Error::custom)?;
                Ok(Self::Message { from, message, text })
            }
            "system" => {
                let system = value.get("system").cloned().unwrap_or_default();
                let name = word(&system, "event");
                Ok(match serde_json::from_value(system) {
                    Ok(system) => Self::System { system },
                    Err(_) => Self::Unsupported { name },
                })
            }
            "unsupported" => Ok(Self::Unsupported { name: word(&value, "name") }),
            other => Ok(Self::Unsupported { name: other.to_owned() }),
        }
    }
}
