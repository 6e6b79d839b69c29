//! The Team Communicator: who and what can be asked, found while typing, without waiting for the server.

use std::cmp::Reverse;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, ConsultTarget, ConsultationView, Doing, LOWEST_LEVEL, Listed, ListedAgent,
    ListedQueue, SkillLevel, TargetKind,
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
    /// Not the name itself, but what an agent belongs to, has learned, or is called by contacts.
    Beside,
}

/// What is listed and fits, before it is drawn: of thousands a few are.
struct Found<'a> {
    listed: Listed<'a>,
    target: ConsultTarget,
    /// What was found beside the name.
    beside: Option<String>,
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
    let in_active = |found: &Found<'_>| active.iter().any(|other| other.target == found.target);
    let mut fitting: Vec<_> = workspace
        .names()
        .listing()
        .listed()
        .filter(|listed| is_wanted(workspace, find.filter, *listed))
        .filter_map(|listed| found(workspace, case, find, listed, &typed))
        .filter(|found| !in_active(found))
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
    let kinds = TargetKind::FILTERS.into_iter().filter(|kind| workspace.identity.can_ask(*kind));
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
        Listed::Group(_) => (TargetKind::Group, false),
        Listed::Skill(_) => (TargetKind::Skill, false),
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
    let listed = recent.filter_map(|target| Some((workspace.names().find(target)?, target)));
    let rows = listed
        .filter(|(listed, _)| is_wanted(workspace, TargetFilter::Recent, *listed))
        .filter_map(|(listed, target)| found(workspace, case, &as_before(find, target), listed, typed))
        .map(|found| row(workspace, case, find.purpose, &found));
    group((TargetHeading::Recent, rows.collect())).into_iter().collect()
}

/// A skill at the level at which it was asked, unless another one was chosen now.
fn as_before(find: &FindTargets, target: &ConsultTarget) -> FindTargets {
    let mut find = find.clone();
    if let ConsultTarget::Skill { skill, least } = target {
        find.levels.entry(skill.clone()).or_insert(*least);
    }
    find
}

/// Those whom I am consulting about this chat right now.
fn active_rows(workspace: &Workspace<'_>, case: &CaseState, find: &FindTargets, typed: &[String]) -> Vec<TargetRow> {
    let wanted = matches!(find.filter, TargetFilter::All | TargetFilter::Of(TargetKind::Agent));
    let active = case.view().consultations.iter().filter(|consultation| wanted && is_active(consultation));
    active.filter_map(|consultation| active_row(workspace, case, find, consultation, typed)).collect()
}

fn active_row(
    workspace: &Workspace<'_>,
    case: &CaseState,
    find: &FindTargets,
    consultation: &ConsultationView,
    typed: &[String],
) -> Option<TargetRow> {
    let purpose = find.purpose;
    let mine = Some(&consultation.by) == workspace.identity.agent();
    let agent = if mine { consultation.with.as_ref()?.as_agent()? } else { &consultation.by };
    let target = ConsultTarget::Agent { agent: agent.clone() };
    let found = found(workspace, case, find, workspace.names().find(&target)?, typed)?;
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
    find: &FindTargets,
    listed: Listed<'a>,
    typed: &[String],
) -> Option<Found<'a>> {
    let (names, language) = (workspace.names(), workspace.language);
    let forms = match listed {
        Listed::Agent(entry) => names.forms(&entry.agent)?,
        Listed::Group(entry) => names.forms_of_group(&entry.group, language)?,
        Listed::Skill(entry) => names.forms_of_skill(&entry.skill, language)?,
        Listed::Queue(entry) => names.forms_of_queue(&entry.queue, language)?,
    };
    let all_beside = |listed| beside(workspace, listed);
    let match_rank = match_rank(forms, || all_beside(listed).map(|(forms, _)| forms), typed)?;
    let target = chosen(listed, find);
    let shown = match listed {
        Listed::Agent(entry) => workspace.identity.others().doing(&entry.agent).map(presence::of),
        Listed::Group(_) | Listed::Skill(_) | Listed::Queue(_) => {
            behind(workspace, &target).map(|behind| presence::of_several(behind.available, behind.members))
        }
    };
    let can_be_asked = why_not(workspace, case, find.purpose, &target).is_none();
    // Nothing was typed: nothing was found beside the name.
    let named = |(forms, name): (&Forms, String)| typed.iter().any(|word| rank(forms, word).is_some()).then_some(name);
    let beside = if match_rank == MatchRank::Beside { all_beside(listed).find_map(named) } else { None };
    Some(Found { listed, target, beside, match_rank, shown, can_be_asked, folded: &forms.folded })
}

