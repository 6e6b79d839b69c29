//! What is measured, on which builds.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::modes::Mode;
use crate::process::Build;

/// Measures what the centre carries.
#[derive(clap::Parser)]
#[command(name = "cargo xtask bench")]
pub struct Arguments {
    /// What to measure; everything if nothing is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// A build to measure, as LABEL=PROGRAM; several are measured in turn, the first is what the others are compared with
    #[arg(long = "server", value_name = "LABEL=PROGRAM")]
    servers: Vec<String>,
    /// A desktop to measure, as LABEL=PROGRAM; it works at the first server
    #[arg(long = "desktop", value_name = "LABEL=PROGRAM")]
    desktops: Vec<String>,
    /// How often each is measured; the median is shown
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub rounds: u32,
    /// Where to write all figures as JSON
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Agents in the centre file where the measurement does not name its own number
    #[arg(long, default_value_t = 5_000, value_name = "N")]
    pub agents: usize,
    /// Names what can be measured, and ends
    #[arg(long)]
    pub list: bool,
    /// Takes a tenth of everything: to see whether the measurements run, not for figures
    #[arg(long)]
    pub small: bool,
}

impl Arguments {
    pub fn modes(&self) -> Result<Vec<Mode>> {
        if self.names.is_empty() {
            // A desktop is measured where one is named.
            return Ok(Mode::ALL
                .into_iter()
                .filter(|mode| *mode != Mode::Desktop || !self.desktops.is_empty())
                .collect());
        }
        let known = || Mode::ALL.map(Mode::name).join(", ");
        let named = |name: &String| {
            let found = Mode::ALL.into_iter().find(|mode| mode.name() == name);
            found.with_context(|| format!("nothing called {name:?} is measured; there are: {}", known()))
        };
        self.names.iter().map(named).collect()
    }

    /// What is measured there.
    pub fn builds(&self, mode: Mode) -> Result<Vec<Build>> {
        if mode == Mode::Search {
            // The desk is a part of this program.
            return Ok(vec![Build { label: "now".to_owned(), program: std::env::current_exe()? }]);
        }
        let (given, option) =
            if mode == Mode::Desktop { (&self.desktops, "desktop") } else { (&self.servers, "server") };
        ensure!(!given.is_empty(), "name a build with --{option} LABEL=PROGRAM");
        given.iter().map(|given| build(given)).collect()
    }

    /// Where desktops work while they are measured.
    pub fn server(&self) -> Result<Build> {
        build(self.servers.first().context("name a server for the desktop with --server LABEL=PROGRAM")?)
    }

    /// So many, or a tenth of it for a trial.
    pub fn many(&self, count: usize) -> usize {
        if self.small { (count / 10).max(1) } else { count }
    }

    /// The agents of a large centre.
    pub fn agents(&self) -> usize {
        self.many(self.agents)
    }

    /// Seconds under load.
    pub fn seconds(&self) -> u64 {
        if self.small { 2 } else { 15 }
    }
}

fn build(given: &str) -> Result<Build> {
    let Some((label, program)) = given.split_once('=') else { bail!("{given:?} is not LABEL=PROGRAM") };
    let program = PathBuf::from(program);
    ensure!(program.is_file(), "{} is not there", program.display());
    Ok(Build { label: label.to_owned(), program: program.canonicalize()? })
}
