//! Lines that say once more what stands right beside them: one of the two is enough.

use konsil_protocol::domain::{AgentId, ConsultTarget, Entry, EntryBody, Joined, Left, SystemMessage};

/// Whether this line says nothing that its neighbour does not say as well. It is always the line of who went out that
/// gives way: the other one says how things are now.
pub(crate) fn is_said_beside(entry: &Entry, before: Option<&Entry>, after: Option<&Entry>) -> bool {
    let Some(SystemMessage::AgentLeft { agent, why }) = system(entry) else { return false };
    match why {
        Left::Transferred { to } => {
            before.is_some_and(|before| is_taken_over(before, agent, to))
                || after.is_some_and(|after| is_back_in_queue(after, agent))
        }
        Left::Ended => after.and_then(system) == Some(&SystemMessage::ChatEnded),
        Left::Removed { .. } | Left::Vanished | Left::Unsupported => false,
    }
}

/// "Katrin hat den Chat von Jana übernommen".
fn is_taken_over(entry: &Entry, from: &AgentId, to: &ConsultTarget) -> bool {
    matches!(
        system(entry),
        Some(SystemMessage::AgentJoined { agent, how: Joined::Transfer { by, .. } }) if by == from && Some(agent) == to.agent()
    )
}

/// "Jana hat den Chat an die Warteschlange weitergeleitet".
fn is_back_in_queue(entry: &Entry, from: &AgentId) -> bool {
    matches!(system(entry), Some(SystemMessage::BackInQueue { by: Some(by), .. }) if by == from)
}

fn system(entry: &Entry) -> Option<&SystemMessage> {
    match &entry.body {
        EntryBody::System { system } => Some(system),
        EntryBody::Message { .. } | EntryBody::Unsupported { .. } => None,
    }
}
