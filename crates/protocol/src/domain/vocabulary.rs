//! Small closed words that everything else is made of.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{CaseId, ConsultationId};
use super::reason::NotReadyReason;

/// Wall-clock time in milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export, type = "number")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Language {
    #[default]
    De,
    En,
}

/// What an agent is doing, as routing and colleagues see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum AgentState {
    Ready,
    NotReady {
        reason: NotReadyReason,
    },
    AfterWork,
    LoggedOut,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// Where in a case something is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Thread {
    /// The chat with the contact.
    Main,
    /// A private chat between two agents.
    Consultation { consultation: ConsultationId },
}

/// One thread of one case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct ThreadRef {
    pub case: CaseId,
    pub thread: Thread,
}

impl ThreadRef {
    /// The chat with the contact.
    #[must_use]
    pub fn main(case: CaseId) -> Self {
        Self { case, thread: Thread::Main }
    }

    /// A private chat between two agents.
    #[must_use]
    pub fn consultation(case: CaseId, consultation: ConsultationId) -> Self {
        Self { case, thread: Thread::Consultation { consultation } }
    }
}

/// What an invitation offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum InvitationKind {
    /// A waiting contact, offered by routing.
    Chat,
    Consultation,
    Conference,
    Transfer,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// How an invitation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum InvitationOutcome {
    Accepted,
    Declined,
    Expired,
    Withdrawn,
    /// From a newer peer.
    #[serde(other)]
    Unsupported,
}

/// A text in the languages it exists in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
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
