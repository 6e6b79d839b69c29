//! The Team Communicator: who and what can be asked, found while typing, without waiting for the server.

use std::cmp::Reverse;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, ConsultTarget, ConsultationAction, ConsultationView, DirectoryAgent,
    DirectoryQueue, InvitationKind, TargetKind,
};

use crate::boundary::input::{FindTargets, Purpose, TargetFilter};
use crate::boundary::phrases;
use crate::boundary::view::{Phrase, Presence, TargetGroup, TargetHeading, TargetRow, Targets};
use crate::chats::case::{CaseState, is_active};
use crate::desk::Desk;
use crate::people::names::{folded, initials, written_out};

/// Suggestions at first; all on demand. Active consultations come on top of them.
const SUGGESTIONS: usize = 10;

const PURPOSES: [Purpose; 3] = [Purpose::Consult, Purpose::Conference, Purpose::Transfer];

/// How well a name fits what was typed; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Start,
    StartOfWord,
    Within,
    /// Not the name itself, but a queue that the agent belongs to.
    Beside,
}

struct Found {
    fit: Fit,
    heading: TargetHeading,
    row: TargetRow,
}

impl Desk {
    /// Rows for what was typed: active consultations, agents, queues, or the last targets.
    #[must_use]
    pub fn find_targets(&self, find: &FindTargets) -> Targets {
        let Some(case) = self.cases.get(&find.case) else { return Targets { groups: Vec::new(), more: 0 } };
        let typed: Vec<String> = folded(&find.text).split_whitespace().map(str::to_owned).collect();
        if find.filter == TargetFilter::Recent {
            return self.recent_targets(case, find, &typed);
        }
        let active = self.active_rows(case, find, &typed);
        let in_active = |target: &ConsultTarget| active.iter().any(|row| &row.target == target);
        let mut found: Vec<_> = self.all_targets(find.filter).into_iter().filter(|target| !in_active(target)).collect();
        found.retain(|target| !self.is_me(target));
        let mut rows: Vec<_> =
            found.iter().filter_map(|target| self.found(case, find.purpose, target, &typed)).collect();
        rows.sort_by_cached_key(key);
        let more = if find.all { 0 } else { rows.len().saturating_sub(SUGGESTIONS) };
        rows.truncate(rows.len() - more);
        let (agents, queues): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|found| found.heading == TargetHeading::Agents);
        let rows = |found: Vec<Found>| found.into_iter().map(|found| found.row).collect::<Vec<_>>();
        let groups = [
            (TargetHeading::ActiveConsultations, active),
            (TargetHeading::Agents, rows(agents)),
            (TargetHeading::Queues, rows(queues)),
        ];
        Targets {
            groups: groups.into_iter().filter_map(group).collect(),
            more: u32::try_from(more).unwrap_or(u32::MAX),
        }
    }

    fn recent_targets(&self, case: &CaseState, find: &FindTargets, typed: &[String]) -> Targets {
        let known = self.recent.iter().filter(|target| self.is_known(target) && !self.is_me(target));
        let rows =
            known.filter_map(|target| self.found(case, find.purpose, target, typed)).map(|found| found.row).collect();
        Targets { groups: group((TargetHeading::Recent, rows)).into_iter().collect(), more: 0 }
    }

    fn is_me(&self, target: &ConsultTarget) -> bool {
        match target {
            ConsultTarget::Agent { agent } => Some(agent) == self.people.me.as_ref(),
            ConsultTarget::Queue { .. } | ConsultTarget::Unsupported { .. } => false,
        }
    }

    fn is_known(&self, target: &ConsultTarget) -> bool {
        match target {
            ConsultTarget::Agent { agent } => self.directory.agents.iter().any(|found| &found.agent == agent),
            ConsultTarget::Queue { queue } => self.directory.queues.iter().any(|found| &found.queue == queue),
            ConsultTarget::Unsupported { .. } => false,
        }
    }

    fn all_targets(&self, filter: TargetFilter) -> Vec<ConsultTarget> {
        let can = |kind| self.capabilities.as_ref().is_none_or(|can| can.consult_targets.contains(&kind));
        let agents = matches!(filter, TargetFilter::All | TargetFilter::Agents) && can(TargetKind::Agent);
        let queues = matches!(filter, TargetFilter::All | TargetFilter::Queues) && can(TargetKind::Queue);
        let agents = self.directory.agents.iter().filter(|_| agents);
        let queues = self.directory.queues.iter().filter(|_| queues);
        agents
            .map(|agent| ConsultTarget::Agent { agent: agent.agent.clone() })
            .chain(queues.map(|queue| ConsultTarget::Queue { queue: queue.queue.clone() }))
            .collect()
    }

    /// Those whom I am consulting about this chat right now.
    fn active_rows(&self, case: &CaseState, find: &FindTargets, typed: &[String]) -> Vec<TargetRow> {
        let wanted = matches!(find.filter, TargetFilter::All | TargetFilter::Agents);
        let active = case.view.consultations.iter().filter(|consultation| wanted && is_active(consultation));
        active.filter_map(|consultation| self.active_row(case, find.purpose, consultation, typed)).collect()
    }

    fn active_row(
        &self,
        case: &CaseState,
        purpose: Purpose,
        consultation: &ConsultationView,
        typed: &[String],
    ) -> Option<TargetRow> {
        let mine = Some(&consultation.by) == self.people.me.as_ref();
        let agent = if mine { consultation.with.as_ref()? } else { &consultation.by };
        let target = ConsultTarget::Agent { agent: agent.clone() };
        let mut found = self.found(case, purpose, &target, typed)?;
        let beside = |purpose: &Purpose| match purpose {
            Purpose::Consult => false,
            Purpose::Conference => consultation.can.contains(&ConsultationAction::AskConference),
            Purpose::Transfer => consultation.can.contains(&ConsultationAction::AskTransfer),
        };
        let askable = !self.wants_no_disturbance(agent);
        found.row.actions = in_order(purpose).into_iter().filter(|action| askable && beside(action)).collect();
        found.row.why_not = match found.row.actions.first() {
            Some(first) if *first == purpose => None,
            Some(_) | None => Some(found.row.why_not.unwrap_or_else(|| self.why_not_active(purpose))),
        };
        Some(found.row)
    }

    fn why_not_active(&self, purpose: Purpose) -> Phrase {
        match purpose {
            Purpose::Consult => phrases::not_askable_already_consulting(),
            Purpose::Conference | Purpose::Transfer => phrases::not_askable_now(),
        }
    }

    fn found(&self, case: &CaseState, purpose: Purpose, target: &ConsultTarget, typed: &[String]) -> Option<Found> {
        match target {
            ConsultTarget::Agent { agent } => {
                let entry = self.directory.agents.iter().find(|found| &found.agent == agent)?;
                let beside = entry.queues.iter().map(|queue| self.people.names.queue(queue, self.people.language));
                let fit = fit(&entry.name, beside, typed)?;
                let why = |purpose| self.why_not_agent(case, purpose, entry);
                Some(Found {
                    fit,
                    heading: TargetHeading::Agents,
                    row: row(target, &entry.name, agent_detail(entry), agent_presence(entry), purpose, why),
                })
            }
            ConsultTarget::Queue { queue } => {
                let entry = self.directory.queues.iter().find(|found| &found.queue == queue)?;
                let name = entry.name.in_language(self.people.language);
                let fit = fit(name, std::iter::empty(), typed)?;
                let available = self.available_but_me(entry);
                let presence = if available > 0 { Presence::Available } else { Presence::Away };
                let why = |purpose| why_not_queue(case, purpose, available);
                Some(Found {
                    fit,
                    heading: TargetHeading::Queues,
                    row: row(target, name, phrases::presence_queue(available, entry.members), presence, purpose, why),
                })
            }
            ConsultTarget::Unsupported { .. } => None,
        }
    }

    /// A colleague in do-not-disturb is not asked by name (`behaviour.md` 3.2).
    pub(crate) fn wants_no_disturbance(&self, agent: &AgentId) -> bool {
        self.directory.agents.iter().any(|found| &found.agent == agent && found.do_not_disturb)
    }

    fn available_but_me(&self, queue: &DirectoryQueue) -> u32 {
        let me = self.directory.agents.iter().find(|agent| Some(&agent.agent) == self.people.me.as_ref());
        let counted = me.is_some_and(|me| me.available && me.queues.contains(&queue.queue));
        queue.available.saturating_sub(u32::from(counted))
    }

    fn why_not_agent(&self, case: &CaseState, purpose: Purpose, agent: &DirectoryAgent) -> Option<Phrase> {
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
        let action = match purpose {
            Purpose::Consult => CaseAction::Consult,
            Purpose::Conference => CaseAction::AskConference,
            Purpose::Transfer => CaseAction::AskTransfer,
        };
        (!case.view.can.contains(&action)).then(phrases::not_askable_now)
    }
}

