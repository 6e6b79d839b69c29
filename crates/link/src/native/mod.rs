//! The backend for our own server: its wire as a `Line`. The engine above it does not know that
//! wire.

mod address;
mod config;
mod dial;
mod frames;
mod http;
mod known;
mod line;
mod no_way;
mod proxy;
mod reach;
mod socket;
mod stream;
mod tokens;
mod verdict;

pub use address::{Address, BadAddress, Encryption};
pub use config::{NativeConfig, SignInWith};
pub use dial::{Dial, Dialling, Network};
pub use http::{Http, HttpAnswer, HttpCall, HttpError, OverDial};
pub use stream::Stream;

use konsil_protocol::domain::{Connection, WorkspaceEvent};
use tokio::sync::mpsc;

use crate::backend::{Backend, EVENTS_WAITING};
use crate::engine::{self, Setup};
use crate::line::Claim;
use crate::store::{LocalStore, StoreError};
use line::NativeLine;
use tokens::{AuthClient, Tokens};

/// Connects to the server and stays connected until the requests are dropped or the agent signs out. Must be called
/// within a tokio runtime.
///
/// After each connection the events come in this order: `SignedIn`, then `Me`, `Names`, the cases and `Mine`, `Synced`,
/// `Connection(Online)`; entries follow as they are read. A sign-in by hand takes the session over from another
/// desktop; a stored one says `Elsewhere` and waits for `ContinueHere`. After `SignInNeeded` nothing is tried again by
/// itself: start another backend (or, for a stored session, send `Reconnect`).
#[must_use]
pub fn start(config: NativeConfig, store: LocalStore) -> Backend {
    let (to_engine, requests) = mpsc::unbounded_channel();
    let (events, from_engine) = mpsc::channel(EVENTS_WAITING);
    tokio::spawn(async move {
        match Address::parse(&config.server) {
            Ok(address) => {
                let claim = match config.sign_in {
                    SignInWith::Password { .. } => Claim::TakeOver,
                    SignInWith::Stored => Claim::Ask,
                };
                let auth = AuthClient { http: config.http, address, store: store.clone() };
                let line = NativeLine::new(auth, config.device, config.dial, Tokens::new(&config.sign_in));
                engine::run(line, Setup { store, claim, seed: config.seed, requests, events }).await;
            }
            Err(bad) => {
                let why = bad.sign_in_needed();
                // Nobody may be listening any more.
                let _ = events.send(WorkspaceEvent::Connection(Connection::SignInNeeded { why })).await;
            }
        }
    });
    Backend { requests: to_engine, events: from_engine }
}

/// Whether somebody is signed in to this server, so that [`SignInWith::Stored`] has something to go on.
///
/// # Errors
/// [`StoreError::Key`] if the key store does not answer.
pub fn has_session(store: &LocalStore, server: &str) -> Result<bool, StoreError> {
    match Address::parse(server) {
        Ok(address) => Ok(store.session(address.origin())?.is_some()),
        Err(_) => Ok(false),
    }
}
