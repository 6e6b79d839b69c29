//! Texts of the agent: in the composer, on their way, and those that came back. A text belongs to the thread in which
//! it was written, for ever.

use konsil_protocol::domain::{CaseId, Command, CommandId, Refusal, Thread};

use crate::boundary::effect::{Effect, KeptContact, KeptDraft};
use crate::boundary::input::Draft;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::boundary::window::WindowId;
use crate::chats::case::Part;
use crate::desk::{Desk, Link};
use crate::pending::acts::not_too_long;
use crate::thread::log::{KeptAs, Local, LocalState, Overtaken};

impl Desk {
    pub(crate) fn may_write(&self, id: &CaseId, thread: &Thread) -> Result<(), Phrase> {
        match self.cases.get(id) {
            Some(case) if case.can_write(thread) => Ok(()),
            Some(case) if case.part == Part::Gone => Err(phrases::not_sent_chat_gone()),
            Some(_) => Err(self.refusal(&Refusal::AlreadyEnded)),
            None => Err(self.refusal(&Refusal::NoSuchCase)),
        }
    }

    /// The text goes into the outbox of its thread before the window says "sending". What cannot go out stays in the
    /// composer, or (when its thread has become read-only meanwhile) stands there as not sent.
    pub(crate) fn send(
        &mut self,
        window: WindowId,
        id: CaseId,
        thread: Thread,
        text: String,
        moment: &Moment,
        effects: &mut Vec<Effect>,
    ) {
        if text.trim().is_empty() || !self.cases.contains_key(&id) {
            return;
        }
        if let Err(why) = not_too_long(Some(&text)) {
            self.set_draft(id.clone(), thread.clone(), at_end(text), effects);
            self.windows.compose(&id, &thread);
            self.windows.toast(window, why);
            return;
        }
        let refused = self.may_write(&id, &thread).err();
        let command = Command::SendMessage { case: id.clone(), thread: thread.clone(), text: text.clone() };
        self.keep_contact(&id, effects);
        let state = match (&refused, &self.link) {
            (Some(why), _) => LocalState::NotSent { why: why.clone() },
            (None, Link::Online) => LocalState::Sending,
            (None, Link::Connecting | Link::Offline { .. } | Link::Elsewhere) => LocalState::Queued,
        };
        let kept = if refused.is_none() { KeptAs::Outbox } else { KeptAs::Draft };
        if refused.is_none() {
            self.enqueue(window, command, moment, effects);
            self.set_draft(id.clone(), thread.clone(), Draft::default(), effects);
        } else {
            self.set_draft(id.clone(), thread.clone(), at_end(text.clone()), effects);
            self.drafts.remove(&(id.clone(), thread.clone()));
        }
        self.tour.sent(&thread);
        let local = Local { id: moment.id.clone(), text, at: moment.now, state, kept, overtaken: Overtaken::No };
        self.add_local(&id, &thread, local);
        self.told_typing = None;
    }

    pub(crate) fn add_local(&mut self, id: &CaseId, thread: &Thread, local: Local) {
        let Some(case) = self.cases.get_mut(id) else { return };
        let (log, reader) = case.log_and_reader(thread, &self.people);
        let lines = log.add_local(local, &reader);
        self.windows.lines(id, thread, vec![lines]);
    }

    fn take_local(&mut self, id: &CaseId, thread: &Thread, message: &CommandId) -> Option<Local> {
        let (local, lines) = self.cases.get_mut(id)?.log(thread).take_local(message)?;
        self.windows.lines(id, thread, vec![lines]);
        Some(local)
    }

    fn is_unsent(&self, id: &CaseId, thread: &Thread, message: &CommandId) -> bool {
        let log = self.cases.get(id).and_then(|case| case.threads.get(thread));
        log.is_some_and(|log| log.locals().iter().any(|local| &local.id == message && !local.state.is_under_way()))
    }

    pub(crate) fn take_back(
        &mut self,
        window: WindowId,
        id: &CaseId,
        thread: &Thread,
        message: &CommandId,
        effects: &mut Vec<Effect>,
    ) {
        if !self.is_unsent(id, thread, message) {
            return;
        }
        if let Err(why) = self.may_write(id, thread) {
            self.windows.toast(window, why);
            return;
        }
        let Some(local) = self.take_local(id, thread, message) else { return };
        let place = (id.clone(), thread.clone());
        let text = match self.drafts.get(&place) {
            Some(draft) if !draft.text.trim().is_empty() => format!("{}\n{}", local.text, draft.text),
            Some(_) | None => local.text,
        };
        self.set_draft(place.0, place.1, at_end(text), effects);
        self.windows.compose(id, thread);
        // One that was kept as a draft has just been kept as one again.
        if local.kept == KeptAs::Outbox {
            effects.push(Effect::Discard { id: local.id });
        }
    }

