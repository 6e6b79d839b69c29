//! What stands in a thread: messages and system messages, as one agent sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{AgentId, CommandId, EventId};
use super::party::Origin;
use super::target::ConsultTarget;
use super::vocabulary::{InvitationOutcome, Timestamp};

/// One line of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Entry {
    pub id: EventId,
    pub at: Timestamp,
    pub body: EntryBody,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum EntryBody {
    /// Said by somebody. `message` is the id under which it was sent.
    Message {
        #[serde(flatten)]
        origin: Origin,
        message: CommandId,
        #[serde(flatten)]
        content: MessageContent,
    },
    System {
        system: SystemMessage,
    },
    /// From a newer server: keeps its place and shows one line.
    Unsupported {
        name: String,
    },
}

/// What a message carries. It is written beside the message's other fields, under its own name: `"text": "Guten Tag"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MessageContent {
    /// Plain text, 1 to [`MAX_TEXT_BYTES`](super::MAX_TEXT_BYTES) bytes of UTF-8 once it is stored.
    Text(String),
}

impl MessageContent {
    /// What can be read of it as text: in a row's preview, in a notification, in the composer when it comes back.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
        }
    }
}

impl From<String> for MessageContent {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Something that happened, without words: each reader sees it in the own language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
#[ts(export)]
pub enum SystemMessage {
    /// The contact opened the chat and waits.
    ChatOpened,
    /// The chat went (back) to the queue and waits there. `note`: what whoever put it there wrote for the next one.
    BackInQueue {
        by: Option<AgentId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    AgentJoined {
        agent: AgentId,
        how: Joined,
    },
    AgentLeft {
        agent: AgentId,
        why: Left,
    },
    /// `note`: what somebody who handed the chat over to this agent wrote.
    OwnerChanged {
        agent: AgentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<HandoverNote>,
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

/// What goes with a chat that is handed over to somebody who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandoverNote {
    pub by: AgentId,
    pub text: String,
}

/// How an agent came into a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "how", rename_all = "snake_case")]
#[ts(export)]
pub enum Joined {
    Routed,
    Conference {
        by: AgentId,
    },
    /// `note`: what whoever handed it over wrote. Agents read it, never the contact.
    Transfer {
        by: AgentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// How an agent went out of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
#[ts(export)]
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
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// How the contact left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ContactLeft {
    /// *Chat beenden* on the contact's page.
    Ended,
    /// No connection for longer than the queue allows.
    TimedOut,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// Why a consultation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ConsultationEnd {
    /// One of the two ended it.
    ByAgent,
    /// The asker's session with the contact ended.
    SessionEnded,
    /// The target joined the chat.
    BecameConference,
    /// The chat was handed over.
    Transferred,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

impl<'de> Deserialize<'de> for EntryBody {
    /// In two steps: what kind it is, then its body. An unknown kind keeps its place.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Message {
            #[serde(flatten)]
            origin: Origin,
            message: CommandId,
            #[serde(flatten)]
            content: MessageContent,
        }

        let value = serde_json::Value::deserialize(from)?;
        let word =
            |at: &serde_json::Value, key: &str| at.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        match word(&value, "kind").as_str() {
            "message" => Ok(match serde_json::from_value(value) {
                Ok(Message { origin, message, content }) => Self::Message { origin, message, content },
                // With content of a kind that is not known here, or with ids of another form.
                Err(_) => Self::Unsupported { name: "message".to_owned() },
            }),
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
