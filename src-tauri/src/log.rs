//! The log in the data folder: what happened and when, never what was written.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// A file for each day; what is older is gone.
const DAYS: usize = 7;
/// What one day may take. A day of an agent is some kilobytes; this is for a broken one.
const DAY_BYTES: u64 = 4 * 1024 * 1024;
/// The last line of a day that was too long.
const FULL: &[u8] = b"The log of this day is full. It goes on tomorrow.\n";

/// Writes to `logs/konsil.YYYY-MM-DD.log` from now on; `KONSIL_LOG` chooses what (`info` for our own code by default).
///
/// # Errors
/// The folder or the file cannot be made.
pub fn start(data_dir: &Path) -> anyhow::Result<()> {
    let folder = data_dir.join("logs");
    let days = open(&folder).context("the log cannot be opened")?;
    let log = Bounded::new(days, DAY_BYTES, written_today(&folder), today);
    let filter = EnvFilter::try_from_env("KONSIL_LOG").unwrap_or_else(|_| EnvFilter::new("warn,konsil=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(log));
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

/// What the newest file holds: today's, since [`open()`] makes it.
fn written_today(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let newest = files
        .filter(|file| file.file_name().to_string_lossy().starts_with("konsil."))
        .max_by_key(fs::DirEntry::file_name);
    newest.and_then(|file| file.metadata().ok()).map_or(0, |file| file.len())
}

/// The day in UTC, by which the files are named.
fn today() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / (24 * 60 * 60))
}

/// Writes so many bytes a day, then says once that it writes no more.
struct Bounded<W> {
    to: W,
    bytes: u64,
    left: u64,
    full: bool,
    day: u64,
    today: fn() -> u64,
}

impl<W: Write> Bounded<W> {
    fn new(to: W, bytes: u64, written: u64, today: fn() -> u64) -> Self {
        Self { to, bytes, left: bytes.saturating_sub(written), full: written >= bytes, day: today(), today }
    }
}

impl<W: Write> Write for Bounded<W> {
    /// The subscriber writes each line at once.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let today = (self.today)();
        if today != self.day {
            self.day = today;
            self.left = self.bytes;
            self.full = false;
        }
        match self.left.checked_sub(line.len() as u64) {
            Some(left) if !self.full => {
                self.to.write_all(line)?;
                self.left = left;
            }
            None if !self.full => {
                self.to.write_all(FULL)?;
                self.full = true;
            }
            Some(_) | None => {}
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
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

    thread_local! {
        static DAY: Cell<u64> = const { Cell::new(0) };
    }

    #[test]
    fn a_day_that_is_too_long_says_so_once_and_the_next_is_written_again() {
        DAY.set(1);
        let mut log = Bounded::new(Vec::new(), 10, 0, || DAY.get());
        for _ in 0..5 {
            log.write_all(b"line\n").unwrap();
        }
        let full = String::from_utf8_lossy(FULL).into_owned();
        assert_eq!(String::from_utf8_lossy(&log.to), format!("line\nline\n{full}"));
        DAY.set(2);
        log.write_all(b"line\n").unwrap();
        assert_eq!(String::from_utf8_lossy(&log.to), format!("line\nline\n{full}line\n"));
    }

    #[test]
    fn what_was_written_before_the_program_started_again_counts() {
        let folder = fresh_folder("log-counts");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("konsil.2020-01-01.log"), "another day, and a long one").unwrap();
        open(&folder).unwrap().write_all(b"line\n").unwrap();
        assert_eq!(written_today(&folder), 5);
        let mut log = Bounded::new(Vec::new(), 10, written_today(&folder), || 1);
        log.write_all(b"a long line\n").unwrap();
        assert_eq!(log.to, FULL);
        // Full is full, however often it starts again.
        let mut log = Bounded::new(Vec::new(), 10, 12, || 1);
        log.write_all(b"line\n").unwrap();
        assert!(log.to.is_empty());
        fs::remove_dir_all(folder).unwrap();
    }
}
