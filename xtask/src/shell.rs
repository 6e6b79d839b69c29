//! Running other programs, always in the project's folder and always saying which.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The project's folder.
pub fn root() -> PathBuf {
    // What cargo says when it runs this, not where it was built: two checkouts may share a target folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let here = PathBuf::from(here);
    here.parent().map_or_else(|| here.clone(), Path::to_path_buf)
}

/// A program to run in `folder` (relative to the project).
pub struct Run {
    command: Command,
    shown: String,
}

impl Run {
    pub fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root());
        Self { command, shown: program.to_owned() }
    }

    /// The cargo that runs this; never anything but what Cargo.lock says.
    pub fn cargo(subcommand: &str) -> Self {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let mut run = Self::new(&cargo);
        run.shown = "cargo".into();
        run.arg(subcommand).arg("--locked")
    }

    /// npm in the folder of the pages; on Windows it is a script.
    pub fn npm() -> Self {
        let mut run = Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        run.command.current_dir(root().join("ui"));
        run
    }

    /// In another folder.
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// From the project's folder, wherever it would run by itself.
    pub fn at_root(mut self) -> Self {
        self.command.current_dir(root());
        self
    }

    pub fn arg(mut self, argument: impl AsRef<str>) -> Self {
        let argument = argument.as_ref();
        self.shown.push(' ');
        self.shown.push_str(argument);
        self.command.arg(argument);
        self
    }

    pub fn args<A: AsRef<str>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Run::arg)
    }

    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Shows the command and its output.
    ///
    /// # Errors
    /// It cannot be started, or ends otherwise than with success.
    pub fn show(mut self) -> Result<()> {
        println!("» {}", self.shown);
        let status = self.command.status().with_context(|| format!("cannot start `{}`", self.shown))?;
        if status.success() { Ok(()) } else { bail!("`{}` failed ({status})", self.shown) }
    }

    /// Its output, without showing anything.
    ///
    /// # Errors
    /// It cannot be started, or ends otherwise than with success.
    pub fn output(mut self) -> Result<String> {
        let out =
            self.command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{}`", self.shown))?;
        if !out.status.success() {
            bail!("`{}` failed ({}): {}", self.shown, out.status, String::from_utf8_lossy(&out.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    }

    /// Whether it can be started and ends with success; its output goes nowhere.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// Whether a program of that name can be found.
pub fn has(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    let names =
        if cfg!(windows) { vec![format!("{program}.exe"), format!("{program}.cmd")] } else { vec![program.to_owned()] };
    std::env::split_paths(&path).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
}
