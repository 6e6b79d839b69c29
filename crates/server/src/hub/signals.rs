//! What passes by and is not kept: to whom it goes is [`konsil_centre::addressees`], how often is [`SignalLimits`].

use std::{collections::HashMap, mem::Discriminant, sync::Arc, time::Duration};

use konsil_centre::{Viewer, addressees, viewer};
use konsil_protocol::domain::{AgentId, CaseId, Party, Signal, ThreadRef};
use tokio::time::Instant;

use super::{AgentNotice, ContactNotice, Hub};
use crate::store::CaseRecord;

/// How often the signals of one sender pass: each kind in each thread by itself. A limit over several threads would
/// let the contact see, in what it does not get, that an agent is busy in a consultation.
#[derive(Debug, Default)]
pub(crate) struct SignalLimits {
    /// Until when no further one passes.
    closed_until: HashMap<(Discriminant<Signal>, ThreadRef), Instant>,
}

impl SignalLimits {
    /// Whether this one passes; then the next one has to wait. Asked for signals only that the sender may give: so
    /// nobody can have more threads kept here than those it has a part in, and only while their time is not over.
    fn passes(&mut self, signal: &Signal, now: Instant) -> bool {
        self.closed_until.retain(|_, until| *until > now);
        let key = (std::mem::discriminant(signal), signal.thread().clone());
        if self.closed_until.contains_key(&key) {
            return false;
        }
        self.closed_until.insert(key, now + between(signal));
        true
    }
}

/// From one to the next.
fn between(signal: &Signal) -> Duration {
    match signal {
        Signal::Typing { .. } => Duration::from_secs(1),
    }
}

impl Hub {
    pub(crate) fn agent_signal(&self, agent: &AgentId, signal: &Signal, limits: &mut SignalLimits) {
        let ThreadRef { case, thread } = signal.thread();
        let Some(record) = self.published_case(case) else { return };
        let Some(from) = viewer(&record.case, agent, thread) else { return };
        self.pass_on(&record, &from, &Party::Agent { agent: agent.clone() }, signal, limits);
    }

    pub(crate) fn contact_typing(&self, case: &CaseId, limits: &mut SignalLimits) {
        let Some(record) = self.published_case(case) else { return };
        let signal = Signal::Typing { thread: ThreadRef::main(case.clone()) };
        self.pass_on(&record, &Viewer::Contact, &Party::Contact, &signal, limits);
    }

    fn pass_on(&self, record: &CaseRecord, sender: &Viewer, from: &Party, signal: &Signal, limits: &mut SignalLimits) {
        let Some(to) = addressees(&record.case, sender, signal) else { return };
        if !limits.passes(signal, Instant::now()) {
            return;
        }
        for agent in &to.agents {
            self.presence.hint_agent(agent, AgentNotice::Signal { from: from.clone(), signal: signal.clone() });
        }
        if to.contact
            && let Some(name) = self.centre().rules.name_for_contact(from)
        {
            let hint = match signal {
                Signal::Typing { .. } => ContactNotice::Typing { name: name.to_owned() },
            };
            self.presence.hint_contact(&record.case.id, &hint);
        }
    }

    fn published_case(&self, case: &CaseId) -> Option<Arc<CaseRecord>> {
        self.published().cases.get(case).cloned()
    }
}

#[cfg(test)]
mod tests {
    use konsil_centre::Case;
    use konsil_protocol::domain::{ConsultationId, Thread};

    use super::{super::Published, *};
    use crate::store::{Counters, Restored};

    fn typing(case: &str, thread: Thread) -> Signal {
        Signal::Typing { thread: ThreadRef { case: CaseId::new(case).unwrap(), thread } }
    }

    fn aside() -> Thread {
        Thread::Consultation { consultation: ConsultationId::new("k").unwrap() }
    }

    #[test]
    fn each_thread_has_a_limit_of_its_own() {
        let (mut limits, now) = (SignalLimits::default(), Instant::now());
        let (a, b, private) = (typing("a", Thread::Main), typing("b", Thread::Main), typing("a", aside()));
        for signal in [&a, &b, &private] {
            assert!(limits.passes(signal, now), "{signal:?}");
        }
        for signal in [&a, &b, &private] {
            assert!(!limits.passes(signal, now), "{signal:?}");
        }
        let almost = now + between(&a).saturating_sub(Duration::from_millis(1));
        assert!(!limits.passes(&a, almost), "what did not pass does not begin the time anew");
        assert!(limits.passes(&a, now + between(&a)));
    }

    #[test]
    fn what_nobody_may_see_is_not_counted() {
        let centre = Arc::new(crate::gateway::centre_for_tests());
        let mut published = Published::restored(Restored::default(), centre);
        let case = Case::new(CaseId::new("a").unwrap());
        published.put(Arc::new(CaseRecord { case, counters: Counters::default() }));
        let hub = Hub::new(published);
        let (anna, mut limits) = (AgentId::new("anna").unwrap(), SignalLimits::default());
        for case in ["a", "nowhere"] {
            for thread in [Thread::Main, aside()] {
                hub.agent_signal(&anna, &typing(case, thread), &mut limits);
            }
        }
        assert!(limits.closed_until.is_empty());
    }

    #[test]
    fn what_is_over_is_forgotten() {
        let (mut limits, begin) = (SignalLimits::default(), Instant::now());
        for second in 0..1_000 {
            let now = begin + Duration::from_secs(second);
            for chat in 0..3 {
                assert!(limits.passes(&typing(&format!("{second}-{chat}"), Thread::Main), now));
            }
            assert_eq!(limits.closed_until.len(), 3);
        }
    }
}
