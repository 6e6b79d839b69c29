//! `cargo xtask …`: everything that is done with the project, as the same commands on each system.

// What these commands have to say goes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod codegen;
mod dist;
mod e2e;
mod macos_check;
mod pages;
mod programs;
mod run;
mod shell;
mod steps;
mod system;
mod tidy;
mod tools;
mod windows_check;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Everything that is done with the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds and starts the desktop; its practice centre is inside.
    Run(run::Options),
    /// Checks everything that must hold: format, lints, tests, the real window.
    Test(steps::Options),
    /// Drives the real window only; pictures and logs are in target/e2e/NAME/.
    E2e {
        /// Scenarios to play; all if none is named.
        names: Vec<String>,
    },
    /// Runs the server in a simulated network.
    Sim(steps::Simulation),
    /// Measures what the centre carries, with the release build (Linux only); see docs/performance.md.
    Bench(bench::Options),
    /// Writes ui/src/generated from the Rust types.
    Codegen,
    /// Checks the invariants of ARCHITECTURE.md that no compiler holds.
    Tidy,
    /// Looks up known vulnerabilities of what Konsil depends on; needs the network each time.
    Advisories,
    /// Type-checks the whole program for Windows (Debian only).
    WindowsCheck,
    /// Type-checks the desktop for macOS (Debian only).
    MacosCheck,
    /// Makes the release build and the installation packages.
    Dist,
}

fn main() -> ExitCode {
    match work(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(command: Command) -> Result<()> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => steps::test(&options),
        Command::E2e { names } => e2e::e2e(&names),
        Command::Sim(simulation) => steps::sim(&simulation),
        Command::Bench(options) => bench::bench(&options),
        Command::Codegen => codegen::write(),
        Command::Tidy => tidy::tidy(),
        Command::Advisories => tools::advisories(),
        Command::WindowsCheck => windows_check::windows_check(),
        Command::MacosCheck => macos_check::macos_check(),
        Command::Dist => dist::dist(),
    }
}
