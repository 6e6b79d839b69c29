//! What has been committed, and who is connected and gets notified of it. The commit loop writes here, after the
//! commit only; sockets read.

mod changes;
mod editions;
mod former;
mod in_process;
mod lines;
mod looking;
mod names;
mod notice;
mod presence;
mod published;
mod render;
mod signals;
mod stirred;
#[cfg(test)]
mod tests;

use std::sync::{
    Arc, Mutex, PoisonError, RwLock, RwLockReadGuard,
    atomic::{AtomicU64, Ordering},
};

use konsil_protocol::domain::{AgentId, CaseId, Me, QueueId, Timestamp};
use tokio::sync::watch;

use crate::{centre_file::Centre, store::CaseRecord};
pub(crate) use editions::Told;
use in_process::InProcess;
pub(crate) use notice::{AgentNotice, Changed, ContactNotice};
pub(crate) use presence::{AgentLine, ContactLine, IfElsewhere, Presence, Seated};
use published::concerned;
pub(crate) use published::{Published, involved, is_over};
pub(crate) use signals::SignalLimits;
pub(crate) use stirred::{Stir, Stirred};

pub(crate) struct Hub {
    published: RwLock<Published>,
    pub(crate) presence: Box<dyn Presence>,
    /// The newest change of what somebody is doing, or of how a queue stands.
    newest: watch::Sender<u64>,
    names: Mutex<Option<(Arc<Centre>, Arc<names::Names>)>>,
    editions: Mutex<editions::Editions>,
    directories: Mutex<former::Directories>,
    lines: Mutex<lines::Lines>,
    sockets: AtomicU64,
}

impl Hub {
    pub(crate) fn new(published: Published) -> Self {
        Self {
            published: RwLock::new(published),
            presence: Box::new(InProcess::default()),
            newest: watch::Sender::new(1),
            names: Mutex::default(),
            editions: Mutex::default(),
            directories: Mutex::default(),
            lines: Mutex::default(),
            sockets: AtomicU64::new(1),
        }
    }

    pub(crate) fn published(&self) -> RwLockReadGuard<'_, Published> {
        self.published.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces what is published; `what` is short and cannot fail.
    pub(crate) fn publish<T>(&self, what: impl FnOnce(&mut Published) -> T) -> T {
        what(&mut self.published.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The centre file that is in force.
    pub(crate) fn centre(&self) -> Arc<Centre> {
        self.published().centre.clone()
    }

    /// Puts another one in force, and tells everybody who is connected. Whose agent is not in it is signed out.
    pub(crate) fn put_centre(&self, centre: &Arc<Centre>) {
        let newest = self.publish(|published| {
            published.put_centre(centre.clone());
            published.changes.newest()
        });
        self.editions.lock().unwrap_or_else(PoisonError::into_inner).begin_anew();
        for agent in self.presence.seated() {
            let is_known = centre.rules.agents.contains_key(&agent);
            self.presence.notify_agent(&agent, if is_known { AgentNotice::Centre } else { AgentNotice::TakenOut });
        }
        for case in self.presence.contacts() {
            self.presence.notify_contact(&case, &ContactNotice::Centre);
        }
        self.newest.send_replace(newest);
    }

    pub(crate) fn fresh_socket(&self) -> u64 {
        self.sockets.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn me(&self, agent: &AgentId, now: Timestamp) -> Option<Me> {
        let published = self.published();
        let cases = |id: &CaseId| published.cases.get(id).map(|record| &record.case);
        konsil_centre::me(agent, &published.roster, &published.centre.rules, cases, now)
    }

    /// Whether an agent of that queue is signed in now.
    pub(crate) fn is_staffed(&self, queue: &QueueId) -> bool {
        self.published().is_staffed(queue)
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
        let centre = self.centre();
        let state = |record: &CaseRecord| konsil_centre::contact_state(&record.case, &centre.rules);
        // Nothing for the contact, not even a wake-up, when only agents have something to see.
        if seen || before.is_none_or(|before| state(before) != state(&changed.record)) {
            self.presence.notify_contact(&changed.record.case.id, &ContactNotice::Changed(changed.clone()));
        }
    }
}
