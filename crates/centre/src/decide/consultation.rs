//! Section 3: a private chat between two agents about an interaction.

use konsil_protocol::domain::{
    AgentId, CaseAction, ConsultTarget, ConsultationAction, ConsultationEnd, ConsultationId, Refusal,
};

use super::invitation::{close, open::ask_agent};
use super::permitted::{permitted, permitted_in};
use super::{decision::Decision, endings, text};
use crate::{CaseEvent, Invitation, RequestKind, SeatEvent};

pub(super) fn start(
    d: &mut Decision<'_>,
    agent: &AgentId,
    target: &ConsultTarget,
    question: Option<&str>,
) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::Consult)?;
    let text = text::optional_text(question)?;
    ask_agent(d, agent, RequestKind::Consultation, target, text)
}

/// The target accepted: from here on it reads the chat along.
pub(super) fn accepted(d: &mut Decision<'_>, invitation: &Invitation, by: &AgentId) -> Result<(), Refusal> {
    let consultation = d.fresh_consultation()?;
    let with = invitation.to.clone();
    d.emit_in_consultation(
        &consultation,
        CaseEvent::ConsultationStarted {
            consultation: consultation.clone(),
            by: by.clone(),
            target: invitation.target.clone(),
            with: with.clone().into(),
            question: invitation.text.clone(),
        },
    );
    let case = Some(d.case_id());
    d.seat_event(&with, SeatEvent::ConsultedIn { consultation, case });
    close::no_second_consultation(d, by, &with);
    Ok(())
}

/// Either side can end it; the chat with the contact goes on (3.6).
pub(super) fn end(d: &mut Decision<'_>, agent: &AgentId, id: &ConsultationId) -> Result<(), Refusal> {
    permitted_in(&d.case, agent, id, ConsultationAction::End)?;
    endings::end_consultation(d, id, Some(agent), ConsultationEnd::ByAgent);
    Ok(())
}

/// Closes the agent's window of it; after that, nothing (3.7).
pub(super) fn mark_done(d: &mut Decision<'_>, agent: &AgentId, id: &ConsultationId) -> Result<(), Refusal> {
    permitted_in(&d.case, agent, id, ConsultationAction::MarkDone)?;
    endings::close_consultation(d, agent, id);
    Ok(())
}
