//! What this desktop was shown last, so that it is shown again only when something is different.

use std::collections::BTreeMap;

use konsil_centre::{Case, unanswered_since};
use konsil_protocol::domain::{AgentId, CaseId, CaseView, Directory, Me, Timestamp};

#[derive(Default)]
pub(super) struct Drawn {
    cases: BTreeMap<CaseId, CaseView>,
    me: Option<Me>,
    directory: Option<Directory>,
}

impl Drawn {
    pub(super) fn knows(&self, case: &CaseId) -> bool {
        self.cases.contains_key(case)
    }

    pub(super) fn known(&self) -> Vec<CaseId> {
        self.cases.keys().cloned().collect()
    }

    pub(super) fn forget(&mut self, case: &CaseId) -> bool {
        self.cases.remove(case).is_some()
    }

    /// The view of now, if it shows anything that the last one did not. Time that passes is nothing new.
    pub(super) fn news_of_case(&mut self, view: CaseView, now: Timestamp) -> Option<CaseView> {
        let version = view.version;
        let still = stilled(view, now);
        if self.cases.get(&still.case) == Some(&still) {
            return None;
        }
        self.cases.insert(still.case.clone(), still.clone());
        Some(moving(still, version, now))
    }

    /// The same after messages: they change nothing in the view of a case that is known, save since when the contact waits.
    pub(super) fn news_of_messages(&mut self, case: &Case, agent: &AgentId, now: Timestamp) -> Option<CaseView> {
        let still = self.cases.get_mut(&case.id)?;
        let waits = unanswered_since(case, agent);
        if still.unanswered_since == waits {
            return None;
        }
        still.unanswered_since = waits;
        Some(moving(still.clone(), case.version, now))
    }

    pub(super) fn is_new_me(&mut self, me: &Me, now: Timestamp) -> bool {
        let mut still = me.clone();
        still.version = 0;
        still.do_not_disturb_ms = still.do_not_disturb_ms.map(|left| until(now, left));
        for invitation in &mut still.invitations {
            invitation.remaining_ms = until(now, invitation.remaining_ms);
        }
        replace(&mut self.me, still)
    }

    pub(super) fn is_new_directory(&mut self, directory: &Directory) -> bool {
        let mut still = directory.clone();
        still.version = 0;
        replace(&mut self.directory, still)
    }
}

/// A view without what changes by itself, or whenever anything happens.
fn stilled(mut view: CaseView, now: Timestamp) -> CaseView {
    view.version = 0;
    for request in &mut view.requests {
        request.remaining_ms = until(now, request.remaining_ms);
    }
    view
}

/// With that again, as of now.
fn moving(mut still: CaseView, version: u64, now: Timestamp) -> CaseView {
    still.version = version;
    for request in &mut still.requests {
        let until = Timestamp(i64::try_from(request.remaining_ms).unwrap_or(i64::MAX));
        request.remaining_ms = until.since_ms(now);
    }
    still
}

/// The time at which nothing remains: the same however much of it has passed.
fn until(now: Timestamp, remaining_ms: u64) -> u64 {
    now.plus_ms(remaining_ms).0.unsigned_abs()
}

fn replace<T: PartialEq>(last: &mut Option<T>, new: T) -> bool {
    let is_new = last.as_ref() != Some(&new);
    *last = Some(new);
    is_new
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::AgentState;

    use super::*;

    fn me(do_not_disturb_ms: Option<u64>) -> Me {
        Me {
            agent: AgentId::new("anna").unwrap(),
            version: 1,
            name: "Anna Arendt".to_owned(),
            nickname: None,
            state: AgentState::Ready,
            state_since: Timestamp(0),
            do_not_disturb_ms,
            places_taken: 0,
            capacity: 3,
            invitations: Vec::new(),
        }
    }

    #[test]
    fn what_is_left_of_a_do_not_disturb_is_news_only_when_its_end_is_another() {
        let mut drawn = Drawn::default();
        assert!(drawn.is_new_me(&me(Some(60_000)), Timestamp(1_000)));
        assert!(!drawn.is_new_me(&me(Some(59_000)), Timestamp(2_000)), "a second later, a second less");
        assert!(drawn.is_new_me(&me(Some(59_000)), Timestamp(2_001)), "prolonged");
        assert!(drawn.is_new_me(&me(None), Timestamp(3_000)), "ended");
        assert!(!drawn.is_new_me(&me(None), Timestamp(70_000)));
    }
}
