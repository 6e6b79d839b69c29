//! What must happen at a time: the centre's own acts, and looks at who is connected.

use std::collections::{BTreeMap, BTreeSet};

use konsil_centre::{CentreAct, Deadline};
use konsil_protocol::domain::{CaseId, Timestamp};

use super::Who;

/// Derived again from the state after each change; nothing in here is stored.
#[derive(Default)]
pub(crate) struct Schedule {
    deadlines: BTreeMap<CaseId, Vec<Deadline>>,
    earliest: BTreeSet<(Timestamp, CaseId)>,
    presences: BTreeSet<(Timestamp, Who)>,
}

impl Schedule {
    /// Replaces what is due in that case; nothing of it before `from`.
    pub(crate) fn arm(&mut self, case: &CaseId, mut deadlines: Vec<Deadline>, from: Timestamp) {
        self.disarm(case);
        for deadline in &mut deadlines {
            deadline.at = deadline.at.max(from);
        }
        if let Some(earliest) = deadlines.iter().map(|deadline| deadline.at).min() {
            self.earliest.insert((earliest, case.clone()));
            self.deadlines.insert(case.clone(), deadlines);
        }
    }

    pub(crate) fn disarm(&mut self, case: &CaseId) {
        let old = self.deadlines.remove(case).into_iter().flatten();
        if let Some(earliest) = old.map(|deadline| deadline.at).min() {
            self.earliest.remove(&(earliest, case.clone()));
        }
    }

    pub(crate) fn reconcile(&mut self, at: Timestamp, who: Who) {
        self.presences.insert((at, who));
    }

    /// When to wake up.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        let deadline = self.earliest.first().map(|(at, _)| *at);
        let look = self.presences.first().map(|(at, _)| *at);
        deadline.into_iter().chain(look).min()
    }

    /// Takes out what is due. Cases whose acts are taken must be armed again.
    pub(crate) fn take_acts(&mut self, now: Timestamp) -> Vec<(CaseId, CentreAct)> {
        let mut due = Vec::new();
        while let Some((at, case)) = self.earliest.first().cloned() {
            if at > now {
                break;
            }
            self.earliest.remove(&(at, case.clone()));
            let mut acts = self.deadlines.remove(&case).unwrap_or_default();
            acts.sort_by_key(|deadline| deadline.at);
            due.extend(acts.into_iter().filter(|act| act.at <= now).map(|deadline| (case.clone(), deadline.act)));
        }
        due
    }

    pub(crate) fn take_due_presences(&mut self, now: Timestamp) -> Vec<Who> {
        let mut due = Vec::new();
        while self.presences.first().is_some_and(|(at, _)| *at <= now) {
            due.extend(self.presences.pop_first().map(|(_, who)| who));
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::AgentId;

    use super::*;

    fn case(name: &str) -> CaseId {
        CaseId::new(name).unwrap()
    }

    #[test]
    fn what_is_due_comes_out_once_and_the_rest_waits() {
        let mut schedule = Schedule::default();
        let at = |ms, act| Deadline { at: Timestamp(ms), act };
        let away = CentreAct::AgentVanished { agent: AgentId::new("anna").unwrap() };
        schedule.arm(&case("a"), vec![at(10, CentreAct::ContactTimedOut), at(30, away.clone())], Timestamp(0));
        schedule.arm(&case("b"), vec![at(20, CentreAct::ContactTimedOut)], Timestamp(0));
        assert_eq!(schedule.next(), Some(Timestamp(10)));
        assert_eq!(schedule.take_acts(Timestamp(15)), [(case("a"), CentreAct::ContactTimedOut)]);
        schedule.arm(&case("a"), vec![at(30, away.clone())], Timestamp(0));
        assert_eq!(schedule.next(), Some(Timestamp(20)));
        schedule.disarm(&case("b"));
        assert_eq!(schedule.take_acts(Timestamp(100)), [(case("a"), away)]);
        assert_eq!(schedule.next(), None);
    }
}
