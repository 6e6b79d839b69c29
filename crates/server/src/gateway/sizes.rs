//! How long the frames are that tell an agent of all others. They are made as for a real desktop, so that whatever is
//! sent is what is measured.

use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use konsil_centre::{Seat, SeatConnection};
use konsil_protocol::{
    domain::{AgentState, NotReadyReason, ReasonId, Timestamp},
    wire::NAMES_AND_STATES_APART,
};

use super::rendering::shared;
use crate::{
    centre_file::Centre,
    hub::{Hub, Published},
    store::Restored,
};

/// The longest frame of a kind, when everybody is at work.
pub(crate) struct Longest {
    pub(crate) kind: String,
    /// The version of the wire for which it is, if that is not the newest.
    pub(crate) former: Option<u32>,
    pub(crate) bytes: usize,
}

pub(crate) fn longest_frames(centre: &Centre) -> Vec<Longest> {
    // What is longest to say: here, and not ready for the reason with the longest id.
    let reasons = centre.rules.reasons.iter().map(|named| named.id).chain(ReasonId::USUAL);
    let longest = reasons.max_by_key(|reason| reason.as_str().len()).unwrap_or(ReasonId::OTHER_WORK);
    let state = AgentState::NotReady { reason: NotReadyReason::Chosen(longest) };
    let state_since = Timestamp(9_999_999_999_999);
    let here = Seat { state, state_since, connection: SeatConnection::Connected, ..Seat::new() };
    let seats = centre.rules.agents.keys().map(|agent| (agent.clone(), here.clone())).collect();
    let restored = Restored { seats, ..Restored::default() };
    let hub = Hub::new(Published::restored(restored, Arc::new(centre.clone())));
    let Some(reader) = centre.rules.agents.keys().next() else { return Vec::new() };
    let text = |text: Option<Utf8Bytes>| text.map_or(usize::MAX, |text| text.len());
    let of = |kind: &str, former, bytes| Longest { kind: kind.to_owned(), former, bytes };
    let states = hub.states(None, Timestamp(0), &shared).frames.pop();
    let directory = hub.directory(reader, None, Timestamp(0)).frames.pop();
    vec![
        of("names", None, text(hub.names(&shared).frame(None))),
        of("states", None, text(states)),
        of("directory", Some(NAMES_AND_STATES_APART - 1), text(directory)),
    ]
}
