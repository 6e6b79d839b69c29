//! Names of people and of what they belong to.

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::{
    AgentId, ConsultTarget, DispositionEntry, DispositionId, GroupId, Language, Listed, ListedAgent, Listing, Party,
    QueueId, ReasonId, SkillId, SkillLevel, Words,
};

use crate::boundary::phrases;
use crate::people::search::{Index, Place};
use crate::thread::line::{NOBODY_KNOWN, Naming, PartyShown};

/// Everybody's name. Made once for a listing: what others are doing changes nothing in it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    listing: Arc<Listing>,
    /// The place of each agent in the listing.
    agents: BTreeMap<AgentId, usize>,
    groups: BTreeMap<GroupId, Words>,
    skills: BTreeMap<SkillId, Words>,
    queues: BTreeMap<QueueId, Words>,
    /// The places of those who belong to a group, …
    in_groups: BTreeMap<GroupId, Vec<usize>>,
    /// … and of those who have a skill, with their levels.
    skilled: BTreeMap<SkillId, Vec<(usize, SkillLevel)>>,
    dispositions: BTreeMap<DispositionId, DispositionEntry>,
    index: Index,
}

impl Names {
    pub fn of(listing: Arc<Listing>) -> Self {
        let places = listing.agents.iter().zip(0..);
        let (mut in_groups, mut skilled) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        let mut in_queues = BTreeMap::<_, Vec<_>>::new();
        for (place, agent) in listing.agents.iter().enumerate() {
            for group in &agent.groups {
                in_groups.entry(group.clone()).or_default().push(place);
            }
            for (skill, level) in &agent.skills {
                skilled.entry(skill.clone()).or_default().push((place, *level));
            }
            for queue in &agent.queues {
                in_queues.entry(queue).or_default().push(place);
            }
        }
        let of_skill = |skilled: &Vec<(usize, SkillLevel)>| skilled.iter().map(|(place, _)| *place).collect();
        let behind = |listed: Listed<'_>| match listed {
            Listed::Agent(_) => Vec::new(),
            Listed::Group(group) => in_groups.get(&group.group).cloned().unwrap_or_default(),
            Listed::Skill(skill) => skilled.get(&skill.skill).map(of_skill).unwrap_or_default(),
            Listed::Queue(queue) => in_queues.get(&queue.queue).cloned().unwrap_or_default(),
        };
        Self {
            index: Index::of(&listing, behind),
            in_groups,
            skilled,
            groups: listing.groups.iter().map(|group| (group.group.clone(), group.name.clone())).collect(),
            skills: listing.skills.iter().map(|skill| (skill.skill.clone(), skill.name.clone())).collect(),
            agents: places.map(|(agent, place)| (agent.agent.clone(), place)).collect(),
            queues: listing.queues.iter().map(|queue| (queue.queue.clone(), queue.name.clone())).collect(),
            dispositions: listing.dispositions.iter().map(|entry| (entry.disposition.clone(), entry.clone())).collect(),
            listing,
        }
    }

    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    pub fn listed(&self, agent: &AgentId) -> Option<&ListedAgent> {
        self.listing.agents.get(*self.agents.get(agent)?)
    }

    /// What is listed there; none if nothing is.
    pub fn at(&self, place: Place) -> Option<Listed<'_>> {
        let Listing { agents, groups, skills, queues, .. } = &*self.listing;
        let Some(place) = place.checked_sub(agents.len()) else { return agents.get(place).map(Listed::Agent) };
        let Some(place) = place.checked_sub(groups.len()) else { return groups.get(place).map(Listed::Group) };
        let Some(place) = place.checked_sub(skills.len()) else { return skills.get(place).map(Listed::Skill) };
        queues.get(place).map(Listed::Queue)
    }

    /// Where a target is listed; none if it is not there (any more).
    pub fn place(&self, target: &ConsultTarget) -> Option<Place> {
        let Listing { agents, groups, skills, queues, .. } = &*self.listing;
        match target {
            ConsultTarget::Agent { agent } => self.agents.get(agent).copied(),
            ConsultTarget::Group { group } => {
                Some(agents.len() + groups.iter().position(|found| &found.group == group)?)
            }
            ConsultTarget::Skill { skill, least: _ } => {
                Some(agents.len() + groups.len() + skills.iter().position(|found| &found.skill == skill)?)
            }
            ConsultTarget::Queue { queue } => {
                let before = agents.len() + groups.len() + skills.len();
                Some(before + queues.iter().position(|found| &found.queue == queue)?)
            }
            ConsultTarget::Unsupported { .. } => None,
        }
    }

    /// In which names are found while somebody types.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The agents with their places in the listing, in the order of their ids.
    pub fn places(&self) -> impl ExactSizeIterator<Item = (&AgentId, Place)> {
        self.agents.iter().map(|(agent, place)| (agent, *place))
    }

    /// Who belongs to this group: their places in the listing.
    pub fn in_group(&self, group: &GroupId) -> &[Place] {
        self.in_groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// Who has this skill, and how well.
    pub fn skilled(&self, skill: &SkillId) -> &[(Place, SkillLevel)] {
        self.skilled.get(skill).map_or(&[], Vec::as_slice)
    }

    pub fn group<'a>(&'a self, group: &'a GroupId, language: Language) -> &'a str {
        self.groups.get(group).map_or(group.as_str(), |found| found.in_language(language))
    }

    pub fn skill<'a>(&'a self, skill: &'a SkillId, language: Language) -> &'a str {
        self.skills.get(skill).map_or(skill.as_str(), |found| found.in_language(language))
    }

    pub fn queue<'a>(&'a self, queue: &'a QueueId, language: Language) -> &'a str {
        self.queues.get(queue).map_or(queue.as_str(), |found| found.in_language(language))
    }

    /// None: the centre has no name for it.
    pub fn reason(&self, reason: ReasonId, language: Language) -> Option<&str> {
        let listed = self.listing.reasons.iter().find(|listed| listed.reason == reason)?;
        Some(listed.name.in_language(language))
    }

    pub fn disposition<'a>(&'a self, disposition: &'a DispositionId, language: Language) -> &'a str {
        self.dispositions.get(disposition).map_or(disposition.as_str(), |entry| entry.name.in_language(language))
    }

    /// The disposition and those that it stands below, the uppermost first.
    pub fn disposition_path<'a>(&'a self, disposition: &'a DispositionId) -> Vec<&'a DispositionId> {
        let mut path = vec![disposition];
        let parent = |of: &DispositionId| self.dispositions.get(of)?.parent.as_ref();
        while let Some(above) = path.last().and_then(|last| parent(last)).filter(|above| !path.contains(above)) {
            path.push(above);
        }
        path.reverse();
        path
    }
}

