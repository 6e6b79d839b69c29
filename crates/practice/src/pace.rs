//! How long people need for things.

use std::time::Duration;

use crate::chance::Chance;

/// How quickly people come and write. Patience is the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As a learner can follow: people think, type, and come one after the other.
    Learner,
    /// At once, for tests.
    Brisk,
}

const MILLIS_PER_CHARACTER: u64 = 35;
const SHORTEST_TYPING: Duration = Duration::from_millis(1_500);
const LONGEST_TYPING: Duration = Duration::from_secs(7);

impl Pace {
    /// Somebody reads, decides, reaches for the mouse.
    pub(crate) fn think(self, chance: &mut Chance, least_ms: u64, most_ms: u64) -> Duration {
        self.scaled(chance.between(Duration::from_millis(least_ms), Duration::from_millis(most_ms)))
    }

    pub(crate) fn typing(self, text: &str) -> Duration {
        let characters = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        let typing = Duration::from_millis(characters.saturating_mul(MILLIS_PER_CHARACTER));
        self.scaled(typing.clamp(SHORTEST_TYPING, LONGEST_TYPING))
    }

    pub(crate) fn scaled(self, duration: Duration) -> Duration {
        match self {
            Self::Learner => duration,
            Self::Brisk => duration / 50,
        }
    }
}
