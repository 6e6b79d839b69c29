//! Who can be asked: because of the case, because of the own seat, and by routing.

use konsil_protocol::domain::{AgentId, AgentState, NotAskableWhy, QueueId, Refusal, Timestamp};

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
///
/// A consultation takes no place: there no kind has its own capacity.
pub(super) fn takes_requests(case: &Case, seat: &Seat, rules: &Rules, request: Request<'_>, now: Timestamp) -> bool {
    // What tells most of thousands apart comes first.
    has_room(request.to, seat, rules)
        && seat.invitations.is_empty()
        && !case.is_active(request.to)
        && (request.kind == RequestKind::Consultation || has_room_for_kind_of(request.to, seat, rules, &case.queue))
        && obstacles(case, seat, request, now).into_iter().all(|obstacle| obstacle == Obstacle::DoNotDisturb)
}

/// Whether routing would ask this agent for a chat of this queue: ready, connected, with free capacity and without an
/// open offer (2.2).
#[must_use]
pub fn available(agent: &AgentId, roster: &Roster, rules: &Rules, queue: &QueueId) -> bool {
    roster.get(agent).is_some_and(|seat| is_available(agent, seat, rules, queue))
}

/// The same, of an agent with this seat.
pub(crate) fn is_available(agent: &AgentId, seat: &Seat, rules: &Rules, queue: &QueueId) -> bool {
    has_room_for(agent, seat, rules, queue) && seat.invitations.is_empty()
}

/// Works here now and has a free place for a chat of this queue; may be thinking about another offer.
pub(crate) fn has_room_for(agent: &AgentId, seat: &Seat, rules: &Rules, queue: &QueueId) -> bool {
    has_room(agent, seat, rules) && has_room_for_kind_of(agent, seat, rules, queue)
}

/// Works here now and has a free place; may be thinking about another offer.
pub(crate) fn has_room(agent: &AgentId, seat: &Seat, rules: &Rules) -> bool {
    seat.state == AgentState::Ready && seat.is_connected() && has_place(agent, seat, rules)
}

/// Has a free place, in whatever state.
pub(crate) fn has_place(agent: &AgentId, seat: &Seat, rules: &Rules) -> bool {
    count(seat.places.len()) < capacity(agent, rules)
}

/// Has a free place for a chat of this queue, in whatever state.
pub(crate) fn has_place_for(agent: &AgentId, seat: &Seat, rules: &Rules, queue: &QueueId) -> bool {
    has_place(agent, seat, rules) && has_room_for_kind_of(agent, seat, rules, queue)
}

/// Has a free place even if all that it is asked just now is accepted.
pub(crate) fn has_place_beside_offers(agent: &AgentId, seat: &Seat, rules: &Rules) -> bool {
    count(seat.places.len() + seat.invitations.len()) < capacity(agent, rules)
}

fn count(chats: usize) -> u32 {
    u32::try_from(chats).unwrap_or(u32::MAX)
}

fn capacity(agent: &AgentId, rules: &Rules) -> u32 {
    rules.agents.get(agent).map_or(0, |agent| agent.capacity)
}

/// Has not as many chats of the kind of this queue's as it can have of that kind.
pub(crate) fn has_room_for_kind_of(agent: &AgentId, seat: &Seat, rules: &Rules, queue: &QueueId) -> bool {
    let kind = rules.queues.get(queue).and_then(|queue| queue.routing.kind.as_ref());
    let limit = kind.and_then(|kind| rules.agents.get(agent)?.capacity_of.get(kind));
    limit.is_none_or(|limit| count(seat.kinds.values().filter(|of| Some(*of) == kind).count()) < *limit)
}
