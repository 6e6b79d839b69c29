//! What the agent did with a notification: the same commands as in the windows, by the same checks.

use konsil_protocol::domain::{CaseId, Command, InvitationId, InvitationView, Refusal, Thread};

use super::Shown;
use super::facts::consultation_of;
use crate::boundary::effect::Effect;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::system::NotificationAnswer;
use crate::boundary::window::WindowId;
use crate::chats::case::Part;
use crate::desk::Desk;
use crate::pending::acts::not_too_long;
use crate::texts::drafts::at_end;

impl Desk {
    pub(crate) fn on_notification(
        &mut self,
        case: &CaseId,
        answer: NotificationAnswer,
        moment: &Moment,
        effects: &mut Vec<Effect>,
    ) {
        if self.is_sample(case) {
            return;
        }
        if self.is_about_not_ready(case) {
            self.on_not_ready(&answer, effects);
            return;
        }
        match answer {
            NotificationAnswer::Open => self.open_from_notification(case, effects),
            NotificationAnswer::Accept => self.accept_from_notification(case, moment, effects),
            NotificationAnswer::Decline => {
                self.answer_invitation(case, |invitation| Command::DeclineInvitation { invitation }, moment, effects);
            }
            NotificationAnswer::Reply { text } => self.reply_from_notification(case, text, moment, effects),
            NotificationAnswer::Closed => self.closed_by_agent(case),
        }
    }

    /// Exactly that chat, and in it the consultation whose words were told.
    fn open_from_notification(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        let thread = self.thread_told(id);
        let invited = self.invitation_of(id);
        let (is_invited, stands_here) =
            (invited.is_some(), invited.is_none_or(|invitation| self.stands_in_chat(invitation)));
        if self.has_part_in(id) && stands_here {
            self.select_thread(id, &thread);
            self.bring(id, effects);
        } else if is_invited {
            effects.push(Effect::FocusWindow { window: WindowId::Main });
        } else {
            self.too_late(&Refusal::NoSuchCase, effects);
        }
    }

    fn accept_from_notification(&mut self, id: &CaseId, moment: &Moment, effects: &mut Vec<Effect>) {
        self.answer_invitation(id, |invitation| Command::AcceptInvitation { invitation }, moment, effects);
        if self.invited_to(id).is_some_and(|invited| invited.answering) {
            effects.push(Effect::FocusWindow { window: self.holding(id) });
        }
    }

    /// The first answer counts.
    fn answer_invitation(
        &mut self,
        id: &CaseId,
        answer: impl FnOnce(InvitationId) -> Command,
        moment: &Moment,
        effects: &mut Vec<Effect>,
    ) {
        match self.invited_to(id) {
            Some(invited) if invited.answering => {}
            Some(invited) => {
                self.command(WindowId::Main, answer(invited.invitation), moment, effects);
                // Where it is said why it could not even be asked.
                if self.invited_to(id).is_some_and(|invited| !invited.answering) {
                    effects.push(Effect::FocusWindow { window: WindowId::Main });
                }
            }
            None => self.too_late(&Refusal::NoSuchInvitation, effects),
        }
    }

