//! Time and chance, the two things that the rules get handed in. Tests hand in their own.

use std::time::{SystemTime, UNIX_EPOCH};

use konsil_protocol::domain::Timestamp;
use tokio::time::Instant;

/// What time it is.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;
}

/// Wall time at the start plus monotonic time since: a clock that is set back makes nothing run backwards.
pub struct SystemClock {
    wall: Timestamp,
    start: Instant,
}

impl SystemClock {
    #[must_use]
    pub fn new() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Self { wall: Timestamp(i64::try_from(wall).unwrap_or(i64::MAX)), start: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        self.wall.plus_ms(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX))
    }
}

/// Names that nobody has used, and secrets that nobody can guess.
pub trait Ids: Send + Sync + 'static {
    /// A fresh id, at most 64 characters.
    fn id(&self) -> String;
    /// 256 bits.
    fn secret(&self) -> [u8; 32];
}

/// From the operating system: ids are UUIDs of version 4.
pub struct RandomIds;

impl Ids for RandomIds {
    fn id(&self) -> String {
        let mut bytes = [0_u8; 16];
        draw(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        draw(&mut bytes);
        bytes
    }
}

/// Fills `bytes` from the operating system: the one place of this program where randomness comes from.
pub(crate) fn draw(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        // Guessable secrets are worse than no server.
        tracing::error!(%error, "the operating system gives no random bytes");
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_version_4() {
        let id = RandomIds.id();
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "4");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
        assert_ne!(id, RandomIds.id());
    }
}
