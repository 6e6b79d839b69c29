//! How far each log is read: which entry is the last, what is missing, what came twice. Pure: entries go in, changes
//! for the desktop and pages to ask for come out.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, EntriesChange, Placed, Rest, Thread, ThreadRef};

use crate::line::{Join, Numbered, Outgoing, Page, ReadTo};

/// Entries in a page, also in one of earlier lines: a reader who scrolls up fast needs more of them than of pages. A
/// backend may give fewer.
const PAGE: u32 = 200;

/// What follows from entries that came.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Step {
    /// For the desktop.
    pub change: Option<EntriesChange>,
    /// For the backend.
    pub ask: Option<Outgoing>,
}

/// The backend contradicts itself: only a new connection, which reads this log anew, helps.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inconsistent;

#[derive(Debug)]
pub(super) struct Logs {
    logs: BTreeMap<ThreadRef, Reading>,
    /// Entries in a page.
    limit: u32,
}

impl Default for Logs {
    fn default() -> Self {
        Self { logs: BTreeMap::new(), limit: PAGE }
    }
}

#[derive(Debug, Default)]
struct Reading {
    last: Option<ReadTo>,
    /// The order key of the first entry that the desktop has.
    first: Option<u64>,
    phase: Phase,
    older_asked: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Something may be missing, and was not asked for.
    #[default]
    Behind,
    Asked,
    /// While the page was under way, an entry came that shows that something is missing.
    AskedAgain,
    /// Read to the end; later entries follow by themselves.
    Live,
}

impl Logs {
    /// A page was too large a frame.
    pub(super) fn ask_for_less(&mut self) {
        self.limit = (self.limit / 4).max(4);
    }

    /// The connection is gone, and with it every answer.
    pub(super) fn cut(&mut self) {
        for reading in self.logs.values_mut() {
            reading.phase = Phase::Behind;
            reading.older_asked = false;
        }
    }

    /// The logs of a case that may be read now; other logs of that case are forgotten.
    pub(super) fn readable(&mut self, case: &CaseId, threads: &[Thread]) -> Vec<Outgoing> {
        self.logs.retain(|log, _| log.case != *case || threads.contains(&log.thread));
        let mut ask = Vec::new();
        for thread in threads {
            let log = ThreadRef { case: case.clone(), thread: thread.clone() };
            let reading = self.logs.entry(log.clone()).or_default();
            if reading.phase == Phase::Behind {
                ask.push(reading.ask(log, self.limit));
            }
        }
        ask
    }

    pub(super) fn gone(&mut self, case: &CaseId) {
        self.logs.retain(|log, _| log.case != *case);
    }

    /// All other cases are gone.
    pub(super) fn keep_only(&mut self, cases: &BTreeSet<CaseId>) {
        self.logs.retain(|log, _| cases.contains(&log.case));
    }

    /// A page of a log came.
    pub(super) fn page(&mut self, log: &ThreadRef, page: Page) -> Result<Step, Inconsistent> {
        let Page { join, entries, later, earlier } = page;
        let Some(reading) = self.logs.get_mut(log) else { return Ok(Step::default()) };
        let again = reading.phase == Phase::AskedAgain;
        let anew = join == Join::Restarts || reading.last.is_none();
        if anew {
            reading.last = None;
            reading.first = None;
        }
        let placed = reading.take(entries).inspect_err(|_| {
            // The next connection begins this log anew.
            reading.last = None;
        })?;
        reading.phase = Phase::Live;
        let ask = (later == Rest::More || again).then(|| reading.ask(log.clone(), self.limit));
        let change = if anew {
            reading.first = placed.first().map(|entry| entry.order);
            Some(EntriesChange::Reset { entries: placed, earlier })
        } else if placed.is_empty() {
            None
        } else {
            Some(EntriesChange::Appended { entries: placed })
        };
        Ok(Step { change, ask })
    }

    /// A live entry came.
    pub(super) fn live(&mut self, log: &ThreadRef, entry: Numbered) -> Step {
        let Some(reading) = self.logs.get_mut(log) else { return Step::default() };
        match reading.take(vec![entry]) {
            Ok(placed) if placed.is_empty() => Step::default(),
            Ok(placed) => Step { change: Some(EntriesChange::Appended { entries: placed }), ask: None },
            Err(Inconsistent) => match reading.phase {
                Phase::Asked | Phase::AskedAgain => {
                    reading.phase = Phase::AskedAgain;
                    Step::default()
                }
                Phase::Behind | Phase::Live => Step { change: None, ask: Some(reading.ask(log.clone(), self.limit)) },
            },
        }
    }

    /// What to ask when the reader scrolls up; nothing while that is under way, or for a log that is not read yet.
    pub(super) fn ask_older(&mut self, log: &ThreadRef) -> Option<Outgoing> {
        let reading = self.logs.get_mut(log)?;
        let before = reading.first?;
        if reading.older_asked {
            return None;
        }
        reading.older_asked = true;
        Some(Outgoing::Older { log: log.clone(), before, limit: self.limit })
    }

    /// Older entries came.
    pub(super) fn older(&mut self, log: &ThreadRef, entries: Vec<Numbered>, earlier: Rest) -> Option<EntriesChange> {
        let reading = self.logs.get_mut(log)?;
        if !std::mem::take(&mut reading.older_asked) {
            return None;
        }
        let first = reading.first?;
        let entries: Vec<Placed> = entries.into_iter().filter(|entry| entry.seq < first).map(placed).collect();
        if let Some(earliest) = entries.first() {
            reading.first = Some(earliest.order);
        }
        Some(EntriesChange::Prepended { entries, earlier })
    }
}

impl Reading {
    fn ask(&mut self, log: ThreadRef, limit: u32) -> Outgoing {
        self.phase = Phase::Asked;
        Outgoing::Page { log, after: self.last.clone(), limit }
    }

    /// Takes what is new, in order. An entry that follows one which is not here leaves everything as it was.
    fn take(&mut self, entries: Vec<Numbered>) -> Result<Vec<Placed>, Inconsistent> {
        let mut at = self.last.as_ref().map(|cursor| cursor.seq);
        let mut taken: Vec<Numbered> = Vec::new();
        for entry in entries {
            match at {
                Some(last) if entry.seq <= last => continue,
                Some(last) if entry.after > last => return Err(Inconsistent),
                Some(_) | None => {}
            }
            at = Some(entry.seq);
            taken.push(entry);
        }
        if let Some(entry) = taken.last() {
            self.last = Some(ReadTo { seq: entry.seq, id: entry.entry.id.clone() });
        }
        Ok(taken.into_iter().map(placed).collect())
    }
}

fn placed(numbered: Numbered) -> Placed {
    Placed { order: numbered.seq, entry: numbered.entry }
}
