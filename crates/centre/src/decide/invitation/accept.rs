//! Accepting an invitation: the one place that leads from an invitation to what it was about.

use konsil_protocol::domain::{AgentId, AgentState, InvitationId, InvitationOutcome, Refusal};

use super::close::{hide_from, open_to};
use crate::decide::available::has_place_for;
use crate::decide::conference;
use crate::decide::consultation;
use crate::decide::decision::Decision;
use crate::decide::session;
use crate::decide::transfer;
use crate::roster::is_consulted_enough;
use crate::{Asked, CaseEvent, RequestKind};

pub(crate) fn accept(d: &mut Decision<'_>, agent: &AgentId, id: &InvitationId) -> Result<(), Refusal> {
    let invitation = open_to(&d.case, agent, id)?.clone();
    let seat = d.seat(agent);
    if seat.state == AgentState::LoggedOut {
        return Err(Refusal::StateNotPossible);
    }
    if invitation.asked.request() == Some(RequestKind::Consultation) && is_consulted_enough(&seat) {
        return Err(Refusal::TargetBusy);
    }
    // Something else has taken the place that it was offered for: it is about to be withdrawn.
    if invitation.asked == Asked::Routed && !has_place_for(agent, &seat, d.rules, &d.case.queue) {
        return Err(Refusal::NoFreePlace);
    }
    hide_from(d, agent, id);
    d.record(CaseEvent::InvitationClosed { invitation: id.clone(), outcome: InvitationOutcome::Accepted });
    match &invitation.asked {
        Asked::Routed => session::routed_to(d, agent),
        Asked::ByAgent { kind: RequestKind::Consultation, by } => consultation::accepted(d, &invitation, by)?,
        Asked::ByAgent { kind: RequestKind::Conference, by } => conference::accepted(d, &invitation, by),
        Asked::ByAgent { kind: RequestKind::Transfer, by } => transfer::accepted(d, &invitation, by),
    }
    Ok(())
}
