//! The commit loop: the one place where anything is decided and written.
//!
//! Jobs that arrive while a commit is on its way go into the next one. A batch is decided on working copies; what is
//! published changes after the commit only, and nobody is notified before. If the commit fails the copies are
//! dropped, every job of the batch is answered `StoreUnavailable`, and what they touched is loaded again.

mod centre;
mod offload;
mod publish;
mod reload;
mod reply;
mod run;
mod schedule;
#[cfg(test)]
mod tests;
mod turn;
mod work;

use konsil_centre::ContactAct;
use konsil_protocol::{
    domain::{AgentId, CaseId, Command, CommandId, Refusal, Timestamp},
    wire::agent::Answer,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use crate::{
    centre_file::Centre,
    store::{Fingerprints, SecretHash},
};
pub use centre::QueueInUse;
pub(crate) use centre::{Reload, Reloaded};
pub(crate) use offload::offload;

pub(crate) use run::{CommitLoop, Ended, LoopParts};

/// Jobs that wait to be taken into a batch; whoever has one more waits.
const WAITING_JOBS: usize = 1_024;
/// Jobs in one batch.
const MAX_BATCH: usize = 256;
/// How long answers are kept for repetitions.
pub(crate) const ANSWERS_KEPT_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Something to decide.
#[derive(Debug)]
pub(crate) enum Job {
    Agent {
        agent: AgentId,
        id: CommandId,
        command: Command,
        /// Of the command as it arrived.
        fingerprints: Fingerprints,
        reply: oneshot::Sender<Answer>,
    },
    /// A chat with that secret: opened, or found if it is there already.
    Open {
        secret: SecretHash,
        act: ContactAct,
        reply: oneshot::Sender<Result<CaseId, Refusal>>,
    },
    Contact {
        case: CaseId,
        act: ContactAct,
        reply: oneshot::Sender<Result<(), Refusal>>,
    },
    /// Compare who is connected with what the state says of it, now or at a time.
    ReconcilePresence {
        who: Who,
        at: Option<Timestamp>,
        reply: Option<oneshot::Sender<Result<(), Refusal>>>,
    },
}

/// Somebody who is connected, or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    Agent(AgentId),
    Contact(CaseId),
}

/// A job that waits to be taken into a batch.
pub(crate) struct Queued {
    job: Job,
    since: Instant,
}

/// Where jobs are handed in.
#[derive(Clone)]
pub(crate) struct Jobs {
    jobs: mpsc::Sender<Queued>,
    reloads: mpsc::Sender<Reload>,
}

/// Where the loop finds what was handed in.
pub(crate) struct Inbox {
    jobs: mpsc::Receiver<Queued>,
    /// Other centre files, each taken between two batches.
    reloads: mpsc::Receiver<Reload>,
}

impl Jobs {
    pub(crate) fn channel() -> (Self, Inbox) {
        let (sender, jobs) = mpsc::channel(WAITING_JOBS);
        let (other, reloads) = mpsc::channel(1);
        (Self { jobs: sender, reloads: other }, Inbox { jobs, reloads })
    }

    /// Puts another centre file in force, if no chat stands in its way.
    pub(crate) async fn reload(&self, centre: Centre) -> Reloaded {
        let (reply, answered) = oneshot::channel();
        // A loop that has ended answers nothing.
        let _ = self.reloads.send(Reload { centre, reply }).await;
        answered.await.unwrap_or(Reloaded::Stopping)
    }

    /// Waits for a place in the queue. False if the server is stopping; the job's reply is dropped then.
    pub(crate) async fn submit(&self, job: Job) -> bool {
        self.jobs.send(Queued { job, since: Instant::now() }).await.is_ok()
    }

    /// Somebody connected or disconnected: look now, and wait until what follows from it is committed.
    pub(crate) async fn reconcile_now(&self, who: Who) -> Result<(), Refusal> {
        let (reply, answered) = oneshot::channel();
        self.submit(Job::ReconcilePresence { who, at: None, reply: Some(reply) }).await;
        answered.await.unwrap_or(Err(Refusal::StoreUnavailable))
    }

    pub(crate) async fn reconcile_at(&self, who: Who, at: Timestamp) {
        self.submit(Job::ReconcilePresence { who, at: Some(at), reply: None }).await;
    }
}
