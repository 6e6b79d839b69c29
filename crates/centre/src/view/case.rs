//! The case as one agent may see it. Somebody who is out of it sees it as it stood then.

use std::collections::BTreeSet;

use konsil_protocol::domain::{
    AgentId, CaseAction, CaseView, ConsultationAction, ConsultationState, ConsultationView, ContactPresence,
    ContactView, EndEffect, MemberView, NotAskable, Party, RequestView, Standing, Thread, Timestamp,
};

use crate::{
    Case, CasePresence, ConsultState, Consultation, InChat, LastView, Membership, Obstacle, Part, Request, RequestKind,
    Roster, Rules, Seat, disposition_required, obstacles, part, permitted, permitted_in, permitted_to_remove, viewer,
};

const ACTIONS: [CaseAction; 10] = [
    CaseAction::Write,
    CaseAction::Consult,
    CaseAction::AskConference,
    CaseAction::AskTransfer,
    CaseAction::AskTransferToQueue,
    CaseAction::End,
    CaseAction::MarkDone,
    CaseAction::SetNote,
    CaseAction::SetDisposition,
    CaseAction::SetCaseData,
];

const CONSULTATION_ACTIONS: [ConsultationAction; 5] = [
    ConsultationAction::Write,
    ConsultationAction::End,
    ConsultationAction::AskConference,
    ConsultationAction::AskTransfer,
    ConsultationAction::MarkDone,
];

/// The case as this agent may see it now; none if it has no part in it.
#[must_use]
pub fn case_view(case: &Case, roster: &Roster, rules: &Rules, agent: &AgentId, now: Timestamp) -> Option<CaseView> {
    let part = part(case, agent)?;
    let in_chat = part == Part::Active;
    let view = CaseView {
        case: case.id.clone(),
        version: case.version,
        contact: ContactView {
            name: case.contact.name.clone(),
            language: Some(case.contact.language),
            presence: presence(case.contact.presence),
        },
        queue: case.queue.clone(),
        opened_at: case.opened_at,
        first_accepted_at: case.first_accepted_at,
        standing: standing(case, agent),
        members: members(case, roster),
        owner: case.owner.clone().filter(|owner| case.is_active(owner)),
        consultations: consultations(case, agent),
        requests: requests(case, agent, now),
        outcomes: case.outcomes.get(agent).cloned().unwrap_or_default(),
        unanswered_since: unanswered_since(case, agent),
        note: case.note.clone(),
        disposition: case.disposition.clone(),
        disposition_required: disposition_required(case, rules, agent),
        case_data: (*case.case_data).clone(),
        can: ACTIONS.into_iter().filter(|action| permitted(case, agent, *action).is_ok()).collect(),
        removable: case
            .active()
            .map(|(other, _)| other.clone())
            .filter(|other| permitted_to_remove(case, agent, other).is_ok())
            .collect(),
        not_askable: if in_chat { not_askable(case, roster, rules, agent, now) } else { Vec::new() },
        end_effect: if case.active().any(|(other, _)| other != agent) {
            EndEffect::MySession
        } else {
            EndEffect::WholeChat
        },
        threads: threads(case, agent),
    };
    Some(match kept(case, agent) {
        // Who ended the own session and wraps up writes the note still, and so sees it as it is.
        Some(kept) if may_note(case, agent) => as_it_stood(view, kept),
        Some(kept) => with_texts_as_they_stood(as_it_stood(view, kept), kept),
        None => view,
    })
}

/// Since when the contact waits for an answer, as this agent's view says it: a pending reply belongs to those whom the
/// contact sees (7.1).
#[must_use]
pub fn unanswered_since(case: &Case, agent: &AgentId) -> Option<Timestamp> {
    case.unanswered_since.filter(|_| case.is_active(agent))
}

fn may_note(case: &Case, agent: &AgentId) -> bool {
    permitted(case, agent, CaseAction::SetNote).is_ok()
}

/// What an agent who is out of the chat keeps in view; none for one who is in it, or reads along.
fn kept<'a>(case: &'a Case, agent: &AgentId) -> Option<&'a LastView> {
    if case.is_active(agent) {
        return None;
    }
    let asked = || case.consultations.values().filter(|c| c.has_asked(agent) && c.is_open_to(agent));
    if asked().any(crate::Consultation::is_active) {
        return None;
    }
    let ended = asked().filter_map(|c| match c.state {
        ConsultState::Active => None,
        ConsultState::Ended { until, .. } => Some((until, c.kept.as_deref()?)),
    });
    let session = case.members.get(agent).and_then(|member| match member.session {
        Membership::Active => None,
        Membership::Ended { until, .. } => Some((until, member.kept.as_deref()?)),
    });
    ended.chain(session).max_by_key(|(until, _)| *until).map(|(_, kept)| kept)
}

/// The case as this agent last saw it; note, disposition and case data as they are now.
fn as_it_stood(view: CaseView, kept: &LastView) -> CaseView {
    let was_in_chat = |owner: &AgentId| kept.members.iter().any(|member| member.party.as_agent() == Some(owner));
    let members = kept.members.iter().cloned();
    CaseView {
        contact: ContactView { presence: presence(kept.presence), ..view.contact },
        queue: kept.queue.clone(),
        members: members.map(|InChat { party, since }| MemberView { party, since, connected: true }).collect(),
        owner: kept.owner.clone().filter(was_in_chat),
        ..view
    }
}

