//! Reading.

use konsil_centre::Recorded;
use konsil_protocol::domain::{AgentId, CaseId, ConsultationId, EventId, NotAnId, Thread, ThreadRef, Timestamp};
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension, Params, Row, Transaction};

use crate::store::{
    CaseRecord, LogRange, Restored, Slice, StoreError, StoreKey, StoredAnswer,
    stored::{read_answer, read_case, read_event, read_seat},
};

pub(super) fn restore(db: &Transaction<'_>) -> Result<Restored, StoreError> {
    let mut restored = Restored::default();
    let mut statement = db.prepare("SELECT v, counters, body FROM cases WHERE open = 1")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let record = case(db, row)?;
        restored.cases.insert(record.case.id.clone(), record);
    }
    let mut statement = db.prepare("SELECT v, body, agent FROM seats")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        restored.seats.insert(id(row, 2, AgentId::new)?, read_seat(row.get(0)?, text(row, 1)?)?);
    }
    Ok(restored)
}

pub(super) fn load(db: &Transaction<'_>, keys: &[StoreKey]) -> Result<Slice, StoreError> {
    let mut slice = Slice::default();
    for key in keys {
        match key {
            StoreKey::Case(id) => {
                let mut statement = db.prepare_cached("SELECT v, counters, body FROM cases WHERE id = ?1")?;
                let mut rows = statement.query([id.as_str()])?;
                if let Some(row) = rows.next()? {
                    slice.cases.insert(id.clone(), case(db, row)?);
                }
            }
            StoreKey::Seat(id) => {
                let mut statement = db.prepare_cached("SELECT v, body FROM seats WHERE agent = ?1")?;
                let mut rows = statement.query([id.as_str()])?;
                if let Some(row) = rows.next()? {
                    slice.seats.insert(id.clone(), read_seat(row.get(0)?, text(row, 1)?)?);
                }
            }
            StoreKey::Answer((sender, command)) => {
                let mut statement = db.prepare_cached(
                    "SELECT v, body, fingerprint, at FROM answers WHERE sender = ?1 AND command = ?2",
                )?;
                let mut rows = statement.query([sender.as_str(), command.as_str()])?;
                if let Some(row) = rows.next()? {
                    let (answer, fingerprint) = read_answer(row.get(0)?, text(row, 1)?, row.get(2)?)?;
                    let answer = StoredAnswer { fingerprint, at: Timestamp(row.get(3)?), answer };
                    slice.answers.insert((sender.clone(), command.clone()), answer);
                }
            }
            StoreKey::Secret(hash) => {
                let found: Option<String> = db
                    .prepare_cached("SELECT case_id FROM secrets WHERE hash = ?1")?
                    .query_row([hash.0], |row| row.get(0))
                    .optional()?;
                if let Some(found) = found {
                    slice.secrets.insert(*hash, CaseId::new(found).map_err(damaged)?);
                }
            }
        }
    }
    Ok(slice)
}

pub(super) fn log(db: &Connection, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
    let ThreadRef { case, thread } = thread;
    let name = thread_name(thread);
    match range {
        LogRange::After { seq, limit } => events(
            db,
            "SELECT v, body, audience, id, at, version, thread, seq, contact_seq FROM events
             WHERE case_id = ?1 AND thread = ?2 AND seq > ?3 ORDER BY seq LIMIT ?4",
            (case.as_str(), name, clamp(seq), limit),
        ),
        LogRange::Before { seq, limit } => {
            let mut before = events(
                db,
                "SELECT v, body, audience, id, at, version, thread, seq, contact_seq FROM events
                 WHERE case_id = ?1 AND thread = ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4",
                (case.as_str(), name, clamp(seq), limit),
            )?;
            before.reverse();
            Ok(before)
        }
    }
}

