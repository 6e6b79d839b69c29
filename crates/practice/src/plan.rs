//! What somebody means to do, and when. In the order of time; what was planned first goes first.

use tokio::time::Instant;

#[derive(Debug)]
pub(crate) struct Plan<T> {
    entries: Vec<(Instant, T)>,
}

impl<T> Default for Plan<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> Plan<T> {
    pub(crate) fn at(&mut self, when: Instant, what: T) {
        let place = self.entries.partition_point(|(other, _)| *other <= when);
        self.entries.insert(place, (when, what));
    }

    pub(crate) fn due(&mut self, now: Instant) -> Option<T> {
        let is_due = self.entries.first().is_some_and(|(when, _)| *when <= now);
        is_due.then(|| self.entries.remove(0).1)
    }

    pub(crate) fn wake_at(&self) -> Option<Instant> {
        self.entries.first().map(|(when, _)| *when)
    }

    pub(crate) fn has(&self, which: impl Fn(&T) -> bool) -> bool {
        self.entries.iter().any(|(_, what)| which(what))
    }

    pub(crate) fn drop_all(&mut self, which: impl Fn(&T) -> bool) {
        self.entries.retain(|(_, what)| !which(what));
    }
}
