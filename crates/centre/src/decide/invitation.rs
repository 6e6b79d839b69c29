//! An invitation's life: offered, then accepted, declined, expired or withdrawn. The first committed event wins, and
//! who comes late is told what happened.

use konsil_protocol::domain::{
    AgentId, AgentState, ConsultTarget, InvitationId, InvitationKind, InvitationOutcome, NotReadyReason, Refusal,
};

use super::draft::Draft;
use super::routing::next_member;
use super::{conference, consultation, session, transfer};
use crate::{
    Case, CaseEvent, Closed, Invitation, MAX_CONSULTATIONS_PER_TARGET, Phase, Presence, SeatConnection, SeatEvent,
};

/// What is asked of whom.
pub(super) struct Asking {
    pub kind: InvitationKind,
    pub by: Option<AgentId>,
    pub target: ConsultTarget,
    pub to: AgentId,
    pub text: Option<String>,
}

/// Opens an invitation.
pub(super) fn ask(d: &mut Draft<'_>, asking: Asking) -> Result<(), Refusal> {
    let Asking { kind, by, target, to, text } = asking;
    let invitation = d.fresh_invitation()?;
    let expires_at = d.now.plus_ms(d.rules.invitation_ms);
    open(d, &to, &invitation);
    d.record(CaseEvent::InvitationOffered { invitation, kind, by, target, to, text, expires_at });
    Ok(())
}

/// Whom a request to this target reaches first.
///
/// # Errors
/// Why nobody can be asked.
pub(super) fn first_to_ask(
    d: &Draft<'_>,
    by: &AgentId,
    target: &ConsultTarget,
    kind: InvitationKind,
) -> Result<AgentId, Refusal> {
    match target {
        ConsultTarget::Agent { agent } => askable_by_name(d, by, agent, kind).map(|()| agent.clone()),
        ConsultTarget::Queue { queue } => {
            if !d.rules.queues.contains_key(queue) {
                return Err(Refusal::NoSuchTarget);
            }
            next_member(d, queue, kind, by, &std::collections::BTreeSet::new()).ok_or(Refusal::NobodyAvailable)
        }
        ConsultTarget::Unsupported { .. } => Err(Refusal::NoSuchTarget),
    }
}

/// By name, every connected agent can be asked, whatever the state, except in do-not-disturb (3.2); the other reasons
/// against it lie in the case, in being logged out, or in too many consultations (2.8).
fn askable_by_name(d: &Draft<'_>, by: &AgentId, agent: &AgentId, kind: InvitationKind) -> Result<(), Refusal> {
    if agent == by {
        return Err(Refusal::TargetIsYourself);
    }
    if !d.rules.agents.contains_key(agent) {
        return Err(Refusal::NoSuchTarget);
    }
    if kind == InvitationKind::Conference && d.case.is_active(agent) {
        return Err(Refusal::AlreadyMember);
    }
    let consulting = d.case.consultations.values().any(|c| c.is_active() && c.other(by) == Some(agent));
    if kind == InvitationKind::Consultation && consulting {
        return Err(Refusal::AlreadyConsulting);
    }
    if d.case.invitations.values().any(|i| &i.to == agent) {
        return Err(Refusal::AlreadyInvited);
    }
    let seat = d.seat(agent);
    if seat.state == AgentState::LoggedOut || !seat.is_connected() {
        return Err(Refusal::TargetLoggedOut);
    }
    if seat.do_not_disturb_ms(d.now).is_some() {
        return Err(Refusal::TargetDoNotDisturb);
    }
    if kind == InvitationKind::Consultation && seat.consulted.len() >= MAX_CONSULTATIONS_PER_TARGET {
        return Err(Refusal::TargetBusy);
    }
    Ok(())
}

