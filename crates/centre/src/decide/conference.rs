//! Section 4: another agent joins the chat, or is taken out of it.

use konsil_protocol::domain::{AgentId, CaseAction, ConsultTarget, ConsultationEnd, Joined, Left, Refusal};

use super::permitted::{permitted, permitted_to_remove};
use super::{decision::Decision, endings, invitation::open::ask_agent};
use crate::{CaseEvent, Invitation, RequestKind};

pub(super) fn ask_to_join(d: &mut Decision<'_>, agent: &AgentId, target: &ConsultTarget) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::AskConference)?;
    ask_agent(d, agent, RequestKind::Conference, target, None)
}

/// The target joins the chat; the consultation that led here ends (4.2). Others go on, the target's with another
/// member too.
pub(super) fn accepted(d: &mut Decision<'_>, invitation: &Invitation, by: &AgentId) {
    let joining = &invitation.to;
    endings::end_consultations(d, ConsultationEnd::BecameConference, |c| c.is_between(by, joining));
    d.emit_to_everyone(CaseEvent::AgentJoined { agent: joining.clone(), how: Joined::Conference { by: by.clone() } });
    d.session_began(joining);
}

/// *Aus Konferenz löschen* (4.4).
pub(super) fn remove(d: &mut Decision<'_>, agent: &AgentId, other: &AgentId) -> Result<(), Refusal> {
    permitted_to_remove(&d.case, agent, other)?;
    endings::agent_leaves(d, other, Left::Removed { by: agent.clone() });
    d.session_ended(other);
    Ok(())
}
