//! What the pages say about the tree: links lead somewhere, and tests that are named exist.

use super::tree::Tree;

/// Pages whose statements are held by tests that they name.
const HELD: &[&str] = &["docs/behaviour.md", "docs/threat-model.md"];

const FOLDERS: &[&str] = &["crates/", "docs/", "locales/", "src-tauri/", "tests/", "ui/", "xtask/"];

pub fn links_lead_somewhere(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.iter().filter(|(path, _)| path.ends_with(".md")) {
        for (number, line) in text.lines().enumerate() {
            for target in line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()) {
                let outside = target.is_empty() || target.contains("://") || target.starts_with("mailto:");
                if outside || exists(tree, &beside(path, target)) {
                    continue;
                }
                findings.push(format!("{path}:{}: {target} is not there. Name the place where it is now.", number + 1));
            }
        }
    }
    findings
}

pub fn named_tests_exist(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in HELD.iter().filter_map(|path| Some((path, tree.get(*path)?))) {
        for (number, line) in text.lines().enumerate() {
            for (file, test) in named(line) {
                if tree.get(file).is_none_or(|text| !has_test(text, test)) {
                    let now = tree.iter().find(|(_, text)| has_test(text, test)).map(|(path, _)| path.as_str());
                    findings.push(format!(
                        "{path}:{}: no test `{test}` in {file}. {}",
                        number + 1,
                        now.map_or("Name the test that holds this now.".to_owned(), |now| format!(
                            "It is in {now} now."
                        ))
                    ));
                }
            }
        }
    }
    findings
}

pub fn every_rule_has_a_test(tree: &Tree) -> Vec<String> {
    let Some(text) = tree.get(HELD[0]) else { return vec![format!("{}: is missing.", HELD[0])] };
    let lines: Vec<&str> = text.lines().collect();
    let is_rule =
        |line: &str| line.strip_prefix("**").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    lines
        .iter()
        .enumerate()
        .filter(|(at, line)| is_rule(line) && lines.get(at + 1).is_none_or(|next| !next.starts_with("> ")))
        .map(|(at, _)| format!("{}:{}: a rule without a test. Name the test on the line below it.", HELD[0], at + 1))
        .collect()
}

/// Files and folders that pages and the heads of word lists name are there.
pub fn pages_name_what_is_there(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (page, text) in tree {
        for (number, line) in text.lines().enumerate() {
            for path in places(page, line).iter().filter(|path| !exists(tree, path)) {
                findings.push(format!("{page}:{}: {path} is not there. Name the place where it is now.", number + 1));
            }
        }
    }
    findings
}

/// What a line names in the project's folders: in a page between backticks, in a word list's comment as a word.
fn places(page: &str, line: &str) -> Vec<String> {
    let named: Vec<&str> = if page.ends_with(".md") {
        line.split('`').skip(1).step_by(2).collect()
    } else if page.ends_with(".ftl") && line.starts_with('#') {
        line.split([' ', ',', ';']).map(|word| word.trim_end_matches('.')).collect()
    } else {
        Vec::new()
    };
    let ours = named.into_iter().filter(|named| FOLDERS.iter().any(|it| named.starts_with(it)));
    ours.filter(|named| !named.contains('*'))
        .flat_map(|named| match named.split_once("{de,en}") {
            Some((before, after)) => vec![format!("{before}de{after}"), format!("{before}en{after}")],
            None => vec![named.to_owned()],
        })
        .collect()
}

/// Each "`FILE`: `TEST`, `TEST`" of a line.
fn named(line: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut file = None;
    let mut before = "";
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 0 {
            before = part;
        } else if part.contains('/') && (part.ends_with(".rs") || part.ends_with(".ts")) {
            file = Some(part);
        } else if let Some(file) = file.filter(|_| before == ": " || before == ", ") {
            found.push((file, part));
        } else {
            file = None;
        }
    }
    found
}

/// A function of that name in Rust, a sentence in quotes in TypeScript.
fn has_test(text: &str, name: &str) -> bool {
    let function = format!("fn {name}");
    let is_function = text.match_indices(&function).any(|(at, _)| text[at + function.len()..].starts_with(['(', '<']));
    is_function || ["'", "\""].iter().any(|quote| text.contains(&format!("({quote}{name}{quote},")))
}

/// A path as a page names it, seen from the project's folder.
fn beside(page: &str, target: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                folders.pop();
            }
            name => folders.push(name),
        }
    }
    folders.join("/")
}

fn exists(tree: &Tree, path: &str) -> bool {
    tree.contains_key(path) || tree.keys().any(|file| file.starts_with(&format!("{path}/")))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{finds, finds_nothing};
    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        finds(links_lead_somewhere, &[("docs/a.md", "[b](b.md)")], "docs/a.md:1: b.md");
        let there = [
            ("docs/a.md", "[b](../b.md#part) [c](https://c.example) [d](../crates/d)"),
            ("b.md", ""),
            ("crates/d/e", ""),
        ];
        finds_nothing(links_lead_somewhere, &there);
    }

    #[test]
    fn a_test_that_is_not_there_is_found_and_where_it_is_now() {
        let page = ("docs/behaviour.md", "**1.1** So.\n> `a/b.rs`: `one`, `two`; `ui/c.test.ts`: `says so`");
        let rust = ("a/b.rs", "fn one() {}");
        let script = ("ui/c.test.ts", "test('says so', () => {})");
        finds(
            named_tests_exist,
            &[page, rust, script, ("d.rs", "async fn two() {}")],
            "no test `two` in a/b.rs. It is in d.rs",
        );
        let both = ("a/b.rs", "fn one() {}\nfn two() {}");
        finds_nothing(named_tests_exist, &[page, both, script]);
        finds(named_tests_exist, &[page, both, ("ui/c.test.ts", "test('says', () => {})")], "`says so`");
    }

    #[test]
    fn a_recipe_that_names_a_file_of_yesterday_is_found() {
        let page = ("CONTRIBUTING.md", "1. `crates/a/b.rs`, `locales/{de,en}/c.ftl`: `npm run d` in `ui/src`");
        let rest = [("locales/de/c.ftl", ""), ("locales/en/c.ftl", ""), ("ui/src/e.ts", "")];
        finds(pages_name_what_is_there, &[page, rest[0], rest[1], rest[2]], "crates/a/b.rs is not there");
        finds_nothing(pages_name_what_is_there, &[page, rest[0], rest[1], rest[2], ("crates/a/b.rs", "")]);
    }

    #[test]
    fn a_word_list_that_names_a_file_of_yesterday_is_found() {
        let words = ("locales/de/a.ftl", "# Ids stand in crates/a/b.rs.\nstart = crates/c");
        finds(pages_name_what_is_there, &[words], "locales/de/a.ftl:1: crates/a/b.rs is not there");
        finds_nothing(pages_name_what_is_there, &[words, ("crates/a/b.rs", "`crates/c`")]);
    }

    #[test]
    fn a_rule_without_a_test_is_found() {
        finds(
            every_rule_has_a_test,
            &[("docs/behaviour.md", "**1.1** So.\n\n**Not yet**: 1.2")],
            "docs/behaviour.md:1",
        );
    }
}
