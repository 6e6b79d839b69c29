//! The Team Communicator: who and what can be asked, found while typing, without waiting for the server.

use std::cmp::Reverse;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, ConsultTarget, ConsultationView, Listed, ListedAgent, ListedQueue, TargetKind,
};

use crate::boundary::input::{FindTargets, Purpose, TargetFilter};
use crate::boundary::phrases;
use crate::boundary::view::{Phrase, Presence, TargetGroup, TargetHeading, TargetRow, Targets};
use crate::chats::case::{CaseState, is_active};
use crate::pending::permitted::can;
use crate::pending::workspace::Workspace;
use crate::people::names::{Forms, initials};
use crate::people::presence::{self, Shown};
use crate::thread::find::folded;

/// Suggestions at first, …
const SUGGESTIONS: usize = 10;
/// … and on demand so many, which nobody reads to the end: who looks for somebody else types. Active consultations are
/// shown in addition.
const ALL: usize = 100;

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

/// What is listed and fits, before it is drawn: of thousands a few are.
struct Found<'a> {
    listed: Listed<'a>,
    match_rank: MatchRank,
    /// None: it is not known what they are doing.
    shown: Option<Shown>,
    can_be_asked: bool,
    folded: &'a str,
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
    let in_active = |listed: Listed<'_>| {
        let target = listed.target();
        active.iter().any(|other| other.target == target)
    };
    let mut fitting: Vec<_> = workspace
        .names()
        .listing()
        .listed()
        .filter(|listed| is_wanted(workspace, find.filter, *listed))
        .filter_map(|listed| found(workspace, case, find.purpose, listed, &typed))
        .filter(|found| !in_active(found.listed))
        .collect();
    fitting.sort_by(|a, b| key(a).cmp(&key(b)));
    let more = fitting.len().saturating_sub(if find.all { ALL } else { SUGGESTIONS });
    fitting.truncate(fitting.len() - more);
    let rows: Vec<_> = fitting.iter().map(|found| row(workspace, case, find.purpose, found)).collect();
    let of_kind = |kind| rows.iter().filter(move |row| row.target.kind() == Some(kind));
    let by_kind = TargetKind::ALL.map(|kind| (TargetHeading::Of(kind), of_kind(kind).cloned().collect::<Vec<_>>()));
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
    let wanted = match filter {
        TargetFilter::All | TargetFilter::Recent => None,
        TargetFilter::Of(kind) => Some(kind),
    };
    let (kind, me) = match listed {
        Listed::Agent(entry) => (TargetKind::Agent, workspace.identity.is_me(&entry.agent)),
        Listed::Queue(_) => (TargetKind::Queue, false),
    };
    wanted.is_none_or(|wanted| wanted == kind) && workspace.identity.can_ask(kind) && !me
}

fn recent_targets(
    workspace: &Workspace<'_>,
    case: &CaseState,
    find: &FindTargets,
    typed: &[String],
) -> Vec<TargetGroup> {
    let recent = workspace.pending.recent().iter();
    let listed = recent.filter_map(|target| workspace.names().find(target));
    let rows = listed
        .filter(|listed| is_wanted(workspace, TargetFilter::Recent, *listed))
        .filter_map(|listed| found(workspace, case, find.purpose, listed, typed))
        .map(|found| row(workspace, case, find.purpose, &found));
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
    let found = found(workspace, case, purpose, workspace.names().find(&target)?, typed)?;
    let mut row = row(workspace, case, purpose, &found);
    let beside = |purpose: &Purpose| purpose.action_beside().is_some_and(|action| consultation.can.contains(&action));
    let askable = !workspace.identity.wants_no_disturbance(agent);
    row.actions = in_order(purpose).into_iter().filter(|action| askable && beside(action)).collect();
    row.presence = seen(found.shown.as_ref(), &row.actions);
    row.why_not = match row.actions.first() {
        Some(first) if *first == purpose => None,
        Some(_) | None => Some(row.why_not.unwrap_or_else(|| why_not_active(purpose))),
    };
    Some(row)
}

fn why_not_active(purpose: Purpose) -> Phrase {
    match purpose {
        Purpose::Consult => phrases::not_askable_already_consulting(),
        Purpose::Conference | Purpose::Transfer => phrases::not_askable_now(),
    }
}

/// None if it does not fit what was typed.
fn found<'a>(
    workspace: &Workspace<'a>,
    case: &CaseState,
    purpose: Purpose,
    listed: Listed<'a>,
    typed: &[String],
) -> Option<Found<'a>> {
    let (names, language) = (workspace.names(), workspace.language);
    let (forms, match_rank) = match listed {
        Listed::Agent(entry) => {
            let forms = names.forms(&entry.agent)?;
            let beside = || entry.queues.iter().filter_map(|queue| names.forms_of_queue(queue, language));
            (forms, match_rank(forms, beside, typed)?)
        }
        Listed::Queue(entry) => {
            let forms = names.forms_of_queue(&entry.queue, language)?;
            (forms, match_rank(forms, std::iter::empty, typed)?)
        }
    };
    let shown = match listed {
        Listed::Agent(entry) => workspace.identity.others().doing(&entry.agent).map(presence::of),
        Listed::Queue(entry) => {
            available_but_me(workspace, entry).map(|available| presence::of_queue(available, entry.members))
        }
    };
    let can_be_asked = why_not(workspace, case, purpose, listed).is_none();
    Some(Found { listed, match_rank, shown, can_be_asked, folded: &forms.folded })
}

