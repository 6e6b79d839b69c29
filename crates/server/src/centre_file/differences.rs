//! What is different between two centre files, in words for the operator: a line for each thing that was added, taken out or
//! changed.

use std::{collections::BTreeMap, fmt::Display};

use konsil_centre::{QueueRules, Rules};
use konsil_protocol::domain::QueueId;

use super::centre::{Centre, Topic};

/// One line for each difference; none if both say the same.
#[must_use]
pub fn differences(before: &Centre, after: &Centre) -> Vec<String> {
    let mut lines = Vec::new();
    let (was, is) = (&before.rules, &after.rules);
    let centre = [
        ("name", before.name != after.name),
        ("languages", before.languages != after.languages),
        ("privacy", before.privacy != after.privacy),
        ("allowed_sites", before.allowed_sites != after.allowed_sites),
    ];
    if centre.iter().any(|(_, differs)| *differs) {
        changed(&mut lines, "the centre", &centre);
    }
    let times = [
        ("invitation", was.invitation_ms != is.invitation_ms),
        ("offers_withdrawn", was.offers_withdrawn_after_ms != is.offers_withdrawn_after_ms),
        ("agent_grace", was.agent_grace_ms != is.agent_grace_ms),
    ];
    if times.iter().any(|(_, differs)| *differs) {
        changed(&mut lines, "the times", &times);
    }
    each(&mut lines, "agent", &was.agents, &is.agents, |was, is| {
        vec![
            ("name", was.name != is.name),
            ("nickname", was.nickname != is.nickname),
            ("capacity", was.capacity != is.capacity),
            ("capacity_of", was.capacity_of != is.capacity_of),
        ]
    });
    each(&mut lines, "group", &was.groups, &is.groups, |was, is| {
        vec![("name", was.name != is.name), ("agents", was.agents != is.agents)]
    });
    each(&mut lines, "skill", &was.skills, &is.skills, |was, is| {
        vec![("name", was.name != is.name), ("who has it", was.agents != is.agents)]
    });
    queues(&mut lines, before, after);
    each(&mut lines, "disposition", &was.dispositions, &is.dispositions, |was, is| {
        vec![("name", was.name != is.name), ("parent", was.parent != is.parent)]
    });
    if before.favourites != after.favourites {
        changed(&mut lines, "the favourites", &[]);
    }
    if lines.is_empty() && rest(before) != rest(after) {
        lines.push("the centre file: changed".to_owned());
    }
    lines
}

/// Rules and page of a queue together: one section of the file.
fn queues(lines: &mut Vec<String>, before: &Centre, after: &Centre) {
    let both = |centre: &Centre| -> BTreeMap<QueueId, (Topic, Option<QueueRules>)> {
        let rules = |topic: &Topic| centre.rules.queues.get(&topic.queue).cloned();
        centre.topics.iter().map(|topic| (topic.queue.clone(), (topic.clone(), rules(topic)))).collect()
    };
    each(lines, "queue", &both(before), &both(after), |(was, had), (is, has)| {
        let differs = |setting: fn(&QueueRules, &QueueRules) -> bool| {
            had.as_ref().zip(has.as_ref()).is_some_and(|(had, has)| setting(had, has))
        };
        vec![
            ("name", was.name != is.name),
            ("agents", differs(|had, has| had.agents != has.agents)),
            ("hours", was.hours != is.hours),
            ("greeting", was.greeting != is.greeting),
            ("closed", was.closed != is.closed),
            ("nobody_there", was.nobody_there != is.nobody_there),
            ("waiting", was.waiting != is.waiting),
            ("dispositions", differs(|had, has| had.dispositions != has.dispositions)),
            ("disposition_mandatory", differs(|had, has| had.disposition_mandatory != has.disposition_mandatory)),
            ("contact_grace", differs(|had, has| had.contact_grace_ms != has.contact_grace_ms)),
            ("vanished", differs(|had, has| had.vanished != has.vanished)),
            ("place_until", differs(|had, has| had.place_until != has.place_until)),
            ("skills", differs(|had, has| had.routing.skills != has.routing.skills)),
            ("later", differs(|had, has| had.routing.widenings != has.routing.widenings)),
            ("priority", differs(|had, has| had.routing.head_start_ms != has.routing.head_start_ms)),
            ("last_agent_first", differs(|had, has| had.routing.last_agent_first != has.routing.last_agent_first)),
            ("take_by_hand", differs(|had, has| had.routing.by_hand != has.routing.by_hand)),
            ("kind", differs(|had, has| had.routing.kind != has.routing.kind)),
            ("reminder", differs(|had, has| had.reminder != has.reminder)),
        ]
    });
    let order = |centre: &Centre| centre.topics.iter().map(|topic| topic.queue.clone()).collect::<Vec<_>>();
    let (was, is) = (order(before), order(after));
    let common = |all: &[QueueId], other: &[QueueId]| -> Vec<QueueId> {
        all.iter().filter(|queue| other.contains(queue)).cloned().collect()
    };
    if common(&was, &is) != common(&is, &was) {
        lines.push("the queues: their order changed".to_owned());
    }
}

