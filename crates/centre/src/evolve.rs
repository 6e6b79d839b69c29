//! What an event makes of a case or a seat. No rule is decided here.

use konsil_protocol::domain::{CaseId, Timestamp};

use crate::{Case, CaseEvent, Seat, SeatEvent};

impl Case {
    /// A case that nobody has opened yet.
    #[must_use]
    pub fn new(id: CaseId) -> Self {
        let _ = id;
        unimplemented!()
    }
}

/// The case after an event.
pub fn evolve(case: &mut Case, at: Timestamp, event: &CaseEvent) {
    let _ = (case, at, event);
}

/// The seat after an event.
pub fn evolve_seat(seat: &mut Seat, at: Timestamp, event: &SeatEvent) {
    let _ = (seat, at, event);
}