pub(super) fn accept(d: &mut Draft<'_>, agent: &AgentId, id: &InvitationId) -> Result<(), Refusal> {
    let invitation = open_to(&d.case, agent, id)?.clone();
    let seat = d.seat(agent);
    if seat.state == AgentState::LoggedOut {
        return Err(Refusal::StateNotPossible);
    }
    let consulted_enough = seat.consulted.len() >= MAX_CONSULTATIONS_PER_TARGET;
    if invitation.kind == InvitationKind::Consultation && consulted_enough {
        return Err(Refusal::TargetBusy);
    }
    close(d, agent, id);
    d.record(CaseEvent::InvitationClosed { invitation: id.clone(), outcome: InvitationOutcome::Accepted });
    match (invitation.kind, &invitation.by) {
        (InvitationKind::Consultation, Some(by)) => consultation::accepted(d, &invitation, by)?,
        (InvitationKind::Conference, Some(by)) => conference::accepted(d, &invitation, by),
        (InvitationKind::Transfer, Some(by)) => transfer::accepted(d, &invitation, by),
        (InvitationKind::Chat, _) | (_, None) => session::routed_to(d, agent),
        (InvitationKind::Unsupported, Some(_)) => return Err(Refusal::NoSuchInvitation),
    }
    Ok(())
}

pub(super) fn decline(d: &mut Draft<'_>, agent: &AgentId, id: &InvitationId) -> Result<(), Refusal> {
    open_to(&d.case, agent, id)?;
    not_accepted(d, id, InvitationOutcome::Declined);
    Ok(())
}

/// The asker takes it back.
pub(super) fn withdraw(d: &mut Draft<'_>, agent: &AgentId, id: &InvitationId) -> Result<(), Refusal> {
    super::part(&d.case, agent).ok_or(Refusal::NoSuchCase)?;
    match d.case.invitations.get(id) {
        Some(invitation) if invitation.by.as_ref() == Some(agent) => {}
        Some(_) | None => return Err(late(&d.case, agent, id)),
    }
    withdrawn(d, id);
    Ok(())
}

pub(super) fn expire(d: &mut Draft<'_>, id: &InvitationId) -> Result<(), Refusal> {
    let invitation = d.case.invitations.get(id).ok_or(Refusal::NoSuchInvitation)?.clone();
    if d.now < invitation.expires_at {
        return Err(Refusal::NotPermitted);
    }
    not_accepted(d, id, InvitationOutcome::Expired);
    // Who lets a chat from the queue expire is probably not there (2.2). Another reason, chosen meanwhile, says more.
    if invitation.kind == InvitationKind::Chat && d.seat(&invitation.to).state == AgentState::Ready {
        let state = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
        d.seat_event(&invitation.to, SeatEvent::StateSet { state });
    }
    Ok(())
}

/// Since when an agent's open offers are to be withdrawn (2.7), or at once after logging out. None: they stand.
pub(super) fn offers_withdrawn_at(
    seat: &crate::Seat,
    rules: &crate::Rules,
) -> Option<konsil_protocol::domain::Timestamp> {
    let gone = match seat.connection {
        SeatConnection::Connected => None,
        SeatConnection::Gone { since } => Some(since.plus_ms(rules.offers_withdrawn_after_ms)),
    };
    if seat.state == AgentState::LoggedOut { Some(seat.state_since) } else { gone }
}

/// The agent is not there: what is open to it is withdrawn. For the asker that is the same as no answer.
pub(super) fn withdraw_offers_to(d: &mut Draft<'_>, agent: &AgentId) -> Result<(), Refusal> {
    if offers_withdrawn_at(&d.seat(agent), d.rules).is_none_or(|at| d.now < at) {
        return Err(Refusal::NotPermitted);
    }
    let open = matching(&d.case, |invitation| &invitation.to == agent);
    if open.is_empty() {
        return Err(Refusal::NoSuchInvitation);
    }
    for id in open {
        not_accepted(d, &id, InvitationOutcome::Withdrawn);
    }
    Ok(())
}

