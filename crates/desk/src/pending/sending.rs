//! Commands on their way out, texts before all: a text goes into the outbox of its thread before the window says
//! "sending".

use konsil_protocol::domain::{BackendRequest, Command, CommandClass, CommandId, MessageContent, Thread, ThreadRef};

use super::commands::PendingCommand;
use super::work::{AgentWork, Context, Outcome};
use crate::boundary::effect::Effect;
use crate::boundary::input::Draft;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::view::{Phrase, TourStep};
use crate::boundary::window::WindowId;
use crate::texts::drafts::{at_end, not_too_long};
use crate::thread::local::{Addressed, KeptAs, Local, LocalState, Overtaken};

impl AgentWork {
    /// Whatever the centre decides on: asked if it may be, and not twice.
    pub fn command(&mut self, window: WindowId, command: Command, moment: &mut Moment, context: Context) -> Outcome {
        if let Command::SendMessage { case, thread, content: MessageContent::Text(text) } = command {
            return self.send(window, &ThreadRef { case, thread }, text, moment, context);
        }
        if self.pending.contains(&command) {
            return Outcome::default();
        }
        if let Err(why) = self.may(&command, context) {
            self.note_unsent(&command, moment, context);
            return Outcome::toast(window, why);
        }
        if let Command::TakeChat { case } = &command {
            self.waiting.tried(case);
        }
        match command.class() {
            CommandClass::Connected => Outcome::of(self.ask(window, command, moment)),
            CommandClass::Durable => Outcome::of([self.enqueue(window, command, moment)]),
        }
    }

    /// Logging out is the centre's to allow.
    pub fn sign_out(&mut self, window: WindowId, command: Command, moment: &mut Moment) -> Vec<Effect> {
        if self.pending.is_signing_out() {
            return Vec::new();
        }
        let id = moment.id();
        self.pending.sign_out(id.clone());
        vec![self.request(window, id, command, moment)]
    }

    fn ask(&mut self, window: WindowId, command: Command, moment: &mut Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        match &command {
            Command::AcceptInvitation { invitation } => {
                if let Some(found) = self.identity.invitation(invitation) {
                    self.chats.accepting(invitation.clone(), found.case.clone());
                }
            }
            Command::WithdrawInvitation { case, invitation } => self.chats.withdraw(case, invitation),
            Command::StartConsultation { case, target, .. }
            | Command::AskConference { case, target }
            | Command::AskTransfer { case, target, .. } => {
                self.chats.forget_offers_to_pick_another(case);
                effects.extend(self.targets.remember(target.clone(), &self.identity));
            }
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::DeclineInvitation { .. }
            | Command::TakeChat { .. }
            | Command::SendMessage { .. }
            | Command::EndConsultation { .. }
            | Command::RemoveParticipant { .. }
            | Command::EndInteraction { .. }
            | Command::MarkDone { .. }
            | Command::SetNote { .. }
            | Command::SetDisposition { .. }
            | Command::SetCaseData { .. } => {}
        }
        let id = moment.id();
        effects.push(self.request(window, id, command, moment));
        effects
    }

    fn request(&mut self, window: WindowId, id: CommandId, command: Command, moment: &Moment) -> Effect {
        self.pending.add(PendingCommand { id: id.clone(), command: command.clone(), at: moment.now, window });
        Effect::Request(BackendRequest::Do { id, command })
    }

    fn enqueue(&mut self, window: WindowId, command: Command, moment: &mut Moment) -> Effect {
        self.enqueue_as(moment.id(), window, command, moment)
    }

    fn enqueue_as(&mut self, id: CommandId, window: WindowId, command: Command, moment: &Moment) -> Effect {
        let at = moment.now;
        self.pending.add(PendingCommand { id: id.clone(), command: command.clone(), at, window });
        Effect::Enqueue { id, command, at }
    }

    /// A note that cannot be taken: what was written comes back in the chat.
    pub(super) fn note_unsent(&mut self, command: &Command, moment: &mut Moment, context: Context) {
        if let Command::SetNote { case, text } = command
            && !text.trim().is_empty()
        {
            self.came_back(case, text.clone(), (KeptAs::Memory, phrases::not_sent_note()), moment, context);
        }
    }

    pub(super) fn set_draft(&mut self, thread: ThreadRef, draft: Draft) -> Vec<Effect> {
        let chat = self.chats.get(&thread.case);
        self.texts.set_draft(&self.identity, chat, thread, draft)
    }

    /// What cannot go out stays in the composer, or (when its thread has become read-only meanwhile) is shown as not sent.
    pub fn send(
        &mut self,
        window: WindowId,
        thread: &ThreadRef,
        text: String,
        moment: &mut Moment,
        context: Context,
    ) -> Outcome {
        let case = &thread.case;
        if text.trim().is_empty() || !self.chats.contains(case) {
            return Outcome::default();
        }
        if let Err(why) = not_too_long(Some(&text)) {
            let effects = self.set_draft(thread.clone(), at_end(text));
            self.texts.compose(thread);
            return Outcome { effects, ..Outcome::toast(window, why) };
        }
        let mut effects: Vec<_> = self.texts.keep_contact(case, self.chats.get(case)).into_iter().collect();
        if let Err(why) = self.may_write(thread) {
            effects.extend(self.keep_unsent(thread, text, why, moment, context));
            self.chats.sent(thread);
            return Outcome::of(effects);
        }
        let id = moment.id();
        let command = Command::SendMessage {
            case: case.clone(),
            thread: thread.thread.clone(),
            content: MessageContent::Text(text.clone()),
        };
        effects.push(self.enqueue_as(id.clone(), window, command, moment));
        effects.extend(self.set_draft(thread.clone(), Draft::default()));
        let (at, state, content) = (moment.now, context.state_of_text(), text.into());
        let (kept, addressed) = (KeptAs::Outbox, Addressed::Here);
        let local = Local { id, content, at, state, kept, addressed, overtaken: Overtaken::No };
        self.chats.add_local(self.identity.people(context.language), thread, local);
        self.chats.sent(thread);
        let steps = (thread.thread == Thread::Main).then_some(TourStep::Answer).into_iter().collect();
        Outcome { steps, ..Outcome::of(effects) }
    }

