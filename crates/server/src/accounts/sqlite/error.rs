//! Turns what SQLite reports into the errors of accounts.

use crate::{
    accounts::{AccountsError, NotSignedIn},
    store::StoreError,
};

impl From<rusqlite::Error> for AccountsError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(StoreError::from(error))
    }
}

impl From<rusqlite::Error> for NotSignedIn {
    fn from(error: rusqlite::Error) -> Self {
        Self::Accounts(error.into())
    }
}