/// The contact's numbers never fall in the main thread, and so are found there without an index of their own, which each
/// message would have to write.
pub(super) fn contact_log(
    db: &Transaction<'_>,
    case: &CaseId,
    after: u64,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let passed = passed_by_contact(db, case, after)?;
    events(
        db,
        "SELECT v, body, audience, id, at, version, thread, seq, contact_seq FROM events
         WHERE case_id = ?1 AND thread = 'main' AND seq > ?2 AND contact_seq > ?3 ORDER BY seq LIMIT ?4",
        (case.as_str(), clamp(passed), clamp(after), limit),
    )
}

/// A place in the main thread up to which the contact has no number above `after`, as far on as possible.
fn passed_by_contact(db: &Connection, case: &CaseId, after: u64) -> Result<u64, StoreError> {
    let last: Option<i64> = db
        .prepare_cached("SELECT max(seq) FROM events WHERE case_id = ?1 AND thread = 'main'")?
        .query_row([case.as_str()], |row| row.get(0))?;
    let mut next = db.prepare_cached(
        "SELECT contact_seq FROM events
         WHERE case_id = ?1 AND thread = 'main' AND seq >= ?2 AND contact_seq IS NOT NULL ORDER BY seq LIMIT 1",
    )?;
    // Each of the contact's numbers is at most the event's own.
    let (mut passed, mut beyond) = (after, last.map_or(0, number) + 1);
    while beyond.saturating_sub(passed) > 1 {
        let middle = passed.midpoint(beyond);
        let found: Option<i64> = next.query_row((case.as_str(), clamp(middle)), |row| row.get(0)).optional()?;
        if found.is_some_and(|found| number(found) <= after) {
            passed = middle;
        } else {
            beyond = middle;
        }
    }
    Ok(passed)
}

fn events(db: &Connection, sql: &str, params: impl Params) -> Result<Vec<Recorded>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(event(row)?);
    }
    Ok(events)
}

fn event(row: &Row<'_>) -> Result<Recorded, StoreError> {
    let (event, audience) = read_event(row.get(0)?, text(row, 1)?, text(row, 2)?)?;
    Ok(Recorded {
        id: id(row, 3, EventId::new)?,
        at: Timestamp(row.get(4)?),
        version: number(row.get(5)?),
        thread: thread_of(text(row, 6)?)?,
        seq: number(row.get(7)?),
        contact_seq: row.get::<_, Option<i64>>(8)?.map(number),
        audience,
        event,
    })
}

/// The case as it is now: as it stood when it was written whole, and on from there by its events. In one transaction,
/// or a commit in between would be seen in one thread and not in the other.
fn case(db: &Transaction<'_>, row: &Row<'_>) -> Result<CaseRecord, StoreError> {
    let mut record = read_case(row.get(0)?, text(row, 1)?, text(row, 2)?)?;
    let mut since = Vec::new();
    for thread in record.counters.threads() {
        let seq = record.counters.last(&thread);
        let thread = ThreadRef { case: record.case.id.clone(), thread };
        since.extend(log(db, &thread, LogRange::After { seq, limit: u32::MAX })?);
    }
    since.sort_by_key(|event| event.version);
    since.iter().try_for_each(|event| record.follow(event))?;
    Ok(record)
}

pub(super) fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str, StoreError> {
    row.get_ref(column)?.as_str().map_err(|error: FromSqlError| StoreError::Damaged(error.to_string()))
}

fn id<T>(row: &Row<'_>, column: usize, make: impl FnOnce(String) -> Result<T, NotAnId>) -> Result<T, StoreError> {
    make(row.get(column)?).map_err(damaged)
}

fn damaged(error: NotAnId) -> StoreError {
    StoreError::Damaged(error.to_string())
}

pub(super) fn thread_name(thread: &Thread) -> String {
    match thread {
        Thread::Main => "main".to_owned(),
        Thread::Consultation { consultation } => format!("c:{consultation}"),
    }
}

pub(super) fn thread_of(name: &str) -> Result<Thread, StoreError> {
    match name.strip_prefix("c:") {
        None => Ok(Thread::Main),
        Some(id) => Ok(Thread::Consultation { consultation: ConsultationId::new(id).map_err(damaged)? }),
    }
}

/// SQLite's integers have a sign; ours never reach that far.
pub(super) fn clamp(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn number(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or_default()
}