/// The target of a row: a skill at the level that was chosen for it.
fn chosen(listed: Listed<'_>, find: &FindTargets) -> ConsultTarget {
    match listed.target() {
        ConsultTarget::Skill { skill, least } => {
            let least = find.levels.get(&skill).copied().unwrap_or(least);
            ConsultTarget::Skill { skill, least }
        }
        target @ (ConsultTarget::Agent { .. }
        | ConsultTarget::Group { .. }
        | ConsultTarget::Queue { .. }
        | ConsultTarget::Unsupported { .. }) => target,
    }
}

/// What an agent is found by beside its name, and how that is shown.
fn beside<'a>(workspace: &Workspace<'a>, listed: Listed<'a>) -> impl Iterator<Item = (&'a Forms, String)> {
    let (names, language) = (workspace.names(), workspace.language);
    let agent = match listed {
        Listed::Agent(entry) => Some(entry),
        Listed::Group(_) | Listed::Skill(_) | Listed::Queue(_) => None,
    };
    agent.into_iter().flat_map(move |entry| {
        let skills = entry.skills.iter().filter_map(move |(skill, level)| {
            let name = format!("{} {level}", names.skill(skill, language));
            Some((names.forms_of_skill(skill, language)?, name))
        });
        let groups = entry.groups.iter().filter_map(move |group| {
            Some((names.forms_of_group(group, language)?, names.group(group, language).to_owned()))
        });
        let queues = entry.queues.iter().filter_map(move |queue| {
            Some((names.forms_of_queue(queue, language)?, names.queue(queue, language).to_owned()))
        });
        let nickname = names.forms_of_nickname(&entry.agent).zip(entry.nickname.clone());
        skills.chain(groups).chain(queues).chain(nickname)
    })
}

fn row(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, found: &Found<'_>) -> TargetRow {
    let Found { listed, ref target, ref beside, ref shown, .. } = *found;
    let name = listed.name(workspace.language);
    let not_known = || phrases::presence_unsupported(0);
    let why_not = |purpose| why_not(workspace, case, purpose, target);
    let actions: Vec<_> = in_order(purpose).into_iter().filter(|action| why_not(*action).is_none()).collect();
    TargetRow {
        target: target.clone(),
        name: name.to_owned(),
        beside: beside.clone(),
        levels: levels(workspace, listed),
        initials: initials(name),
        detail: shown.as_ref().map_or_else(not_known, |shown| shown.word.clone()),
        presence: seen(shown.as_ref(), &actions),
        actions,
        why_not: why_not(purpose),
    }
}

/// From the lowest level to the highest that somebody has.
fn levels(workspace: &Workspace<'_>, listed: Listed<'_>) -> Vec<SkillLevel> {
    match listed {
        Listed::Skill(entry) => {
            let highest = workspace.names().skilled(&entry.skill).map(|(_, level)| level).max();
            (LOWEST_LEVEL..=highest.unwrap_or(LOWEST_LEVEL)).collect()
        }
        Listed::Agent(_) | Listed::Group(_) | Listed::Queue(_) => Vec::new(),
    }
}

/// How many stand behind a group, a skill or a queue, and how many of them would be asked now. I am none of the latter.
struct Behind {
    available: u32,
    members: u32,
}

