//! Who and what there is in a centre, by name. It changes only with the centre's file.

use serde::{Deserialize, Serialize};

use super::directory::{DispositionEntry, ReminderThresholds};
use super::ids::{AgentId, DispositionId, QueueId};
use super::target::ConsultTarget;
use super::unknown::known;
use super::vocabulary::{Language, Words};

/// Everybody and everything that can be asked, without what they are doing: that is told in [`super::AgentStatus`] and
/// [`super::QueueStatus`], of those whom it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// The centre's name, as contacts read it.
    pub centre: String,
    #[serde(deserialize_with = "known")]
    pub agents: Vec<ListedAgent>,
    #[serde(deserialize_with = "known")]
    pub queues: Vec<ListedQueue>,
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionEntry>,
}

/// A colleague (or I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAgent {
    pub agent: AgentId,
    pub name: String,
    #[serde(default, deserialize_with = "known")]
    pub queues: Vec<QueueId>,
}

/// An interaction queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedQueue {
    pub queue: QueueId,
    pub name: Words,
    pub members: u32,
    /// The dispositions an agent may choose in this queue's chats.
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionId>,
    #[serde(default)]
    pub reminder: ReminderThresholds,
}

/// Something that can be asked, as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed<'a> {
    Agent(&'a ListedAgent),
    Queue(&'a ListedQueue),
}

impl Listing {
    /// Everything that can be asked, kind by kind.
    pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        self.agents.iter().map(Listed::Agent).chain(self.queues.iter().map(Listed::Queue))
    }
}

impl<'a> Listed<'a> {
    #[must_use]
    pub fn target(self) -> ConsultTarget {
        match self {
            Self::Agent(agent) => ConsultTarget::Agent { agent: agent.agent.clone() },
            Self::Queue(queue) => ConsultTarget::Queue { queue: queue.queue.clone() },
        }
    }

    /// Its name in this language.
    #[must_use]
    pub fn name(self, language: Language) -> &'a str {
        match self {
            Self::Agent(agent) => &agent.name,
            Self::Queue(queue) => queue.name.in_language(language),
        }
    }
}
