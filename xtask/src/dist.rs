//! `dist`: the release build with its installation packages.

use anyhow::Result;

use crate::pages;
use crate::shell::{Run, root};
use crate::system::{For, prepare};

/// # Errors
/// It does not build.
pub fn dist() -> Result<()> {
    prepare(For::Building)?;
    pages::build()?;
    Run::cargo("build").args(["--release", "--package", "konsil", "--package", "konsil-server"]).show()?;
    // Debian's and Red Hat's packages can be made without a download; the others need their own system.
    let bundles = if cfg!(target_os = "linux") {
        "deb,rpm"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "msi,nsis"
    };
    // The packager looks for src-tauri below the folder it is in.
    Run::npm()
        .at_root()
        // Not in package-lock.json: npm locks this package's programs for other systems without their versions, and
        // then refuses the file.
        .args([
            "exec",
            "--yes",
            "--package",
            "@tauri-apps/cli@2.12.5",
            "--",
            "tauri",
            "bundle",
            "--ci",
            "--bundles",
            bundles,
        ])
        .show()?;
    println!("Packages: {}", root().join("target/release/bundle").display());
    Ok(())
}
