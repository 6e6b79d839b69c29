//! `[dispositions]`: what became of a chat. One may stand below another (`parent`): a tree, of which agents choose the ends.

use std::{collections::BTreeMap, ops::Range};

use konsil_centre::DispositionRules;
use konsil_protocol::domain::{DispositionId, Language, Words};

use super::{
    mistake::Mistakes,
    references::references,
    section::{At, Section, as_words_with, code, nearest},
    values::{MAX_NAME_CHARS, read_id},
};

/// So many stand below each other at most: what is deeper nobody finds.
const MAX_DEPTH: usize = 4;

/// All dispositions of a file, in its order.
#[derive(Default)]
pub(super) struct Dispositions {
    order: Vec<DispositionId>,
    /// None for one whose text has mistakes, so that naming it elsewhere is none.
    names: BTreeMap<DispositionId, Option<Words>>,
    parents: BTreeMap<DispositionId, DispositionId>,
}

impl Dispositions {
    pub(super) fn read(top: &Section<'_>, languages: &[Language], mistakes: &mut Mistakes<'_>) -> Self {
        let mut this = Self::default();
        let mut above: BTreeMap<DispositionId, At<String>> = BTreeMap::new();
        let mut places: BTreeMap<DispositionId, Range<usize>> = BTreeMap::new();
        let Some(section) = top.section("dispositions", mistakes).given() else { return this };
        for (key, value) in section.entries() {
            let Some(id) = read_id(&key, DispositionId::new, mistakes) else { continue };
            let mut parent = None;
            let also = |section: &Section<'_>, mistakes: &mut Mistakes<'_>| {
                parent = section.line("parent", MAX_NAME_CHARS, mistakes).given();
            };
            let words = as_words_with(key.value, &key.at, value, languages, mistakes, also);
            above.extend(parent.map(|parent| (id.clone(), parent)));
            places.insert(id.clone(), key.at);
            this.order.push(id.clone());
            this.names.insert(id, words);
        }
        for (id, parent) in above {
            match this.names.keys().find(|other| other.as_str() == parent.value) {
                Some(found) => {
                    this.parents.insert(id, found.clone());
                }
                None => {
                    let others = this.names.keys().filter(|other| **other != id).map(DispositionId::as_str);
                    let hint = nearest(&parent.value, others)
                        .map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
                    let text = format!("`parent`: there is no disposition \"{}\" in this file{hint}", parent.value);
                    mistakes.absent(&parent.at, text);
                }
            }
        }
        this.break_circles(&places, mistakes);
        this.name_twins(&places, mistakes);
        this
    }

    /// Names circles and what stands too deep; goes on without them.
    fn break_circles(&mut self, places: &BTreeMap<DispositionId, Range<usize>>, mistakes: &mut Mistakes<'_>) {
        for id in self.order.clone() {
            let line = self.lineage(&id);
            let at = places.get(&id).cloned().unwrap_or_default();
            if line.last().and_then(|last| self.parents.get(last)) == Some(&id) {
                let names: Vec<&str> = line.iter().chain([&id]).map(DispositionId::as_str).collect();
                let text = format!("these dispositions stand below each other in a circle: {}", names.join(" → "));
                mistakes.wrong(&at, text);
                self.parents.remove(&id);
            } else if line.len() == MAX_DEPTH + 1 {
                // Those below it are too deep as well; once is enough.
                mistakes.wrong(
                    &at,
                    format!("the disposition `{id}` stands too deep: {MAX_DEPTH} below each other at most"),
                );
            }
        }
    }

    /// The disposition, what it stands below, what that stands below, … each once.
    fn lineage(&self, id: &DispositionId) -> Vec<DispositionId> {
        let mut line = vec![id.clone()];
        while let Some(next) = line.last().and_then(|last| self.parents.get(last)).filter(|next| !line.contains(next)) {
            line.push(next.clone());
        }
        line
    }

    /// Two in the same place that an agent could not distinguish.
    fn name_twins(&self, places: &BTreeMap<DispositionId, Range<usize>>, mistakes: &mut Mistakes<'_>) {
        for (index, id) in self.order.iter().enumerate() {
            let Some(Some(name)) = self.names.get(id) else { continue };
            let twin = self.order.iter().take(index).find_map(|other| {
                let taken =
                    self.names.get(other)?.as_ref().filter(|_| self.parents.get(other) == self.parents.get(id))?;
                let same =
                    [Language::De, Language::En].into_iter().find(|l| name.in_language(*l) == taken.in_language(*l));
                same.map(|language| (other, language))
            });
            if let Some((other, language)) = twin {
                let at = places.get(id).cloned().unwrap_or_default();
                let code = code(language);
                mistakes.wrong(&at, format!("the dispositions `{other}` and `{id}` have the same name in `{code}`"));
            }
        }
    }

