//! Texts of mine among the chats: where they may be written, and those that are not entries (yet).

use konsil_protocol::domain::{BackendRequest, CaseId, CommandId, Refusal, Signal, Thread, ThreadRef, Timestamp};

use super::case::ReadOnly;
use super::chat::Chat;
use super::collection::Chats;
use crate::boundary::effect::Effect;
use crate::people::who::People;
use crate::thread::local::{Addressed, KeptAs, Local, LocalState};

impl Chats {
    /// # Errors
    /// Why nothing can be written there.
    pub fn may_write(&self, thread: &ThreadRef) -> Result<(), ReadOnly> {
        match self.chats.get(&thread.case) {
            Some(Chat::Case(case)) if case.can_write(&thread.thread) => Ok(()),
            Some(Chat::Case(case)) => Err(case.why_read_only(&thread.thread)),
            Some(Chat::Kept(_)) => Err(ReadOnly::Gone),
            None => Err(ReadOnly::Refused(Refusal::NoSuchCase)),
        }
    }

    pub fn say_typing(&mut self, signal: Signal, now: Timestamp) -> Option<Effect> {
        let Signal::Typing { thread } = &signal;
        self.may_write(thread).ok()?;
        self.typing.say(signal, now).map(|signal| Effect::Request(BackendRequest::Signal(signal)))
    }

    /// My text was sent: I am not typing any more.
    pub fn sent(&mut self, thread: &ThreadRef) {
        self.typing.sent(thread);
    }

    /// Where a text of this thread can be seen: there, or, if that thread is not here, in the chat itself.
    pub fn place_of(&self, thread: &ThreadRef) -> (ThreadRef, Addressed) {
        let there = self.get(&thread.case).is_some_and(|chat| chat.has_thread(&thread.thread));
        if there || thread.thread == Thread::Main {
            (thread.clone(), Addressed::Here)
        } else {
            (ThreadRef::main(thread.case.clone()), Addressed::Elsewhere)
        }
    }

    pub fn add_local(&mut self, people: People<'_>, thread: &ThreadRef, local: Local) {
        let Some(chat) = self.chats.get_mut(&thread.case) else { return };
        let (log, reader) = chat.log_and_reader(&thread.thread, people);
        let lines = log.add_local(local, &reader);
        self.changed(thread, vec![lines]);
    }

    pub fn set_local(&mut self, people: People<'_>, thread: &ThreadRef, message: &CommandId, state: LocalState) {
        let Some(chat) = self.chats.get_mut(&thread.case) else { return };
        let (log, reader) = chat.log_and_reader(&thread.thread, people);
        let lines = log.set_local(message, state, &reader).into_iter().collect();
        self.changed(thread, lines);
    }

    /// Takes an unsent text out of its thread; none if there is no such text.
    pub fn take_unsent(&mut self, thread: &ThreadRef, message: &CommandId) -> Option<Local> {
        self.unsent(thread, message)?;
        let log = self.chats.get_mut(&thread.case)?.conversation_mut().threads.get_mut(&thread.thread)?;
        let (local, lines) = log.take_local(message)?;
        self.changed(thread, vec![lines]);
        Some(local)
    }

    pub fn unsent(&self, thread: &ThreadRef, message: &CommandId) -> Option<&Local> {
        let mut locals = self.thread(thread)?.locals().iter();
        locals.find(|local| &local.id == message && !local.state.is_under_way())
    }

    /// Takes out what came back here from the same place, or for the same reason.
    pub fn take_same(&mut self, thread: &ThreadRef, same: impl Fn(&Local) -> bool) -> Option<Local> {
        let came_back = |local: &&Local| !local.state.is_under_way() && same(local);
        let id = self.thread(thread)?.locals().iter().find(came_back)?.id.clone();
        self.take_unsent(thread, &id)
    }

    /// My texts that these pick, with their places.
    pub fn texts(&self, which: impl Fn(&Local) -> bool) -> Vec<(ThreadRef, CommandId)> {
        let mut found = Vec::new();
        for (id, chat) in &self.chats {
            for (thread, log) in chat.conversation().threads() {
                for local in log.locals().iter().filter(|local| which(local)) {
                    found.push((ThreadRef { case: id.clone(), thread: thread.clone() }, local.id.clone()));
                }
            }
        }
        found
    }

    /// Takes out what came back in this chat and never went out: what was a draft, or meant for somebody.
    pub fn take_never_sent(&mut self, case: &CaseId, which: impl Fn(&Thread) -> bool) -> Vec<Local> {
        let found = self.texts(|local| match local.kept {
            KeptAs::Outbox => false,
            KeptAs::Draft { .. } | KeptAs::Words { .. } | KeptAs::Memory => true,
        });
        let here = found.into_iter().filter(|(thread, _)| &thread.case == case && which(&thread.thread));
        here.filter_map(|(thread, id)| self.take_unsent(&thread, &id)).collect()
    }
}
