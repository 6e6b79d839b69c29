//! What version 1 of the wire tells in one: names and states, of everybody, whole. A desktop of today takes it apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::directory::{DispositionEntry, ReminderThresholds};
use super::ids::{AgentId, DispositionId, QueueId};
use super::listing::{ListedAgent, ListedQueue, Listing};
use super::reason::{NotReadyReason, ReasonId};
use super::status::{AgentStatus, Doing, Mine, QueueStatus};
use super::unknown::known;
use super::vocabulary::{AgentState, Timestamp, Words};

/// Everybody and everything that can be asked, with what they are doing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Directory {
    pub version: u64,
    /// The centre's name, as contacts read it.
    pub centre: String,
    #[serde(deserialize_with = "known")]
    pub agents: Vec<DirectoryAgent>,
    #[serde(deserialize_with = "known")]
    pub queues: Vec<DirectoryQueue>,
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionEntry>,
}

impl AgentState {
    /// As version 1 knows it: it has four reasons that agents choose, and drops what names another one. Then the one that
    /// claims least stands there.
    #[must_use]
    pub fn in_version_1(self) -> Self {
        match self {
            Self::NotReady { reason: NotReadyReason::Chosen(reason) } if !ReasonId::USUAL.contains(&reason) => {
                Self::NotReady { reason: NotReadyReason::OTHER_WORK }
            }
            Self::Ready | Self::NotReady { .. } | Self::AfterWork | Self::LoggedOut | Self::Unsupported => self,
        }
    }
}

/// A colleague (or I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryAgent {
    pub agent: AgentId,
    pub name: String,
    pub state: AgentState,
    pub connected: bool,
    pub chats: u32,
    #[serde(deserialize_with = "known")]
    pub queues: Vec<QueueId>,
    /// Ready, connected and with free capacity. What they are looking at just now is not told.
    pub available: bool,
    /// Cannot be asked by name now (`docs/behaviour.md` 3.2).
    #[serde(default)]
    pub do_not_disturb: bool,
}

/// An interaction queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryQueue {
    pub queue: QueueId,
    pub name: Words,
    /// Whether the signed-in agent belongs to it.
    pub mine: bool,
    pub members: u32,
    pub available: u32,
    pub waiting: u32,
    pub longest_waiting_since: Option<Timestamp>,
    /// The dispositions an agent may choose in this queue's chats.
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionId>,
    #[serde(default)]
    pub reminder: ReminderThresholds,
}

impl Directory {
    /// Names and states apart: there everybody's state is told always, whether somebody looks or not.
    #[must_use]
    pub fn parts(self) -> (Listing, Mine) {
        let Self { version: _, centre, agents, queues, dispositions } = self;
        let (mut listing, mut mine) = (Listing { centre, dispositions, ..Listing::default() }, Mine::default());
        for agent in agents {
            let DirectoryAgent { agent, name, state, connected, chats, queues, available, do_not_disturb } = agent;
            let doing = Doing { state, connected, chats, available, do_not_disturb, since: Timestamp(0) };
            let (nickname, groups, skills) = (None, Vec::new(), BTreeMap::new());
            listing.agents.push(ListedAgent { agent: agent.clone(), name, nickname, groups, skills, queues });
            mine.agents.push(AgentStatus { agent, doing });
        }
        for entry in queues {
            let DirectoryQueue { queue, name, mine: _, members, dispositions, reminder, .. } = entry;
            let DirectoryQueue { available, waiting, longest_waiting_since, .. } = entry;
            listing.queues.push(ListedQueue {
                queue: queue.clone(),
                name,
                members,
                dispositions,
                reminder,
                by_hand: false,
            });
            mine.queues.push(QueueStatus { queue, available, waiting, longest_waiting_since });
        }
        (listing, mine)
    }
}
