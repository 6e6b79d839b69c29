//! The desktop's side of the line: backends that turn a server's wire into
//! [`WorkspaceEvent`](konsil_protocol::domain::WorkspaceEvent)s, and [`LocalStore`], what a desktop keeps on disk.
//!
//! Cursors, gaps, repeated deliveries and reconnecting stay in here: what comes out is complete, in order and once.
//! No word of a message, no password and no token is ever written to the log.

mod keys;
pub mod native;
mod store;

pub use keys::Keys;
pub use store::{LocalStore, Queued, Remains, SavedDraft, StoreError, Unreadable, Unsent, UnsentContent, UnsentWhy};

use konsil_protocol::domain::{BackendRequest, WorkspaceEvent};
use tokio::sync::mpsc;

/// A running backend. It ends when `requests` is dropped or after `BackendRequest::SignOut`.
#[derive(Debug)]
pub struct Backend {
    pub requests: mpsc::UnboundedSender<BackendRequest>,
    /// Must be read: a backend whose events nobody takes stops reading from its server.
    pub events: mpsc::Receiver<WorkspaceEvent>,
}
