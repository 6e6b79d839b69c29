//! Groups and skills.

use super::*;

#[test]
fn groups_and_skills_are_read_with_who_belongs_to_them() {
    let rules = Centre::parse(&with_groups_and_skills("", "")).unwrap().rules;
    let group = &rules.groups.values().next().unwrap();
    assert_eq!((group.name.en.as_str(), group.agents.len()), ("Complaints", 2));
    let levels = &rules.skills.values().next().unwrap().agents;
    let levels: Vec<_> = levels.iter().map(|(agent, level)| (agent.as_str(), *level)).collect();
    assert_eq!(levels, [("jana", 5), ("sven", 1)]);
}

#[test]
fn each_mistake_of_a_group_or_a_skill_is_named() {
    let table: &[(&str, &str, &str)] = &[
        ("english = 5", "english = 6", "`english` is 6; a skill has the levels 1 to 5"),
        ("english = 5", "english = 0", "`english` is 0; a skill has the levels 1 to 5"),
        ("english = 5", "english = \"good\"", "`english` must be a whole number"),
        ("english = 5", "englisch = 5", "there is no skill \"englisch\" in this file; did you mean \"english\"?"),
        ("skills = { english = 5 }", "skills = \"english\"", "`skills` must be a section of its own"),
        ("name = { de = \"Englisch\", en = \"English\" }", "", "the skill `english` has no `name`"),
        ("en = \"English\"", "", "`name` has no text for `en`"),
        ("agents = [\"jana\", \"sven\"] # c", "", "the group `complaints` has no agents"),
        ("agents = [\"jana\", \"sven\"] # c", "agents = []", "the group `complaints` has no agents"),
        ("\"sven\"] # c", "\"svn\"]", "`agents`: there is no agent \"svn\" in this file; did you mean \"sven\"?"),
        ("\"sven\"] # c", "\"jana\"]", "`agents` lists the agent \"jana\" twice"),
        ("name = { de = \"Beschwerden\", en = \"Complaints\" }", "nme = 1", "the group `complaints` has no `name`"),
    ];
    for (old, new, expected) in table {
        let found = mistakes(&with_groups_and_skills(old, new));
        assert!(found.iter().any(|mistake| mistake.contains(expected)), "{new}: {found:?}");
    }
}

/// [`GOOD`] with a group and a skill, and one piece of it replaced.
fn with_groups_and_skills(old: &str, new: &str) -> String {
    let skilled = GOOD
        .replacen("name = \"Jana Becker\"", "name = \"Jana Becker\"\nskills = { english = 5 }", 1)
        .replacen("name = \"Sven Albrecht\"", "name = \"Sven Albrecht\"\nskills = { english = 1 }", 1);
    let all = skilled
        + r#"[skills.english]
name = { de = "Englisch", en = "English" }
[groups.complaints]
name = { de = "Beschwerden", en = "Complaints" }
agents = ["jana", "sven"] # c
"#;
    assert!(all.contains(old), "{old} is not in the file");
    all.replacen(old, new, 1)
}
