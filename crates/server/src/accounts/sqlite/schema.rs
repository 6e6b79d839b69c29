//! The tables of `accounts.sqlite`.

use std::time::Duration;

use rusqlite::Connection;

use crate::accounts::AccountsError;

const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE account (
    agent TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Who an issuer's subject is here. Local logins are issuer 'local', in small letters.
CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    agent TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE TABLE password (
    agent TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    phc TEXT NOT NULL
) STRICT;
-- `generation` is that of the newest refresh token that was used.
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agent TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    generation INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_agent ON session (agent);
-- Tokens are kept as SHA-256: they are random, so there is nothing to guess.
CREATE TABLE refresh (
    hash BLOB PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    first_used_at INTEGER
) STRICT;
CREATE INDEX refresh_session ON refresh (session);
CREATE TABLE access (
    hash BLOB PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX access_session ON access (session);
";

/// How this program talks to SQLite.
pub(super) fn connect(db: Connection) -> Result<Connection, AccountsError> {
    // The command line may be writing at the same time.
    db.busy_timeout(Duration::from_secs(5))?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    Ok(db)
}

/// Makes the tables, or sees that they are those this program knows.
pub(super) fn prepare(db: Connection) -> Result<Connection, AccountsError> {
    let mut db = connect(db)?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > VERSION {
        return Err(AccountsError::NewerSchema { found, known: VERSION });
    }
    if found == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(db)
}
