//! The centre file: what the operator says about agents, queues, hours and texts, in TOML. Reading it names every
//! mistake with its line. `docs/examples/centre.toml` shows all there is.

mod hours;
mod mistake;
mod queues;
mod read;
mod section;
mod site;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use konsil_centre::Rules;
use konsil_protocol::domain::{Language, QueueId, Timestamp, Words};

pub use self::{hours::Hours, mistake::Mistake, site::AllowedSite};

/// A centre as its file describes it.
#[derive(Debug, Clone)]
pub struct Centre {
    /// As contacts and agents read it.
    pub name: String,
    /// Languages of the contact's page; the first is the default.
    pub languages: Vec<Language>,
    /// Address of the privacy notice.
    pub privacy: Words,
    /// What a contact can choose, in the order of the file.
    pub topics: Vec<Topic>,
    /// Sites that may show the widget.
    pub allowed_sites: Vec<AllowedSite>,
    pub rules: Rules,
}

/// A queue as contacts see it. Empty texts leave the words to the page.
#[derive(Debug, Clone)]
pub struct Topic {
    pub queue: QueueId,
    pub name: Words,
    pub hours: Hours,
    pub greeting: Words,
    pub closed: Words,
    pub nobody_there: Words,
    pub waiting: Words,
}

/// Why there is no centre.
#[derive(Debug, thiserror::Error)]
pub enum NotACentre {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
    #[error("{}", in_lines(path, mistakes))]
    Mistaken { path: PathBuf, mistakes: Vec<Mistake> },
}

fn in_lines(path: &Path, mistakes: &[Mistake]) -> String {
    mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect::<Vec<_>>().join("\n")
}

impl Centre {
    /// # Errors
    /// When the file cannot be read, or has mistakes: all of them.
    pub fn read(path: &Path) -> Result<Self, NotACentre> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| NotACentre::Unreadable { path: path.to_owned(), error })?;
        Self::parse(&text).map_err(|mistakes| NotACentre::Mistaken { path: path.to_owned(), mistakes })
    }

    /// # Errors
    /// All mistakes of the text, by line.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        read::read(text)
    }

    /// Whether contacts can open chats on this topic now. An unknown queue is never open.
    #[must_use]
    pub fn is_open(&self, queue: &QueueId, now: Timestamp) -> bool {
        self.topics.iter().any(|topic| topic.queue == *queue && topic.hours.is_open(now))
    }

    /// The same centre without closing time, for practice.
    #[must_use]
    pub fn always_open(mut self) -> Self {
        for topic in &mut self.topics {
            topic.hours = Hours::Always;
        }
        self
    }
}