/// Takes back all invitations that `which` picks.
pub(super) fn withdraw_all(d: &mut Draft<'_>, which: impl Fn(&Invitation) -> bool) {
    for id in matching(&d.case, which) {
        withdrawn(d, &id);
    }
}

fn matching(case: &Case, which: impl Fn(&Invitation) -> bool) -> Vec<InvitationId> {
    case.invitations.iter().filter(|(_, invitation)| which(invitation)).map(|(id, _)| id.clone()).collect()
}

fn withdrawn(d: &mut Draft<'_>, id: &InvitationId) {
    let Some(invitation) = d.case.invitations.get(id).cloned() else { return };
    close(d, &invitation.to, id);
    d.record(CaseEvent::InvitationClosed { invitation: id.clone(), outcome: InvitationOutcome::Withdrawn });
    request_ended(d, id, invitation, InvitationOutcome::Withdrawn);
}

/// Somebody did not accept. A request to a queue goes to the next member under the same id, so that its asker, who may
/// withdraw it at any time, need not know (3.2); otherwise the request is over.
fn not_accepted(d: &mut Draft<'_>, id: &InvitationId, outcome: InvitationOutcome) {
    let Some(invitation) = d.case.invitations.get(id).cloned() else { return };
    close(d, &invitation.to, id);
    if let (Some(by), ConsultTarget::Queue { queue }) = (&invitation.by, &invitation.target) {
        let mut asked = invitation.asked.clone();
        asked.insert(invitation.to.clone());
        if let Some(to) = next_member(d, queue, invitation.kind, by, &asked) {
            let expires_at = d.now.plus_ms(d.rules.invitation_ms);
            open(d, &to, id);
            d.record(CaseEvent::InvitationPassedOn { invitation: id.clone(), outcome, to, expires_at });
            return;
        }
    }
    d.record(CaseEvent::InvitationClosed { invitation: id.clone(), outcome });
    let told = match (&invitation.target, outcome) {
        // "When nobody is left the consultation counts as declined" (3.2).
        (ConsultTarget::Queue { .. }, _) => InvitationOutcome::Declined,
        (ConsultTarget::Agent { .. }, InvitationOutcome::Withdrawn) => InvitationOutcome::Expired,
        (ConsultTarget::Agent { .. } | ConsultTarget::Unsupported { .. }, outcome) => outcome,
    };
    request_ended(d, id, invitation, told);
}

fn request_ended(d: &mut Draft<'_>, id: &InvitationId, invitation: Invitation, outcome: InvitationOutcome) {
    let Invitation { kind, by: Some(by), target, .. } = invitation else { return };
    d.record(CaseEvent::RequestEnded { invitation: id.clone(), by, kind, target, outcome });
}

fn open(d: &mut Draft<'_>, to: &AgentId, id: &InvitationId) {
    let case = d.case_id();
    d.seat_event(to, SeatEvent::InvitationOpened { invitation: id.clone(), case });
}

fn close(d: &mut Draft<'_>, to: &AgentId, id: &InvitationId) {
    d.seat_event(to, SeatEvent::InvitationClosed { invitation: id.clone() });
}

fn open_to<'a>(case: &'a Case, agent: &AgentId, id: &InvitationId) -> Result<&'a Invitation, Refusal> {
    match case.invitations.get(id) {
        Some(invitation) if &invitation.to == agent => Ok(invitation),
        Some(_) | None => Err(late(case, agent, id)),
    }
}

/// What to tell somebody whose answer comes too late: what has become of it, to those whom it concerned.
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
        (Phase::Ended { at }, Presence::Left { at: left, .. }) if at == left => Refusal::ContactLeft,
        (Phase::Ended { .. }, _) => Refusal::ChatEnded,
        (Phase::Empty | Phase::Waiting | Phase::Open, Presence::Left { .. }) => Refusal::ContactLeft,
        (Phase::Empty | Phase::Waiting | Phase::Open, Presence::Present | Presence::Interrupted { .. }) => {
            Refusal::InvitationClosed { outcome: *outcome }
        }
    }
}
