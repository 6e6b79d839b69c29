//! The threads that compare passwords, and the queue in front of them. A comparison takes a core and 19 MiB for a while:
//! two threads do it one after the other, each in memory of its own that it uses again, and nothing else. So they are
//! busy as long as anybody waits, take no thread from other work, and give their memory back when nobody has come for a
//! while. Whoever would wait too long is asked to come again.
//!
//! Who hangs up leaves the queue: the future is dropped, and its work with it.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use super::{
    password::Scratch,
    patience::{self, AT_ONCE},
};
use crate::clock::draw;

/// A thread that has had nothing to do for so long ends, and its memory is free again.
const IDLE_FOR: Duration = Duration::from_secs(10);

/// Why nothing was compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotDone {
    /// Too many wait.
    Busy { retry_after_ms: u64 },
    /// By a fault of ours. The log says which.
    BrokeOff,
}

type Work = Box<dyn FnOnce(&mut Scratch) + Send>;

/// Where comparisons are handed in.
pub(super) struct Hashing(Arc<Shared>);

struct Shared {
    line: Mutex<Line>,
    /// Something waits, or all is over.
    ready: Condvar,
    /// What a comparison lasted lately, in microseconds.
    lasts_us: AtomicU64,
    most_waiting: usize,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<(u64, Work)>,
    /// The number of the last who came.
    last: u64,
    threads: usize,
    /// Threads that have nothing to do.
    idle: usize,
    is_closed: bool,
}

impl Default for Hashing {
    fn default() -> Self {
        Self::with_room_for(patience::MAX_WAITING)
    }
}

impl Hashing {
    pub(super) fn with_room_for(most_waiting: usize) -> Self {
        Self(Arc::new(Shared {
            line: Mutex::default(),
            ready: Condvar::new(),
            lasts_us: AtomicU64::new(patience::FIRST_GUESS_US),
            most_waiting,
        }))
    }

    /// Does this on one of the threads, in the order of arrival.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Scratch) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let (reply, mut answered) = oneshot::channel();
        let place = self.join(Box::new(move |scratch| {
            // Nobody may be there any more.
            let _ = reply.send(work(scratch));
        }))?;
        let done = tokio::select! {
            biased;
            done = &mut answered => done,
            () = tokio::time::sleep(patience::HELD_FOR) => {
                if place.leave() {
                    return Err(NotDone::Busy { retry_after_ms: patience::soon_ms(chance()) });
                }
                // Its turn has come.
                answered.await
            }
        };
        drop(place);
        done.map_err(|_| NotDone::BrokeOff)
    }

    fn join(&self, work: Work) -> Result<Place<'_>, NotDone> {
        let shared = &*self.0;
        let lasts_us = shared.lasts_us.load(Ordering::Relaxed);
        let mut line = shared.line();
        let waiting = line.waiting.len();
        if waiting >= patience::places(lasts_us).min(shared.most_waiting) {
            return Err(NotDone::Busy { retry_after_ms: patience::retry_after_ms(waiting, lasts_us, chance()) });
        }
        if waiting >= line.idle && line.threads < AT_ONCE {
            let theirs = Arc::clone(&self.0);
            match std::thread::Builder::new().name("passwords".to_owned()).spawn(move || theirs.work()) {
                Ok(_) => line.threads += 1,
                Err(error) => {
                    tracing::error!(%error, "a thread for comparing passwords cannot be started");
                    if line.threads == 0 {
                        return Err(NotDone::BrokeOff);
                    }
                }
            }
        }
        line.last += 1;
        let number = line.last;
        line.waiting.push_back((number, work));
        drop(line);
        shared.ready.notify_one();
        Ok(Place { shared, number })
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        let mut line = self.0.line();
        line.is_closed = true;
        let left = std::mem::take(&mut line.waiting);
        drop(line);
        self.0.ready.notify_all();
        drop(left);
    }
}

fn chance() -> u8 {
    let mut chance = [0];
    draw(&mut chance);
    chance[0]
}

/// A place in the queue. Dropped, what waits there is not done any more.
struct Place<'a> {
    shared: &'a Shared,
    number: u64,
}

