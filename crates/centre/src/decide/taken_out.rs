//! An agent who is in the centre file no more (2.11). Nobody waits for somebody who does not come back: whatever it has open
//! in a case passes to colleagues or ends. That is derived from case and rules as every deadline is, so it makes no
//! difference whether the file was read again while the server ran, or at its next start.

use std::collections::BTreeSet;

use konsil_protocol::domain::{AgentId, ConsultationEnd, ConsultationId, Left, Refusal};

use super::invitation::close::{withdraw_all, withdraw_from};
use super::{decision::Decision, endings, session::heir};
use crate::{Case, CaseEvent, Consultation, Rules};

/// Those who have something open in this case and are not in the centre file.
pub(super) fn strangers<'a>(case: &'a Case, rules: &Rules) -> BTreeSet<&'a AgentId> {
    let members = case.members.keys();
    let consulted = case.consultations.values().flat_map(Consultation::agents);
    let invited = case.invitations.values().flat_map(|it| it.asked.by().into_iter().chain([&it.to]));
    let all = members.chain(consulted).chain(invited);
    all.filter(|agent| !rules.agents.contains_key(*agent) && has_something_open(case, agent)).collect()
}

fn has_something_open(case: &Case, agent: &AgentId) -> bool {
    case.members.contains_key(agent)
        || case.consultations.values().any(|it| it.is_open_to(agent))
        || case.invitations.values().any(|it| it.asked.is_by(agent) || &it.to == agent)
}

/// What it asked for is withdrawn, what it was asked goes to the next, its consultations end, and its chat is a colleague's
/// who is in it, or waits in the queue again. Nothing is left to be marked done.
pub(super) fn leaves_for_good(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    if d.rules.agents.contains_key(agent) || !has_something_open(&d.case, agent) {
        return Err(Refusal::NotPermitted);
    }
    withdraw_all(d, |invitation| invitation.asked.is_by(agent));
    withdraw_from(d, agent);
    endings::end_consultations(d, ConsultationEnd::SessionEnded, |c| c.is_of(agent));
    if d.case.is_active(agent) {
        leaves_the_chat(d, agent);
    }
    let windows: Vec<ConsultationId> =
        d.case.consultations.iter().filter(|(_, c)| c.is_open_to(agent)).map(|(id, _)| id.clone()).collect();
    for id in windows {
        endings::close_consultation(d, agent, &id);
    }
    if d.case.members.contains_key(agent) {
        d.record(CaseEvent::MarkedDone { agent: agent.clone() });
        d.wrap_up_done(agent);
    }
    Ok(())
}

fn leaves_the_chat(d: &mut Decision<'_>, agent: &AgentId) {
    let was_owner = d.case.is_owner(agent);
    d.emit_to_everyone(CaseEvent::AgentLeft { agent: agent.clone(), why: Left::Vanished });
    d.session_ended(agent);
    if d.case.active().next().is_some() {
        if was_owner && let Some(heir) = heir(&d.case, d.roster()) {
            d.emit_to_agents(CaseEvent::OwnerChanged { agent: heir, note: None });
        }
    } else if d.case.contact_has_left() {
        endings::chat_ends(d);
    } else {
        // Whatever the queue says of agents who may come back: this one does not.
        withdraw_all(d, |_| true);
        let queue = d.case.queue.clone();
        d.emit_to_everyone(CaseEvent::BackInQueue { by: None, queue, note: None });
    }
}
