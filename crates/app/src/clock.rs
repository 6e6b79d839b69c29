//! The time and fresh ids: wall time at the start and monotonic time since, so that a clock that is set back or drifts
//! moves nothing. Only what the computer has slept through is caught up with: monotonic time may not count it.

use konsil_desk::Moment;
use konsil_link::wall_clock;
use konsil_protocol::domain::{CommandId, Timestamp};
use tokio::time::{Duration, Instant};

/// Below this the wall clock and ours have drifted; above it the computer was asleep.
const ASLEEP_MS: u64 = 30_000;

/// Whether the computer was asleep since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slept {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    began: Instant,
    wall: Timestamp,
}

impl Clock {
    pub fn start() -> Self {
        Self { began: Instant::now(), wall: wall_clock() }
    }

    /// After a sleep ours must not lie behind the wall clock. Whether it did: the windows' clocks do as well, then.
    pub fn catch_up(&mut self) -> Slept {
        self.catch_up_with(wall_clock())
    }

    fn catch_up_with(&mut self, wall: Timestamp) -> Slept {
        let behind = wall.since_ms(self.now());
        if behind <= ASLEEP_MS {
            return Slept::No;
        }
        tracing::info!(behind, "the computer was asleep");
        self.wall = self.wall.plus_ms(behind);
        Slept::Yes
    }

    pub fn now(&self) -> Timestamp {
        self.wall.plus_ms(u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// The instant at which it is `at`.
    pub fn instant(&self, at: Timestamp) -> Instant {
        self.began + Duration::from_millis(at.since_ms(self.wall))
    }

    /// # Errors
    /// A fresh id is no id for a command.
    pub fn moment(&self) -> anyhow::Result<Moment> {
        Ok(Moment::new(self.now(), CommandId::new(fresh_id())?))
    }
}

/// 128 bits, 122 of them random, in 32 hexadecimal digits.
pub(crate) fn fresh_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn after_a_sleep_it_is_as_late_as_on_the_wall() {
        let mut clock = Clock::start();
        let began = clock.now();
        let eight_hours = 8 * 60 * 60 * 1000;
        assert_eq!(clock.catch_up_with(began.plus_ms(eight_hours)), Slept::Yes);
        assert_eq!(clock.now(), began.plus_ms(eight_hours));
        let due = clock.instant(clock.now().plus_ms(1_000));
        assert_eq!(due - Instant::now(), Duration::from_secs(1), "what is due is due in that time");
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_drifts_or_is_set_back_moves_nothing() {
        let mut clock = Clock::start();
        let began = clock.now();
        assert_eq!(clock.catch_up_with(began.plus_ms(ASLEEP_MS)), Slept::No);
        assert_eq!(clock.catch_up_with(Timestamp(0)), Slept::No);
        assert_eq!(clock.now(), began);
    }
}
