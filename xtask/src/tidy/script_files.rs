//! Which file of the UI imports which other: TypeScript and Svelte. Tests and generated types are left out.

use std::collections::BTreeSet;

use super::rust_files::Need;
use super::tree::Tree;

const ENDINGS: &[&str] = &["", ".ts", ".svelte.ts", ".svelte", "/index.ts"];

/// The imports between the files below `folder`.
pub fn needs(tree: &Tree, folder: &str) -> BTreeSet<Need> {
    let mut found = BTreeSet::new();
    let files = tree.iter().filter(|(path, _)| {
        path.starts_with(folder)
            && (path.ends_with(".ts") || path.ends_with(".svelte"))
            && !path.contains(".test.")
            && !path.contains("/generated/")
    });
    for (path, text) in files {
        for named in imported(text) {
            if let Some(to) = resolve(tree, path, named).filter(|to| to != path) {
                found.insert(Need { from: path.clone(), to, path: named.to_owned() });
            }
        }
    }
    found
}

/// What stands in quotes after `from`, `import` or `import(`, where it is a file of ours.
fn imported(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['\'', '"']).filter_map(|(at, quote)| {
        let before = text[..at].trim_end().trim_end_matches('(').trim_end();
        let word = before.ends_with("from") || before.ends_with("import");
        let end = at + 1 + text[at + 1..].find(quote)?;
        let named = &text[at + 1..end];
        (word && named.starts_with('.')).then_some(named)
    })
}

fn resolve(tree: &Tree, from: &str, named: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in named.split('/') {
        match part {
            "." => {}
            ".." => {
                folders.pop()?;
            }
            name => folders.push(name),
        }
    }
    let base = folders.join("/");
    ENDINGS
        .iter()
        .flat_map(|ending| [format!("{base}{ending}"), format!("{}{ending}", base.trim_end_matches(".js"))])
        .find(|path| tree.contains_key(path))
}
