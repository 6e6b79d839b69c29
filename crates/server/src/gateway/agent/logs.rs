//! Reading a thread's log for one agent: pages from the store, live entries after the last page.

use std::collections::BTreeMap;

use konsil_centre::{Case, Recorded, Viewer, entry, may_see, viewer};
use konsil_protocol::{
    domain::{AgentId, CaseId, Entry, ThreadRef},
    wire::{Cursor, MAX_CATCH_UP, MAX_FRAME_BYTES, MAX_PAGE, TAIL, agent::Numbered},
};

use crate::store::{LogRange, Store, StoreError};

/// Of an event's id, in a cursor.
const TAG_CHARS: usize = 8;
/// Events read from the store at once.
const CHUNK: u32 = 256;
/// Rows read at once at least.
const FEWEST_ROWS: u32 = 16;
/// A page of long messages ends here, before it is too big for a frame; one entry always fits.
const MAX_PAGE_BYTES: usize = MAX_FRAME_BYTES * 3 / 4;

/// A part of a log as one agent sees it.
#[derive(Debug, PartialEq)]
pub(super) struct Page {
    pub(super) reset: bool,
    pub(super) entries: Vec<Numbered>,
    pub(super) more: bool,
    pub(super) older: bool,
    /// The last event that was looked at, visible or not.
    read_to: u64,
    /// The last event that this agent has.
    last: u64,
}

/// The logs that are read to their end.
#[derive(Default)]
pub(super) struct LiveLogs {
    logs: BTreeMap<ThreadRef, Position>,
}

struct Position {
    read_to: u64,
    last: u64,
    /// Entries after the end of the agent's part were passed over.
    former: bool,
}

impl LiveLogs {
    /// A page was sent: later events of that log follow by themselves, if it was the last.
    pub(super) fn paged(&mut self, log: &ThreadRef, viewer: &Viewer, page: &Page) {
        if page.more {
            self.logs.remove(log);
        } else {
            let former = is_former(viewer);
            self.logs.insert(log.clone(), Position { read_to: page.read_to, last: page.last, former });
        }
    }

    /// Logs of a case that the agent may read again, after a time in which it could not, with the last event it has of
    /// each: what was passed over is owed to it now.
    pub(super) fn owed(&self, case: &Case, agent: &AgentId) -> Vec<(ThreadRef, Viewer, u64)> {
        let former = self.logs.iter().filter(|(log, position)| log.case == case.id && position.former);
        let viewers = former.filter_map(|(log, position)| {
            let viewer = viewer(case, agent, &log.thread)?;
            Some((log.clone(), viewer, position.last))
        });
        viewers.filter(|(_, viewer, _)| !is_former(viewer)).collect()
    }

    pub(super) fn forget(&mut self, case: &CaseId) {
        self.logs.retain(|log, _| log.case != *case);
    }

    /// The event as a live entry, if its log is live, the event is not in the page already, and the agent may see it.
    pub(super) fn live(&mut self, case: &Case, agent: &AgentId, event: &Recorded) -> Option<(ThreadRef, Numbered)> {
        let log = ThreadRef { case: case.id.clone(), thread: event.thread.clone() };
        let position = self.logs.get_mut(&log)?;
        if event.seq <= position.read_to {
            return None;
        }
        position.read_to = event.seq;
        let viewer = viewer(case, agent, &event.thread)?;
        position.former = is_former(&viewer);
        let entry = visible(&viewer, event)?;
        let after = std::mem::replace(&mut position.last, event.seq);
        Some((log, Numbered { after, seq: event.seq, entry }))
    }
}

fn is_former(viewer: &Viewer) -> bool {
    match viewer {
        Viewer::Former { .. } => true,
        Viewer::Contact
        | Viewer::Member { .. }
        | Viewer::ConsultTarget { .. }
        | Viewer::Consulting { .. }
        | Viewer::Supervisor { .. } => false,
    }
}

fn visible(viewer: &Viewer, event: &Recorded) -> Option<Entry> {
    if may_see(viewer, event) { entry(event) } else { None }
}

/// What it takes in a frame, some bytes for its place included.
fn size(entry: &Entry) -> usize {
    serde_json::to_vec(entry).map_or(0, |bytes| bytes.len()) + 64
}

