//! On what it is measured: the same figures mean other things on another disk, or beside other programs.

use std::fmt;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::times::Times;

/// Writes that are synced to find the disk's floor.
const SYNCS: usize = 200;

#[derive(Debug, Serialize)]
pub struct Machine {
    pub system: String,
    pub cores: usize,
    pub memory_gib: f64,
    /// Of the last minute, when the run began; what else ran is in the figures.
    pub load: f64,
    /// Milliseconds that 4 KiB at a file's end take until they are on disk: no acknowledged commit can take less.
    pub disk_p50_ms: f64,
    pub disk_p99_ms: f64,
}

impl Machine {
    /// # Errors
    /// The folder cannot be written.
    pub fn look(folder: &Path) -> Result<Self> {
        let disk = disk(folder)?;
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let kib: f64 = memory
            .lines()
            .find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse().ok())
            .unwrap_or_default();
        Ok(Self {
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: kib / 1024.0 / 1024.0,
            load: load(),
            disk_p50_ms: disk.at(0.5),
            disk_p99_ms: disk.at(0.99),
        })
    }
}

/// The load of the last minute; 0 where the system does not say.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or_default()
}

fn disk(folder: &Path) -> Result<Times> {
    let path = folder.join(format!("konsil-bench-disk-{}", std::process::id()));
    let mut file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let block = [7_u8; 4096];
    let mut times = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let begun = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    fs::remove_file(&path)?;
    Ok(times.into_iter().collect())
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {} cores, {:.0} GiB, load {:.2}; 4 KiB on disk: half within {:.2} ms, 99 of 100 within {:.2} ms",
            self.system, self.cores, self.memory_gib, self.load, self.disk_p50_ms, self.disk_p99_ms
        )
    }
}
