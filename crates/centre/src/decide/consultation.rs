//! Section 3: a private chat between two agents about an interaction.

use konsil_protocol::domain::{
    AgentId, CaseAction, ConsultTarget, ConsultationAction, ConsultationEnd, ConsultationId, InvitationKind, Refusal,
};

use super::draft::Draft;
use super::invitation::{Asking, ask, first_to_ask};
use super::{permitted, permitted_in, text};
use crate::{CaseEvent, Consultation, Invitation, SeatEvent};

pub(super) fn start(
    d: &mut Draft<'_>,
    agent: &AgentId,
    target: &ConsultTarget,
    question: Option<&str>,
) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::Consult)?;
    let text = text::optional_text(question)?;
    let kind = InvitationKind::Consultation;
    let to = first_to_ask(d, agent, target, kind)?;
    ask(d, Asking { kind, by: Some(agent.clone()), target: target.clone(), to, text })
}

/// The target accepted: from here on it reads the chat along.
pub(super) fn accepted(d: &mut Draft<'_>, invitation: &Invitation, by: &AgentId) -> Result<(), Refusal> {
    let consultation = d.fresh_consultation()?;
    let with = invitation.to.clone();
    d.tell_consultation(
        &consultation,
        CaseEvent::ConsultationStarted {
            consultation: consultation.clone(),
            by: by.clone(),
            target: invitation.target.clone(),
            with: with.clone(),
            question: invitation.text.clone(),
        },
    );
    d.seat_event(&with, SeatEvent::ConsultedIn { consultation });
    Ok(())
}

/// Either side can end it; the chat with the contact goes on (3.6).
pub(super) fn end(d: &mut Draft<'_>, agent: &AgentId, id: &ConsultationId) -> Result<(), Refusal> {
    permitted_in(&d.case, agent, id, ConsultationAction::End)?;
    ended(d, id, Some(agent), ConsultationEnd::ByAgent);
    Ok(())
}

/// Closes the agent's window of it; after that, nothing (3.7).
pub(super) fn mark_done(d: &mut Draft<'_>, agent: &AgentId, id: &ConsultationId) -> Result<(), Refusal> {
    permitted_in(&d.case, agent, id, ConsultationAction::MarkDone)?;
    marked_done(d, agent, id);
    Ok(())
}

pub(super) fn marked_done(d: &mut Draft<'_>, agent: &AgentId, id: &ConsultationId) {
    d.tell(
        konsil_protocol::domain::Thread::Consultation { consultation: id.clone() },
        crate::Audience::Record,
        CaseEvent::ConsultationMarkedDone { consultation: id.clone(), agent: agent.clone() },
    );
}

/// Ends all open consultations that `which` picks.
pub(super) fn end_all(d: &mut Draft<'_>, why: ConsultationEnd, which: impl Fn(&Consultation) -> bool) {
    let open: Vec<ConsultationId> =
        d.case.consultations.iter().filter(|(_, c)| c.is_active() && which(c)).map(|(id, _)| id.clone()).collect();
    for id in open {
        ended(d, &id, None, why);
    }
}

fn ended(d: &mut Draft<'_>, id: &ConsultationId, by: Option<&AgentId>, why: ConsultationEnd) {
    let Some(with) = d.case.consultations.get(id).map(|c| c.with.clone()) else { return };
    d.tell_consultation(id, CaseEvent::ConsultationEnded { consultation: id.clone(), by: by.cloned(), why });
    d.seat_event(&with, SeatEvent::ConsultedOut { consultation: id.clone() });
}
