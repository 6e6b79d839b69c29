//! The log: one file in the data folder, what happened and when, never what was written.

use std::fs::{self, File, OpenOptions};
use std::path::Path;
use std::sync::Mutex;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

/// Bytes after which the file is put aside at the next start.
const LARGE: u64 = 4 * 1024 * 1024;

/// Writes to `logs/konsil.log` from now on; `KONSIL_LOG` chooses what (`info` for our own code by default).
///
/// # Errors
/// The folder or the file cannot be made.
pub fn start(data_dir: &Path) -> anyhow::Result<()> {
    let file = open(&data_dir.join("logs")).context("the log cannot be opened")?;
    let filter = EnvFilter::try_from_env("KONSIL_LOG").unwrap_or_else(|_| EnvFilter::new("warn,konsil=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(file));
    if log.try_init().is_err() {
        tracing::debug!("somebody logs already");
    }
    Ok(())
}

fn open(folder: &Path) -> std::io::Result<File> {
    fs::create_dir_all(folder)?;
    let path = folder.join("konsil.log");
    if fs::metadata(&path).is_ok_and(|file| file.len() > LARGE) {
        fs::rename(&path, folder.join("konsil.old.log"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_log_is_put_aside_and_a_small_one_continued() {
        let folder = std::env::temp_dir().join(format!("konsil-log-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let now = folder.join("konsil.log");
        fs::write(&now, vec![b'x'; 10]).unwrap();
        open(&folder).unwrap();
        assert_eq!(fs::metadata(&now).unwrap().len(), 10);
        fs::write(&now, vec![b'x'; usize::try_from(LARGE).unwrap() + 1]).unwrap();
        open(&folder).unwrap();
        assert_eq!(fs::metadata(&now).unwrap().len(), 0);
        assert!(fs::metadata(folder.join("konsil.old.log")).unwrap().len() > LARGE);
        fs::remove_dir_all(folder).unwrap();
    }
}
