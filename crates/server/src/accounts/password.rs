//! Logins, and passwords as argon2id hashes.

use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{Error, phc::PasswordHash},
};

use super::error::{AccountsError, MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS};
use crate::clock::draw;

/// A password's hash as a PHC string, with its salt and parameters.
pub(super) struct Hash(PasswordHash);

impl Hash {
    /// Hashes a password that somebody chose. Takes a good part of a second, by design.
    pub(super) fn of(password: &str) -> Result<Self, AccountsError> {
        if password.chars().count() < MIN_PASSWORD_CHARS {
            return Err(AccountsError::PasswordTooShort);
        }
        if password.len() > MAX_PASSWORD_BYTES {
            return Err(AccountsError::PasswordTooLong);
        }
        hash(password.as_bytes()).map(Self)
    }

    /// A hash that no password fits, as dear to compare with as any other.
    pub(super) fn of_nobody() -> Result<Self, AccountsError> {
        let mut secret = [0_u8; 32];
        draw(&mut secret);
        hash(&secret).map(Self)
    }

    pub(super) fn stored(phc: &str) -> Result<Self, AccountsError> {
        PasswordHash::new(phc).map(Self).map_err(|error| AccountsError::Hash(error.to_string()))
    }

    pub(super) fn phc(&self) -> String {
        self.0.to_string()
    }

    /// Whether this is the password. The comparison takes the same time for every wrong one.
    pub(super) fn fits(&self, password: &str) -> bool {
        password.len() <= MAX_PASSWORD_BYTES && Argon2::default().verify_password(password.as_bytes(), &self.0).is_ok()
    }
}

fn hash(password: &[u8]) -> Result<PasswordHash, AccountsError> {
    Argon2::default().hash_password(password).map_err(|error: Error| AccountsError::Hash(error.to_string()))
}

/// Logins are compared without regard to capitals and to space around them.
pub(super) fn login_of(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}
