//! How long the frames are that tell an agent of all others. They are made as for a real desktop, so that whatever is
//! sent is what is measured.

use std::sync::Arc;

use konsil_centre::{Seat, SeatConnection};
use konsil_protocol::{
    domain::{AgentState, NotReadyReason, Timestamp},
    wire::{PROTOCOL, agent::ToAgent},
};

use super::rendering::Frame;
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
    // What is longest to say: here, and not ready.
    let state = AgentState::NotReady { reason: NotReadyReason::OtherWork };
    let here = Seat { state, connection: SeatConnection::Connected, ..Seat::new() };
    let seats = centre.rules.agents.keys().map(|agent| (agent.clone(), here.clone())).collect();
    let restored = Restored { seats, ..Restored::default() };
    let hub = Hub::new(Arc::new(centre.clone()), Published::restored(restored, &centre.rules));
    let Some(reader) = centre.rules.agents.keys().next() else { return Vec::new() };
    let frame = ToAgent::Directory { directory: hub.directory(reader, Timestamp(0)) };
    (PROTOCOL.min..=PROTOCOL.max)
        .map(|version| Longest {
            kind: "directory".to_owned(),
            former: (version < PROTOCOL.max).then_some(version),
            bytes: frame.render(version).map_or(usize::MAX, |text| text.len()),
        })
        .collect()
}
