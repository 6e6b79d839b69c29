//! Who can be asked: because of the case, because of the own seat, and by routing.

use konsil_protocol::domain::{AgentId, AgentState, NotAskableWhy, Refusal, Timestamp};

use crate::{Case, RequestKind, Roster, Rules, Seat, roster::is_consulted_enough};

/// A reason against asking an agent. The decisions refuse by it and the views say it beforehand, each in its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    Yourself,
    /// Already in the chat into which it would be asked.
    AlreadyMember,
    AlreadyConsulting,
    /// Was asked by name in this case, by the same asker, and has not answered. What others ask in private decides nothing
    /// (4.6), nor whether it is being asked for a group, a skill or a queue: who that is the asker does not learn (3.2).
    AlreadyInvited,
    LoggedOut,
    DoNotDisturb,
    /// Has as many open consultations as an agent may have (2.8).
    Busy,
}

impl Obstacle {
    #[must_use]
    pub fn refusal(self) -> Refusal {
        match self {
            Self::Yourself => Refusal::TargetIsYourself,
            Self::AlreadyMember => Refusal::AlreadyMember,
            Self::AlreadyConsulting => Refusal::AlreadyConsulting,
            Self::AlreadyInvited => Refusal::AlreadyInvited,
            Self::LoggedOut => Refusal::TargetLoggedOut,
            Self::DoNotDisturb => Refusal::TargetDoNotDisturb,
            Self::Busy => Refusal::TargetBusy,
        }
    }

    /// What a view says of it. None for what the directory says.
    #[must_use]
    pub fn shown(self) -> Option<NotAskableWhy> {
        match self {
            Self::Yourself => Some(NotAskableWhy::Yourself),
            Self::AlreadyMember => Some(NotAskableWhy::AlreadyMember),
            Self::AlreadyConsulting => Some(NotAskableWhy::AlreadyConsulting),
            Self::AlreadyInvited => Some(NotAskableWhy::AlreadyInvited),
            Self::Busy => Some(NotAskableWhy::Busy),
            Self::LoggedOut | Self::DoNotDisturb => None,
        }
    }
}

/// A request that somebody might make.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub by: &'a AgentId,
    pub to: &'a AgentId,
    pub kind: RequestKind,
}

/// Collects every obstacle to a request, the most important first. The one place that knows who may be asked: the
/// decisions, the views and the choice among a queue's members all ask here.
#[must_use]
pub fn obstacles(case: &Case, seat: &Seat, request: Request<'_>, now: Timestamp) -> Vec<Obstacle> {
    let Request { by, to, kind } = request;
    let consultation = kind == RequestKind::Consultation;
    let consulting = || case.consultations.values().any(|c| c.is_active() && c.is_between(by, to));
    let invited = || {
        let mut own = case.invitations.values().filter(|invitation| &invitation.to == to && invitation.asked.is_by(by));
        own.any(|invitation| invitation.target.agent().is_some())
    };
    let all = [
        (to == by, Obstacle::Yourself),
        (kind == RequestKind::Conference && case.is_active(to), Obstacle::AlreadyMember),
        (consultation && consulting(), Obstacle::AlreadyConsulting),
        (invited(), Obstacle::AlreadyInvited),
        (seat.state == AgentState::LoggedOut || !seat.is_connected(), Obstacle::LoggedOut),
        (seat.do_not_disturb_ms(now).is_some(), Obstacle::DoNotDisturb),
        (consultation && is_consulted_enough(seat), Obstacle::Busy),
    ];
    all.into_iter().filter(|(stands, _)| *stands).map(|(_, obstacle)| obstacle).collect()
}

/// Whether a request to a pool may go to this member (3.2): there is no obstacle to asking it, save that it does not
/// want to be asked by name; it is not in the chat, and routing would ask it.
pub(super) fn takes_requests(case: &Case, seat: &Seat, rules: &Rules, request: Request<'_>, now: Timestamp) -> bool {
    // What tells most of thousands apart comes first.
    is_available(request.to, seat, rules)
        && !case.is_active(request.to)
        && obstacles(case, seat, request, now).into_iter().all(|obstacle| obstacle == Obstacle::DoNotDisturb)
}

/// Whether routing would ask this agent: ready, connected, with free capacity and without an open offer (2.2).
#[must_use]
pub fn available(agent: &AgentId, roster: &Roster, rules: &Rules) -> bool {
    roster.get(agent).is_some_and(|seat| is_available(agent, seat, rules))
}

/// The same, of an agent with this seat.
pub(crate) fn is_available(agent: &AgentId, seat: &Seat, rules: &Rules) -> bool {
    has_room(agent, seat, rules) && seat.invitations.is_empty()
}

/// Works here now and has a free place; may be thinking about another offer.
pub(crate) fn has_room(agent: &AgentId, seat: &Seat, rules: &Rules) -> bool {
    let capacity = rules.agents.get(agent).map_or(0, |agent| agent.capacity);
    let taken = u32::try_from(seat.places.len()).unwrap_or(u32::MAX);
    seat.state == AgentState::Ready && seat.is_connected() && taken < capacity
}
