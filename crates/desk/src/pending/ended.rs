//! Words that lose their place: the thread ends under the agent's hands, the part in the chat is over, or what they were
//! written for is refused. They come back as "not sent" where they were written, and never go anywhere else by themselves.

use konsil_protocol::domain::{CaseId, CaseView, CommandId, ConsultationEnd, Thread, ThreadRef};

use super::work::{AgentWork, Context, Outcome};
use crate::boundary::effect::Effect;
use crate::boundary::input::{Draft, Purpose};
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::chats::case::{ReadOnly, can_write};
use crate::chats::conversation::WordsFor;
use crate::texts::drafts::at_end;
use crate::thread::local::{Addressed, KeptAs, Local, LocalState, Overtaken};

impl AgentWork {
    /// # Errors
    /// Why nothing can be written there.
    pub fn may_write(&self, thread: &ThreadRef) -> Result<(), Phrase> {
        self.chats.may_write(thread).map_err(|why| self.read_only(&why))
    }

    /// Why nothing can be written somewhere, in words.
    pub fn read_only(&self, why: &ReadOnly) -> Phrase {
        match why {
            ReadOnly::Refused(refusal) => self.refusal(refusal),
            ReadOnly::Over(ConsultationEnd::BecameConference) => phrases::not_sent_became_conference(),
            ReadOnly::Over(
                ConsultationEnd::ByAgent
                | ConsultationEnd::SessionEnded
                | ConsultationEnd::Transferred
                | ConsultationEnd::Unsupported,
            ) => phrases::not_sent_consultation_over(),
            ReadOnly::Gone => phrases::not_sent_chat_gone(),
        }
    }

    /// What the centre says of a chat now. What stands in a composer that is not there any more was not sent.
    pub fn on_view(&mut self, view: CaseView, moment: &mut Moment, context: Context) -> Outcome {
        let case = view.case.clone();
        let ends = |thread: &&ThreadRef| thread.case == case && !can_write(&view, &thread.thread);
        let ended: Vec<_> = if self.chats.case(&case).is_some_and(|found| found.is_news(&view)) {
            self.texts.drafted_threads().filter(ends).cloned().collect()
        } else {
            Vec::new()
        };
        // A consultation that is not named any more keeps its place for the texts in it: they have to be there before.
        let placed: Vec<_> = ended.iter().filter_map(|thread| self.make_unsent(thread, moment, context)).collect();
        let show = self.chats.on_view(view, self.identity.agent(), context.now);
        for (thread, id) in placed {
            let why = self.may_write(&thread).err().unwrap_or_else(phrases::not_sent_chat_gone);
            self.set_text(&thread, &id, LocalState::NotSent { why }, context);
        }
        for (words, text) in self.chats.take_words(&case) {
            self.words_unsent(&case, words, text, moment, context);
        }
        Outcome { show, ..Outcome::default() }
    }

    /// What stands in a composer now.
    pub fn draft(&mut self, thread: ThreadRef, draft: Draft, moment: &mut Moment, context: Context) -> Vec<Effect> {
        match self.may_write(&thread) {
            Err(why) if self.chats.contains(&thread.case) && !draft.text.trim().is_empty() => {
                self.keep_unsent(&thread, draft.text, why, moment, context)
            }
            Ok(()) | Err(_) => self.set_draft(thread, draft),
        }
    }

    /// Every case has arrived: what was in composers that are not there is shown as not sent.
    pub fn end_drafts(&mut self, moment: &mut Moment, context: Context) {
        let drafted: Vec<_> = self.texts.drafted_threads().cloned().collect();
        for thread in drafted {
            if self.chats.may_write(&thread).is_err() {
                self.make_unsent(&thread, moment, context);
            }
        }
    }

    /// The text of a composer in a thread that is read-only: it is kept as the draft that it was, and shown as not sent.
    pub(super) fn keep_unsent(
        &mut self,
        thread: &ThreadRef,
        text: String,
        why: Phrase,
        moment: &mut Moment,
        context: Context,
    ) -> Vec<Effect> {
        let (place, addressed) = self.chats.place_of(thread);
        // What is typed until the composer is gone belongs to what came back from it.
        let kept = KeptAs::Draft { of: thread.thread.clone() };
        let former = self.chats.take_same(&place, |local| local.kept == kept);
        let text = after(former, text);
        let effects = self.set_draft(thread.clone(), at_end(text.clone()));
        self.texts.take_draft(thread);
        self.texts.compose(thread);
        let state = LocalState::NotSent { why };
        let (id, at, content) = (moment.id(), context.now, text.into());
        let local = Local { id, content, at, state, kept, addressed, overtaken: Overtaken::No };
        self.chats.add_local(self.identity.people(context.language), &place, local);
        effects
    }

