//! Which accounts belong to an agent of the centre file.

use std::{collections::BTreeSet, sync::Arc};

use konsil_protocol::domain::AgentId;

/// The agents who may sign in. Until a centre file names them, everybody may.
#[derive(Clone, Default)]
pub(super) struct CentreAgents(Option<Arc<BTreeSet<AgentId>>>);

impl CentreAgents {
    pub(super) fn only(agents: impl IntoIterator<Item = AgentId>) -> Self {
        Self(Some(Arc::new(agents.into_iter().collect())))
    }

    pub(super) fn include(&self, agent: &AgentId) -> bool {
        self.0.as_ref().is_none_or(|agents| agents.contains(agent))
    }
}
