//! Stored forms of their own: how a type of the rules is written where it has moved away from what lies on disks. The
//! server's `store::stored` says how all stored forms are held.

use konsil_protocol::domain::{AgentId, InvitationKind};
use serde::{Deserialize, Serialize};

/// Version 1 of who asks in an invitation.
#[derive(Serialize, Deserialize)]
pub(crate) struct Asked {
    pub kind: InvitationKind,
    /// Missing for a chat from the queue.
    pub by: Option<AgentId>,
}
