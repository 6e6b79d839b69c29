//! What is fair, read from the operator's settings and the onlooker's ledger, not from what the centre makes of them.

use konsil_centre::SkillRules;
use konsil_protocol::domain::{AgentId, AgentState, CaseId, SkillLevel, Timestamp};

use crate::centre::Day;
use crate::ledger::Chat;

/// How somebody comes to be asked for a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    FromTheBeginning,
    ByNow,
    AsAnotherQueues,
}

/// How this agent may be asked for it by now: it has learned what the chat asks for after so long, or it works in a queue
/// that helps.
fn may_be_asked(day: &Day, chat: &Chat, agent: &AgentId) -> Option<Asked> {
    let rules = &day.rules.queues[&chat.queue];
    let level = |skill: &SkillRules| skill.agents.get(agent).copied().unwrap_or(SkillLevel::MIN);
    let mut needed = &rules.routing.skills;
    let has_all = |needed: &std::collections::BTreeMap<_, SkillLevel>| {
        needed.iter().all(|(skill, least)| level(&day.rules.skills[skill]) >= *least)
    };
    let works_here = rules.agents.contains(agent);
    if works_here && has_all(needed) {
        return Some(Asked::FromTheBeginning);
    }
    let mut helps = false;
    for later in rules.routing.widenings.iter().filter(|later| chat.queued.plus_ms(later.after_ms) <= day.now) {
        needed = later.skills.as_ref().unwrap_or(needed);
        helps |= later.overflow.as_ref().is_some_and(|other| day.rules.queues[other].agents.contains(agent));
    }
    if works_here && has_all(needed) { Some(Asked::ByNow) } else { helps.then_some(Asked::AsAnotherQueues) }
}

/// Has a place for this chat that nothing else is offered for.
fn has_place(day: &Day, chat: &Chat, agent: &AgentId) -> bool {
    let rules = &day.rules.agents[agent];
    let (has, asked) = day.ledger.taken(agent, None, &day.rules);
    let kind = day.rules.queues[&chat.queue].routing.kind.as_ref();
    let of_kind = kind.and_then(|kind| Some((kind, *rules.capacity_of.get(kind)?)));
    has + asked < rules.capacity
        && of_kind.is_none_or(|(kind, most)| {
            let (has, asked) = day.ledger.taken(agent, Some(kind), &day.rules);
            has + asked < most
        })
}

fn is_free(day: &Day, agent: &AgentId) -> bool {
    let seat = &day.roster[agent];
    seat.state == AgentState::Ready && seat.is_connected() && day.ledger.taken(agent, None, &day.rules).1 == 0
}

/// Was not asked in vain, or has become ready since.
fn may_be_asked_again(day: &Day, chat: &Chat, agent: &AgentId) -> bool {
    chat.in_vain.get(agent).is_none_or(|asked| day.roster[agent].state_since > *asked)
}

fn could_take(day: &Day, chat: &Chat, agent: &AgentId) -> bool {
    is_free(day, agent)
        && has_place(day, chat, agent)
        && may_be_asked_again(day, chat, agent)
        && may_be_asked(day, chat, agent).is_some()
}

/// Who has less is served first.
fn in_line(day: &Day, id: &CaseId, chat: &Chat) -> (bool, i64, CaseId) {
    let head_start = i64::try_from(day.rules.queues[&chat.queue].routing.head_start_ms).unwrap();
    (day.cases[id].is_interrupted(), chat.arrived.0 - head_start, id.clone())
}

/// This chat may be offered to this agent, now and before all others.
pub fn is_fair(day: &mut Day, id: &CaseId, agent: &AgentId) {
    let chat = &day.ledger.chats[id];
    assert!(chat.waits && chat.offered_to.is_none(), "{id} is offered to {agent}: {chat:?}");
    let asked = may_be_asked(day, chat, agent);
    assert!(asked.is_some(), "{agent} is asked for {id}, and has not learned that: {chat:?}");
    assert!(is_free(day, agent), "{agent} is asked for {id}: {:?}", day.roster[agent]);
    assert!(has_place(day, chat, agent), "{agent} is asked for {id} and has no place: {:?}", day.roster[agent]);
    assert!(may_be_asked_again(day, chat, agent), "{agent} has said no to {id}");

    let waits = |other: &Chat| other.waits && other.offered_to.is_none();
    let at = in_line(day, id, chat);
    let others = || day.ledger.chats.iter().filter(|(other, it)| *other != id && waits(it));
    let mut later_but_behind: Option<Timestamp> = None;
    for (other, it) in others().filter(|(_, it)| could_take(day, it, agent)) {
        let ahead = in_line(day, other, it);
        assert!(at < ahead, "{agent} is asked for {id}, {at:?}, and {other} stands before, {ahead:?}");
        later_but_behind = later_but_behind.max((it.arrived < chat.arrived && !ahead.0).then_some(it.arrived));
    }
    last_agent_comes_first(day, chat, id, agent);

    let mut what = vec!["offers"];
    what.extend(others().next().map(|_| "offers with others in line"));
    what.extend(later_but_behind.map(|_| "offers out of turn, for a head start"));
    what.extend((chat.last_agent.as_ref() == Some(agent)).then_some("offers to the last agent"));
    what.extend(match asked {
        Some(Asked::ByNow) => Some("offers to whom a widening let in"),
        Some(Asked::AsAnotherQueues) => Some("offers to another queue's"),
        Some(Asked::FromTheBeginning) | None => None,
    });
    what.extend(at.0.then_some("offers for a contact without connection"));
    what.extend(chat.in_vain.contains_key(agent).then_some("offers anew"));
    what.into_iter().for_each(|what| day.counts(what));
}

fn last_agent_comes_first(day: &Day, chat: &Chat, id: &CaseId, agent: &AgentId) {
    let Some(last) = chat.last_agent.as_ref().filter(|last| *last != agent) else { return };
    let untried = !chat.in_vain.contains_key(last);
    assert!(!(untried && could_take(day, chat, last)), "{agent} is asked for {id}, and {last} had its contact");
}

/// What this agent has got by routing or by hand is no more than it can have.
pub fn has_places(day: &Day, agent: &AgentId) {
    let rules = &day.rules.agents[agent];
    let has = |kind| day.ledger.taken(agent, kind, &day.rules).0;
    assert!(has(None) <= rules.capacity, "{agent} has {} chats", has(None));
    for (kind, most) in &rules.capacity_of {
        assert!(has(Some(kind)) <= *most, "{agent} has {} chats of the kind {kind}", has(Some(kind)));
    }
}

/// Nobody is asked to take what there is no place for.
pub fn no_offer_is_without_a_place(day: &Day) {
    for (agent, rules) in &day.rules.agents {
        let fits = |kind, most| {
            let (has, asked) = day.ledger.taken(agent, kind, &day.rules);
            asked == 0 || has + asked <= most
        };
        assert!(fits(None, rules.capacity), "{agent} is asked and has no place");
        let of_kinds = rules.capacity_of.iter().all(|(kind, most)| fits(Some(kind), *most));
        assert!(of_kinds, "{agent} is asked and has no place for that kind");
    }
}
