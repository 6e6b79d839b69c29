//! The plain data that a store takes and gives back.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use konsil_centre::{Case, Recorded, Seat, evolve};
use konsil_protocol::{
    domain::{AgentId, CaseId, CommandId, ConsultationId, Thread, Timestamp},
    wire::agent::Answer,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Fingerprint, StoreError};

/// A case and how far its logs are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    pub case: Case,
    pub counters: Counters,
}

impl CaseRecord {
    /// Goes one event on: the case and its counters as they were after this event of its logs.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if it is not the next one.
    pub fn follow(&mut self, event: &Recorded) -> Result<(), StoreError> {
        evolve(&mut self.case, event.at, &event.event);
        let seq = self.counters.next(&event.thread);
        self.counters.contact = event.contact_seq.unwrap_or(self.counters.contact);
        if (self.case.version, seq) == (event.version, event.seq) {
            Ok(())
        } else {
            Err(StoreError::Damaged(format!("an event is missing before version {} of a case", event.version)))
        }
    }
}

/// The last number given in each log of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counters {
    pub main: u64,
    pub consultations: BTreeMap<ConsultationId, u64>,
    pub contact: u64,
}

impl Counters {
    /// The next number of that thread.
    pub fn next(&mut self, thread: &Thread) -> u64 {
        let last = match thread {
            Thread::Main => &mut self.main,
            Thread::Consultation { consultation } => self.consultations.entry(consultation.clone()).or_default(),
        };
        *last += 1;
        *last
    }

    /// The threads that have a number.
    pub fn threads(&self) -> impl Iterator<Item = Thread> {
        let consultations = self.consultations.keys();
        std::iter::once(Thread::Main).chain(consultations.map(|id| Thread::Consultation { consultation: id.clone() }))
    }

    /// The last number of that thread, 0 if it has none.
    #[must_use]
    pub fn last(&self, thread: &Thread) -> u64 {
        match thread {
            Thread::Main => self.main,
            Thread::Consultation { consultation } => self.consultations.get(consultation).copied().unwrap_or_default(),
        }
    }
}

/// SHA-256 of a contact's secret. The secret itself is kept by the contact's page alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretHash(pub [u8; 32]);

impl SecretHash {
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

pub type AnswerKey = (AgentId, CommandId);

/// What was answered to a command, kept for repetitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    pub fingerprint: Fingerprint,
    pub at: Timestamp,
    pub answer: Answer,
}

/// One decision, made as one: all of it or nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    pub case: Option<CaseChange>,
    /// In the order of the agents' ids.
    pub seats: Vec<SeatChange>,
    pub answer: Option<(AnswerKey, StoredAnswer)>,
    /// The secret of a chat that is being opened.
    pub secret: Option<SecretHash>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CaseChange {
    /// The case's version before; 0 for one that is not there yet.
    pub expected: u64,
    pub after: Arc<CaseRecord>,
    /// Whether anybody can still do or see anything in it; if not, a starting server leaves it on disk.
    pub open: bool,
    pub events: Vec<Arc<Recorded>>,
}

/// Only the newest state of a seat is kept: nothing here can be added up to how fast somebody works.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatChange {
    pub agent: AgentId,
    pub expected: u64,
    pub after: Seat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Committed,
    /// Somebody else was faster, or these were stale: load and decide again.
    Conflict,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoreKey {
    Case(CaseId),
    Seat(AgentId),
    Answer(AnswerKey),
    Secret(SecretHash),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slice {
    pub cases: BTreeMap<CaseId, CaseRecord>,
    pub seats: BTreeMap<AgentId, Seat>,
    pub answers: BTreeMap<AnswerKey, StoredAnswer>,
    pub secrets: BTreeMap<SecretHash, CaseId>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Restored {
    pub cases: BTreeMap<CaseId, CaseRecord>,
    pub seats: BTreeMap<AgentId, Seat>,
}

/// Which part of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogRange {
    /// The first `limit` events after that number.
    After { seq: u64, limit: u32 },
    /// The last `limit` events before that number.
    Before { seq: u64, limit: u32 },
}

impl Change {
    /// The keys whose state this change builds on.
    #[must_use]
    pub fn keys(&self) -> BTreeSet<StoreKey> {
        let case = self.case.iter().map(|change| StoreKey::Case(change.after.case.id.clone()));
        let seats = self.seats.iter().map(|seat| StoreKey::Seat(seat.agent.clone()));
        case.chain(seats).collect()
    }
}
