//! Accounts with a password of our own: issuer `local`.

use konsil_protocol::domain::{AgentId, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{Accounts, AccountsError, password::Hash};

const LOCAL: &str = "local";

/// One line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub agent: AgentId,
    pub created_at: Timestamp,
    pub disabled: bool,
    /// How many desktops stay signed in.
    pub sessions: u32,
}

impl Accounts {
    /// Makes an account. Its login is the agent's id. Hashes: call it on a blocking thread.
    ///
    /// # Errors
    /// When there is one already, or the password is too short or too long.
    pub fn add(&self, agent: &AgentId, password: &str, now: Timestamp) -> Result<(), AccountsError> {
        if self.has(agent)? {
            return Err(AccountsError::Exists(agent.clone()));
        }
        let phc = Hash::of(password)?.phc();
        self.writing(|db| {
            let added = db.execute(
                "INSERT INTO account (agent, created_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                params![agent.as_str(), now.0],
            )?;
            if added == 0 {
                return Err(AccountsError::Exists(agent.clone()));
            }
            let login = login_of(agent.as_str());
            let taken = "INSERT INTO identity (issuer, subject, agent) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
            if db.execute(taken, params![LOCAL, login, agent.as_str()])? == 0 {
                return Err(AccountsError::Exists(agent.clone()));
            }
            db.execute("INSERT INTO password (agent, phc) VALUES (?1, ?2)", params![agent.as_str(), phc])?;
            Ok(())
        })
    }

    /// Sets another password and ends every session of the agent. Hashes: call it on a blocking thread.
    ///
    /// # Errors
    /// When there is no such account, or the password is too short or too long.
    pub fn set_password(&self, agent: &AgentId, password: &str) -> Result<(), AccountsError> {
        if !self.has(agent)? {
            return Err(AccountsError::NoSuchAccount(agent.clone()));
        }
        let phc = Hash::of(password)?.phc();
        self.writing(|db| {
            exists(db, agent)?;
            let set = "INSERT INTO password (agent, phc) VALUES (?1, ?2) ON CONFLICT (agent) DO UPDATE SET phc = excluded.phc";
            db.execute(set, params![agent.as_str(), phc])?;
            end_sessions(db, agent)
        })
    }

    /// Lets the agent sign in no more and ends every session at once.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn disable(&self, agent: &AgentId) -> Result<(), AccountsError> {
        self.writing(|db| {
            set_disabled(db, agent, true)?;
            end_sessions(db, agent)
        })
    }

    /// Lets the agent sign in again, with the password as it was.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn enable(&self, agent: &AgentId) -> Result<(), AccountsError> {
        self.writing(|db| set_disabled(db, agent, false))
    }

    /// All accounts, by agent.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn list(&self) -> Result<Vec<Account>, AccountsError> {
        let db = self.reading();
        let mut accounts = db.prepare(
            "SELECT agent, created_at, disabled, (SELECT count(*) FROM session WHERE session.agent = account.agent)
             FROM account ORDER BY agent",
        )?;
        let rows = accounts.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, Timestamp(row.get(1)?), row.get::<_, bool>(2)?, row.get::<_, u32>(3)?))
        })?;
        let mut list = Vec::new();
        for row in rows {
            let (agent, created_at, disabled, sessions) = row?;
            if let Ok(agent) = AgentId::new(agent) {
                list.push(Account { agent, created_at, disabled, sessions });
            }
        }
        Ok(list)
    }

    /// Whether nobody at all can sign in yet.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn is_empty(&self) -> Result<bool, AccountsError> {
        let db = self.reading();
        Ok(db.query_row("SELECT NOT EXISTS (SELECT 1 FROM account)", [], |row| row.get(0))?)
    }

    fn has(&self, agent: &AgentId) -> Result<bool, AccountsError> {
        let db = self.reading();
        let found = "SELECT EXISTS (SELECT 1 FROM account WHERE agent = ?1)";
        Ok(db.query_row(found, [agent.as_str()], |row| row.get(0))?)
    }

    /// Whose login this is, with the hash of the password and whether the account is disabled.
    pub(super) fn by_login(&self, login: &str) -> Result<Option<(AgentId, Hash, bool)>, AccountsError> {
        let found: Option<(String, String, bool)> = self
            .reading()
            .query_row(
                "SELECT account.agent, phc, disabled FROM identity JOIN account USING (agent) JOIN password USING (agent)
                 WHERE issuer = ?1 AND subject = ?2",
                params![LOCAL, login_of(login)],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        let Some((agent, phc, disabled)) = found else { return Ok(None) };
        let Ok(agent) = AgentId::new(agent) else { return Ok(None) };
        Ok(Some((agent, Hash::stored(&phc)?, disabled)))
    }
}

/// Logins are compared without regard to capitals and to space around them.
pub(super) fn login_of(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

fn exists(db: &Transaction<'_>, agent: &AgentId) -> Result<(), AccountsError> {
    let found: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM account WHERE agent = ?1)", [agent.as_str()], |row| row.get(0))?;
    if found { Ok(()) } else { Err(AccountsError::NoSuchAccount(agent.clone())) }
}

fn set_disabled(db: &Transaction<'_>, agent: &AgentId, disabled: bool) -> Result<(), AccountsError> {
    let changed = db.execute("UPDATE account SET disabled = ?2 WHERE agent = ?1", params![agent.as_str(), disabled])?;
    if changed == 0 { Err(AccountsError::NoSuchAccount(agent.clone())) } else { Ok(()) }
}

fn end_sessions(db: &Transaction<'_>, agent: &AgentId) -> Result<(), AccountsError> {
    db.execute("DELETE FROM session WHERE agent = ?1", [agent.as_str()])?;
    Ok(())
}
