//! Texts that were found on disk before their case has arrived.

use konsil_protocol::domain::{Command, CommandId, ThreadRef};

use super::drafts::{Texts, Unplaced};
use crate::boundary::effect::KeptCommand;
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
}
