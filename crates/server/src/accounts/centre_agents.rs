//! Which accounts belong to an agent of the centre file.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use konsil_protocol::domain::AgentId;

/// The agents who may sign in. Until a centre file names them, everybody may. Clones share it.
#[derive(Clone, Default)]
pub(super) struct CentreAgents(Arc<RwLock<Option<BTreeSet<AgentId>>>>);

impl CentreAgents {
    /// From now on only these.
    pub(super) fn set(&self, agents: BTreeSet<AgentId>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(agents);
    }

    pub(super) fn include(&self, agent: &AgentId) -> bool {
        let agents = self.0.read().unwrap_or_else(PoisonError::into_inner);
        agents.as_ref().is_none_or(|agents| agents.contains(agent))
    }
}
