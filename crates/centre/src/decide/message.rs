//! Writing: to all in the chat, or in a consultation to the other of the two.

use konsil_protocol::domain::{
    AgentId, CaseAction, CommandId, ConsultationAction, ConsultationId, Participant, Refusal, Thread,
};

use super::{permitted, permitted_in, text};
use crate::{Addressed, Audience, Case, CaseEvent};

/// A message belongs to the thread it was written in, for ever: it is stored there or refused, never redirected (10.1).
pub(super) fn sent(
    case: &Case,
    agent: &AgentId,
    id: &CommandId,
    thread: &Thread,
    text: &str,
) -> Result<Vec<Addressed>, Refusal> {
    super::part(case, agent).ok_or(Refusal::NoSuchCase)?;
    match thread {
        Thread::Main => to_all(case, agent, id, text),
        Thread::Consultation { consultation } => in_consultation(case, agent, id, consultation, text),
    }
}

fn to_all(case: &Case, agent: &AgentId, id: &CommandId, text: &str) -> Result<Vec<Addressed>, Refusal> {
    if case.agent_ids.contains(id) {
        return Ok(Vec::new());
    }
    permitted(case, agent, CaseAction::Write)?;
    let event = from_agent(agent, id, text)?;
    let mut events = vec![Addressed::Case { thread: Thread::Main, audience: Audience::Everyone, event }];
    if case.unanswered_since.is_some() {
        let event = CaseEvent::ContactAnswered;
        events.push(Addressed::Case { thread: Thread::Main, audience: Audience::Record, event });
    }
    Ok(events)
}

fn in_consultation(
    case: &Case,
    agent: &AgentId,
    id: &CommandId,
    consultation: &ConsultationId,
    text: &str,
) -> Result<Vec<Addressed>, Refusal> {
    if case.agent_ids.contains(id) {
        return Ok(Vec::new());
    }
    permitted_in(case, agent, consultation, ConsultationAction::Write)?;
    let thread = Thread::Consultation { consultation: consultation.clone() };
    Ok(vec![Addressed::Case { thread, audience: Audience::Agents, event: from_agent(agent, id, text)? }])
}

fn from_agent(agent: &AgentId, id: &CommandId, text: &str) -> Result<CaseEvent, Refusal> {
    Ok(CaseEvent::MessageSent {
        from: Participant::Agent { agent: agent.clone() },
        submitted_by: Some(agent.clone()),
        message: id.clone(),
        contact_id: None,
        text: text::message_text(text)?,
    })
}
