//! Sessions and their tokens. Each token is 256 random bits and stored hashed.
//!
//! A **generation** is what one refresh token is replaced by. The first use of a generation's token makes it the
//! session's current one. The current token may be used again for a minute (the answer may have been lost on the way),
//! as long as none of those that came of it was used. Any other use of an old token means that two have it: the
//! session ends for both.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use konsil_protocol::{
    domain::{AgentId, Timestamp},
    wire::agent::SignedIn,
};
use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::{Accounts, AccountsError};

/// An access token is good for so long.
pub const ACCESS_FOR_MS: u64 = 15 * 60 * 1_000;
/// A refresh token may be used again for so long after its first use, if its successor was not used.
pub const PREVIOUS_FOR_MS: u64 = 60 * 1_000;
/// A session that is not refreshed for so long has ended.
pub const REFRESH_FOR_MS: u64 = 30 * 24 * 60 * 60 * 1_000;
/// Old refresh tokens are remembered for so long, to notice that somebody else has one.
const REMEMBERED_FOR_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedIn {
    #[error("unknown login or wrong password")]
    WrongLoginOrPassword,
    #[error("the account is disabled")]
    Disabled,
    #[error("the refresh token is not good (any more)")]
    SignInAgain,
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl From<rusqlite::Error> for NotSignedIn {
    fn from(error: rusqlite::Error) -> Self {
        Self::Accounts(error.into())
    }
}

impl Accounts {
    /// Signs in with a password. Takes as long for an unknown login as for a wrong password. Hashes: call it on a
    /// blocking thread.
    ///
    /// # Errors
    /// Why not.
    pub fn sign_in(&self, login: &str, password: &str, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        let account = self.by_login(login)?;
        let hash = account.as_ref().map_or(&*self.nobody, |(_, hash, _)| hash);
        let fits = hash.fits(password);
        match account {
            Some((agent, _, false)) if fits && self.is_of_centre(&agent) => self.session_for(&agent, now),
            Some(_) if fits => Err(NotSignedIn::Disabled),
            Some(_) | None => Err(NotSignedIn::WrongLoginOrPassword),
        }
    }

    /// A session for somebody who has been recognised in another way.
    ///
    /// # Errors
    /// When the agent has no account, or a disabled one.
    pub fn session_for(&self, agent: &AgentId, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        self.writing(|db| {
            forget_old(db, now)?;
            let opened = db.execute(
                "INSERT INTO session (agent, used_at) SELECT agent, ?2 FROM account WHERE agent = ?1 AND NOT disabled",
                params![agent.as_str(), now.0],
            )?;
            if opened == 0 {
                return Err(NotSignedIn::Disabled);
            }
            issue(db, agent, db.last_insert_rowid(), 1, now)
        })
    }

    /// New tokens for a refresh token.
    ///
    /// # Errors
    /// [`NotSignedIn::SignInAgain`] when the token is not good. The session may have ended by that.
    pub fn refresh(&self, token: &str, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        let hash = hash(token);
        // Ending a session is a change to keep, so it is no error inside the transaction.
        let outcome = self.writing::<_, NotSignedIn>(|db| {
            let Some(found) = find(db, &hash, now)? else { return Ok(None) };
            let is_good = self.is_of_centre(&found.agent)
                && match (found.generation.cmp(&found.current), found.first_used_at) {
                    (std::cmp::Ordering::Greater, _) => true,
                    (std::cmp::Ordering::Equal, Some(first)) => now.since_ms(first) <= PREVIOUS_FOR_MS,
                    // A sibling of the one that was used, or one that was replaced.
                    (std::cmp::Ordering::Equal, None) | (std::cmp::Ordering::Less, _) => false,
                };
            if !is_good {
                db.execute("DELETE FROM session WHERE id = ?1", [found.session])?;
                return Ok(None);
            }
            db.execute(
                "UPDATE session SET generation = ?2, used_at = ?3 WHERE id = ?1",
                params![found.session, found.generation, now.0],
            )?;
            db.execute(
                "UPDATE refresh SET first_used_at = coalesce(first_used_at, ?2) WHERE hash = ?1",
                params![hash, now.0],
            )?;
            issue(db, &found.agent, found.session, found.generation + 1, now).map(Some)
        })?;
        outcome.ok_or(NotSignedIn::SignInAgain)
    }

    /// Ends the session of a refresh token, whether it is still good or not.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn sign_out(&self, refresh: &str) -> Result<(), AccountsError> {
        self.writing(|db| {
            db.execute(
                "DELETE FROM session WHERE id = (SELECT session FROM refresh WHERE hash = ?1)",
                params![hash(refresh)],
            )?;
            Ok(())
        })
    }

    /// Whose access token this is, and until when it is good. Nobody's when the session has ended or the account was
    /// disabled. Cheap: ask again on each ping, and a disabled agent is out within 15 s.
    #[must_use]
    pub fn agent_of(&self, access_token: &str, now: Timestamp) -> Option<(AgentId, Timestamp)> {
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
        let agent = AgentId::new(agent).ok().filter(|agent| self.is_of_centre(agent))?;
        Some((agent, expires_at))
    }
}

