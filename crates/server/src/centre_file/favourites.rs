//! The favourites that a centre proposes to its agents: categories, each with those whom it names.

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    ConsultTarget, GroupId, LOWEST_LEVEL, Language, ListedFavourites, QueueId, SkillId, Words,
};

use super::{
    groups::read_name,
    mistake::Mistakes,
    references::references,
    section::{Section, Setting, as_section, code},
    values::{Agents, read_id},
};

/// All categories, in the order of their keys.
pub(super) fn read_favourites(
    top: &Section<'_>,
    languages: &[Language],
    agents: &Agents,
    mistakes: &mut Mistakes<'_>,
) -> Vec<ListedFavourites> {
    let mut categories = Vec::new();
    let Some(sections) = top.section("favourites", mistakes).given() else { return categories };
    let groups = keys(top, "groups", |key| GroupId::new(key).ok(), mistakes);
    let skills = keys(top, "skills", |key| SkillId::new(key).ok(), mistakes);
    let queues = keys(top, "queues", |key| QueueId::new(key).ok(), mistakes);
    let mut names: Vec<(String, Words)> = Vec::new();
    for (key, value) in sections.entries() {
        let Some(id) = read_id(&key, GroupId::new, mistakes) else { continue };
        let Some(section) = as_section(&format!("favourites.{id}"), &key.at, value, mistakes) else { continue };
        let name = read_name(&section, &format!("the favourites `{id}`"), languages, mistakes);
        let agents = named(&section, ("agents", "agent"), agents, mistakes);
        let groups = named(&section, ("groups", "group"), &groups, mistakes);
        let skills = named(&section, ("skills", "skill"), &skills, mistakes);
        let queues = named(&section, ("queues", "queue"), &queues, mistakes);
        if let (Some(agents), Some(groups), Some(skills), Some(queues)) = (agents, groups, skills, queues) {
            let agents = agents.into_iter().map(|agent| ConsultTarget::Agent { agent });
            let groups = groups.into_iter().map(|group| ConsultTarget::Group { group });
            let skills = skills.into_iter().map(|skill| ConsultTarget::Skill { skill, least: LOWEST_LEVEL });
            let queues = queues.into_iter().map(|queue| ConsultTarget::Queue { queue });
            let targets: Vec<_> = agents.chain(groups).chain(skills).chain(queues).collect();
            if targets.is_empty() {
                mistakes.absent(&section.at, format!("the favourites `{id}` name nobody"));
            }
            categories.extend(name.clone().map(|name| ListedFavourites { name, targets }));
        }
        if let Some(name) = name {
            let same = |other: &Words| {
                let both = [Language::De, Language::En].into_iter();
                both.into_iter().find(|language| other.in_language(*language) == name.in_language(*language))
            };
            if let Some((twin, language)) = names.iter().find_map(|(twin, other)| Some((twin, same(other)?))) {
                let text = format!("the favourites `{twin}` and `{id}` have the same name in `{}`", code(language));
                mistakes.wrong(&section.at, text);
            }
            names.push((id.to_string(), name));
        }
        section.finish(mistakes);
    }
    categories
}

