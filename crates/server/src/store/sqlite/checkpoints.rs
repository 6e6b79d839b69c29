//! Brings what the write-ahead log holds into the database, mostly beside whoever commits: that takes tens of
//! milliseconds, for which no commit should wait. A thread with a connection of its own copies nearly all; the little that
//! was committed meanwhile the writer copies itself, and then SQLite begins the log anew.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, channel},
    thread::{Builder, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;

use crate::store::StoreError;

/// Pages in the log at which they are brought into the database: 16 MB, with which nobody's disk is full and no start
/// takes long.
const EVERY: u64 = 4_096;
/// A writer that has written so many more before that is done waits for it: the log has a bound.
const AT_MOST: u64 = 2 * EVERY;
/// The thread goes over it again as long as more than so many pages came in while it copied, …
const SHORT: u64 = 256;
/// … but not for ever.
const ROUNDS: u32 = 4;

pub(super) struct Checkpoints {
    wanted: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// The thread has done what it was asked for: the rest is the writer's.
    done: Receiver<()>,
    /// It has been asked, with so many pages in the log, and is not done.
    asked: Option<u64>,
    /// At how many pages in the log it is asked next.
    due: u64,
    /// Pages in the log when it was looked at last.
    last: u64,
}

/// What the log has: pages, and how many of them are in the database too.
#[derive(Clone, Copy)]
struct Log {
    pages: u64,
    copied: u64,
}

impl Checkpoints {
    /// # Errors
    /// [`StoreError`] if there is no thread to be had.
    pub(super) fn beside(path: &Path) -> Result<Self, StoreError> {
        let (wanted, wishes) = channel();
        let (tell, done) = channel();
        let path = path.to_owned();
        let thread = Builder::new().name("checkpoints".to_owned()).spawn(move || copy_beside(path, &wishes, &tell))?;
        Ok(Self { wanted: Some(wanted), thread: Some(thread), done, asked: None, due: EVERY, last: 0 })
    }

    /// To be called with the writer's connection after each commit. A fault concerns no commit: what it said is on disk
    /// in the log.
    pub(super) fn after_commit(&mut self, writer: &Connection) {
        if let Err(error) = self.look(writer) {
            tracing::warn!(%error, "the write-ahead log cannot be brought into the database now");
        }
    }

    fn look(&mut self, writer: &Connection) -> Result<(), StoreError> {
        let mut log = run(writer, "NOOP")?;
        if log.pages < self.last {
            // It has begun anew.
            self.due = EVERY;
        }
        self.last = log.pages;
        let is_done = self.asked.is_some()
            && if log.pages < self.due + AT_MOST {
                self.done.try_recv().is_ok()
            } else {
                // Or there is nobody who could be; then all of it is the writer's.
                self.done.recv().is_ok() || self.wanted.take().is_some()
            };
        if is_done || (self.wanted.is_none() && log.pages >= self.due) {
            self.asked = None;
            log = run(writer, "PASSIVE")?;
            // The log begins anew with the next commit, unless somebody still reads in it: then it grows a little longer,
            // and nobody tries again at every commit.
            self.due = log.pages + EVERY;
        }
        if log.pages >= self.due && log.copied < log.pages && self.asked.is_none() {
            let can_be_asked = self.wanted.as_ref().is_some_and(|wanted| wanted.send(()).is_ok());
            self.asked = can_be_asked.then_some(log.pages);
        }
        Ok(())
    }
}

impl Drop for Checkpoints {
    /// Waits for the thread: the last connection that closes tidies up, and that is the writer's.
    fn drop(&mut self) {
        self.wanted = None;
        if let Some(thread) = self.thread.take() {
            // Whatever became of it, it has no connection any more.
            let _ = thread.join();
        }
    }
}

fn copy_beside(path: PathBuf, wishes: &Receiver<()>, tell: &Sender<()>) {
    let mut connection = None;
    while wishes.recv().is_ok() {
        if let Err(error) = copy_most(&path, &mut connection) {
            tracing::warn!(%error, "the write-ahead log cannot be brought into the database beside commits");
            connection = None;
        }
        if tell.send(()).is_err() {
            return;
        }
    }
}

fn copy_most(path: &Path, connection: &mut Option<Connection>) -> Result<(), StoreError> {
    let db = match connection {
        Some(db) => db,
        None => {
            let db = Connection::open(path)?;
            db.busy_timeout(Duration::from_secs(5))?;
            db.pragma_update(None, "synchronous", "FULL")?;
            connection.insert(db)
        }
    };
    for _ in 0..ROUNDS {
        let copied = run(db, "PASSIVE")?.copied;
        if run(db, "NOOP")?.pages.saturating_sub(copied) <= SHORT {
            break;
        }
    }
    Ok(())
}

fn run(db: &Connection, mode: &str) -> Result<Log, StoreError> {
    let number = |pages: i64| u64::try_from(pages).unwrap_or_default();
    let mut statement = db.prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))?;
    Ok(statement.query_row((), |row| Ok(Log { pages: number(row.get(1)?), copied: number(row.get(2)?) }))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Centre {
        folder: tempfile::TempDir,
        writer: Connection,
        checkpoints: Checkpoints,
        /// How often the thread was asked.
        asked: usize,
    }

    impl Centre {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("centre.sqlite");
            let writer = Connection::open(&path).unwrap();
            writer.pragma_update(None, "journal_mode", "WAL").unwrap();
            writer.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
            // Nobody's power goes here.
            writer.pragma_update(None, "synchronous", "OFF").unwrap();
            writer.execute("CREATE TABLE lines (text BLOB)", ()).unwrap();
            let checkpoints = Checkpoints::beside(&path).unwrap();
            Self { folder, writer, checkpoints, asked: 0 }
        }

        /// Some sixty pages.
        fn commits(&mut self) {
            self.writer.execute("INSERT INTO lines VALUES (zeroblob(250000))", ()).unwrap();
            let was_asked = self.checkpoints.asked;
            self.checkpoints.after_commit(&self.writer);
            let is_asked = self.checkpoints.asked;
            self.asked += usize::from(is_asked.is_some() && is_asked != was_asked);
        }
    }

    #[test]
    fn beside_a_long_reader_not_every_commit_tries_and_when_it_has_gone_the_log_begins_anew() {
        let mut centre = Centre::new();
        centre.commits();
        let reader = Connection::open(centre.folder.path().join("centre.sqlite")).unwrap();
        reader.execute_batch("BEGIN; SELECT count(*) FROM lines;").unwrap();
        for _ in 0..250 {
            centre.commits();
        }
        let pages = centre.checkpoints.last;
        let often = usize::try_from(pages / EVERY).unwrap();
        assert!(pages > 3 * EVERY, "{pages}");
        assert!((1..=often).contains(&centre.asked), "asked {} times in {pages} pages", centre.asked);
        drop(reader);
        let anew = (0..250).any(|_| {
            centre.commits();
            centre.checkpoints.last < pages
        });
        assert!(anew, "{} pages", centre.checkpoints.last);
    }
}
