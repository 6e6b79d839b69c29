//! The Team view. All are counted and put in order; only the rows that are asked for are drawn.

use std::cmp::Ordering;

use konsil_protocol::domain::{
    AgentId, AgentState, ConsultTarget, Doing, GroupId, LOWEST_LEVEL, Language, ListedAgent, Timestamp,
};

use crate::boundary::input::{FindTeam, Purpose, TeamPart};
use crate::boundary::phrases;
use crate::boundary::view::{Presence, TeamAgent, TeamChat, TeamCounts, TeamPool, TeamRow, TeamView};
use crate::chats::case::CaseState;
use crate::pending::permitted::can;
use crate::pending::workspace::Workspace;
use crate::people::names::initials;
use crate::people::presence;
use crate::people::search::{Place as Listed, Typed};

/// The most rows that are drawn at once.
const MOST: u32 = 200;

/// The order in which the rows were shown last. While somebody points at them it stays, whatever becomes of the states.
#[derive(Debug, Default)]
pub(crate) struct TeamOrder {
    asked: Option<Asked>,
    places: Vec<Place>,
}

/// What the order answers.
#[derive(Debug, PartialEq)]
struct Asked {
    text: String,
    part: TeamPart,
    only: Option<ConsultTarget>,
    language: Language,
}

#[derive(Debug, Clone, PartialEq)]
enum Place {
    Heading(Option<GroupId>),
    /// Of what the rows are narrowed to.
    Only,
    Agent(AgentId),
}

/// Somebody who was found.
struct Found<'a> {
    entry: &'a ListedAgent,
    place: Listed,
    doing: Option<Doing>,
    /// By what it is put in order among those of its group.
    presence: Option<Presence>,
}

pub(crate) fn find_team(workspace: &Workspace<'_>, order: &mut TeamOrder, find: &FindTeam) -> TeamView {
    let fitting = workspace.names().index().find(&Typed::of(&find.text), workspace.language);
    let found: Vec<_> = fitting.into_iter().filter_map(|(place, _)| found(workspace, find, place)).collect();
    let counts = counts(&found);
    let FindTeam { text, part, only, .. } = find.clone();
    let asked = Asked { text, part, only, language: workspace.language };
    if !find.hold || order.asked.as_ref() != Some(&asked) {
        let shown = found.into_iter().filter(|it| part == TeamPart::All || part_of(it.doing) == Some(part));
        order.places = places(workspace, find, shown.collect());
        order.asked = Some(asked);
    }
    let from = find.from.min(count(order.places.len()));
    let about = about(workspace);
    let seen = order.places.iter().skip(from as usize).take(find.count.min(MOST) as usize);
    let rows = seen.filter_map(|place| row(workspace, find, place, about.as_ref())).collect();
    TeamView {
        counts,
        total: count(order.places.len()),
        from,
        rows,
        about,
        skills: skills(workspace),
        groups: groups(workspace),
        queues: queues(workspace),
    }
}

fn found<'a>(workspace: &Workspace<'a>, find: &FindTeam, place: Listed) -> Option<Found<'a>> {
    let entry = workspace.names().listing().agents.get(place)?;
    if !find.only.as_ref().is_none_or(|only| belongs(entry, only)) {
        return None;
    }
    let doing = workspace.identity.others().doing(&entry.agent);
    Some(Found { entry, place, doing, presence: doing.map(presence::shape) })
}

fn belongs(entry: &ListedAgent, only: &ConsultTarget) -> bool {
    match only {
        ConsultTarget::Agent { agent } => &entry.agent == agent,
        ConsultTarget::Group { group } => entry.groups.contains(group),
        ConsultTarget::Skill { skill, least } => entry.skills.get(skill).is_some_and(|level| level >= least),
        ConsultTarget::Queue { queue } => entry.queues.contains(queue),
        ConsultTarget::Unsupported { .. } => false,
    }
}

/// None: it is not known what they are doing.
fn part_of(doing: Option<Doing>) -> Option<TeamPart> {
    let doing = doing?;
    Some(match doing.state {
        AgentState::LoggedOut => TeamPart::LoggedOut,
        AgentState::Ready if doing.connected => TeamPart::Ready,
        AgentState::Ready | AgentState::NotReady { .. } | AgentState::AfterWork | AgentState::Unsupported => {
            TeamPart::NotReady
        }
    })
}

