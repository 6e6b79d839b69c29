//! The stored forms: which version each row has, and how a row of each version is read.
//!
//! **How a stored form stays what it is.** The rules' types say themselves how they are written (`serde`), because
//! mirroring all sixty of them would be a thousand lines that repeat them field by field. Two things keep a change of a
//! type from becoming a change of what lies on disks:
//! - `sqlite/former.rs` reads every row in `tests/stored/v1`, which the former code wrote, and writes it again: each must
//!   come out byte for byte. Every kind of event, each shape of a case, of a seat and of an answer is among them.
//! - Where a type of the rules or of the wire moves away from its stored form, the form gets a type of its own in
//!   `konsil_centre` (`stored.rs` there), with the conversion beside it.
//!
//! **When a form itself must change**, its version here goes up by one, [`expect`] lets the former version through, and
//! the reader converts what it finds. A row of a newer version than this program knows is [`StoreError::RowNewer`]: nothing
//! is guessed and nothing is dropped.

use konsil_centre::{Audience, CaseEvent, Seat};
use konsil_protocol::wire::agent::Answer;
use serde::de::DeserializeOwned;

use super::{CaseRecord, Counters, Fingerprint, StoreError};

/// The newest version of a row in each table that has stored forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// The version covers both the body and the counters. Version 2 differs from 1 in what the row is: the case as it stood
    /// at some time, after which events may have followed, where version 1 was always the newest state.
    Cases,
    /// The version covers the body and the audience.
    Events,
    Seats,
    /// Version 2 differs from 1 in the rule of the fingerprint; the body is the same.
    Answers,
}

impl Table {
    pub(super) const fn version(self) -> i64 {
        match self {
            Self::Events | Self::Seats => 1,
            Self::Cases | Self::Answers => 2,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Events => "events",
            Self::Seats => "seats",
            Self::Answers => "answers",
        }
    }
}

/// Lets through the versions that this program can read.
fn expect(table: Table, found: i64) -> Result<(), StoreError> {
    let known = table.version();
    if found > known {
        return Err(StoreError::RowNewer { table: table.name(), found, known });
    }
    if found < 1 {
        return Err(StoreError::Damaged(format!("a row of `{}` has no version", table.name())));
    }
    Ok(())
}

/// The case as it stood when the row was written.
pub(super) fn read_case(version: i64, counters: &str, body: &str) -> Result<CaseRecord, StoreError> {
    Ok(CaseRecord { counters: read_counters(version, counters)?, case: read(body)? })
}

pub(super) fn read_counters(version: i64, counters: &str) -> Result<Counters, StoreError> {
    expect(Table::Cases, version)?;
    read(counters)
}

/// How an audience stands in its column.
pub(super) const fn audience_name(audience: &Audience) -> &'static str {
    match audience {
        Audience::Everyone => "everyone",
        Audience::Agents => "agents",
        Audience::Owner => "owner",
        Audience::Record => "record",
    }
}

pub(super) fn read_event(version: i64, body: &str, audience: &str) -> Result<(CaseEvent, Audience), StoreError> {
    expect(Table::Events, version)?;
    let named = |known: &Audience| audience_name(known) == audience;
    let known = [Audience::Everyone, Audience::Agents, Audience::Owner, Audience::Record].into_iter().find(named);
    let audience = known.ok_or_else(|| StoreError::Damaged("an audience that nobody knows".to_owned()))?;
    Ok((read(body)?, audience))
}

pub(super) fn read_seat(version: i64, body: &str) -> Result<Seat, StoreError> {
    expect(Table::Seats, version)?;
    read(body)
}

pub(super) fn read_answer(
    version: i64,
    body: &str,
    fingerprint: [u8; 32],
) -> Result<(Answer, Fingerprint), StoreError> {
    expect(Table::Answers, version)?;
    let fingerprint =
        if version == 1 { Fingerprint::Rewritten(fingerprint) } else { Fingerprint::Arrived(fingerprint) };
    Ok((read(body)?, fingerprint))
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    Ok(serde_json::from_str(body)?)
}
