//! What an operator's Prometheus reads: counts of what happened, and what is so at the moment of asking. Nobody's name,
//! id or words are in it; labels are words of this program, and the queues of the centre file.
//!
//! Off, as it is unless the operator asks for it, each call looks at one pointer.

mod counts;
mod listener;
mod machine;
mod now;
mod words;

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use konsil_protocol::domain::QueueId;
use prometheus_client::metrics::gauge::Gauge;

use self::{counts::Counts, now::Seen};
use crate::{centre_file::Centre, clock::Clock, hub::Hub};
pub use listener::serve;
pub(crate) use machine::most_open_files;
pub(crate) use words::{Side, SignInOutcome};

/// Where it is said what happens. Clones count together; the default counts nothing.
#[derive(Clone, Default)]
pub struct Metrics(Option<Arc<Inner>>);

struct Inner {
    counts: Counts,
    seen: Arc<OnceLock<Seen>>,
    /// The folder whose files are measured.
    data: Option<PathBuf>,
}

/// Something that is counted as long as it lasts.
pub(crate) struct Lasting(Option<Gauge>);

impl Drop for Lasting {
    fn drop(&mut self) {
        self.0.iter().for_each(|gauge| {
            gauge.dec();
        });
    }
}

impl Metrics {
    /// Counts from now on, and measures the files of this data folder.
    #[must_use]
    pub fn counting(data: Option<PathBuf>) -> Self {
        let seen: Arc<OnceLock<Seen>> = Arc::default();
        Self(Some(Arc::new(Inner { counts: Counts::new(seen.clone()), seen, data })))
    }

    /// From now on what is so in the centre can be read as well.
    pub(crate) fn see(&self, hub: &Arc<Hub>, clock: &Arc<dyn Clock>) {
        if let Some(inner) = &self.0 {
            inner.counts.begin_offers_at_zero(hub.centre().rules.queues.keys());
            let seen = Seen { hub: hub.clone(), clock: clock.clone(), data: inner.data.clone() };
            // Of two servers that share it, the first is looked at.
            let _ = inner.seen.set(seen);
        }
    }

    /// Another centre file is in force.
    pub(crate) fn centre_changed(&self, centre: &Centre) {
        if let Some(inner) = &self.0 {
            inner.counts.begin_offers_at_zero(centre.rules.queues.keys());
        }
    }

    /// All of it in Prometheus' text format. Looks at files: not for a thread that must not wait.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.as_ref().map(|inner| inner.counts.text()).unwrap_or_default()
    }

    fn counts(&self) -> Option<&Counts> {
        self.0.as_ref().map(|inner| &inner.counts)
    }

    pub(crate) fn socket(&self, side: Side) -> Lasting {
        Lasting(self.counts().map(|counts| Counts::begun(&counts.sockets.get_or_create_owned(&counts::side(side)))))
    }

    pub(crate) fn heard(&self, side: Side, bytes: usize) {
        if let Some(counts) = self.counts() {
            counts.received.get_or_create(&counts::side(side)).inc_by(bytes as u64);
        }
    }

    /// A frame has left. `refusal` says what it refuses, as it is written on the wire.
    pub(crate) fn said(&self, side: Side, bytes: usize, refusal: impl FnOnce() -> Option<serde_json::Value>) {
        if let Some(counts) = self.counts() {
            counts.sent.get_or_create(&counts::side(side)).inc_by(bytes as u64);
            if let Some(refusal) = refusal() {
                let kind = refusal.get("kind").and_then(serde_json::Value::as_str).unwrap_or("unknown");
                counts.refusals.get_or_create(&counts::refusal(side, kind)).inc();
            }
        }
    }

    /// Somebody waits for the password to be compared.
    pub(crate) fn sign_in_waits(&self) -> Lasting {
        Lasting(self.counts().map(|counts| Counts::begun(&counts.signing_in)))
    }

    pub(crate) fn signed_in(&self, outcome: SignInOutcome) {
        if let Some(counts) = self.counts() {
            counts.sign_ins.get_or_create(&[("outcome", outcome.label())]).inc();
        }
    }

    /// A job is taken into a batch, so long after it was handed in.
    pub(crate) fn waited(&self, time: Duration) {
        if let Some(counts) = self.counts() {
            counts.queue_time.observe(time.as_secs_f64());
        }
    }

    pub(crate) fn batch(&self, jobs: usize) {
        if let Some(counts) = self.counts().filter(|_| jobs > 0) {
            counts.batch.observe(f64::from(u32::try_from(jobs).unwrap_or(u32::MAX)));
        }
    }

    pub(crate) fn committed(&self, time: Duration) {
        if let Some(counts) = self.counts() {
            counts.commits.get_or_create(&[("outcome", counts::DONE)]).inc();
            counts.commit_time.observe(time.as_secs_f64());
        }
    }

    pub(crate) fn commit_failed(&self) {
        if let Some(counts) = self.counts() {
            counts.commits.get_or_create(&[("outcome", counts::FAILED)]).inc();
        }
    }

    /// A waiting chat of that queue was offered to an agent.
    pub(crate) fn offered(&self, queue: &QueueId) {
        if let Some(counts) = self.counts() {
            counts.offers.get_or_create(&[("queue", queue.to_string())]).inc();
        }
    }
}