impl Place<'_> {
    /// Leaves the queue; false if the turn had come before.
    fn leave(&self) -> bool {
        let mut line = self.shared.line();
        let found = line.waiting.binary_search_by_key(&self.number, |(number, _)| *number);
        let left = found.ok().and_then(|index| line.waiting.remove(index));
        // What the work holds is let go when the queue is free for others.
        drop(line);
        left.is_some()
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Shared {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A thread's whole life.
    fn work(&self) {
        let mut scratch = Scratch::default();
        let mut line = self.line();
        while !line.is_closed {
            if let Some((_, work)) = line.waiting.pop_front() {
                drop(line);
                self.do_one(work, &mut scratch);
                line = self.line();
                continue;
            }
            line.idle += 1;
            let (woken, waited) = self.ready.wait_timeout(line, IDLE_FOR).unwrap_or_else(PoisonError::into_inner);
            line = woken;
            line.idle -= 1;
            if waited.timed_out() && line.waiting.is_empty() {
                break;
            }
        }
        line.threads -= 1;
    }

    fn do_one(&self, work: Work, scratch: &mut Scratch) {
        let begun = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| work(scratch))).is_err() {
            tracing::error!("comparing a password broke off");
        }
        let lasted = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        if lasted < patience::LEAST_US {
            // Nothing was compared, because no try was left: that says nothing of how long the others wait.
            return;
        }
        // Two at once may overwrite each other's value: it is an estimate.
        let before = self.lasts_us.load(Ordering::Relaxed);
        self.lasts_us.store((before.saturating_mul(7).saturating_add(lasted)) / 8, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Two who are looked at until the sender is dropped, and so many who wait.
    struct Crowd {
        hashing: Arc<Hashing>,
        at_work: Vec<tokio::task::JoinHandle<Result<(), NotDone>>>,
        go: mpsc::Sender<()>,
    }

    impl Crowd {
        async fn with_both_threads_at_work(room: usize) -> Self {
            let hashing = Arc::new(Hashing::with_room_for(room));
            let (go, gone) = mpsc::channel::<()>();
            let gone = Arc::new(Mutex::new(gone));
            let mut at_work = Vec::new();
            for _ in 0..AT_ONCE {
                let (hashing, gone) = (hashing.clone(), gone.clone());
                let until_gone = move |_: &mut Scratch| assert!(gone.lock().unwrap().recv().is_err());
                at_work.push(tokio::spawn(async move { hashing.run(until_gone).await }));
            }
            let crowd = Self { hashing, at_work, go };
            while crowd.line(|line| line.threads != AT_ONCE || !line.waiting.is_empty()) {
                tokio::task::yield_now().await;
            }
            crowd
        }

        fn line<T>(&self, ask: impl FnOnce(&Line) -> T) -> T {
            ask(&self.hashing.0.line())
        }

        async fn one_more(&self) -> tokio::task::JoinHandle<Result<(), NotDone>> {
            let (hashing, before) = (self.hashing.clone(), self.line(|line| line.waiting.len()));
            let task = tokio::spawn(async move { hashing.run(|_| ()).await });
            while self.line(|line| line.waiting.len() == before) {
                tokio::task::yield_now().await;
            }
            task
        }
    }

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_asked_to_come_again_and_whoever_hangs_up_leaves_it() {
        let crowd = Crowd::with_both_threads_at_work(3).await;
        let mut waiting = Vec::new();
        for _ in 0..3 {
            waiting.push(crowd.one_more().await);
        }
        for _ in 0..100 {
            assert!(matches!(crowd.hashing.run(|_| ()).await, Err(NotDone::Busy { retry_after_ms: 100.. })));
        }
        let who_hangs_up = waiting.remove(1);
        who_hangs_up.abort();
        assert!(who_hangs_up.await.unwrap_err().is_cancelled());
        assert_eq!(crowd.line(|line| line.waiting.len()), 2, "its work has gone with it");
        waiting.push(crowd.one_more().await);
        drop(crowd.go);
        for task in crowd.at_work.into_iter().chain(waiting) {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_longer_than_was_thought_is_asked_to_come_again_before_a_desktop_hangs_up() {
        let crowd = Crowd::with_both_threads_at_work(3).await;
        let who_waits = crowd.one_more().await;
        tokio::time::advance(patience::HELD_FOR + Duration::from_millis(1)).await;
        assert!(matches!(who_waits.await.unwrap(), Err(NotDone::Busy { retry_after_ms: 100.. })));
        assert_eq!(crowd.line(|line| line.waiting.len()), 0);
        drop(crowd.go);
        for task in crowd.at_work {
            assert_eq!(task.await.unwrap(), Ok(()), "whose turn has come is not sent away");
        }
    }

    #[tokio::test]
    async fn however_many_come_two_threads_do_it_in_memory_taken_once() {
        use super::super::password::Hash;
        let hashing = Arc::new(Hashing::default());
        let hash = Arc::new(Hash::of("correct horse battery").unwrap());
        let everybody: Vec<_> = (0..40)
            .map(|_| {
                let (hashing, hash) = (hashing.clone(), hash.clone());
                tokio::spawn(async move {
                    let compare = move |scratch: &mut Scratch| {
                        let fits = hash.fits("correct horse battery", scratch);
                        (fits, std::thread::current().id(), scratch.taken)
                    };
                    hashing.run(compare).await.unwrap()
                })
            })
            .collect();
        let mut threads = std::collections::HashSet::new();
        for one in everybody {
            let (fits, thread, taken) = one.await.unwrap();
            assert!(fits && taken == 1, "{taken}");
            threads.insert(thread);
        }
        assert_eq!(threads.len(), AT_ONCE);
    }

    #[tokio::test]
    async fn who_has_no_try_left_does_not_make_the_others_seem_quick() {
        let hashing = Hashing::default();
        for _ in 0..200 {
            assert_eq!(hashing.run(|_| ()).await, Ok(()));
        }
        assert!(hashing.0.lasts_us.load(Ordering::Relaxed) >= patience::LEAST_US);
    }

    #[tokio::test]
    async fn work_that_breaks_off_is_said_to_have_and_takes_nothing_else_along() {
        let hashing = Hashing::default();
        assert_eq!(hashing.run(|_| panic!("as if by a fault")).await, Err::<(), _>(NotDone::BrokeOff));
        assert_eq!(hashing.run(|_| 7).await, Ok(7));
    }
}
