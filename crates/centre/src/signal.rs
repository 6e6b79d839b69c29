//! To whom a signal goes: one function, beside [`may_see`](crate::may_see) for what is kept.

use std::collections::BTreeSet;

use konsil_protocol::domain::{AgentId, Signal, Thread, ThreadRef};

use crate::{Case, Consultation, Viewer, viewer};

/// To whom a signal goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressees {
    pub contact: bool,
    pub agents: BTreeSet<AgentId>,
}

/// To whom this signal goes. `from` is what its sender is to the signal's thread. None if the sender may give no such
/// signal there.
#[must_use]
pub fn addressees(case: &Case, from: &Viewer, signal: &Signal) -> Option<Addressees> {
    match signal {
        Signal::Typing { thread: ThreadRef { case: _, thread } } => typing(case, from, thread),
    }
}

/// In `Main` those whom the contact sees may type; who reads along may not be noticed. In a consultation its two agents
/// may, and only the other one hears it.
fn typing(case: &Case, from: &Viewer, thread: &Thread) -> Option<Addressees> {
    let contact_is_there = !case.contact_has_left();
    let (contact, sender) = match (from, thread) {
        (Viewer::Contact, Thread::Main) if contact_is_there => (false, None),
        (Viewer::Member { agent, owner: _ }, Thread::Main) => (contact_is_there, Some(agent)),
        (Viewer::Consulting { agent, consultation: own }, Thread::Consultation { consultation })
            if own == consultation =>
        {
            (false, Some(agent))
        }
        (
            Viewer::Contact
            | Viewer::Member { .. }
            | Viewer::ConsultTarget { .. }
            | Viewer::Consulting { .. }
            | Viewer::Former { .. }
            | Viewer::Supervisor { .. },
            _,
        ) => return None,
    };
    Some(Addressees {
        contact,
        agents: readers(case, thread).filter(|agent| Some(*agent) != sender).cloned().collect(),
    })
}

/// The agents who read this thread as it goes on.
fn readers<'a>(case: &'a Case, thread: &'a Thread) -> impl Iterator<Item = &'a AgentId> {
    let consulting = case.consultations.values().flat_map(Consultation::agents);
    let involved = case.members.keys().chain(consulting);
    involved.filter(|agent| match viewer(case, agent, thread) {
        Some(
            Viewer::Member { .. }
            | Viewer::ConsultTarget { .. }
            | Viewer::Consulting { .. }
            | Viewer::Supervisor { .. },
        ) => true,
        Some(Viewer::Contact | Viewer::Former { .. }) | None => false,
    })
}
