//! Which agent is asked next for a chat that waits.

use std::collections::BTreeMap;

use konsil_protocol::domain::{AgentId, CaseId, ConsultTarget, Refusal, Timestamp};

use super::available::available;
pub(crate) use super::available::{has_room, is_available};
use super::decision::Decision;
use super::invitation::open::{Asking, ask};
use crate::{Asked, Case, CaseEvent, CasePhase, Pool, Roster, Rules};

/// So long after the last agent declined (or let it expire), a chat for which nobody was found is offered again to
/// those who were asked in vain.
pub const ASK_AGAIN_AFTER_MS: u64 = 60_000;

/// Which waiting chat is offered to whom next: oldest arrival first, longest idle agent first. Ask again after it was
/// done. This is the rule as it reads; it looks at everybody. [`Routing`](crate::Routing) finds the same sooner.
pub fn route<'a>(waiting: impl Iterator<Item = &'a Case>, roster: &Roster, rules: &Rules) -> Option<(CaseId, AgentId)> {
    let mut waiting: Vec<&Case> = waiting.filter(|case| waits(case)).collect();
    waiting.sort_by_key(|case| (case.arrived_at, case.id.clone()));
    waiting.into_iter().find_map(|case| Some((case.id.clone(), next_for_chat(case, roster, rules)?)))
}

/// In the queue, with no offer open.
pub(crate) fn waits(case: &Case) -> bool {
    matches!(case.phase, CasePhase::Waiting) && !case.invitations.values().any(|i| i.asked == Asked::Routed)
}

fn next_for_chat(case: &Case, roster: &Roster, rules: &Rules) -> Option<AgentId> {
    candidates(case, roster, rules).into_iter().next()
}

/// Who can be offered this waiting chat now, the one to ask first in front: who was not asked yet, then who declined
/// it and has become ready again since; among these the longest idle. Who handed it to the queue is asked only when no
/// colleague can take it.
fn candidates(case: &Case, roster: &Roster, rules: &Rules) -> Vec<AgentId> {
    let Some(pool) = rules.pool_of_queue(&case.queue) else { return Vec::new() };
    let untried_or_anew = |agent: &AgentId| is_untried_or_anew(&case.passed_over, agent, roster);
    let colleague_can = colleague_can(case, pool, roster, rules);
    let mut candidates: Vec<&AgentId> = pool
        .in_order(roster)
        .into_iter()
        .filter(|agent| available(agent, roster, rules) && untried_or_anew(agent))
        .filter(|agent| !(colleague_can && case.handed_over_by.as_ref() == Some(*agent)))
        .collect();
    candidates.sort_by_key(|agent| case.passed_over.contains_key(*agent));
    candidates.into_iter().cloned().collect()
}

/// Was not asked for this chat yet, or declined it and has become ready again since.
pub(crate) fn is_untried_or_anew(passed_over: &BTreeMap<AgentId, Timestamp>, agent: &AgentId, roster: &Roster) -> bool {
    let since = || roster.get(agent).map_or(Timestamp(0), |seat| seat.state_since);
    passed_over.get(agent).is_none_or(|asked| since() > *asked)
}

/// Whether somebody else than the sender may still take the chat. A colleague who is looking at another offer just now
/// counts: the sender waits for that.
fn colleague_can(case: &Case, pool: Pool<'_>, roster: &Roster, rules: &Rules) -> bool {
    pool.members().any(|agent| {
        case.handed_over_by.as_ref() != Some(agent)
            && is_untried_or_anew(&case.passed_over, agent, roster)
            && roster.get(agent).is_some_and(|seat| has_room(agent, seat, rules))
    })
}

/// Whether this agent is one of the [`candidates`].
fn is_candidate(case: &Case, agent: &AgentId, roster: &Roster, rules: &Rules) -> bool {
    let Some(pool) = rules.pool_of_queue(&case.queue).filter(|pool| pool.members().any(|member| member == agent))
    else {
        return false;
    };
    let is_sender = case.handed_over_by.as_ref() == Some(agent);
    available(agent, roster, rules)
        && is_untried_or_anew(&case.passed_over, agent, roster)
        && !(is_sender && colleague_can(case, pool, roster, rules))
}

/// Offers the waiting chat to an agent whom [`route`] has found.
pub(super) fn offer(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    if !matches!(d.case.phase, CasePhase::Waiting) {
        return Err(if matches!(d.case.phase, CasePhase::Ended { .. }) {
            Refusal::ChatEnded
        } else {
            Refusal::NotPermitted
        });
    }
    if !waits(&d.case) {
        return Err(Refusal::AlreadyInvited);
    }
    if !is_candidate(&d.case, agent, d.roster(), d.rules) {
        return Err(Refusal::NobodyAvailable);
    }
    let text = d.case.handover_note.clone().unwrap_or_else(|| d.case.first_words.clone());
    let target = ConsultTarget::Queue { queue: d.case.queue.clone() };
    ask(d, Asking { asked: Asked::Routed, target, to: agent.clone(), text: Some(text) })
}

/// When those who were asked in vain may be asked again; none while the chat does not wait for that.
pub(super) fn ask_again_at(case: &Case) -> Option<Timestamp> {
    if !waits(case) {
        return None;
    }
    case.passed_over.values().max().map(|last| last.plus_ms(ASK_AGAIN_AFTER_MS))
}

pub(super) fn ask_again(d: &mut Decision<'_>) -> Result<(), Refusal> {
    if ask_again_at(&d.case).is_none_or(|at| d.now < at) {
        return Err(Refusal::NotPermitted);
    }
    d.record(CaseEvent::PassedOverForgotten);
    Ok(())
}
