//! One server per data folder.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use super::StoreError;

/// Held as long as the server runs; the operating system releases it when the process dies. SQLite's own exclusive
/// mode would do the same, but would also shut out the readers of this process.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// # Errors
    /// [`StoreError::Locked`] if another process has it.
    pub fn take(data: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(data)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(data.join("server.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