fn with_texts_as_they_stood(view: CaseView, kept: &LastView) -> CaseView {
    let LastView { note, disposition, case_data, .. } = kept.clone();
    CaseView { note, disposition, case_data, ..view }
}

fn presence(presence: CasePresence) -> ContactPresence {
    match presence {
        CasePresence::Present => ContactPresence::Present,
        CasePresence::Interrupted { since } => ContactPresence::Interrupted { since },
        CasePresence::Left { at, why } => ContactPresence::Left { at, why },
    }
}

fn standing(case: &Case, agent: &AgentId) -> Standing {
    let asked_by = |active: bool| {
        let mut asked: Vec<_> = case
            .consultations
            .values()
            .filter(|c| c.has_asked(agent) && c.is_open_to(agent) && c.is_active() == active)
            .collect();
        asked.sort_by_key(|c| c.started_at);
        asked.first().map(|c| Standing::ConsultTarget { by: c.by.clone() })
    };
    let member = case.members.get(agent).map(|member| &member.session);
    match member {
        Some(Membership::Active) => Standing::Member,
        Some(Membership::Ended { at, why, .. }) => {
            asked_by(true).unwrap_or_else(|| Standing::Former { at: *at, why: why.clone() })
        }
        None => asked_by(true).or_else(|| asked_by(false)).unwrap_or(Standing::Member),
    }
}

fn members(case: &Case, roster: &Roster) -> Vec<MemberView> {
    let view = |InChat { party, since }| MemberView { connected: is_connected(&party, roster), party, since };
    case.parties().into_iter().map(view).collect()
}

/// An expert is reached through the sponsor.
fn is_connected(party: &Party, roster: &Roster) -> bool {
    match party {
        Party::Agent { agent } | Party::Supervisor { agent } | Party::Expert { sponsor: agent, .. } => {
            roster.get(agent).is_some_and(Seat::is_connected)
        }
        Party::Contact | Party::Unsupported { .. } => true,
    }
}

fn consultations(case: &Case, agent: &AgentId) -> Vec<ConsultationView> {
    let mut own: Vec<_> = case.consultations.iter().filter(|(_, c)| c.is_open_to(agent)).collect();
    own.sort_by_key(|(id, c)| (c.started_at, (*id).clone()));
    own.into_iter()
        .map(|(id, c)| ConsultationView {
            consultation: id.clone(),
            by: c.by.clone(),
            target: c.target.clone(),
            with: c.other(agent),
            question: c.question.clone(),
            state: match c.state {
                ConsultState::Active => ConsultationState::Active,
                ConsultState::Ended { at, why, .. } => ConsultationState::Ended { at, why },
            },
            asked_at: c.started_at,
            can: CONSULTATION_ACTIONS
                .into_iter()
                .filter(|action| permitted_in(case, agent, id, *action).is_ok())
                .collect(),
        })
        .collect()
}

/// Says whom the agent chose, never who of a queue is being asked just now (3.2).
fn requests(case: &Case, agent: &AgentId, now: Timestamp) -> Vec<RequestView> {
    let own = case.invitations.iter().filter(|(_, invitation)| invitation.asked.is_by(agent));
    own.map(|(id, invitation)| RequestView {
        invitation: id.clone(),
        kind: invitation.asked.kind(),
        target: invitation.target.clone(),
        question: invitation.text.clone(),
        remaining_ms: invitation.expires_at.since_ms(now),
    })
    .collect()
}

fn not_askable(case: &Case, roster: &Roster, rules: &Rules, by: &AgentId, now: Timestamp) -> Vec<NotAskable> {
    let why = |to: &AgentId, kind: RequestKind| {
        let seat = roster.get(to).cloned().unwrap_or_default();
        obstacles(case, &seat, Request { by, to, kind }, now).into_iter().find_map(Obstacle::shown)
    };
    let named = concerned(case, roster, by).into_iter().filter(|agent| rules.agents.contains_key(*agent));
    let all = named.flat_map(|to| RequestKind::ALL.map(|kind| (to, kind)));
    all.filter_map(|(to, kind)| Some(NotAskable { agent: to.clone(), kind: kind.into(), why: why(to, kind)? }))
        .collect()
}

/// Whom an obstacle that is shown may concern: those who have a part in the case, and those who have enough
/// consultations. Everybody else in the centre can be asked as far as this case goes, and nobody looks at them.
fn concerned<'a>(case: &'a Case, roster: &'a Roster, by: &'a AgentId) -> BTreeSet<&'a AgentId> {
    let members = case.active().map(|(agent, _)| agent);
    let consulted = case.consultations.values().flat_map(Consultation::agents);
    let invited = case.invitations.values().map(|invitation| &invitation.to);
    members.chain(consulted).chain(invited).chain(roster.consulted_enough()).chain([by]).collect()
}

fn threads(case: &Case, agent: &AgentId) -> Vec<Thread> {
    let consultations = case.consultations.keys().map(|id| Thread::Consultation { consultation: id.clone() });
    std::iter::once(Thread::Main).chain(consultations).filter(|thread| viewer(case, agent, thread).is_some()).collect()
}
