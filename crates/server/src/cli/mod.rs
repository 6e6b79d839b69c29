//! The command line: what is asked for, and how it ends. 0: done; 1: not done, and one line (or one per mistake) says
//! why; 2: the command was not understood.

mod agent;
mod args;
mod serve;
mod stop;

use std::{path::Path, process::ExitCode};

use clap::Parser;
use konsil_server::centre_file::Centre;

use args::{Args, Command};

/// Does what the command line asks for.
pub fn run() -> ExitCode {
    let Args { serve, command } = Args::parse();
    let done = match (command, serve) {
        (Some(Command::Check { file }), _) => check(&file),
        (Some(Command::Agent { action }), _) => agent::run(action),
        (None, Some(serve)) => serve::run(serve),
        // Clap asks for one of them.
        (None, None) => Err(anyhow::anyhow!("nothing to do; see --help")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("konsil-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn check(file: &Path) -> anyhow::Result<()> {
    let centre = read_centre(file)?;
    let rules = &centre.rules;
    println!("{}: no mistakes", file.display());
    println!(
        "{}: {} agents, {} queues, {} dispositions",
        centre.name,
        rules.agents.len(),
        rules.queues.len(),
        rules.dispositions.len()
    );
    Ok(())
}

/// Mistakes go out line by line, as `FILE:LINE: …`; the error then only counts them.
fn read_centre(file: &Path) -> anyhow::Result<Centre> {
    use konsil_server::centre_file::NotACentre;
    Centre::read(file).map_err(|error| match error {
        NotACentre::Unreadable { .. } => anyhow::anyhow!("{error}"),
        NotACentre::Mistaken { ref mistakes, .. } => {
            eprintln!("{error}");
            let count = mistakes.len();
            let plural = if count == 1 { "" } else { "s" };
            anyhow::anyhow!("{count} mistake{plural} in {}", file.display())
        }
    })
}
