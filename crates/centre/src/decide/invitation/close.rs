//! Closing an invitation without accepting it: declined, expired, withdrawn, or passed on to the next member of a pool.

use konsil_protocol::domain::{
    AgentId, AgentState, InvitationId, InvitationOutcome, NotReadyReason, Refusal, Timestamp,
};

use super::open::{next_to_ask, show_to};
use crate::decide::available::has_place_for;
use crate::decide::decision::Decision;
use crate::decide::permitted::part;
use crate::{
    Asked, Case, CaseEvent, CasePhase, CasePresence, Closed, Invitation, RequestKind, Rules, Seat, SeatConnection,
    SeatEvent,
};

pub(crate) fn decline(d: &mut Decision<'_>, agent: &AgentId, id: &InvitationId) -> Result<(), Refusal> {
    open_to(&d.case, agent, id)?;
    not_accepted(d, id, InvitationOutcome::Declined);
    Ok(())
}

/// The asker takes it back.
pub(crate) fn withdraw(d: &mut Decision<'_>, agent: &AgentId, id: &InvitationId) -> Result<(), Refusal> {
    part(&d.case, agent).ok_or(Refusal::NoSuchCase)?;
    match d.case.invitations.get(id) {
        Some(invitation) if invitation.asked.is_by(agent) => {}
        Some(_) | None => return Err(late(&d.case, agent, id)),
    }
    withdrawn(d, id);
    Ok(())
}

pub(crate) fn expire(d: &mut Decision<'_>, id: &InvitationId) -> Result<(), Refusal> {
    let invitation = d.case.invitations.get(id).ok_or(Refusal::NoSuchInvitation)?.clone();
    if d.now < invitation.expires_at {
        return Err(Refusal::NotPermitted);
    }
    not_accepted(d, id, InvitationOutcome::Expired);
    // Who lets a chat from the queue expire is probably not there (2.2), unless it was the contact who was not. Another
    // reason, chosen meanwhile, says more.
    if invitation.asked == Asked::Routed
        && !d.case.is_interrupted()
        && d.seat(&invitation.to).state == AgentState::Ready
    {
        let state = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
        d.seat_event(&invitation.to, SeatEvent::StateSet { state });
    }
    Ok(())
}

/// When this invitation is to be withdrawn from the agent with this seat: because the agent is not there, or because
/// the place that the chat was offered for has been taken meanwhile, by what somebody asked for by name. None: it stays
/// open.
pub(crate) fn withdrawn_at(case: &Case, invitation: &Invitation, seat: &Seat, rules: &Rules) -> Option<Timestamp> {
    let (to, queue) = (&invitation.to, &case.queue);
    let fits = || has_place_for(to, seat, rules, queue);
    let place_taken = (invitation.asked == Asked::Routed && !fits()).then_some(seat.idle_since);
    offers_withdrawn_at(seat, rules).into_iter().chain(place_taken).min()
}

/// Since when an agent's open offers are to be withdrawn (2.7), or at once after logging out. None: they stay open.
fn offers_withdrawn_at(seat: &Seat, rules: &Rules) -> Option<Timestamp> {
    let gone = match seat.connection {
        SeatConnection::Connected => None,
        SeatConnection::Gone { since } => Some(since.plus_ms(rules.offers_withdrawn_after_ms)),
    };
    if seat.state == AgentState::LoggedOut { Some(seat.state_since) } else { gone }
}

/// The agent is not there, or has no place any more: what is open to it is withdrawn. For the asker that is the same as
/// no answer.
pub(crate) fn withdraw_offers_to(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    let seat = d.seat(agent);
    let has_come = |at: Option<Timestamp>| at.is_some_and(|at| at <= d.now);
    let open = matching(&d.case, |invitation| {
        &invitation.to == agent && has_come(withdrawn_at(&d.case, invitation, &seat, d.rules))
    });
    if open.is_empty() {
        let gone = has_come(offers_withdrawn_at(&seat, d.rules));
        return Err(if gone { Refusal::NoSuchInvitation } else { Refusal::NotPermitted });
    }
    for id in open {
        not_accepted(d, &id, InvitationOutcome::Withdrawn);
    }
    Ok(())
}

/// Takes back all that this agent was asked. A request to a pool goes to the next.
pub(crate) fn withdraw_from(d: &mut Decision<'_>, agent: &AgentId) {
    for id in matching(&d.case, |invitation| &invitation.to == agent) {
        not_accepted(d, &id, InvitationOutcome::Withdrawn);
    }
}

/// Takes back all invitations that `which` picks.
pub(crate) fn withdraw_all(d: &mut Decision<'_>, which: impl Fn(&Invitation) -> bool) {
    for id in matching(&d.case, which) {
        withdrawn(d, &id);
    }
}

