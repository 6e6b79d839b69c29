//! Whom an agent can ask, and what follows from the kind of target alone. Whoever wants to know more than its kind asks here,
//! so that a further kind has one place to answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{AgentId, GroupId, QueueId, SkillId};

/// How well somebody has a skill: from 1, a beginner, to 5.
pub type SkillLevel = u8;
/// The lowest level of a skill, …
pub const LOWEST_LEVEL: SkillLevel = 1;
/// … and the highest.
pub const HIGHEST_LEVEL: SkillLevel = 5;

/// Whom an agent can ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ConsultTarget {
    Agent {
        agent: AgentId,
    },
    Group {
        group: GroupId,
    },
    Skill {
        skill: SkillId,
        /// Whoever has it at this level or a higher one.
        least: SkillLevel,
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
    Group,
    Skill,
    Queue,
}

impl TargetKind {
    /// In the order in which a search can be narrowed to them.
    pub const FILTERS: [Self; 4] = [Self::Agent, Self::Group, Self::Skill, Self::Queue];
    /// In the order in which an agent is shown what was found.
    pub const ALL: [Self; 4] = [Self::Skill, Self::Group, Self::Queue, Self::Agent];
}

impl ConsultTarget {
    /// Whether both name the same thing, a skill at whatever level.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Skill { skill, least: _ }, Self::Skill { skill: other, least: _ }) => skill == other,
            (one, other) => one == other,
        }
    }

    /// None for a target from a newer peer.
    #[must_use]
    pub fn kind(&self) -> Option<TargetKind> {
        match self {
            Self::Agent { .. } => Some(TargetKind::Agent),
            Self::Group { .. } => Some(TargetKind::Group),
            Self::Skill { .. } => Some(TargetKind::Skill),
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
            Self::Group { .. } | Self::Skill { .. } | Self::Queue { .. } | Self::Unsupported { .. } => None,
        }
    }

    /// The queue in which a chat waits once it was handed over to this target. None where the target accepts first.
    #[must_use]
    pub fn queue(&self) -> Option<&QueueId> {
        match self {
            Self::Queue { queue } => Some(queue),
            Self::Agent { .. } | Self::Group { .. } | Self::Skill { .. } | Self::Unsupported { .. } => None,
        }
    }

    /// The kind of a target that this program does not know, from a newer peer.
    #[must_use]
    pub fn unsupported(&self) -> Option<&str> {
        match self {
            Self::Unsupported { kind } => Some(kind),
            Self::Agent { .. } | Self::Group { .. } | Self::Skill { .. } | Self::Queue { .. } => None,
        }
    }

    /// What takes the place of its name where nothing says its name; none for a target from a newer peer.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Agent { agent } => Some(agent.as_str()),
            Self::Group { group } => Some(group.as_str()),
            Self::Skill { skill, least: _ } => Some(skill.as_str()),
            Self::Queue { queue } => Some(queue.as_str()),
            Self::Unsupported { .. } => None,
        }
    }
}
