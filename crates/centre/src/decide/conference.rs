//! Section 4: another agent comes into the chat, or is taken out of it.

use konsil_protocol::domain::{
    AgentId, CaseAction, ConsultTarget, ConsultationEnd, InvitationKind, Joined, Left, Refusal,
};

use super::draft::Draft;
use super::invitation::{Asking, ask, first_to_ask};
use super::session;
use super::{consultation, permitted, permitted_to_remove};
use crate::{CaseEvent, Invitation};

pub(super) fn ask_to_join(d: &mut Draft<'_>, agent: &AgentId, target: &ConsultTarget) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::AskConference)?;
    let kind = InvitationKind::Conference;
    let to = first_to_ask(d, agent, target, kind)?;
    ask(d, Asking { kind, by: Some(agent.clone()), target: target.clone(), to, text: None })
}

/// The target joins the chat; the consultation that led here ends (4.2). Others go on, the target's with another
/// member too.
pub(super) fn accepted(d: &mut Draft<'_>, invitation: &Invitation, by: &AgentId) {
    let joining = &invitation.to;
    consultation::end_all(d, ConsultationEnd::BecameConference, |c| c.other(by) == Some(joining));
    d.tell_all(CaseEvent::AgentJoined { agent: joining.clone(), how: Joined::Conference { by: by.clone() } });
    d.session_began(joining);
}

/// *Aus Konferenz löschen* (4.4).
pub(super) fn remove(d: &mut Draft<'_>, agent: &AgentId, other: &AgentId) -> Result<(), Refusal> {
    permitted_to_remove(&d.case, agent, other)?;
    session::leaves(d, other, Left::Removed { by: agent.clone() });
    d.session_ended(other);
    Ok(())
}
