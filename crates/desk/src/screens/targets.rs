//! The Team Communicator: who and what can be asked, found while typing, without waiting for the server.

use std::cmp::Reverse;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, ConsultTarget, ConsultationView, DirectoryAgent, DirectoryQueue, Listed,
    TargetKind,
};

use crate::boundary::input::{FindTargets, Purpose, TargetFilter};
use crate::boundary::phrases;
use crate::boundary::view::{Availability, Phrase, TargetGroup, TargetHeading, TargetRow, Targets};
use crate::chats::case::{CaseState, is_active};
use crate::pending::permitted::can;
use crate::pending::workspace::Workspace;
use crate::people::names::{folded, initials, written_out};

/// Suggestions at first; all on demand. Active consultations are shown in addition.
const SUGGESTIONS: usize = 10;

const PURPOSES: [Purpose; 3] = [Purpose::Consult, Purpose::Conference, Purpose::Transfer];

/// How well a name fits what was typed; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchRank {
    Start,
    StartOfWord,
    Within,
    /// Not the name itself, but a queue that the agent belongs to.
    Beside,
}

struct Found {
    match_rank: MatchRank,
    row: TargetRow,
}

/// Rows for what was typed: active consultations, agents, queues, or the last targets.
pub(crate) fn find_targets(workspace: &Workspace<'_>, find: &FindTargets) -> Targets {
    let filters = filters(workspace);
    let Some(case) = workspace.chats.case(&find.case) else { return Targets { groups: Vec::new(), filters, more: 0 } };
    let typed: Vec<String> = folded(&find.text).split_whitespace().map(str::to_owned).collect();
    if find.filter == TargetFilter::Recent {
        return Targets { groups: recent_targets(workspace, case, find, &typed), filters, more: 0 };
    }
    let active = active_rows(workspace, case, find, &typed);
    let in_active = |row: &TargetRow| active.iter().any(|other| other.target == row.target);
    let mut rows: Vec<_> = workspace
        .identity
        .targets()
        .filter(|listed| is_wanted(workspace, find.filter, *listed))
        .filter_map(|listed| found(workspace, case, find.purpose, listed, &typed))
        .filter(|found| !in_active(&found.row))
        .collect();
    rows.sort_by_cached_key(key);
    let more = if find.all { 0 } else { rows.len().saturating_sub(SUGGESTIONS) };
    rows.truncate(rows.len() - more);
    let of_kind = |kind| rows.iter().filter(move |found| found.row.target.kind() == Some(kind));
    let by_kind = TargetKind::ALL
        .map(|kind| (TargetHeading::Of(kind), of_kind(kind).map(|found| found.row.clone()).collect::<Vec<_>>()));
    let groups = std::iter::once((TargetHeading::ActiveConsultations, active)).chain(by_kind);
    Targets { groups: groups.filter_map(group).collect(), filters, more: u32::try_from(more).unwrap_or(u32::MAX) }
}

/// Everything, each kind that the backend can ask, and the last ones.
fn filters(workspace: &Workspace<'_>) -> Vec<TargetFilter> {
    let kinds = TargetKind::ALL.into_iter().filter(|kind| workspace.identity.can_ask(*kind));
    std::iter::once(TargetFilter::All).chain(kinds.map(TargetFilter::Of)).chain([TargetFilter::Recent]).collect()
}

/// Whether the backend can ask it, it is not me, and the filter lets it through.
fn is_wanted(workspace: &Workspace<'_>, filter: TargetFilter, listed: Listed<'_>) -> bool {
    let target = listed.target();
    let kind = match filter {
        TargetFilter::All | TargetFilter::Recent => None,
        TargetFilter::Of(kind) => Some(kind),
    };
    target.kind().is_some_and(|is| kind.is_none_or(|wanted| is == wanted) && workspace.identity.can_ask(is))
        && target.agent().is_none_or(|agent| !workspace.identity.is_me(agent))
}

fn recent_targets(
    workspace: &Workspace<'_>,
    case: &CaseState,
    find: &FindTargets,
    typed: &[String],
) -> Vec<TargetGroup> {
    let recent = workspace.pending.recent().iter();
    let listed = recent.filter_map(|target| workspace.identity.find(target));
    let rows = listed
        .filter(|listed| is_wanted(workspace, TargetFilter::Recent, *listed))
        .filter_map(|listed| found(workspace, case, find.purpose, listed, typed))
        .map(|found| found.row);
    group((TargetHeading::Recent, rows.collect())).into_iter().collect()
}

