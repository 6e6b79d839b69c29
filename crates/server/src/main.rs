//! `konsil-server`: the server as a program.

// What a program says goes to its terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
