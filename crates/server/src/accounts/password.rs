//! Logins, passwords as argon2id hashes, and the memory that hashing one takes.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};

use super::error::{AccountsError, MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS};
use crate::clock::draw;

/// A password's hash as a PHC string, with its salt and parameters.
#[derive(Clone)]
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
        let salt = fresh_salt();
        let (argon, length) = (Argon2::default(), Params::DEFAULT_OUTPUT_LEN);
        let output = output(&argon, password, &salt, length, &mut Scratch::default()).map_err(not_hashed)?;
        described(&salt, &output)
    }

    /// A hash that no password fits, as dear to compare with as any other. Drawn by chance: nothing is hashed for it.
    pub(super) fn of_nobody() -> Result<Self, AccountsError> {
        let mut output = [0_u8; Params::DEFAULT_OUTPUT_LEN];
        draw(&mut output);
        described(&fresh_salt(), &output)
    }

    pub(super) fn stored(phc: &str) -> Result<Self, AccountsError> {
        PasswordHash::new(phc).map(Self).map_err(|error| AccountsError::Hash(error.to_string()))
    }

    pub(super) fn phc(&self) -> String {
        self.0.to_string()
    }

    /// Whether this is the password. The comparison takes the same time for every wrong one.
    pub(super) fn fits(&self, password: &str, scratch: &mut Scratch) -> bool {
        password.len() <= MAX_PASSWORD_BYTES && self.compare(password, scratch).unwrap_or(false)
    }

    /// With the parameters that stand beside the hash, whatever they are today.
    fn compare(&self, password: &str, scratch: &mut Scratch) -> password_hash::Result<bool> {
        let (Some(salt), Some(expected)) = (&self.0.salt, &self.0.hash) else { return Ok(false) };
        let algorithm = Algorithm::try_from(self.0.algorithm.as_str())?;
        let version = self.0.version.map(Version::try_from).transpose()?.unwrap_or_default();
        let argon = Argon2::new(algorithm, version, Params::try_from(&self.0)?);
        let found = Output::new(&output(&argon, password, salt, expected.len(), scratch)?)?;
        // In constant time.
        Ok(found == *expected)
    }
}

fn output(
    argon: &Argon2<'_>,
    password: &str,
    salt: &[u8],
    length: usize,
    scratch: &mut Scratch,
) -> argon2::Result<Vec<u8>> {
    let mut output = vec![0_u8; length];
    let blocks = scratch.blocks(argon.params().block_count()).ok_or(argon2::Error::OutOfMemory)?;
    argon.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, blocks)?;
    Ok(output)
}

/// As [`Argon2::default`] hashes.
fn described(salt: &[u8], output: &[u8]) -> Result<Hash, AccountsError> {
    let described = || -> password_hash::Result<PasswordHash> {
        Ok(PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(&Params::default())?,
            salt: Some(Salt::new(salt)?),
            hash: Some(Output::new(output)?),
        })
    };
    described().map(Hash).map_err(|error| AccountsError::Hash(error.to_string()))
}

fn fresh_salt() -> [u8; 16] {
    let mut salt = [0_u8; 16];
    draw(&mut salt);
    salt
}

#[allow(clippy::needless_pass_by_value)]
fn not_hashed(error: argon2::Error) -> AccountsError {
    AccountsError::Hash(error.to_string())
}

/// The memory in which passwords are hashed, 19 MiB: taken at the first, used again for the next, given back to the
/// system when it is dropped.
#[derive(Default)]
pub(super) struct Scratch {
    blocks: Vec<Block>,
    #[cfg(test)]
    pub(super) taken: usize,
}

/// So many blocks of 1 KiB are asked for at least, of which only those that are used cost memory. glibc learns: once it
/// has got 19 MiB back it takes the next such request from its heaps, one for each thread, and keeps there what is
/// given back. Above 32 MiB it always asks the system, and gives back at once. So no other allocator is needed for this.
const APART: usize = 33 * 1024;

impl Scratch {
    /// None if there is no memory.
    fn blocks(&mut self, count: usize) -> Option<&mut [Block]> {
        if self.blocks.len() < count {
            // Never both at a time.
            self.blocks = Vec::new();
            self.blocks.try_reserve_exact(count.max(APART)).ok()?;
            self.blocks.resize(count, Block::new());
            #[cfg(test)]
            {
                self.taken += 1;
            }
        }
        self.blocks.get_mut(..count)
    }
}

/// Logins are compared without regard to capitals and to space around them.
pub(super) fn login_of(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    const PASSWORD: &str = "correct horse battery";

    #[test]
    fn a_hash_is_what_the_library_makes_and_compares() {
        let hash = Hash::of(PASSWORD).unwrap();
        assert!(hash.phc().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.phc());
        assert!(Argon2::default().verify_password(PASSWORD.as_bytes(), &hash.0).is_ok());
        let theirs: PasswordHash = Argon2::default().hash_password(PASSWORD.as_bytes()).unwrap();
        let mut scratch = Scratch::default();
        assert!(Hash(theirs.clone()).fits(PASSWORD, &mut scratch));
        assert!(!Hash(theirs).fits("correct horse batterz", &mut scratch));
        assert!(!Hash::of_nobody().unwrap().fits(PASSWORD, &mut scratch));
        assert_eq!(scratch.taken, 1, "the same memory for all of them");
    }

    #[test]
    fn a_hash_made_with_other_parameters_is_compared_with_those() {
        let mut scratch = Scratch::default();
        for (memory, passes, lanes) in [(64, 1, 1), (21_000, 1, 2), (256, 3, 4)] {
            let dear = Argon2::from(Params::new(memory, passes, lanes, Some(24)).unwrap());
            let theirs: PasswordHash = dear.hash_password(PASSWORD.as_bytes()).unwrap();
            let stored = Hash::stored(&theirs.to_string()).unwrap();
            assert!(stored.fits(PASSWORD, &mut scratch), "{theirs}");
            assert!(!stored.fits("correct horse", &mut scratch));
        }
    }
}
