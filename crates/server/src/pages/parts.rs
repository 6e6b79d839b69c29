//! What the pages are made with.

use std::sync::Arc;

use konsil_protocol::domain::QueueId;

use crate::{centre_file::Centre, clock::Clock};

/// What the pages need to know.
#[derive(Clone)]
pub struct PageParts {
    /// The centre file that is in force.
    pub centre: Arc<dyn Fn() -> Arc<Centre> + Send + Sync>,
    pub clock: Arc<dyn Clock>,
    /// Whether an agent of that queue is signed in now.
    pub is_staffed: Arc<dyn Fn(&QueueId) -> bool + Send + Sync>,
}
