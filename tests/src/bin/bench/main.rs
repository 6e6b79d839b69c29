//! `cargo xtask bench`: what the centre carries, measured from outside. The generator here speaks the wire as desktops and
//! contacts' pages do, in a process apart from the `konsil-server` that is measured; several builds of it are measured in
//! turn, on the same machine in the same run. What the figures mean and what came out: `docs/performance.md`.

mod arguments;
mod centre;
mod figures;
mod hall;
mod load;
mod machine;
mod modes;
mod process;
mod socket;
mod times;

use std::fs;
use std::io::Write;

use anyhow::{Context, Result};

use arguments::Arguments;
use figures::Report;
use machine::Machine;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = <Arguments as clap::Parser>::parse();
    if arguments.list {
        for mode in modes::Mode::ALL {
            writeln!(std::io::stdout(), "{:<10} {}", mode.name(), mode.what())?;
        }
        return Ok(());
    }
    let modes = arguments.modes()?;
    let mut report = Report::new(Machine::look(&std::env::temp_dir())?);
    writeln!(std::io::stdout(), "{}", report.machine)?;
    for mode in modes {
        let builds = arguments.builds(mode)?;
        for round in 1..=arguments.rounds {
            for build in &builds {
                writeln!(std::io::stderr(), "── {} on {}, round {round}", mode.name(), build.label)?;
                match mode.measure(build, &arguments).await {
                    Ok(figures) => report.add(mode, &build.label, figures),
                    // One build may be unable to carry what another one can: that is a result.
                    Err(error) => report.failed(mode, &build.label, &error),
                }
            }
        }
        writeln!(std::io::stdout(), "{}", report.table(mode))?;
    }
    if let Some(file) = &arguments.json {
        let json = serde_json::to_string_pretty(&report.json())?;
        fs::write(file, json).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
