//! Texts that were found on disk before their case has arrived.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, Command, CommandId, ThreadRef};

use super::drafts::{Texts, Unplaced};
use crate::boundary::effect::{Effect, KeptCommand, KeptWords};
use crate::boundary::view::RequestWords;
use crate::session::identity::Identity;
use crate::thread::local::{Addressed, KeptAs, Local, LocalState, Overtaken};

impl Texts {
    /// Only messages have a line; the other durable commands show in what they change.
    pub fn keep_unplaced(&mut self, command: KeptCommand, state: LocalState) {
        if let Command::SendMessage { case, thread, content } = command.command {
            let (id, at) = (command.id, command.at);
            let local = Local {
                id,
                content,
                at,
                state,
                kept: KeptAs::Outbox,
                addressed: Addressed::Here,
                overtaken: Overtaken::No,
            };
            self.unplaced.push(Unplaced { thread: ThreadRef { case, thread }, local });
        }
    }

    /// It was taken: nothing is left to be placed.
    pub fn unplaced_accepted(&mut self, id: &CommandId) {
        self.unplaced.retain(|unplaced| &unplaced.local.id != id);
    }

    pub fn set_unplaced(&mut self, id: &CommandId, state: LocalState) {
        if let Some(unplaced) = self.unplaced.iter_mut().find(|unplaced| &unplaced.local.id == id) {
            unplaced.local.state = state;
        }
    }

    /// Every case has arrived: each text finds its place now.
    pub fn take_unplaced(&mut self) -> Vec<Unplaced> {
        std::mem::take(&mut self.unplaced)
    }

    /// What was found on disk of what is written for the next whom the agent asks.
    pub fn restore_words(&mut self, words: BTreeMap<CaseId, RequestWords>) {
        self.unplaced_words.clone_from(&words);
        self.words_on_disk = Some(words);
    }

    /// Every case has arrived: they find their places now.
    pub fn take_unplaced_words(&mut self) -> BTreeMap<CaseId, RequestWords> {
        std::mem::take(&mut self.unplaced_words)
    }

    /// Keeps what is written now, if that is another thing than what is on disk. Before that was read, nothing is kept: it
    /// would be lost.
    pub fn keep_words(&mut self, identity: &Identity, mut cases: BTreeMap<CaseId, RequestWords>) -> Option<Effect> {
        let agent = identity.agent()?.clone();
        for (case, words) in &self.unplaced_words {
            cases.entry(case.clone()).or_insert_with(|| words.clone());
        }
        let on_disk = self.words_on_disk.as_mut()?;
        if *on_disk == cases {
            return None;
        }
        on_disk.clone_from(&cases);
        Some(Effect::SaveWords { words: KeptWords { agent, server: identity.server().to_owned(), cases } })
    }
}
