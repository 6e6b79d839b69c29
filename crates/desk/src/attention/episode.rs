//! Episodes (`docs/behaviour.md` 7.7): maximal runs of unanswered messages of a contact, each opened and closed once.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, Timestamp};

use super::facts::{CaseFacts, Facts, Place};

/// Those that are open.
#[derive(Debug, Default)]
pub(crate) struct Episodes {
    open: BTreeMap<CaseId, Episode>,
    /// Everything so far, for tests that look at whole histories.
    #[cfg(test)]
    pub history: Vec<(CaseId, EpisodeChange)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Episode {
    /// The first unanswered message, in the server's time.
    since: Timestamp,
    /// Our last words before it, by their place.
    after: Option<u64>,
}

/// What became of an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EpisodeChange {
    Opened,
    Closed(Closed),
}

/// Why an episode is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    Answered,
    ContactLeft,
    /// Ended, removed, transferred, gone, or signed out.
    SessionEnded,
}

impl Episodes {
    /// Follows the facts; says what was closed and opened, in this order.
    pub fn follow(&mut self, facts: &Facts) -> Vec<(CaseId, EpisodeChange)> {
        let mut changes = Vec::new();
        let open = std::mem::take(&mut self.open);
        for (id, episode) in open {
            let case = facts.cases.get(&id);
            match case.filter(|case| is_the_same(&episode, case)) {
                Some(case) => {
                    let after = case.answered.map(|answer| answer.order).max(episode.after);
                    self.open.insert(id, Episode { after, ..episode });
                }
                None => changes.push((id, EpisodeChange::Closed(why(&episode, case)))),
            }
        }
        for (id, case) in &facts.cases {
            if let Some(since) = case.waits
                && !self.open.contains_key(id)
            {
                let after = case.answered.map(|answer| answer.order);
                self.open.insert(id.clone(), Episode { since, after });
                changes.push((id.clone(), EpisodeChange::Opened));
            }
        }
        #[cfg(test)]
        self.history.extend(changes.clone());
        changes
    }
}

/// Whether the contact still waits for the same answer.
fn is_the_same(episode: &Episode, case: &CaseFacts) -> bool {
    case.waits == Some(episode.since) && !was_answered(episode, case)
}

fn was_answered(episode: &Episode, case: &CaseFacts) -> bool {
    case.answered.is_some_and(|answer| Some(answer.order) > episode.after && answer.at >= episode.since)
}

fn why(episode: &Episode, case: Option<&CaseFacts>) -> Closed {
    let Some(case) = case else { return Closed::SessionEnded };
    match case.place {
        _ if was_answered(episode, case) => Closed::Answered,
        Place::Asked | Place::Former | Place::None => Closed::SessionEnded,
        Place::Member if case.contact_left => Closed::ContactLeft,
        Place::Member => Closed::Answered,
    }
}
