//! What all are doing, for those who look: in editions, at most four a second, each written once for all readers.

use std::{collections::VecDeque, time::Duration};

use axum::extract::ws::Utf8Bytes;
use konsil_protocol::wire::{
    agent::ToAgent,
    rows::{AgentRow, QueueRow},
};
use tokio::time::Instant;

use super::render::Render;

/// From one edition to the next.
const EVERY: Duration = Duration::from_millis(250);
/// So many editions are kept. Who has fallen behind further gets everything.
const KEPT: usize = 8;
/// More rows than these are not worth being told as changes: after a while in which nobody looked, say.
const MANY: usize = 1_000;

/// The newest editions.
#[derive(Default)]
pub(crate) struct Editions {
    /// Of the newest; 0: there is none yet.
    number: u64,
    /// The newest change that it tells.
    told: u64,
    at: Option<Instant>,
    /// What was changed in each of the last ones.
    changes: VecDeque<Utf8Bytes>,
    /// Everything, as of the newest one. Written when somebody needs it.
    whole: Option<Utf8Bytes>,
}

/// What a reader is told.
#[derive(Debug)]
pub(crate) struct Told {
    /// What the reader has then.
    pub(crate) edition: u64,
    pub(crate) frames: Vec<Utf8Bytes>,
    /// When the next edition can be made, if something has changed already.
    pub(crate) next_at: Option<Instant>,
}

/// Rows of an edition.
pub(crate) struct Rows {
    pub(crate) agents: Vec<AgentRow>,
    pub(crate) queues: Vec<QueueRow>,
}

/// Where editions are made of.
pub(crate) trait Source {
    /// The number of the newest change.
    fn newest(&self) -> u64;
    /// How many rows have changed since.
    fn count_since(&self, number: u64) -> usize;
    fn rows_since(&self, number: u64) -> Rows;
    fn all_rows(&self) -> Rows;
}

impl Editions {
    /// When something that has changed now can be told.
    pub(crate) fn next_at(&self, now: Instant) -> Instant {
        self.at.map_or(now, |at| now.max(at + EVERY))
    }

    /// What a reader is told who has that edition, or none.
    pub(crate) fn tell(&mut self, has: Option<u64>, source: &impl Source, now: Instant, render: Render<'_>) -> Told {
        let is_due = source.newest() > self.told && self.next_at(now) <= now;
        if is_due || self.number == 0 {
            self.make(source, now, render);
        }
        let behind = has.and_then(|has| self.number.checked_sub(has)).and_then(|behind| usize::try_from(behind).ok());
        let frames = match behind.filter(|behind| *behind <= self.changes.len()) {
            Some(behind) => self.changes.iter().skip(self.changes.len() - behind).cloned().collect(),
            None => self.whole(source, render).into_iter().collect(),
        };
        let next_at = (source.newest() > self.told).then(|| self.next_at(now));
        Told { edition: self.number, frames, next_at }
    }

    /// There are other agents and queues than before: every reader is told everything.
    pub(crate) fn begin_anew(&mut self) {
        if self.number > 0 {
            self.number += 1;
        }
        self.changes.clear();
        self.whole = None;
    }

    fn make(&mut self, source: &impl Source, now: Instant, render: Render<'_>) {
        // What changes from here on may be among the rows, and is told once more by the next edition.
        let newest = source.newest();
        let rows = (self.number > 0 && source.count_since(self.told) <= MANY).then(|| source.rows_since(self.told));
        match rows.and_then(|Rows { agents, queues }| render(&ToAgent::States { whole: false, agents, queues })) {
            Some(frame) => {
                if self.changes.len() >= KEPT {
                    self.changes.pop_front();
                }
                self.changes.push_back(frame);
            }
            None => self.changes.clear(),
        }
        self.whole = None;
        self.number += 1;
        self.told = newest;
        self.at = Some(now);
    }

    fn whole(&mut self, source: &impl Source, render: Render<'_>) -> Option<Utf8Bytes> {
        if self.whole.is_none() {
            // It may tell more than the edition does: what has changed since is told once more by the next one.
            let Rows { agents, queues } = source.all_rows();
            self.whole = render(&ToAgent::States { whole: true, agents, queues });
        }
        self.whole.clone()
    }
}
