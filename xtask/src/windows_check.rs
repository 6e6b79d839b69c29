//! `windows-check`: the whole program, type-checked for Windows on a Debian.
//!
//! Debian's own compiler comes with the library's source, and builds it for Windows; nothing is downloaded by rustup.

use anyhow::{Result, bail};

use crate::pages;
use crate::shell::{Run, root};
use crate::system::{For, prepare};

/// # Errors
/// It does not compile, or this is no Debian.
pub fn windows_check() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("windows-check needs Debian's rustc-web; on Windows itself run `cargo xtask test`");
    }
    prepare(For::WindowsCheck)?;
    pages::build()?;
    Run::new("/usr/bin/cargo")
        .args(["check", "--locked", "-Zbuild-std=std,panic_abort", "--target", "x86_64-pc-windows-gnu"])
        .args(["--package", "konsil", "--package", "konsil-server"])
        // Their own lints differ from ours between versions of the compiler.
        .args(["--config", "build.rustflags=[\"--cap-lints=warn\"]"])
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", root().join("target/windows"))
        .env("RUSTUP_TOOLCHAIN", "")
        .show()
}
