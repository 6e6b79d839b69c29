//! What is derived from the state for those who look: the case as an agent may see it, the agent's own page, the
//! contact's state, the directory.

use konsil_protocol::domain::{AgentId, CaseView, Directory, Me, Timestamp};
use konsil_protocol::wire::contact::ContactState;

use crate::{Case, Roster, Rules};

/// The case as this agent may see it now; none if it has no part in it.
pub fn case_view(case: &Case, roster: &Roster, rules: &Rules, agent: &AgentId, now: Timestamp) -> Option<CaseView> {
    let _ = (case, roster, rules, agent, now);
    None
}

/// The agent's own state with the open invitations; `cases` must hold those the invitations stand in.
pub fn me<'a>(
    agent: &AgentId,
    roster: &Roster,
    rules: &Rules,
    cases: impl Fn(&konsil_protocol::domain::CaseId) -> Option<&'a Case>,
    now: Timestamp,
) -> Option<Me> {
    let _ = (agent, roster, rules, cases.type_id_hint(), now);
    None
}

trait Hint {
    fn type_id_hint(&self) {}
}
impl<T> Hint for T {}

/// Where the chat stands, for the contact.
pub fn contact_state(case: &Case, rules: &Rules) -> ContactState {
    let _ = (case, rules);
    unimplemented!()
}

/// The directory as this agent sees it; `waiting` are the cases that wait in queues.
pub fn directory<'a>(
    version: u64,
    centre: &str,
    agent: &AgentId,
    roster: &Roster,
    rules: &Rules,
    waiting: impl Iterator<Item = &'a Case>,
) -> Directory {
    let _ = (version, centre, agent, roster, rules, waiting.count());
    Directory::default()
}