    pub(crate) fn send_again(
        &mut self,
        window: WindowId,
        id: &CaseId,
        thread: &Thread,
        message: &CommandId,
        moment: &Moment,
        effects: &mut Vec<Effect>,
    ) {
        if !self.is_unsent(id, thread, message) {
            return;
        }
        if let Err(why) = self.may_write(id, thread) {
            self.windows.toast(window, why);
            return;
        }
        let Some(local) = self.take_local(id, thread, message) else { return };
        let command = Command::SendMessage { case: id.clone(), thread: thread.clone(), text: local.text.clone() };
        self.enqueue(window, command, moment, effects);
        self.forget_kept(id, thread, &local, effects);
        let state = if self.link == Link::Online { LocalState::Sending } else { LocalState::Queued };
        let again = Local {
            id: moment.id.clone(),
            at: moment.now,
            state,
            kept: KeptAs::Outbox,
            overtaken: Overtaken::No,
            ..local
        };
        self.add_local(id, thread, again);
    }

    pub(crate) fn discard(&mut self, id: &CaseId, thread: &Thread, message: &CommandId, effects: &mut Vec<Effect>) {
        if !self.is_unsent(id, thread, message) {
            return;
        }
        let Some(local) = self.take_local(id, thread, message) else { return };
        self.forget_kept(id, thread, &local, effects);
        if self.cases.get(id).is_some_and(|case| case.part == Part::Gone && !case.has_texts()) {
            self.cases.remove(id);
            self.forget_contact(id, effects);
        }
    }

    /// Off the disk. What stands in the composer now is kept in the same place and stays.
    fn forget_kept(&self, id: &CaseId, thread: &Thread, local: &Local, effects: &mut Vec<Effect>) {
        match local.kept {
            KeptAs::Outbox => effects.push(Effect::Discard { id: local.id.clone() }),
            KeptAs::Draft if self.drafts.contains_key(&(id.clone(), thread.clone())) => {}
            KeptAs::Draft => effects.push(Effect::SaveDraft { case: id.clone(), thread: thread.clone(), draft: None }),
        }
    }

    pub(crate) fn set_draft(&mut self, case: CaseId, thread: Thread, draft: Draft, effects: &mut Vec<Effect>) {
        let Some(agent) = self.people.me.clone() else { return };
        let place = (case.clone(), thread.clone());
        let kept = if draft.text.is_empty() {
            if self.drafts.remove(&place).is_none() {
                return;
            }
            None
        } else {
            if self.drafts.get(&place) == Some(&draft) {
                return;
            }
            self.keep_contact(&case, effects);
            self.drafts.insert(place, draft.clone());
            Some(KeptDraft { agent, server: self.account_server().to_owned(), draft })
        };
        effects.push(Effect::SaveDraft { case, thread, draft: kept });
    }

    /// What stood in the composer of a thread that the agent has closed.
    pub(crate) fn forget_draft(&mut self, case: &CaseId, thread: &Thread, effects: &mut Vec<Effect>) {
        if self.drafts.remove(&(case.clone(), thread.clone())).is_some() {
            effects.push(Effect::SaveDraft { case: case.clone(), thread: thread.clone(), draft: None });
        }
    }

    pub(crate) fn forget_drafts(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        let places: Vec<_> = self.drafts.keys().filter(|(case, _)| case == id).cloned().collect();
        for (case, thread) in places {
            self.drafts.remove(&(case.clone(), thread.clone()));
            effects.push(Effect::SaveDraft { case, thread, draft: None });
        }
        self.forget_contact(id, effects);
    }

    /// A text is kept for this chat: its contact's name with it, for the case that the chat is gone when it is read.
    fn keep_contact(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        let Some(case) = self.cases.get(id) else { return };
        if self.contacts.contains_key(id) {
            return;
        }
        let contact = KeptContact { name: case.view.contact.name.clone(), queue: case.view.queue.clone() };
        self.contacts.insert(id.clone(), contact);
        effects.push(Effect::SaveContacts { contacts: self.contacts.clone() });
    }

    fn forget_contact(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        if self.contacts.remove(id).is_some() {
            effects.push(Effect::SaveContacts { contacts: self.contacts.clone() });
        }
    }
}

/// A draft with the caret behind it.
pub(crate) fn at_end(text: String) -> Draft {
    let end = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    Draft { text, start: end, end }
}
