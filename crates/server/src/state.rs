//! What every request can reach.

use std::sync::Arc;

use konsil_protocol::domain::QueueId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::{
    accounts::Accounts,
    clock::{Clock, Ids},
    commit::Jobs,
    hub::Hub,
    limits::{Limits, Meter, Sockets},
    metrics::Metrics,
    store::Store,
};

/// Sockets that may be open without having said who they are.
pub(crate) const MAX_STRANGERS: usize = 1_024;

/// Shared by all requests and sockets; clones are cheap.
#[derive(Clone)]
pub struct AppState {
    pub accounts: Arc<dyn Accounts>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) jobs: Jobs,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) gate: Arc<Gate>,
    pub(crate) metrics: Metrics,
    /// True when the server stops.
    pub(crate) stop: watch::Receiver<bool>,
}

impl AppState {
    /// Whether an agent of that queue is signed in now.
    #[must_use]
    pub fn is_staffed(&self, queue: &QueueId) -> bool {
        self.hub.is_staffed(queue)
    }

    /// Resolves when the server stops.
    pub(crate) async fn stopped(&self) {
        // A sender that is gone means the same.
        let _ = self.stop.clone().wait_for(|stop| *stop).await;
    }
}

/// What one address may ask of the contact's side.
pub(crate) struct Gate {
    pub(crate) new_chats: Meter,
    pub(crate) messages: Meter,
    pub(crate) sockets: Sockets,
    /// Sockets that have not said who they are.
    strangers: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            new_chats: Meter::new(limits.new_chats),
            messages: Meter::new(limits.messages),
            sockets: Sockets::new(limits.sockets),
            strangers: Arc::new(Semaphore::new(MAX_STRANGERS)),
        }
    }

    /// Room for one more socket of which nothing is known yet. None if there are too many of these.
    pub(crate) fn stranger(&self) -> Option<OwnedSemaphorePermit> {
        self.strangers.clone().try_acquire_owned().ok()
    }
}