fn each<Id: Ord + Display, Of: PartialEq>(
    lines: &mut Vec<String>,
    what: &str,
    before: &BTreeMap<Id, Of>,
    after: &BTreeMap<Id, Of>,
    settings: impl Fn(&Of, &Of) -> Vec<(&'static str, bool)>,
) {
    for (id, is) in after {
        match before.get(id) {
            None => lines.push(format!("{what} `{id}`: added")),
            Some(was) if was == is => {}
            Some(was) => changed(lines, &format!("{what} `{id}`"), &settings(was, is)),
        }
    }
    lines.extend(before.keys().filter(|id| !after.contains_key(*id)).map(|id| format!("{what} `{id}`: taken out")));
}

fn changed(lines: &mut Vec<String>, what: &str, settings: &[(&str, bool)]) {
    let named: Vec<&str> = settings.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
    // A setting that has no word here is not lost without a word.
    let which = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
    lines.push(format!("{what}: changed{which}"));
}

/// The rules, but for what is no setting of the file.
fn rest(centre: &Centre) -> Rules {
    Rules { former_names: BTreeMap::new(), ..centre.rules.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../../docs/examples/centre.toml");

    fn between(change: impl Fn(String) -> String) -> Vec<String> {
        let parse = |text: &str| Centre::parse(text).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        differences(&parse(FILE), &parse(&change(FILE.to_owned())))
    }

    #[test]
    fn the_same_file_again_changes_nothing() {
        assert!(between(|file| file + "\n# a comment\n").is_empty());
    }

    #[test]
    fn other_favourites_have_a_line() {
        let lines = between(|file| file.replace("name = { de = \"Erste Hilfe\"", "name = { de = \"Wer hilft\""));
        assert_eq!(lines, ["the favourites: changed"]);
    }

    #[test]
    fn each_thing_that_was_added_taken_out_or_changed_has_a_line_in_words() {
        let lines = between(|file| {
            let file = file.replace("capacity = 3", "capacity = 4").replace("Europe/Berlin", "Europe/Vienna");
            file + "\n[agents.zoe]\nname = \"Zoe Zander\"\n[groups.night]\nname = { de = \"Nacht\", en = \"Night\" }\n\
                    agents = [\"zoe\"]\n"
        });
        assert!(lines.contains(&"agent `zoe`: added".to_owned()), "{lines:?}");
        assert!(lines.contains(&"group `night`: added".to_owned()), "{lines:?}");
        assert!(
            lines.iter().any(|line| line.starts_with("agent `") && line.ends_with(": changed (capacity)")),
            "{lines:?}"
        );
        assert!(
            lines.iter().any(|line| line.starts_with("queue `") && line.ends_with(": changed (hours)")),
            "{lines:?}"
        );
    }
}
