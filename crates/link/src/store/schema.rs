//! Tables, their versions, and the key that opens the values.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::seal::{KEY_BYTES, Sealer, fill_random};
use crate::keys::{KeyPlace, Keys};

const SCHEMA: i64 = 2;
const KEY_NAME: &str = "store";
const CHECK: &str = "konsil";

const FIRST: &str = "BEGIN;
     CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
     CREATE TABLE checks (key TEXT PRIMARY KEY, value BLOB NOT NULL);
     CREATE TABLE settings (key TEXT PRIMARY KEY, value BLOB NOT NULL);
     CREATE TABLE drafts (place TEXT PRIMARY KEY, draft BLOB NOT NULL);
     CREATE TABLE outbox (
         n INTEGER PRIMARY KEY AUTOINCREMENT,
         account TEXT NOT NULL,
         id TEXT NOT NULL UNIQUE,
         at INTEGER NOT NULL,
         command BLOB NOT NULL,
         refusal BLOB
     );
     PRAGMA user_version = 1;
     COMMIT;";

/// Each row says in which form its value is. Of settings and drafts, rows of several forms lie beside each other.
const SECOND: &str = "BEGIN;
     ALTER TABLE outbox ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
     ALTER TABLE outbox ADD COLUMN handed_over INTEGER;
     ALTER TABLE settings RENAME TO settings_1;
     CREATE TABLE settings (
         key TEXT NOT NULL, version INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (key, version)
     );
     INSERT INTO settings (key, version, value) SELECT key, 1, value FROM settings_1;
     DROP TABLE settings_1;
     ALTER TABLE drafts RENAME TO drafts_1;
     CREATE TABLE drafts (
         place TEXT NOT NULL, version INTEGER NOT NULL, draft BLOB NOT NULL, PRIMARY KEY (place, version)
     );
     INSERT INTO drafts (place, version, draft) SELECT place, 1, draft FROM drafts_1;
     DROP TABLE drafts_1;
     PRAGMA user_version = 2;
     COMMIT;";

pub(super) fn prepare(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let found: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known: SCHEMA });
    }
    if found < 1 {
        db.execute_batch(FIRST)?;
    }
    if found < 2 {
        db.execute_batch(SECOND)?;
    }
    Ok(())
}

pub(super) fn meta(db: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional()?)
}

pub(super) fn set_meta(db: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", params![key, value])?;
    Ok(())
}

/// Finds the key, or makes one for a new store. A store whose key was put into the system's key store is never
/// opened with another one, even while that key store does not answer: its texts would be lost.
pub(super) fn unlock(db: &Connection, keys: Keys, dir: &Path) -> Result<(KeyPlace, Sealer), StoreError> {
    let owner = match meta(db, "owner")? {
        Some(owner) => owner,
        None => {
            let owner = uuid::Uuid::new_v4().simple().to_string();
            set_meta(db, "owner", &owner)?;
            owner
        }
    };
    let mut place = match meta(db, "keys")?.as_deref() {
        Some("system") => KeyPlace::system(&owner),
        Some("file") => {
            if keys == Keys::System {
                tracing::warn!("no key store answers on this system, or none did at first: secrets are in keys.json");
            }
            KeyPlace::file(dir)
        }
        Some(_) | None => KeyPlace::choose(keys, dir, &owner),
    };
    let check: Option<Vec<u8>> =
        db.query_row("SELECT value FROM checks WHERE key = 'key'", [], |row| row.get(0)).optional()?;
    if let Some(check) = check {
        let key = place.get(KEY_NAME)?.ok_or(StoreError::Sealed)?;
        let sealer = Sealer::new(&key)?;
        sealer.open(CHECK, &check)?;
        return Ok((place, sealer));
    }
    let mut key = [0; KEY_BYTES];
    fill_random(&mut key)?;
    place.set(KEY_NAME, &key)?;
    let sealer = Sealer::new(&key)?;
    set_meta(
        db,
        "keys",
        match place {
            KeyPlace::System { .. } => "system",
            KeyPlace::File { .. } => "file",
            KeyPlace::Memory { .. } => "memory",
        },
    )?;
    db.execute("INSERT INTO checks (key, value) VALUES ('key', ?1)", params![sealer.seal(CHECK, CHECK.as_bytes())?])?;
    Ok((place, sealer))
}
