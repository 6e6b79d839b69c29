//! The texts that checks look at, and how tests and comments are kept apart from what ships.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::shell::Run;

/// The project's texts by path, with `/` on every system.
pub type Tree = BTreeMap<String, String>;

/// Looks at the whole tree and gives its findings, each `path:line: what is so. How to mend.`
pub type Check = fn(&Tree) -> Vec<String>;

/// What git knows or would take, as far as it is text.
pub fn read(root: &Path) -> Result<Tree> {
    let list = Run::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]).output()?;
    let mut tree = Tree::new();
    for path in list.lines() {
        // A file that git knows may have been removed just now; a picture is no text.
        if let Ok(text) = fs::read_to_string(root.join(path)) {
            tree.insert(path.to_owned(), text);
        } else if root.join(path).exists() {
            tree.insert(path.to_owned(), String::new());
        }
    }
    Ok(tree)
}

/// The Rust sources below `folder` that reach a user: no tests, no build scripts.
pub fn shipped<'t>(tree: &'t Tree, folder: &str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let folder = folder.to_owned();
    tree.iter()
        .filter(move |(path, _)| path.starts_with(&folder) && path.ends_with(".rs") && path.contains("/src/"))
        .filter(|(path, _)| !is_test(path))
        .map(|(path, text)| (path.as_str(), without_tests(text)))
}

pub fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.contains("/tests/")
        || path.starts_with("tests/")
        || name == "tests.rs"
        || name.ends_with("_tests.rs")
        || name == "test.rs"
        || name == "testing.rs"
}

/// Up to the module of tests, which stands last.
pub fn without_tests(text: &str) -> &str {
    let end = ["#[cfg(test)]\nmod ", "#[cfg(test)]\npub mod ", "#[cfg(all(test"]
        .iter()
        .filter_map(|start| text.find(start))
        .min()
        .unwrap_or(text.len());
    &text[..end]
}

/// Lines of code that contain one of the patterns; comments may name what they like.
pub fn lines_with<'p>(text: &str, patterns: &'p [&'p str]) -> Vec<(usize, &'p str)> {
    let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.flat_map(|(number, line)| {
        patterns.iter().filter(move |pattern| line.contains(**pattern)).map(move |pattern| (number + 1, *pattern))
    })
    .collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A tree of these files, in which `check` must find exactly one thing, naming `path`.
    #[track_caller]
    pub fn finds(check: Check, files: &[(&str, &str)], path: &str) {
        let tree: Tree = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let findings = check(&tree);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].contains(path), "{findings:#?}");
    }

    #[track_caller]
    pub fn finds_nothing(check: Check, files: &[(&str, &str)]) {
        let tree: Tree = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        assert_eq!(check(&tree), Vec::<String>::new());
    }

    #[test]
    fn tests_and_comments_are_no_shipped_code() {
        let text = "// x.unwrap()\nfn a() {}\n#[cfg(test)]\npub mod tests { fn b() { forbidden() } }\n";
        assert!(lines_with(without_tests(text), &["forbidden", "unwrap"]).is_empty());
        assert!(is_test("crates/centre/src/decide/tests.rs"));
        assert!(!is_test("crates/centre/src/decide.rs"));
    }

    #[test]
    fn a_finding_names_its_line() {
        assert_eq!(lines_with("a\nb bad\n", &["bad"]), [(2, "bad")]);
    }
}