    fn is_heading(&self, id: &DispositionId) -> bool {
        self.parents.values().any(|parent| parent == id)
    }

    /// Those that a queue lists. One that stands above others is a heading and stands for all that can be chosen below it.
    pub(super) fn listed(&self, list: At<Vec<At<String>>>, mistakes: &mut Mistakes<'_>) -> Vec<DispositionId> {
        let at = list.at.clone();
        let read = |text: &str| DispositionId::new(text).ok();
        let mut chosen: Vec<DispositionId> = Vec::new();
        for named in references(list, ("dispositions", "disposition"), &self.names, read, mistakes) {
            let below = self.order.iter().filter(|id| !self.is_heading(id) && self.lineage(id).contains(&named));
            for id in below {
                if chosen.contains(id) {
                    let again =
                        if *id == named { String::new() } else { format!(": \"{named}\" stands for all below it") };
                    let text = format!("`dispositions` lists \"{id}\" twice{again}");
                    mistakes.wrong(&at, text);
                } else {
                    chosen.push(id.clone());
                }
            }
        }
        chosen
    }

    pub(super) fn rules(self) -> BTreeMap<DispositionId, DispositionRules> {
        let Self { names, mut parents, .. } = self;
        let rule = |(id, name): (DispositionId, Option<Words>)| {
            let parent = parents.remove(&id);
            name.map(|name| (id, DispositionRules { name, parent }))
        };
        names.into_iter().filter_map(rule).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::centre_file::Centre;

    const FILE: &str = r#"[centre]
name = "Nord"
languages = ["en"]
privacy = { en = "https://nord.example/p" }
[agents.jana]
name = "Jana Becker"
[dispositions]
solved = { en = "Solved" }
complaint = { en = "Complaint" }
wrong = { en = "Wrong entry", parent = "complaint" }
money = { en = "Money back", parent = "complaint" }
refund = { en = "Refund", parent = "money" }
[queues.billing]
name = { en = "Billing" }
agents = ["jana"]
dispositions = ["complaint", "solved"]
"#;

    /// The mistakes of the file with one piece of it replaced.
    fn after(old: &str, new: &str) -> Vec<String> {
        assert!(FILE.contains(old), "{old} is not in the file");
        match Centre::parse(&FILE.replacen(old, new, 1)) {
            Ok(_) => Vec::new(),
            Err(mistakes) => mistakes.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_heading_in_a_queues_list_stands_for_all_that_can_be_chosen_below_it() {
        let rules = Centre::parse(FILE).unwrap().rules;
        let offered: Vec<_> =
            rules.queues.values().flat_map(|queue| &queue.dispositions).map(|id| id.as_str()).collect();
        assert_eq!(offered, ["wrong", "refund", "solved"]);
        let parent = |id: &str| rules.dispositions.iter().find(|(key, _)| key.as_str() == id).unwrap().1.parent.clone();
        assert_eq!(parent("refund").unwrap().as_str(), "money");
        assert_eq!(parent("complaint"), None);
    }

    #[test]
    fn each_mistake_of_the_tree_is_named_with_its_line() {
        let table = [
            (
                "\"money\" }",
                "\"mony\" }",
                "12: `parent`: there is no disposition \"mony\" in this file; did you mean \"money\"?",
            ),
            (
                "\"Complaint\" }",
                "\"Complaint\", parent = \"money\" }",
                "9: these dispositions stand below each other in a circle: complaint → money → complaint",
            ),
            (
                "\"Solved\" }",
                "\"Solved\", parent = \"solved\" }",
                "8: these dispositions stand below each other in a circle: solved → solved",
            ),
            (
                "\"Wrong entry\"",
                "\"Money back\"",
                "11: the dispositions `wrong` and `money` have the same name in `de`",
            ),
            ("\"solved\"]", "\"solved\", \"wrong\"]", "16: `dispositions` lists \"wrong\" twice"),
            (
                "\"solved\"]",
                "\"money\"]",
                "16: `dispositions` lists \"refund\" twice: \"money\" stands for all below it",
            ),
            (
                "[queues",
                "a = { en = \"A\", parent = \"refund\" }\nb = { en = \"B\", parent = \"a\" }\n[queues",
                "14: the disposition `b` stands too deep: 4 below each other at most",
            ),
            ("parent = \"money\"", "parent = 7", "12: `parent` must be a text in quotes"),
        ];
        for (old, new, expected) in table {
            let found = after(old, new);
            assert!(found.iter().any(|mistake| mistake == expected), "{new}: {found:?}");
        }
    }
}
