//! Who and what there is in a centre, by name. It changes only with the centre's file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::directory::{DispositionEntry, ReminderThresholds};
use super::ids::{AgentId, DispositionId, GroupId, QueueId, SkillId};
use super::reason::ReasonId;
use super::target::{ConsultTarget, LOWEST_LEVEL, SkillLevel};
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
    #[serde(default, deserialize_with = "known")]
    pub groups: Vec<ListedGroup>,
    #[serde(default, deserialize_with = "known")]
    pub skills: Vec<ListedSkill>,
    #[serde(deserialize_with = "known")]
    pub queues: Vec<ListedQueue>,
    #[serde(deserialize_with = "known")]
    pub dispositions: Vec<DispositionEntry>,
    /// Whom the centre proposes to everybody, by category.
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Vec::is_empty")]
    pub favourites: Vec<ListedFavourites>,
    /// Why agents can be not ready, in the order of the menu. None: [`ReasonId::USUAL`], for which a desktop has words.
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ListedReason>,
}

/// A category of favourites of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFavourites {
    pub name: Words,
    #[serde(deserialize_with = "known")]
    pub targets: Vec<ConsultTarget>,
}

/// A reason of the centre's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedReason {
    pub reason: ReasonId,
    pub name: Words,
}

/// A colleague (or I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAgent {
    pub agent: AgentId,
    pub name: String,
    /// What contacts read instead of the name, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// What it has learned, and how well.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<SkillId, SkillLevel>,
    #[serde(default, deserialize_with = "known")]
    pub queues: Vec<QueueId>,
}

/// An agent group. Who belongs to it stands with the agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedGroup {
    pub group: GroupId,
    pub name: Words,
}

/// A skill. Who has it, and how well, stands with the agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedSkill {
    pub skill: SkillId,
    pub name: Words,
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
    /// Its agents may take a chat out of the list of those that wait.
    #[serde(default)]
    pub by_hand: bool,
}

/// Something that can be asked, as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed<'a> {
    Agent(&'a ListedAgent),
    Group(&'a ListedGroup),
    Skill(&'a ListedSkill),
    Queue(&'a ListedQueue),
}

impl Listing {
    /// Everything that can be asked, kind by kind.
    pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        let agents = self.agents.iter().map(Listed::Agent);
        let groups = self.groups.iter().map(Listed::Group);
        let skills = self.skills.iter().map(Listed::Skill);
        agents.chain(groups).chain(skills).chain(self.queues.iter().map(Listed::Queue))
    }
}

impl<'a> Listed<'a> {
    /// A skill at any level.
    #[must_use]
    pub fn target(self) -> ConsultTarget {
        match self {
            Self::Agent(agent) => ConsultTarget::Agent { agent: agent.agent.clone() },
            Self::Group(group) => ConsultTarget::Group { group: group.group.clone() },
            Self::Skill(skill) => ConsultTarget::Skill { skill: skill.skill.clone(), least: LOWEST_LEVEL },
            Self::Queue(queue) => ConsultTarget::Queue { queue: queue.queue.clone() },
        }
    }

    /// Its name in this language.
    #[must_use]
    pub fn name(self, language: Language) -> &'a str {
        match self {
            Self::Agent(agent) => &agent.name,
            Self::Group(group) => group.name.in_language(language),
            Self::Skill(skill) => skill.name.in_language(language),
            Self::Queue(queue) => queue.name.in_language(language),
        }
    }
}
