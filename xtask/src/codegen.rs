//! `codegen`: the UI's types, made from the Rust types by ts-rs. Files of types that are gone go too.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::shell::{Run, root};

const GENERATED: &str = "ui/src/generated";

/// Writes `ui/src/generated`.
///
/// # Errors
/// The types do not compile or the folder cannot be written.
pub fn write() -> Result<()> {
    let fresh = export()?;
    let folder = root().join(GENERATED);
    for name in read(&folder)?.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(folder.join(name))?;
    }
    for (name, text) in &fresh {
        if fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text) {
            fs::write(folder.join(name), text)?;
        }
    }
    println!("{GENERATED}: {} types", fresh.len());
    Ok(())
}

/// # Errors
/// The folder is not what the types say.
pub fn check() -> Result<()> {
    let fresh = export()?;
    let there = read(&root().join(GENERATED))?;
    let names: Vec<&str> = fresh
        .iter()
        .filter(|(name, text)| there.get(*name) != Some(text))
        .map(|(name, _)| name)
        .chain(there.keys().filter(|name| !fresh.contains_key(*name)))
        .map(String::as_str)
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    bail!(
        "{GENERATED} is not what the Rust types say ({}).\nRun `cargo xtask codegen` and commit the result.",
        names.join(", ")
    )
}

fn export() -> Result<BTreeMap<String, String>> {
    let folder = root().join("target/codegen");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Run::cargo("test")
        .args(["--quiet", "--package", "konsil-protocol", "--package", "konsil-desk", "--lib", "export_bindings"])
        .env("TS_RS_EXPORT_DIR", &folder)
        .output()?;
    read(&folder)
}

fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?);
        }
    }
    Ok(files)
}
