//! Section 5: the chat is handed over, to an agent or to a queue.

use konsil_protocol::domain::{
    AgentId, CaseAction, ConsultTarget, ConsultationEnd, HandoverNote, Joined, Left, QueueId, Refusal,
};

use super::invitation::{close::withdraw_all, open::ask_agent};
use super::{decision::Decision, endings, permitted::permitted, text};
use crate::{CaseEvent, Invitation, RequestKind};

pub(super) fn ask_to_take_over(
    d: &mut Decision<'_>,
    agent: &AgentId,
    target: &ConsultTarget,
    note: Option<&str>,
) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::to_transfer(target))?;
    let note = text::optional_text(note)?;
    match target.queue() {
        Some(queue) => to_queue(d, agent, queue, note),
        None => ask_agent(d, agent, RequestKind::Transfer, target, note),
    }
}

/// The chat goes to the target and the sender's window closes (5.2). A target that is in the chat already becomes its
/// owner (5.5). It is never without an agent in between: the target joins before the sender leaves.
pub(super) fn accepted(d: &mut Decision<'_>, invitation: &Invitation, by: &AgentId) {
    let target = &invitation.to;
    let (by, note) = (by.clone(), invitation.text.clone());
    if d.case.is_active(target) {
        let note = note.map(|text| HandoverNote { by: by.clone(), text });
        d.emit_to_agents(CaseEvent::OwnerChanged { agent: target.clone(), note });
    } else {
        d.emit_to_everyone(CaseEvent::AgentJoined {
            agent: target.clone(),
            how: Joined::Transfer { by: by.clone(), note },
        });
        d.record(CaseEvent::OwnerChanged { agent: target.clone(), note: None });
        d.session_began(target);
    }
    sender_leaves(d, &by, invitation.target.clone());
}

/// Accepted at once: the chat waits in that queue, at the place of its first arrival (5.4).
fn to_queue(d: &mut Decision<'_>, sender: &AgentId, queue: &QueueId, note: Option<String>) -> Result<(), Refusal> {
    d.rules.pool_of_queue(queue).ok_or(Refusal::NoSuchTarget)?;
    sender_leaves(d, sender, ConsultTarget::Queue { queue: queue.clone() });
    d.emit_to_everyone(CaseEvent::BackInQueue { by: Some(sender.clone()), queue: queue.clone(), note });
    Ok(())
}

fn sender_leaves(d: &mut Decision<'_>, sender: &AgentId, to: ConsultTarget) {
    endings::end_consultations(d, ConsultationEnd::Transferred, |c| c.is_of(sender));
    withdraw_all(d, |invitation| invitation.asked.is_by(sender));
    d.emit_to_everyone(CaseEvent::AgentLeft { agent: sender.clone(), why: Left::Transferred { to } });
    d.session_ended(sender);
    d.wrap_up_done(sender);
}
