//! Length, markup and words of every file, and what stands in the top folder.

use super::tree::Tree;

const LONGEST: usize = 500;

/// Written by programs.
const MADE: &[&str] = &["Cargo.lock", "ui/package-lock.json", "ui/src/generated/", "src-tauri/gen/"];

const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".clippy.toml",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".rustfmt.toml",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "STYLE.md",
    "crates",
    "deny.toml",
    "docs",
    "icons",
    "locales",
    "rust-toolchain.toml",
    "src-tauri",
    "tests",
    "ui",
    "xtask",
];

pub fn short_files(tree: &Tree) -> Vec<String> {
    tree.iter()
        .filter(|(path, _)| [".rs", ".ts", ".svelte", ".py"].iter().any(|end| path.ends_with(end)) && !is_made(path))
        .filter_map(|(path, text)| {
            let lines = text.lines().count();
            (lines > LONGEST)
                .then(|| format!("{path}: {lines} lines. Cut it where its subject changes (at most {LONGEST})."))
        })
        .collect()
}

pub fn no_raw_html(tree: &Tree) -> Vec<String> {
    let raw = ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"];
    let mut findings = Vec::new();
    for (path, text) in
        tree.iter().filter(|(path, _)| path.starts_with("ui/") && !is_made(path) && !path.contains(".test."))
    {
        for (number, line) in text.lines().enumerate() {
            if let Some(way) = raw.iter().find(|way| line.contains(**way)) {
                findings.push(format!(
                    "{path}:{}: {way}. A contact's text is data: write text nodes, and links by our own tokenizer.",
                    number + 1
                ));
            }
        }
    }
    findings
}

/// No issue numbers, no folders of somebody's computer, no host of a package registry, no notes to oneself.
pub fn nothing_about_its_making(tree: &Tree) -> Vec<String> {
    // Cut in two, else this file would find itself.
    let words = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("C:\\", "Users"),
        concat!("registry.", "npmjs"),
        concat!("index.", "crates.io"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("issue", " #"),
        concat!("Issue", " #"),
    ];
    let mut findings = Vec::new();
    for (path, text) in tree.iter().filter(|(path, _)| *path != "Cargo.lock") {
        for (number, line) in text.lines().enumerate() {
            let found =
                words.iter().find(|word| line.contains(**word)).copied().map(str::to_owned).or_else(|| numbered(line));
            if let Some(word) = found {
                findings.push(format!(
                    "{path}:{}: {word:?}. Say what is so and why, in terms of the project and with paths inside it.",
                    number + 1
                ));
            }
        }
    }
    findings
}

/// The number of an entry in some tracker.
fn numbered(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    ["issue", "ticket"].iter().find_map(|word| {
        let after = lower.split(&format!("{word} ")).nth(1)?;
        after.starts_with(|c: char| c.is_ascii_digit()).then(|| (*word).to_owned())
    })
}

pub fn top_folder(tree: &Tree) -> Vec<String> {
    let mut names: Vec<&str> = tree.keys().filter_map(|path| path.split('/').next()).collect();
    names.dedup();
    names
        .into_iter()
        .filter(|name| !TOP.contains(name))
        .map(|name| {
            format!(
                "{name}: not a name of the top folder. Find its place in one of {TOP:?}, or add it there on purpose."
            )
        })
        .collect()
}

fn is_made(path: &str) -> bool {
    MADE.iter().any(|made| path.starts_with(made))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{finds, finds_nothing};
    use super::*;

    #[test]
    fn a_long_file_is_found_unless_a_program_wrote_it() {
        let long = "x\n".repeat(LONGEST + 1);
        finds(short_files, &[("crates/a/src/b.rs", &long)], "crates/a/src/b.rs");
        finds_nothing(short_files, &[("ui/src/generated/B.ts", &long)]);
    }

    #[test]
    fn raw_html_is_found() {
        finds(no_raw_html, &[("ui/src/a.svelte", "<p>\n{@html text}\n</p>")], "ui/src/a.svelte:2");
    }

    #[test]
    fn words_about_the_making_are_found() {
        let path = format!("see {}somebody/konsil", concat!("/ho", "me/"));
        finds(nothing_about_its_making, &[("docs/a.md", &path)], "docs/a.md:1");
        finds(nothing_about_its_making, &[("docs/a.md", concat!("as in iss", "ue 12"))], "docs/a.md:1");
        finds(nothing_about_its_making, &[("docs/a.md", concat!("TO", "DO: later"))], "docs/a.md:1");
        finds_nothing(nothing_about_its_making, &[("docs/a.md", "an issue of trust")]);
    }

    #[test]
    fn a_new_name_in_the_top_folder_is_found() {
        finds(top_folder, &[("notes/a.md", ""), ("docs/a.md", "")], "notes");
    }
}
