//! What somebody is doing, as one shape and one word: the only table of it. The agent's own state, colleagues in the Team
//! Communicator and the other side of a consultation are all read off here, so that a dot never says more than the word.

use konsil_protocol::domain::{AgentState, Doing, NotReadyReason, ReasonId, Timestamp};

use crate::boundary::phrases;
use crate::boundary::view::{Phrase, Presence, StateChoice};
use crate::people::who::People;

/// A shape with its word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub presence: Presence,
    pub word: Phrase,
}

/// Of a colleague, as far as it can be asked: who is not there or wants no disturbance is gone, whatever the state.
pub(crate) fn of(doing: Doing, people: People<'_>) -> Shown {
    let gone = |word| Shown { presence: Presence::Gone, word };
    if doing.state == AgentState::LoggedOut {
        gone(phrases::presence_logged_out())
    } else if !doing.connected {
        gone(phrases::presence_disconnected(doing.chats))
    } else if doing.do_not_disturb {
        gone(phrases::presence_do_not_disturb(doing.chats))
    } else {
        of_state(doing.state, doing.chats, people)
    }
}

/// The shape alone, of thousands among whom a few are shown.
pub(crate) fn shape(doing: Doing) -> Presence {
    if doing.is_there() && !doing.do_not_disturb { shape_of_state(doing.state) } else { Presence::Gone }
}

/// Since when, where the word is that of the state.
pub(crate) fn since(doing: Doing) -> Option<Timestamp> {
    (doing.is_there() && !doing.do_not_disturb && doing.since > Timestamp(0)).then_some(doing.since)
}

/// Of a state by itself, mine for one.
pub(crate) fn of_state(state: AgentState, chats: u32, people: People<'_>) -> Shown {
    Shown { presence: shape_of_state(state), word: phrases::presence(state, own_name(state, people), chats) }
}

fn shape_of_state(state: AgentState) -> Presence {
    match state {
        AgentState::Ready => Presence::Ready,
        AgentState::AfterWork => Presence::Busy,
        AgentState::NotReady { .. } | AgentState::Unsupported => Presence::Away,
        AgentState::LoggedOut => Presence::Gone,
    }
}

/// Of several who stand behind one name.
pub(crate) fn of_several(available: u32, members: u32) -> Shown {
    Shown { presence: shape_of_several(available), word: phrases::presence_several(available, members) }
}

pub(crate) fn shape_of_several(available: u32) -> Presence {
    if available > 0 { Presence::Ready } else { Presence::Away }
}

/// How the centre calls the reason of this state, if it has a name for it.
fn own_name(state: AgentState, people: People<'_>) -> Option<&str> {
    match state {
        AgentState::NotReady { reason: NotReadyReason::Chosen(reason) } => people.names.reason(reason, people.language),
        AgentState::Ready
        | AgentState::NotReady { .. }
        | AgentState::AfterWork
        | AgentState::LoggedOut
        | AgentState::Unsupported => None,
    }
}

/// The states that an agent can choose, in the order of the menu: with the centre's reasons, or the usual ones.
pub(crate) fn choices(people: People<'_>) -> Vec<StateChoice> {
    let named = &people.names.listing().reasons;
    let usual = ReasonId::USUAL.iter().copied().filter(|_| named.is_empty());
    let reasons = named.iter().map(|listed| listed.reason).chain(usual);
    let not_ready = reasons.map(|reason| AgentState::NotReady { reason: NotReadyReason::Chosen(reason) });
    let all = std::iter::once(AgentState::Ready).chain(not_ready).chain([AgentState::AfterWork]);
    let choice = |state| {
        let name = own_name(state, people).map(str::to_owned);
        StateChoice { state, name, presence: of_state(state, 0, people).presence }
    };
    all.map(choice).collect()
}
