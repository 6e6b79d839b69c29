//! Accounts in a file `accounts.sqlite` in the data folder, apart from the store, so that the command line can change
//! accounts while the server runs.

mod error;
#[cfg(test)]
mod former;
mod rows;
mod schema;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use konsil_protocol::{
    domain::{AgentId, Timestamp},
    wire::agent::SignedIn,
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use self::rows::{DISABLED, ENABLED};
use super::{
    Account, Accounts, AccountsError, NotSignedIn,
    candidate::{Candidate, Who},
    centre_agents::CentreAgents,
    password::{Hash, login_of},
    tokens::hash,
};

/// The file in the data folder.
pub const ACCOUNTS_FILE: &str = "accounts.sqlite";

/// The accounts of one data folder. Clones share the connections.
#[derive(Clone)]
pub struct SqliteAccounts {
    writer: Arc<Mutex<Connection>>,
    /// Apart, so that reading does not wait for the disk.
    reader: Arc<Mutex<Connection>>,
    centre: CentreAgents,
    /// What an unknown login's password is compared with.
    nobody: Arc<Hash>,
}

impl SqliteAccounts {
    /// Opens the accounts of a data folder, and makes the file if it is missing.
    ///
    /// # Errors
    /// When the file cannot be opened, or is of a newer version.
    pub fn open(data: &Path) -> Result<Self, AccountsError> {
        let path = data.join(ACCOUNTS_FILE);
        let writer = schema::prepare(Connection::open(&path)?)?;
        let reader = schema::connect(Connection::open(&path)?)?;
        Ok(Self {
            writer: Arc::new(Mutex::new(writer)),
            reader: Arc::new(Mutex::new(reader)),
            centre: CentreAgents::default(),
            nobody: Arc::new(Hash::of_nobody()?),
        })
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

impl Accounts for SqliteAccounts {
    fn add(&self, agent: &AgentId, password: &str, now: Timestamp) -> Result<(), AccountsError> {
        // Before the hash, which takes its time.
        if rows::has(&self.reading(), agent)? {
            return Err(AccountsError::Exists(agent.clone()));
        }
        let phc = Hash::of(password)?.phc();
        self.writing(|db| rows::add(db, agent, &phc, now))
    }

    fn set_password(&self, agent: &AgentId, password: &str) -> Result<(), AccountsError> {
        if !rows::has(&self.reading(), agent)? {
            return Err(AccountsError::NoSuchAccount(agent.clone()));
        }
        let phc = Hash::of(password)?.phc();
        self.writing(|db| {
            if !rows::has(db, agent)? {
                return Err(AccountsError::NoSuchAccount(agent.clone()));
            }
            rows::set_password(db, agent, &phc)?;
            rows::end_sessions(db, agent)?;
            Ok(())
        })
    }

    fn disable(&self, agent: &AgentId) -> Result<(), AccountsError> {
        self.writing(|db| {
            rows::set_disabled(db, agent, DISABLED)?;
            rows::end_sessions(db, agent)?;
            Ok(())
        })
    }

    fn enable(&self, agent: &AgentId) -> Result<(), AccountsError> {
        self.writing(|db| rows::set_disabled(db, agent, ENABLED))
    }

    fn admit_only(&self, agents: BTreeSet<AgentId>) -> Result<(), AccountsError> {
        self.centre.set(agents);
        self.writing(|db| {
            for account in rows::list(db)?.iter().filter(|it| it.sessions > 0 && !self.centre.include(&it.agent)) {
                rows::end_sessions(db, &account.agent)?;
            }
            Ok(())
        })
    }

    fn list(&self) -> Result<Vec<Account>, AccountsError> {
        Ok(rows::list(&self.reading())?)
    }

    fn is_empty(&self) -> Result<bool, AccountsError> {
        let none = "SELECT NOT EXISTS (SELECT 1 FROM account)";
        Ok(self.reading().query_row(none, [], |row| row.get(0))?)
    }

    fn candidate(&self, login: &str) -> Result<Candidate, AccountsError> {
        Ok(match rows::by_login(&self.reading(), &login_of(login))? {
            Some(rows::ByLogin { agent, hash, disabled }) => {
                let is_let_in = !disabled && self.centre.include(&agent);
                Candidate { hash, who: if is_let_in { Who::Agent(agent) } else { Who::ShutOut } }
            }
            None => Candidate { hash: (*self.nobody).clone(), who: Who::Nobody },
        })
    }

    fn session_for(&self, agent: &AgentId, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        self.writing(|db| {
            let session = rows::open_session(db, agent, now)?.ok_or(NotSignedIn::Disabled)?;
            Ok(rows::issue(db, agent, session, 1, now)?)
        })
    }

    fn refresh(&self, token: &str, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        // Ending a session is a change to keep, so it is no error inside the transaction.
        let outcome = self.writing::<_, NotSignedIn>(|db| {
            let Some(found) = rows::find(db, &hash(token), now)? else { return Ok(None) };
            if !self.centre.include(&found.agent) || !found.token.is_good(now) {
                db.execute("DELETE FROM session WHERE id = ?1", [found.session])?;
                return Ok(None);
            }
            rows::mark_used(db, &found, &hash(token), now)?;
            Ok(Some(rows::issue(db, &found.agent, found.session, found.token.generation + 1, now)?))
        })?;
        outcome.ok_or(NotSignedIn::SignInAgain)
    }

    fn sign_out(&self, refresh: &str) -> Result<(), AccountsError> {
        self.writing(|db| {
            let session = "DELETE FROM session WHERE id = (SELECT session FROM refresh WHERE hash = ?1)";
            db.execute(session, params![hash(refresh)])?;
            Ok(())
        })
    }

    fn agent_of(&self, access_token: &str, now: Timestamp) -> Option<(AgentId, Timestamp)> {
        let found = self.reading().query_row(
            "SELECT agent, expires_at FROM access JOIN session ON session.id = access.session JOIN account USING (agent)
             WHERE hash = ?1 AND expires_at > ?2 AND NOT disabled",
            params![hash(access_token), now.0],
            |row| Ok((row.get::<_, String>(0)?, Timestamp(row.get(1)?))),
        );
        let (agent, expires_at) = match found.optional() {
            Ok(found) => found?,
            Err(error) => {
                tracing::error!(%error, "cannot read the accounts");
                return None;
            }
        };
        let agent = AgentId::new(agent).ok().filter(|agent| self.centre.include(agent))?;
        Some((agent, expires_at))
    }
}