fn counts(found: &[Found<'_>]) -> TeamCounts {
    let mut counts = TeamCounts { all: count(found.len()), ..TeamCounts::default() };
    for part in found.iter().filter_map(|it| part_of(it.doing)) {
        match part {
            TeamPart::All => {}
            TeamPart::Ready => counts.ready += 1,
            TeamPart::NotReady => counts.not_ready += 1,
            TeamPart::LoggedOut => counts.logged_out += 1,
        }
    }
    counts
}

/// Group by group, each agent once: who is ready first, and of those who do the same, who has done it longest.
fn places(workspace: &Workspace<'_>, find: &FindTeam, mut shown: Vec<Found<'_>>) -> Vec<Place> {
    shown.sort_by(|a, b| in_order(workspace, a, b));
    let agent = |it: &Found<'_>| Place::Agent(it.entry.agent.clone());
    if find.only.is_some() {
        let rows = shown.iter().map(agent);
        return if shown.is_empty() { Vec::new() } else { std::iter::once(Place::Only).chain(rows).collect() };
    }
    let listed = workspace.names().listing().groups.iter().map(|group| Some(&group.group));
    let mut places = Vec::new();
    for group in listed.chain([None]) {
        let members: Vec<_> = shown.iter().filter(|it| it.entry.groups.first() == group).map(agent).collect();
        if !members.is_empty() {
            places.push(Place::Heading(group.cloned()));
            places.extend(members);
        }
    }
    places
}

fn in_order(workspace: &Workspace<'_>, a: &Found<'_>, b: &Found<'_>) -> Ordering {
    // Of whom it is not known since when, after the others.
    let since = |it: &Found<'_>| {
        it.doing.map(|doing| doing.since).filter(|since| *since != Timestamp(0)).unwrap_or(Timestamp(i64::MAX))
    };
    let name = |it: &Found<'_>| workspace.names().index().order(it.place, workspace.language);
    let rank = |it: &Found<'_>| it.presence.map_or(u8::MAX, |presence| presence as u8);
    (rank(a), since(a), name(a)).cmp(&(rank(b), since(b), name(b)))
}

fn row(workspace: &Workspace<'_>, find: &FindTeam, place: &Place, about: Option<&TeamChat>) -> Option<TeamRow> {
    let (names, language) = (workspace.names(), workspace.language);
    match place {
        Place::Heading(group) => {
            let name = group.as_ref().map(|group| names.group(group, language).to_owned());
            let is_in = |entry: &&ListedAgent| entry.groups.first() == group.as_ref();
            let (ready, members) = match group {
                Some(group) => ready_of(workspace, in_group(workspace, group)),
                None => ready_of(workspace, names.listing().agents.iter().filter(is_in)),
            };
            Some(TeamRow::Heading { name, ready: ready.unwrap_or_default(), members })
        }
        Place::Only => {
            let only = find.only.as_ref()?;
            let name = names.at(names.place(only)?)?.name(language).to_owned();
            let is_in = |entry: &&ListedAgent| belongs(entry, only);
            let (ready, members) = ready_of(workspace, names.listing().agents.iter().filter(is_in));
            Some(TeamRow::Heading { name: Some(name), ready: ready.unwrap_or_default(), members })
        }
        Place::Agent(agent) => agent_row(workspace, agent, about),
    }
}

fn agent_row(workspace: &Workspace<'_>, agent: &AgentId, about: Option<&TeamChat>) -> Option<TeamRow> {
    let (names, language) = (workspace.names(), workspace.language);
    let entry = names.listed(agent)?;
    let doing = workspace.identity.others().doing(agent);
    let shown = doing.map(|doing| presence::of(Doing { chats: 0, ..doing }, workspace.people()));
    let me = workspace.identity.is_me(agent);
    let skills = entry.skills.iter().map(|(skill, level)| format!("{} {level}", names.skill(skill, language)));
    let queues = entry.queues.iter().map(|queue| names.queue(queue, language).to_owned());
    let beside: Vec<_> = if entry.skills.is_empty() { queues.collect() } else { skills.collect() };
    let case = about.and_then(|about| workspace.chats.case(&about.case));
    let askable = |case| can_consult(workspace, case, agent, doing);
    let since = doing.filter(|doing| doing.connected && doing.since != Timestamp(0));
    Some(TeamRow::Agent(TeamAgent {
        agent: agent.clone(),
        name: entry.name.clone(),
        initials: initials(&entry.name),
        me,
        beside: beside.join(" · "),
        presence: shown.as_ref().map(|shown| shown.presence),
        word: shown.map_or_else(|| phrases::presence_unsupported(0), |shown| shown.word),
        since: since.map(|doing| workspace.session.here(doing.since)),
        chats: doing.map_or(0, |doing| doing.chats),
        can_consult: !me && workspace.session.is_online() && case.is_some_and(askable),
    }))
}

