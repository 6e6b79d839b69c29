//! Reads and writes the rows of accounts, sessions and tokens.

use konsil_protocol::{
    domain::{AgentId, Timestamp},
    wire::agent::SignedIn,
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::accounts::{
    Account, AccountsError,
    password::{Hash, login_of},
    tokens::{ACCESS_FOR_MS, Use, ended_before, forgotten_before, fresh_token, hash},
};

/// The issuer of accounts with a password of our own.
const LOCAL: &str = "local";

/// What the column `disabled` holds.
pub(super) const DISABLED: i64 = 1;
pub(super) const ENABLED: i64 = 0;

/// The account that a login names.
pub(super) struct ByLogin {
    pub(super) agent: AgentId,
    pub(super) hash: Hash,
    pub(super) disabled: bool,
}

/// A refresh token with its session.
pub(super) struct Found {
    pub(super) agent: AgentId,
    pub(super) session: i64,
    pub(super) token: Use,
}

pub(super) fn has(db: &Connection, agent: &AgentId) -> Result<bool, rusqlite::Error> {
    db.query_row("SELECT EXISTS (SELECT 1 FROM account WHERE agent = ?1)", [agent.as_str()], |row| row.get(0))
}

pub(super) fn add(db: &Transaction<'_>, agent: &AgentId, phc: &str, now: Timestamp) -> Result<(), AccountsError> {
    let account = "INSERT INTO account (agent, created_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    if db.execute(account, params![agent.as_str(), now.0])? == 0 {
        return Err(AccountsError::Exists(agent.clone()));
    }
    let login = login_of(agent.as_str());
    let identity = "INSERT INTO identity (issuer, subject, agent) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    if db.execute(identity, params![LOCAL, login, agent.as_str()])? == 0 {
        return Err(AccountsError::Exists(agent.clone()));
    }
    db.execute("INSERT INTO password (agent, phc) VALUES (?1, ?2)", params![agent.as_str(), phc])?;
    Ok(())
}

pub(super) fn set_password(db: &Transaction<'_>, agent: &AgentId, phc: &str) -> Result<(), rusqlite::Error> {
    let set = "INSERT INTO password (agent, phc) VALUES (?1, ?2) ON CONFLICT (agent) DO UPDATE SET phc = excluded.phc";
    db.execute(set, params![agent.as_str(), phc])?;
    Ok(())
}

pub(super) fn set_disabled(db: &Transaction<'_>, agent: &AgentId, disabled: i64) -> Result<(), AccountsError> {
    let changed = db.execute("UPDATE account SET disabled = ?2 WHERE agent = ?1", params![agent.as_str(), disabled])?;
    if changed == 0 { Err(AccountsError::NoSuchAccount(agent.clone())) } else { Ok(()) }
}

pub(super) fn end_sessions(db: &Transaction<'_>, agent: &AgentId) -> Result<(), rusqlite::Error> {
    db.execute("DELETE FROM session WHERE agent = ?1", [agent.as_str()])?;
    Ok(())
}

pub(super) fn list(db: &Connection) -> Result<Vec<Account>, rusqlite::Error> {
    let mut accounts = db.prepare(
        "SELECT agent, created_at, disabled, (SELECT count(*) FROM session WHERE session.agent = account.agent)
         FROM account ORDER BY agent",
    )?;
    let rows = accounts.query_map([], |row| {
        let agent = AgentId::new(row.get::<_, String>(0)?).ok();
        let (created_at, disabled, sessions) = (Timestamp(row.get(1)?), row.get(2)?, row.get(3)?);
        Ok(agent.map(|agent| Account { agent, created_at, disabled, sessions }))
    })?;
    rows.filter_map(Result::transpose).collect()
}

/// Whose login this is, with the hash of the password.
pub(super) fn by_login(db: &Connection, login: &str) -> Result<Option<ByLogin>, AccountsError> {
    let found: Option<(String, String, bool)> = db
        .query_row(
            "SELECT account.agent, phc, disabled FROM identity JOIN account USING (agent) JOIN password USING (agent)
             WHERE issuer = ?1 AND subject = ?2",
            params![LOCAL, login],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((agent, phc, disabled)) = found else { return Ok(None) };
    let Ok(agent) = AgentId::new(agent) else { return Ok(None) };
    Ok(Some(ByLogin { agent, hash: Hash::stored(&phc)?, disabled }))
}

/// Opens a session, and forgets those that have ended. None without an account, or with a disabled one.
pub(super) fn open_session(
    db: &Transaction<'_>,
    agent: &AgentId,
    now: Timestamp,
) -> Result<Option<i64>, rusqlite::Error> {
    db.execute("DELETE FROM session WHERE used_at <= ?1", [ended_before(now).0])?;
    let opened = db.execute(
        "INSERT INTO session (agent, used_at) SELECT agent, ?2 FROM account WHERE agent = ?1 AND NOT disabled",
        params![agent.as_str(), now.0],
    )?;
    Ok((opened > 0).then(|| db.last_insert_rowid()))
}

pub(super) fn find(db: &Transaction<'_>, hash: &[u8], now: Timestamp) -> Result<Option<Found>, rusqlite::Error> {
    let found = db.query_row(
        "SELECT agent, session.id, session.generation, refresh.generation, first_used_at
         FROM refresh JOIN session ON session.id = refresh.session JOIN account USING (agent)
         WHERE hash = ?1 AND used_at > ?2 AND NOT disabled",
        params![hash, ended_before(now).0],
        |row| {
            let agent = AgentId::new(row.get::<_, String>(0)?).ok();
            let (session, current, generation) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let first_used_at = row.get::<_, Option<i64>>(4)?.map(Timestamp);
            Ok(agent.map(|agent| Found { agent, session, token: Use { generation, current, first_used_at } }))
        },
    );
    Ok(found.optional()?.flatten())
}

/// Makes a refresh token the session's current one.
pub(super) fn mark_used(
    db: &Transaction<'_>,
    found: &Found,
    hash: &[u8],
    now: Timestamp,
) -> Result<(), rusqlite::Error> {
    db.execute(
        "UPDATE session SET generation = ?2, used_at = ?3 WHERE id = ?1",
        params![found.session, found.token.generation, now.0],
    )?;
    let first = "UPDATE refresh SET first_used_at = coalesce(first_used_at, ?2) WHERE hash = ?1";
    db.execute(first, params![hash, now.0])?;
    Ok(())
}

/// Makes the tokens of a generation, and forgets those that nobody needs any more.
pub(super) fn issue(
    db: &Transaction<'_>,
    agent: &AgentId,
    session: i64,
    generation: i64,
    now: Timestamp,
) -> Result<SignedIn, rusqlite::Error> {
    let (access, refresh) = (fresh_token(), fresh_token());
    db.execute(
        "INSERT INTO access (hash, session, expires_at) VALUES (?1, ?2, ?3)",
        params![hash(&access), session, now.plus_ms(ACCESS_FOR_MS).0],
    )?;
    db.execute(
        "INSERT INTO refresh (hash, session, generation) VALUES (?1, ?2, ?3)",
        params![hash(&refresh), session, generation],
    )?;
    db.execute("DELETE FROM access WHERE session = ?1 AND expires_at <= ?2", params![session, now.0])?;
    let forgotten = "DELETE FROM refresh WHERE session = ?1 AND first_used_at < ?2";
    db.execute(forgotten, params![session, forgotten_before(now).0])?;
    Ok(SignedIn { agent: agent.clone(), access, access_expires_in_ms: ACCESS_FOR_MS, refresh })
}
