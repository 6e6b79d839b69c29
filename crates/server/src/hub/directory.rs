//! The directory is drawn once per version and then fitted to its reader.

use std::sync::{Arc, Mutex, PoisonError};

use konsil_centre::Rules;
use konsil_protocol::domain::{AgentId, Directory};

#[derive(Default)]
pub(crate) struct Drawn(Mutex<Option<Arc<Directory>>>);

impl Drawn {
    /// The directory of that version, drawn if the last one was another.
    pub(crate) fn at(&self, version: u64, draw: impl FnOnce() -> Directory) -> Arc<Directory> {
        let mut drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*drawn {
            Some(directory) if directory.version == version => directory.clone(),
            Some(_) | None => {
                let directory = Arc::new(draw());
                *drawn = Some(directory.clone());
                directory
            }
        }
    }
}

/// Which queues are the reader's own is all that differs from reader to reader.
pub(crate) fn for_reader(directory: &Directory, agent: &AgentId, rules: &Rules) -> Directory {
    let mut directory = directory.clone();
    for queue in &mut directory.queues {
        queue.mine = rules.queues.get(&queue.queue).is_some_and(|rules| rules.agents.contains(agent));
    }
    directory
}
