//! Which agent is asked next for a chat that waits, and how an agent takes one by hand.

use std::collections::BTreeMap;

use konsil_protocol::domain::{AgentId, AgentState, CaseId, ConsultTarget, QueueId, Refusal, Timestamp};

use super::available::{available, has_place_beside_offers, has_room_for_kind_of};
pub(crate) use super::available::{has_room, has_room_for, is_available};
use super::decision::Decision;
use super::invitation::open::{Asking, ask};
use super::session;
use crate::{Asked, Case, CaseEvent, CasePhase, Pool, Roster, Rules};

/// So long after the last agent declined (or let it expire), a chat for which nobody was found is offered again to
/// those who were asked in vain.
pub const ASK_AGAIN_AFTER_MS: u64 = 60_000;
/// A contact who comes back within this time is offered to the agent of its last chat first, where the queue says so.
pub const SAME_AGENT_WITHIN_MS: u64 = 24 * 60 * 60 * 1_000;

/// Which waiting chat is offered to whom next: the first in line, the longest idle agent. Ask again after it was done.
/// This is the rule as it reads; it looks at everybody. [`Routing`](crate::Routing) finds the same sooner.
pub fn route<'a>(waiting: impl Iterator<Item = &'a Case>, roster: &Roster, rules: &Rules) -> Option<(CaseId, AgentId)> {
    let mut waiting: Vec<&Case> = waiting.filter(|case| waits(case)).collect();
    waiting.sort_by_key(|case| InLineAt::of(case, rules));
    waiting.into_iter().find_map(|case| Some((case.id.clone(), next_for_chat(case, roster, rules)?)))
}

/// Where a chat stands among those that wait, in whatever queue: what is less is served first. A contact whose page has
/// no connection comes after all others; else who came first, with what the queue gives as a head start.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InLineAt {
    interrupted: bool,
    since: Timestamp,
    case: CaseId,
}

impl InLineAt {
    pub(crate) fn of(case: &Case, rules: &Rules) -> Self {
        let head_start = rules.queues.get(&case.queue).map_or(0, |queue| queue.routing.head_start_ms);
        let since = Timestamp(case.arrived_at.0.saturating_sub_unsigned(head_start));
        Self { interrupted: case.is_interrupted(), since, case: case.id.clone() }
    }

    pub(crate) fn case(&self) -> &CaseId {
        &self.case
    }
}

/// In the queue, with no offer open.
pub(crate) fn waits(case: &Case) -> bool {
    matches!(case.phase, CasePhase::Waiting) && !is_offered(case)
}

fn is_offered(case: &Case) -> bool {
    case.invitations.values().any(|invitation| invitation.asked == Asked::Routed)
}

fn next_for_chat(case: &Case, roster: &Roster, rules: &Rules) -> Option<AgentId> {
    candidates(case, roster, rules).into_iter().next()
}

fn pool<'a>(case: &Case, rules: &'a Rules) -> Option<Pool<'a>> {
    rules.pool_of_waiting(&case.queue, case.widened)
}

/// Who can be offered this waiting chat now, the one to ask first in front: who was not asked yet, and of those first
/// who had the contact's last chat; then who declined it and has become ready again since; among these the longest idle.
/// Who handed it to the queue is asked only when no colleague can take it.
fn candidates(case: &Case, roster: &Roster, rules: &Rules) -> Vec<AgentId> {
    let Some(pool) = pool(case, rules) else { return Vec::new() };
    let untried_or_anew = |agent: &AgentId| is_untried_or_anew(&case.passed_over, agent, roster);
    let colleague_can = colleague_can(case, pool, roster, rules);
    let mut candidates: Vec<&AgentId> = pool
        .in_order(roster)
        .into_iter()
        .filter(|agent| available(agent, roster, rules, &case.queue) && untried_or_anew(agent))
        .filter(|agent| !(colleague_can && case.handed_over_by.as_ref() == Some(*agent)))
        .collect();
    candidates.sort_by_key(|agent| {
        let tried = case.passed_over.contains_key(*agent);
        (tried, tried || case.last_agent.as_ref() != Some(*agent))
    });
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
    case.handed_over_by.is_some()
        && pool.members().any(|agent| {
            case.handed_over_by.as_ref() != Some(agent)
                && is_untried_or_anew(&case.passed_over, agent, roster)
                && roster.get(agent).is_some_and(|seat| has_room_for(agent, seat, rules, &case.queue))
        })
}

