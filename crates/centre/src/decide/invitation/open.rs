//! Asking: whom an invitation reaches, and how it opens.

use std::collections::BTreeSet;

use konsil_protocol::domain::{AgentId, ConsultTarget, InvitationId, Refusal};

use crate::decide::available::{Request, obstacles, takes_requests};
use crate::decide::decision::Decision;
use crate::{Asked, CaseEvent, Pool, RequestKind, SeatEvent};

/// What is asked of whom.
pub(crate) struct Asking {
    pub asked: Asked,
    pub target: ConsultTarget,
    pub to: AgentId,
    pub text: Option<String>,
}

/// Opens an invitation.
pub(crate) fn ask(d: &mut Decision<'_>, asking: Asking) -> Result<(), Refusal> {
    let Asking { asked, target, to, text } = asking;
    let invitation = d.fresh_invitation()?;
    let expires_at = d.now.plus_ms(d.rules.invitation_ms);
    show_to(d, &to, &invitation);
    d.record(CaseEvent::InvitationOffered { invitation, asked, target, to, text, expires_at });
    Ok(())
}

/// Opens an agent's request to a target.
///
/// # Errors
/// Why nobody can be asked.
pub(crate) fn ask_agent(
    d: &mut Decision<'_>,
    by: &AgentId,
    kind: RequestKind,
    target: &ConsultTarget,
    text: Option<String>,
) -> Result<(), Refusal> {
    let to = first_to_ask(d, by, target, kind)?;
    let asked = Asked::ByAgent { kind, by: by.clone() };
    ask(d, Asking { asked, target: target.clone(), to, text })
}

fn first_to_ask(d: &Decision<'_>, by: &AgentId, target: &ConsultTarget, kind: RequestKind) -> Result<AgentId, Refusal> {
    // Also for an agent who is in the centre file no more.
    if target.agent() == Some(by) {
        return Err(Refusal::TargetIsYourself);
    }
    match d.rules.pool(target).ok_or(Refusal::NoSuchTarget)? {
        Pool::Named(agent) => {
            let request = Request { by, to: agent, kind };
            let obstacle = obstacles(&d.case, &d.seat(agent), request, d.now).into_iter().next();
            obstacle.map_or_else(|| Ok(agent.clone()), |obstacle| Err(obstacle.refusal()))
        }
        pool @ (Pool::Members(_) | Pool::Skilled { .. } | Pool::Routed { .. }) => {
            next_to_ask(d, pool, kind, by, &BTreeSet::new()).ok_or(Refusal::NobodyAvailable)
        }
    }
}

/// The available member of a pool to be asked next (3.2), each at most once. None for a pool of one: who was asked by
/// name and does not accept has answered for the whole pool.
pub(super) fn next_to_ask(
    d: &Decision<'_>,
    pool: Pool<'_>,
    kind: RequestKind,
    by: &AgentId,
    asked_before: &BTreeSet<AgentId>,
) -> Option<AgentId> {
    match pool {
        Pool::Named(_) => None,
        Pool::Members(_) | Pool::Skilled { .. } | Pool::Routed { .. } => pool
            .members()
            .filter(|agent| !asked_before.contains(*agent))
            .filter_map(|to| Some((to, d.seat_of(to)?)))
            .filter(|(to, seat)| takes_requests(&d.case, seat, d.rules, Request { by, to, kind }, d.now))
            .min_by_key(|(to, seat)| pool.turn(to, seat))
            .map(|(to, _)| to.clone()),
    }
}

/// The invitation appears at this agent's.
pub(super) fn show_to(d: &mut Decision<'_>, to: &AgentId, id: &InvitationId) {
    let case = d.case_id();
    d.seat_event(to, SeatEvent::InvitationOpened { invitation: id.clone(), case });
}
