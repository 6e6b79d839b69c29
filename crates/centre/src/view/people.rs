//! The agent's own page, the colleagues and the queues, and the state of the chat as the contact sees it.

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, Directory, DirectoryAgent, DirectoryQueue, DispositionEntry, DispositionId, Doing,
    InvitationView, ListedAgent, ListedGroup, ListedQueue, ListedReason, ListedSkill, Listing, Me, QueueId, Timestamp,
    WaitingChat,
};
use konsil_protocol::wire::contact::{ContactPhase, ContactState};

use crate::decide::routing::{first_text, has_room};
use crate::{Case, CasePhase, DispositionRules, Roster, Rules, Seat};

/// The agent's own state with the open invitations; `cases` must hold the cases of those invitations.
#[must_use]
pub fn me<'a>(
    agent: &AgentId,
    roster: &Roster,
    rules: &Rules,
    cases: impl Fn(&CaseId) -> Option<&'a Case>,
    now: Timestamp,
) -> Option<Me> {
    let known = rules.agents.get(agent)?;
    let seat = roster.get(agent).cloned().unwrap_or_default();
    let mut open: Vec<_> = seat
        .invitations
        .iter()
        .filter_map(|(id, case)| {
            let case = cases(case)?;
            Some((id, case, case.invitations.get(id).filter(|invitation| &invitation.to == agent)?))
        })
        .collect();
    open.sort_by_key(|(id, _, invitation)| (invitation.expires_at, (*id).clone()));
    let invitations = open
        .into_iter()
        .map(|(id, case, invitation)| InvitationView {
            invitation: id.clone(),
            case: case.id.clone(),
            kind: invitation.asked.kind(),
            by: invitation.asked.by().cloned(),
            contact_name: case.contact.name.clone(),
            contact_language: Some(case.contact.language),
            queue: case.queue.clone(),
            text: invitation.text.clone(),
            remaining_ms: invitation.expires_at.since_ms(now),
            contact_interrupted: case.is_interrupted(),
        })
        .collect();
    Some(Me {
        agent: agent.clone(),
        version: seat.version,
        name: known.name.clone(),
        nickname: known.nickname.clone(),
        state: seat.state,
        state_since: seat.state_since,
        do_not_disturb_ms: seat.do_not_disturb_ms(now),
        places_taken: count(seat.places.len()),
        capacity: known.capacity,
        invitations,
    })
}

/// A chat that waits, as it stands in its queue's list.
#[must_use]
pub fn waiting_chat(case: &Case, now: Timestamp) -> WaitingChat {
    WaitingChat {
        case: case.id.clone(),
        contact_name: case.contact.name.clone(),
        contact_language: Some(case.contact.language),
        text: first_text(case).to_owned(),
        waiting_ms: now.since_ms(case.arrived_at),
        contact_interrupted: case.is_interrupted(),
    }
}

/// The state of the chat as the contact sees it.
#[must_use]
pub fn contact_state(case: &Case, rules: &Rules) -> ContactState {
    let owner_is_away = case.owner.as_ref().and_then(|owner| case.members.get(owner)).is_some_and(|owner| owner.away);
    let phase = match case.phase {
        CasePhase::Ended { .. } => ContactPhase::Ended,
        CasePhase::Empty | CasePhase::Waiting | CasePhase::Open if case.contact_has_left() => ContactPhase::Ended,
        CasePhase::Empty | CasePhase::Waiting => ContactPhase::Waiting,
        CasePhase::Open if owner_is_away => ContactPhase::AgentAway,
        CasePhase::Open => ContactPhase::Chatting,
    };
    let parties = case.parties();
    let names = parties.iter().filter_map(|in_chat| rules.name_for_contact(&in_chat.party));
    let agents = match phase {
        ContactPhase::Ended => Vec::new(),
        ContactPhase::Waiting | ContactPhase::AgentAway | ContactPhase::Chatting => names.map(str::to_owned).collect(),
    };
    ContactState { phase, agents, in_line: None }
}

