//! The agent groups and skills of a centre file. Who belongs to a group stands with the group; who has a skill, and how
//! well, with the agent.

use std::collections::BTreeMap;

use konsil_centre::{GroupRules, SkillRules};
use konsil_protocol::domain::{AgentId, GroupId, HIGHEST_LEVEL, LOWEST_LEVEL, Language, SkillId, SkillLevel, Words};

use super::{
    mistake::Mistakes,
    references::references,
    section::{At, Section, Setting, as_section, as_whole_number, nearest},
    values::{Agents, MAX_NAME_CHARS, read_id},
};

/// All skills by id, with who has them; without a name where the section has mistakes.
pub(super) struct Skills(BTreeMap<SkillId, Skill>);

struct Skill {
    name: Option<Words>,
    agents: BTreeMap<AgentId, SkillLevel>,
}

impl Skills {
    pub(super) fn read(top: &Section<'_>, languages: &[Language], mistakes: &mut Mistakes<'_>) -> Self {
        let mut skills = BTreeMap::new();
        let Some(sections) = top.section("skills", mistakes).given() else { return Self(skills) };
        for (key, value) in sections.entries() {
            let Some(id) = read_id(&key, SkillId::new, mistakes) else { continue };
            let section = as_section(&format!("skills.{id}"), &key.at, value, mistakes);
            let name = section.and_then(|section| {
                let name = read_name(&section, &format!("the skill `{id}`"), languages, mistakes);
                section.finish(mistakes);
                name
            });
            skills.insert(id, Skill { name, agents: BTreeMap::new() });
        }
        Self(skills)
    }

    /// What this agent has learned: `skills = { english = 3 }`.
    pub(super) fn read_levels(&mut self, agent: &AgentId, section: &Section<'_>, mistakes: &mut Mistakes<'_>) {
        let Some(levels) = section.section("skills", mistakes).given() else { return };
        for (id, level) in self.levels(&levels, mistakes) {
            if let Some(skill) = self.0.get_mut(&id) {
                skill.agents.insert(agent.clone(), level);
            }
        }
    }

    /// What is asked of agents, in the same words.
    pub(super) fn read_needed(
        &self,
        section: &Section<'_>,
        mistakes: &mut Mistakes<'_>,
    ) -> Setting<BTreeMap<SkillId, SkillLevel>> {
        section.section("skills", mistakes).and_then(|levels| Some(self.levels(&levels, mistakes)))
    }

    fn levels(&self, levels: &Section<'_>, mistakes: &mut Mistakes<'_>) -> BTreeMap<SkillId, SkillLevel> {
        let mut read = BTreeMap::new();
        for (key, value) in levels.entries() {
            let level = as_whole_number(key.value, value, mistakes).and_then(|level| level_of(&key, &level, mistakes));
            match (SkillId::new(key.value).ok().filter(|id| self.0.contains_key(id)), level) {
                (Some(skill), Some(level)) => drop(read.insert(skill, level)),
                (Some(_), None) => {}
                (None, _) => self.name_unknown(&key, mistakes),
            }
        }
        read
    }

    pub(super) fn has_learned(&self, agent: &AgentId, what: &BTreeMap<SkillId, SkillLevel>) -> bool {
        let level = |skill| self.0.get(skill).and_then(|skill| skill.agents.get(agent));
        what.iter().all(|(skill, least)| level(skill).is_some_and(|level| level >= least))
    }

    fn name_unknown(&self, key: &At<&str>, mistakes: &mut Mistakes<'_>) {
        let near = nearest(key.value, self.0.keys().map(SkillId::as_str));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
        mistakes.absent(&key.at, format!("`skills`: there is no skill \"{}\" in this file{hint}", key.value));
    }

    pub(super) fn rules(self) -> BTreeMap<SkillId, SkillRules> {
        let rules = |(id, Skill { name, agents })| Some((id, SkillRules { name: name?, agents }));
        self.0.into_iter().filter_map(rules).collect()
    }
}

fn level_of(key: &At<&str>, level: &At<i64>, mistakes: &mut Mistakes<'_>) -> Option<SkillLevel> {
    let read = SkillLevel::try_from(level.value).ok().filter(|level| (LOWEST_LEVEL..=HIGHEST_LEVEL).contains(level));
    if read.is_none() {
        let text =
            format!("`{}` is {}; a skill has the levels {LOWEST_LEVEL} to {HIGHEST_LEVEL}", key.value, level.value);
        mistakes.wrong(&level.at, text);
    }
    read
}

pub(super) fn read_groups(
    top: &Section<'_>,
    languages: &[Language],
    agents: &Agents,
    mistakes: &mut Mistakes<'_>,
) -> BTreeMap<GroupId, GroupRules> {
    let mut groups = BTreeMap::new();
    let Some(sections) = top.section("groups", mistakes).given() else { return groups };
    for (key, value) in sections.entries() {
        let Some(id) = read_id(&key, GroupId::new, mistakes) else { continue };
        let Some(section) = as_section(&format!("groups.{id}"), &key.at, value, mistakes) else { continue };
        let name = read_name(&section, &format!("the group `{id}`"), languages, mistakes);
        let members = section.list("agents", mistakes).and_then(|list| {
            Some(references(list, ("agents", "agent"), agents, |text| AgentId::new(text).ok(), mistakes))
        });
        let nobody = match &members {
            Setting::Absent => true,
            Setting::Given(members) => members.is_empty(),
            Setting::Bad => false,
        };
        if nobody {
            mistakes.absent(&section.at, format!("the group `{id}` has no agents: nobody could ever be asked"));
        }
        section.finish(mistakes);
        if let (Some(name), Setting::Given(agents)) = (name, members) {
            groups.insert(id, GroupRules { name, agents });
        }
    }
    groups
}

/// A name of one line in each of the centre's languages.
pub(super) fn read_name(
    section: &Section<'_>,
    of: &str,
    languages: &[Language],
    mistakes: &mut Mistakes<'_>,
) -> Option<Words> {
    let name = section.words("name", languages, mistakes);
    if name.is_absent() {
        mistakes.absent(&section.at, format!("{of} has no `name`"));
    }
    let name = name.given()?;
    let short = [&name.de, &name.en].iter().all(|name| name.chars().count() <= MAX_NAME_CHARS && !name.contains('\n'));
    if !short {
        let text = format!("the `name` of {of} is one line of at most {MAX_NAME_CHARS} characters");
        mistakes.wrong(&section.at, text);
    }
    short.then_some(name)
}
