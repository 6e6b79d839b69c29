//! What an agent does outside any case: connects, loses connection, sets the state (2.7, 2.8).

use konsil_protocol::domain::{AgentState, NotReadyReason, Refusal};

use crate::{Moment, SIGNED_IN, Seat, SeatEvent};

/// What an agent, or its connection, does outside any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatAct {
    Connected,
    Disconnected,
    SetState { state: AgentState },
}

/// Decides what an agent does outside any case.
///
/// # Errors
/// A [`Refusal`]; nothing changes then.
pub fn decide_seat(seat: &Seat, act: &SeatAct, _moment: &Moment) -> Result<Vec<SeatEvent>, Refusal> {
    match act {
        SeatAct::Connected => {
            let mut events = Vec::new();
            if !seat.is_connected() {
                events.push(SeatEvent::Connected);
            }
            // Somebody who comes to work says so; somebody whose connection broke goes on as before.
            if seat.state == AgentState::LoggedOut {
                events.push(SeatEvent::StateSet { state: SIGNED_IN });
            }
            Ok(events)
        }
        SeatAct::Disconnected => Ok(if seat.is_connected() { vec![SeatEvent::Disconnected] } else { Vec::new() }),
        SeatAct::SetState { state } => set_state(seat, *state),
    }
}

fn set_state(seat: &Seat, state: AgentState) -> Result<Vec<SeatEvent>, Refusal> {
    match state {
        AgentState::NotReady { reason: NotReadyReason::NoAnswer } => return Err(Refusal::StateNotPossible),
        AgentState::LoggedOut if !seat.sessions.is_empty() => {
            return Err(Refusal::SessionsOpen { cases: seat.sessions.iter().cloned().collect() });
        }
        AgentState::LoggedOut | AgentState::Ready | AgentState::AfterWork | AgentState::NotReady { .. } => {}
    }
    // Setting the same state again is no news, and does not start its time anew.
    Ok(if seat.state == state { Vec::new() } else { vec![SeatEvent::StateSet { state }] })
}
