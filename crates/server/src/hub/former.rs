//! Names and states in one, for desktops of version 1 of the wire: drawn at most once in two seconds, and written once but for
//! the few words that differ from reader to reader.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::Utf8Bytes;
use konsil_centre::Rules;
use konsil_protocol::domain::{AgentId, Directory, DirectoryAgent, DirectoryQueue};
use serde::Serialize;
use tokio::time::Instant;

/// From one to the next.
const EVERY: Duration = Duration::from_secs(2);

/// The newest directory.
#[derive(Default)]
pub(crate) struct Directories {
    newest: Option<(Arc<Written>, Instant)>,
}

/// A directory as text, but for its queues.
pub(crate) struct Written {
    /// The newest change that it tells.
    pub(crate) told: u64,
    before: String,
    queues: Vec<DirectoryQueue>,
    /// The dispositions.
    after: String,
}

#[derive(Serialize)]
struct Before<'a> {
    version: u64,
    centre: &'a str,
    agents: &'a [DirectoryAgent],
}

impl Directories {
    /// When something that has changed now can be told.
    pub(crate) fn next_at(&self, now: Instant) -> Instant {
        self.newest.as_ref().map_or(now, |(_, at)| now.max(*at + EVERY))
    }

    /// The newest one; a new one if something has changed and it is time.
    pub(crate) fn tell(&mut self, newest: u64, now: Instant, draw: impl FnOnce() -> Directory) -> Arc<Written> {
        match &self.newest {
            Some((written, at)) if written.told == newest || now < *at + EVERY => written.clone(),
            Some(_) | None => {
                let written = Arc::new(Written::of(&draw()));
                self.newest = Some((written.clone(), now));
                written
            }
        }
    }
}

impl Written {
    fn of(directory: &Directory) -> Self {
        let Directory { version, centre, agents, queues, dispositions } = directory;
        let text = |text: serde_json::Result<String>| {
            text.unwrap_or_else(|error| {
                tracing::error!(%error, "a directory cannot be written");
                String::new()
            })
        };
        Self {
            told: *version,
            before: text(serde_json::to_string(&Before { version: *version, centre, agents })),
            queues: queues.clone(),
            after: text(serde_json::to_string(dispositions)),
        }
    }

    /// Which queues are the reader's own is all that differs from reader to reader.
    pub(crate) fn for_reader(&self, agent: &AgentId, rules: &Rules) -> Utf8Bytes {
        let mine = |queue: &DirectoryQueue| rules.queues.get(&queue.queue).is_some_and(|it| it.agents.contains(agent));
        let queues = self.queues.iter().map(|queue| DirectoryQueue { mine: mine(queue), ..queue.clone() });
        let queues = serde_json::to_string(&queues.collect::<Vec<_>>()).unwrap_or_default();
        let before = self.before.strip_suffix('}').unwrap_or_default();
        format!(r#"{{"type":"directory","directory":{before},"queues":{queues},"dispositions":{}}}}}"#, self.after)
            .into()
    }
}
