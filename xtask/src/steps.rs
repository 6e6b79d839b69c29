//! `test`: everything that must hold, in the order in which it is cheapest to fail, with a summary at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::programs::{ALL, build};
use crate::shell::Run;
use crate::system::{For, prepare};
use crate::{codegen, e2e, pages, tidy, tools};

#[derive(clap::Args)]
pub struct Options {
    /// Runs the simulated network with 1000 seeds instead of 50.
    #[arg(long)]
    full: bool,
    /// Runs only this step, by its name in the summary.
    #[arg(long, value_name = "STEP")]
    only: Option<String>,
}

#[derive(clap::Args, Default)]
pub struct Simulation {
    /// How many seeds.
    #[arg(long, value_name = "N")]
    seeds: Option<u32>,
    /// The first seed.
    #[arg(long, value_name = "N")]
    first: Option<u32>,
    /// Leaves out one promise of the server, to see that it is missed.
    #[arg(long, value_parser = ["dedup", "order", "commit-first"])]
    without: Option<String>,
}

type Step = (&'static str, Box<dyn FnOnce() -> Result<()>>);

/// # Errors
/// At least one step failed; the summary says which.
pub fn test(options: &Options) -> Result<()> {
    let seeds = if options.full { 1000 } else { 50 };
    let mut steps: Vec<Step> = vec![
        ("format", Box::new(|| Run::new("cargo").args(["fmt", "--all", "--check"]).show())),
        ("tidy", Box::new(tidy::tidy)),
        ("unused dependencies", Box::new(tools::unused_dependencies)),
        ("licences", Box::new(tools::licences)),
        ("pages", Box::new(pages::build)),
        ("ui: lint", Box::new(|| in_ui("lint"))),
        ("ui: types", Box::new(|| in_ui("check"))),
        ("ui: tests", Box::new(|| in_ui("test"))),
        ("lints", Box::new(lints)),
        ("documentation", Box::new(documentation)),
        ("build", Box::new(build)),
        ("generated types", Box::new(codegen::check)),
        ("tests", Box::new(|| Run::cargo("test").args(ALL).arg("--no-fail-fast").show())),
        ("simulated network", Box::new(move || sim(&Simulation { seeds: Some(seeds), ..Simulation::default() }))),
        ("real window", Box::new(|| if cfg!(target_os = "linux") { e2e::drive(&[]) } else { Ok(()) })),
    ];
    if let Some(only) = &options.only {
        let names: Vec<&str> = steps.iter().map(|(name, _)| *name).collect();
        if !names.contains(&only.as_str()) {
            bail!("no step {only:?}; there are: {}", names.join(", "));
        }
        steps.retain(|(name, _)| name == only);
    }
    prepare(For::Testing)?;
    let begun = Instant::now();
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for (name, step) in steps {
        println!("\n━━ {name}");
        let started = Instant::now();
        let outcome = step();
        if let Err(error) = &outcome {
            eprintln!("\n{name}: {error:#}");
            failed.push(name);
        }
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        lines.push(format!("  {name:<20} {word:<7} {}", seconds(started.elapsed())));
    }
    println!("\n━━ summary\n{}\n  {:<20} {:<7} {}", lines.join("\n"), "all", "", seconds(begun.elapsed()));
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

/// A script of `ui/package.json`, with its tools installed: a step may be the only one, in a clone made just now.
fn in_ui(script: &str) -> Result<()> {
    pages::install()?;
    Run::npm().args(["run", "--silent", script]).show()
}

fn lints() -> Result<()> {
    Run::cargo("clippy").args(ALL).args(["--all-targets", "--", "--deny", "warnings"]).show()
}

/// Links in comments lead somewhere.
fn documentation() -> Result<()> {
    Run::cargo("doc").args(ALL).arg("--no-deps").env("RUSTDOCFLAGS", "-D warnings").show()
}

fn seconds(time: Duration) -> String {
    format!("{:>5}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

/// The server in a simulated network.
///
/// # Errors
/// A seed breaks a promise of the server.
pub fn sim(simulation: &Simulation) -> Result<()> {
    let mut run = Run::cargo("test").args(ALL).args(["--test", "sim"]);
    if let Some(seeds) = simulation.seeds {
        run = run.env("KONSIL_SIM_SEEDS", seeds.to_string());
    }
    if let Some(first) = simulation.first {
        run = run.env("KONSIL_SIM_FIRST", first.to_string());
    }
    if let Some(promise) = &simulation.without {
        run = run.env("KONSIL_SIM_WITHOUT", promise);
    }
    run.args(["nothing_acknowledged", "--", "--nocapture"]).show()
}
