//! The command line: what is asked for, and how it ends. 0: done; 1: not done, and one line (or one per mistake) says
//! why; 2: the command was not understood.

mod agent;
mod args;
mod check;
mod control;
mod given;
mod reload;
mod serve;
mod stop;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use check::check;

/// Does what the command line asks for.
pub fn run() -> ExitCode {
    let Args { serve, command } = Args::parse();
    let done = match (command, serve) {
        (Some(Command::Check { file }), _) => check(&file),
        (Some(Command::Agent { action }), _) => agent::run(action),
        (Some(Command::Reload { data }), _) => reload::run(&data),
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
