//! The sockets of agents and contacts.

mod agent;
mod contact;
mod origin;
mod rendering;
mod sizes;
mod socket;
#[cfg(test)]
mod tests;
mod wire;

use axum::{Router, routing::get};

use crate::state::AppState;
pub(crate) use sizes::{Longest, longest_frames};
#[cfg(test)]
pub(crate) use tests::people::centre as centre_for_tests;
pub(crate) use wire::MAX_SENT_BYTES;

/// `/v1/agent` and `/v1/contact`.
pub(crate) fn router() -> Router<AppState> {
    Router::new().route("/v1/agent", get(agent::upgrade)).route("/v1/contact", get(contact::upgrade))
}