/// Of whom it is not known what they are doing may be asked: the centre knows.
fn can_consult(workspace: &Workspace<'_>, case: &CaseState, agent: &AgentId, doing: Option<Doing>) -> bool {
    let kind = Purpose::Consult.kind();
    let in_case = case.view().not_askable.iter().any(|found| &found.agent == agent && found.kind == kind);
    let there = doing.is_none_or(|doing| doing.is_there() && !doing.do_not_disturb);
    !in_case && there && can(workspace.identity, case, Purpose::Consult.action())
}

/// The chat that was selected before the Team view took its place.
fn about(workspace: &Workspace<'_>) -> Option<TeamChat> {
    let case = workspace.chats.set_aside().or(workspace.chats.selected())?;
    let contact = workspace.chats.case(case)?.view().contact.name.clone();
    Some(TeamChat { case: case.clone(), contact })
}

fn ready_of<'a>(workspace: &Workspace<'_>, agents: impl Iterator<Item = &'a ListedAgent>) -> (Option<u32>, u32) {
    let (mut ready, mut members) = (Some(0), 0);
    for entry in agents {
        members += 1;
        let part = part_of(workspace.identity.others().doing(&entry.agent));
        ready = ready.zip(part).map(|(ready, part)| ready + u32::from(part == TeamPart::Ready));
    }
    (ready, members)
}

fn in_group<'a>(workspace: &Workspace<'a>, group: &GroupId) -> impl Iterator<Item = &'a ListedAgent> {
    let names = workspace.names();
    names.in_group(group).iter().filter_map(|place| names.listing().agents.get(*place))
}

fn groups(workspace: &Workspace<'_>) -> Vec<TeamPool> {
    let names = workspace.names();
    let pool = |group: &GroupId| {
        let (ready, members) = ready_of(workspace, in_group(workspace, group));
        let name = names.group(group, workspace.language).to_owned();
        let target = ConsultTarget::Group { group: group.clone() };
        TeamPool { target, name, ready, members, waiting: None, longest_waiting_since: None }
    };
    names.listing().groups.iter().map(|listed| pool(&listed.group)).collect()
}

fn skills(workspace: &Workspace<'_>) -> Vec<TeamPool> {
    let names = workspace.names();
    let listed = names.listing().skills.iter().map(|listed| &listed.skill);
    let pools = listed.map(|skill| {
        let (ready, members) = ready_of(
            workspace,
            names.skilled(skill).iter().filter_map(|(place, _)| names.listing().agents.get(*place)),
        );
        let name = names.skill(skill, workspace.language).to_owned();
        let target = ConsultTarget::Skill { skill: skill.clone(), least: LOWEST_LEVEL };
        TeamPool { target, name, ready, members, waiting: None, longest_waiting_since: None }
    });
    pools.collect()
}

fn queues(workspace: &Workspace<'_>) -> Vec<TeamPool> {
    let names = workspace.names();
    let pools = names.listing().queues.iter().map(|listed| {
        let status = workspace.identity.others().queue(&listed.queue);
        TeamPool {
            target: ConsultTarget::Queue { queue: listed.queue.clone() },
            name: names.queue(&listed.queue, workspace.language).to_owned(),
            ready: status.map(|status| status.available),
            members: listed.members,
            waiting: status.map(|status| status.waiting),
            longest_waiting_since: status
                .and_then(|status| status.longest_waiting_since)
                .map(|since| workspace.session.here(since)),
        }
    });
    pools.collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
