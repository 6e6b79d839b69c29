//! Names of people and queues, and how two of them are compared: without case and diacritics.

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::{
    AgentId, ConsultTarget, DispositionId, Language, Listed, ListedAgent, Listing, Party, QueueId, Words,
};
use unicode_normalization::UnicodeNormalization as _;

use crate::boundary::phrases;
use crate::thread::find::folded;
use crate::thread::line::{NOBODY_KNOWN, Naming, PartyShown};

/// Everybody's name. Made once for a listing: what others are doing changes nothing in it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    listing: Arc<Listing>,
    /// The place of each agent in the listing.
    agents: BTreeMap<AgentId, usize>,
    queues: BTreeMap<QueueId, Searched>,
    dispositions: BTreeMap<DispositionId, Words>,
    /// The agents' names as they are searched, in the order of the listing.
    searched: Vec<Forms>,
}

/// A name as it is searched.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    pub folded: String,
    pub written_out: String,
}

impl Forms {
    fn of(name: &str) -> Self {
        Self { folded: folded(name), written_out: written_out(name) }
    }
}

#[derive(Debug)]
struct Searched {
    name: Words,
    de: Forms,
    en: Forms,
}

impl Names {
    pub fn of(listing: Arc<Listing>) -> Self {
        let places = listing.agents.iter().zip(0..);
        let searched = |name: &Words| Searched { name: name.clone(), de: Forms::of(&name.de), en: Forms::of(&name.en) };
        Self {
            agents: places.map(|(agent, place)| (agent.agent.clone(), place)).collect(),
            queues: listing.queues.iter().map(|queue| (queue.queue.clone(), searched(&queue.name))).collect(),
            dispositions: listing
                .dispositions
                .iter()
                .map(|entry| (entry.disposition.clone(), entry.name.clone()))
                .collect(),
            searched: listing.agents.iter().map(|agent| Forms::of(&agent.name)).collect(),
            listing,
        }
    }

    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    pub fn listed(&self, agent: &AgentId) -> Option<&ListedAgent> {
        self.listing.agents.get(*self.agents.get(agent)?)
    }

    /// What is listed of a target; none if it is not there (any more).
    pub fn find(&self, target: &ConsultTarget) -> Option<Listed<'_>> {
        match target {
            ConsultTarget::Agent { agent } => self.listed(agent).map(Listed::Agent),
            ConsultTarget::Queue { queue } => {
                self.listing.queues.iter().find(|found| &found.queue == queue).map(Listed::Queue)
            }
            ConsultTarget::Unsupported { .. } => None,
        }
    }

    /// An agent's name as it is searched.
    pub fn forms(&self, agent: &AgentId) -> Option<&Forms> {
        self.searched.get(*self.agents.get(agent)?)
    }

    /// The same of a queue.
    pub fn forms_of_queue(&self, queue: &QueueId, language: Language) -> Option<&Forms> {
        let found = self.queues.get(queue)?;
        Some(match language {
            Language::De => &found.de,
            Language::En => &found.en,
        })
    }

    pub fn queue<'a>(&'a self, queue: &'a QueueId, language: Language) -> &'a str {
        self.queues.get(queue).map_or(queue.as_str(), |found| found.name.in_language(language))
    }

    pub fn disposition<'a>(&'a self, disposition: &'a DispositionId, language: Language) -> &'a str {
        self.dispositions.get(disposition).map_or(disposition.as_str(), |words| words.in_language(language))
    }
}

impl Naming for Names {
    fn party<'a>(&'a self, party: &'a Party, contact: &'a str) -> PartyShown<'a> {
        let (name, role) = match party {
            Party::Contact => (contact, None),
            Party::Agent { agent } => (self.agent(agent), None),
            Party::Expert { expert: _, name, sponsor } => {
                (or_dash(name), Some(phrases::party_expert(self.agent(sponsor))))
            }
            Party::Supervisor { agent } => (self.agent(agent), Some(phrases::party_supervisor())),
            Party::Unsupported { .. } => (NOBODY_KNOWN, Some(phrases::party_unsupported())),
        };
        PartyShown { name, role }
    }

    /// The id takes the place of the name of somebody who is not listed.
    fn agent<'a>(&'a self, agent: &'a AgentId) -> &'a str {
        self.listed(agent).map_or(agent.as_str(), |found| &found.name)
    }

    fn target<'a>(&'a self, target: &'a ConsultTarget, language: Language) -> &'a str {
        match target {
            ConsultTarget::Agent { agent } => self.agent(agent),
            ConsultTarget::Queue { queue } => self.queue(queue, language),
            ConsultTarget::Unsupported { .. } => NOBODY_KNOWN,
        }
    }
}

/// The dash that takes the place of a name without any letter.
fn or_dash(name: &str) -> &str {
    if name.trim().is_empty() { NOBODY_KNOWN } else { name }
}

/// First letters of the first and the last word.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The same with umlauts written out: "Köhler" is found as "koehler" too.
pub(crate) fn written_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            c => out.push(c),
        }
    }
    folded(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_marks() {
        assert_eq!(folded("Aylin ŞAHİN"), "aylin sahin");
        assert_eq!(folded("Łukasz Groß"), "lukasz gross");
        assert_eq!(written_out("Köhler"), "koehler");
        assert_eq!(folded("Renée d’Angelo‑Weiß"), "renee d'angelo-weiss");
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Martin Hoffmann"), "MH");
        assert_eq!(initials("  anna maria von Ölm "), "AÖ");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials("…"), "");
    }
}
