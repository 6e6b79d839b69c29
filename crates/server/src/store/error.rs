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
