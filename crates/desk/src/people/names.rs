//! Names of people and queues, and how two of them are compared: without case and diacritics.

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::{
    AgentId, ConsultTarget, DispositionId, GroupId, Language, Listed, ListedAgent, Listing, Party, QueueId, SkillId,
    SkillLevel, Words,
};
use unicode_normalization::UnicodeNormalization as _;

use crate::boundary::phrases;
use crate::thread::find::folded;
use crate::thread::line::{NOBODY_KNOWN, Naming, PartyShown};

/// Everybody's name. Made once for a listing: what others are doing changes nothing in it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    listing: Arc<Listing>,
    /// The place of each agent in the listing.
    agents: BTreeMap<AgentId, usize>,
    groups: BTreeMap<GroupId, Searched>,
    skills: BTreeMap<SkillId, Searched>,
    queues: BTreeMap<QueueId, Searched>,
    /// The places of those who belong to a group, …
    in_groups: BTreeMap<GroupId, Vec<usize>>,
    /// … and of those who have a skill, with their levels.
    skilled: BTreeMap<SkillId, Vec<(usize, SkillLevel)>>,
    dispositions: BTreeMap<DispositionId, Words>,
    /// The agents' names as they are searched, in the order of the listing.
    searched: Vec<Forms>,
    /// And the names that contacts read, where an agent has another one.
    nicknames: BTreeMap<AgentId, Forms>,
}

/// A name as it is searched.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    pub folded: String,
    pub written_out: String,
}

impl Forms {
    fn of(name: &str) -> Self {
        Self { folded: folded(name), written_out: written_out(name) }
    }
}

#[derive(Debug)]
struct Searched {
    name: Words,
    de: Forms,
    en: Forms,
}

impl Searched {
    fn forms(&self, language: Language) -> &Forms {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}

impl Names {
    pub fn of(listing: Arc<Listing>) -> Self {
        let places = listing.agents.iter().zip(0..);
        let searched = |name: &Words| Searched { name: name.clone(), de: Forms::of(&name.de), en: Forms::of(&name.en) };
        let (mut in_groups, mut skilled) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (place, agent) in listing.agents.iter().enumerate() {
            for group in &agent.groups {
                in_groups.entry(group.clone()).or_default().push(place);
            }
            for (skill, level) in &agent.skills {
                skilled.entry(skill.clone()).or_default().push((place, *level));
            }
        }
        let nickname = |agent: &ListedAgent| Some((agent.agent.clone(), Forms::of(agent.nickname.as_deref()?)));
        Self {
            in_groups,
            skilled,
            nicknames: listing.agents.iter().filter_map(nickname).collect(),
            groups: listing.groups.iter().map(|group| (group.group.clone(), searched(&group.name))).collect(),
            skills: listing.skills.iter().map(|skill| (skill.skill.clone(), searched(&skill.name))).collect(),
            agents: places.map(|(agent, place)| (agent.agent.clone(), place)).collect(),
            queues: listing.queues.iter().map(|queue| (queue.queue.clone(), searched(&queue.name))).collect(),
            dispositions: listing
                .dispositions
                .iter()
                .map(|entry| (entry.disposition.clone(), entry.name.clone()))
                .collect(),
            searched: listing.agents.iter().map(|agent| Forms::of(&agent.name)).collect(),
            listing,
        }
    }

    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    pub fn listed(&self, agent: &AgentId) -> Option<&ListedAgent> {
        self.listing.agents.get(*self.agents.get(agent)?)
    }

    /// What is listed of a target; none if it is not there (any more).
    pub fn find(&self, target: &ConsultTarget) -> Option<Listed<'_>> {
        match target {
            ConsultTarget::Agent { agent } => self.listed(agent).map(Listed::Agent),
            ConsultTarget::Group { group } => {
                self.listing.groups.iter().find(|found| &found.group == group).map(Listed::Group)
            }
            ConsultTarget::Skill { skill, least: _ } => {
                self.listing.skills.iter().find(|found| &found.skill == skill).map(Listed::Skill)
            }
            ConsultTarget::Queue { queue } => {
                self.listing.queues.iter().find(|found| &found.queue == queue).map(Listed::Queue)
            }
            ConsultTarget::Unsupported { .. } => None,
        }
    }

    /// An agent's name as it is searched.
    pub fn forms(&self, agent: &AgentId) -> Option<&Forms> {
        self.searched.get(*self.agents.get(agent)?)
    }

    /// The name that contacts read, where it is another one.
    pub fn forms_of_nickname(&self, agent: &AgentId) -> Option<&Forms> {
        self.nicknames.get(agent)
    }

    /// The same of a group, …
    pub fn forms_of_group(&self, group: &GroupId, language: Language) -> Option<&Forms> {
        self.groups.get(group).map(|found| found.forms(language))
    }

    /// … of a skill, …
    pub fn forms_of_skill(&self, skill: &SkillId, language: Language) -> Option<&Forms> {
        self.skills.get(skill).map(|found| found.forms(language))
    }

    /// … and of a queue.
    pub fn forms_of_queue(&self, queue: &QueueId, language: Language) -> Option<&Forms> {
        self.queues.get(queue).map(|found| found.forms(language))
    }

    /// Who belongs to this group.
    pub fn in_group(&self, group: &GroupId) -> impl Iterator<Item = &ListedAgent> {
        let places = self.in_groups.get(group).into_iter().flatten();
        places.filter_map(|place| self.listing.agents.get(*place))
    }

    /// Who has this skill, and how well.
    pub fn skilled(&self, skill: &SkillId) -> impl Iterator<Item = (&ListedAgent, SkillLevel)> {
        let places = self.skilled.get(skill).into_iter().flatten();
        places.filter_map(|(place, level)| Some((self.listing.agents.get(*place)?, *level)))
    }

    pub fn group<'a>(&'a self, group: &'a GroupId, language: Language) -> &'a str {
        self.groups.get(group).map_or(group.as_str(), |found| found.name.in_language(language))
    }

    pub fn skill<'a>(&'a self, skill: &'a SkillId, language: Language) -> &'a str {
        self.skills.get(skill).map_or(skill.as_str(), |found| found.name.in_language(language))
    }

    pub fn queue<'a>(&'a self, queue: &'a QueueId, language: Language) -> &'a str {
        self.queues.get(queue).map_or(queue.as_str(), |found| found.name.in_language(language))
    }

    pub fn disposition<'a>(&'a self, disposition: &'a DispositionId, language: Language) -> &'a str {
        self.dispositions.get(disposition).map_or(disposition.as_str(), |words| words.in_language(language))
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

/// The same with umlauts written out: "Köhler" is found as "koehler" too.
pub(crate) fn written_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            c => out.push(c),
        }
    }
    folded(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_marks() {
        assert_eq!(folded("Aylin ŞAHİN"), "aylin sahin");
        assert_eq!(folded("Łukasz Groß"), "lukasz gross");
        assert_eq!(written_out("Köhler"), "koehler");
        assert_eq!(folded("Renée d’Angelo‑Weiß"), "renee d'angelo-weiss");
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Martin Hoffmann"), "MH");
        assert_eq!(initials("  anna maria von Ölm "), "AÖ");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials("…"), "");
    }
}
