//! How far each case has come since its whole state was written. There is one writer, so that what it has written need not
//! be asked of the database again.

use std::collections::HashMap;

use konsil_protocol::domain::CaseId;
use rusqlite::{Connection, OptionalExtension};

use super::read::{clamp, number, text, thread_name};
use crate::store::{CaseChange, StoreError, stored::read_counters};

/// A case's state is written whole after so many events at the latest; all that follows it is read again when the case
/// is loaded.
pub(super) const WHOLE_EVERY: u64 = 64;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tip {
    /// Of the newest event; 0: there is no such case.
    pub(super) version: u64,
    /// Of the whole state that is stored.
    whole: u64,
    open: bool,
}

impl Tip {
    /// Whether the state must be written whole with this change. It must, too, where reading would not find by itself
    /// what has happened since: an event in a thread that the stored counters do not know, or another word on whether
    /// the case is open.
    pub(super) fn asks_for_whole(&self, change: &CaseChange) -> bool {
        let begins_thread = change.events.iter().any(|event| event.seq == 1);
        self.version == 0
            || self.open != change.open
            || begins_thread
            || change.after.case.version >= self.whole + WHOLE_EVERY
    }
}

/// The tips of open cases that were asked for before.
#[derive(Default)]
pub(super) struct Tips(HashMap<CaseId, Tip>);

impl Tips {
    pub(super) fn of(&mut self, db: &Connection, id: &CaseId) -> Result<Tip, StoreError> {
        if let Some(known) = self.0.get(id) {
            return Ok(*known);
        }
        let tip = stored(db, id)?;
        if tip.open {
            self.0.insert(id.clone(), tip);
        }
        Ok(tip)
    }

    /// After the change was written, in whole or by its events alone.
    pub(super) fn wrote(&mut self, change: &CaseChange, before: Tip, whole: bool) {
        let id = &change.after.case.id;
        let version = change.after.case.version;
        let tip = Tip { version, whole: if whole { version } else { before.whole }, open: change.open };
        if !tip.open {
            self.0.remove(id);
        } else if let Some(known) = self.0.get_mut(id) {
            *known = tip;
        } else {
            self.0.insert(id.clone(), tip);
        }
    }

    /// What was written has not become true.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

fn stored(db: &Connection, id: &CaseId) -> Result<Tip, StoreError> {
    let mut statement = db.prepare_cached("SELECT version, open, v, counters FROM cases WHERE id = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    let Some(row) = rows.next()? else { return Ok(Tip::default()) };
    let whole = number(row.get(0)?);
    let counters = read_counters(row.get(2)?, text(row, 3)?)?;
    let mut tip = Tip { version: whole, whole, open: row.get(1)? };
    for thread in counters.threads() {
        let last: Option<i64> = db
            .prepare_cached("SELECT max(seq) FROM events WHERE case_id = ?1 AND thread = ?2 AND seq > ?3")?
            .query_row((id.as_str(), thread_name(&thread), clamp(counters.last(&thread))), |row| row.get(0))
            .optional()?
            .flatten();
        tip.version += last.map_or(0, |last| number(last).saturating_sub(counters.last(&thread)));
    }
    Ok(tip)
}
