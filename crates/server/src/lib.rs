//! The contact centre's server: sockets, store, accounts, the contact's page.
//!
//! [`start`] runs one on this process's runtime (practice mode and tests do), [`serve`] runs one on any listener with
//! parts of one's own. What is decided is decided in `commit`, by the rules of `konsil-centre`; what is told to whom
//! passes through `hub`; `gateway` holds the sockets.

pub mod accounts;
pub mod centre_file;
pub mod clock;
mod commit;
mod gateway;
mod hub;
pub mod limits;
pub mod pages;
mod serve;
mod state;
pub mod store;
pub mod tls;

use axum::Router;

pub use serve::{Options, Parts, Running, Server, StartError, bind, serve, start, start_on};
pub use state::AppState;

/// All that the server answers to.
pub fn router(state: AppState) -> Router {
    let accounts = accounts::router(state.accounts.clone(), state.clock.clone());
    gateway::router().with_state(state).merge(accounts)
}
