//! The names that this desktop has from its server. They stay over a lost connection: the server is told which ones they
//! are, and sends them again only if it has others.

use std::sync::Arc;

use konsil_protocol::domain::{Directory, Listing};

use crate::line::Incoming;

#[derive(Default)]
pub(super) struct Known {
    /// None for those of a server that does not say which ones they are.
    hash: Option<String>,
    names: Option<Arc<Listing>>,
}

/// The server speaks of names that were never sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NeverSent;

impl Known {
    pub(super) fn hash(&self) -> Option<String> {
        self.hash.clone()
    }

    /// # Errors
    /// [`NeverSent`]. From here on nothing is known, so that all of it is sent over the next connection.
    pub(super) fn hear(&mut self, hash: String, names: Option<Listing>) -> Result<Incoming, NeverSent> {
        match names {
            Some(names) => self.names = Some(Arc::new(names)),
            None if self.hash.as_ref() == Some(&hash) => {}
            None => *self = Self::default(),
        }
        let names = self.names.clone().ok_or(NeverSent)?;
        self.hash = Some(hash);
        Ok(Incoming::Names(names))
    }

    /// Names and states in one, from a server of version 1. The names only if they are others than before.
    pub(super) fn hear_former(&mut self, directory: Directory) -> Vec<Incoming> {
        let (names, mine) = directory.parts();
        let mut told = Vec::new();
        if self.names.as_deref() != Some(&names) {
            let names = Arc::new(names);
            self.names = Some(names.clone());
            told.push(Incoming::Names(names));
        }
        self.hash = None;
        told.push(Incoming::Mine(mine));
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(centre: &str) -> Listing {
        Listing { centre: centre.to_owned(), ..Listing::default() }
    }

    #[test]
    fn names_that_are_confirmed_are_told_again_as_they_were() {
        let mut known = Known::default();
        assert_eq!(known.hash(), None);
        let first = known.hear("a".to_owned(), Some(names("Nordlicht"))).unwrap();
        assert_eq!(known.hash().as_deref(), Some("a"));
        assert_eq!(known.hear("a".to_owned(), None), Ok(first));
    }

    #[test]
    fn names_that_were_never_sent_are_asked_for() {
        let mut known = Known::default();
        known.hear("a".to_owned(), Some(names("Nordlicht"))).unwrap();
        assert_eq!(known.hear("b".to_owned(), None), Err(NeverSent));
        assert_eq!(known.hash(), None);
    }

    #[test]
    fn a_former_server_tells_names_with_each_state_and_they_are_told_once() {
        let mut known = Known::default();
        let directory = Directory { centre: "Nordlicht".to_owned(), ..Directory::default() };
        assert_eq!(known.hear_former(directory.clone()).len(), 2);
        assert_eq!(known.hear_former(directory).len(), 1);
        assert_eq!(known.hash(), None, "it would not know what to do with it");
    }
}
