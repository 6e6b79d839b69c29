//! The tables, and which version of them a file has.

use rusqlite::{Connection, TransactionBehavior};

use crate::store::StoreError;

/// The schema that this program writes.
pub(super) const SCHEMA: i64 = 4;

const TABLES: &str = "
-- counters and body are the case as it stood at that version; what has happened since stands in events. open is always
-- that of now.
CREATE TABLE cases (
    id       TEXT PRIMARY KEY NOT NULL,
    version  INTEGER NOT NULL,
    open     INTEGER NOT NULL,
    counters TEXT NOT NULL,
    v        INTEGER NOT NULL,
    body     TEXT NOT NULL
) STRICT;
CREATE INDEX cases_open ON cases (id) WHERE open = 1;

CREATE TABLE seats (
    agent   TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    v       INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;

-- Rows of events and answers lie in the order in which they were written, those of one commit side by side; only the
-- short entries of their keys are spread over the file.
-- thread: 'main', or 'c:' and the consultation's id. contact_seq: in 'main' only, and never falls there.
CREATE TABLE events (
    case_id     TEXT NOT NULL,
    thread      TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    contact_seq INTEGER,
    id          TEXT NOT NULL,
    at          INTEGER NOT NULL,
    audience    TEXT NOT NULL,
    v           INTEGER NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (case_id, thread, seq)
) STRICT;

CREATE TABLE answers (
    sender      TEXT NOT NULL,
    command     TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    at          INTEGER NOT NULL,
    body        TEXT NOT NULL,
    v           INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (sender, command)
) STRICT;

CREATE TABLE secrets (
    hash    BLOB PRIMARY KEY NOT NULL,
    case_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// The step from each schema to the next: the first leads from 1 to 2.
const STEPS: [&str; 3] = [
    "ALTER TABLE answers ADD COLUMN v INTEGER NOT NULL DEFAULT 1",
    "DROP INDEX events_contact",
    "ALTER TABLE events RENAME TO former_events;
     CREATE TABLE events (
         case_id     TEXT NOT NULL,
         thread      TEXT NOT NULL,
         seq         INTEGER NOT NULL,
         version     INTEGER NOT NULL,
         contact_seq INTEGER,
         id          TEXT NOT NULL,
         at          INTEGER NOT NULL,
         audience    TEXT NOT NULL,
         v           INTEGER NOT NULL,
         body        TEXT NOT NULL,
         PRIMARY KEY (case_id, thread, seq)
     ) STRICT;
     INSERT INTO events (case_id, thread, seq, version, contact_seq, id, at, audience, v, body)
         SELECT case_id, thread, seq, version, contact_seq, id, at, audience, v, body FROM former_events;
     DROP TABLE former_events;

     DROP INDEX answers_at;
     ALTER TABLE answers RENAME TO former_answers;
     CREATE TABLE answers (
         sender      TEXT NOT NULL,
         command     TEXT NOT NULL,
         fingerprint BLOB NOT NULL,
         at          INTEGER NOT NULL,
         body        TEXT NOT NULL,
         v           INTEGER NOT NULL DEFAULT 1,
         PRIMARY KEY (sender, command)
     ) STRICT;
     INSERT INTO answers (sender, command, fingerprint, at, body, v)
         SELECT sender, command, fingerprint, at, body, v FROM former_answers ORDER BY at;
     DROP TABLE former_answers;",
];

/// Makes the tables of a new file, and brings those of a former schema up to this program's, in one transaction.
///
/// # Errors
/// [`StoreError::SchemaNewer`] for a file of a newer version; it is left as it is.
pub(super) fn prepare(db: &mut Connection) -> Result<(), StoreError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > SCHEMA {
        return Err(StoreError::SchemaNewer { found, known: SCHEMA });
    }
    if found == 0 {
        tx.execute_batch(TABLES)?;
    } else {
        for (from, step) in (1..).zip(STEPS) {
            if found <= from {
                tx.execute_batch(step)?;
            }
        }
    }
    tx.pragma_update(None, "user_version", SCHEMA)?;
    tx.commit()?;
    Ok(())
}
