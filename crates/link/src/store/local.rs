//! The store itself: opening it, settings, drafts and the session. The outbox has a file of its own.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use konsil_protocol::domain::{AgentId, ThreadRef};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Serialize, de::DeserializeOwned};

use super::error::StoreError;
use super::schema;
use super::seal::Sealer;
use crate::keys::{KeyPlace, Keys};

/// The form of the settings and drafts that this program writes. Whoever changes what such a value means raises it. A
/// row of a newer form is neither read nor replaced: rows of several forms lie beside each other, and each program
/// takes the newest that it knows.
const FORM: i64 = 1;

/// A draft as it was saved. `D` is the desktop's own type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedDraft<D> {
    pub thread: ThreadRef,
    pub draft: D,
}

/// A handle; clones are the same store. Calls block for a disk write at most.
#[derive(Clone)]
pub struct LocalStore {
    inner: Arc<Mutex<Inner>>,
}

pub(super) struct Inner {
    pub(super) db: Connection,
    pub(super) sealer: Sealer,
    keys: KeyPlace,
    /// Held as long as the store is open.
    _lock: Option<std::fs::File>,
}

impl std::fmt::Debug for LocalStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LocalStore")
    }
}

impl LocalStore {
    /// Opens (or begins) the store in `dir`, with its key in the system's key store, or in a file where none answers.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process (or handle) has it open.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::open_with(dir, Keys::System)
    }

    /// # Errors
    /// As [`LocalStore::open`].
    pub fn open_with(dir: &Path, keys: Keys) -> Result<Self, StoreError> {
        let folder = |cause| StoreError::Folder { path: dir.to_owned(), cause };
        std::fs::create_dir_all(dir).map_err(folder)?;
        let lock = std::fs::File::create(dir.join("konsil.lock")).map_err(folder)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Err(StoreError::InUse(dir.to_owned())),
            Err(std::fs::TryLockError::Error(cause)) => return Err(folder(cause)),
        }
        let path = dir.join("konsil.sqlite");
        let db = Connection::open(&path)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        Self::with(db, Some(lock), keys, dir, &path)
    }

    /// A store that is gone with the process.
    ///
    /// # Errors
    /// If the system gives no random bytes or no memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        let nowhere = Path::new(":memory:");
        Self::with(Connection::open_in_memory()?, None, Keys::Memory, nowhere, nowhere)
    }

    fn with(
        db: Connection,
        lock: Option<std::fs::File>,
        keys: Keys,
        dir: &Path,
        path: &Path,
    ) -> Result<Self, StoreError> {
        schema::prepare(&db, path)?;
        let (keys, sealer) = schema::unlock(&db, keys, dir)?;
        Ok(Self { inner: Arc::new(Mutex::new(Inner { db, sealer, keys, _lock: lock })) })
    }

    /// A panic elsewhere leaves the connection usable: each call is one transaction.
    pub(super) fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// None too for a value that this program cannot read, which the log then says.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let inner = self.inner();
        let sealed: Option<Vec<u8>> = inner
            .db
            .query_row(
                "SELECT value FROM settings WHERE key = ?1 AND version <= ?2 ORDER BY version DESC LIMIT 1",
                params![key, FORM],
                |row| row.get(0),
            )
            .optional()?;
        Ok(sealed.and_then(|sealed| inner.read(&format!("settings/{key}"), &sealed)))
    }

    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), StoreError> {
        let inner = self.inner();
        let sealed = inner.sealer.seal(&format!("settings/{key}"), &serde_json::to_vec(value)?)?;
        inner.db.execute(
            "INSERT OR REPLACE INTO settings (key, version, value) VALUES (?1, ?2, ?3)",
            params![key, FORM, sealed],
        )?;
        Ok(())
    }

    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn remove_setting(&self, key: &str) -> Result<(), StoreError> {
        self.inner().db.execute("DELETE FROM settings WHERE key = ?1 AND version <= ?2", params![key, FORM])?;
        Ok(())
    }

    /// Keeps what a composer holds; `None` forgets it.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn save_draft<D: Serialize>(&self, thread: &ThreadRef, draft: Option<&D>) -> Result<(), StoreError> {
        let inner = self.inner();
        let place = serde_json::to_string(&(&thread.case, &thread.thread))?;
        match draft {
            None => inner.db.execute("DELETE FROM drafts WHERE place = ?1 AND version <= ?2", params![place, FORM])?,
            Some(draft) => {
                let sealed = inner.sealer.seal(&format!("drafts/{place}"), &serde_json::to_vec(draft)?)?;
                inner.db.execute(
                    "INSERT OR REPLACE INTO drafts (place, version, draft) VALUES (?1, ?2, ?3)",
                    params![place, FORM, sealed],
                )?
            }
        };
        Ok(())
    }

    /// Those that this program can read; the others stay on disk, and the log names them.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn drafts<D: DeserializeOwned>(&self) -> Result<Vec<SavedDraft<D>>, StoreError> {
        let inner = self.inner();
        let mut rows =
            inner.db.prepare("SELECT place, draft FROM drafts WHERE version <= ?1 ORDER BY place, version")?;
        let rows = rows.query_map([FORM], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let mut drafts: Vec<SavedDraft<D>> = Vec::new();
        for row in rows {
            let (place, sealed) = row?;
            let Ok((case, thread)) = serde_json::from_str(&place) else {
                tracing::warn!("a draft belongs to a place that this version does not know: it stays on disk");
                continue;
            };
            let Some(draft) = inner.read(&format!("drafts/{place}"), &sealed) else { continue };
            // A newer form of the same place replaces an older one.
            let thread = ThreadRef { case, thread };
            drafts.retain(|other| other.thread != thread);
            drafts.push(SavedDraft { thread, draft });
        }
        Ok(drafts)
    }

    /// Whose outbox this is from now on: an outbox never goes out under another agent's name or to another server. Written only
    /// where it is another, so that a full disk keeps nobody from coming back.
    pub(crate) fn use_account(&self, server: &str, agent: &AgentId) -> Result<(), StoreError> {
        let account = format!("{server} {agent}");
        let inner = self.inner();
        if schema::meta(&inner.db, "account")?.as_ref() == Some(&account) {
            return Ok(());
        }
        schema::set_meta(&inner.db, "account", &account)
    }

    /// The refresh token for this server. Only here: it never stands in the file.
    pub(crate) fn session(&self, server: &str) -> Result<Option<String>, StoreError> {
        let secret = self.inner().keys.get(&session_name(server))?;
        Ok(secret.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    pub(crate) fn set_session(&self, server: &str, refresh: &str) -> Result<(), StoreError> {
        Ok(self.inner().keys.set(&session_name(server), refresh.as_bytes())?)
    }

    pub(crate) fn forget_session(&self, server: &str) -> Result<(), StoreError> {
        Ok(self.inner().keys.delete(&session_name(server))?)
    }

    /// Whether sessions lie in the system's key store, which may ask somebody first.
    pub(crate) fn keys_may_block(&self) -> bool {
        match self.inner().keys {
            KeyPlace::System { .. } => true,
            KeyPlace::File { .. } | KeyPlace::Memory { .. } => false,
        }
    }
}

impl Inner {
    /// A value that cannot be opened or understood is as good as none: it must not keep anybody from working.
    fn read<T: DeserializeOwned>(&self, place: &str, sealed: &[u8]) -> Option<T> {
        let opened = self.sealer.open(place, sealed);
        match opened.and_then(|json| serde_json::from_slice(&json).map_err(StoreError::from)) {
            Ok(value) => Some(value),
            Err(fault) => {
                tracing::warn!(%fault, place, "a kept value cannot be read");
                None
            }
        }
    }
}

fn session_name(server: &str) -> String {
    format!("session {server}")
}
