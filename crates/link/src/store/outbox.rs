//! Commands that are kept until the server has answered them. What is kept is the JSON of a command as it was first
//! made, and that is what is sent, however often. A row that cannot be read is set aside, alone.

use konsil_protocol::domain::{Command, CommandId, Refusal, SENT_WITHIN_MS, Timestamp};
use rusqlite::{OptionalExtension as _, Row, params};

use super::error::StoreError;
use super::local::{Inner, LocalStore};
use super::schema;
use super::unreadable::{Remains, Unreadable};

/// The form of the rows that this program writes. Whoever changes what a row means raises it.
const FORM: i64 = 1;

/// A command that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    pub id: CommandId,
    pub command: Command,
    /// The command as it was first made: this is sent, never `command` written again.
    pub json: String,
    pub at: Timestamp,
}

impl Queued {
    /// A command as it is made.
    pub(crate) fn new(id: CommandId, command: Command, at: Timestamp) -> Result<Self, StoreError> {
        let json = serde_json::to_string(&command)?;
        Ok(Self { id, command, json, at })
    }

    pub(crate) fn is_too_old(&self, now: Timestamp) -> bool {
        now.since_ms(self.at) > SENT_WITHIN_MS
    }
}

/// A command that will not be sent by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub id: CommandId,
    pub content: UnsentContent,
    pub at: Timestamp,
    pub why: UnsentWhy,
}

/// What an unsent row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnsentContent {
    Command(Command),
    /// This program cannot read the row as a command.
    Remains(Remains),
}

/// Why it was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnsentWhy {
    Refused {
        refusal: Refusal,
    },
    /// Older than three days.
    TooOld,
    /// It was handed to a backend that cannot repeat safely, and its answer never came: it may have arrived.
    Uncertain,
    Unreadable {
        cause: Unreadable,
    },
}

/// A row as it is on disk.
struct Stored {
    id: CommandId,
    at: Option<Timestamp>,
    content: Result<(Command, String), (Unreadable, Remains)>,
    state: State,
}

enum State {
    Waiting,
    HandedOver,
    Refused(Refusal),
}

impl LocalStore {
    /// On disk before it returns. The same id again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] if it could not be written: then it is not queued.
    pub fn enqueue(&self, id: &CommandId, command: &Command, at: Timestamp) -> Result<(), StoreError> {
        self.enqueue_json(id, &serde_json::to_string(command)?, at)
    }

    pub(crate) fn enqueue_json(&self, id: &CommandId, json: &str, at: Timestamp) -> Result<(), StoreError> {
        let inner = self.inner();
        let sealed = inner.sealer.seal(&format!("outbox/{id}"), json.as_bytes())?;
        inner.db.execute(
            "INSERT OR IGNORE INTO outbox (account, id, at, version, command) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![inner.account()?, id.as_str(), at.0, FORM, sealed],
        )?;
        Ok(())
    }

    /// What is to be sent for the agent signed in (last), oldest first. What is too old by `now`, or set aside for
    /// another reason, is in [`LocalStore::unsent`].
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn pending(&self, now: Timestamp) -> Result<Vec<Queued>, StoreError> {
        let rows = self.inner().rows()?;
        Ok(rows.into_iter().filter_map(Stored::queued).filter(|queued| !queued.is_too_old(now)).collect())
    }

    /// What is not sent by itself; oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn unsent(&self, now: Timestamp) -> Result<Vec<Unsent>, StoreError> {
        let rows = self.inner().rows()?;
        Ok(rows.into_iter().filter_map(|stored| stored.unsent(now)).collect())
    }

    /// One command that waits to be sent.
    pub(crate) fn queued(&self, id: &CommandId) -> Result<Option<Queued>, StoreError> {
        let inner = self.inner();
        let found = inner
            .db
            .query_row(
                "SELECT n, id, at, version, command, refusal, handed_over FROM outbox WHERE account = ?1 AND id = ?2",
                params![inner.account()?, id.as_str()],
                |row| Ok(inner.stored(row)),
            )
            .optional()?;
        Ok(found.transpose()?.and_then(Stored::queued))
    }

    /// Forgets a command, sent or not.
    ///
    /// # Errors
    /// [`StoreError`] if it could not be written.
    pub fn discard(&self, id: &CommandId) -> Result<(), StoreError> {
        self.inner().db.execute("DELETE FROM outbox WHERE id = ?1 OR 'row-' || n = ?1", [id.as_str()])?;
        Ok(())
    }

    /// Keeps a command as unsent, with the server's reason.
    pub(crate) fn refuse(&self, id: &CommandId, refusal: &Refusal) -> Result<(), StoreError> {
        let inner = self.inner();
        let sealed = inner.sealer.seal(&format!("refusal/{id}"), &serde_json::to_vec(refusal)?)?;
        inner.db.execute("UPDATE outbox SET refusal = ?2 WHERE id = ?1", params![id.as_str(), sealed])?;
        Ok(())
    }

    /// The command is about to go to a backend that cannot repeat safely. Until it is answered it is uncertain, also
    /// if the program ends meanwhile.
    pub(crate) fn hand_over(&self, id: &CommandId, at: Timestamp) -> Result<(), StoreError> {
        self.inner().db.execute("UPDATE outbox SET handed_over = ?2 WHERE id = ?1", params![id.as_str(), at.0])?;
        Ok(())
    }

    /// The backend has said that it did not take the command: it waits again.
    pub(crate) fn hand_back(&self, id: &CommandId) -> Result<(), StoreError> {
        self.inner().db.execute("UPDATE outbox SET handed_over = NULL WHERE id = ?1", [id.as_str()])?;
        Ok(())
    }
}