/// What follows in the log after the reader's cursor; or its tail, if there is none or it is of no use.
pub(super) fn page(
    store: &dyn Store,
    log: &ThreadRef,
    viewer: &Viewer,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page, StoreError> {
    let limit = limit.clamp(1, MAX_PAGE);
    match cursor {
        Some(cursor) if is_good(store, log, cursor)? => forward(store, log, viewer, cursor.seq, limit),
        Some(_) | None => {
            let tail = backward(store, log, viewer, i64::MAX.unsigned_abs(), limit.min(TAIL))?;
            Ok(Page { reset: true, ..tail })
        }
    }
}

/// The last entries before a number.
pub(super) fn older(
    store: &dyn Store,
    log: &ThreadRef,
    viewer: &Viewer,
    before: u64,
    limit: u32,
) -> Result<Page, StoreError> {
    backward(store, log, viewer, before, limit.clamp(1, MAX_PAGE))
}

fn is_good(store: &dyn Store, log: &ThreadRef, cursor: &Cursor) -> Result<bool, StoreError> {
    let Some(before) = cursor.seq.checked_sub(1) else { return Ok(false) };
    let there = store.log(log, LogRange::After { seq: before, limit: 1 })?;
    let known = there.first().is_some_and(|event| {
        event.seq == cursor.seq && event.id.as_str().get(..TAG_CHARS) == Some(cursor.tag.as_str())
    });
    if !known {
        return Ok(false);
    }
    let newest = store.log(log, LogRange::Before { seq: i64::MAX.unsigned_abs(), limit: 1 })?;
    Ok(newest.first().is_none_or(|event| event.seq - cursor.seq <= MAX_CATCH_UP))
}

/// What follows in the log after that event.
pub(super) fn after(store: &dyn Store, log: &ThreadRef, viewer: &Viewer, last: u64) -> Result<Page, StoreError> {
    forward(store, log, viewer, last, MAX_PAGE)
}

/// How many rows are read for a page that still lacks some of its entries: those, and one more to know whether there is
/// more. Not fewer than a handful, because some rows are lines for nobody.
fn rows_for(limit: u32, have: usize) -> u32 {
    let lack = limit.saturating_sub(u32::try_from(have).unwrap_or(u32::MAX));
    lack.saturating_add(1).clamp(FEWEST_ROWS, CHUNK)
}

fn forward(store: &dyn Store, log: &ThreadRef, viewer: &Viewer, from: u64, limit: u32) -> Result<Page, StoreError> {
    let mut page = Page { reset: false, entries: Vec::new(), more: false, older: from > 0, read_to: from, last: from };
    let mut bytes = 0;
    loop {
        let read = rows_for(limit, page.entries.len());
        let chunk = store.log(log, LogRange::After { seq: page.read_to, limit: read })?;
        let whole = chunk.len() < read as usize;
        for event in chunk {
            let entry = visible(viewer, &event);
            bytes += entry.as_ref().map_or(0, size);
            if page.entries.len() >= limit as usize || (bytes > MAX_PAGE_BYTES && !page.entries.is_empty()) {
                page.more = true;
                return Ok(page);
            }
            page.read_to = event.seq;
            if let Some(entry) = entry {
                page.entries.push(Numbered { after: page.last, seq: event.seq, entry });
                page.last = event.seq;
            }
        }
        if whole {
            return Ok(page);
        }
    }
}

fn backward(store: &dyn Store, log: &ThreadRef, viewer: &Viewer, before: u64, limit: u32) -> Result<Page, StoreError> {
    let mut newest_first = Vec::new();
    let mut bytes = 0;
    let (mut at, mut read_to, mut older) = (before, None, false);
    'read: loop {
        let read = rows_for(limit, newest_first.len());
        let chunk = store.log(log, LogRange::Before { seq: at, limit: read })?;
        let whole = chunk.len() < read as usize;
        for event in chunk.into_iter().rev() {
            read_to.get_or_insert(event.seq);
            at = event.seq;
            let Some(entry) = visible(viewer, &event) else { continue };
            bytes += size(&entry);
            if newest_first.len() >= limit as usize || (bytes > MAX_PAGE_BYTES && !newest_first.is_empty()) {
                older = true;
                break 'read;
            }
            newest_first.push((event.seq, entry));
        }
        if whole {
            break;
        }
    }
    let mut after = if older { at } else { 0 };
    let mut entries = Vec::with_capacity(newest_first.len());
    for (seq, entry) in newest_first.into_iter().rev() {
        entries.push(Numbered { after: std::mem::replace(&mut after, seq), seq, entry });
    }
    Ok(Page { reset: false, entries, more: false, older, read_to: read_to.unwrap_or_default(), last: after })
}
