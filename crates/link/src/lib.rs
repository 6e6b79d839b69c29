//! The desktop's side of the line: backends that turn a server's wire into
//! [`WorkspaceEvent`](konsil_protocol::domain::WorkspaceEvent)s, and [`LocalStore`], what a desktop keeps on disk.
//!
//! Cursors, gaps, repeated deliveries and reconnecting stay in here: what comes out is complete, in order and once.
//! No word of a message, no password and no token is ever written to the log.

mod backend;
mod clock;
mod engine;
mod keys;
mod line;
pub mod native;
mod store;

pub use backend::Backend;
pub use clock::{sleep_until, wall_clock};
pub use keys::Keys;
pub use store::{LocalStore, Queued, Remains, SavedDraft, StoreError, Unreadable, Unsent, UnsentContent, UnsentWhy};
