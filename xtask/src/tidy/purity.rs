//! What sources may not say, crate by crate.

use super::tree::{Tree, lines_with, shipped};

/// The crates of the rules, each with a file that forbids clippy's reader the outside world.
const RULES: &[&str] = &["crates/protocol/.clippy.toml", "crates/centre/.clippy.toml", "crates/desk/.clippy.toml"];

pub fn no_wire_in_the_desktop(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in ["crates/desk/", "crates/app/", "src-tauri/"].iter().flat_map(|folder| shipped(tree, folder)) {
        for (line, _) in lines_with(text, &["wire::"]) {
            findings.push(format!(
                "{path}:{line}: the desktop names the wire. Say it in protocol::domain; frames end in crates/link."
            ));
        }
    }
    findings
}

/// Clock, I/O and chance are found by clippy (`disallowed_types`, `disallowed_methods`); here only that it is told to look.
pub fn rules_forbid_the_same(tree: &Tree) -> Vec<String> {
    let first = tree.get(RULES[0]);
    RULES
        .iter()
        .filter(|path| first.is_none_or(|text| !text.contains("std::time::SystemTime")) || tree.get(**path) != first)
        .map(|path| format!("{path}: not the file that forbids clock, I/O and chance. Copy {} here.", RULES[0]))
        .collect()
}

pub fn no_expect(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in ["crates/", "src-tauri/"].iter().flat_map(|folder| shipped(tree, folder)) {
        for (line, pattern) in lines_with(text, &[".expect(\"", ".expect(&", ".expect_err(\"", "unimplemented!("]) {
            findings.push(format!(
                "{path}:{line}: {pattern}…). Give a typed error, or make the type say it cannot happen."
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{finds, finds_nothing};
    use super::*;

    #[test]
    fn the_wire_in_the_desktop_is_found() {
        let bad = "use konsil_protocol::wire::ToAgent;\n";
        finds(no_wire_in_the_desktop, &[("crates/app/src/a.rs", bad)], "crates/app/src/a.rs:1");
        finds_nothing(no_wire_in_the_desktop, &[("crates/link/src/a.rs", bad)]);
    }

    #[test]
    fn a_crate_of_the_rules_that_forbids_less_is_found() {
        let forbids = |path| (path, "disallowed-types = [\"std::time::SystemTime\"]\n");
        let [first, second, third] = [RULES[0], RULES[1], RULES[2]];
        finds_nothing(rules_forbid_the_same, &[forbids(first), forbids(second), forbids(third)]);
        finds(rules_forbid_the_same, &[forbids(first), (second, ""), forbids(third)], second);
        finds(rules_forbid_the_same, &[forbids(first), forbids(second)], third);
    }

    #[test]
    fn an_expect_in_shipped_code_is_found_and_one_in_a_test_is_not() {
        let bad = "fn a() { b().expect(\"it works\") }\n";
        finds(no_expect, &[("crates/link/src/a.rs", bad)], "crates/link/src/a.rs:1");
        finds_nothing(no_expect, &[("crates/link/src/tests.rs", bad), ("src-tauri/build.rs", bad)]);
    }
}
