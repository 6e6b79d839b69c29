//! What the desk wants kept, and what of it the disk has not taken yet: that is tried again until it has.

use std::collections::BTreeMap;
use std::mem::discriminant;

use konsil_desk::{KeptContact, KeptDraft, KeptSilenced, KeptTargets, KeptWords, Settings};
use konsil_protocol::domain::{CaseId, CommandId, ThreadRef};
use tokio::time::{Duration, Instant};

/// How long after a try in vain the next one waits.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Something to be kept on this computer.
#[derive(Debug)]
pub(crate) enum Record {
    Draft { thread: ThreadRef, draft: Option<KeptDraft> },
    Discarded { id: CommandId },
    Contacts { contacts: BTreeMap<CaseId, KeptContact> },
    Targets { targets: KeptTargets },
    Silenced { silenced: KeptSilenced },
    Words { words: KeptWords },
    Settings { settings: Box<Settings> },
}

impl Record {
    /// Both have the same place, and the newer one counts.
    fn has_the_place_of(&self, other: &Self) -> bool {
        let same = match (self, other) {
            (Self::Draft { thread, .. }, Self::Draft { thread: other, .. }) => thread == other,
            (Self::Discarded { id }, Self::Discarded { id: other }) => id == other,
            (Self::Silenced { silenced }, Self::Silenced { silenced: other }) => silenced.is_of_the_same(other),
            (Self::Words { words }, Self::Words { words: other }) => words.is_of_the_same(other),
            (Self::Targets { targets }, Self::Targets { targets: other }) => targets.is_of_the_same(other),
            (
                Self::Draft { .. }
                | Self::Discarded { .. }
                | Self::Contacts { .. }
                | Self::Targets { .. }
                | Self::Silenced { .. }
                | Self::Words { .. }
                | Self::Settings { .. },
                _,
            ) => true,
        };
        same && discriminant(self) == discriminant(other)
    }

    /// It is kept with the session; else for the computer.
    fn is_of_the_session(&self) -> bool {
        match self {
            Self::Draft { .. }
            | Self::Discarded { .. }
            | Self::Contacts { .. }
            | Self::Targets { .. }
            | Self::Silenced { .. }
            | Self::Words { .. } => true,
            Self::Settings { .. } => false,
        }
    }
}

/// What the disk has not taken, oldest first.
#[derive(Debug, Default)]
pub(crate) struct NotKept {
    records: Vec<Record>,
    tried: Option<Instant>,
}

impl NotKept {
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// A newer one is to be kept, or is kept: the former does not count any more.
    pub fn forget(&mut self, newer: &Record) {
        self.records.retain(|record| !record.has_the_place_of(newer));
    }

    pub fn put(&mut self, record: Record) {
        self.forget(&record);
        self.records.push(record);
        self.tried = Some(Instant::now());
    }

    /// The session ends, and its store with it.
    pub fn forget_the_sessions(&mut self) {
        self.records.retain(|record| !record.is_of_the_session());
    }

    /// When it is to be tried again.
    pub fn due(&self) -> Option<Instant> {
        self.tried.filter(|_| !self.is_empty()).map(|tried| tried + TRY_AGAIN)
    }

    pub fn take(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::AgentId;

    use super::*;

    #[test]
    fn on_a_full_disk_every_key_takes_the_place_of_the_one_before() {
        let thread = |case: &str| ThreadRef::main(CaseId::new(case).unwrap());
        let targets = KeptTargets {
            agent: AgentId::new("jana").unwrap(),
            server: String::new(),
            favourites: Vec::new(),
            recent: Vec::new(),
        };
        let mut rest = NotKept::default();
        for _ in 0..100 {
            rest.put(Record::Draft { thread: thread("a"), draft: None });
            rest.put(Record::Targets { targets: targets.clone() });
        }
        rest.put(Record::Draft { thread: thread("b"), draft: None });
        assert_eq!(rest.take().len(), 3, "two drafts, and whom one asked last");
    }
}