    /// A draft that is on disk becomes a text that was not sent; there it stays as it is.
    fn make_unsent(
        &mut self,
        thread: &ThreadRef,
        moment: &mut Moment,
        context: Context,
    ) -> Option<(ThreadRef, CommandId)> {
        let draft = self.texts.take_draft(thread)?;
        self.texts.compose(thread);
        self.chats.keep_place(&thread.case, self.texts.contact(&thread.case), context.now);
        let why = self.may_write(thread).err().unwrap_or_else(phrases::not_sent_chat_gone);
        let (place, addressed) = self.chats.place_of(thread);
        let (id, at, content) = (moment.id(), context.now, draft.text.into());
        let kept = KeptAs::Draft { of: thread.thread.clone() };
        let state = LocalState::NotSent { why };
        let local = Local { id: id.clone(), content, at, state, kept, addressed, overtaken: Overtaken::No };
        self.chats.add_local(self.identity.people(context.language), &place, local);
        Some((place, id))
    }

    /// The chat was taken away while something was in its composers, or written for somebody: that is kept as not sent.
    pub fn drafts_become_unsent(&mut self, case: &CaseId, moment: &mut Moment, context: Context) {
        let drafted: Vec<_> = self.texts.drafted_threads().filter(|thread| &thread.case == case).cloned().collect();
        for thread in drafted {
            if let Some((place, id)) = self.make_unsent(&thread, moment, context) {
                self.set_text(&place, &id, LocalState::NotSent { why: phrases::not_sent_chat_gone() }, context);
            }
        }
        for (words, text) in self.chats.take_all_words(case) {
            self.words_unsent(case, words, text, moment, context);
        }
    }

    /// What is written for the next whom the agent asks.
    pub fn set_words(
        &mut self,
        case: &CaseId,
        purpose: Purpose,
        text: String,
        moment: &mut Moment,
        context: Context,
    ) -> Option<Effect> {
        let words = WordsFor::of(purpose.kind())?;
        if text.trim().is_empty() || self.chats.may_give(case, words) {
            let contact = self.texts.keep_contact(case, self.chats.get(case));
            self.chats.set_words(case, words, text);
            return contact;
        }
        self.words_unsent(case, words, text, moment, context);
        None
    }

    /// Words that were written for the next whom the agent asks, and can be given to nobody: they are shown in the chat.
    pub(super) fn words_unsent(
        &mut self,
        case: &CaseId,
        words: WordsFor,
        text: String,
        moment: &mut Moment,
        context: Context,
    ) {
        let kept = KeptAs::Words { of: words.purpose() };
        self.came_back(case, text, (kept, meant_for(words)), moment, context);
    }

    /// Something that was written beside the threads of a chat is shown in it, kept so, and for that reason.
    pub(super) fn came_back(
        &mut self,
        case: &CaseId,
        text: String,
        (kept, why): (KeptAs, Phrase),
        moment: &mut Moment,
        context: Context,
    ) {
        self.chats.keep_place(case, self.texts.contact(case), context.now);
        let place = ThreadRef { case: case.clone(), thread: Thread::Main };
        let state = LocalState::NotSent { why };
        let text = after(self.chats.take_same(&place, |local| local.state == state), text);
        let (id, at, content) = (moment.id(), context.now, text.into());
        let addressed = Addressed::Elsewhere;
        let local = Local { id, content, at, state, kept, addressed, overtaken: Overtaken::No };
        self.chats.add_local(self.identity.people(context.language), &place, local);
    }

    /// After each event: what is written for the next whom the agent asks outlives the program as it is now.
    pub fn keep_words(&mut self) -> Option<Effect> {
        self.texts.keep_words(&self.identity, self.chats.kept_words())
    }
}

fn meant_for(words: WordsFor) -> Phrase {
    match words {
        WordsFor::Consultation => phrases::not_sent_question(),
        WordsFor::Transfer => phrases::not_sent_handover_note(),
    }
}

/// A text after what came back before it: mostly the same with a few letters more.
fn after(former: Option<Local>, text: String) -> String {
    match former {
        Some(former) if !text.starts_with(former.content.text()) => format!("{}\n{text}", former.content.text()),
        Some(_) | None => text,
    }
}
