//! What somebody who waits is told: the place in line, and about how long it will take.

use std::collections::{BTreeMap, VecDeque};

use konsil_protocol::domain::{CaseId, QueueId, Timestamp};
use konsil_protocol::wire::contact::Minutes;

use crate::decide::routing::InLineAt;
use crate::{Case, CasePhase, Rules};

/// So many of the last chats that were taken say how quickly a queue moves, …
const LAST: usize = 20;
/// … none of them longer ago than this, …
const WITHIN_MS: u64 = 30 * 60 * 1_000;
/// … and with fewer there is not enough to go by.
const ENOUGH: usize = 6;
/// How wide the range is, in standard deviations to each side: four of five waits end in it if chats are taken by chance.
const WIDTH: f64 = 1.3;
/// Who would have to be told of more is told nothing.
const MOST_MINUTES: f64 = 60.0;
const MINUTE_MS: f64 = 60_000.0;

/// Where each of these stands in the line of its queue, from 1. Looks at all of them.
#[must_use]
pub fn places<'a>(waiting: impl Iterator<Item = &'a Case>, rules: &Rules) -> BTreeMap<CaseId, u32> {
    let mut all: Vec<_> = waiting
        .filter(|case| case.phase == CasePhase::Waiting)
        .map(|case| (&case.queue, InLineAt::of(case, rules)))
        .collect();
    all.sort_unstable();
    let mut ahead: (Option<&QueueId>, u32) = (None, 0);
    let mut places = BTreeMap::new();
    for (queue, at) in &all {
        ahead = if ahead.0 == Some(*queue) { (ahead.0, ahead.1.saturating_add(1)) } else { (Some(*queue), 1) };
        places.insert(at.case().clone(), ahead.1);
    }
    places
}

/// How quickly the chats of each queue are taken: when the last ones were. Told of every change of a case.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    taken: BTreeMap<QueueId, VecDeque<Timestamp>>,
}

impl Pace {
    /// A case is now so; `before` is what it was.
    pub fn case_changed(&mut self, before: Option<&Case>, after: &Case) {
        let waited = before.filter(|before| before.phase == CasePhase::Waiting);
        let (Some(before), CasePhase::Open) = (waited, after.phase) else { return };
        let Some(at) = after.members.values().map(|member| member.since).max() else { return };
        let taken = self.taken.entry(before.queue.clone()).or_default();
        taken.push_back(at);
        if taken.len() > LAST {
            taken.pop_front();
        }
    }

    /// After how many minutes who stands at this place of the queue will probably be served. None where there is not
    /// enough to go by, or where it would take longer than an hour.
    #[must_use]
    pub fn minutes(&self, queue: &QueueId, place: u32, now: Timestamp) -> Option<Minutes> {
        let recent = self.taken.get(queue)?.iter().filter(|at| now.since_ms(**at) <= WITHIN_MS);
        let taken: Vec<f64> = recent.map(|at| at.0 as f64).collect();
        if taken.len() < ENOUGH {
            return None;
        }
        let mut gaps: Vec<f64> = taken.windows(2).map(|pair| (pair[1] - pair[0]).max(0.0)).collect();
        let mean = |gaps: &[f64]| gaps.iter().sum::<f64>() / gaps.len() as f64;
        // Nobody was taken for longer than usual: that counts too.
        let since_last = now.0 as f64 - taken.last()?;
        if since_last > mean(&gaps) {
            gaps.push(since_last);
        }
        let mean = mean(&gaps);
        let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / (gaps.len() - 1) as f64;
        // As far as the wait varies, and as far as the mean of so few may be wrong.
        let place = f64::from(place);
        let varies = (place * variance + place * place * variance / gaps.len() as f64).sqrt();
        let from = ((place * mean - WIDTH * varies) / MINUTE_MS).floor().max(0.0);
        let to = ((place * mean + WIDTH * varies) / MINUTE_MS).ceil().max(from + 1.0);
        (to <= MOST_MINUTES).then_some(Minutes { from: from as u32, to: to as u32 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue() -> QueueId {
        QueueId::new("rates").unwrap()
    }

    fn taken_at(moments: impl IntoIterator<Item = i64>) -> Pace {
        Pace { taken: BTreeMap::from([(queue(), moments.into_iter().map(Timestamp).collect())]) }
    }

    #[test]
    fn without_enough_to_go_by_or_beyond_an_hour_nothing_is_said() {
        let minute = 60_000;
        assert_eq!(taken_at((0..5).map(|n| n * minute)).minutes(&queue(), 1, Timestamp(5 * minute)), None);
        let steady = taken_at((0..20).map(|n| n * minute));
        assert_eq!(steady.minutes(&queue(), 3, Timestamp(19 * minute)), Some(Minutes { from: 3, to: 4 }));
        assert_eq!(steady.minutes(&queue(), 90, Timestamp(19 * minute)), None);
        assert_eq!(steady.minutes(&queue(), 1, Timestamp(60 * minute)), None, "an hour ago says nothing of now");
    }

    #[test]
    fn a_queue_that_has_stood_still_says_so() {
        let minute = 60_000;
        let steady = taken_at((0..10).map(|n| n * minute));
        let told = |at: i64| steady.minutes(&queue(), 2, Timestamp(at * minute)).unwrap();
        assert!(told(19).to > told(9).to, "{:?} {:?}", told(19), told(9));
    }

    /// SplitMix64.
    struct Chance(u64);

    impl Chance {
        /// From one chat that is taken to the next, by chance, `mean` on the average.
        fn gap(&mut self, mean: f64) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let uniform = ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
            -mean * (1.0 - uniform).ln()
        }
    }

    #[test]
    fn seven_of_ten_waits_at_least_end_within_the_range_that_was_told() {
        let mut chance = Chance(7);
        let (mut told, mut kept) = (0_u32, 0_u32);
        for round in 0..2_000_u32 {
            let mut now = 0.0;
            let moments: Vec<i64> = (0..20)
                .map(|_| {
                    now += chance.gap(90_000.0);
                    now as i64
                })
                .collect();
            let place = 1 + round % 8;
            let Some(range) = taken_at(moments).minutes(&queue(), place, Timestamp(now as i64)) else { continue };
            let wait: f64 = (0..place).map(|_| chance.gap(90_000.0)).sum();
            told += 1;
            kept += u32::from((f64::from(range.from)..=f64::from(range.to)).contains(&(wait / MINUTE_MS)));
        }
        assert!(told > 1_500 && kept * 10 >= told * 7, "{kept} of {told}");
    }
}
