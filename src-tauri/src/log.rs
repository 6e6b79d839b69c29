//! The log in the data folder: what happened and when, never what was written.

use std::fs;
use std::path::Path;

use anyhow::Context;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// A file for each day. The days, not the bytes, bound what the log takes on the disk: a day of an agent is some
/// kilobytes, and whatever a broken day adds is gone after a week.
const DAYS: usize = 7;

/// Writes to `logs/konsil.YYYY-MM-DD.log` from now on; `KONSIL_LOG` chooses what (`info` for our own code by default).
///
/// # Errors
/// The folder or the file cannot be made.
pub fn start(data_dir: &Path) -> anyhow::Result<()> {
    let file = open(&data_dir.join("logs")).context("the log cannot be opened")?;
    let filter = EnvFilter::try_from_env("KONSIL_LOG").unwrap_or_else(|_| EnvFilter::new("warn,konsil=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(file);
    if log.try_init().is_err() {
        tracing::debug!("somebody logs already");
    }
    Ok(())
}

fn open(folder: &Path) -> anyhow::Result<RollingFileAppender> {
    fs::create_dir_all(folder)?;
    let days = RollingFileAppender::builder().rotation(Rotation::DAILY).max_log_files(DAYS);
    Ok(days.filename_prefix("konsil").filename_suffix("log").build(folder)?)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::PathBuf;

    use super::*;

    fn fresh_folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("konsil-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect()
    }

    #[test]
    fn a_log_of_the_same_day_is_continued() {
        let folder = fresh_folder("log-continued");
        for line in ["first\n", "second\n"] {
            open(&folder).unwrap().write_all(line.as_bytes()).unwrap();
        }
        // One file, or two if it was midnight in between.
        let mut days = files(&folder);
        days.sort();
        let whole: String = days.iter().map(|day| fs::read_to_string(day).unwrap()).collect();
        assert_eq!(whole, "first\nsecond\n");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn logs_of_more_than_a_week_are_taken_away() {
        let folder = fresh_folder("log-week");
        fs::create_dir_all(&folder).unwrap();
        for day in 1..=9 {
            fs::write(folder.join(format!("konsil.2020-01-0{day}.log")), "long ago").unwrap();
        }
        fs::write(folder.join("something-else"), "not ours").unwrap();
        drop(open(&folder).unwrap());
        assert_eq!(files(&folder).len(), DAYS + 1, "{:?}", files(&folder));
        assert!(folder.join("something-else").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
