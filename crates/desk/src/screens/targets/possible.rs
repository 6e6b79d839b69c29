//! Whom this chat may ask now, for what, and why not.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, ConsultTarget, Doing, InvitationKind, Listed, NotAskableWhy, SkillId, SkillLevel,
    TargetKind,
};

use crate::boundary::input::Purpose;
use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::chats::case::CaseState;
use crate::pending::permitted::can;
use crate::pending::workspace::Workspace;
use crate::people::search::{Place, Typed};

const PURPOSES: [Purpose; 3] = [Purpose::Consult, Purpose::Conference, Purpose::Transfer];

/// A chat in which somebody is asked, and everybody's states as they stand now.
#[derive(Debug)]
pub(super) struct Asking<'a> {
    pub workspace: Workspace<'a>,
    pub case: &'a CaseState,
    pub purpose: Purpose,
    levels: &'a BTreeMap<SkillId, SkillLevel>,
    /// By the agents' places. None: that is not known.
    doing: Vec<Option<Doing>>,
    me: Option<Place>,
    not_askable: BTreeMap<(&'a AgentId, InvitationKind), NotAskableWhy>,
}

/// How many stand behind a group, a skill or a queue, and how many of them would be asked now. I am none of the latter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Behind {
    pub available: u32,
    pub members: u32,
}

/// Places of those that fit what was typed. None: all.
#[derive(Debug)]
pub(super) struct Fitting(Option<BTreeSet<Place>>);

