//! The sockets of agents and contacts.

mod agent;
mod contact;
mod origin;
mod rendering;
#[cfg(test)]
mod tests;
mod wire;

use axum::{Router, routing::get};

use crate::state::AppState;
#[cfg(test)]
pub(crate) use tests::people::centre as centre_for_tests;

/// `/v1/agent` and `/v1/contact`.
pub(crate) fn router() -> Router<AppState> {
    Router::new().route("/v1/agent", get(agent::upgrade)).route("/v1/contact", get(contact::upgrade))
}
