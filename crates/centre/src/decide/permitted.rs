//! What an agent may do in a case now. Both the `can` sets of the views and the decisions ask here, so that they
//! cannot differ.

use konsil_protocol::domain::{AgentId, CaseAction, ConsultationAction, ConsultationId, Left, Refusal};

use crate::{Case, CasePhase, Consultation, Membership, RequestKind};

/// What an agent is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// In the chat, visible to the contact.
    Active,
    /// The session ended; the window waits for mark done.
    Former { why: &'a Left },
    /// One of the two of a consultation, and not in the chat.
    Consulted,
}

/// None: this agent has no part in the case, and may not even learn that it exists.
#[must_use]
pub fn part<'a>(case: &'a Case, agent: &AgentId) -> Option<Part<'a>> {
    match case.members.get(agent).map(|member| &member.session) {
        Some(Membership::Active) => Some(Part::Active),
        Some(Membership::Ended { why, .. }) => Some(Part::Former { why }),
        None => case.consultations.values().any(|c| c.is_open_to(agent)).then_some(Part::Consulted),
    }
}

/// Whether this agent may do that now.
///
/// # Errors
/// Why not: [`Refusal::NotPermitted`], or more exactly what has happened.
pub fn permitted(case: &Case, agent: &AgentId, action: CaseAction) -> Result<(), Refusal> {
    let part = part(case, agent).ok_or(Refusal::NoSuchCase)?;
    match action {
        CaseAction::Write => {
            let in_chat = in_chat(case, part);
            // Somebody whose text arrives after the own end is refused first because nobody can read it any more.
            if matches!(in_chat, Ok(()) | Err(Refusal::AlreadyEnded | Refusal::ChatEnded)) {
                contact_there(case)?;
            }
            in_chat
        }
        // Also when the contact has left: a colleague can still help with the wrap-up.
        CaseAction::Consult | CaseAction::End => in_chat(case, part),
        CaseAction::AskConference => {
            in_chat(case, part)?;
            contact_there(case)?;
            nothing_pending(case)
        }
        CaseAction::AskTransfer => {
            in_chat(case, part)?;
            owns(case, agent)?;
            contact_there(case)?;
            nothing_pending(case)
        }
        CaseAction::AskTransferToQueue => {
            permitted(case, agent, CaseAction::AskTransfer)?;
            if case.active().any(|(member, _)| member != agent) { Err(Refusal::OtherAgentInChat) } else { Ok(()) }
        }
        CaseAction::MarkDone => match part {
            Part::Active => Err(Refusal::NotEndedYet),
            Part::Former { .. } => Ok(()),
            Part::Consulted => Err(Refusal::NotPermitted),
        },
        // The note belongs to wrap-up too. Who was removed or has vanished reads only: the chat is with others.
        CaseAction::SetNote | CaseAction::SetDisposition | CaseAction::SetCaseData => match part {
            Part::Former { why: Left::Ended } => Ok(()),
            Part::Active | Part::Former { .. } | Part::Consulted => in_chat(case, part),
        },
    }
}

/// Whether this agent may remove that one from the conference now: the owner, any other agent in it (4.6).
///
/// # Errors
/// Why not.
pub fn permitted_to_remove(case: &Case, agent: &AgentId, other: &AgentId) -> Result<(), Refusal> {
    in_chat(case, part(case, agent).ok_or(Refusal::NoSuchCase)?)?;
    owns(case, agent)?;
    if agent == other {
        return Err(Refusal::TargetIsYourself);
    }
    if case.is_active(other) { Ok(()) } else { Err(Refusal::NoSuchTarget) }
}

/// Whether this agent may do that in a consultation now.
///
/// # Errors
/// Why not; [`Refusal::NoSuchConsultation`] for one of others, or one whose window was closed.
pub fn permitted_in(
    case: &Case,
    agent: &AgentId,
    id: &ConsultationId,
    action: ConsultationAction,
) -> Result<(), Refusal> {
    part(case, agent).ok_or(Refusal::NoSuchCase)?;
    let consultation = own_consultation(case, agent, id)?;
    let other = consultation.other(agent).ok_or(Refusal::NoSuchConsultation)?;
    // A chat is handed to agents, and only they are asked into it so.
    let other_agent = || other.as_agent().ok_or(Refusal::NotPermitted);
    match action {
        ConsultationAction::Write | ConsultationAction::End => active(consultation),
        ConsultationAction::AskConference => {
            active(consultation)?;
            permitted(case, agent, CaseAction::AskConference)?;
            if case.is_active(other_agent()?) { Err(Refusal::AlreadyMember) } else { Ok(()) }
        }
        ConsultationAction::AskTransfer => {
            active(consultation)?;
            other_agent()?;
            permitted(case, agent, CaseAction::AskTransfer)
        }
        ConsultationAction::MarkDone => {
            if consultation.is_active() {
                Err(Refusal::NotEndedYet)
            } else {
                Ok(())
            }
        }
    }
}

/// A consultation of this agent's whose window is open.
pub(super) fn own_consultation<'a>(
    case: &'a Case,
    agent: &AgentId,
    id: &ConsultationId,
) -> Result<&'a Consultation, Refusal> {
    case.consultations.get(id).filter(|c| c.is_open_to(agent)).ok_or(Refusal::NoSuchConsultation)
}

fn active(consultation: &Consultation) -> Result<(), Refusal> {
    if consultation.is_active() { Ok(()) } else { Err(Refusal::AlreadyEnded) }
}

fn in_chat(case: &Case, part: Part<'_>) -> Result<(), Refusal> {
    match part {
        Part::Active => Ok(()),
        Part::Former { why: Left::Removed { by } } => Err(Refusal::RemovedFromConference { by: by.clone() }),
        Part::Former { why: Left::Ended | Left::Transferred { .. } | Left::Vanished | Left::Unsupported } => {
            if matches!(case.phase, CasePhase::Ended { .. }) {
                Err(Refusal::ChatEnded)
            } else {
                Err(Refusal::AlreadyEnded)
            }
        }
        Part::Consulted => Err(Refusal::NotPermitted),
    }
}

fn contact_there(case: &Case) -> Result<(), Refusal> {
    if case.contact_has_left() { Err(Refusal::ContactLeft) } else { Ok(()) }
}

fn owns(case: &Case, agent: &AgentId) -> Result<(), Refusal> {
    if case.is_owner(agent) { Ok(()) } else { Err(Refusal::NotPermitted) }
}

/// At most one conference or transfer request of a chat at a time.
fn nothing_pending(case: &Case) -> Result<(), Refusal> {
    let pending = case
        .invitations
        .values()
        .any(|i| matches!(i.asked.request(), Some(RequestKind::Conference | RequestKind::Transfer)));
    if pending { Err(Refusal::RequestPending) } else { Ok(()) }
}
