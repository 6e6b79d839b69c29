//! What ends together: with an agent's session its consultations and requests, with the chat everything.

use konsil_protocol::domain::{AgentId, ConsultationEnd, ConsultationId, Left, Thread};

use super::{decision::Decision, invitation::close::withdraw_all};
use crate::{Audience, CaseEvent, CasePhase, Consultation, SeatEvent};

/// An agent goes out of the chat: its consultations end, what it asked is withdrawn.
///
/// Consultations into which it was asked by another member end too: with its session it gives up reading the chat,
/// and a removed agent must not go on reading it through a colleague's consultation.
pub(super) fn agent_leaves(d: &mut Decision<'_>, agent: &AgentId, why: Left) {
    end_consultations(d, ConsultationEnd::SessionEnded, |c| c.is_of(agent));
    withdraw_all(d, |invitation| invitation.asked.is_by(agent));
    d.emit_to_everyone(CaseEvent::AgentLeft { agent: agent.clone(), why });
}

/// Nobody is left in it: all ends, all is withdrawn.
pub(super) fn chat_ends(d: &mut Decision<'_>) {
    end_consultations(d, ConsultationEnd::SessionEnded, |_| true);
    withdraw_all(d, |_| true);
    d.emit_to_everyone(CaseEvent::ChatEnded);
}

/// The contact has left: the chat ends at once if no agent is in it (it waited).
pub(super) fn contact_gone(d: &mut Decision<'_>) {
    if matches!(d.case.phase, CasePhase::Waiting) {
        chat_ends(d);
    }
}

/// Ends all open consultations that `which` picks.
pub(super) fn end_consultations(d: &mut Decision<'_>, why: ConsultationEnd, which: impl Fn(&Consultation) -> bool) {
    let open: Vec<ConsultationId> =
        d.case.consultations.iter().filter(|(_, c)| c.is_active() && which(c)).map(|(id, _)| id.clone()).collect();
    for id in open {
        end_consultation(d, &id, None, why);
    }
}

/// Ends one; `by` is the agent who ended it, and missing when it ends together with something else.
pub(super) fn end_consultation(d: &mut Decision<'_>, id: &ConsultationId, by: Option<&AgentId>, why: ConsultationEnd) {
    let Some(with) = d.case.consultations.get(id).map(|c| c.with.clone()) else { return };
    d.emit_in_consultation(id, CaseEvent::ConsultationEnded { consultation: id.clone(), by: by.cloned(), why });
    if let Some(agent) = with.as_agent() {
        d.seat_event(agent, SeatEvent::ConsultedOut { consultation: id.clone() });
    }
}

/// The agent closes its window of that consultation.
pub(super) fn close_consultation(d: &mut Decision<'_>, agent: &AgentId, id: &ConsultationId) {
    d.emit(
        Thread::Consultation { consultation: id.clone() },
        Audience::Record,
        CaseEvent::ConsultationMarkedDone { consultation: id.clone(), agent: agent.clone() },
    );
}
