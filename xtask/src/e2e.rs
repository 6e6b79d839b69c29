//! `e2e`: the real windows under a screen of their own.

use anyhow::{Result, bail};

use crate::shell::{Run, root};
use crate::system::{For, prepare};
use crate::{pages, programs};

/// Builds everything and drives the windows; all scenarios, or those named.
///
/// # Errors
/// Something cannot be built, or a scenario fails.
pub fn e2e(names: &[String]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the real window is driven on Linux only (WebKitWebDriver); see docs/platforms.md");
    }
    prepare(For::Testing)?;
    pages::build()?;
    programs::build_programs()?;
    drive(names)
}

/// Drives the windows of what has been built.
///
/// # Errors
/// A scenario fails.
pub fn drive(given: &[String]) -> Result<()> {
    pages::build_scenes()?;
    let names: Vec<String> = given.iter().map(|name| name.replace('-', "_")).collect();
    let done = Run::cargo("test")
        .args(programs::ALL)
        .args(["--test", "e2e", "--", "--ignored", "--test-threads=1", "--nocapture"])
        .args(&names)
        .show();
    let folder = root().join("target/e2e");
    let places: Vec<_> = match given {
        [] => vec![folder],
        names => names.iter().map(|name| folder.join(name.replace('_', "-"))).collect(),
    };
    for place in places {
        println!("Pictures and logs: {}", place.display());
    }
    done
}
