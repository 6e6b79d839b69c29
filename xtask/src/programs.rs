//! Building the programs and their tests.
//!
//! Every cargo call takes the whole workspace: a part of it would get other features of shared dependencies and build
//! tauri once more.

use anyhow::Result;

use crate::shell::Run;

/// The one feature set.
pub const ALL: &[&str] = &["--workspace"];

/// Builds the programs. No test has features of shared crates that they lack (tests/Cargo.toml sees to that), so that
/// the tests are built on top and nothing twice.
///
/// # Errors
/// Something does not compile.
pub fn build_programs() -> Result<()> {
    Run::cargo("build").args(ALL).show()
}

/// Builds programs and tests.
///
/// # Errors
/// Something does not compile.
pub fn build() -> Result<()> {
    Run::cargo("build").args(ALL).arg("--all-targets").show()
}
