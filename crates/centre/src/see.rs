//! Who may see what: one function, for live delivery, history and export alike.

use konsil_protocol::domain::{AgentId, Entry, Thread};
use konsil_protocol::wire::contact::ContactEvent;

use crate::{Case, Recorded, Rules};

/// Somebody who looks at a thread of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    Contact,
    Member { agent: AgentId, owner: bool },
    /// One of the two of a consultation; reads `Main` along from its beginning.
    ConsultTarget { agent: AgentId },
    /// Sees what it could see up to that version, and nothing later.
    Former { agent: AgentId, until: u64, was: Box<Viewer> },
    Supervisor { agent: AgentId },
}

/// Whether this viewer of that thread may see the event.
pub fn may_see(viewer: &Viewer, event: &Recorded) -> bool {
    let _ = (viewer, event);
    false
}

/// What this agent is to that thread now; none if it may not see it at all.
pub fn viewer(case: &Case, agent: &AgentId, thread: &Thread) -> Option<Viewer> {
    let _ = (case, agent, thread);
    None
}

/// The line an agent reads. None for what shows in views only.
pub fn entry(event: &Recorded) -> Option<Entry> {
    let _ = event;
    None
}

/// What the contact reads. None for what the contact does not see: asked only after [`may_see`].
pub fn contact_event(event: &Recorded, rules: &Rules) -> Option<ContactEvent> {
    let _ = (event, rules);
    None
}
