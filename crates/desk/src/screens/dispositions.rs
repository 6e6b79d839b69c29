//! The dispositions that can be chosen in a chat, as a tree: what stands below the same heading stands together, where the
//! first of them stands in the queue's list.

use konsil_protocol::domain::{CaseView, DispositionId};

use crate::boundary::view::{DispositionOption, DispositionStanding};
use crate::pending::workspace::Workspace;

/// Between a heading and what stands below it.
const BELOW: &str = " › ";

/// A disposition after all that it stands below.
type Path<'a> = &'a [&'a DispositionId];

pub(crate) fn dispositions(workspace: &Workspace<'_>, view: &CaseView) -> Vec<DispositionOption> {
    let names = workspace.names();
    let queue = workspace.identity.queue(&view.queue);
    let ids = queue.into_iter().flat_map(|queue| &queue.dispositions);
    let all: Vec<_> = ids.map(|id| names.disposition_path(id)).collect();
    let paths: Vec<Path<'_>> = all.iter().map(Vec::as_slice).collect();
    let mut rows = Vec::new();
    tree(&paths, 0, &mut |path, standing| {
        let Some((disposition, above)) = path.split_last() else { return };
        let named: Vec<&str> = path.iter().map(|id| names.disposition(id, workspace.language)).collect();
        rows.push(DispositionOption {
            disposition: (*disposition).clone(),
            name: named.last().copied().unwrap_or_default().to_owned(),
            path: named.join(BELOW),
            depth: u32::try_from(above.len()).unwrap_or(u32::MAX),
            standing,
        });
    });
    rows
}

/// Heading by heading, with what stands below each.
fn tree(paths: &[Path<'_>], depth: usize, row: &mut dyn FnMut(Path<'_>, DispositionStanding)) {
    let mut seen = Vec::new();
    for path in paths {
        let Some(here) = path.get(depth) else { continue };
        if seen.contains(here) {
            continue;
        }
        seen.push(*here);
        let with_it = || paths.iter().copied().filter(|other| other.get(depth) == Some(here));
        let is_offered = with_it().any(|other| other.len() == depth + 1);
        let standing = if is_offered { DispositionStanding::Choice } else { DispositionStanding::Heading };
        row(path.get(..=depth).unwrap_or_default(), standing);
        tree(&with_it().collect::<Vec<_>>(), depth + 1, row);
    }
}
