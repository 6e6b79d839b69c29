//! Why the store cannot be used.

use std::path::PathBuf;

use crate::keys::KeyError;

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("another Konsil already uses {0}")]
    InUse(PathBuf),
    #[error("{path} was written by a newer Konsil (schema {found}, this one knows {known})")]
    NewerSchema { path: PathBuf, found: i64, known: i64 },
    #[error("the store's key is not to be had: {0}")]
    Key(#[from] KeyError),
    /// The key is not the one this value was sealed with, or the value was changed.
    #[error("a sealed value cannot be opened")]
    Sealed,
    #[error("the system gives no random bytes")]
    NoRandomness,
    #[error("the folder {path} cannot be used: {cause}")]
    Folder { path: PathBuf, cause: std::io::Error },
    #[error("the store's file cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("a value in the store cannot be read: {0}")]
    Value(#[from] serde_json::Error),
}
