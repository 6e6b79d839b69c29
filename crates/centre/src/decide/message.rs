//! Writing: to all in the chat, or in a consultation to the other of the two. A repetition never gets here: the stored
//! answer of its id is returned before.

use konsil_protocol::domain::{
    AgentId, CaseAction, CommandId, ConsultationAction, MessageContent, Party, Refusal, Thread,
};

use super::permitted::{part, permitted, permitted_in};
use super::text;
use crate::{Addressed, Audience, Case, CaseEvent};

/// A message belongs to the thread it was written in, for ever: it is stored there or refused, never redirected (10.1).
pub(super) fn sent(
    case: &Case,
    agent: &AgentId,
    id: &CommandId,
    thread: &Thread,
    content: &MessageContent,
) -> Result<Vec<Addressed>, Refusal> {
    part(case, agent).ok_or(Refusal::NoSuchCase)?;
    match thread {
        Thread::Main => permitted(case, agent, CaseAction::Write)?,
        Thread::Consultation { consultation } => {
            permitted_in(case, agent, consultation, ConsultationAction::Write)?;
        }
    }
    let event = from_agent(agent, id, content)?;
    let audience = match thread {
        Thread::Main => Audience::Everyone,
        Thread::Consultation { .. } => Audience::Agents,
    };
    let mut events = vec![Addressed::Case { thread: thread.clone(), audience, event }];
    // What is said in a consultation answers nothing (7.1).
    if *thread == Thread::Main && case.unanswered_since.is_some() {
        let event = CaseEvent::ContactAnswered;
        events.push(Addressed::Case { thread: Thread::Main, audience: Audience::Record, event });
    }
    Ok(events)
}

fn from_agent(agent: &AgentId, id: &CommandId, content: &MessageContent) -> Result<CaseEvent, Refusal> {
    Ok(CaseEvent::MessageSent {
        origin: Party::Agent { agent: agent.clone() }.into(),
        message: id.clone(),
        contact_id: None,
        content: text::message_content(content)?,
    })
}
