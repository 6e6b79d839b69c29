//! What outlives the process: cases with their logs, seats, answers, the contacts' secrets. Plain data in, plain data
//! out; the store knows no rule. Every store passes the same suite (`conformance.rs`).

#[cfg(test)]
mod conformance;
mod error;
mod fingerprint;
mod lock;
mod memory;
mod record;
pub(crate) mod sqlite;
mod stored;

use konsil_centre::Recorded;
use konsil_protocol::domain::{CaseId, ThreadRef, Timestamp};

pub use error::StoreError;
pub use fingerprint::{Fingerprint, Fingerprints};
pub use lock::DataLock;
pub use memory::MemoryStore;
pub use record::{
    AnswerKey, CaseChange, CaseRecord, Change, Counters, LogRange, Outcome, Restored, SeatChange, SecretHash, Slice,
    StoreKey, StoredAnswer,
};
pub use sqlite::{DATABASE, SqliteStore};

/// A store. Its calls may block; the server makes them where that is allowed.
pub trait Store: Send + Sync + 'static {
    /// Everything that a starting server needs: seats, and the cases that are not over.
    ///
    /// # Errors
    /// [`StoreError`]
    fn restore(&self) -> Result<Restored, StoreError>;

    /// Reads what is stored under these keys now. Keys with nothing are missing in the slice. For who commits: it may wait
    /// for a commit that is on its way, and is cheap for what the next one touches.
    ///
    /// # Errors
    /// [`StoreError`]
    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError>;

    /// The same for everybody else: it waits for no commit and holds none up.
    ///
    /// # Errors
    /// [`StoreError`]
    fn peek(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        self.load(keys)
    }

    /// Makes the changes, in one transaction that is on disk when this returns. A change whose expected versions are
    /// not those in the store, or whose answer or secret is there already, is a conflict and leaves nothing behind;
    /// the others are made.
    ///
    /// # Errors
    /// [`StoreError`]; then none of the changes was made, or (a fault after the commit) all of them: load again.
    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError>;

    /// A part of a thread's log, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError>;

    /// What the contact has seen after its number `after`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError>;

    /// Forgets answers given before that time, the oldest first, at most so many at once: commits wait meanwhile. One that
    /// was stored after a newer one may stay as long as that. Returns how many.
    ///
    /// # Errors
    /// [`StoreError`]
    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError>;

    /// Releases everything that a next server needs; calls that change something fail from now on. Whoever still holds
    /// this value keeps nobody from starting.
    fn close(&self) {}

    /// Whether calls wait for a disk, and so must not be made on a thread that serves others.
    fn blocks(&self) -> bool {
        true
    }
}
