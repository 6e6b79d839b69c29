//! `bench`: builds the server as people get it and measures it from outside; a former build too, where one is named.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::pages;
use crate::programs::ALL;
use crate::shell::{Run, root};
use crate::system::{For, prepare};

#[derive(clap::Args)]
pub struct Options {
    /// What to measure; everything if nothing is named. `--list` says what there is
    names: Vec<String>,
    /// Measures that commit's server in turn with this one's
    #[arg(long, value_name = "COMMIT")]
    against: Option<String>,
    /// Measures that desktop beside this one's, as LABEL=PROGRAM; with the measurement `desktop` only
    #[arg(long, value_name = "LABEL=PROGRAM")]
    desktop: Vec<String>,
    /// How often each is measured; the median is shown
    #[arg(long, value_name = "N")]
    rounds: Option<u32>,
    /// Agents of a large centre; 5,000 if nothing is said
    #[arg(long, value_name = "N")]
    agents: Option<usize>,
    /// A tenth of everything: to see whether the measurements run, not for figures
    #[arg(long)]
    small: bool,
    /// Names the measurements and ends
    #[arg(long)]
    list: bool,
}

/// # Errors
/// Something cannot be built or measured.
pub fn bench(options: &Options) -> Result<()> {
    // It takes minutes: built for whoever asks for it.
    let desktop = options.names.iter().any(|name| name == "desktop");
    if desktop {
        prepare(For::Testing)?;
    }
    pages::build()?;
    Run::cargo("build").args(ALL).args(["--profile=server", "--bin", "bench", "--bin", "konsil-server"]).show()?;
    if desktop {
        Run::cargo("build").args(ALL).args(["--release", "--bin", "konsil"]).show()?;
    }
    let programs = root().join("target/server");
    let measure = Run::new(&programs.join("bench").display().to_string());
    if options.list {
        return measure.arg("--list").show();
    }
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let figures = folder.join("figures.json");
    let mut measure = measure
        .arg(format!("--server=now={}", programs.join("konsil-server").display()))
        .arg(format!("--json={}", figures.display()))
        .args(&options.names);
    if desktop {
        measure = measure.arg(format!("--desktop=now={}", root().join("target/release/konsil").display()));
        measure = measure.args(options.desktop.iter().map(|build| format!("--desktop={build}")));
    }
    if let Some(commit) = &options.against {
        measure = measure.arg(format!("--server=former={}", former(commit)?.display()));
    }
    if let Some(rounds) = options.rounds {
        measure = measure.arg(format!("--rounds={rounds}"));
    }
    if let Some(agents) = options.agents {
        measure = measure.arg(format!("--agents={agents}"));
    }
    if options.small {
        measure = measure.arg("--small");
    }
    measure.show()?;
    println!("All figures: {}", figures.display());
    Ok(())
}

/// The server of another commit, built from a checkout of its own beside this one's.
fn former(commit: &str) -> Result<PathBuf> {
    let git = |arguments: &[&str]| Run::new("git").args(arguments).output().map(|text| text.trim().to_owned());
    let commit = git(&["rev-parse", "--verify", &format!("{commit}^{{commit}}")])?;
    let folder = root().join("target/bench/former");
    let program = folder.join(&commit).join("konsil-server");
    if program.is_file() {
        return Ok(program);
    }
    let checkout = folder.join("checkout");
    if checkout.is_dir() {
        Run::new("git")
            .args(["-C", &checkout.display().to_string(), "checkout", "--quiet", "--detach", &commit])
            .show()?;
    } else {
        git(&["worktree", "prune"])?;
        let place = checkout.display().to_string();
        Run::new("git").args(["worktree", "add", "--quiet", "--detach", &place, &commit]).show()?;
    }
    // Its pages are part of it, though none of them is measured.
    let ui = checkout.join("ui");
    Run::npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).in_folder(&ui).show()?;
    Run::npm().args(["run", "--silent", "build"]).in_folder(&ui).show()?;
    Run::npm().args(["run", "--silent", "build:contact"]).in_folder(&ui).show()?;
    let built = folder.join("build");
    // Builds from before the server had a profile of its own were compiled for speed as a whole.
    let manifest = fs::read_to_string(checkout.join("Cargo.toml"))?;
    let profile = if manifest.contains("[profile.server]") { "server" } else { "release" };
    Run::cargo("build")
        .args(ALL)
        .args(["--profile", profile, "--bin", "konsil-server"])
        .arg(format!("--manifest-path={}", checkout.join("Cargo.toml").display()))
        .arg(format!("--target-dir={}", built.display()))
        .show()?;
    fs::create_dir_all(folder.join(&commit))?;
    fs::copy(built.join(profile).join("konsil-server"), &program)?;
    ensure!(program.is_file(), "{} was not built", program.display());
    Ok(program)
}