impl Fitting {
    pub fn has(&self, place: Place) -> bool {
        self.0.as_ref().is_none_or(|places| places.contains(&place))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhyNot {
    /// A reason that lies in the case.
    InCase(NotAskableWhy),
    LoggedOut,
    Disconnected,
    DoNotDisturb,
    NobodyAvailable,
    OtherAgentInChat,
    Now,
}

impl WhyNot {
    pub fn phrase(self) -> Phrase {
        match self {
            Self::InCase(why) => phrases::not_askable(why),
            Self::LoggedOut => phrases::not_askable_logged_out(),
            Self::Disconnected => phrases::not_askable_disconnected(),
            Self::DoNotDisturb => phrases::not_askable_do_not_disturb(),
            Self::NobodyAvailable => phrases::not_askable_nobody_available(),
            Self::OtherAgentInChat => phrases::not_askable_other_agent_in_chat(),
            Self::Now => phrases::not_askable_now(),
        }
    }
}

pub(super) fn kind_of(listed: Listed<'_>) -> TargetKind {
    match listed {
        Listed::Agent(_) => TargetKind::Agent,
        Listed::Group(_) => TargetKind::Group,
        Listed::Skill(_) => TargetKind::Skill,
        Listed::Queue(_) => TargetKind::Queue,
    }
}

impl<'a> Asking<'a> {
    pub fn new(
        workspace: Workspace<'a>,
        case: &'a CaseState,
        purpose: Purpose,
        levels: &'a BTreeMap<SkillId, SkillLevel>,
    ) -> Self {
        let mut doing = vec![None; workspace.names().listing().agents.len()];
        let mut me = None;
        for (agent, place, known) in workspace.identity.others().of_all(workspace.names().places()) {
            if workspace.identity.is_me(agent) {
                me = Some(place);
            }
            if let Some(slot) = doing.get_mut(place) {
                *slot = known;
            }
        }
        let not_askable = case.view().not_askable.iter().map(|found| ((&found.agent, found.kind), found.why)).collect();
        Self { workspace, case, purpose, levels, doing, me, not_askable }
    }

    pub fn is_me(&self, place: Place) -> bool {
        self.me == Some(place)
    }

    /// Whether the backend can ask it, and it is not me.
    pub fn is_wanted(&self, listed: Listed<'_>, place: Place) -> bool {
        self.workspace.identity.can_ask(kind_of(listed)) && !self.is_me(place)
    }

    /// Where a target is listed that can be asked here.
    pub fn wanted_place(&self, target: &ConsultTarget) -> Option<Place> {
        let place = self.workspace.names().place(target)?;
        self.is_wanted(self.workspace.names().at(place)?, place).then_some(place)
    }

    /// Those that fit what was typed.
    pub fn fitting(&self, typed: &Typed) -> Fitting {
        match typed {
            Typed::Nothing => Fitting(None),
            Typed::Words(_) => {
                let found = self.workspace.names().index().find(typed, self.workspace.language).into_iter();
                Fitting(Some(found.map(|(place, _)| place).collect()))
            }
        }
    }

    /// None: that is not known.
    pub fn doing(&self, place: Place) -> Option<Doing> {
        self.doing.get(place).copied().flatten()
    }

    /// The target of a row: a skill at the level that was chosen for it, else at the one at which it was asked before.
    pub fn chosen(&self, listed: Listed<'_>, before: Option<SkillLevel>) -> ConsultTarget {
        match listed.target() {
            ConsultTarget::Skill { skill, least } => {
                let least = self.levels.get(&skill).copied().or(before).unwrap_or(least);
                ConsultTarget::Skill { skill, least }
            }
            target @ (ConsultTarget::Agent { .. }
            | ConsultTarget::Group { .. }
            | ConsultTarget::Queue { .. }
            | ConsultTarget::Unsupported { .. }) => target,
        }
    }

    /// None: it is not known how they stand.
    pub fn behind(&self, target: &ConsultTarget) -> Option<Behind> {
        let names = self.workspace.names();
        match target {
            ConsultTarget::Group { group } => self.among(names.in_group(group).iter().copied()),
            ConsultTarget::Skill { skill, least } => {
                let skilled = names.skilled(skill).iter().filter(|(_, level)| level >= least);
                self.among(skilled.map(|(place, _)| *place))
            }
            ConsultTarget::Queue { queue } => {
                let listed = self.workspace.identity.queue(queue)?;
                let status = self.workspace.identity.others().queue(queue)?;
                let me = self.me.and_then(|me| names.listing().agents.get(me));
                let counted = me.is_some_and(|me| me.queues.contains(queue))
                    && self.me.and_then(|me| self.doing(me)).is_some_and(|doing| doing.available);
                Some(Behind { available: status.available.saturating_sub(u32::from(counted)), members: listed.members })
            }
            ConsultTarget::Agent { .. } | ConsultTarget::Unsupported { .. } => None,
        }
    }

    fn among(&self, places: impl Iterator<Item = Place>) -> Option<Behind> {
        let mut behind = Behind { available: 0, members: 0 };
        for place in places {
            let doing = self.doing(place)?;
            behind.members += 1;
            behind.available += u32::from(doing.available && !self.is_me(place));
        }
        Some(behind)
    }

    /// `doing`, of an agent: what it does, as far as that is known.
    pub fn why_not(&self, purpose: Purpose, target: &ConsultTarget, doing: Option<Doing>) -> Option<WhyNot> {
        match target {
            ConsultTarget::Agent { agent } => self.why_not_agent(purpose, agent, doing),
            ConsultTarget::Group { .. } | ConsultTarget::Skill { .. } => self.why_not_several(purpose, target),
            ConsultTarget::Queue { .. } => match purpose {
                Purpose::Consult | Purpose::Conference => self.why_not_several(purpose, target),
                Purpose::Transfer => self.why_not_waiting(),
            },
            ConsultTarget::Unsupported { .. } => Some(WhyNot::Now),
        }
    }

    /// Of whom it is not known what they are doing may be asked: the centre knows.
    fn why_not_agent(&self, purpose: Purpose, agent: &AgentId, doing: Option<Doing>) -> Option<WhyNot> {
        if !self.not_askable.is_empty()
            && let Some(why) = self.not_askable.get(&(agent, purpose.kind()))
        {
            return Some(WhyNot::InCase(*why));
        }
        if let Some(doing) = doing {
            if doing.state == AgentState::LoggedOut {
                return Some(WhyNot::LoggedOut);
            }
            if !doing.connected {
                return Some(WhyNot::Disconnected);
            }
            if doing.do_not_disturb {
                return Some(WhyNot::DoNotDisturb);
            }
        }
        (!self.can(purpose.action())).then_some(WhyNot::Now)
    }

    /// One of several is asked: somebody must be available.
    fn why_not_several(&self, purpose: Purpose, target: &ConsultTarget) -> Option<WhyNot> {
        if self.behind(target).is_some_and(|behind| behind.available == 0) {
            return Some(WhyNot::NobodyAvailable);
        }
        (!self.can(purpose.action())).then_some(WhyNot::Now)
    }

    /// In a queue the chat waits until somebody is.
    fn why_not_waiting(&self) -> Option<WhyNot> {
        if self.can(CaseAction::AskTransferToQueue) {
            None
        } else if self.can(CaseAction::AskTransfer) {
            Some(WhyNot::OtherAgentInChat)
        } else {
            Some(WhyNot::Now)
        }
    }

    fn can(&self, action: CaseAction) -> bool {
        can(self.workspace.identity, self.case, action)
    }

    /// The purpose's own action first, then the others.
    pub fn in_order(&self) -> impl Iterator<Item = Purpose> + use<> {
        let purpose = self.purpose;
        std::iter::once(purpose).chain(PURPOSES.into_iter().filter(move |other| *other != purpose))
    }
}