/// Those that one list names; none at all where it is absent. None: it is no list, which was said.
fn named<Id: Ord + Clone + std::fmt::Display + TryFrom<String>, T>(
    section: &Section<'_>,
    (key, thing): (&'static str, &str),
    known: &BTreeMap<Id, T>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Vec<Id>> {
    match section.list(key, mistakes) {
        Setting::Absent => Some(Vec::new()),
        Setting::Given(list) => {
            Some(references(list, (key, thing), known, |text| Id::try_from(text.to_owned()).ok(), mistakes))
        }
        Setting::Bad => None,
    }
}

/// What these sections are called, with mistakes in them or without: naming one with mistakes is none.
fn keys<Id: Ord>(
    top: &Section<'_>,
    key: &'static str,
    read: impl Fn(&str) -> Option<Id>,
    mistakes: &mut Mistakes<'_>,
) -> BTreeMap<Id, ()> {
    let sections = top.section(key, mistakes).given();
    let keys = sections.iter().flat_map(Section::entries);
    keys.filter_map(|(key, _)| Some((read(key.value)?, ()))).collect()
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::AgentId;

    use super::super::Centre;
    use super::*;

    const CENTRE: &str = r#"[centre]
name = "Nord"
time_zone = "Europe/Berlin"
privacy = { de = "https://nord.example/d", en = "https://nord.example/p" }
[agents.jana]
name = "Jana Becker"
[agents.sven]
name = "Sven Albrecht"
[skills.english]
name = { de = "Englisch", en = "English" }
[groups.complaints]
name = { de = "Beschwerden", en = "Complaints" }
agents = ["jana", "sven"]
[queues.billing]
name = { de = "Rechnung", en = "Billing" }
agents = ["jana"]
hours.mon-fri = "08:00-18:00"
[favourites.first-aid]
name = { de = "Erste Hilfe", en = "First aid" }
agents = ["sven"]
groups = ["complaints"]
skills = ["english"]
queues = ["billing"]
[favourites.shift]
name = { de = "Schichtleitung", en = "Shift lead" }
agents = ["jana"] # lead
"#;

    fn centre(old: &str, new: &str) -> Result<Centre, Vec<String>> {
        assert!(CENTRE.contains(old), "{old} is not in the file");
        let read = Centre::parse(&CENTRE.replacen(old, new, 1));
        read.map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_category_names_agents_groups_skills_and_queues() {
        let favourites = centre("", "").unwrap().favourites;
        let names: Vec<_> = favourites.iter().map(|category| category.name.de.as_str()).collect();
        assert_eq!(names, ["Erste Hilfe", "Schichtleitung"]);
        let expected = [
            ConsultTarget::Agent { agent: AgentId::new("sven").unwrap() },
            ConsultTarget::Group { group: GroupId::new("complaints").unwrap() },
            ConsultTarget::Skill { skill: SkillId::new("english").unwrap(), least: 1 },
            ConsultTarget::Queue { queue: QueueId::new("billing").unwrap() },
        ];
        assert_eq!(favourites[0].targets, expected);
    }

    #[test]
    fn each_mistake_of_a_favourite_is_named() {
        let table: &[(&str, &str, &str)] = &[
            (
                "[\"jana\"] # lead",
                "[\"jnaa\"]",
                "`agents`: there is no agent \"jnaa\" in this file; did you mean \"jana\"?",
            ),
            ("[\"jana\"] # lead", "[\"jana\", \"jana\"]", "`agents` lists the agent \"jana\" twice"),
            ("groups = [\"complaints\"]", "groups = [\"complaint\"]", "`groups`: there is no group \"complaint\""),
            ("skills = [\"english\"]", "skills = [\"german\"]", "`skills`: there is no skill \"german\""),
            ("queues = [\"billing\"]", "queues = [\"bill\"]", "`queues`: there is no queue \"bill\""),
            ("queues = [\"billing\"]", "queues = \"billing\"", "`queues` must be a list"),
            ("agents = [\"jana\"] # lead", "", "the favourites `shift` name nobody"),
            ("agents = [\"jana\"] # lead", "agents = []", "the favourites `shift` name nobody"),
            ("agents = [\"jana\"] # lead", "agent = [\"jana\"]", "unknown key `agent` in [favourites.shift]"),
            ("name = { de = \"Schichtleitung\", en = \"Shift lead\" }", "", "the favourites `shift` has no `name`"),
            ("en = \"Shift lead\"", "", "`name` has no text for `en`"),
            ("en = \"Shift lead\"", "en = \"First aid\"", "`first-aid` and `shift` have the same name in `en`"),
        ];
        for (old, new, expected) in table {
            let found = centre(old, new).unwrap_err();
            assert!(found.iter().any(|mistake| mistake.contains(expected)), "{new}: {found:?}");
        }
    }

    #[test]
    fn naming_what_has_mistakes_of_its_own_is_none() {
        let found = centre("name = { de = \"Beschwerden\", en = \"Complaints\" }", "").unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
