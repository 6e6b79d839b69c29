//! One row: a name, what is found beside it, how it stands, and what can be done with it.

use konsil_protocol::domain::{ConsultTarget, ConsultationView, LOWEST_LEVEL, Listed, SkillLevel};

use super::possible::{Asking, WhyNot};
use crate::boundary::effect::Favourite;
use crate::boundary::input::Purpose;
use crate::boundary::phrases;
use crate::boundary::view::{Phrase, Presence, TargetRow};
use crate::people::names::initials;
use crate::people::presence::{self, Shown};
use crate::people::search::{Place, Typed};

/// `before`: the level at which a skill was asked.
pub(super) fn row(asking: &Asking<'_>, place: Place, before: Option<SkillLevel>, typed: &Typed) -> Option<TargetRow> {
    let listed = asking.workspace.names().at(place)?;
    let target = asking.chosen(listed, before);
    let doing = asking.doing(place);
    let shown = match listed {
        Listed::Agent(_) => doing.map(|doing| presence::of(doing, asking.workspace.people())),
        Listed::Group(_) | Listed::Skill(_) | Listed::Queue(_) => {
            asking.behind(&target).map(|behind| presence::of_several(behind.available, behind.members))
        }
    };
    let why_not = |purpose| asking.why_not(purpose, &target, doing);
    let actions: Vec<_> = asking.in_order().filter(|action| why_not(*action).is_none()).collect();
    let name = listed.name(asking.workspace.language);
    Some(TargetRow {
        name: name.to_owned(),
        beside: beside(asking, listed, typed),
        levels: levels(asking, listed),
        initials: initials(name),
        detail: shown.as_ref().map_or_else(|| phrases::presence_unsupported(0), |shown| shown.word.clone()),
        since: doing.and_then(presence::since).map(|since| asking.workspace.session.here(since)),
        presence: seen(shown.as_ref(), &actions),
        why_not: why_not(asking.purpose).map(WhyNot::phrase),
        favourite: asking.workspace.targets.favourite(&target).map(|favourite| favourite.category.clone()),
        actions,
        target,
    })
}

/// A favourite that is listed no more: it can be taken out, and nothing else.
pub(super) fn gone_row(favourite: &Favourite) -> TargetRow {
    TargetRow {
        target: favourite.target.clone(),
        name: favourite.name.clone(),
        beside: None,
        levels: Vec::new(),
        initials: initials(&favourite.name),
        detail: phrases::not_askable_gone(),
        since: None,
        presence: Some(Presence::Gone),
        actions: Vec::new(),
        why_not: Some(phrases::not_askable_gone()),
        favourite: Some(favourite.category.clone()),
    }
}

/// Whom I am consulting about this chat right now.
pub(super) fn active_row(
    asking: &Asking<'_>,
    place: Place,
    consultation: &ConsultationView,
    typed: &Typed,
) -> Option<TargetRow> {
    let mut row = row(asking, place, None, typed)?;
    let beside = |purpose: &Purpose| purpose.action_beside().is_some_and(|action| consultation.can.contains(&action));
    let askable = !asking.doing(place).is_some_and(|doing| doing.do_not_disturb);
    row.actions = asking.in_order().filter(|action| askable && beside(action)).collect();
    row.presence =
        seen(asking.doing(place).map(|doing| presence::of(doing, asking.workspace.people())).as_ref(), &row.actions);
    row.why_not = match row.actions.first() {
        Some(first) if *first == asking.purpose => None,
        Some(_) | None => Some(row.why_not.unwrap_or_else(|| why_not_active(asking.purpose))),
    };
    Some(row)
}

fn why_not_active(purpose: Purpose) -> Phrase {
    match purpose {
        Purpose::Consult => phrases::not_askable_already_consulting(),
        Purpose::Conference | Purpose::Transfer => phrases::not_askable_now(),
    }
}

/// Whoever cannot be asked is grey, however ready.
fn seen(shown: Option<&Shown>, actions: &[Purpose]) -> Option<Presence> {
    shown.map(|shown| if actions.is_empty() { Presence::Gone } else { shown.presence })
}

/// What an agent was found by beside its name: a skill with its level, a group, a queue, the name for contacts.
fn beside(asking: &Asking<'_>, listed: Listed<'_>, typed: &Typed) -> Option<String> {
    let (names, language) = (asking.workspace.names(), asking.workspace.language);
    let Listed::Agent(agent) = listed else { return None };
    if typed.fits(&agent.name) {
        return None;
    }
    let found = |name: &&str| typed.is_in(name);
    let skill = agent.skills.iter().find_map(|(skill, level)| {
        let name = names.skill(skill, language);
        typed.is_in(name).then(|| format!("{name} {level}"))
    });
    let group = || agent.groups.iter().map(|group| names.group(group, language)).find(found);
    let queue = || agent.queues.iter().map(|queue| names.queue(queue, language)).find(found);
    let nickname = || agent.nickname.as_deref().filter(found);
    skill.or_else(|| group().or_else(queue).or_else(nickname).map(str::to_owned))
}

/// From the lowest level to the highest that somebody has.
fn levels(asking: &Asking<'_>, listed: Listed<'_>) -> Vec<SkillLevel> {
    match listed {
        Listed::Skill(entry) => {
            let highest = asking.workspace.names().skilled(&entry.skill).iter().map(|(_, level)| *level).max();
            (LOWEST_LEVEL..=highest.unwrap_or(LOWEST_LEVEL)).collect()
        }
        Listed::Agent(_) | Listed::Group(_) | Listed::Queue(_) => Vec::new(),
    }
}

/// The level of a skill that was asked before.
pub(super) fn level_of(target: &ConsultTarget) -> Option<SkillLevel> {
    match target {
        ConsultTarget::Skill { skill: _, least } => Some(*least),
        ConsultTarget::Agent { .. }
        | ConsultTarget::Group { .. }
        | ConsultTarget::Queue { .. }
        | ConsultTarget::Unsupported { .. } => None,
    }
}
