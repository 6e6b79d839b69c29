//! What must happen to a case by itself, and when. Derived from the state alone, so that nothing is forgotten over a
//! restart.

use konsil_protocol::domain::Timestamp;

use super::{act::CentreAct, contact, invitation::close, routing, session, taken_out};
use crate::{Case, Roster, Rules};

/// Something that the centre must do at a time, if the case or seat still asks for it then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// May lie in the past: then at once.
    pub at: Timestamp,
    pub act: CentreAct,
}

/// What must happen to this case by itself. It changes with the case and with the seats of its agents.
pub fn deadlines(case: &Case, roster: &Roster, rules: &Rules) -> Vec<Deadline> {
    let mut deadlines = Vec::new();
    for (id, invitation) in case.invitations.iter() {
        let act = CentreAct::Expire { invitation: id.clone() };
        deadlines.push(Deadline { at: invitation.expires_at, act });
        let seat = roster.get(&invitation.to).cloned().unwrap_or_default();
        if let Some(at) = close::withdrawn_at(case, invitation, &seat, rules) {
            let act = CentreAct::WithdrawOffersTo { agent: invitation.to.clone() };
            deadlines.push(Deadline { at, act });
        }
    }
    if let Some(at) = routing::ask_again_at(case) {
        deadlines.push(Deadline { at, act: CentreAct::AskAgain });
    }
    if let Some(at) = routing::widens_at(case, rules) {
        deadlines.push(Deadline { at, act: CentreAct::Widen });
    }
    if let Some(at) = contact::times_out_at(case, rules) {
        deadlines.push(Deadline { at, act: CentreAct::ContactTimedOut });
    }
    if let Some((at, agent)) = session::vanishes_at(case, roster, rules) {
        deadlines.push(Deadline { at, act: CentreAct::AgentVanished { agent } });
    }
    for (at, agent) in session::returned_agents(case, roster) {
        deadlines.push(Deadline { at, act: CentreAct::AgentReturned { agent } });
    }
    for agent in taken_out::strangers(case, rules) {
        let act = CentreAct::AgentTakenOut { agent: agent.clone() };
        deadlines.push(Deadline { at: Timestamp(0), act });
    }
    deadlines
}
