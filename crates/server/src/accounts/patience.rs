//! How many may wait to be recognised, and when whoever finds no place shall come again: so that nobody waits longer
//! than a desktop waits for an answer, and the queue is never empty while somebody is still to come.

use std::time::Duration;

/// Passwords compared at the same time.
pub(super) const AT_ONCE: usize = 2;
/// Who waits costs an open connection and little else.
pub(crate) const MAX_WAITING: usize = 1_024;
/// The last in the queue waits for about so long; a desktop gives up after 15 s.
const LONGEST_WAIT_US: u64 = 10_000_000;
/// Whoever has waited for so long, because comparing takes longer than was thought, is asked to come again: a desktop that
/// gives up by itself tells its agent that the server is not there, and does not come again.
pub(super) const HELD_FOR: Duration = Duration::from_secs(12);
/// What one comparison is taken to last before any was measured, in microseconds: short, so that everybody is let wait.
pub(super) const FIRST_GUESS_US: u64 = 10_000;

/// No comparison is as short, on whatever machine.
pub(super) const LEAST_US: u64 = 1_000;

/// How many may wait when a comparison lasts so long.
pub(super) fn places(lasts_us: u64) -> usize {
    let in_time = LONGEST_WAIT_US * AT_ONCE as u64 / lasts_us.max(1);
    usize::try_from(in_time).unwrap_or(MAX_WAITING).clamp(AT_ONCE, MAX_WAITING)
}

/// From a quarter to three quarters of the time in which those who wait now will have had their turn. By chance, so that
/// those who come again do not all come at the same moment; well before the end, so that a queue that went faster than
/// was thought does not stand empty meanwhile.
pub(super) fn retry_after_ms(waiting: usize, lasts_us: u64, chance: u8) -> u64 {
    let all_ms = lasts_us.saturating_mul(waiting as u64) / AT_ONCE as u64 / 1_000;
    (all_ms / 4 + all_ms / 2 * u64::from(chance) / 255).max(100)
}

/// When whoever was held too long comes again: soon, because all who had come at the same time leave with it.
pub(super) fn soon_ms(chance: u8) -> u64 {
    100 + u64::from(chance)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, VecDeque};

    use super::*;

    /// A desktop hangs up when it has waited so long.
    const HANGS_UP_AFTER_US: u64 = 15_000_000;
    const HELD_FOR_US: u64 = HELD_FOR.as_micros() as u64;

    #[derive(Debug, Default)]
    struct Morning {
        all_in_at_us: u64,
        /// How long a thread had nothing to do while somebody was still to come.
        idle_us: u64,
        asked_again: usize,
        longest_wait_us: u64,
    }

    /// So many come at once, each comparison lasts so long. Time is played.
    fn morning(agents: u32, lasts_us: u64) -> Morning {
        let mut day = Morning::default();
        let mut estimate_us = FIRST_GUESS_US;
        // Who comes when, in order; who waits since when; when each thread is free.
        let mut to_come: BTreeSet<(u64, u32)> = (0..agents).map(|agent| (0, agent)).collect();
        let mut waiting: VecDeque<(u64, u32)> = VecDeque::new();
        let mut free_at = [0_u64; AT_ONCE];
        let mut chance = 0_u8;
        let mut now = 0;
        loop {
            while let Some(&(at, agent)) = to_come.first().filter(|(at, _)| *at <= now) {
                to_come.pop_first();
                if waiting.len() < places(estimate_us) {
                    waiting.push_back((at, agent));
                } else {
                    day.asked_again += 1;
                    chance = chance.wrapping_mul(5).wrapping_add(101);
                    let asked_ms = retry_after_ms(waiting.len(), estimate_us, chance);
                    // A desktop adds a little of its own.
                    to_come.insert((now + asked_ms * 1_000 + u64::from(chance) * 1_000, agent));
                }
            }
            while let Some((_, agent)) = waiting.front().copied().filter(|(since, _)| since + HELD_FOR_US <= now) {
                waiting.pop_front();
                day.asked_again += 1;
                chance = chance.wrapping_mul(5).wrapping_add(101);
                to_come.insert((now + soon_ms(chance) * 1_000, agent));
            }
            for free in free_at.iter_mut().filter(|free| **free <= now) {
                if let Some((since, _)) = waiting.pop_front() {
                    *free = now + lasts_us;
                    day.longest_wait_us = day.longest_wait_us.max(*free - since);
                    day.all_in_at_us = day.all_in_at_us.max(*free);
                    estimate_us = (estimate_us * 7 + lasts_us) / 8;
                }
            }
            let next = free_at.iter().copied().chain(to_come.first().map(|(at, _)| *at)).filter(|at| *at > now).min();
            let Some(next) = next else { return day };
            if !to_come.is_empty() || !waiting.is_empty() {
                day.idle_us += (next - now) * free_at.iter().filter(|free| **free <= now).count() as u64;
            }
            now = next;
        }
    }

    #[test]
    fn a_thousand_are_in_as_soon_as_their_passwords_are_compared_however_fast_the_machine_is() {
        for lasts_us in [10_000, 20_000, 25_000, 40_000, 80_000, 200_000] {
            for agents in [200, 1_000, 3_000] {
                let day = morning(agents, lasts_us);
                let by_the_processor_alone = lasts_us * u64::from(agents) / AT_ONCE as u64;
                let seconds = day.all_in_at_us / 1_000_000;
                println!("{agents} agents, {lasts_us} µs each: {seconds} s, {day:?}");
                // The very last may come a moment after the last but one has left.
                assert!(day.idle_us <= by_the_processor_alone / 10, "{day:?}");
                assert!(day.longest_wait_us < HANGS_UP_AFTER_US, "{day:?}");
                assert!(day.all_in_at_us <= by_the_processor_alone + by_the_processor_alone / 10, "{day:?}");
            }
        }
    }

    #[test]
    fn nobody_is_let_wait_longer_than_a_desktop_does_once_it_is_known_how_long_it_takes() {
        for lasts_us in [1, 5_000, 25_000, 300_000, 3_000_000] {
            let wait_us = places(lasts_us) as u64 * lasts_us / AT_ONCE as u64;
            assert!(wait_us <= LONGEST_WAIT_US, "{lasts_us}: {wait_us}");
        }
        assert_eq!(retry_after_ms(800, 25_000, 0), 2_500);
        assert_eq!(retry_after_ms(800, 25_000, 255), 7_500);
        assert_eq!(retry_after_ms(2, 25_000, 255), 100);
    }
}
