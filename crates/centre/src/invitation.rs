//! An open invitation, and what is remembered of a closed one.

use std::collections::BTreeSet;

use konsil_protocol::domain::{AgentId, ConsultTarget, InvitationId, InvitationKind, InvitationOutcome, Timestamp};
use serde::{Deserialize, Serialize};

use crate::stored;

/// Who asks, and for what. Accepting a routed chat makes its owner; no request of an agent can, because it is another
/// variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "stored::Asked", into = "stored::Asked")]
pub enum Asked {
    /// Routing offers a chat that waits in its queue.
    Routed,
    ByAgent {
        kind: RequestKind,
        by: AgentId,
    },
}

impl Asked {
    /// The kind under which agents see it.
    #[must_use]
    pub fn kind(&self) -> InvitationKind {
        match self {
            Self::Routed => InvitationKind::Chat,
            Self::ByAgent { kind, .. } => (*kind).into(),
        }
    }

    /// The agent who asks; nobody for a chat from the queue.
    #[must_use]
    pub fn by(&self) -> Option<&AgentId> {
        match self {
            Self::Routed => None,
            Self::ByAgent { by, .. } => Some(by),
        }
    }

    #[must_use]
    pub fn is_by(&self, agent: &AgentId) -> bool {
        self.by() == Some(agent)
    }

    /// The kind, if this is an agent's request.
    #[must_use]
    pub fn request(&self) -> Option<RequestKind> {
        match self {
            Self::Routed => None,
            Self::ByAgent { kind, .. } => Some(*kind),
        }
    }
}

impl From<Asked> for stored::Asked {
    fn from(asked: Asked) -> Self {
        Self { kind: asked.kind(), by: asked.by().cloned() }
    }
}

impl TryFrom<stored::Asked> for Asked {
    type Error = &'static str;

    fn try_from(stored: stored::Asked) -> Result<Self, Self::Error> {
        let kind = match stored.kind {
            InvitationKind::Chat => return Ok(Self::Routed),
            InvitationKind::Consultation => RequestKind::Consultation,
            InvitationKind::Conference => RequestKind::Conference,
            InvitationKind::Transfer => RequestKind::Transfer,
            InvitationKind::Unsupported => return Err("a kind of invitation that this version does not know"),
        };
        let by = stored.by.ok_or("a request without the agent who asks")?;
        Ok(Self::ByAgent { kind, by })
    }
}

/// What an agent can ask another agent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    Consultation,
    Conference,
    Transfer,
}

impl RequestKind {
    pub const ALL: [Self; 3] = [Self::Consultation, Self::Conference, Self::Transfer];
}

impl From<RequestKind> for InvitationKind {
    fn from(kind: RequestKind) -> Self {
        match kind {
            RequestKind::Consultation => Self::Consultation,
            RequestKind::Conference => Self::Conference,
            RequestKind::Transfer => Self::Transfer,
        }
    }
}

/// A pending invitation. It is taken out of the case when it closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    #[serde(flatten)]
    pub asked: Asked,
    /// Whom the asker chose; for a queue, `to` is the member being asked now.
    pub target: ConsultTarget,
    pub to: AgentId,
    pub text: Option<String>,
    pub expires_at: Timestamp,
    /// Members of the queue who were asked before.
    #[serde(rename = "asked")]
    pub asked_before: BTreeSet<AgentId>,
}

/// How an invitation ended for an agent who was asked, or who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub invitation: InvitationId,
    pub agent: AgentId,
    pub outcome: InvitationOutcome,
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn a_request_without_an_asker_is_refused_instead_of_becoming_an_offer_of_the_chat() {
        let read = |text: &str| serde_json::from_str::<Asked>(text);
        assert_eq!(read(r#"{"kind":"chat","by":null}"#).unwrap(), Asked::Routed);
        assert!(read(r#"{"kind":"consultation","by":"anna"}"#).is_ok());
        assert!(read(r#"{"kind":"consultation","by":null}"#).is_err());
        assert!(read(r#"{"kind":"party","by":"anna"}"#).is_err());
    }
}
