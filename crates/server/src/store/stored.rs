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
    /// The version covers both the body and the counters.
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
            Self::Cases | Self::Events | Self::Seats => 1,
            Self::Answers => 2,
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

pub(super) fn read_case(version: i64, counters: &str, body: &str) -> Result<CaseRecord, StoreError> {
    expect(Table::Cases, version)?;
    Ok(CaseRecord { counters: read::<Counters>(counters)?, case: read(body)? })
}

pub(super) fn read_event(version: i64, body: &str, audience: &str) -> Result<(CaseEvent, Audience), StoreError> {
    expect(Table::Events, version)?;
    Ok((read(body)?, serde_json::from_value(serde_json::Value::from(audience))?))
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