/// Names and states in one, as version 1 of the wire tells them to this agent; `waiting` are the cases that wait in
/// queues.
pub fn directory<'a>(
    version: u64,
    centre: &str,
    agent: &AgentId,
    roster: &Roster,
    rules: &Rules,
    waiting: impl Iterator<Item = &'a Case>,
    now: Timestamp,
) -> Directory {
    let mut lines: BTreeMap<&QueueId, Vec<Timestamp>> = BTreeMap::new();
    for case in waiting.filter(|case| case.phase == CasePhase::Waiting) {
        lines.entry(&case.queue).or_default().push(case.arrived_at);
    }
    let queues_of = queues_of(rules);
    let agents = rules.agents.iter().map(|(id, known)| {
        let nobody = Seat::new();
        let Doing { state, connected, chats, available, do_not_disturb, since: _ } =
            doing(id, roster.get(id).unwrap_or(&nobody), rules, now);
        DirectoryAgent {
            agent: id.clone(),
            name: known.name.clone(),
            state: state.in_version_1(),
            connected,
            chats,
            queues: queues_of.get(id).cloned().unwrap_or_default(),
            available,
            do_not_disturb,
        }
    });
    let queues = rules.queues.iter().map(|(id, queue)| {
        let here = lines.get(id).map_or(&[][..], Vec::as_slice);
        DirectoryQueue {
            queue: id.clone(),
            name: queue.name.clone(),
            mine: queue.agents.contains(agent),
            members: count(queue.agents.len()),
            available: count(
                queue
                    .agents
                    .iter()
                    .filter(|agent| roster.get(agent).is_some_and(|seat| has_room(agent, seat, rules)))
                    .count(),
            ),
            waiting: count(here.len()),
            longest_waiting_since: here.iter().min().copied(),
            dispositions: queue.dispositions.clone(),
            reminder: queue.reminder,
        }
    });
    Directory {
        version,
        centre: centre.to_owned(),
        agents: agents.collect(),
        queues: queues.collect(),
        dispositions: dispositions(rules),
    }
}

/// Who and what there is, by name.
#[must_use]
pub fn listing(centre: &str, rules: &Rules) -> Listing {
    let mut listed: BTreeMap<&AgentId, ListedAgent> = BTreeMap::new();
    for (id, known) in &rules.agents {
        let entry = ListedAgent {
            agent: id.clone(),
            name: known.name.clone(),
            nickname: known.nickname.clone(),
            groups: Vec::new(),
            skills: BTreeMap::new(),
            queues: Vec::new(),
        };
        listed.insert(id, entry);
    }
    for (id, group) in &rules.groups {
        for agent in &group.agents {
            listed.entry(agent).and_modify(|entry| entry.groups.push(id.clone()));
        }
    }
    for (id, skill) in &rules.skills {
        for (agent, level) in &skill.agents {
            listed.entry(agent).and_modify(|entry| entry.skills.extend([(id.clone(), *level)]));
        }
    }
    for (id, queue) in &rules.queues {
        for agent in &queue.agents {
            listed.entry(agent).and_modify(|entry| entry.queues.push(id.clone()));
        }
    }
    let groups = rules.groups.iter().map(|(id, group)| ListedGroup { group: id.clone(), name: group.name.clone() });
    let skills = rules.skills.iter().map(|(id, skill)| ListedSkill { skill: id.clone(), name: skill.name.clone() });
    let queues = rules.queues.iter().map(|(id, queue)| ListedQueue {
        queue: id.clone(),
        name: queue.name.clone(),
        members: count(queue.agents.len()),
        dispositions: queue.dispositions.clone(),
        reminder: queue.reminder,
        by_hand: queue.routing.by_hand,
    });
    Listing {
        centre: centre.to_owned(),
        agents: listed.into_values().collect(),
        groups: groups.collect(),
        skills: skills.collect(),
        queues: queues.collect(),
        dispositions: dispositions(rules),
        favourites: Vec::new(),
        reasons: rules
            .reasons
            .iter()
            .map(|named| ListedReason { reason: named.id, name: named.name.clone() })
            .collect(),
    }
}

fn queues_of(rules: &Rules) -> BTreeMap<&AgentId, Vec<QueueId>> {
    let mut queues_of: BTreeMap<&AgentId, Vec<QueueId>> = BTreeMap::new();
    for (id, queue) in &rules.queues {
        for agent in &queue.agents {
            queues_of.entry(agent).or_default().push(id.clone());
        }
    }
    queues_of
}

fn dispositions(rules: &Rules) -> Vec<DispositionEntry> {
    let entry = |(id, known): (&DispositionId, &DispositionRules)| DispositionEntry {
        disposition: id.clone(),
        name: known.name.clone(),
        parent: known.parent.clone(),
    };
    rules.dispositions.iter().map(entry).collect()
}

/// What an agent with this seat is doing, as colleagues see it.
#[must_use]
pub fn doing(agent: &AgentId, seat: &Seat, rules: &Rules, now: Timestamp) -> Doing {
    Doing {
        state: seat.state,
        connected: is_signed_in(seat),
        chats: count(seat.sessions.len()),
        // That somebody is looking at an offer is nobody else's business: it may be a colleague's request.
        available: has_room(agent, seat, rules),
        do_not_disturb: seat.do_not_disturb_ms(now).is_some(),
        since: if seat.state == AgentState::LoggedOut { Timestamp(0) } else { seat.state_since },
    }
}

pub(crate) fn is_signed_in(seat: &Seat) -> bool {
    seat.is_connected() && seat.state != AgentState::LoggedOut
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
