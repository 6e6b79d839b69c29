//! Section 5: the chat is handed over, to an agent or to a queue.

use konsil_protocol::domain::{
    AgentId, CaseAction, ConsultTarget, ConsultationEnd, InvitationKind, Joined, Left, QueueId, Refusal,
};

use super::draft::Draft;
use super::invitation::{Asking, ask, first_to_ask, withdraw_all};
use super::{consultation, permitted, text};
use crate::{CaseEvent, Invitation};

pub(super) fn ask_to_take_over(
    d: &mut Draft<'_>,
    agent: &AgentId,
    target: &ConsultTarget,
    note: Option<&str>,
) -> Result<(), Refusal> {
    match target {
        ConsultTarget::Agent { .. } => {
            permitted(&d.case, agent, CaseAction::AskTransfer)?;
            let text = text::optional_text(note)?;
            let kind = InvitationKind::Transfer;
            let to = first_to_ask(d, agent, target, kind)?;
            ask(d, Asking { kind, by: Some(agent.clone()), target: target.clone(), to, text })
        }
        ConsultTarget::Queue { queue } => {
            permitted(&d.case, agent, CaseAction::AskTransferToQueue)?;
            let note = text::optional_text(note)?;
            to_queue(d, agent, queue, note)
        }
        ConsultTarget::Unsupported { .. } => Err(Refusal::NoSuchTarget),
    }
}

/// The chat goes to the target and the sender's window closes (5.2). A target that is in the chat already becomes its
/// owner (5.5). It is never without an agent in between: the target joins before the sender leaves.
pub(super) fn accepted(d: &mut Draft<'_>, invitation: &Invitation, by: &AgentId) {
    let target = &invitation.to;
    if d.case.is_active(target) {
        d.tell_agents(CaseEvent::OwnerChanged { agent: target.clone() });
    } else {
        d.tell_all(CaseEvent::AgentJoined { agent: target.clone(), how: Joined::Transfer { by: by.clone() } });
        d.record(CaseEvent::OwnerChanged { agent: target.clone() });
        d.session_began(target);
    }
    sender_leaves(d, by, invitation.target.clone());
}

/// Accepted at once: the chat waits in that queue, at the place of its first arrival (5.4).
fn to_queue(d: &mut Draft<'_>, sender: &AgentId, queue: &QueueId, note: Option<String>) -> Result<(), Refusal> {
    if !d.rules.queues.contains_key(queue) {
        return Err(Refusal::NoSuchTarget);
    }
    sender_leaves(d, sender, ConsultTarget::Queue { queue: queue.clone() });
    d.tell_all(CaseEvent::BackInQueue { by: Some(sender.clone()), queue: queue.clone(), note });
    Ok(())
}

fn sender_leaves(d: &mut Draft<'_>, sender: &AgentId, to: ConsultTarget) {
    consultation::end_all(d, ConsultationEnd::Transferred, |c| c.other(sender).is_some());
    withdraw_all(d, |invitation| invitation.by.as_ref() == Some(sender));
    d.tell_all(CaseEvent::AgentLeft { agent: sender.clone(), why: Left::Transferred { to } });
    d.session_ended(sender);
    d.wrap_up_done(sender);
}
