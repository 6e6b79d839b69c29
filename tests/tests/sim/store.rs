//! The store of the simulation: in memory, outside of the server's host, so that it outlives crashes with what was
//! committed and nothing else. And its doubles, each of which breaks one promise.

use std::sync::{Arc, Mutex};

use konsil_centre::{CaseEvent, Recorded};
use konsil_protocol::domain::{CaseId, ThreadRef, Timestamp};
use konsil_server::store::{Change, LogRange, MemoryStore, Outcome, Restored, Slice, Store, StoreError, StoreKey};

/// A promise that is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// Forgets the answers it should keep: a repeated command is done twice.
    Dedup,
    /// Gives two messages of a log in the wrong order.
    Order,
    /// Says "committed" before it is on disk: a crash takes the last ones away.
    CommitFirst,
}

impl Without {
    pub fn named(name: &str) -> Self {
        match name {
            "dedup" => Self::Dedup,
            "order" => Self::Order,
            "commit-first" => Self::CommitFirst,
            other => panic!("there is no promise {other:?}: dedup, order or commit-first"),
        }
    }
}

/// What the world keeps of the store: the truth.
pub struct SimStore {
    without: Option<Without>,
    disk: Mutex<Disk>,
}

struct Disk {
    memory: Arc<MemoryStore>,
    /// All that was committed, to lose the end of it.
    journal: Vec<Vec<Change>>,
}

impl SimStore {
    pub fn new(without: Option<Without>) -> Self {
        Self { without, disk: Mutex::new(Disk { memory: Arc::new(MemoryStore::new()), journal: Vec::new() }) }
    }

    fn memory(&self) -> Arc<MemoryStore> {
        self.disk.lock().unwrap().memory.clone()
    }

    /// The thread as it truly stands.
    pub fn truth(&self, thread: &ThreadRef) -> Vec<Recorded> {
        self.memory().log(thread, LogRange::After { seq: 0, limit: u32::MAX }).unwrap()
    }
}

/// Batches that a store that acknowledges too early has not written yet when it crashes.
const UNWRITTEN: usize = 2;

impl Store for SimStore {
    fn restore(&self) -> Result<Restored, StoreError> {
        let mut disk = self.disk.lock().unwrap();
        if self.without == Some(Without::CommitFirst) {
            let written = disk.journal.len().saturating_sub(UNWRITTEN);
            disk.journal.truncate(written);
            let memory = MemoryStore::new();
            for changes in &disk.journal {
                memory.commit(changes)?;
            }
            disk.memory = Arc::new(memory);
        }
        disk.memory.restore()
    }

    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        self.memory().load(keys)
    }

    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        let mut changes = changes.to_vec();
        if self.without == Some(Without::Dedup) {
            for change in &mut changes {
                change.answer = None;
            }
        }
        let outcomes = self.memory().commit(&changes)?;
        if self.without == Some(Without::CommitFirst) {
            self.disk.lock().unwrap().journal.push(changes);
        }
        Ok(outcomes)
    }

    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
        let mut log = self.memory().log(thread, range)?;
        if self.without == Some(Without::Order) {
            let messages: Vec<usize> =
                (0..log.len()).filter(|&at| matches!(log[at].event, CaseEvent::MessageSent { .. })).collect();
            if let [.., earlier, later] = messages[..] {
                let event = log[earlier].event.clone();
                log[earlier].event = std::mem::replace(&mut log[later].event, event);
            }
        }
        Ok(log)
    }

    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        self.memory().contact_log(case, after, limit)
    }

    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        self.memory().forget_answers(before, at_most)
    }

    fn blocks(&self) -> bool {
        false
    }
}
