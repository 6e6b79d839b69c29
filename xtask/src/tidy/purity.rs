//! What sources may not say, crate by crate.

use super::tree::{Tree, lines_with, shipped};

const RULES: &[&str] = &["crates/protocol/", "crates/centre/", "crates/desk/"];
const OUTSIDE_WORLD: &[&str] = &[
    "SystemTime",
    "Instant",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "tokio::",
    "rand::",
    "getrandom",
    "uuid::",
    "RandomState",
    "println!",
];

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

pub fn no_outside_world(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in RULES.iter().flat_map(|folder| shipped(tree, folder)) {
        for (line, pattern) in lines_with(text, OUTSIDE_WORLD) {
            findings.push(format!(
                "{path}:{line}: {pattern}. Time and fresh ids come in as parameters (Moment), deadlines go out."
            ));
        }
    }
    findings
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
    fn a_clock_in_the_rules_is_found() {
        let bad = "fn now() -> u64 {\n    std::time::SystemTime::now()\n}\n";
        finds(no_outside_world, &[("crates/centre/src/a.rs", bad)], "crates/centre/src/a.rs:2");
        finds_nothing(no_outside_world, &[("crates/server/src/clock.rs", bad)]);
    }

    #[test]
    fn an_expect_in_shipped_code_is_found_and_one_in_a_test_is_not() {
        let bad = "fn a() { b().expect(\"it works\") }\n";
        finds(no_expect, &[("crates/link/src/a.rs", bad)], "crates/link/src/a.rs:1");
        finds_nothing(no_expect, &[("crates/link/src/tests.rs", bad), ("src-tauri/build.rs", bad)]);
    }
}
