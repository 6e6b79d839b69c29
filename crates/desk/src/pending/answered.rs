//! What follows when the centre answers a command, and when the connection changes under it.

use konsil_protocol::domain::{CaseId, Command, CommandClass, CommandId, Refusal, Thread, ThreadRef};

use super::commands::PendingCommand;
use super::work::{AgentWork, Context, Outcome};
use crate::boundary::effect::Effect;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::view::TourStep;
use crate::thread::local::{Local, LocalState};

impl AgentWork {
    /// What was said about a request is read.
    pub fn dismiss_notice(&mut self, case: &CaseId, notice: &str) -> Outcome {
        self.chats.dismiss_notice(case, notice);
        Outcome::default()
    }

    pub fn on_answered(
        &mut self,
        id: &CommandId,
        result: Result<(), Refusal>,
        moment: &mut Moment,
        context: Context,
    ) -> Outcome {
        let signed_out = self.pending.take_signing_out(id) && result.is_ok();
        let Some(pending) = self.pending.take(id) else {
            match result {
                Ok(()) => self.texts.unplaced_accepted(id),
                Err(refusal) => {
                    let why = self.refusal(&refusal);
                    self.texts.set_unplaced(id, LocalState::NotSent { why });
                }
            }
            return Outcome::default();
        };
        match result {
            Ok(()) if signed_out => Outcome { signed_out, ..Outcome::default() },
            Ok(()) => self.on_accepted(&pending, context),
            Err(refusal) => self.on_refused(pending, &refusal, moment, context),
        }
    }

    fn on_accepted(&mut self, pending: &PendingCommand, context: Context) -> Outcome {
        match &pending.command {
            Command::SendMessage { case, thread, .. } => {
                let thread = ThreadRef { case: case.clone(), thread: thread.clone() };
                self.set_text(&thread, &pending.id, LocalState::Accepted, context);
            }
            Command::MarkDone { case, thread } => {
                let thread = ThreadRef { case: case.clone(), thread: thread.clone() };
                let mut forgotten = self.forget_never_sent(case, |of| *of == thread.thread);
                forgotten.extend(self.texts.forget_draft(&thread));
                self.chats.marked_done(case);
                let steps = (thread.thread == Thread::Main).then_some(TourStep::Finish).into_iter().collect();
                return Outcome { steps, ..Outcome::of(forgotten) };
            }
            Command::SetNote { case, text } => self.chats.amend(case, |view| view.note.clone_from(text)),
            Command::SetDisposition { case, disposition } => {
                self.chats.amend(case, |view| view.disposition.clone_from(disposition));
            }
            Command::SetCaseData { case, key, value } => self.chats.amend(case, |view| {
                match value {
                    Some(value) => view.case_data.insert(key.clone(), value.clone()),
                    None => view.case_data.remove(key),
                };
            }),
            Command::AcceptInvitation { invitation } => {
                return Outcome { show: self.chats.accepted(invitation), ..Outcome::default() };
            }
            Command::TakeChat { case } => {
                self.waiting.taken(case);
                return Outcome { show: self.chats.taken(case.clone()), ..Outcome::default() };
            }
            Command::AskTransfer { case, target, note } => {
                self.chats.words_given(case, note.as_deref().unwrap_or_default());
                self.chats.hand_over(case, target);
            }
            Command::StartConsultation { case, question, .. } => {
                self.chats.words_given(case, question.as_deref().unwrap_or_default());
            }
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::DeclineInvitation { .. }
            | Command::WithdrawInvitation { .. }
            | Command::EndConsultation { .. }
            | Command::AskConference { .. }
            | Command::RemoveParticipant { .. }
            | Command::EndInteraction { .. } => {}
        }
        Outcome::default()
    }

    fn on_refused(
        &mut self,
        pending: PendingCommand,
        refusal: &Refusal,
        moment: &mut Moment,
        context: Context,
    ) -> Outcome {
        let why = self.refusal(refusal);
        if let Some(thread) = pending.text_in() {
            self.set_text(&thread, &pending.id, LocalState::NotSent { why }, context);
            return Outcome::default();
        }
        if let Command::WithdrawInvitation { case, invitation } = &pending.command {
            self.chats.not_withdrawn(case, invitation);
        }
        if let Command::TakeChat { case } = &pending.command
            && self.waiting.refused(case, &why)
        {
            return Outcome::default();
        }
        self.note_unsent(&pending.command, moment, context);
        let discarded =
            (pending.command.class() == CommandClass::Durable).then_some(Effect::Discard { id: pending.id });
        Outcome { effects: discarded.into_iter().collect(), ..Outcome::toast(pending.window, why) }
    }

    /// Nobody knows whether it was carried out. Only texts have a line that can say so; whatever else it was shows in
    /// the next views.
    pub fn on_uncertain(&mut self, id: &CommandId, context: Context) {
        self.texts.set_unplaced(id, LocalState::Uncertain);
        let Some(pending) = self.pending.take(id) else { return };
        if let Some(thread) = pending.text_in() {
            self.set_text(&thread, id, LocalState::Uncertain, context);
        }
    }

    /// The connection is another one now: texts on their way say "sending" while there is one, "queued" while there is
    /// none. What was under way to a backend that cannot repeat safely is uncertain then.
    pub fn on_connection(&mut self, context: Context) {
        let state = context.state_of_text();
        if state == LocalState::Queued && !self.identity.sends_idempotently() {
            for (_, id) in self.chats.texts(|local| local.state == LocalState::Sending) {
                self.on_uncertain(&id, context);
            }
        }
        for (thread, id) in self.chats.texts(is_on_its_way) {
            self.set_text(&thread, &id, state.clone(), context);
        }
    }

    /// What waited too long is not sent by itself any more.
    pub fn offer_what_is_too_old(&mut self, context: Context) {
        for pending in self.pending.take_overdue(context.now) {
            if let Some(thread) = pending.text_in() {
                let state = LocalState::NotSent { why: phrases::not_sent_too_old() };
                self.set_text(&thread, &pending.id, state, context);
            }
        }
    }

    /// Whatever of mine was on its way into a case that is gone was not sent.
    pub(super) fn refuse_texts_of(&mut self, gone: &CaseId, context: Context) {
        for (thread, id) in self.chats.texts(is_on_its_way) {
            if &thread.case == gone {
                let state = LocalState::NotSent { why: phrases::not_sent_chat_gone() };
                self.set_text(&thread, &id, state, context);
            }
        }
    }
}

/// Not answered yet.
fn is_on_its_way(local: &Local) -> bool {
    match local.state {
        LocalState::Sending | LocalState::Queued => true,
        LocalState::Accepted | LocalState::NotSent { .. } | LocalState::Uncertain => false,
    }
}
