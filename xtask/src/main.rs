//! `cargo xtask …`: everything that is done with the project, as the same commands on each system.

// What these commands have to say goes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

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

const USAGE: &str = "cargo xtask COMMAND

  run [--profile NAME] [--practice]  build and start the desktop; its practice centre is inside
  test [--full]                everything that must hold: format, lints, tests, the real window (--full: more seeds)
  e2e [NAME…]                  the real window only; pictures and logs in target/e2e/NAME/
  sim [--seeds N] [--first N] [--without dedup|order|commit-first]
                               the server in a simulated network
  bench                        what a commit costs and how long a long list takes
  codegen                      writes ui/src/generated from the Rust types
  tidy                         the invariants of ARCHITECTURE.md
  advisories                   known vulnerabilities of what we depend on (asks the network each time)
  windows-check                type-checks the whole program for Windows (Debian only)
  macos-check                  type-checks the desktop for macOS (Debian only)
  dist                         release build and installation packages";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match work(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(());
    };
    match command.as_str() {
        "run" => run::run(rest),
        "test" => steps::test(rest),
        "e2e" => e2e::e2e(rest),
        "sim" => steps::sim(rest),
        "bench" => steps::bench(rest),
        "codegen" => codegen::write(),
        "tidy" => tidy::tidy(),
        "tidy-coming" => tidy::coming(),
        "advisories" => tools::advisories(),
        "windows-check" => windows_check::windows_check(),
        "macos-check" => macos_check::macos_check(),
        "dist" => dist::dist(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => anyhow::bail!("no command {other:?}\n\n{USAGE}"),
    }
}
