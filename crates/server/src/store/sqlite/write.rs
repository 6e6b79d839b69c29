//! Writing, within one transaction.

use konsil_protocol::domain::Timestamp;
use rusqlite::{OptionalExtension, Transaction};

use super::{
    read::{clamp, thread_name},
    tips::Tips,
};
use crate::store::{
    CaseChange, Change, Fingerprint, StoreError,
    stored::{Table, audience_name},
};

/// Whether the store still has the versions on which the change was decided.
pub(super) fn fits(tx: &Transaction<'_>, tips: &mut Tips, change: &Change) -> Result<bool, StoreError> {
    if let Some(case) = &change.case
        && tips.of(tx, &case.after.case.id)?.version != case.expected
    {
        return Ok(false);
    }
    for seat in &change.seats {
        let version: Option<i64> = tx
            .prepare_cached("SELECT version FROM seats WHERE agent = ?1")?
            .query_row([seat.agent.as_str()], |row| row.get(0))
            .optional()?;
        if version.unwrap_or_default() != clamp(seat.expected) {
            return Ok(false);
        }
    }
    if let Some(((sender, command), _)) = &change.answer
        && tx
            .prepare_cached("SELECT 1 FROM answers WHERE sender = ?1 AND command = ?2")?
            .exists([sender.as_str(), command.as_str()])?
    {
        return Ok(false);
    }
    if let Some(secret) = &change.secret
        && tx.prepare_cached("SELECT 1 FROM secrets WHERE hash = ?1")?.exists([secret.0])?
    {
        return Ok(false);
    }
    Ok(true)
}

pub(super) fn make(tx: &Transaction<'_>, tips: &mut Tips, change: &Change) -> Result<(), StoreError> {
    if let Some(case) = &change.case {
        if let Some(secret) = &change.secret {
            tx.prepare_cached("INSERT INTO secrets (hash, case_id) VALUES (?1, ?2)")?
                .execute((secret.0, case.after.case.id.as_str()))?;
        }
        make_case(tx, tips, case)?;
    }
    for seat in &change.seats {
        tx.prepare_cached(
            "INSERT INTO seats (agent, version, v, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (agent) DO UPDATE SET version = excluded.version, v = excluded.v, body = excluded.body",
        )?
        .execute((
            seat.agent.as_str(),
            clamp(seat.after.version),
            Table::Seats.version(),
            serde_json::to_string(&seat.after)?,
        ))?;
    }
    if let Some(((sender, command), stored)) = &change.answer {
        let (version, fingerprint) = match stored.fingerprint {
            Fingerprint::Arrived(hash) => (Table::Answers.version(), hash),
            Fingerprint::Rewritten(hash) => (1, hash),
        };
        tx.prepare_cached(
            "INSERT INTO answers (sender, command, fingerprint, at, body, v) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            sender.as_str(),
            command.as_str(),
            fingerprint,
            stored.at.0,
            serde_json::to_string(&stored.answer)?,
            version,
        ))?;
    }
    Ok(())
}

/// The events, and the case's whole state now and then: what stands there is brought up to date from the events by whoever
/// reads it.
fn make_case(tx: &Transaction<'_>, tips: &mut Tips, change: &CaseChange) -> Result<(), StoreError> {
    let id = change.after.case.id.as_str();
    let tip = tips.of(tx, &change.after.case.id)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO events (case_id, thread, seq, version, contact_seq, id, at, audience, v, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for event in &change.events {
        insert.execute((
            id,
            thread_name(&event.thread),
            clamp(event.seq),
            clamp(event.version),
            event.contact_seq.map(clamp),
            event.id.as_str(),
            event.at.0,
            audience_name(&event.audience),
            Table::Events.version(),
            serde_json::to_string(&event.event)?,
        ))?;
    }
    let whole = tip.asks_for_whole(change);
    if whole {
        write_whole(tx, change)?;
    }
    tips.wrote(change, tip, whole);
    Ok(())
}

fn write_whole(tx: &Transaction<'_>, change: &CaseChange) -> Result<(), StoreError> {
    let record = &change.after;
    tx.prepare_cached(
        "INSERT INTO cases (id, version, open, counters, v, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, open = excluded.open,
             counters = excluded.counters, v = excluded.v, body = excluded.body",
    )?
    .execute((
        record.case.id.as_str(),
        clamp(record.case.version),
        change.open,
        serde_json::to_string(&record.counters)?,
        Table::Cases.version(),
        serde_json::to_string(&record.case)?,
    ))?;
    Ok(())
}

/// Rows lie in the order in which they were written: the first that is not old enough ends the search.
pub(super) fn forget_answers(tx: Transaction<'_>, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
    let old = {
        let mut oldest = tx.prepare_cached("SELECT rowid, at FROM answers ORDER BY rowid LIMIT ?1")?;
        let read = oldest.query_map([at_most], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        let rows = read.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().take_while(|(_, at)| *at < before.0).last()
    };
    let Some((last, _)) = old else { return Ok(0) };
    let forgotten = tx.execute("DELETE FROM answers WHERE rowid <= ?1", [last])?;
    tx.commit()?;
    Ok(forgotten)
}
