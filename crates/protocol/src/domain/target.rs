//! Whom an agent can ask, and what follows from the kind of target alone. Whoever wants to know more than its kind asks here,
//! so that a further kind has one place to answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{AgentId, QueueId};

/// Whom an agent can ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ConsultTarget {
    Agent {
        agent: AgentId,
    },
    Queue {
        queue: QueueId,
    },
    /// From a newer peer.
    #[serde(untagged)]
    #[ts(skip)]
    Unsupported {
        kind: String,
    },
}

/// Kinds of consultation targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TargetKind {
    Agent,
    Queue,
}

impl TargetKind {
    /// In the order in which an agent is shown them.
    pub const ALL: [Self; 2] = [Self::Agent, Self::Queue];
}

impl ConsultTarget {
    /// None for a target from a newer peer.
    #[must_use]
    pub fn kind(&self) -> Option<TargetKind> {
        match self {
            Self::Agent { .. } => Some(TargetKind::Agent),
            Self::Queue { .. } => Some(TargetKind::Queue),
            Self::Unsupported { .. } => None,
        }
    }

    /// The agent that it names, who then knows that it was chosen, and whose answer is that of the target. None where
    /// several belong to it, and where the asker does not learn who is asked.
    #[must_use]
    pub fn agent(&self) -> Option<&AgentId> {
        match self {
            Self::Agent { agent } => Some(agent),
            Self::Queue { .. } | Self::Unsupported { .. } => None,
        }
    }

    /// The queue in which a chat waits once it was handed over to this target. None where the target accepts first.
    #[must_use]
    pub fn queue(&self) -> Option<&QueueId> {
        match self {
            Self::Queue { queue } => Some(queue),
            Self::Agent { .. } | Self::Unsupported { .. } => None,
        }
    }

    /// The kind of a target that this program does not know, from a newer peer.
    #[must_use]
    pub fn unsupported(&self) -> Option<&str> {
        match self {
            Self::Unsupported { kind } => Some(kind),
            Self::Agent { .. } | Self::Queue { .. } => None,
        }
    }

    /// What takes the place of its name where nothing says its name; none for a target from a newer peer.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Agent { agent } => Some(agent.as_str()),
            Self::Queue { queue } => Some(queue.as_str()),
            Self::Unsupported { .. } => None,
        }
    }
}
