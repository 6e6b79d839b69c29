//! What this desktop was shown last, so that it is shown again only when something is different.

use std::collections::{BTreeMap, BTreeSet};

use konsil_centre::{Case, unanswered_since};
use konsil_protocol::domain::{AgentId, CaseId, CaseView, Me, Mine, Party, Standing, Timestamp};

#[derive(Default)]
pub(super) struct Drawn {
    cases: BTreeMap<CaseId, CaseView>,
    me: Option<Me>,
    mine: Option<Mine>,
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

    pub(super) fn is_new_mine(&mut self, mine: &Mine) -> bool {
        replace(&mut self.mine, mine.clone())
    }

    /// The colleagues whom the shown cases and invitations name. Who of a queue is being asked is not among them: what
    /// the agent may not learn it does not learn by their state either.
    pub(super) fn colleagues(&self, me: &AgentId) -> BTreeSet<AgentId> {
        let in_cases = self.cases.values().flat_map(named);
        let askers = self.me.iter().flat_map(|me| &me.invitations).filter_map(|invitation| invitation.by.as_ref());
        in_cases.chain(askers).filter(|agent| *agent != me).cloned().collect()
    }
}

/// The agents whom a view names as having a part in the case.
fn named(view: &CaseView) -> Vec<&AgentId> {
    let asker = match &view.standing {
        Standing::ConsultTarget { by } => Some(by),
        Standing::Member | Standing::Former { .. } | Standing::Unsupported => None,
    };
    let consultations = view.consultations.iter().flat_map(|it| {
        let with = it.with.as_ref().and_then(agent_of);
        [Some(&it.by), it.target.agent(), with].into_iter().flatten()
    });
    let asked = view.requests.iter().filter_map(|request| request.target.agent());
    let members = view.members.iter().filter_map(|member| agent_of(&member.party));
    members.chain(&view.owner).chain(asker).chain(consultations).chain(asked).collect()
}

fn agent_of(party: &Party) -> Option<&AgentId> {
    match party {
        Party::Agent { agent } | Party::Supervisor { agent } | Party::Expert { sponsor: agent, .. } => Some(agent),
        Party::Contact | Party::Unsupported { .. } => None,
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
