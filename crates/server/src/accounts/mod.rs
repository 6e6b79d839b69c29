//! Who may sign in: local accounts, their sessions and tokens. Kept in `accounts.sqlite` in the data folder, apart
//! from the store, so that the command line can change accounts while the server runs.
//!
//! Calls are synchronous. Those that hash a password take a good part of a second, those that write wait for the disk:
//! call them on a blocking thread. [`Accounts::agent_of`] only reads and is quick.

mod attempts;
mod error;
#[cfg(test)]
mod former;
mod http;
#[cfg(test)]
mod http_tests;
mod local;
mod password;
mod schema;
#[cfg(test)]
mod tests;
mod tokens;

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use konsil_protocol::domain::AgentId;
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use self::{
    error::{AccountsError, MIN_PASSWORD_CHARS},
    http::router,
    local::Account,
    tokens::{ACCESS_FOR_MS, NotSignedIn, PREVIOUS_FOR_MS, REFRESH_FOR_MS},
};

/// The accounts of one data folder. Clones share the connections.
#[derive(Clone)]
pub struct Accounts {
    writer: Arc<Mutex<Connection>>,
    /// Apart, so that reading does not wait for the disk.
    reader: Arc<Mutex<Connection>>,
    /// Agents of the centre; accounts of others cannot sign in. Everybody, if missing.
    of_centre: Option<Arc<BTreeSet<AgentId>>>,
    /// What an unknown login's password is compared with.
    nobody: Arc<password::Hash>,
}

impl Accounts {
    /// Opens `accounts.sqlite` in the data folder, and makes it if it is not there.
    ///
    /// # Errors
    /// What SQLite says, or that the file is of a newer version.
    pub fn open(data: &Path) -> Result<Self, AccountsError> {
        let path = data.join("accounts.sqlite");
        let writer = schema::prepare(Connection::open(&path)?)?;
        let reader = schema::connect(Connection::open(&path)?)?;
        Self::over(Arc::new(Mutex::new(writer)), Arc::new(Mutex::new(reader)))
    }

    /// Accounts that are gone when the value is: for simulations.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn in_memory() -> Result<Self, AccountsError> {
        let only = Arc::new(Mutex::new(schema::prepare(Connection::open_in_memory()?)?));
        Self::over(Arc::clone(&only), only)
    }

    fn over(writer: Arc<Mutex<Connection>>, reader: Arc<Mutex<Connection>>) -> Result<Self, AccountsError> {
        Ok(Self { writer, reader, of_centre: None, nobody: Arc::new(password::Hash::of_nobody()?) })
    }

    /// Lets only these agents in: those of the centre file. An account whose agent was taken out of it stays and waits.
    #[must_use]
    pub fn only(self, agents: impl IntoIterator<Item = AgentId>) -> Self {
        Self { of_centre: Some(Arc::new(agents.into_iter().collect())), ..self }
    }

    fn is_of_centre(&self, agent: &AgentId) -> bool {
        self.of_centre.as_ref().is_none_or(|agents| agents.contains(agent))
    }

    fn reading(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `change` in one transaction. Its error rolls back.
    fn writing<T, E: From<rusqlite::Error>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = change(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}