/// A reason that lies in the case.
fn not_askable(case: &CaseState, purpose: Purpose, agent: &AgentId) -> Option<Phrase> {
    let kind = match purpose {
        Purpose::Consult => InvitationKind::Consultation,
        Purpose::Conference => InvitationKind::Conference,
        Purpose::Transfer => InvitationKind::Transfer,
    };
    let found = case.view.not_askable.iter().find(|found| &found.agent == agent && found.kind == kind)?;
    Some(phrases::not_askable(found.why))
}

fn why_not_queue(case: &CaseState, purpose: Purpose, available: u32) -> Option<Phrase> {
    let can = |action| case.view.can.contains(&action);
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
    target: &ConsultTarget,
    name: &str,
    detail: Phrase,
    presence: Presence,
    purpose: Purpose,
    why_not: impl Fn(Purpose) -> Option<Phrase>,
) -> TargetRow {
    TargetRow {
        target: target.clone(),
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

fn agent_presence(agent: &DirectoryAgent) -> Presence {
    if !agent.connected || agent.state == AgentState::LoggedOut {
        Presence::Away
    } else if agent.available && !agent.do_not_disturb {
        Presence::Available
    } else {
        Presence::Busy
    }
}

/// Every word that was typed must be found: in the name, or in what stands beside it.
fn fit<'a>(name: &str, beside: impl Iterator<Item = &'a str>, typed: &[String]) -> Option<Fit> {
    let forms = [folded(name), written_out(name)];
    let beside: Vec<_> = beside.flat_map(|name| [folded(name), written_out(name)]).collect();
    let mut worst = Fit::Start;
    for word in typed {
        let in_name = forms.iter().filter_map(|form| fit_of(form, word)).min();
        let in_beside = || beside.iter().any(|form| fit_of(form, word).is_some()).then_some(Fit::Beside);
        worst = worst.max(in_name.or_else(in_beside)?);
    }
    Some(worst)
}

fn fit_of(name: &str, word: &str) -> Option<Fit> {
    if name.starts_with(word) {
        return Some(Fit::Start);
    }
    let starts = |part: &str| part.starts_with(word);
    if name.split(|c: char| !c.is_alphanumeric()).any(starts) {
        return Some(Fit::StartOfWord);
    }
    name.contains(word).then_some(Fit::Within)
}

/// What fits best, then what can be asked, then who is there, then by name.
fn key(found: &Found) -> (Fit, Reverse<bool>, u8, String) {
    let presence = match found.row.presence {
        Presence::Available => 0,
        Presence::Busy => 1,
        Presence::Away => 2,
    };
    (found.fit, Reverse(found.row.why_not.is_none()), presence, folded(&found.row.name))
}

fn group((heading, rows): (TargetHeading, Vec<TargetRow>)) -> Option<TargetGroup> {
    (!rows.is_empty()).then_some(TargetGroup { heading, rows })
}
