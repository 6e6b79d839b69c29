//! The contact centre's server: sockets, store, accounts, the contact's page.
//!
//! [`start`] runs one on this process's runtime (practice mode and tests do), [`serve`] runs one on any listener with
//! parts of one's own. What is decided is decided in `commit`, by the rules of `konsil-centre`; who is notified of what
//! passes through `hub`; `gateway` holds the sockets.

pub mod accounts;
pub mod blobs;
pub mod bounds;
pub mod centre_file;
pub mod clock;
mod commit;
mod gateway;
mod hub;
pub mod limits;
pub mod metrics;
pub mod pages;
pub mod reload;
mod serve;
mod state;
pub mod store;
pub mod tls;

use std::sync::Arc;

use axum::Router;
use konsil_protocol::domain::QueueId;
use pages::PageParts;

pub use serve::{Options, Parts, Running, Server, StartError, bind, send_at_once, serve, start, start_on};
pub use state::AppState;

/// All that the server answers to.
pub fn router(state: AppState) -> Router {
    let accounts = accounts::router(state.accounts.clone(), state.clock.clone(), state.metrics.clone());
    let clock = state.clock.clone();
    let (hub, asked) = (state.hub.clone(), state.clone());
    let centre = Arc::new(move || hub.centre());
    let is_staffed = Arc::new(move |queue: &QueueId| asked.is_staffed(queue));
    let pages = pages::router(PageParts { centre, clock, is_staffed });
    gateway::router().with_state(state).merge(accounts).merge(pages)
}
