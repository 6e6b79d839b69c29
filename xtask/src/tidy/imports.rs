//! Who may use whom, read from the Cargo.toml files.

use std::collections::BTreeSet;

use super::tree::Tree;

/// Our crates, and what of ours each may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("konsil-protocol", &[]),
    ("konsil-centre", &["konsil-protocol"]),
    ("konsil-desk", &["konsil-protocol"]),
    ("konsil-server", &["konsil-centre", "konsil-protocol"]),
    ("konsil-link", &["konsil-protocol"]),
    ("konsil-practice", &["konsil-protocol", "konsil-link"]),
    ("konsil-app", &["konsil-protocol", "konsil-desk", "konsil-link", "konsil-practice", "konsil-server"]),
    ("konsil", &["konsil-app", "konsil-protocol"]),
];

/// Free of any outside world; and what of others' they may use.
const PURE: &[&str] = &["konsil-protocol", "konsil-centre", "konsil-desk"];
const PURE_MAY_USE: &[&str] = &[
    "konsil-protocol",
    "imbl",
    "serde",
    "serde_json",
    "thiserror",
    "ts-rs",
    "unicode-normalization",
    "unicode-segmentation",
];

struct Manifest<'t> {
    path: &'t str,
    name: String,
    /// With and without `dev-`; build scripts are apart.
    shipped: BTreeSet<String>,
    tested: BTreeSet<String>,
}

pub fn one_way(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for manifest in manifests(tree) {
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == manifest.name) else { continue };
        for used in manifest.shipped.iter().filter(|used| used.starts_with("konsil")) {
            if !may.contains(&used.as_str()) {
                findings.push(format!(
                    "{}: {} uses {used}. Move what it needs to a crate below both, or turn the call round.",
                    manifest.path, manifest.name
                ));
            }
        }
    }
    findings
}

pub fn only_the_shell_names_tauri(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for manifest in manifests(tree).filter(|manifest| manifest.name != "konsil") {
        for used in manifest.shipped.iter().chain(&manifest.tested).filter(|used| used.starts_with("tauri")) {
            findings.push(format!(
                "{}: {} uses {used}. Put the wish into konsil_app::Shell and fulfil it in src-tauri.",
                manifest.path, manifest.name
            ));
        }
    }
    findings
}

pub fn typescript_only_where_it_belongs(tree: &Tree) -> Vec<String> {
    manifests(tree)
        .filter(|it| it.name != "konsil-protocol" && it.name != "konsil-desk" && it.shipped.contains("ts-rs"))
        .map(|it| {
            format!("{}: {} derives TypeScript. Windows draw view models: put the type into desk.", it.path, it.name)
        })
        .collect()
}

pub fn rules_have_no_outside_world(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for manifest in manifests(tree).filter(|manifest| PURE.contains(&manifest.name.as_str())) {
        for used in manifest.shipped.iter().filter(|used| !PURE_MAY_USE.contains(&used.as_str())) {
            findings.push(format!(
                "{}: {} uses {used}. It must do no I/O: hand the value in as a parameter, or (if {used} is pure) add it to \
                 PURE_MAY_USE in xtask/src/tidy/imports.rs.",
                manifest.path, manifest.name
            ));
        }
    }
    findings
}

fn manifests(tree: &Tree) -> impl Iterator<Item = Manifest<'_>> {
    tree.iter().filter(|(path, _)| path.ends_with("/Cargo.toml")).filter_map(|(path, text)| {
        let table: toml::Table = text.parse().ok()?;
        let name = table.get("package")?.get("name")?.as_str()?.to_owned();
        let mut shipped = names(table.get("dependencies"));
        for target in table.get("target").and_then(toml::Value::as_table).into_iter().flat_map(|all| all.values()) {
            shipped.extend(names(target.get("dependencies")));
        }
        let tested = names(table.get("dev-dependencies"));
        Some(Manifest { path, name, shipped, tested })
    })
}

fn names(table: Option<&toml::Value>) -> BTreeSet<String> {
    table.and_then(toml::Value::as_table).map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{finds, finds_nothing};
    use super::*;

    fn manifest(name: &str, dependencies: &str) -> String {
        format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}\n")
    }

    #[test]
    fn a_crate_that_reaches_up_is_found() {
        let bad = manifest("konsil-desk", "konsil-app.workspace = true");
        finds(one_way, &[("crates/desk/Cargo.toml", &bad)], "crates/desk/Cargo.toml: konsil-desk uses konsil-app");
        let good = manifest("konsil-app", "konsil-desk.workspace = true");
        finds_nothing(one_way, &[("crates/app/Cargo.toml", &good)]);
    }

    #[test]
    fn tauri_outside_the_shell_is_found() {
        let bad = manifest("konsil-app", "tauri.workspace = true");
        finds(only_the_shell_names_tauri, &[("crates/app/Cargo.toml", &bad)], "crates/app/Cargo.toml");
        let good = manifest("konsil", "tauri.workspace = true");
        finds_nothing(only_the_shell_names_tauri, &[("src-tauri/Cargo.toml", &good)]);
    }

    #[test]
    fn typescript_from_the_server_is_found() {
        let bad = manifest("konsil-server", "ts-rs.workspace = true");
        finds(typescript_only_where_it_belongs, &[("crates/server/Cargo.toml", &bad)], "crates/server/Cargo.toml");
    }

    #[test]
    fn a_runtime_in_the_rules_is_found_even_for_one_system() {
        let bad = "[package]\nname = \"konsil-centre\"\n[target.'cfg(unix)'.dependencies]\ntokio = \"1\"\n";
        finds(rules_have_no_outside_world, &[("crates/centre/Cargo.toml", bad)], "konsil-centre uses tokio");
    }
}
