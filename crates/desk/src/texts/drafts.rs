//! Drafts: what is in the composers, and how it is kept on disk. A draft belongs to the thread in which it was written,
//! for ever.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, MAX_TEXT_BYTES, ThreadRef};

use crate::boundary::effect::{Effect, KeptContact, KeptDraft};
use crate::boundary::input::Draft;
use crate::boundary::phrases;
use crate::boundary::view::{Phrase, RequestWords};
use crate::chats::chat::Chat;
use crate::session::identity::Identity;
use crate::thread::local::{KeptAs, Local};

#[derive(Debug, Default)]
pub(crate) struct Texts {
    drafts: BTreeMap<ThreadRef, Draft>,
    /// Whose chats these kept texts were of.
    contacts: BTreeMap<CaseId, KeptContact>,
    /// What was found on disk and whose case has not arrived yet.
    pub(super) unplaced: Vec<Unplaced>,
    /// The same of what was written for the next whom the agent asks.
    pub(super) unplaced_words: BTreeMap<CaseId, RequestWords>,
    /// What is on disk of that; none until it was read.
    pub(super) words_on_disk: Option<BTreeMap<CaseId, RequestWords>>,
    /// Composers whose content was changed from here, for the windows.
    composers: BTreeSet<ThreadRef>,
}

/// A kept message whose case may still arrive.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unplaced {
    pub thread: ThreadRef,
    pub local: Local,
}

impl Texts {
    pub fn draft(&self, thread: &ThreadRef) -> Option<&Draft> {
        self.drafts.get(thread)
    }

    /// Those of a case, the one to the contact first.
    pub fn drafts_of(&self, case: &CaseId) -> impl Iterator<Item = (&ThreadRef, &Draft)> {
        self.drafts.range(ThreadRef::main(case.clone())..).take_while(move |(thread, _)| &thread.case == case)
    }

    pub fn has_drafts(&self) -> bool {
        !self.drafts.is_empty()
    }

    /// Drafts, and texts that have no place yet.
    pub fn count(&self) -> usize {
        self.drafts.len() + self.unplaced.len()
    }

    pub fn contact(&self, case: &CaseId) -> Option<&KeptContact> {
        self.contacts.get(case)
    }

    /// Threads with a draft.
    pub fn drafted_threads(&self) -> impl Iterator<Item = &ThreadRef> {
        self.drafts.keys()
    }

    pub fn restore_contacts(&mut self, contacts: BTreeMap<CaseId, KeptContact>) {
        self.contacts = contacts;
    }

    pub fn restore_draft(&mut self, thread: ThreadRef, draft: Draft) {
        self.drafts.insert(thread, draft);
    }

    /// The composer holds this now. `chat`: the one it is of, if it is here.
    pub fn set_draft(
        &mut self,
        identity: &Identity,
        chat: Option<&Chat>,
        thread: ThreadRef,
        draft: Draft,
    ) -> Vec<Effect> {
        let Some(agent) = identity.agent().cloned() else { return Vec::new() };
        if draft.text.is_empty() {
            let former = self.drafts.remove(&thread);
            return former.map(|_| Effect::SaveDraft { thread, draft: None }).into_iter().collect();
        }
        if self.drafts.get(&thread) == Some(&draft) {
            return Vec::new();
        }
        let contact = self.keep_contact(&thread.case, chat);
        self.drafts.insert(thread.clone(), draft.clone());
        let kept = KeptDraft { agent, server: identity.server().to_owned(), draft };
        contact.into_iter().chain([Effect::SaveDraft { thread, draft: Some(kept) }]).collect()
    }

    /// The draft is another thing now (a text that was not sent); on disk it stays where it is.
    pub fn take_draft(&mut self, thread: &ThreadRef) -> Option<Draft> {
        self.drafts.remove(thread)
    }

    /// All drafts of a chat, likewise.
    pub fn take_drafts(&mut self, case: &CaseId) -> Vec<(ThreadRef, Draft)> {
        self.drafts.extract_if(.., |thread, _| thread.case == *case).collect()
    }

    /// What was in the composer of a thread that the agent has closed.
    pub fn forget_draft(&mut self, thread: &ThreadRef) -> Option<Effect> {
        self.take_draft(thread)?;
        Some(Effect::SaveDraft { thread: thread.clone(), draft: None })
    }

    /// Everything that is kept for a chat that the agent has closed.
    pub fn forget_drafts(&mut self, case: &CaseId) -> Vec<Effect> {
        let drafts = self.take_drafts(case).into_iter();
        let mut effects: Vec<_> = drafts.map(|(thread, _)| Effect::SaveDraft { thread, draft: None }).collect();
        effects.extend(self.forget_contact(case));
        effects
    }

    /// Takes a text off the disk. What is in the composer now is kept in the same place and stays.
    pub fn forget_kept(&self, case: &CaseId, local: &Local) -> Option<Effect> {
        match &local.kept {
            KeptAs::Outbox => Some(Effect::Discard { id: local.id.clone() }),
            // What is kept of those is compared after each event: see `keep_words`.
            KeptAs::Words { .. } | KeptAs::Memory => None,
            KeptAs::Draft { of } => {
                let thread = ThreadRef { case: case.clone(), thread: of.clone() };
                self.draft(&thread).is_none().then_some(Effect::SaveDraft { thread, draft: None })
            }
        }
    }

    /// A text is kept for this chat: its contact's name with it, for the case that the chat is gone when it is read.
    pub fn keep_contact(&mut self, case: &CaseId, chat: Option<&Chat>) -> Option<Effect> {
        if self.contacts.contains_key(case) {
            return None;
        }
        let chat = chat?;
        let queue = match chat {
            Chat::Case(found) => found.view().queue.clone(),
            Chat::Kept(kept) => kept.queue()?.clone(),
        };
        self.contacts.insert(case.clone(), KeptContact { name: chat.contact().to_owned(), queue });
        Some(Effect::SaveContacts { contacts: self.contacts.clone() })
    }

    pub fn forget_contact(&mut self, case: &CaseId) -> Option<Effect> {
        self.contacts.remove(case)?;
        Some(Effect::SaveContacts { contacts: self.contacts.clone() })
    }

    /// The window that shows this composer gets its content anew.
    pub fn compose(&mut self, thread: &ThreadRef) {
        self.composers.insert(thread.clone());
    }

    pub fn take_composers(&mut self) -> BTreeSet<ThreadRef> {
        std::mem::take(&mut self.composers)
    }
}

/// A draft with the caret behind it.
pub(crate) fn at_end(text: String) -> Draft {
    let end = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    Draft { text, start: end, end }
}

/// # Errors
/// The text is longer than any backend takes.
pub(crate) fn not_too_long(text: Option<&str>) -> Result<(), Phrase> {
    if text.is_some_and(|text| text.len() > MAX_TEXT_BYTES) {
        return Err(phrases::refusal_text_too_long());
    }
    Ok(())
}
