//! The backend for our own server.
//!
//! [`start`] runs an [`engine::Engine`]: one task that signs in, connects, resumes and comes back. What it decides is
//! in pure types beside it: [`logs`] (what is missing, what came twice), [`outbox`] and [`pending`] (what goes out
//! when), [`backoff`], [`verdict`] (what follows from a failure).

mod address;
mod backoff;
mod chance;
mod config;
mod dial;
mod engine;
mod http;
mod incoming;
mod logs;
#[cfg(test)]
mod logs_tests;
mod outbox;
mod pending;
mod session;
mod socket;
mod tokens;
mod verdict;

pub use address::{Address, BadAddress, Encryption};
pub use config::{NativeConfig, SignInWith};
pub use dial::{Dial, Dialling, Stream, Tcp};
pub use http::{Http, HttpAnswer, HttpCall, HttpError, OverDial, Reqwest};

use konsil_protocol::domain::{Connection, WorkspaceEvent};
use tokio::sync::mpsc;

use crate::{Backend, LocalStore, StoreError};
use engine::Engine;

/// Events that may lie unread before the backend waits for its reader.
const EVENTS_WAITING: usize = 256;

/// Connects to the server and stays connected until the requests are dropped or the agent signs out. Must be called
/// within a tokio runtime.
///
/// After each connection the events come in this order: `SignedIn`, then `Me`, `Directory` and the cases, `Synced`,
/// `Connection(Online)`; entries follow as they are read. A sign-in by hand takes the session over from another
/// desktop; a stored one says `Elsewhere` and waits for `ContinueHere`. After `SignInNeeded` nothing is tried again by
/// itself: start another backend (or, for a stored session, send `Reconnect`).
#[must_use]
pub fn start(config: NativeConfig, store: LocalStore) -> Backend {
    let (requests, asked) = mpsc::unbounded_channel();
    let (tell, events) = mpsc::channel(EVENTS_WAITING);
    tokio::spawn(async move {
        match Address::parse(&config.server) {
            Ok(address) => Engine::new(&config, address, store, asked, tell).run().await,
            Err(bad) => {
                let why = bad.sign_in_needed();
                // Nobody may be listening any more.
                let _ = tell.send(WorkspaceEvent::Connection(Connection::SignInNeeded { why })).await;
            }
        }
    });
    Backend { requests, events }
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
