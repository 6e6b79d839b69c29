//! Puts all words of the desktop into the program: each `locales/LANGUAGE/NAME.ftl`, without the contact's page.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

fn main() -> anyhow::Result<()> {
    // Asked when it runs, not when it was built: two checkouts may share a target folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").context("cargo sets CARGO_MANIFEST_DIR")?;
    let locales = Path::new(&here).join("../../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut code = String::new();
    for language in ["de", "en"] {
        let folder = locales.join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        writeln!(code, "const {}: &[(&str, &str)] = &[", language.to_uppercase())?;
        for file in files(&folder)? {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = file.file_name().unwrap_or_default();
            writeln!(code, "    ({name:?}, include_str!({:?})),", file.canonicalize()?)?;
        }
        writeln!(code, "];")?;
    }
    let out = std::env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?;
    std::fs::write(Path::new(&out).join("locales.rs"), code)?;
    Ok(())
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let is_words = path.extension().is_some_and(|extension| extension == "ftl");
        let is_of_the_contact = path.file_name().is_some_and(|name| name == "contact.ftl");
        if is_words && !is_of_the_contact {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