    /// Why an unsent text does not go out from where it is shown.
    fn sendable(&self, thread: &ThreadRef, message: &CommandId) -> Option<Result<(), Phrase>> {
        let local = self.chats.unsent(thread, message)?;
        Some(match local.addressed {
            Addressed::Here => self.may_write(thread),
            Addressed::Elsewhere => Err(phrases::not_sent_chat_gone()),
        })
    }

    /// An unsent text goes into the composer again.
    pub fn take_back(&mut self, window: WindowId, thread: &ThreadRef, message: &CommandId) -> Outcome {
        match self.sendable(thread, message) {
            Some(Ok(())) => {}
            Some(Err(why)) => return Outcome::toast(window, why),
            None => return Outcome::default(),
        }
        let Some(local) = self.chats.take_unsent(thread, message) else { return Outcome::default() };
        let text = match self.texts.draft(thread) {
            Some(draft) if !draft.text.trim().is_empty() => format!("{}\n{}", local.content.text(), draft.text),
            Some(_) | None => local.content.text().to_owned(),
        };
        let mut effects = self.set_draft(thread.clone(), at_end(text));
        self.texts.compose(thread);
        // One that was kept as a draft has just been kept as one again.
        if local.kept == KeptAs::Outbox {
            effects.push(Effect::Discard { id: local.id });
        }
        Outcome::of(effects)
    }

    /// An unsent text is sent once more, as a new message in the same thread.
    pub fn send_again(
        &mut self,
        window: WindowId,
        thread: &ThreadRef,
        message: &CommandId,
        moment: &mut Moment,
        context: Context,
    ) -> Outcome {
        match self.sendable(thread, message) {
            Some(Ok(())) => {}
            Some(Err(why)) => return Outcome::toast(window, why),
            None => return Outcome::default(),
        }
        let Some(local) = self.chats.take_unsent(thread, message) else { return Outcome::default() };
        let command = Command::SendMessage {
            case: thread.case.clone(),
            thread: thread.thread.clone(),
            content: local.content.clone(),
        };
        let id = moment.id();
        let effects = [self.enqueue_as(id.clone(), window, command, moment)];
        let forgotten = self.texts.forget_kept(&thread.case, &local);
        let (at, state) = (moment.now, context.state_of_text());
        let again = Local { id, at, state, kept: KeptAs::Outbox, overtaken: Overtaken::No, ..local };
        self.chats.add_local(self.identity.people(context.language), thread, again);
        Outcome::of(effects.into_iter().chain(forgotten))
    }

    pub fn discard(&mut self, thread: &ThreadRef, message: &CommandId) -> Vec<Effect> {
        let Some(local) = self.chats.take_unsent(thread, message) else { return Vec::new() };
        let mut effects: Vec<_> = self.texts.forget_kept(&thread.case, &local).into_iter().collect();
        if self.chats.remove_if_empty(&thread.case) {
            effects.extend(self.texts.forget_contact(&thread.case));
        }
        effects
    }

    /// A reply that the agent wrote in a notification. It goes out as if written in its thread; what is in the composer
    /// there stays.
    pub fn reply(
        &mut self,
        window: WindowId,
        thread: &ThreadRef,
        text: String,
        moment: &mut Moment,
        context: Context,
    ) -> Outcome {
        let draft = self.texts.draft(thread).cloned();
        let sent = self.send(window, thread, text, moment, context);
        let restored = draft.map(|draft| self.set_draft(thread.clone(), draft));
        sent.and(Outcome::of(restored.into_iter().flatten()))
    }

    /// Behind what is in the composer already.
    pub fn add_to_draft(&mut self, thread: &ThreadRef, text: &str) -> Vec<Effect> {
        let text = match self.texts.draft(thread) {
            Some(draft) if !draft.text.trim().is_empty() => format!("{}\n{text}", draft.text),
            Some(_) | None => text.to_owned(),
        };
        self.set_draft(thread.clone(), at_end(text))
    }

    /// Nothing can be written there any more, and no composer is shown there: it is a line that was not sent.
    pub fn keep_as_unsent(
        &mut self,
        window: WindowId,
        thread: &ThreadRef,
        text: &str,
        moment: &mut Moment,
        context: Context,
    ) -> Outcome {
        let kept = Outcome::of(self.add_to_draft(thread, text));
        let draft = self.texts.draft(thread).cloned().unwrap_or_default();
        kept.and(self.send(window, thread, draft.text, moment, context))
    }

    /// A durable command could not be written to disk.
    pub fn not_stored(&mut self, id: &CommandId, context: Context) -> Outcome {
        let Some(pending) = self.pending.take(id) else { return Outcome::default() };
        let Some(thread) = pending.text_in() else {
            return Outcome::toast(pending.window, phrases::told_not_saved());
        };
        self.set_text(&thread, id, LocalState::NotSent { why: phrases::not_sent_not_stored() }, context);
        Outcome::default()
    }

    pub(super) fn set_text(&mut self, thread: &ThreadRef, id: &CommandId, state: LocalState, context: Context) {
        self.chats.set_local(self.identity.people(context.language), thread, id, state);
    }
}
