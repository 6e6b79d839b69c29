//! A store in memory, for simulation and tests: the same promises, as long as the value lives.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use konsil_centre::{Recorded, Seat};
use konsil_protocol::domain::{AgentId, CaseId, ThreadRef, Timestamp};

use super::{
    AnswerKey, CaseRecord, Change, LogRange, Outcome, Restored, SecretHash, Slice, Store, StoreError, StoreKey,
    StoredAnswer,
};

#[derive(Default)]
pub struct MemoryStore {
    tables: Mutex<Tables>,
}

#[derive(Default)]
struct Tables {
    cases: BTreeMap<CaseId, (CaseRecord, IsOpen)>,
    seats: BTreeMap<AgentId, Seat>,
    events: BTreeMap<CaseId, Vec<Recorded>>,
    answers: BTreeMap<AnswerKey, StoredAnswer>,
    secrets: BTreeMap<SecretHash, CaseId>,
}

type IsOpen = bool;

impl MemoryStore {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tables {
    fn fits(&self, change: &Change) -> bool {
        let case_fits = change.case.as_ref().is_none_or(|case| {
            let version = self.cases.get(&case.after.case.id).map_or(0, |(record, _)| record.case.version);
            version == case.expected
        });
        let seats_fit = change
            .seats
            .iter()
            .all(|seat| self.seats.get(&seat.agent).map_or(0, |stored| stored.version) == seat.expected);
        let answer_fits = change.answer.as_ref().is_none_or(|(key, _)| !self.answers.contains_key(key));
        let secret_fits = change.secret.is_none_or(|secret| !self.secrets.contains_key(&secret));
        case_fits && seats_fit && answer_fits && secret_fits
    }

    fn make(&mut self, change: &Change) {
        if let Some(case) = &change.case {
            let id = case.after.case.id.clone();
            if let Some(secret) = change.secret {
                self.secrets.insert(secret, id.clone());
            }
            self.events.entry(id.clone()).or_default().extend(case.events.iter().map(|event| (**event).clone()));
            self.cases.insert(id, ((*case.after).clone(), case.open));
        }
        for seat in &change.seats {
            self.seats.insert(seat.agent.clone(), seat.after.clone());
        }
        if let Some((key, answer)) = &change.answer {
            self.answers.insert(key.clone(), answer.clone());
        }
    }
}

impl Store for MemoryStore {
    fn restore(&self) -> Result<Restored, StoreError> {
        let tables = self.tables();
        let open = tables.cases.iter().filter(|(_, (_, open))| *open);
        let cases = open.map(|(id, (record, _))| (id.clone(), record.clone())).collect();
        Ok(Restored { cases, seats: tables.seats.clone() })
    }

    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        let tables = self.tables();
        let mut slice = Slice::default();
        for key in keys {
            match key {
                StoreKey::Case(id) => {
                    slice.cases.extend(tables.cases.get(id).map(|(record, _)| (id.clone(), record.clone())));
                }
                StoreKey::Seat(id) => slice.seats.extend(tables.seats.get(id).map(|seat| (id.clone(), seat.clone()))),
                StoreKey::Answer(id) => {
                    slice.answers.extend(tables.answers.get(id).map(|answer| (id.clone(), answer.clone())));
                }
                StoreKey::Secret(id) => slice.secrets.extend(tables.secrets.get(id).map(|case| (*id, case.clone()))),
            }
        }
        Ok(slice)
    }

    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        let mut tables = self.tables();
        let mut outcomes = Vec::with_capacity(changes.len());
        for change in changes {
            outcomes.push(if tables.fits(change) {
                tables.make(change);
                Outcome::Committed
            } else {
                Outcome::Conflict
            });
        }
        Ok(outcomes)
    }

    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
        let tables = self.tables();
        let log = tables.events.get(&thread.case).into_iter().flatten().filter(|event| event.thread == thread.thread);
        Ok(match range {
            LogRange::After { seq, limit } => {
                log.filter(|event| event.seq > seq).take(limit as usize).cloned().collect()
            }
            LogRange::Before { seq, limit } => {
                let mut before: Vec<_> = log.filter(|event| event.seq < seq).cloned().collect();
                before.split_off(before.len().saturating_sub(limit as usize))
            }
        })
    }

    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        let tables = self.tables();
        let log = tables.events.get(case).into_iter().flatten();
        Ok(log.filter(|event| event.contact_seq.is_some_and(|n| n > after)).take(limit as usize).cloned().collect())
    }

    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        let mut tables = self.tables();
        let old = tables.answers.iter().filter(|(_, answer)| answer.at < before);
        let mut old: Vec<_> = old.map(|(key, answer)| (answer.at, key.clone())).collect();
        old.sort();
        old.truncate(at_most as usize);
        for (_, key) in &old {
            tables.answers.remove(key);
        }
        Ok(old.len())
    }

    fn blocks(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    super::super::conformance::conformance!(super::MemoryStore::new);
}
