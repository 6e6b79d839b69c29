//! The two pages: the desktop's (`ui/dist`) and the contact's (`ui/dist-contact`); for tests also the desktop's with the
//! fake backend (`target/scenes`). Built when something they are made of has changed; a stamp beside them says from what
//! they were built.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{Run, root};

/// What the pages are made of.
const INPUTS: &[&str] = &[
    "locales",
    "ui/src",
    "ui/contact",
    "ui/shared",
    "ui/public",
    "ui/index.html",
    "ui/package-lock.json",
    "ui/package.json",
    "ui/tsconfig.json",
    "ui/svelte.config.js",
    "ui/vite.config.ts",
    "ui/vite.contact.config.ts",
];

/// Installs what package-lock.json names, where that has changed.
///
/// # Errors
/// npm fails.
pub fn install() -> Result<()> {
    let lock = of(&["ui/package-lock.json"])?;
    let stamp = root().join("ui/node_modules/.konsil-installed");
    if fs::read_to_string(&stamp).is_ok_and(|seen| seen == lock) {
        return Ok(());
    }
    Run::npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).show()?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Builds both pages, where something has changed.
///
/// # Errors
/// npm fails.
pub fn build() -> Result<()> {
    made("target/pages-built", &["ui/dist/index.html", "ui/dist-contact"], &["build", "build:contact"])
}

/// Builds the scenes, where something has changed.
///
/// # Errors
/// npm fails.
pub fn build_scenes() -> Result<()> {
    made("target/scenes-built", &["target/scenes/index.html"], &["build:scenes"])
}

/// Runs these scripts, unless the stamp says that what they make is of now.
fn made(stamp: &str, results: &[&str], scripts: &[&str]) -> Result<()> {
    install()?;
    let state = of(INPUTS)?;
    let stamp = root().join(stamp);
    let there = results.iter().all(|result| root().join(result).exists());
    if there && fs::read_to_string(&stamp).is_ok_and(|seen| seen == state) {
        return Ok(());
    }
    for script in scripts {
        Run::npm().args(["run", "--silent", script]).show()?;
    }
    fs::create_dir_all(root().join("target"))?;
    fs::write(&stamp, state).with_context(|| format!("cannot write {}", stamp.display()))
}

/// A number that changes when a file of these does.
fn of(inputs: &[&str]) -> Result<String> {
    let mut files = BTreeMap::new();
    for input in inputs {
        collect(&root().join(input), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.insert(path.to_path_buf(), fs::read(path)?);
    }
    Ok(())
}
