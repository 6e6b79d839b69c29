//! Stored forms of their own: how a type of the rules is written where it has moved away from what lies on disks. The
//! server's `store::stored` says how all stored forms are held.

use konsil_protocol::domain::{AgentId, InvitationKind};
use serde::{Deserialize, Serialize};

use crate::RequestKind;

/// Version 1 of [`crate::Asked`].
#[derive(Serialize, Deserialize)]
pub(crate) struct Asked {
    kind: InvitationKind,
    /// Missing for a chat from the queue.
    by: Option<AgentId>,
}

impl From<crate::Asked> for Asked {
    fn from(asked: crate::Asked) -> Self {
        Self { kind: asked.kind(), by: asked.by().cloned() }
    }
}

impl TryFrom<Asked> for crate::Asked {
    type Error = &'static str;

    fn try_from(stored: Asked) -> Result<Self, Self::Error> {
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

#[cfg(test)]
mod tests {
    use crate::Asked;

    #[test]
    fn a_request_without_an_asker_is_refused_instead_of_becoming_an_offer_of_the_chat() {
        let read = |text: &str| serde_json::from_str::<Asked>(text);
        assert_eq!(read(r#"{"kind":"chat","by":null}"#).unwrap(), Asked::Routed);
        assert!(read(r#"{"kind":"consultation","by":"anna"}"#).is_ok());
        assert!(read(r#"{"kind":"consultation","by":null}"#).is_err());
        assert!(read(r#"{"kind":"party","by":"anna"}"#).is_err());
    }
}
