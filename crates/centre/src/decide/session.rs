//! An agent's session with the contact: how it begins by routing, ends, is wrapped up, and what becomes of the chat when
//! its owner has vanished (2.5, 2.7, 4.5).

use konsil_protocol::domain::{AgentId, CaseAction, ConsultationEnd, ConsultationId, Joined, Left, Refusal, Timestamp};

use super::{decision::Decision, endings, invitation::close::withdraw_all, permitted::permitted};
use crate::{Asked, Case, CaseEvent, RequestKind, Roster, Rules, SeatConnection, VanishedPolicy};

/// The agent accepted the chat from the queue, and is its owner (2.3).
pub(super) fn routed_to(d: &mut Decision<'_>, agent: &AgentId) {
    d.emit_to_everyone(CaseEvent::AgentJoined { agent: agent.clone(), how: Joined::Routed });
    d.record(CaseEvent::OwnerChanged { agent: agent.clone(), note: None });
    d.session_began(agent);
}

/// *Beenden*: my session; the chat goes on with the others, and ends for everybody if there are none (4.5).
pub(super) fn end(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::End)?;
    let was_owner = d.case.is_owner(agent);
    endings::agent_leaves(d, agent, Left::Ended);
    d.session_ended(agent);
    if d.case.active().next().is_none() {
        endings::chat_ends(d);
    } else if was_owner && let Some(heir) = heir(&d.case, d.roster()) {
        d.emit_to_agents(CaseEvent::OwnerChanged { agent: heir, note: None });
    }
    Ok(())
}

/// The longest-standing connected agent; if none is connected, the longest-standing: the grace time decides then.
pub(super) fn heir(case: &Case, roster: &Roster) -> Option<AgentId> {
    let connected = |agent: &AgentId| roster.get(agent).is_some_and(crate::Seat::is_connected);
    case.active().min_by_key(|(agent, member)| (!connected(agent), member.order)).map(|(agent, _)| agent.clone())
}

/// *Als „Fertig“ kennzeichnen*: closes the window of the chat, with the consultations in it.
pub(super) fn mark_done(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::MarkDone)?;
    if disposition_required(&d.case, d.rules, agent) {
        return Err(Refusal::DispositionMissing);
    }
    // Open only if the agent had vanished and the chat went on without it.
    endings::end_consultations(d, ConsultationEnd::SessionEnded, |c| &c.by == agent);
    let own: Vec<ConsultationId> = d
        .case
        .consultations
        .iter()
        .filter(|(_, c)| c.is_open_to(agent) && !c.is_active())
        .map(|(id, _)| id.clone())
        .collect();
    for id in own {
        endings::close_consultation(d, agent, &id);
    }
    d.record(CaseEvent::MarkedDone { agent: agent.clone() });
    d.wrap_up_done(agent);
    Ok(())
}

/// The queue wants a disposition of the owner at the end (2.5), and there is none yet.
#[must_use]
pub fn disposition_required(case: &Case, rules: &Rules, agent: &AgentId) -> bool {
    case.is_owner(agent)
        && case.disposition.is_none()
        && rules.queues.get(&case.queue).is_some_and(|queue| queue.disposition_mandatory)
}

/// What follows from the owner's absence.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Absence {
    AnotherOwner { heir: AgentId },
    ToldToContact,
    BackInQueue,
}

/// When something follows from the owner's absence, and what.
fn absence(case: &Case, roster: &Roster, rules: &Rules) -> Option<(Timestamp, Absence)> {
    let gone = |agent: &AgentId| match roster.get(agent).map(|seat| seat.connection) {
        Some(SeatConnection::Connected) => None,
        Some(SeatConnection::Gone { since }) => Some(since),
        None => Some(Timestamp(0)),
    };
    let owner = case.owner.as_ref().filter(|owner| case.is_active(owner))?;
    let due = gone(owner)?.plus_ms(rules.agent_grace_ms);
    if let Some(heir) = heir(case, roster).filter(|heir| gone(heir).is_none()) {
        return Some((due, Absence::AnotherOwner { heir }));
    }
    if case.contact_has_left() {
        return None;
    }
    match rules.queues.get(&case.queue).map(|queue| queue.vanished).unwrap_or_default() {
        VanishedPolicy::Wait => {
            let told = case.members.get(owner).is_some_and(|member| member.away);
            (!told).then_some((due, Absence::ToldToContact))
        }
        // Another member may have lost connection just now, and have its own grace time.
        VanishedPolicy::OfferAgain => {
            let last = case.active().filter_map(|(agent, _)| gone(agent)).max()?;
            Some((last.plus_ms(rules.agent_grace_ms), Absence::BackInQueue))
        }
    }
}

/// When the owner counts as vanished; none as long as nothing would follow from it.
pub(super) fn vanishes_at(case: &Case, roster: &Roster, rules: &Rules) -> Option<(Timestamp, AgentId)> {
    let (at, _) = absence(case, roster, rules)?;
    Some((at, case.owner.clone()?))
}

/// The grace time of an absent owner is over (2.7). Its consultations stay.
pub(super) fn vanished(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    let (at, what) = absence(&d.case, d.roster(), d.rules).ok_or(Refusal::NotPermitted)?;
    if !d.case.is_owner(agent) || d.now < at {
        return Err(Refusal::NotPermitted);
    }
    match what {
        Absence::AnotherOwner { heir } => {
            // Only the owner hands a chat over: what the former one asked for is not the new one's wish.
            withdraw_all(d, |i| i.asked == Asked::ByAgent { kind: RequestKind::Transfer, by: agent.clone() });
            d.emit_to_agents(CaseEvent::OwnerChanged { agent: heir, note: None });
        }
        Absence::ToldToContact => d.emit_to_everyone(CaseEvent::AgentAway { agent: agent.clone() }),
        Absence::BackInQueue => {
            let all: Vec<AgentId> = d.case.active().map(|(agent, _)| agent.clone()).collect();
            withdraw_all(d, |_| true);
            for agent in &all {
                d.emit_to_everyone(CaseEvent::AgentLeft { agent: agent.clone(), why: Left::Vanished });
                d.session_ended(agent);
            }
            let queue = d.case.queue.clone();
            d.emit_to_everyone(CaseEvent::BackInQueue { by: None, queue, note: None });
        }
    }
    Ok(())
}

/// Agents who are back, while the contact still reads that they are away.
pub(super) fn returned_agents(case: &Case, roster: &Roster) -> Vec<(Timestamp, AgentId)> {
    case.active()
        .filter(|(agent, member)| member.away && roster.get(agent).is_some_and(crate::Seat::is_connected))
        .map(|(agent, member)| (member.since, agent.clone()))
        .collect()
}

pub(super) fn returned(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    if !returned_agents(&d.case, d.roster()).iter().any(|(_, back)| back == agent) {
        return Err(Refusal::NotPermitted);
    }
    d.emit_to_everyone(CaseEvent::AgentBack { agent: agent.clone() });
    Ok(())
}
