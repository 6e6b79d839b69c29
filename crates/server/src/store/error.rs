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
    #[error("the database is damaged: {0}")]
    Damaged(String),
    #[error("the database does not answer: {0}")]
    Unavailable(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let said = error.to_string();
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
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::WouldBlock => Self::Locked,
            _ => Self::NotWritable(error.to_string()),
        }
    }
}
