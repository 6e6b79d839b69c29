//! Stored forms of their own: how a type of the rules is written where it has moved away from what lies on disks. The
//! server's `store::stored` says how all stored forms are held.

use konsil_protocol::domain::{AgentId, InvitationKind, Party, Timestamp, agent_or_party};
use serde::{Deserialize, Serialize};

/// Version 1 of who asks in an invitation.
#[derive(Serialize, Deserialize)]
pub(crate) struct Asked {
    pub kind: InvitationKind,
    /// Missing for a chat from the queue.
    pub by: Option<AgentId>,
}

/// Version 1 of somebody in the chat, as a former agent keeps it in view.
#[derive(Serialize, Deserialize)]
pub(crate) struct InChat(#[serde(with = "agent_or_party")] pub Party, pub Timestamp);

/// Version 1 of a message's origin: who submitted it is always written, for an agent's own words the agent itself.
pub(crate) mod origin {
    use konsil_protocol::domain::{AgentId, Origin, Party};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Stored {
        from: Party,
        submitted_by: Option<AgentId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        foreign_id: Option<String>,
    }

    fn own(by: &Party) -> Option<&AgentId> {
        match by {
            Party::Agent { agent } => Some(agent),
            Party::Contact | Party::Expert { .. } | Party::Supervisor { .. } | Party::Unsupported { .. } => None,
        }
    }

    pub fn serialize<S: Serializer>(origin: &Origin, to: S) -> Result<S::Ok, S::Error> {
        let Origin { by, submitted_by, foreign_id } = origin.clone();
        let submitted_by = submitted_by.or_else(|| own(&by).cloned());
        Stored { from: by, submitted_by, foreign_id }.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Origin, D::Error> {
        let Stored { from: by, submitted_by, foreign_id } = Stored::deserialize(from)?;
        let submitted_by = submitted_by.filter(|agent| own(&by) != Some(agent));
        Ok(Origin { by, submitted_by, foreign_id })
    }
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::Origin;
    use serde_json::{Value, json};

    use super::origin;

    fn reads(stored: &Value) -> Origin {
        origin::deserialize(stored).unwrap()
    }

    fn writes(read: &Origin) -> Value {
        origin::serialize(read, serde_json::value::Serializer).unwrap()
    }

    #[test]
    fn an_agents_own_words_are_stored_as_submitted_by_the_agent_and_read_as_its_own() {
        let stored = json!({ "from": { "kind": "agent", "agent": "anna" }, "submitted_by": "anna" });
        let read = reads(&stored);
        assert_eq!(read, Origin::from(read.by.clone()));
        assert_eq!(writes(&read), stored);
        let stored = json!({ "from": { "kind": "contact" }, "submitted_by": null });
        assert_eq!(writes(&reads(&stored)), stored);
    }

    #[test]
    fn what_a_sponsor_submits_for_an_expert_is_stored_with_both_and_with_the_foreign_id() {
        let stored = json!({
            "from": { "kind": "expert", "expert": "teams:4f1d2c", "name": "Dr. Paula Weber", "sponsor": "anna" },
            "submitted_by": "anna", "foreign_id": "19:x@thread/1700000000000"
        });
        let read = reads(&stored);
        assert_eq!(read.submitted_by.as_ref().map(ToString::to_string).as_deref(), Some("anna"));
        assert_eq!(read.foreign_id.as_deref(), Some("19:x@thread/1700000000000"));
        assert_eq!(writes(&read), stored);
    }
}