/// Whether this agent is one of the [`candidates`].
fn is_candidate(case: &Case, agent: &AgentId, roster: &Roster, rules: &Rules) -> bool {
    let Some(pool) = pool(case, rules).filter(|pool| pool.members().any(|member| member == agent)) else {
        return false;
    };
    let is_sender = case.handed_over_by.as_ref() == Some(agent);
    available(agent, roster, rules, &case.queue)
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
    let text = first_text(&d.case).to_owned();
    let target = ConsultTarget::Queue { queue: d.case.queue.clone() };
    ask(d, Asking { asked: Asked::Routed, target, to: agent.clone(), text: Some(text) })
}

/// What is read of a waiting chat before it is taken: the colleague's note, if one handed it over.
#[must_use]
pub fn first_text(case: &Case) -> &str {
    case.handover_note.as_deref().unwrap_or(&case.first_words)
}

/// Whether this agent may look at the list of those that wait in this queue.
#[must_use]
pub fn may_choose(agent: &AgentId, queue: &QueueId, rules: &Rules) -> bool {
    rules.queues.get(queue).is_some_and(|queue| queue.routing.by_hand && queue.agents.contains(agent))
}

/// Whether this agent may take this chat by hand: the queue lets its agents choose, and routing might offer the chat to
/// this one.
#[must_use]
pub fn may_take(case: &Case, agent: &AgentId, rules: &Rules) -> bool {
    may_choose(agent, &case.queue, rules)
        && pool(case, rules).is_some_and(|pool| pool.members().any(|member| member == agent))
}

/// The agent takes the waiting chat out of its queue's list, in whatever state the agent is. It needs a free place, and
/// one that no open offer is for.
///
/// # Errors
/// A chat that is not in that list is one that the agent does not know.
pub(super) fn take(d: &mut Decision<'_>, agent: &AgentId) -> Result<(), Refusal> {
    if !may_take(&d.case, agent, d.rules) {
        return Err(Refusal::NoSuchCase);
    }
    match d.case.phase {
        CasePhase::Waiting if is_offered(&d.case) => return Err(Refusal::BeingOffered),
        CasePhase::Waiting => {}
        CasePhase::Ended { .. } => return Err(Refusal::ContactLeft),
        CasePhase::Open | CasePhase::Empty => return Err(Refusal::AlreadyTaken),
    }
    let seat = d.seat(agent);
    if seat.state == AgentState::LoggedOut || !seat.is_connected() {
        return Err(Refusal::StateNotPossible);
    }
    if !has_place_beside_offers(agent, &seat, d.rules) || !has_room_for_kind_of(agent, &seat, d.rules, &d.case.queue) {
        return Err(Refusal::NoFreePlace);
    }
    session::routed_to(d, agent);
    Ok(())
}

/// When the next widening of its queue is due for a chat that waits there.
pub(super) fn widens_at(case: &Case, rules: &Rules) -> Option<Timestamp> {
    let routing = &rules.queues.get(&case.queue).filter(|_| case.phase == CasePhase::Waiting)?.routing;
    let next = routing.widenings.get(usize::try_from(case.widened).ok()?)?;
    Some(case.in_queue_since().plus_ms(next.after_ms))
}

/// More agents may be asked from now on.
pub(super) fn widen(d: &mut Decision<'_>) -> Result<(), Refusal> {
    if widens_at(&d.case, d.rules).is_none_or(|at| d.now < at) {
        return Err(Refusal::NotPermitted);
    }
    d.record(CaseEvent::SearchWidened { widened: d.case.widened.saturating_add(1) });
    Ok(())
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
