//! What a desktop keeps on disk: outbox, drafts, settings, and (in the key store) the session. One SQLite file in
//! the profile's folder, its values sealed; one process at a time, held by a lock file.

mod error;
#[cfg(test)]
mod former;
mod local;
mod outbox;
mod schema;
mod seal;
#[cfg(test)]
pub(crate) mod tests;
mod unreadable;

pub use error::StoreError;
pub use local::{LocalStore, SavedDraft};
pub use outbox::{Queued, Unsent, UnsentContent, UnsentWhy};
pub use unreadable::{Remains, Unreadable};
