//! The agent's own favourites by category, and those that the centre proposes.

use std::collections::BTreeMap;

use konsil_protocol::domain::ConsultTarget;

use super::possible::Asking;
use super::rows::{gone_row, level_of, row};
use crate::boundary::view::{TargetGroup, TargetHeading, TargetRow};
use crate::people::search::Typed;
use crate::thread::find::folded;

/// What fits what was typed. Own ones that are in no category come first; one that is listed no more stays until it is
/// taken out.
pub(super) fn groups(asking: &Asking<'_>, typed: &Typed) -> Vec<TargetGroup> {
    let own = asking.workspace.targets.favourites().iter();
    let fitting = asking.fitting(typed);
    let row_of = |target: &ConsultTarget| {
        let place = asking.wanted_place(target).filter(|place| fitting.has(*place))?;
        row(asking, place, level_of(target), typed)
    };
    let mut by_category: BTreeMap<(String, &str), Vec<TargetRow>> = BTreeMap::new();
    for favourite in own {
        let found = match asking.workspace.names().place(&favourite.target) {
            Some(_) => row_of(&favourite.target),
            None => typed.fits(&favourite.name).then(|| gone_row(favourite)),
        };
        if let Some(found) = found {
            let category = favourite.category.as_str();
            by_category.entry((folded(category), category)).or_default().push(found);
        }
    }
    let own = by_category.into_iter().map(|((_, category), rows)| TargetGroup {
        category: (!category.is_empty()).then(|| category.to_owned()),
        ..TargetGroup::of(TargetHeading::Favourites, rows)
    });
    let language = asking.workspace.language;
    let mut groups: Vec<_> = own.collect();
    let own = groups.len();
    for category in &asking.workspace.names().listing().favourites {
        let name = Some(category.name.in_language(language).to_owned());
        let at = groups.iter().skip(own).position(|group| group.category == name).map(|at| own + at);
        let at = at.unwrap_or_else(|| {
            groups.push(TargetGroup { category: name, ..TargetGroup::of(TargetHeading::CentreFavourites, Vec::new()) });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(at) else { continue };
        for target in &category.targets {
            let is_there = |row: &TargetRow| row.target.is_same_as(target);
            if !group.rows.iter().any(is_there) {
                group.rows.extend(row_of(target));
            }
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

/// Of the agent's own favourites, by the alphabet.
pub(super) fn categories(asking: &Asking<'_>) -> Vec<String> {
    let own = asking.workspace.targets.favourites().iter();
    let mut categories: Vec<_> = own.map(|favourite| favourite.category.clone()).collect();
    categories.retain(|category| !category.is_empty());
    categories.sort_by_cached_key(|category| (folded(category), category.clone()));
    categories.dedup();
    categories
}
