//! `macos-check`: the desktop, type-checked for macOS on a Debian.
//!
//! As for Windows, Debian's own compiler builds the library from its source. What other people's crates want compiled
//! from C and Objective-C needs Apple's headers, which are not here: a compiler that makes empty objects stands in, for
//! nothing is linked. So this finds every wrong call in Rust, and nothing else.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::pages;
use crate::shell::{Run, root};
use crate::system::{For, prepare};

/// Writes an empty file for each that it is asked for: `-o FILE` of a compiler, `FILE.a` of an archiver.
const EMPTY: &str = "#!/bin/sh
before=
for word in \"$@\"; do
    case \"$before $word\" in '-o '*|*.a) : > \"$word\" ;; esac
    before=\"$word\"
done
";

/// # Errors
/// It does not compile, or this is no Debian.
pub fn macos_check() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("macos-check needs Debian's rustc-web; on macOS itself run `cargo xtask test`");
    }
    prepare(For::WindowsCheck)?;
    pages::build()?;
    let target = root().join("target/macos");
    let compiler = target.join("empty-compiler");
    fs::create_dir_all(&target).context("target/macos")?;
    fs::write(&compiler, EMPTY).context("the compiler that makes empty objects")?;
    Run::new("chmod").arg("755").arg(compiler.to_string_lossy()).show()?;
    let mut check = Run::new("/usr/bin/cargo")
        .args(["check", "--locked", "-Zbuild-std=std,panic_abort", "--target", "aarch64-apple-darwin"])
        .args(["--package", "konsil"])
        // Their own lints differ from ours between versions of the compiler.
        .args(["--config", "build.rustflags=[\"--cap-lints=warn\"]"])
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTUP_TOOLCHAIN", "")
        // Apple's folder of headers is asked for, not looked into.
        .env("SDKROOT", &target);
    for tool in ["CC", "CXX", "AR", "RANLIB"] {
        check = check.env(&format!("{tool}_aarch64_apple_darwin"), &compiler);
    }
    check.show()
}
