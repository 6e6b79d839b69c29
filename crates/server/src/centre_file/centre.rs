//! A centre as its file describes it.

use konsil_centre::Rules;
use konsil_protocol::domain::{Language, ListedFavourites, QueueId, Timestamp, Words};

use super::{hours::Hours, site::AllowedSite};

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
    /// Whom it proposes to its agents, by category.
    pub favourites: Vec<ListedFavourites>,
    pub rules: Rules,
}

/// A queue as contacts see it. Empty texts leave the words to the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    pub queue: QueueId,
    pub name: Words,
    pub hours: Hours,
    pub greeting: Words,
    pub closed: Words,
    pub nobody_there: Words,
    pub waiting: Words,
}

impl Centre {
    /// Whether contacts can open chats on this topic now. An unknown queue is never open.
    #[must_use]
    pub fn is_open(&self, queue: &QueueId, now: Timestamp) -> bool {
        self.topics.iter().any(|topic| topic.queue == *queue && topic.hours.is_open(now))
    }

    /// This centre when it takes the place of another one: chats go on in which agents were read who are in it no more.
    #[must_use]
    pub(crate) fn following(mut self, before: &Self) -> Self {
        let were = before.rules.agents.iter().map(|(agent, was)| (agent.clone(), was.contact_name().to_owned()));
        let former = before.rules.former_names.clone().into_iter().chain(were);
        self.rules.former_names = former.filter(|(agent, _)| !self.rules.agents.contains_key(agent)).collect();
        self
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
