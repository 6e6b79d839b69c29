//! No circles: a file that needs another is not needed by it, directly or round several corners.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;
use super::{rust_files, script_files};

/// Sources without circles.
const RUST: &[&str] = &[
    "crates/protocol/src/",
    "crates/centre/src/",
    "crates/server/src/",
    "crates/desk/src/",
    "crates/link/src/",
    "crates/practice/src/",
    "crates/app/src/",
    "src-tauri/src/",
    "tests/src/",
    "xtask/src/",
];
const SCRIPTS: &[&str] = &["ui/src/", "ui/contact/"];

/// One file may need another though a circle comes of it; and why.
const ALLOWED: &[(&str, &str, &str)] = &[];

pub fn no_circles(tree: &Tree) -> Vec<String> {
    let rust = RUST.iter().flat_map(|folder| circles(rust_files::needs(tree, folder)));
    let scripts = SCRIPTS.iter().flat_map(|folder| circles(script_files::needs(tree, folder)));
    rust.chain(scripts).collect()
}

/// A finding for each knot of files that need each other, with the shortest way round.
fn circles(needs: BTreeSet<rust_files::Need>) -> Vec<String> {
    let mut next: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for need in &needs {
        if !ALLOWED.iter().any(|(from, to, _)| need.from == *from && need.to == *to) {
            next.entry(&need.from).or_default().entry(&need.to).or_insert(&need.path);
        }
    }
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for start in next.keys().copied() {
        let Some(round) = shortest_round(&next, start).filter(|_| !seen.contains(start)) else { continue };
        let knot: Vec<&str> =
            next.keys().copied().filter(|other| reaches(&next, start, other) && reaches(&next, other, start)).collect();
        seen.extend(knot.iter().copied());
        let way: Vec<String> = round
            .windows(2)
            .map(|pair| format!("{} needs {} ({})", pair[0], pair[1], next[pair[0]][pair[1]]))
            .collect();
        findings.push(format!(
            "{start}: {} files need each other in a circle: {}. Move what both need into a file below them, or hand it \
             over as an argument.{}",
            knot.len(),
            way.join("; "),
            if knot.len() > round.len() - 1 { format!(" All of them: {}.", knot.join(", ")) } else { String::new() }
        ));
    }
    findings
}

type Graph<'t> = BTreeMap<&'t str, BTreeMap<&'t str, &'t str>>;

/// From `start` back to it, both ends named.
fn shortest_round<'t>(next: &Graph<'t>, start: &'t str) -> Option<Vec<&'t str>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for to in way.last().and_then(|last| next.get(last)).into_iter().flat_map(BTreeMap::keys).copied() {
                let with: Vec<&str> = way.iter().copied().chain([to]).collect();
                if to == start {
                    return Some(with);
                }
                if seen.insert(to) {
                    longer.push(with);
                }
            }
        }
        ways = longer;
    }
    None
}

fn reaches(next: &Graph<'_>, from: &str, to: &str) -> bool {
    let mut waiting = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(at) = waiting.pop() {
        for step in next.get(at).into_iter().flat_map(BTreeMap::keys).copied() {
            if step == to {
                return true;
            }
            if seen.insert(step) {
                waiting.push(step);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[track_caller]
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        circles(rust_files::needs(&tree(files), "c/src/"))
    }

    #[test]
    fn two_files_that_import_each_other_are_found_with_the_way_round() {
        let findings = found(&[
            ("c/src/lib.rs", "mod a; mod b;"),
            ("c/src/a.rs", "use crate::b::B; pub struct A;"),
            ("c/src/b.rs", "pub struct B; fn f() { super::a::g(); }"),
        ]);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].contains("c/src/a.rs needs c/src/b.rs (crate::b::B)"), "{findings:#?}");
        assert!(findings[0].contains("c/src/b.rs needs c/src/a.rs"), "{findings:#?}");
    }

    #[test]
    fn a_circle_round_three_corners_is_found_once() {
        let findings = found(&[
            ("c/src/lib.rs", "mod a; mod b; mod d;"),
            ("c/src/a.rs", "use crate::b::B; pub struct A;"),
            ("c/src/b.rs", "use crate::d::D; pub struct B;"),
            ("c/src/d.rs", "use crate::a::A; pub struct D;"),
        ]);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].contains("3 files"), "{findings:#?}");
    }

    #[test]
    fn a_module_that_only_passes_on_is_no_corner() {
        let files = [
            ("c/src/lib.rs", "pub mod a;"),
            ("c/src/a/mod.rs", "mod one; mod two; pub use one::One; pub use two::*;"),
            ("c/src/a/one.rs", "use super::Two; pub struct One(Two);"),
            ("c/src/a/two.rs", "pub struct Two;"),
        ];
        assert_eq!(found(&files), Vec::<String>::new());
    }

    #[test]
    fn a_module_that_uses_what_it_passes_on_is_one() {
        let findings = found(&[
            ("c/src/lib.rs", "pub mod a;"),
            ("c/src/a/mod.rs", "mod one; pub use one::One; pub struct Own(One);"),
            ("c/src/a/one.rs", "use super::Own; pub struct One(Box<Own>);"),
        ]);
        assert_eq!(findings.len(), 1, "{findings:#?}");
    }

    #[test]
    fn a_path_in_a_macro_counts_and_a_test_does_not() {
        let both = [
            ("c/src/lib.rs", "mod a; mod b;"),
            ("c/src/a.rs", "pub fn f() { println!(\"{}\", crate::b::g()); }"),
            ("c/src/b.rs", "#[cfg(test)] mod tests { use crate::a::f; } pub fn g() {}"),
        ];
        assert_eq!(found(&both), Vec::<String>::new());
        let needs = rust_files::needs(&tree(&both), "c/src/");
        assert!(needs.iter().any(|need| need.from == "c/src/a.rs" && need.to == "c/src/b.rs"), "{needs:?}");
    }

    #[test]
    fn components_that_import_each_other_are_found() {
        let files = [
            ("ui/src/a.svelte", "<script lang=\"ts\">\n  import B from './b.svelte'\n</script>"),
            ("ui/src/b.svelte", "<script lang=\"ts\">\n  import { one } from './state'\n</script>"),
            ("ui/src/state/index.ts", "import type { A } from '../a.svelte'\nexport const one = 1"),
        ];
        let findings = circles(script_files::needs(&tree(&files), "ui/src/"));
        assert_eq!(findings.len(), 1, "{findings:#?}");
    }
}
