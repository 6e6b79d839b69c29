//! Why something could not be done with an account.

use konsil_protocol::domain::AgentId;

use crate::store::StoreError;

/// The shortest password that is taken, in characters.
pub const MIN_PASSWORD_CHARS: usize = 10;
/// The longest password that is taken, in bytes. Longer ones are not even hashed.
pub(super) const MAX_PASSWORD_BYTES: usize = 1_024;

#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The accounts could not be read or written.
    #[error(transparent)]
    Store(StoreError),
    #[error("the accounts file was written by a newer version (schema {found}; this program knows up to {known})")]
    NewerSchema { found: i64, known: i64 },
    #[error("`{0}` already has an account")]
    Exists(AgentId),
    #[error("`{0}` has no account")]
    NoSuchAccount(AgentId),
    #[error("a password has at least {MIN_PASSWORD_CHARS} characters")]
    PasswordTooShort,
    #[error("a password has at most {} bytes", MAX_PASSWORD_BYTES)]
    PasswordTooLong,
    #[error("the password could not be hashed: {0}")]
    Hash(String),
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedIn {
    #[error("unknown login or wrong password")]
    WrongLoginOrPassword,
    #[error("the account is disabled")]
    Disabled,
    #[error("the refresh token is not good (any more)")]
    SignInAgain,
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}
