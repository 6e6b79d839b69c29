//! Whom an agent asks often: the favourites that it has made, and those that it asked last. Both are kept on this desktop,
//! for each agent by itself.

use konsil_protocol::domain::{AgentId, ConsultTarget};

use crate::boundary::effect::{Effect, Favourite, KeptTargets};
use crate::session::identity::Identity;

/// Targets that are remembered.
const MAX_RECENT: usize = 10;
/// More favourites than anybody looks through.
const MAX_FAVOURITES: usize = 200;
/// Characters of a category's name.
const MAX_CATEGORY: usize = 60;

#[derive(Debug, Default)]
pub(crate) struct OwnTargets {
    favourites: Vec<Favourite>,
    /// Newest first.
    recent: Vec<ConsultTarget>,
}

impl OwnTargets {
    /// `former`: what a program kept that did not tell one agent's from another's.
    pub fn restore(&mut self, kept: Option<KeptTargets>, former: Vec<ConsultTarget>) {
        let (favourites, recent) = kept.map_or((Vec::new(), former), |kept| (kept.favourites, kept.recent));
        self.favourites = favourites;
        self.recent = recent;
    }

    /// In the order in which they were made.
    pub fn favourites(&self) -> &[Favourite] {
        &self.favourites
    }

    pub fn favourite(&self, target: &ConsultTarget) -> Option<&Favourite> {
        self.favourites.iter().find(|favourite| favourite.target.is_same_as(target))
    }

    pub fn recent(&self) -> &[ConsultTarget] {
        &self.recent
    }

    /// The newest takes the place of the one before.
    pub fn remember(&mut self, target: ConsultTarget, identity: &Identity) -> Option<Effect> {
        self.recent.retain(|known| !known.is_same_as(&target));
        self.recent.insert(0, target);
        self.recent.truncate(MAX_RECENT);
        self.saved(identity)
    }

    /// Makes a favourite, or puts it into another category. `name`: by which it is shown once it is listed no more.
    pub fn favour(
        &mut self,
        target: ConsultTarget,
        name: String,
        category: &str,
        identity: &Identity,
    ) -> Option<Effect> {
        let category = self.category(category);
        if let Some(known) = self.favourites.iter_mut().find(|known| known.target.is_same_as(&target)) {
            known.category = category;
        } else if self.favourites.len() < MAX_FAVOURITES {
            self.favourites.push(Favourite { target, name, category });
        } else {
            return None;
        }
        self.saved(identity)
    }

    pub fn disfavour(&mut self, target: &ConsultTarget, identity: &Identity) -> Option<Effect> {
        self.favourites.retain(|known| !known.target.is_same_as(target));
        self.saved(identity)
    }

    /// To the name of another category: both become one. To nothing: what was in it is in none.
    pub fn rename_category(&mut self, from: &str, to: &str, identity: &Identity) -> Option<Effect> {
        // Another way to write its own name is no other category.
        let to = if to.to_lowercase() == from.to_lowercase() { tidy(to) } else { self.category(to) };
        for favourite in self.favourites.iter_mut().filter(|favourite| favourite.category == from) {
            favourite.category.clone_from(&to);
        }
        self.saved(identity)
    }

    /// As it is written already, if it is there.
    fn category(&self, typed: &str) -> String {
        let typed = tidy(typed);
        let same = |known: &&Favourite| known.category.to_lowercase() == typed.to_lowercase();
        self.favourites.iter().find(same).map_or(typed, |known| known.category.clone())
    }

    fn saved(&self, identity: &Identity) -> Option<Effect> {
        let agent: AgentId = identity.agent()?.clone();
        let server = identity.server().to_owned();
        let (favourites, recent) = (self.favourites.clone(), self.recent.clone());
        Some(Effect::SaveTargets { targets: KeptTargets { agent, server, favourites, recent } })
    }
}

/// One line, not too long.
fn tidy(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().take(MAX_CATEGORY).collect::<String>().trim_end().to_owned()
}
