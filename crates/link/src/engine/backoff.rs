//! How long to wait before the next attempt: exponential with full jitter, so that a thousand desktops do not come
//! back at the same moment.

use std::time::Duration;

use tokio::time::Instant;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(15);

/// A connection that stood for so long was one. A backend that lets everybody in and fails at once gets no more attempts than
/// one that cannot be reached.
const STOOD: Duration = Duration::from_secs(10);

#[derive(Debug, Default)]
pub(super) struct Backoff {
    attempts: u32,
    /// Since when there is a connection.
    since: Option<Instant>,
}

impl Backoff {
    /// `fraction` of chance is from 0 to 1. What the server asked for is never undercut, nor more than doubled: it knows
    /// best when it has time.
    pub(super) fn next(&mut self, fraction: f64, retry_after: Option<Duration>) -> Duration {
        let most = FIRST.saturating_mul(2_u32.saturating_pow(self.attempts)).min(LONGEST);
        self.attempts = self.attempts.saturating_add(1);
        let jittered = most.mul_f64(fraction.clamp(0.0, 1.0));
        match retry_after {
            Some(asked) => asked.saturating_add(jittered.min(asked)),
            None => jittered,
        }
    }

    pub(super) fn connected(&mut self, now: Instant) {
        self.since = Some(now);
    }

    /// A connection, or the attempt at one, has ended.
    pub(super) fn ended(&mut self, now: Instant) {
        if self.since.take().is_some_and(|since| now.saturating_duration_since(since) >= STOOD) {
            self.attempts = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_a_quarter_second_to_fifteen() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..9).map(|_| backoff.next(1.0, None).as_millis()).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
        let now = Instant::now();
        backoff.connected(now);
        backoff.ended(now + STOOD);
        assert_eq!(backoff.next(0.5, None).as_millis(), 125);
        for _ in 0..100 {
            assert!(backoff.next(1.0, None) <= LONGEST);
        }
    }

    #[test]
    fn a_backend_that_fails_whenever_it_has_let_somebody_in_is_left_alone_as_well() {
        let mut backoff = Backoff::default();
        let now = Instant::now();
        let waits = (0..9).map(|_| {
            backoff.connected(now);
            backoff.ended(now + STOOD / 2);
            backoff.next(1.0, None).as_millis()
        });
        assert_eq!(waits.collect::<Vec<_>>(), [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
        backoff.ended(now + STOOD * 2);
        assert_eq!(backoff.next(1.0, None), LONGEST, "nobody was let in");
    }

    #[test]
    fn what_the_server_asks_for_is_not_undercut() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.next(0.0, Some(Duration::from_secs(40))), Duration::from_secs(40));
        for _ in 0..10 {
            assert!(
                backoff.next(1.0, Some(Duration::from_secs(2))) <= Duration::from_secs(4),
                "it has time again soon"
            );
        }
    }
}