fn row(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, found: &Found<'_>) -> TargetRow {
    let Found { listed, ref shown, .. } = *found;
    let name = listed.name(workspace.language);
    let not_known = || phrases::presence_unsupported(0);
    let why_not = |purpose| why_not(workspace, case, purpose, listed);
    let actions: Vec<_> = in_order(purpose).into_iter().filter(|action| why_not(*action).is_none()).collect();
    TargetRow {
        target: listed.target(),
        name: name.to_owned(),
        initials: initials(name),
        detail: shown.as_ref().map_or_else(not_known, |shown| shown.word.clone()),
        presence: seen(shown.as_ref(), &actions),
        actions,
        why_not: why_not(purpose),
    }
}

/// None: it is not known how the queue stands.
fn available_but_me(workspace: &Workspace<'_>, queue: &ListedQueue) -> Option<u32> {
    let status = workspace.identity.others().queue(&queue.queue)?;
    let me = workspace.identity.agent()?;
    let counted = workspace.identity.others().doing(me).is_some_and(|doing| doing.available)
        && workspace.names().listed(me).is_some_and(|me| me.queues.contains(&queue.queue));
    Some(status.available.saturating_sub(u32::from(counted)))
}

fn why_not(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, listed: Listed<'_>) -> Option<Phrase> {
    match listed {
        Listed::Agent(entry) => why_not_agent(workspace, case, purpose, entry),
        Listed::Queue(entry) => why_not_queue(workspace, case, purpose, available_but_me(workspace, entry)),
    }
}

/// Of whom it is not known what they are doing may be asked: the centre knows.
fn why_not_agent(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, agent: &ListedAgent) -> Option<Phrase> {
    if let Some(why) = not_askable(case, purpose, &agent.agent) {
        return Some(why);
    }
    if let Some(doing) = workspace.identity.others().doing(&agent.agent) {
        if doing.state == AgentState::LoggedOut {
            return Some(phrases::not_askable_logged_out());
        }
        if !doing.connected {
            return Some(phrases::not_askable_disconnected());
        }
        if doing.do_not_disturb {
            return Some(phrases::not_askable_do_not_disturb());
        }
    }
    (!can(workspace.identity, case, purpose.action())).then(phrases::not_askable_now)
}

/// A reason that lies in the case.
fn not_askable(case: &CaseState, purpose: Purpose, agent: &AgentId) -> Option<Phrase> {
    let found = case.view().not_askable.iter().find(|found| &found.agent == agent && found.kind == purpose.kind())?;
    Some(phrases::not_askable(found.why))
}

fn why_not_queue(
    workspace: &Workspace<'_>,
    case: &CaseState,
    purpose: Purpose,
    available: Option<u32>,
) -> Option<Phrase> {
    let can = |action| can(workspace.identity, case, action);
    match purpose {
        Purpose::Consult | Purpose::Conference if available == Some(0) => Some(phrases::not_askable_nobody_available()),
        Purpose::Consult => (!can(CaseAction::Consult)).then(phrases::not_askable_now),
        Purpose::Conference => (!can(CaseAction::AskConference)).then(phrases::not_askable_now),
        Purpose::Transfer if can(CaseAction::AskTransferToQueue) => None,
        Purpose::Transfer if can(CaseAction::AskTransfer) => Some(phrases::not_askable_other_agent_in_chat()),
        Purpose::Transfer => Some(phrases::not_askable_now()),
    }
}

/// The purpose's own action first, then the others.
fn in_order(purpose: Purpose) -> Vec<Purpose> {
    std::iter::once(purpose).chain(PURPOSES.into_iter().filter(|other| *other != purpose)).collect()
}

/// Whoever cannot be asked is grey, however ready.
fn seen(shown: Option<&Shown>, actions: &[Purpose]) -> Option<Presence> {
    shown.map(|shown| if actions.is_empty() { Presence::Gone } else { shown.presence })
}

/// Every word that was typed must be found: in the name, or in what is shown beside it.
fn match_rank<'a, Beside>(forms: &Forms, beside: impl Fn() -> Beside, typed: &[String]) -> Option<MatchRank>
where
    Beside: Iterator<Item = &'a Forms>,
{
    let rank = |forms: &Forms, word: &str| {
        [&forms.folded, &forms.written_out].into_iter().filter_map(|form| match_rank_of(form, word)).min()
    };
    let mut worst = MatchRank::Start;
    for word in typed {
        let in_beside = || beside().any(|forms| rank(forms, word).is_some()).then_some(MatchRank::Beside);
        worst = worst.max(rank(forms, word).or_else(in_beside)?);
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
fn key<'a>(found: &Found<'a>) -> (MatchRank, Reverse<bool>, u8, &'a str) {
    let presence = match found.shown.as_ref().map(|shown| shown.presence) {
        Some(Presence::Ready) => 0,
        Some(Presence::Busy) | None => 1,
        Some(Presence::Away) => 2,
        Some(Presence::Gone) => 3,
    };
    (found.match_rank, Reverse(found.can_be_asked), presence, found.folded)
}

fn group((heading, rows): (TargetHeading, Vec<TargetRow>)) -> Option<TargetGroup> {
    (!rows.is_empty()).then_some(TargetGroup { heading, rows })
}
