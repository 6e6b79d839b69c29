//! SQLite: one file, one writer, readers apart. A commit is on disk when it returns (WAL, `synchronous=FULL`). A message
//! writes its event and its answer; the whole state of its case only now and then ([`tips`]).

mod checkpoints;
#[cfg(test)]
mod cost;
mod error;
#[cfg(test)]
pub(crate) mod former;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod tips;
mod write;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use konsil_centre::Recorded;
use konsil_protocol::domain::{CaseId, ThreadRef, Timestamp};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use checkpoints::Checkpoints;
use tips::Tips;

use super::{Change, DataLock, LogRange, Outcome, Restored, Slice, Store, StoreError, StoreKey};

/// The file in the data folder.
pub const DATABASE: &str = "centre.sqlite";

/// What the writer keeps in memory at most of the pages that it has written: each chat has one that grows, and each
/// agent's answers have some.
const WRITER_CACHE_KIB: i64 = 32 * 1024;
/// Readers kept open for the next one.
const IDLE_READERS: usize = 4;

pub struct SqliteStore {
    path: PathBuf,
    writer: Mutex<Option<Writer>>,
    readers: Mutex<Vec<Connection>>,
}

/// The one connection that writes, and what makes it the only one. It goes in this order.
struct Writer {
    checkpoints: Checkpoints,
    tips: Tips,
    db: Connection,
    _lock: DataLock,
}

impl SqliteStore {
    /// Opens the database of a data folder, and makes both where they are missing.
    ///
    /// # Errors
    /// [`StoreError`]: `Locked` when another process runs on this folder, `SchemaNewer`, `NotWritable`, `DiskFull`.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        let lock = DataLock::take(data)?;
        let path = data.join(DATABASE);
        let mut writer = Connection::open(&path)?;
        writer.busy_timeout(Duration::from_secs(5))?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.pragma_update(None, "foreign_keys", true)?;
        writer.pragma_update(None, "wal_autocheckpoint", 0)?;
        writer.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
        writer.set_prepared_statement_cache_capacity(32);
        schema::prepare(&mut writer)?;
        let checkpoints = Checkpoints::beside(&path)?;
        let writer = Writer { checkpoints, tips: Tips::default(), db: writer, _lock: lock };
        Ok(Self { path, writer: Mutex::new(Some(writer)), readers: Mutex::default() })
    }

    fn writer(&self) -> MutexGuard<'_, Option<Writer>> {
        // A panic in between rolled its transaction back: the connection is as good as before.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T>(&self, what: impl FnOnce(&mut Writer) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self.writer().as_mut() {
            Some(writer) => what(writer),
            None => Err(StoreError::Unavailable("it is closed".to_owned())),
        }
    }

    /// All that is read is of one time.
    fn read<T>(&self, what: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let reader = Connection::open_with_flags(&self.path, flags)?;
                reader.busy_timeout(Duration::from_secs(5))?;
                reader
            }
        };
        let result = reader.transaction().map_err(StoreError::from).and_then(|tx| what(&tx));
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if result.is_ok() && readers.len() < IDLE_READERS {
            readers.push(reader);
        }
        result
    }
}

impl Store for SqliteStore {
    fn restore(&self) -> Result<Restored, StoreError> {
        self.read(read::restore)
    }

    /// By the writer's connection: it has in memory what it wrote last, which is what is mostly asked for.
    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        self.write(|writer| read::load(&writer.db.transaction()?, keys))
    }

    fn peek(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        self.read(|db| read::load(db, keys))
    }

    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        self.write(|writer| {
            let outcomes = commit(&mut writer.db, &mut writer.tips, changes);
            match outcomes {
                Ok(_) => writer.checkpoints.after_commit(&writer.db),
                Err(_) => writer.tips.forget(),
            }
            outcomes
        })
    }

    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
        self.read(|db| read::log(db, thread, range))
    }

    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        self.read(|db| read::contact_log(db, case, after, limit))
    }

    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        self.write(|writer| write::forget_answers(writer.db.transaction()?, before, at_most))
    }

    fn close(&self) {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        // SQLite brings its log into the database when the last connection ends.
        drop(self.writer().take());
    }
}

fn commit(db: &mut Connection, tips: &mut Tips, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut outcomes = Vec::with_capacity(changes.len());
    for change in changes {
        outcomes.push(if write::fits(&tx, tips, change)? {
            write::make(&tx, tips, change)?;
            Outcome::Committed
        } else {
            Outcome::Conflict
        });
    }
    tx.commit()?;
    Ok(outcomes)
}