    /// Goes out as if written in its thread; what stands in the composer there stays. What cannot go out is shown.
    fn reply_from_notification(&mut self, id: &CaseId, text: String, moment: &Moment, effects: &mut Vec<Effect>) {
        if text.trim().is_empty() {
            return;
        }
        let (thread, certain) = match self.thread_to_answer(id) {
            Ok(thread) => (thread, Ok(())),
            Err(thread) => (thread, Err(phrases::told_reply_to_whom())),
        };
        if !self.has_part_in(id) {
            self.keep_in_draft(id, &thread, &text, effects);
            self.drafts_become_unsent(id, moment.now);
            self.too_late(&Refusal::NoSuchCase, effects);
            return;
        }
        let window = self.holding(id);
        if let Err(why) = self.may_write(id, &thread) {
            self.select_thread(id, &thread);
            self.keep_as_unsent(id, &thread, &text, moment, effects);
            self.windows.toast(window, why);
            self.bring(id, effects);
            return;
        }
        if let Err(why) = certain.and_then(|()| not_too_long(Some(&text))) {
            self.select_thread(id, &thread);
            self.keep_in_draft(id, &thread, &text, effects);
            self.windows.compose(id, &thread);
            self.windows.toast(window, why);
            self.bring(id, effects);
            return;
        }
        let draft = self.drafts.get(&(id.clone(), thread.clone())).cloned();
        self.send(window, id.clone(), thread.clone(), text, moment, effects);
        if let Some(draft) = draft {
            self.set_draft(id.clone(), thread, draft, effects);
        }
        if self.attention.shown.contains_key(id) {
            self.closed_by_agent(id);
            effects.push(Effect::Withdraw { case: id.clone() });
        }
    }

    /// Not shown again for what it told.
    fn closed_by_agent(&mut self, id: &CaseId) {
        if let Some(shown) = self.attention.shown.remove(id) {
            let former = self.attention.closed.remove(id);
            self.attention.closed.insert(id.clone(), shown.note.and(former));
        }
    }

    /// Behind what stands in the composer already.
    fn keep_in_draft(&mut self, id: &CaseId, thread: &Thread, text: &str, effects: &mut Vec<Effect>) {
        let text = match self.drafts.get(&(id.clone(), thread.clone())) {
            Some(draft) if !draft.text.trim().is_empty() => format!("{}\n{text}", draft.text),
            Some(_) | None => text.to_owned(),
        };
        self.set_draft(id.clone(), thread.clone(), at_end(text), effects);
    }

    /// Nothing can be written there any more, and no composer stands there: it is a line that was not sent.
    fn keep_as_unsent(&mut self, id: &CaseId, thread: &Thread, text: &str, moment: &Moment, effects: &mut Vec<Effect>) {
        self.keep_in_draft(id, thread, text, effects);
        let draft = self.drafts.get(&(id.clone(), thread.clone())).cloned().unwrap_or_default();
        self.send(self.holding(id), id.clone(), thread.clone(), draft.text, moment, effects);
    }

    fn select_thread(&mut self, id: &CaseId, thread: &Thread) {
        if let Some(consultation) = consultation_of(thread)
            && let Some(case) = self.cases.get_mut(id)
            && case.consultation(consultation).is_some()
        {
            case.selected_consultation = Some(consultation.clone());
        }
    }

    fn too_late(&mut self, why: &Refusal, effects: &mut Vec<Effect>) {
        let why = self.refusal(why);
        self.windows.toast(WindowId::Main, why);
        effects.push(Effect::FocusWindow { window: WindowId::Main });
    }

    fn invitation_of(&self, id: &CaseId) -> Option<&InvitationView> {
        let open = self.invited_to(id)?;
        self.me.as_ref()?.invitations.iter().find(|found| found.invitation == open.invitation)
    }

    fn has_part_in(&self, id: &CaseId) -> bool {
        self.cases.get(id).is_some_and(|case| case.part != Part::Gone)
    }

    /// What the notification is about; the chat itself, unless it tells of a consultation.
    fn thread_told(&self, id: &CaseId) -> Thread {
        let shown = self.attention.shown.get(id);
        shown.and_then(|shown| shown.note.thread()).unwrap_or(Thread::Main)
    }

    /// Where a reply belongs. If that is not certain any more, it stays private until the agent has looked.
    fn thread_to_answer(&self, id: &CaseId) -> Result<Thread, Thread> {
        let thread = self.attention.shown.get(id).and_then(Shown::to_answer);
        thread.cloned().ok_or_else(|| self.most_private_thread(id))
    }

    fn most_private_thread(&self, id: &CaseId) -> Thread {
        let selected = self.cases.get(id).and_then(|case| case.selected_consultation.clone());
        selected.map_or(Thread::Main, |consultation| Thread::Consultation { consultation })
    }
}
