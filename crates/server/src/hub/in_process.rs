//! Keeps in this process who is connected.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use konsil_protocol::domain::{AgentId, CaseId};
use tokio::sync::{mpsc, oneshot};

use super::{
    notice::{AgentNotice, ContactNotice},
    presence::{AgentLine, ContactLine, IfElsewhere, Presence, Seated},
    stirred::{Stir, Stirred},
};

/// Notices that may wait for one socket. One more, and the socket is cut: its reader resumes.
const QUEUED: usize = 1_024;

#[derive(Default)]
pub(super) struct InProcess {
    agents: Mutex<BTreeMap<AgentId, AgentSocket>>,
    contacts: Mutex<BTreeMap<CaseId, BTreeMap<u64, ContactSocket>>>,
}

struct AgentSocket {
    socket: u64,
    device: String,
    notices: mpsc::Sender<AgentNotice>,
    stirred: Arc<Stirred>,
    /// Dropped when the socket was too slow; a value is sent when another desktop took over.
    taken_over: Option<oneshot::Sender<()>>,
}

struct ContactSocket {
    notices: mpsc::Sender<ContactNotice>,
    _alive: oneshot::Sender<()>,
}

impl InProcess {
    fn agents(&self) -> MutexGuard<'_, BTreeMap<AgentId, AgentSocket>> {
        self.agents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pages(&self) -> MutexGuard<'_, BTreeMap<CaseId, BTreeMap<u64, ContactSocket>>> {
        self.contacts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Presence for InProcess {
    fn seat(&self, agent: &AgentId, socket: u64, device: &str, if_elsewhere: IfElsewhere) -> Seated {
        let mut agents = self.agents();
        if let Some(other) = agents.get_mut(agent) {
            if other.device != device && if_elsewhere == IfElsewhere::Ask {
                return Seated::Elsewhere;
            }
            if let Some(taken_over) = other.taken_over.take() {
                let _ = taken_over.send(());
            }
        }
        let (sender, notices) = mpsc::channel(QUEUED);
        let (taken_over, end) = oneshot::channel();
        let stirred = Arc::new(Stirred::default());
        let entry = AgentSocket {
            socket,
            device: device.to_owned(),
            notices: sender,
            stirred: stirred.clone(),
            taken_over: Some(taken_over),
        };
        agents.insert(agent.clone(), entry);
        Seated::Here(AgentLine { notices, stirred, end })
    }

    fn unseat(&self, agent: &AgentId, socket: u64) -> bool {
        let mut agents = self.agents();
        let mine = agents.get(agent).is_some_and(|entry| entry.socket == socket);
        if mine {
            agents.remove(agent);
        }
        mine
    }

    fn seated(&self) -> Vec<AgentId> {
        self.agents().keys().cloned().collect()
    }

    fn contacts(&self) -> Vec<CaseId> {
        self.pages().keys().cloned().collect()
    }

    fn is_seated(&self, agent: &AgentId) -> bool {
        self.agents().contains_key(agent)
    }

    fn notify_agent(&self, agent: &AgentId, notice: AgentNotice) {
        if let Some(entry) = self.agents().get_mut(agent)
            && entry.notices.try_send(notice).is_err()
        {
            entry.taken_over = None;
        }
    }

    fn hint_agent(&self, agent: &AgentId, notice: AgentNotice) {
        if let Some(entry) = self.agents().get(agent)
            && entry.notices.capacity() > QUEUED / 2
        {
            let _ = entry.notices.try_send(notice);
        }
    }

    fn stir(&self, agents: &mut dyn Iterator<Item = &AgentId>, stir: Stir) {
        let seated = self.agents();
        for entry in agents.filter_map(|agent| seated.get(agent)) {
            entry.stirred.stir(stir);
        }
    }

    fn resync(&self, agents: &BTreeSet<AgentId>) {
        let mut seated = self.agents();
        for agent in agents {
            if let Some(entry) = seated.get_mut(agent) {
                entry.taken_over = None;
            }
        }
    }

    fn connect_contact(&self, case: &CaseId, socket: u64) -> ContactLine {
        let (sender, notices) = mpsc::channel(QUEUED);
        let (alive, end) = oneshot::channel();
        let entry = ContactSocket { notices: sender, _alive: alive };
        self.pages().entry(case.clone()).or_default().insert(socket, entry);
        ContactLine { notices, end }
    }

    fn disconnect_contact(&self, case: &CaseId, socket: u64) {
        let mut contacts = self.pages();
        if let Some(sockets) = contacts.get_mut(case) {
            sockets.remove(&socket);
            if sockets.is_empty() {
                contacts.remove(case);
            }
        }
    }

    fn is_contact_connected(&self, case: &CaseId) -> bool {
        self.pages().get(case).is_some_and(|sockets| !sockets.is_empty())
    }

    fn notify_contact(&self, case: &CaseId, notice: &ContactNotice) {
        let mut contacts = self.pages();
        if let Some(sockets) = contacts.get_mut(case) {
            sockets.retain(|_, socket| socket.notices.try_send(notice.clone()).is_ok());
        }
    }

    fn hint_contact(&self, case: &CaseId, notice: &ContactNotice) {
        for socket in self.pages().get(case).into_iter().flat_map(BTreeMap::values) {
            if socket.notices.capacity() > QUEUED / 2 {
                let _ = socket.notices.try_send(notice.clone());
            }
        }
    }

    fn resync_contact(&self, case: &CaseId) {
        if let Some(sockets) = self.pages().get_mut(case) {
            sockets.clear();
        }
    }
}