impl Naming for Names {
    fn party<'a>(&'a self, party: &'a Party, contact: &'a str) -> PartyShown<'a> {
        let (name, role) = match party {
            Party::Contact => (contact, None),
            Party::Agent { agent } => (self.agent(agent), None),
            Party::Expert { expert: _, name, sponsor } => {
                (or_dash(name), Some(phrases::party_expert(self.agent(sponsor))))
            }
            Party::Supervisor { agent } => (self.agent(agent), Some(phrases::party_supervisor())),
            Party::Unsupported { .. } => (NOBODY_KNOWN, Some(phrases::party_unsupported())),
        };
        PartyShown { name, role }
    }

    /// The id takes the place of the name of somebody who is not listed.
    fn agent<'a>(&'a self, agent: &'a AgentId) -> &'a str {
        self.listed(agent).map_or(agent.as_str(), |found| &found.name)
    }

    fn target<'a>(&'a self, target: &'a ConsultTarget, language: Language) -> &'a str {
        match target {
            ConsultTarget::Agent { agent } => self.agent(agent),
            ConsultTarget::Group { group } => self.group(group, language),
            ConsultTarget::Skill { skill, least: _ } => self.skill(skill, language),
            ConsultTarget::Queue { queue } => self.queue(queue, language),
            ConsultTarget::Unsupported { .. } => NOBODY_KNOWN,
        }
    }
}

/// The dash that takes the place of a name without any letter.
fn or_dash(name: &str) -> &str {
    if name.trim().is_empty() { NOBODY_KNOWN } else { name }
}

/// First letters of the first and the last word.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Martin Hoffmann"), "MH");
        assert_eq!(initials("  anna maria von Ölm "), "AÖ");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials("…"), "");
    }
}
