//! Which agent is asked next: for a chat that waits in a queue, and for a request to a queue.

use std::collections::BTreeSet;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, ConsultTarget, InvitationKind, QueueId, Refusal, Timestamp,
};

use super::draft::Draft;
use super::invitation::{Asking, ask};
use crate::{Case, CaseEvent, MAX_CONSULTATIONS_PER_TARGET, Phase, Roster, Rules, Seat};

/// So long after the last agent declined (or let it expire), a chat for which nobody was found is offered again to
/// those who were asked in vain.
pub const ASK_AGAIN_AFTER_MS: u64 = 60_000;

/// Whether routing would ask this agent: ready, connected, with free capacity and without an open offer (2.2).
#[must_use]
pub fn available(agent: &AgentId, roster: &Roster, rules: &Rules) -> bool {
    roster.get(agent).is_some_and(|seat| has_room(agent, seat, rules) && seat.invitations.is_empty())
}

/// Works here now and has a free place; may be thinking about another offer.
fn has_room(agent: &AgentId, seat: &Seat, rules: &Rules) -> bool {
    let capacity = rules.agents.get(agent).map_or(0, |agent| agent.capacity);
    let taken = u32::try_from(seat.places.len()).unwrap_or(u32::MAX);
    seat.state == AgentState::Ready && seat.is_connected() && taken < capacity
}

/// Which waiting chat is offered to whom next: oldest arrival first, longest idle agent first. Ask again after it was
/// done.
pub fn route<'a>(waiting: impl Iterator<Item = &'a Case>, roster: &Roster, rules: &Rules) -> Option<(CaseId, AgentId)> {
    let mut waiting: Vec<&Case> = waiting.filter(|case| waits(case)).collect();
    waiting.sort_by_key(|case| (case.arrived_at, case.id.clone()));
    waiting.into_iter().find_map(|case| Some((case.id.clone(), next_for_chat(case, roster, rules)?)))
}

/// In the queue, with no offer open.
fn waits(case: &Case) -> bool {
    matches!(case.phase, Phase::Waiting) && !case.invitations.values().any(|i| i.kind == InvitationKind::Chat)
}

fn next_for_chat(case: &Case, roster: &Roster, rules: &Rules) -> Option<AgentId> {
    candidates(case, roster, rules).into_iter().next()
}

/// Who can be offered this waiting chat now, the one to ask first in front: who was not asked yet, then who declined
/// it and has become ready anew since; among these the longest idle. Who handed it to the queue comes only when no
/// colleague can take it.
fn candidates(case: &Case, roster: &Roster, rules: &Rules) -> Vec<AgentId> {
    let Some(queue) = rules.queues.get(&case.queue) else { return Vec::new() };
    let untried_or_anew = |agent: &AgentId| {
        let since = roster.get(agent).map_or(Timestamp(0), |seat| seat.state_since);
        case.passed_over.get(agent).is_none_or(|asked| since > *asked)
    };
    // A colleague who is looking at another offer just now may still take it: the sender waits for that.
    let colleague_can = queue.agents.iter().any(|agent| {
        case.handed_over_by.as_ref() != Some(agent)
            && untried_or_anew(agent)
            && roster.get(agent).is_some_and(|seat| has_room(agent, seat, rules))
    });
    let mut candidates: Vec<&AgentId> = queue
        .agents
        .iter()
        .filter(|agent| available(agent, roster, rules) && untried_or_anew(agent))
        .filter(|agent| !(colleague_can && case.handed_over_by.as_ref() == Some(*agent)))
        .collect();
    candidates.sort_by_key(|agent| (case.passed_over.contains_key(*agent), idle_since(agent, roster), *agent));
    candidates.into_iter().cloned().collect()
}

fn idle_since(agent: &AgentId, roster: &Roster) -> Timestamp {
    roster.get(agent).map_or(Timestamp(0), |seat| seat.idle_since)
}

/// Offers the waiting chat to an agent whom [`route`] has found.
pub(super) fn offer(d: &mut Draft<'_>, agent: &AgentId) -> Result<(), Refusal> {
    if !matches!(d.case.phase, Phase::Waiting) {
        return Err(if matches!(d.case.phase, Phase::Ended { .. }) {
            Refusal::ChatEnded
        } else {
            Refusal::NotPermitted
        });
    }
    if !waits(&d.case) {
        return Err(Refusal::AlreadyInvited);
    }
    if !candidates(&d.case, d.roster(), d.rules).contains(agent) {
        return Err(Refusal::NobodyAvailable);
    }
    let text = d.case.handover_note.clone().unwrap_or_else(|| d.case.first_words.clone());
    let target = ConsultTarget::Queue { queue: d.case.queue.clone() };
    ask(d, Asking { kind: InvitationKind::Chat, by: None, target, to: agent.clone(), text: Some(text) })
}

/// When those who were asked in vain may be asked again; none while the chat does not wait for that.
pub(super) fn ask_again_at(case: &Case) -> Option<Timestamp> {
    if !waits(case) {
        return None;
    }
    case.passed_over.values().max().map(|last| last.plus_ms(ASK_AGAIN_AFTER_MS))
}

pub(super) fn ask_again(d: &mut Draft<'_>) -> Result<(), Refusal> {
    if ask_again_at(&d.case).is_none_or(|at| d.now < at) {
        return Err(Refusal::NotPermitted);
    }
    d.record(CaseEvent::PassedOverForgotten);
    Ok(())
}

/// The available member of a queue to be asked next for a consultation or a conference (3.2): the longest idle, each at
/// most once; never the asker, nor somebody who is in the chat, is asked already or has been asked privately by the
/// same agent.
pub(super) fn next_member(
    d: &Draft<'_>,
    queue: &QueueId,
    kind: InvitationKind,
    by: &AgentId,
    asked: &BTreeSet<AgentId>,
) -> Option<AgentId> {
    let rules = d.rules.queues.get(queue)?;
    let consulting =
        |agent: &AgentId| d.case.consultations.values().any(|c| c.is_active() && c.other(by) == Some(agent));
    rules
        .agents
        .iter()
        .filter(|agent| *agent != by && !asked.contains(*agent) && !d.case.is_active(agent))
        .filter(|agent| !d.case.invitations.values().any(|i| i.to == **agent))
        .filter(|agent| kind != InvitationKind::Consultation || !consulting(agent))
        .filter(|agent| {
            let seat = d.seat(agent);
            let busy = kind == InvitationKind::Consultation && seat.consulted.len() >= MAX_CONSULTATIONS_PER_TARGET;
            !busy && seat.invitations.is_empty() && has_room(agent, &seat, d.rules)
        })
        .min_by_key(|agent| (d.seat(agent).idle_since, (*agent).clone()))
        .cloned()
}
