//! One `konsil-server` process of one build, and what the system says of it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// A build to measure.
pub struct Build {
    pub label: String,
    pub program: PathBuf,
}

/// A server must listen after this.
const LISTENS_WITHIN: Duration = Duration::from_secs(120);

pub struct Process {
    child: Child,
    pub port: u16,
    /// From the start of the program until its port answered.
    pub started_in: Duration,
}

impl Process {
    /// Starts the server and waits for its port. Addresses of contacts are taken from `X-Forwarded-For`, so that a crowd
    /// on one machine counts as one from everywhere.
    pub async fn start(build: &Build, folder: &Path, port: u16) -> Result<Self> {
        let log = File::options().create(true).append(true).open(folder.join("server.log"))?;
        let begun = Instant::now();
        let child = Command::new(&build.program)
            .arg("--centre")
            .arg(folder.join("centre.toml"))
            .arg("--data")
            .arg(folder.join("data"))
            .args(["--listen", &format!("127.0.0.1:{port}"), "--insecure-behind-proxy"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} cannot be started", build.program.display()))?;
        let mut process = Self { child, port, started_in: Duration::ZERO };
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if let Some(status) = process.child.try_wait()? {
                bail!("the server ended at its start ({status}): {}", last_lines(folder));
            }
            if begun.elapsed() > LISTENS_WITHIN {
                bail!("the server does not listen");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        process.started_in = begun.elapsed();
        Ok(process)
    }

    /// The power goes.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Told to stop; what is under way is finished.
    pub async fn stop(mut self) -> Result<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        for _ in 0..200 {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the server does not stop")
    }

    /// Seconds of processor that it has used.
    pub fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // After the name, which may hold anything but ends with the last bracket.
        let fields: Vec<_> = stat.rsplit_once(") ").context("no state")?.1.split(' ').collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
        Ok((ticks(11) + ticks(12)) / 100.0)
    }

    /// Its share of the memory, in MiB.
    pub fn memory_mib(&self) -> Result<f64> {
        pss_mib(self.child.id())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The share of the memory that one process takes, in MiB.
pub fn pss_mib(pid: u32) -> Result<f64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let kib =
        rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    Ok(kib.context("the system says no PSS")? / 1024.0)
}

pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn last_lines(folder: &Path) -> String {
    let log = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
    let lines: Vec<_> = log.lines().rev().take(3).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" / ")
}