/// Those whom I am consulting about this chat right now.
fn active_rows(workspace: &Workspace<'_>, case: &CaseState, find: &FindTargets, typed: &[String]) -> Vec<TargetRow> {
    let wanted = matches!(find.filter, TargetFilter::All | TargetFilter::Of(TargetKind::Agent));
    let active = case.view().consultations.iter().filter(|consultation| wanted && is_active(consultation));
    active.filter_map(|consultation| active_row(workspace, case, find.purpose, consultation, typed)).collect()
}

fn active_row(
    workspace: &Workspace<'_>,
    case: &CaseState,
    purpose: Purpose,
    consultation: &ConsultationView,
    typed: &[String],
) -> Option<TargetRow> {
    let mine = Some(&consultation.by) == workspace.identity.agent();
    let agent = if mine { consultation.with.as_ref()?.as_agent()? } else { &consultation.by };
    let target = ConsultTarget::Agent { agent: agent.clone() };
    let mut found = found(workspace, case, purpose, workspace.identity.find(&target)?, typed)?;
    let beside = |purpose: &Purpose| purpose.action_beside().is_some_and(|action| consultation.can.contains(&action));
    let askable = !workspace.identity.wants_no_disturbance(agent);
    found.row.actions = in_order(purpose).into_iter().filter(|action| askable && beside(action)).collect();
    found.row.why_not = match found.row.actions.first() {
        Some(first) if *first == purpose => None,
        Some(_) | None => Some(found.row.why_not.unwrap_or_else(|| why_not_active(purpose))),
    };
    Some(found.row)
}

fn why_not_active(purpose: Purpose) -> Phrase {
    match purpose {
        Purpose::Consult => phrases::not_askable_already_consulting(),
        Purpose::Conference | Purpose::Transfer => phrases::not_askable_now(),
    }
}

fn found(
    workspace: &Workspace<'_>,
    case: &CaseState,
    purpose: Purpose,
    listed: Listed<'_>,
    typed: &[String],
) -> Option<Found> {
    let target = listed.target();
    let name = listed.name(workspace.language);
    match listed {
        Listed::Agent(entry) => {
            let beside = entry.queues.iter().map(|queue| workspace.names().queue(queue, workspace.language));
            let match_rank = match_rank(name, beside, typed)?;
            let why = |purpose| why_not_agent(workspace, case, purpose, entry);
            Some(Found { match_rank, row: row(target, name, agent_detail(entry), agent_presence(entry), purpose, why) })
        }
        Listed::Queue(entry) => {
            let match_rank = match_rank(name, std::iter::empty(), typed)?;
            let available = available_but_me(workspace, entry);
            let presence = if available > 0 { Availability::Available } else { Availability::Away };
            let why = |purpose| why_not_queue(workspace, case, purpose, available);
            Some(Found {
                match_rank,
                row: row(target, name, phrases::presence_queue(available, entry.members), presence, purpose, why),
            })
        }
    }
}

fn available_but_me(workspace: &Workspace<'_>, queue: &DirectoryQueue) -> u32 {
    let me = workspace.identity.agents().iter().find(|agent| Some(&agent.agent) == workspace.identity.agent());
    let counted = me.is_some_and(|me| me.available && me.queues.contains(&queue.queue));
    queue.available.saturating_sub(u32::from(counted))
}

fn why_not_agent(
    workspace: &Workspace<'_>,
    case: &CaseState,
    purpose: Purpose,
    agent: &DirectoryAgent,
) -> Option<Phrase> {
    if let Some(why) = not_askable(case, purpose, &agent.agent) {
        return Some(why);
    }
    if agent.state == AgentState::LoggedOut {
        return Some(phrases::not_askable_logged_out());
    }
    if !agent.connected {
        return Some(phrases::not_askable_disconnected());
    }
    if agent.do_not_disturb {
        return Some(phrases::not_askable_do_not_disturb());
    }
    (!can(workspace.identity, case, purpose.action())).then(phrases::not_askable_now)
}

