//! Small closed words that everything else is made of.

use serde::{Deserialize, Serialize};

use super::ids::{AgentId, ConsultationId, QueueId};

/// Wall-clock time in milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This moment and so many milliseconds.
    #[must_use]
    pub fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX)))
    }

    /// Milliseconds from `earlier` to this moment; 0 if that lies ahead.
    #[must_use]
    pub fn since_ms(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }
}

/// The languages Konsil speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    De,
    En,
}

/// What an agent is doing, as routing and colleagues see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AgentState {
    Ready,
    NotReady { reason: NotReadyReason },
    AfterWork,
    LoggedOut,
}

/// Why an agent is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotReadyReason {
    /// Just signed in.
    SignedIn,
    Break,
    Meeting,
    Training,
    OtherWork,
    /// Set by the centre when a routed offer expired. An agent cannot choose it.
    NoAnswer,
}

/// Somebody in a chat.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Participant {
    Contact,
    Agent {
        agent: AgentId,
    },
    /// Somebody outside the centre; `sponsor` is the agent who invited and who submits for them.
    Expert {
        name: String,
        sponsor: AgentId,
    },
    Supervisor {
        agent: AgentId,
    },
}

/// Where in a case something is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Thread {
    /// The chat with the contact.
    Main,
    /// A private chat between two agents.
    Consultation { consultation: ConsultationId },
}

/// Whom an agent can ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConsultTarget {
    Agent { agent: AgentId },
    Queue { queue: QueueId },
}

/// What an invitation offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationKind {
    /// A waiting contact, offered by routing.
    Chat,
    Consultation,
    Conference,
    Transfer,
}

/// How an invitation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationOutcome {
    Accepted,
    Declined,
    Expired,
    Withdrawn,
}

/// A text in the languages it exists in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    pub de: String,
    pub en: String,
}

impl Words {
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}
