//! The notifications that are shown, and those that the agent has closed.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, Thread};

use super::decide::Note;
use super::facts::Facts;

#[derive(Debug, Default)]
pub(super) struct Notes {
    shown: BTreeMap<CaseId, Shown>,
    /// What the agent has closed: it is not shown again for the same.
    closed: BTreeMap<CaseId, Note>,
}

/// A notification that is shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub note: Note,
    /// Every thread that it was about since it was raised.
    threads: BTreeSet<Thread>,
}

impl Shown {
    fn after(former: Option<Self>, note: Note) -> Self {
        let mut threads = former.map(|former| former.threads).unwrap_or_default();
        threads.extend(note.thread());
        Self { note, threads }
    }

    /// The one thread that it was about, at any time: a reply to the words of a consultation must never go to the contact
    /// because the contact has written meanwhile.
    pub fn to_answer(&self) -> Option<&Thread> {
        let mut threads = self.threads.iter();
        threads.next().filter(|_| threads.next().is_none())
    }
}

/// What became of a case's notification in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteChange {
    Raised,
    Replaced,
    Withdrawn,
}

impl Notes {
    pub fn shown(&self, id: &CaseId) -> Option<&Shown> {
        self.shown.get(id)
    }

    /// Compares what is shown with what is wanted.
    pub fn follow(&mut self, before: &Facts, facts: &Facts) -> BTreeMap<CaseId, NoteChange> {
        let mut changes = BTreeMap::new();
        self.closed.retain(|id, _| facts.cases.contains_key(id));
        let ids: BTreeSet<_> = self.shown.keys().chain(facts.cases.keys()).cloned().collect();
        for id in ids {
            let closed = self.closed.get(&id);
            let wanted = facts.note(&id).filter(|note| closed.is_none_or(|closed| note.tells_more_than(closed)));
            let shown = self.shown.remove(&id);
            let change = match (&wanted, &shown) {
                (None, None) => continue,
                (None, Some(_)) => Some(NoteChange::Withdrawn),
                (Some(_), None) => Some(NoteChange::Raised),
                (Some(note), Some(shown)) => {
                    let same = !note.tells_more_than(&shown.note)
                        && note.subject == shown.note.subject
                        && note.stays == shown.note.stays
                        && before.language == facts.language
                        && before.switches.notify_text == facts.switches.notify_text;
                    (!same).then_some(NoteChange::Replaced)
                }
            };
            if let Some(note) = wanted {
                self.shown.insert(id.clone(), Shown::after(shown, note));
            }
            changes.extend(change.map(|change| (id, change)));
        }
        changes
    }

    /// The agent has closed it: it is not shown again for what it said. Gives whether it was shown at all.
    pub fn close(&mut self, id: &CaseId) -> bool {
        let Some(shown) = self.shown.remove(id) else { return false };
        let former = self.closed.remove(id);
        self.closed.insert(id.clone(), shown.note.and(former));
        true
    }
}
