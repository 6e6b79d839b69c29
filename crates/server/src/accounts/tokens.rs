//! The rules for sessions and their tokens. Each token is 256 random bits and stored hashed.
//!
//! A **generation** is what one refresh token is replaced by. The first use of a generation's token makes it the
//! session's current one. The current token may be used again for a minute (the answer may have been lost on the way),
//! as long as none of its successors was used. Any other use of an old token means that two have it: the
//! session ends for both.

use std::cmp::Ordering;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use konsil_protocol::domain::Timestamp;
use sha2::{Digest, Sha256};

use crate::clock::draw;

/// An access token is good for so long.
pub const ACCESS_FOR_MS: u64 = 15 * 60 * 1_000;
/// A refresh token may be used again for so long after its first use, if its successor was not used.
pub const PREVIOUS_FOR_MS: u64 = 60 * 1_000;
/// A session that is not refreshed for so long has ended.
pub const REFRESH_FOR_MS: u64 = 30 * 24 * 60 * 60 * 1_000;
/// Old refresh tokens are remembered for so long, to notice that somebody else has one.
const REMEMBERED_FOR_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// What is known about a refresh token that somebody uses.
pub(super) struct Use {
    /// The generation of the token.
    pub(super) generation: i64,
    /// The generation of the newest token that the session has used.
    pub(super) current: i64,
    pub(super) first_used_at: Option<Timestamp>,
}

impl Use {
    /// Whether the session goes on. Otherwise it ends, for whoever holds a token of it.
    pub(super) fn is_good(&self, now: Timestamp) -> bool {
        match (self.generation.cmp(&self.current), self.first_used_at) {
            (Ordering::Greater, _) => true,
            (Ordering::Equal, Some(first)) => now.since_ms(first) <= PREVIOUS_FOR_MS,
            // A sibling of the one that was used, or one that was replaced.
            (Ordering::Equal, None) | (Ordering::Less, _) => false,
        }
    }
}

/// A session that was last refreshed then, or before, has ended.
pub(super) fn ended_before(now: Timestamp) -> Timestamp {
    before(now, REFRESH_FOR_MS)
}

/// Refresh tokens that were first used before then are forgotten.
pub(super) fn forgotten_before(now: Timestamp) -> Timestamp {
    before(now, REMEMBERED_FOR_MS)
}

fn before(now: Timestamp, ms: u64) -> Timestamp {
    Timestamp(now.0.saturating_sub(i64::try_from(ms).unwrap_or(i64::MAX)))
}

pub(super) fn fresh_token() -> String {
    let mut bytes = [0_u8; 32];
    draw(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
