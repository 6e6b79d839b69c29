//! A simulated colleague: [`brain`] decides what it does and when, the desktop's own backend is its line.

mod act;
mod brain;
#[cfg(test)]
mod brain_tests;
mod lines;
mod memory;
mod persona;

use std::time::Duration;

use konsil_link::native::{self, NativeConfig, SignInWith};
use konsil_link::{Backend, LocalStore, sleep_until, wall_clock};
use konsil_protocol::domain::{BackendRequest, CommandClass, CommandId, Connection, Language, Watch, WorkspaceEvent};
use tokio::sync::watch;
use tokio::time::Instant;

pub(crate) use brain::Surroundings;
use brain::{Brain, Deed};
pub(crate) use persona::PERSONAS;

use crate::chance::Chance;
use crate::crowd::Seen;

/// The server may still be starting, or have been restarted.
const SIGNS_IN_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// What a colleague needs to come to work.
pub(crate) struct Colleague {
    pub address: String,
    pub password: String,
    pub around: Surroundings,
    pub chance: Chance,
    pub language: watch::Receiver<Language>,
    /// Where it says what it sees of the centre.
    pub sees: watch::Sender<Seen>,
}

/// Works until it is dropped.
pub(crate) async fn work(colleague: Colleague) {
    let Colleague { address, password, around, chance, mut language, sees } = colleague;
    let login = around.persona.login;
    let Ok(store) = LocalStore::in_memory() else {
        tracing::error!(login, "a practice colleague has no memory");
        return;
    };
    let mut brain = Brain::new(around, chance, fresh_id, Instant::now());
    loop {
        let sign_in = SignInWith::Password { login: login.to_owned(), password: password.clone() };
        let config = NativeConfig::new(address.clone(), sign_in, format!("practice-{login}"));
        let Backend { requests, mut events } = native::start(config, store.clone());
        loop {
            let wake_at = brain.wake_at();
            let now = tokio::select! {
                biased;
                event = events.recv() => match event {
                    Some(WorkspaceEvent::Connection(Connection::SignInNeeded { why })) => {
                        tracing::debug!(login, ?why, "a practice colleague is not let in");
                        break;
                    }
                    Some(event) => {
                        brain.see(Instant::now(), &event);
                        let seen = brain.sees();
                        sees.send_if_modified(|before| std::mem::replace(before, seen) != seen);
                        if event == WorkspaceEvent::Connection(Connection::Online) {
                            // Whether the learner is there shows among all.
                            let _ = requests.send(BackendRequest::Watch { watch: Watch::On });
                        }
                        Instant::now()
                    }
                    None => break,
                },
                Ok(()) = language.changed() => {
                    brain.speak(*language.borrow_and_update());
                    Instant::now()
                }
                now = sleep_until(wake_at) => now,
            };
            for deed in brain.due(now) {
                if let Some(request) = prepared(&store, deed) {
                    // The backend has ended: its last event says so.
                    let _ = requests.send(request);
                }
            }
        }
        tokio::time::sleep(SIGNS_IN_AGAIN_AFTER).await;
    }
}

/// Durable commands go into the store first, as on any desktop.
fn prepared(store: &LocalStore, deed: Deed) -> Option<BackendRequest> {
    match deed {
        Deed::Signal(signal) => Some(BackendRequest::Signal(signal)),
        Deed::Do { id, command } => {
            if command.class() == CommandClass::Durable
                && let Err(error) = store.enqueue(&id, &command, wall_clock())
            {
                tracing::error!(%error, "a practice colleague cannot remember what to send");
                return None;
            }
            Some(BackendRequest::Do { id, command })
        }
    }
}

/// Never from the seed: the server would take a repetition in another session for the same command.
fn fresh_id() -> Option<CommandId> {
    CommandId::new(uuid::Uuid::new_v4().simple().to_string()).ok()
}
