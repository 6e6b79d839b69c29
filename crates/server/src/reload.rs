//! Another centre file while the server runs: all of it or nothing (2.11).

use std::{fmt, sync::Arc};

use tokio::sync::Mutex;

pub use crate::commit::QueueInUse;
use crate::{
    accounts::{Accounts, AccountsError},
    centre_file::{Centre, differences},
    commit::{Jobs, Reloaded},
    hub::Hub,
    state::AppState,
};

/// Puts other centre files in force. Clones do so for the same server.
#[derive(Clone)]
pub struct Reloading {
    hub: Arc<Hub>,
    jobs: Jobs,
    accounts: Arc<dyn Accounts>,
    /// One after the other.
    turn: Arc<Mutex<()>>,
    /// Accounts and store wait for a disk.
    blocks: bool,
}

/// Why the centre file that was in force still is.
#[derive(Debug)]
pub enum NotReloaded {
    /// Contacts wait or chat in queues that the other file has no more.
    QueuesInUse(Vec<QueueInUse>),
    /// The server ends.
    Stopping,
}

impl fmt::Display for NotReloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::QueuesInUse(queues) => {
                for (n, QueueInUse { queue, waiting, running }) in queues.iter().enumerate() {
                    let line = if n == 0 { "" } else { "\n" };
                    write!(
                        f,
                        "{line}the queue `{queue}` cannot be taken out while contacts are in it: {waiting} waiting, \
                         {running} chatting. Close it with `hours` that are over, and take it out when its chats are over"
                    )?;
                }
                Ok(())
            }
            Self::Stopping => f.write_str("the server is stopping"),
        }
    }
}

impl std::error::Error for NotReloaded {}

impl Reloading {
    pub(crate) fn of(state: &AppState) -> Self {
        Self {
            hub: state.hub.clone(),
            jobs: state.jobs.clone(),
            accounts: state.accounts.clone(),
            turn: Arc::default(),
            blocks: state.store.blocks(),
        }
    }

    /// Puts this centre in force, and answers what is different from now on, one line each; none if nothing is.
    ///
    /// # Errors
    /// [`NotReloaded`]: nothing has changed then.
    pub async fn reload(&self, centre: Centre) -> Result<Vec<String>, NotReloaded> {
        let _turn = self.turn.lock().await;
        let changes = differences(&self.hub.centre(), &centre);
        if changes.is_empty() {
            return Ok(changes);
        }
        let agents = centre.rules.agents.keys().cloned().collect();
        match self.jobs.reload(centre).await {
            Reloaded::InForce => {}
            Reloaded::QueuesInUse(queues) => return Err(NotReloaded::QueuesInUse(queues)),
            Reloaded::Stopping => return Err(NotReloaded::Stopping),
        }
        let accounts = self.accounts.clone();
        let admit = move || accounts.admit_only(agents);
        let admitted = if self.blocks {
            tokio::task::spawn_blocking(admit).await.unwrap_or_else(|error| Err(AccountsError::Hash(error.to_string())))
        } else {
            admit()
        };
        // Who is kept out is: only sessions may be left that would be good again if the agent came back.
        if let Err(error) = admitted {
            tracing::error!(%error, "the sessions of agents who were taken out could not be ended");
        }
        for change in &changes {
            tracing::info!(%change, "the centre file was read again");
        }
        Ok(changes)
    }
}
