//! Messages at a given rate, whatever the server does: each has a time at which it is due, and what it takes counts from
//! there. A server that stalls is not spared by a generator that waits for it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::socket::Agent;
use crate::times::Times;

/// When each command was due and when its answer came, in nanoseconds since the first.
pub struct Answers {
    begun: Instant,
    taken: Mutex<Taken>,
    next: AtomicU64,
}

#[derive(Default)]
struct Taken {
    due: Vec<u64>,
    done: Vec<u64>,
    refused: u64,
}

impl Answers {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { begun: Instant::now(), taken: Mutex::default(), next: AtomicU64::new(0) })
    }

    /// The number of a command that leaves now.
    pub fn begin(&self) -> u64 {
        self.due_at(Instant::now())
    }

    fn due_at(&self, due: Instant) -> u64 {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.due.push(self.since(due));
        taken.done.push(0);
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    pub fn end(&self, number: u64, accepted: bool) {
        let now = self.since(Instant::now());
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(done) = taken.done.get_mut(number as usize) {
            *done = now.max(1);
        }
        if !accepted {
            taken.refused += 1;
        }
    }

    fn since(&self, at: Instant) -> u64 {
        at.saturating_duration_since(self.begun).as_nanos() as u64
    }

    fn next(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// Of these numbers, those that were answered, and how long each took.
    pub fn times(&self, numbers: &[u64]) -> Vec<Duration> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |number: &u64| (taken.due[*number as usize], taken.done[*number as usize]);
        let answered = numbers.iter().map(of).filter(|(_, done)| *done > 0);
        answered.map(|(due, done)| Duration::from_nanos(done.saturating_sub(due))).collect()
    }

    pub fn is_answered(&self, number: u64) -> bool {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.done.get(number as usize).is_some_and(|done| *done > 0)
    }

    pub fn refused(&self) -> u64 {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).refused
    }
}

/// An agent with a chat to write in.
#[derive(Clone)]
pub struct Writer {
    pub agent: Arc<Agent>,
    pub case: String,
}

impl Writer {
    pub fn message(&self) -> String {
        let case = &self.case;
        format!(
            r#"{{"kind":"send_message","case":"{case}","thread":{{"kind":"main"}},"text":"Guten Tag! Ich sehe mir das sofort an und melde mich gleich."}}"#
        )
    }
}

/// What came of a load.
pub struct Carried {
    /// Numbers of all messages that were due.
    pub numbers: Vec<u64>,
    pub times: Times,
    /// Messages that were answered in a second, over the whole time.
    pub rate: f64,
    /// By how much the generator itself was late.
    pub lateness: Times,
    pub unanswered: usize,
    pub refused: u64,
}

/// So many messages a second for so long, the writers in turn. Waits for the answers a little longer than it sends.
pub async fn open_loop(answers: &Answers, writers: &[Writer], rate: f64, lasts: Duration) -> Result<Carried> {
    let sent = send(answers, writers, rate, lasts).await?;
    let begun = Instant::now();
    let numbers = &sent.numbers;
    while !numbers.iter().all(|number| answers.is_answered(*number)) && begun.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = sent.begun.elapsed();
    let times = answers.times(numbers);
    Ok(Carried {
        rate: times.len() as f64 / took.as_secs_f64(),
        unanswered: numbers.len() - times.len(),
        refused: answers.refused() - sent.refused_before,
        times: times.into_iter().collect(),
        lateness: sent.lateness.into_iter().collect(),
        numbers: sent.numbers,
    })
}

pub struct Sent {
    pub numbers: Vec<u64>,
    lateness: Vec<Duration>,
    begun: Instant,
    refused_before: u64,
}

/// Only sends.
pub async fn send(answers: &Answers, writers: &[Writer], rate: f64, lasts: Duration) -> Result<Sent> {
    ensure!(!writers.is_empty(), "nobody has a chat to write in");
    let begun = Instant::now();
    let refused_before = answers.refused();
    let count = (rate * lasts.as_secs_f64()) as usize;
    let mut numbers = Vec::with_capacity(count);
    let mut lateness = Vec::with_capacity(count);
    let first = answers.next();
    for n in 0..count {
        let due = begun + Duration::from_secs_f64(n as f64 / rate);
        tokio::time::sleep_until(due.into()).await;
        let writer = &writers[(first as usize + n) % writers.len()];
        let number = answers.due_at(due);
        lateness.push(due.elapsed());
        writer.agent.command(number, &writer.message());
        numbers.push(number);
        // At high rates the timer lets hundreds pass at once; the sockets' tasks must run in between.
        if n % 32 == 31 {
            tokio::task::yield_now().await;
        }
    }
    Ok(Sent { numbers, lateness, begun, refused_before })
}
