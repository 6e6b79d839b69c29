//! Why the store did not do it.

/// Nothing of what was asked has been promised to anybody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("another process uses the data folder")]
    Locked,
    #[error("the disk is full")]
    DiskFull,
    #[error("the data folder cannot be written: {0}")]
    NotWritable(String),
    #[error("the database has schema {found}, this program knows up to {known}")]
    SchemaNewer { found: i64, known: i64 },
    #[error("a row of `{table}` has version {found}, this program knows up to {known}")]
    RowNewer { table: &'static str, found: i64, known: i64 },
    #[error("the database is damaged: {0}")]
    Damaged(String),
    #[error("the database does not answer: {0}")]
    Unavailable(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let said = error.to_string();
        // On a full disk the shared index of the write-ahead log is often the first thing that finds no room.
        if error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::NotWritable(said),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(said),
            Some(_) | None => Self::Unavailable(said),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        // Where, not what: the body may hold somebody's words.
        Self::Damaged(format!("a stored body cannot be read, line {} column {}", error.line(), error.column()))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = error.kind();
        if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            Self::DiskFull
        } else if kind == ErrorKind::WouldBlock {
            Self::Locked
        } else {
            Self::NotWritable(error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_known_by_each_of_its_signs() {
        for code in [rusqlite::ffi::SQLITE_FULL, rusqlite::ffi::SQLITE_IOERR_SHMSIZE] {
            let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            assert!(matches!(StoreError::from(error), StoreError::DiskFull));
        }
        assert!(matches!(
            StoreError::from(std::io::Error::from(std::io::ErrorKind::StorageFull)),
            StoreError::DiskFull
        ));
    }
}
