//! Commands that are kept until the server has answered them.

use konsil_protocol::domain::{Command, CommandId, Refusal, Timestamp};
use rusqlite::params;

use super::{Inner, LocalStore, StoreError, schema};

/// What is older is offered to its author, not sent (`behaviour.md` 10.2).
const SENT_WITHIN_MS: u64 = 3 * 24 * 60 * 60 * 1000;

/// A command that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    pub id: CommandId,
    pub command: Command,
    pub at: Timestamp,
}

impl Queued {
    pub(crate) fn is_too_old(&self, now: Timestamp) -> bool {
        now.since_ms(self.at) > SENT_WITHIN_MS
    }
}

/// A command that will not be sent by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub id: CommandId,
    pub command: Command,
    pub at: Timestamp,
    pub why: UnsentWhy,
}

/// Why it was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnsentWhy {
    Refused {
        refusal: Refusal,
    },
    /// Older than three days.
    TooOld,
}

impl LocalStore {
    /// On disk before it returns. The same id again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] if it could not be written: then it is not queued.
    pub fn enqueue(&self, id: &CommandId, command: &Command, at: Timestamp) -> Result<(), StoreError> {
        let inner = self.inner();
        let sealed = inner.sealer.seal(&format!("outbox/{id}"), &serde_json::to_vec(command)?)?;
        inner.db.execute(
            "INSERT OR IGNORE INTO outbox (account, id, at, command) VALUES (?1, ?2, ?3, ?4)",
            params![inner.account()?, id.as_str(), at.0, sealed],
        )?;
        Ok(())
    }

    /// What is to be sent for the agent signed in (last), oldest first. What is too old by `now` is not among it.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn pending(&self, now: Timestamp) -> Result<Vec<Queued>, StoreError> {
        let rows = self.inner().rows()?;
        Ok(rows
            .into_iter()
            .filter_map(|(queued, refusal)| (refusal.is_none() && !queued.is_too_old(now)).then_some(queued))
            .collect())
    }

    /// What was refused, or is too old by `now`; oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn unsent(&self, now: Timestamp) -> Result<Vec<Unsent>, StoreError> {
        let rows = self.inner().rows()?;
        Ok(rows
            .into_iter()
            .filter_map(|(queued, refusal)| {
                let why = match refusal {
                    Some(refusal) => UnsentWhy::Refused { refusal },
                    None if queued.is_too_old(now) => UnsentWhy::TooOld,
                    None => return None,
                };
                let Queued { id, command, at } = queued;
                Some(Unsent { id, command, at, why })
            })
            .collect())
    }

    /// Forgets a command, sent or not.
    ///
    /// # Errors
    /// [`StoreError`] if it could not be written.
    pub fn discard(&self, id: &CommandId) -> Result<(), StoreError> {
        self.inner().db.execute("DELETE FROM outbox WHERE id = ?1", [id.as_str()])?;
        Ok(())
    }

    /// Keeps a command as unsent, with the server's reason.
    pub(crate) fn refuse(&self, id: &CommandId, refusal: &Refusal) -> Result<(), StoreError> {
        let inner = self.inner();
        let sealed = inner.sealer.seal(&format!("refusal/{id}"), &serde_json::to_vec(refusal)?)?;
        inner.db.execute("UPDATE outbox SET refusal = ?2 WHERE id = ?1", params![id.as_str(), sealed])?;
        Ok(())
    }
}

impl Inner {
    /// Empty before the first sign-in.
    fn account(&self) -> Result<String, StoreError> {
        Ok(schema::meta(&self.db, "account")?.unwrap_or_default())
    }

    fn rows(&self) -> Result<Vec<(Queued, Option<Refusal>)>, StoreError> {
        let mut rows = self.db.prepare("SELECT id, at, command, refusal FROM outbox WHERE account = ?1 ORDER BY n")?;
        let rows = rows.query_map([self.account()?], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, Option<Vec<u8>>>(3)?,
            ))
        })?;
        let mut all = Vec::new();
        for row in rows {
            let (id, at, command, refusal) = row?;
            let command = serde_json::from_slice(&self.sealer.open(&format!("outbox/{id}"), &command)?)?;
            let refusal = match refusal {
                Some(sealed) => Some(serde_json::from_slice(&self.sealer.open(&format!("refusal/{id}"), &sealed)?)?),
                None => None,
            };
            let id = CommandId::new(id).map_err(|_| StoreError::Sealed)?;
            all.push((Queued { id, command, at: Timestamp(at) }, refusal));
        }
        Ok(all)
    }
}