/// None: it is not known how they stand.
fn behind(workspace: &Workspace<'_>, target: &ConsultTarget) -> Option<Behind> {
    let names = workspace.names();
    match target {
        ConsultTarget::Group { group } => among(workspace, names.in_group(group)),
        ConsultTarget::Skill { skill, least } => {
            let skilled = names.skilled(skill).filter(|(_, level)| level >= least);
            among(workspace, skilled.map(|(agent, _)| agent))
        }
        ConsultTarget::Queue { queue } => in_queue(workspace, workspace.identity.queue(queue)?),
        ConsultTarget::Agent { .. } | ConsultTarget::Unsupported { .. } => None,
    }
}

fn among<'a>(workspace: &Workspace<'_>, agents: impl Iterator<Item = &'a ListedAgent>) -> Option<Behind> {
    let mut behind = Behind { available: 0, members: 0 };
    for agent in agents {
        let Doing { available, .. } = workspace.identity.others().doing(&agent.agent)?;
        behind.members += 1;
        behind.available += u32::from(available && !workspace.identity.is_me(&agent.agent));
    }
    Some(behind)
}

fn in_queue(workspace: &Workspace<'_>, queue: &ListedQueue) -> Option<Behind> {
    let status = workspace.identity.others().queue(&queue.queue)?;
    let me = workspace.identity.agent()?;
    let counted = workspace.identity.others().doing(me).is_some_and(|doing| doing.available)
        && workspace.names().listed(me).is_some_and(|me| me.queues.contains(&queue.queue));
    Some(Behind { available: status.available.saturating_sub(u32::from(counted)), members: queue.members })
}

fn why_not(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, target: &ConsultTarget) -> Option<Phrase> {
    let available = || behind(workspace, target).map(|behind| behind.available);
    match target {
        ConsultTarget::Agent { agent } => why_not_agent(workspace, case, purpose, agent),
        ConsultTarget::Group { .. } | ConsultTarget::Skill { .. } => {
            why_not_several(workspace, case, purpose, available())
        }
        ConsultTarget::Queue { .. } => match purpose {
            Purpose::Consult | Purpose::Conference => why_not_several(workspace, case, purpose, available()),
            Purpose::Transfer => why_not_waiting(workspace, case),
        },
        ConsultTarget::Unsupported { .. } => Some(phrases::not_askable_now()),
    }
}

/// Of whom it is not known what they are doing may be asked: the centre knows.
fn why_not_agent(workspace: &Workspace<'_>, case: &CaseState, purpose: Purpose, agent: &AgentId) -> Option<Phrase> {
    if let Some(why) = not_askable(case, purpose, agent) {
        return Some(why);
    }
    if let Some(doing) = workspace.identity.others().doing(agent) {
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

/// One of several is asked: somebody must be available.
fn why_not_several(
    workspace: &Workspace<'_>,
    case: &CaseState,
    purpose: Purpose,
    available: Option<u32>,
) -> Option<Phrase> {
    if available == Some(0) {
        return Some(phrases::not_askable_nobody_available());
    }
    (!can(workspace.identity, case, purpose.action())).then(phrases::not_askable_now)
}

/// In a queue the chat waits until somebody is.
fn why_not_waiting(workspace: &Workspace<'_>, case: &CaseState) -> Option<Phrase> {
    let can = |action| can(workspace.identity, case, action);
    if can(CaseAction::AskTransferToQueue) {
        None
    } else if can(CaseAction::AskTransfer) {
        Some(phrases::not_askable_other_agent_in_chat())
    } else {
        Some(phrases::not_askable_now())
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
    let mut worst = MatchRank::Start;
    for word in typed {
        let in_beside = || beside().any(|forms| rank(forms, word).is_some()).then_some(MatchRank::Beside);
        worst = worst.max(rank(forms, word).or_else(in_beside)?);
    }
    Some(worst)
}

fn rank(forms: &Forms, word: &str) -> Option<MatchRank> {
    [&forms.folded, &forms.written_out].into_iter().filter_map(|form| match_rank_of(form, word)).min()
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
