//! `dist`: the release build with its installation packages.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::pages;
use crate::shell::{Run, root};
use crate::system::{For, prepare};

/// # Errors
/// It does not build.
pub fn dist() -> Result<()> {
    prepare(For::Building)?;
    pages::build()?;
    Run::cargo("build").args(["--profile=server", "--package", "konsil-server"]).show()?;
    Run::cargo("build").args(["--release", "--package", "konsil"]).show()?;
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
    let packages = root().join("target/release/bundle");
    if cfg!(target_os = "linux") {
        pack_tightly(&packages.join("deb"))?;
    }
    println!("Server: {}", root().join("target/server/konsil-server").display());
    println!("Packages: {}", packages.display());
    Ok(())
}

/// The packager compresses Debian's packages with gzip; with xz, which every Debian reads, they have three quarters of that size.
/// Where Debian's own tool is missing they stay as they are.
fn pack_tightly(folder: &Path) -> Result<()> {
    if Run::new("dpkg-deb").arg("--version").output().is_err() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let package = entry?.path();
        if package.extension().is_none_or(|ending| ending != "deb") {
            continue;
        }
        let (package, unpacked) = (package.display().to_string(), folder.join("unpacked"));
        if unpacked.exists() {
            fs::remove_dir_all(&unpacked)?;
        }
        let contents = unpacked.display().to_string();
        Run::new("dpkg-deb").args(["--raw-extract", &package, &contents]).show()?;
        Run::new("dpkg-deb").args(["--root-owner-group", "-Zxz", "--build", &contents, &package]).show()?;
        fs::remove_dir_all(&unpacked)?;
    }
    Ok(())
}
