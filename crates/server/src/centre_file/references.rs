//! Lists that name what has a section of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    mistake::Mistakes,
    section::{At, nearest},
};

/// Keys of things that are defined elsewhere in the file, each once.
pub(super) fn references<Id: Ord + Clone + std::fmt::Display, T>(
    list: At<Vec<At<String>>>,
    (key, thing): (&str, &str),
    known: &BTreeMap<Id, T>,
    read: impl Fn(&str) -> Option<Id>,
    mistakes: &mut Mistakes<'_>,
) -> Vec<Id> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in list.value {
        let Some(id) = read(&entry.value).filter(|id| known.contains_key(id)) else {
            let names: Vec<String> = known.keys().map(ToString::to_string).collect();
            let hint = nearest(&entry.value, names.iter().map(String::as_str))
                .map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
            mistakes.absent(&entry.at, format!("`{key}`: there is no {thing} \"{}\" in this file{hint}", entry.value));
            continue;
        };
        if !seen.insert(id.clone()) {
            mistakes.wrong(&entry.at, format!("`{key}` lists the {thing} \"{id}\" twice"));
        } else {
            found.push(id);
        }
    }
    found
}
