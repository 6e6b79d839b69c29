//! What an agent does outside any case: connects, loses connection, sets the state (2.7, 2.8), does not want to be
//! disturbed (3.2).

use std::collections::BTreeSet;

use konsil_protocol::domain::{AgentState, Command, NotReadyReason, Refusal};

use crate::{Moment, Rules, SIGNED_IN, Seat, SeatEvent};

/// What an agent, or its connection, does outside any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatAct {
    Connected,
    Disconnected,
    SetState {
        state: AgentState,
    },
    /// For so long from now nobody asks this agent by name; 0 ends it.
    SetDoNotDisturb {
        for_ms: u64,
    },
    /// An act of the centre: the time is over. Refused while it is not.
    DoNotDisturbOver,
    /// An act of the centre: the agent is in its file no more, and is logged out, whatever is open.
    TakenOut,
}

/// Decides what an agent does outside any case.
///
/// # Errors
/// A [`Refusal`]; nothing changes then.
pub fn decide_seat(seat: &Seat, act: &SeatAct, rules: &Rules, moment: &Moment) -> Result<Vec<SeatEvent>, Refusal> {
    match act {
        SeatAct::Connected => {
            let mut events = Vec::new();
            if !seat.is_connected() {
                events.push(SeatEvent::Connected);
            }
            // Somebody who starts to work says so; somebody whose connection broke goes on as before.
            if seat.state == AgentState::LoggedOut {
                events.push(SeatEvent::StateSet { state: SIGNED_IN });
            }
            Ok(events)
        }
        SeatAct::Disconnected => Ok(if seat.is_connected() { vec![SeatEvent::Disconnected] } else { Vec::new() }),
        SeatAct::SetState { state } => set_state(seat, *state, rules),
        SeatAct::SetDoNotDisturb { for_ms } => set_do_not_disturb(seat, *for_ms, moment),
        SeatAct::DoNotDisturbOver => {
            if seat.is_do_not_disturb_over(moment.now) {
                Ok(vec![SeatEvent::DoNotDisturbSet { until: None }])
            } else {
                Err(Refusal::NotPermitted)
            }
        }
        SeatAct::TakenOut => Ok(taken_out(seat)),
    }
}

fn taken_out(seat: &Seat) -> Vec<SeatEvent> {
    let gone = seat.is_connected().then_some(SeatEvent::Disconnected);
    let logged_out =
        (seat.state != AgentState::LoggedOut).then_some(SeatEvent::StateSet { state: AgentState::LoggedOut });
    let disturbed = seat.do_not_disturb_until.is_some().then_some(SeatEvent::DoNotDisturbSet { until: None });
    gone.into_iter().chain(logged_out).chain(disturbed).collect()
}

fn set_state(seat: &Seat, state: AgentState, rules: &Rules) -> Result<Vec<SeatEvent>, Refusal> {
    // Setting the same state again is no news, and does not restart its time. It may be one that the centre's file has no
    // more.
    if seat.state == state {
        return Ok(Vec::new());
    }
    match state {
        AgentState::NotReady { reason } if !can_choose(reason, rules) => return Err(Refusal::StateNotPossible),
        AgentState::Unsupported => return Err(Refusal::StateNotPossible),
        // Those that I have asked for are in chats of mine.
        AgentState::LoggedOut if !seat.sessions.is_empty() || !seat.consulted_cases.is_empty() => {
            let cases: BTreeSet<_> = seat.sessions.iter().chain(seat.consulted_cases.values()).cloned().collect();
            return Err(Refusal::SessionsOpen { cases: cases.into_iter().collect() });
        }
        AgentState::LoggedOut | AgentState::Ready | AgentState::AfterWork | AgentState::NotReady { .. } => {}
    }
    let mut events = vec![SeatEvent::StateSet { state }];
    // Who returns to work another day starts as everybody does.
    if state == AgentState::LoggedOut && seat.do_not_disturb_until.is_some() {
        events.push(SeatEvent::DoNotDisturbSet { until: None });
    }
    Ok(events)
}

fn can_choose(reason: NotReadyReason, rules: &Rules) -> bool {
    match reason {
        NotReadyReason::Chosen(reason) => rules.has_reason(reason),
        NotReadyReason::SignedIn | NotReadyReason::NoAnswer | NotReadyReason::Unsupported => false,
    }
}

fn set_do_not_disturb(seat: &Seat, for_ms: u64, moment: &Moment) -> Result<Vec<SeatEvent>, Refusal> {
    let limit_ms = Command::LONGEST_DO_NOT_DISTURB_MS;
    if for_ms > limit_ms {
        return Err(Refusal::DoNotDisturbTooLong { limit_ms });
    }
    let until = (for_ms > 0).then(|| moment.now.plus_ms(for_ms));
    Ok(if seat.do_not_disturb_until == until { Vec::new() } else { vec![SeatEvent::DoNotDisturbSet { until }] })
}
