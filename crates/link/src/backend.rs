//! A running backend, as its desktop holds it.

use konsil_protocol::domain::{BackendRequest, WorkspaceEvent};
use tokio::sync::mpsc;

/// Events that may lie unread before a backend waits for its reader.
pub(crate) const EVENTS_WAITING: usize = 256;

/// Ends when `requests` is dropped or after `BackendRequest::SignOut`.
#[derive(Debug)]
pub struct Backend {
    pub requests: mpsc::UnboundedSender<BackendRequest>,
    /// Must be read: a backend whose events nobody takes stops reading from its server.
    pub events: mpsc::Receiver<WorkspaceEvent>,
}