struct Found {
    agent: AgentId,
    session: i64,
    /// Of the session.
    current: i64,
    /// Of the token.
    generation: i64,
    first_used_at: Option<Timestamp>,
}

fn find(db: &Transaction<'_>, hash: &[u8], now: Timestamp) -> Result<Option<Found>, rusqlite::Error> {
    let oldest = now.0.saturating_sub(i64::try_from(REFRESH_FOR_MS).unwrap_or(i64::MAX));
    let found = db.query_row(
        "SELECT agent, session.id, session.generation, refresh.generation, first_used_at
         FROM refresh JOIN session ON session.id = refresh.session JOIN account USING (agent)
         WHERE hash = ?1 AND used_at > ?2 AND NOT disabled",
        params![hash, oldest],
        |row| {
            let agent: String = row.get(0)?;
            let first_used_at: Option<i64> = row.get(4)?;
            Ok(AgentId::new(agent).ok().map(|agent| {
                Ok::<_, rusqlite::Error>(Found {
                    agent,
                    session: row.get(1)?,
                    current: row.get(2)?,
                    generation: row.get(3)?,
                    first_used_at: first_used_at.map(Timestamp),
                })
            }))
        },
    );
    found.optional()?.flatten().transpose()
}

fn issue(
    db: &Transaction<'_>,
    agent: &AgentId,
    session: i64,
    generation: i64,
    now: Timestamp,
) -> Result<SignedIn, NotSignedIn> {
    let (access, refresh) = (draw()?, draw()?);
    db.execute(
        "INSERT INTO access (hash, session, expires_at) VALUES (?1, ?2, ?3)",
        params![hash(&access), session, now.plus_ms(ACCESS_FOR_MS).0],
    )?;
    db.execute(
        "INSERT INTO refresh (hash, session, generation) VALUES (?1, ?2, ?3)",
        params![hash(&refresh), session, generation],
    )?;
    db.execute("DELETE FROM access WHERE session = ?1 AND expires_at <= ?2", params![session, now.0])?;
    let forgotten = now.0.saturating_sub(i64::try_from(REMEMBERED_FOR_MS).unwrap_or(i64::MAX));
    db.execute("DELETE FROM refresh WHERE session = ?1 AND first_used_at < ?2", params![session, forgotten])?;
    Ok(SignedIn { agent: agent.clone(), access, access_expires_in_ms: ACCESS_FOR_MS, refresh })
}

fn forget_old(db: &Transaction<'_>, now: Timestamp) -> Result<(), rusqlite::Error> {
    let oldest = now.0.saturating_sub(i64::try_from(REFRESH_FOR_MS).unwrap_or(i64::MAX));
    db.execute("DELETE FROM session WHERE used_at <= ?1", [oldest])?;
    Ok(())
}

fn draw() -> Result<String, AccountsError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| AccountsError::Hash(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
