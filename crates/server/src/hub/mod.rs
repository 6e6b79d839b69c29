//! What has been committed, and who is connected and gets notified of it. The commit loop writes here, after the
//! commit only; sockets read.

mod directory;
mod in_process;
mod notice;
mod presence;
mod published;
mod signals;

use std::sync::{
    Arc, RwLock, RwLockReadGuard,
    atomic::{AtomicU64, Ordering},
};

use konsil_protocol::domain::{AgentId, CaseId, Directory, Me, QueueId, Timestamp};
use tokio::sync::watch;

use crate::{centre_file::Centre, store::CaseRecord};
pub(crate) use directory::for_reader;
use in_process::InProcess;
pub(crate) use notice::{AgentNotice, Changed, ContactNotice};
pub(crate) use presence::{AgentLine, ContactLine, IfElsewhere, Presence, Seated};
use published::concerned;
pub(crate) use published::{Published, involved, is_over};
pub(crate) use signals::SignalLimits;

pub(crate) struct Hub {
    pub(crate) centre: Arc<Centre>,
    published: RwLock<Published>,
    pub(crate) presence: Box<dyn Presence>,
    /// Counts what changes the directory, or a view through somebody's seat.
    directory: watch::Sender<u64>,
    drawn: directory::Drawn,
    sockets: AtomicU64,
}

impl Hub {
    pub(crate) fn new(centre: Arc<Centre>, published: Published) -> Self {
        Self {
            centre,
            published: RwLock::new(published),
            presence: Box::new(InProcess::default()),
            directory: watch::Sender::new(1),
            drawn: directory::Drawn::default(),
            sockets: AtomicU64::new(1),
        }
    }

    pub(crate) fn published(&self) -> RwLockReadGuard<'_, Published> {
        self.published.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Replaces what is published; `what` is short and cannot fail.
    pub(crate) fn publish<T>(&self, what: impl FnOnce(&mut Published) -> T) -> T {
        what(&mut self.published.write().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub(crate) fn fresh_socket(&self) -> u64 {
        self.sockets.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn directory_changed(&self) {
        self.directory.send_modify(|version| *version += 1);
    }

    pub(crate) fn watch_directory(&self) -> watch::Receiver<u64> {
        self.directory.subscribe()
    }

    /// The directory as this agent reads it.
    pub(crate) fn directory(&self, agent: &AgentId, now: Timestamp) -> Directory {
        let version = *self.directory.borrow();
        let drawn = self.drawn.at(version, || {
            let published = self.published();
            let waiting = published.waiting().map(|record| &record.case);
            let centre = &self.centre;
            konsil_centre::directory(version, &centre.name, agent, &published.roster, &centre.rules, waiting, now)
        });
        for_reader(&drawn, agent, &self.centre.rules)
    }

    pub(crate) fn me(&self, agent: &AgentId, now: Timestamp) -> Option<Me> {
        let published = self.published();
        let cases = |id: &CaseId| published.cases.get(id).map(|record| &record.case);
        konsil_centre::me(agent, &published.roster, &self.centre.rules, cases, now)
    }

    /// Whether an agent of that queue is signed in now.
    pub(crate) fn is_staffed(&self, queue: &QueueId) -> bool {
        use konsil_protocol::domain::AgentState;
        let published = self.published();
        self.centre.rules.queues.get(queue).is_some_and(|queue| {
            queue.agents.iter().any(|agent| {
                published
                    .roster
                    .get(agent)
                    .is_some_and(|seat| seat.is_connected() && seat.state != AgentState::LoggedOut)
            })
        })
    }

    /// Notifies everybody whom a committed decision concerns.
    pub(crate) fn tell(&self, before: Option<&CaseRecord>, changed: &Arc<Changed>) {
        let mut agents = concerned(&changed.record.case);
        if let Some(before) = before {
            agents.extend(concerned(&before.case));
        }
        for agent in agents {
            self.presence.notify_agent(agent, AgentNotice::Changed(changed.clone()));
        }
        let seen = changed.events.iter().any(|event| event.contact_seq.is_some());
        let state = |record: &CaseRecord| konsil_centre::contact_state(&record.case, &self.centre.rules);
        // Nothing for the contact, not even a wake-up, when only agents have something to see.
        if seen || before.is_none_or(|before| state(before) != state(&changed.record)) {
            self.presence.notify_contact(&changed.record.case.id, &ContactNotice::Changed(changed.clone()));
        }
    }
}
