//! Who is connected: one desktop per agent, any number of pages per contact's chat.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use konsil_protocol::domain::{AgentId, CaseId};
use tokio::sync::{mpsc, oneshot};

use super::notice::{AgentNotice, ContactNotice};

/// Notices that may wait for one socket. One more, and the socket is cut: its reader resumes.
pub(crate) const QUEUED: usize = 1_024;

#[derive(Default)]
pub(crate) struct People {
    agents: Mutex<BTreeMap<AgentId, AgentSocket>>,
    contacts: Mutex<BTreeMap<CaseId, BTreeMap<u64, ContactSocket>>>,
}

struct AgentSocket {
    socket: u64,
    device: String,
    notices: mpsc::Sender<AgentNotice>,
    /// Dropped when the socket was too slow; sent to when another desktop took over.
    taken_over: Option<oneshot::Sender<()>>,
}

struct ContactSocket {
    notices: mpsc::Sender<ContactNotice>,
    _alive: oneshot::Sender<()>,
}

/// The receiving end of an agent's socket.
pub(crate) struct AgentLine {
    pub(crate) notices: mpsc::Receiver<AgentNotice>,
    /// Resolves when this socket must end: `Ok` when another desktop took over, `Err` when it was too slow.
    pub(crate) end: oneshot::Receiver<()>,
}

/// The receiving end of a contact's socket.
pub(crate) struct ContactLine {
    pub(crate) notices: mpsc::Receiver<ContactNotice>,
    /// Resolves when this socket was too slow.
    pub(crate) end: oneshot::Receiver<()>,
}

/// What became of the wish to be the agent's desktop.
pub(crate) enum Seated {
    Here(AgentLine),
    /// Another desktop is connected.
    Elsewhere,
}

impl People {
    fn agents(&self) -> MutexGuard<'_, BTreeMap<AgentId, AgentSocket>> {
        self.agents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn contacts(&self) -> MutexGuard<'_, BTreeMap<CaseId, BTreeMap<u64, ContactSocket>>> {
        self.contacts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes this socket the agent's desktop. The same device again replaces its own, perhaps half-dead, socket.
    pub(crate) fn seat(&self, agent: &AgentId, socket: u64, device: &str, take_over: bool) -> Seated {
        let mut agents = self.agents();
        if let Some(other) = agents.get_mut(agent) {
            if other.device != device && !take_over {
                return Seated::Elsewhere;
            }
            if let Some(taken_over) = other.taken_over.take() {
                let _ = taken_over.send(());
            }
        }
        let (sender, notices) = mpsc::channel(QUEUED);
        let (taken_over, end) = oneshot::channel();
        let entry = AgentSocket { socket, device: device.to_owned(), notices: sender, taken_over: Some(taken_over) };
        agents.insert(agent.clone(), entry);
        Seated::Here(AgentLine { notices, end })
    }

    /// The socket is gone. False if another one has taken its place before.
    pub(crate) fn unseat(&self, agent: &AgentId, socket: u64) -> bool {
        let mut agents = self.agents();
        let mine = agents.get(agent).is_some_and(|entry| entry.socket == socket);
        if mine {
            agents.remove(agent);
        }
        mine
    }

    pub(crate) fn is_seated(&self, agent: &AgentId) -> bool {
        self.agents().contains_key(agent)
    }

    /// A notice that must arrive; a socket that cannot take it is cut.
    pub(crate) fn tell_agent(&self, agent: &AgentId, notice: AgentNotice) {
        if let Some(entry) = self.agents().get_mut(agent)
            && entry.notices.try_send(notice).is_err()
        {
            entry.taken_over = None;
        }
    }

    /// A notice that may be lost.
    pub(crate) fn hint_agent(&self, agent: &AgentId, notice: AgentNotice) {
        if let Some(entry) = self.agents().get(agent)
            && entry.notices.capacity() > QUEUED / 2
        {
            let _ = entry.notices.try_send(notice);
        }
    }

    /// Cuts these agents' sockets, so that they read everything anew.
    pub(crate) fn resync(&self, agents: &BTreeSet<AgentId>) {
        let mut seated = self.agents();
        for agent in agents {
            if let Some(entry) = seated.get_mut(agent) {
                entry.taken_over = None;
            }
        }
    }

    pub(crate) fn connect_contact(&self, case: &CaseId, socket: u64) -> ContactLine {
        let (sender, notices) = mpsc::channel(QUEUED);
        let (alive, end) = oneshot::channel();
        let entry = ContactSocket { notices: sender, _alive: alive };
        self.contacts().entry(case.clone()).or_default().insert(socket, entry);
        ContactLine { notices, end }
    }

    pub(crate) fn disconnect_contact(&self, case: &CaseId, socket: u64) {
        let mut contacts = self.contacts();
        if let Some(sockets) = contacts.get_mut(case) {
            sockets.remove(&socket);
            if sockets.is_empty() {
                contacts.remove(case);
            }
        }
    }

    pub(crate) fn is_contact_connected(&self, case: &CaseId) -> bool {
        self.contacts().get(case).is_some_and(|sockets| !sockets.is_empty())
    }

    /// A notice that must arrive; a socket that cannot take it is cut (and its page resumes).
    pub(crate) fn tell_contact(&self, case: &CaseId, notice: &ContactNotice) {
        let mut contacts = self.contacts();
        if let Some(sockets) = contacts.get_mut(case) {
            sockets.retain(|_, socket| socket.notices.try_send(notice.clone()).is_ok());
        }
    }

    pub(crate) fn hint_contact(&self, case: &CaseId, notice: &ContactNotice) {
        for socket in self.contacts().get(case).into_iter().flat_map(BTreeMap::values) {
            if socket.notices.capacity() > QUEUED / 2 {
                let _ = socket.notices.try_send(notice.clone());
            }
        }
    }

    /// Cuts all pages of that chat, so that they read it anew.
    pub(crate) fn resync_contact(&self, case: &CaseId) {
        if let Some(sockets) = self.contacts().get_mut(case) {
            sockets.clear();
        }
    }
}