/// A reason that lies in the case.
fn not_askable(case: &CaseState, purpose: Purpose, agent: &AgentId) -> Option<Phrase> {
    let found = case.view().not_askable.iter().find(|found| &found.agent == agent && found.kind == purpose.kind())?;
    Some(phrases::not_askable(found.why))
}

fn why_not_queue(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, available: u32) -> Option<Phrase> {
    let can = |action| can(workspace.identity, case, action);
    match purpose {
        Purpose::Consult | Purpose::Conference if available == 0 => Some(phrases::not_askable_nobody_available()),
        Purpose::Consult => (!can(CaseAction::Consult)).then(phrases::not_askable_now),
        Purpose::Conference => (!can(CaseAction::AskConference)).then(phrases::not_askable_now),
        Purpose::Transfer if can(CaseAction::AskTransferToQueue) => None,
        Purpose::Transfer if can(CaseAction::AskTransfer) => Some(phrases::not_askable_other_agent_in_chat()),
        Purpose::Transfer => Some(phrases::not_askable_now()),
    }
}

fn row(
    target: ConsultTarget,
    name: &str,
    detail: Phrase,
    presence: Availability,
    purpose: Purpose,
    why_not: impl Fn(Purpose) -> Option<Phrase>,
) -> TargetRow {
    TargetRow {
        target,
        name: name.to_owned(),
        initials: initials(name),
        detail,
        presence,
        actions: in_order(purpose).into_iter().filter(|action| why_not(*action).is_none()).collect(),
        why_not: why_not(purpose),
    }
}

/// The purpose's own action first, then the others.
fn in_order(purpose: Purpose) -> Vec<Purpose> {
    std::iter::once(purpose).chain(PURPOSES.into_iter().filter(|other| *other != purpose)).collect()
}

fn agent_detail(agent: &DirectoryAgent) -> Phrase {
    if agent.state == AgentState::LoggedOut {
        phrases::presence_logged_out()
    } else if !agent.connected {
        phrases::presence_disconnected(agent.chats)
    } else if agent.do_not_disturb {
        phrases::presence_do_not_disturb(agent.chats)
    } else {
        phrases::presence(agent.state, agent.chats)
    }
}

fn agent_presence(agent: &DirectoryAgent) -> Availability {
    if !agent.connected || agent.state == AgentState::LoggedOut {
        Availability::Away
    } else if agent.available && !agent.do_not_disturb {
        Availability::Available
    } else {
        Availability::Busy
    }
}

/// Every word that was typed must be found: in the name, or in what is shown beside it.
fn match_rank<'a>(name: &str, beside: impl Iterator<Item = &'a str>, typed: &[String]) -> Option<MatchRank> {
    let forms = [folded(name), written_out(name)];
    let beside: Vec<_> = beside.flat_map(|name| [folded(name), written_out(name)]).collect();
    let mut worst = MatchRank::Start;
    for word in typed {
        let in_name = forms.iter().filter_map(|form| match_rank_of(form, word)).min();
        let in_beside = || beside.iter().any(|form| match_rank_of(form, word).is_some()).then_some(MatchRank::Beside);
        worst = worst.max(in_name.or_else(in_beside)?);
    }
    Some(worst)
}

fn match_rank_of(name: &str, word: &str) -> Option<MatchRank> {
    if name.starts_with(word) {
        return Some(MatchRank::Start);
    }
    let starts = |part: &str| part.starts_with(word);
    if name.split(|c: char| !c.is_alphanumeric()).any(starts) {
        return Some(MatchRank::StartOfWord);
    }
    name.contains(word).then_some(MatchRank::Within)
}

/// What fits best, then what can be asked, then who is there, then by name.
fn key(found: &Found) -> (MatchRank, Reverse<bool>, u8, String) {
    let presence = match found.row.presence {
        Availability::Available => 0,
        Availability::Busy => 1,
        Availability::Away => 2,
    };
    (found.match_rank, Reverse(found.row.why_not.is_none()), presence, folded(&found.row.name))
}

fn group((heading, rows): (TargetHeading, Vec<TargetRow>)) -> Option<TargetGroup> {
    (!rows.is_empty()).then_some(TargetGroup { heading, rows })
}