/// Two who consult each other now are asked for it no more: one who was asked by name, too, is not, and for a group, a skill
/// or a queue the next member is asked.
pub(crate) fn no_second_consultation(d: &mut Decision<'_>, one: &AgentId, other: &AgentId) {
    let open = matching(&d.case, |invitation| {
        let Asked::ByAgent { kind: RequestKind::Consultation, by } = &invitation.asked else { return false };
        [(one, other), (other, one)].contains(&(by, &invitation.to))
    });
    for id in open {
        if d.case.invitations.get(&id).is_some_and(|invitation| invitation.target.agent().is_some()) {
            withdrawn(d, &id);
        } else {
            not_accepted(d, &id, InvitationOutcome::Withdrawn);
        }
    }
}

fn matching(case: &Case, which: impl Fn(&Invitation) -> bool) -> Vec<InvitationId> {
    case.invitations.iter().filter(|(_, invitation)| which(invitation)).map(|(id, _)| id.clone()).collect()
}

fn withdrawn(d: &mut Decision<'_>, id: &InvitationId) {
    let Some(invitation) = d.case.invitations.get(id).cloned() else { return };
    hide_from(d, &invitation.to, id);
    d.record(CaseEvent::InvitationClosed { invitation: id.clone(), outcome: InvitationOutcome::Withdrawn });
    request_ended(d, id, invitation, InvitationOutcome::Withdrawn);
}

/// Somebody did not accept. A request to a queue goes to the next member under the same id, so that its asker, who may
/// withdraw it at any time, need not know (3.2); otherwise the request is over.
fn not_accepted(d: &mut Decision<'_>, id: &InvitationId, outcome: InvitationOutcome) {
    let Some(invitation) = d.case.invitations.get(id).cloned() else { return };
    hide_from(d, &invitation.to, id);
    if let Some(to) = passed_on_to(d, &invitation) {
        let expires_at = d.now.plus_ms(d.rules.invitation_ms);
        show_to(d, &to, id);
        d.record(CaseEvent::InvitationPassedOn { invitation: id.clone(), outcome, to, expires_at });
        return;
    }
    d.record(CaseEvent::InvitationClosed { invitation: id.clone(), outcome });
    let told = match (invitation.target.agent(), outcome) {
        // "When nobody is left the consultation counts as declined" (3.2).
        (None, _) => InvitationOutcome::Declined,
        (Some(_), InvitationOutcome::Withdrawn) => InvitationOutcome::Expired,
        (Some(_), outcome) => outcome,
    };
    request_ended(d, id, invitation, told);
}

/// The next member of the target's pool, for an agent's request.
fn passed_on_to(d: &Decision<'_>, invitation: &Invitation) -> Option<AgentId> {
    let Asked::ByAgent { kind, by } = &invitation.asked else { return None };
    let mut asked = invitation.asked_before.clone();
    asked.insert(invitation.to.clone());
    next_to_ask(d, d.rules.pool(&invitation.target)?, *kind, by, &asked)
}

fn request_ended(d: &mut Decision<'_>, id: &InvitationId, invitation: Invitation, outcome: InvitationOutcome) {
    let Invitation { asked: Asked::ByAgent { kind, by }, target, .. } = invitation else { return };
    d.record(CaseEvent::RequestEnded { invitation: id.clone(), by, kind, target, outcome });
}

/// The invitation disappears at this agent's.
pub(super) fn hide_from(d: &mut Decision<'_>, to: &AgentId, id: &InvitationId) {
    d.seat_event(to, SeatEvent::InvitationClosed { invitation: id.clone() });
}

pub(super) fn open_to<'a>(case: &'a Case, agent: &AgentId, id: &InvitationId) -> Result<&'a Invitation, Refusal> {
    match case.invitations.get(id) {
        Some(invitation) if &invitation.to == agent => Ok(invitation),
        Some(_) | None => Err(late(case, agent, id)),
    }
}

/// The refusal of an answer that arrives too late. It says what has become of the invitation to those whom it
/// concerned.
#[must_use]
pub fn late(case: &Case, agent: &AgentId, id: &InvitationId) -> Refusal {
    let concerns = |closed: &&Closed| &closed.invitation == id && &closed.agent == agent;
    // The last word counts: to an asker, that on the whole request.
    let Some(Closed { outcome, .. }) = case.closed.iter().rev().find(concerns) else {
        return Refusal::NoSuchInvitation;
    };
    if *outcome != InvitationOutcome::Withdrawn {
        return Refusal::InvitationClosed { outcome: *outcome };
    }
    match (case.phase, case.contact.presence) {
        // A chat that waits ends because its contact leaves.
        (CasePhase::Ended { at }, CasePresence::Left { at: left, .. }) if at == left => Refusal::ContactLeft,
        (CasePhase::Ended { .. }, _) => Refusal::ChatEnded,
        (CasePhase::Empty | CasePhase::Waiting | CasePhase::Open, CasePresence::Left { .. }) => Refusal::ContactLeft,
        (
            CasePhase::Empty | CasePhase::Waiting | CasePhase::Open,
            CasePresence::Present | CasePresence::Interrupted { .. },
        ) => Refusal::InvitationClosed { outcome: *outcome },
    }
}
