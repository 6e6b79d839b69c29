//! Which of the practice contacts an agent has talked to: a colleague to whom such a contact is offered takes it, since
//! the learner has handed it over to the queue.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

#[derive(Debug, Default)]
pub(crate) struct Served(Mutex<BTreeSet<String>>);

impl Served {
    pub(crate) fn insert(&self, first_words: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(first_words.to_owned());
    }

    pub(crate) fn remove(&self, first_words: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(first_words);
    }

    pub(crate) fn has(&self, first_words: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(first_words)
    }
}
