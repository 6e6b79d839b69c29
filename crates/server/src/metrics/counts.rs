//! The counters, and their names. What each means stands in `docs/operating.md`.

use std::sync::{Arc, OnceLock};

use konsil_protocol::domain::QueueId;
use prometheus_client::{
    encoding::prometheus_text,
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use super::{
    now::{Now, Seen},
    words::{Side, SignInOutcome},
};

pub(super) const DONE: &str = "done";
pub(super) const FAILED: &str = "failed";

/// Labels of our own words: there is a small number of them.
type Word = [(&'static str, &'static str); 1];

pub(super) struct Counts {
    registry: Registry,
    pub(super) sockets: Family<Word, Gauge>,
    pub(super) received: Family<Word, Counter>,
    pub(super) sent: Family<Word, Counter>,
    pub(super) refusals: Family<[(&'static str, String); 2], Counter>,
    pub(super) sign_ins: Family<Word, Counter>,
    pub(super) signing_in: Gauge,
    pub(super) queue_time: Histogram,
    pub(super) batch: Histogram,
    pub(super) commit_time: Histogram,
    pub(super) commits: Family<Word, Counter>,
    pub(super) offers: Family<[(&'static str, String); 1], Counter>,
}

pub(super) fn side(side: Side) -> Word {
    [("side", side.label())]
}

pub(super) fn refusal(side: Side, kind: &str) -> [(&'static str, String); 2] {
    [("side", side.label().to_owned()), ("kind", kind.to_owned())]
}

impl Counts {
    pub(super) fn new(seen: Arc<OnceLock<Seen>>) -> Self {
        // From a millisecond to half a minute.
        let times = || Histogram::new(exponential_buckets(0.001, 2.0, 16));
        let mut counts = Self {
            registry: Registry::default(),
            sockets: Family::default(),
            received: Family::default(),
            sent: Family::default(),
            refusals: Family::default(),
            sign_ins: Family::default(),
            signing_in: Gauge::default(),
            queue_time: times(),
            batch: Histogram::new(exponential_buckets(1.0, 2.0, 9)),
            commit_time: times(),
            commits: Family::default(),
            offers: Family::default(),
        };
        counts.begin_at_zero();
        counts.register(seen);
        counts
    }

    /// An alarm on what grows needs to see that it was nothing before.
    fn begin_at_zero(&self) {
        for which in [Side::Agent, Side::Contact].map(side) {
            drop(self.sockets.get_or_create(&which));
            drop(self.received.get_or_create(&which));
            drop(self.sent.get_or_create(&which));
        }
        for outcome in [
            SignInOutcome::Done,
            SignInOutcome::Refused,
            SignInOutcome::TooManyAttempts,
            SignInOutcome::Busy,
            SignInOutcome::Malformed,
            SignInOutcome::Failed,
        ] {
            drop(self.sign_ins.get_or_create(&[("outcome", outcome.label())]));
        }
        for outcome in [DONE, FAILED] {
            drop(self.commits.get_or_create(&[("outcome", outcome)]));
        }
    }

    /// The same, once the queues are known.
    pub(super) fn begin_offers_at_zero<'a>(&self, queues: impl Iterator<Item = &'a QueueId>) {
        for queue in queues {
            drop(self.offers.get_or_create(&[("queue", queue.to_string())]));
        }
    }

    fn register(&mut self, seen: Arc<OnceLock<Seen>>) {
        let registry = &mut self.registry;
        registry.register("konsil_sockets", "Desktops and contacts' pages that are connected", self.sockets.clone());
        registry.register("konsil_received_bytes", "Bytes of frames received", self.received.clone());
        registry.register("konsil_sent_bytes", "Bytes of frames sent", self.sent.clone());
        registry.register("konsil_refusals", "Commands and contacts' frames refused, by kind", self.refusals.clone());
        registry.register("konsil_sign_ins", "Sign-ins with a password, by outcome", self.sign_ins.clone());
        registry.register("konsil_sign_ins_waiting", "Passwords waiting to be compared", self.signing_in.clone());
        registry.register("konsil_queue_seconds", "Time from a job to the batch with it", self.queue_time.clone());
        registry.register("konsil_batch_jobs", "Jobs in one batch", self.batch.clone());
        registry.register("konsil_commit_seconds", "Time that a commit took", self.commit_time.clone());
        registry.register("konsil_commits", "Commits, by outcome", self.commits.clone());
        registry.register("konsil_offers", "Waiting chats offered to an agent", self.offers.clone());
        registry.register_collector(Box::new(Now(seen)));
    }

    /// Counts one more of what lasts, until it is over.
    pub(super) fn begun(gauge: &Gauge) -> Gauge {
        gauge.inc();
        gauge.clone()
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if let Err(error) = prometheus_text::encode(&mut text, &self.registry) {
            tracing::error!(%error, "the metrics cannot be written");
        }
        text
    }
}