impl Stored {
    fn queued(self) -> Option<Queued> {
        let Self { id, at, content, state } = self;
        match (state, content, at) {
            (State::Waiting, Ok((command, json)), Some(at)) => Some(Queued { id, command, json, at }),
            (State::Waiting | State::HandedOver | State::Refused(_), _, _) => None,
        }
    }

    fn unsent(self, now: Timestamp) -> Option<Unsent> {
        let Self { id, at, content, state } = self;
        let is_too_old = at.is_some_and(|at| now.since_ms(at) > SENT_WITHIN_MS);
        let (content, why) = match (content, state, at) {
            (Err((cause, remains)), _, _) => (UnsentContent::Remains(remains), UnsentWhy::Unreadable { cause }),
            (Ok((command, _)), State::Refused(refusal), _) => {
                (UnsentContent::Command(command), UnsentWhy::Refused { refusal })
            }
            (Ok((command, _)), State::HandedOver, _) => (UnsentContent::Command(command), UnsentWhy::Uncertain),
            // Without its time nobody knows whether it may still be sent.
            (Ok((command, _)), State::Waiting, None) => (UnsentContent::Command(command), UnsentWhy::TooOld),
            (Ok((command, _)), State::Waiting, Some(_)) if is_too_old => {
                (UnsentContent::Command(command), UnsentWhy::TooOld)
            }
            (Ok(_), State::Waiting, Some(_)) => return None,
        };
        Some(Unsent { id, content, at: at.unwrap_or(now), why })
    }
}

impl Inner {
    /// Empty before the first sign-in.
    fn account(&self) -> Result<String, StoreError> {
        Ok(schema::meta(&self.db, "account")?.unwrap_or_default())
    }

    fn rows(&self) -> Result<Vec<Stored>, StoreError> {
        let mut rows = self.db.prepare(
            "SELECT n, id, at, version, command, refusal, handed_over FROM outbox WHERE account = ?1 ORDER BY n",
        )?;
        let rows = rows.query_map([self.account()?], |row| Ok(self.stored(row)))?;
        let mut all = Vec::new();
        for row in rows {
            all.push(row??);
        }
        Ok(all)
    }

    /// Reads each column for itself, so that a damaged one costs no more than its own row.
    fn stored(&self, row: &Row<'_>) -> Result<Stored, StoreError> {
        let n: i64 = row.get(0)?;
        let name = row.get::<_, String>(1).ok().and_then(|id| CommandId::new(id).ok());
        // Under this name it can be shown and discarded.
        let id = match name {
            Some(name) => name,
            None => CommandId::new(format!("row-{n}")).map_err(|_| StoreError::Sealed)?,
        };
        let opened = row
            .get::<_, Vec<u8>>(4)
            .ok()
            .and_then(|sealed| self.sealer.open(&format!("outbox/{id}"), &sealed).ok())
            .and_then(|json| String::from_utf8(json).ok());
        let content = match opened {
            None => Err((Unreadable::Damaged, Remains::default())),
            Some(json) if row.get::<_, i64>(3).is_ok_and(|version| version > FORM) => {
                Err((Unreadable::Newer, Remains::of(&json)))
            }
            Some(json) => match serde_json::from_str(&json) {
                Ok(command) => Ok((command, json)),
                Err(_) => Err(Remains::why(&json)),
            },
        };
        if let Err((cause, _)) = &content {
            tracing::warn!(%id, ?cause, "a row of the outbox cannot be read and is set aside");
        }
        let state = match (row.get::<_, Option<Vec<u8>>>(5), row.get::<_, Option<i64>>(6)) {
            (Ok(None), Ok(None)) => State::Waiting,
            (Ok(None), Ok(Some(_)) | Err(_)) => State::HandedOver,
            (Ok(Some(sealed)), _) => State::Refused(self.refusal(&id, &sealed)),
            (Err(_), _) => State::Refused(unknown_refusal()),
        };
        Ok(Stored { id, at: row.get(2).ok().map(Timestamp), content, state })
    }

    /// That it was refused stays true, whatever the reason was.
    fn refusal(&self, id: &CommandId, sealed: &[u8]) -> Refusal {
        let opened = self.sealer.open(&format!("refusal/{id}"), sealed).ok();
        opened.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_else(unknown_refusal)
    }
}

fn unknown_refusal() -> Refusal {
    Refusal::Unsupported { code: "unreadable".to_owned() }
}
