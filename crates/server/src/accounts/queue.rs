//! The queue in front of the comparison of passwords. A comparison takes a core and 19 MiB for a while, so that only two
//! are under way at once; the others wait, and whoever would wait too long is asked to come again.
//!
//! Who hangs up leaves the queue: its future is dropped, and the turn goes to the next.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Instant,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::draw;

/// Passwords compared at the same time.
const AT_ONCE: usize = 2;
/// Passwords that may wait for their turn: a few seconds of work, well below what a desktop waits for an answer.
const MAX_WAITING: usize = 128;
/// What one comparison is taken to last before any was measured, in microseconds.
const FIRST_GUESS_US: u64 = 50_000;

pub(super) struct Queue {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// What a comparison lasted lately, in microseconds.
    lasts_us: Arc<AtomicU64>,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            lasts_us: Arc::new(AtomicU64::new(FIRST_GUESS_US)),
        }
    }
}

/// The right to compare one password now. Dropped, it goes to the next who waits.
pub(super) struct Comparison {
    _permit: OwnedSemaphorePermit,
    lasts_us: Arc<AtomicU64>,
}

impl Queue {
    /// Waits for a turn, in the order of arrival.
    ///
    /// # Errors
    /// The queue is full; after so many milliseconds there will be a place.
    pub(super) async fn wait(&self) -> Result<Comparison, u64> {
        let _place = Place::take(&self.waiting).ok_or_else(|| self.retry_after_ms())?;
        let permit = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| self.retry_after_ms())?;
        Ok(Comparison { _permit: permit, lasts_us: Arc::clone(&self.lasts_us) })
    }

    /// From half to all of the time in which those who wait now will have had their turn: by chance, so that those who
    /// come again do not all come at the same moment, and the queue is never empty before they do.
    fn retry_after_ms(&self) -> u64 {
        let all_ms = self.lasts_us.load(Ordering::Relaxed) * (MAX_WAITING / AT_ONCE) as u64 / 1_000;
        let mut chance = [0];
        draw(&mut chance);
        (all_ms / 2 + all_ms / 2 * u64::from(chance[0]) / 255).max(100)
    }
}

impl Comparison {
    /// Does the work that the turn is for, on this thread.
    pub(super) fn take<T>(self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        let lasted = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        // Two at once may overwrite each other's value: it is an estimate.
        let before = self.lasts_us.load(Ordering::Relaxed);
        self.lasts_us.store((before.saturating_mul(7).saturating_add(lasted)) / 8, Ordering::Relaxed);
        done
    }
}

/// A place among those who wait.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Option<Self> {
        let place = Self(waiting);
        (waiting.fetch_add(1, Ordering::Relaxed) < MAX_WAITING).then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_asked_to_come_again_and_whoever_hangs_up_leaves_it() {
        let queue = Arc::new(Queue::default());
        let at_work = [queue.wait().await.ok().unwrap(), queue.wait().await.ok().unwrap()];
        let mut waiting: Vec<_> = (0..MAX_WAITING)
            .map(|_| {
                let queue = queue.clone();
                tokio::spawn(async move { queue.wait().await.map(|turn| turn.take(|| ())) })
            })
            .collect();
        while queue.waiting.load(Ordering::Relaxed) < MAX_WAITING {
            tokio::task::yield_now().await;
        }
        for _ in 0..100 {
            let retry_after_ms = queue.wait().await.err().unwrap();
            assert!((1_600..=3_200).contains(&retry_after_ms), "{retry_after_ms}");
        }
        waiting.pop().unwrap().abort();
        while queue.waiting.load(Ordering::Relaxed) == MAX_WAITING {
            tokio::task::yield_now().await;
        }
        let another = tokio::spawn({
            let queue = queue.clone();
            async move { queue.wait().await.is_ok() }
        });
        drop(at_work);
        for task in waiting {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
        assert!(another.await.unwrap(), "the place of the one who hung up was free");
        assert_eq!(queue.waiting.load(Ordering::Relaxed), 0);
    }
}
