//! What the agent does, and what follows from it here. The desk refuses only what is not in a `can` set, what needs a
//! connection that is not there, and what is malformed.

use konsil_protocol::domain::{
    AgentState, BackendRequest, CaseAction, CaseId, Command, CommandClass, ConsultTarget, ConsultationAction,
    InvitationId, Refusal, Signal, Thread, Timestamp,
};

use crate::boundary::effect::{Came, Effect};
use crate::boundary::input::Input;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::view::{Phrase, Stage};
use crate::boundary::window::WindowId;
use crate::desk::{Asked, Desk, Link};
use crate::thread::log::OlderLines;

/// The longest text that can go out in one message or note, in bytes: what every backend takes.
pub const LONGEST_TEXT_BYTES: usize = 16 * 1024;
/// Typing is told again only after so long.
const TYPING_AGAIN_MS: u64 = 3_000;
/// Targets that are remembered.
const MAX_RECENT: usize = 10;

impl Desk {
    /// An act of the agent in a window.
    pub fn on_input(&mut self, window: WindowId, input: Input, moment: &Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = moment.now;
        match input {
            Input::StartPractice => {
                self.forget_workspace();
                self.stage = Stage::Starting { practice: true };
                effects.push(Effect::StartPractice);
            }
            Input::RestartPractice => {
                self.forget_workspace();
                self.practice = None;
                self.stage = Stage::Starting { practice: true };
                self.tour.restart();
                self.settings.tour_closed = false;
                effects.push(Effect::SaveSettings { settings: self.settings.clone() });
                effects.push(Effect::RestartPractice);
            }
            Input::SignIn { server, login, password } => self.sign_in(server, login, password, &mut effects),
            Input::SignOut => self.sign_out(window, moment, &mut effects),
            Input::ChooseAnew => self.choose_anew(&mut effects),
            Input::ContinueHere => effects.push(Effect::Request(BackendRequest::ContinueHere)),
            Input::Reconnect => effects.push(Effect::Request(BackendRequest::Reconnect)),
            Input::Set { setting, value } => self.set(setting, value, &mut effects),
            Input::SetDoNotDisturb { until } => self.set_do_not_disturb(window, until, moment, &mut effects),
            Input::Silence { case, silenced } => self.silence(case, silenced, &mut effects),
            Input::Try { sign } => self.try_sign(window, sign, &mut effects),
            Input::SetState { state } => self.command(window, Command::SetState { state }, moment, &mut effects),
            Input::Do { command } => self.command(window, command, moment, &mut effects),
            Input::Select { case } => self.select(&case, &mut effects),
            Input::NextChat => self.next_chat(&mut effects),
            Input::ListBusy { busy } => self.order.set_busy(busy),
            Input::SelectConsultation { case, consultation } => {
                if let Some(case) = self.cases.get_mut(&case)
                    && case.consultation(&consultation).is_some()
                {
                    case.selected_consultation = Some(consultation);
                }
            }
            Input::TearOff { case } => self.tear_off(&case, Came::Asked, &mut effects),
            Input::Dock { case } => self.dock(&case, &mut effects),
            Input::Draft { case, thread, draft } => self.set_draft(case, thread, draft, &mut effects),
            Input::Send { case, thread, text } => self.send(window, case, thread, text, moment, &mut effects),
            Input::TakeBack { case, thread, message } => self.take_back(window, &case, &thread, &message, &mut effects),
            Input::SendAgain { case, thread, message } => {
                self.send_again(window, &case, &thread, &message, moment, &mut effects);
            }
            Input::DiscardUnsent { case, thread, message } => self.discard(&case, &thread, &message, &mut effects),
            Input::DismissNotice { case, notice } => {
                if let Some(case) = self.cases.get_mut(&case) {
                    case.notices.retain(|found| found.id != notice);
                }
            }
            Input::Typing { signal } => self.tell_typing(signal, moment.now, &mut effects),
            Input::LoadOlder { case, thread } => self.load_older(&case, &thread, &mut effects),
            Input::Scrolled { case, thread, anchor } => {
                if let Some(case) = self.cases.get_mut(&case) {
                    case.scroll.insert(thread, anchor);
                }
            }
            Input::Quit { really } => self.answer_quit(really, &mut effects),
            Input::TourNext => self.tour.next(),
            Input::TourClose | Input::TourOpen => {
                let closed = matches!(input, Input::TourClose);
                self.tour.set_closed(closed);
                self.settings.tour_closed = closed;
                effects.push(Effect::SaveSettings { settings: self.settings.clone() });
            }
        }
        self.settle(&mut effects);
        effects
    }

    /// The window was closed by the system or its button: its chat docks, nothing else moves.
    pub fn on_window_closed(&mut self, window: WindowId, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = now;
        self.windows.closed(window);
        if let Some(case) = self.own.iter().find(|(_, own)| **own == window).map(|(case, _)| case.clone()) {
            self.own.remove(&case);
            if self.selected.is_none() {
                self.selected = Some(case);
            }
        }
        if self.active == Some(window) {
            self.active = None;
        }
        self.settle(&mut effects);
        effects
    }

    fn sign_in(&mut self, server: String, login: String, password: String, effects: &mut Vec<Effect>) {
        let (server, login) = (server.trim().to_owned(), login.trim().to_owned());
        // The same login elsewhere is somebody else. What is kept for this one stays on disk.
        if self.settings.server != server || self.practice.is_some() {
            self.forget_workspace();
        }
        if self.settings.server != server || self.settings.login != login {
            // Whoever comes next has not asked for quiet.
            self.settings.attention.do_not_disturb_until = None;
        }
        self.settings.server.clone_from(&server);
        self.settings.login.clone_from(&login);
        effects.push(Effect::SaveSettings { settings: self.settings.clone() });
        self.practice = None;
        self.link = Link::Connecting;
        let kept = self.kept_texts();
        self.stage = Stage::SignIn { server: server.clone(), login: login.clone(), busy: true, error: None, kept };
        effects.push(Effect::SignIn { server, login, password });
    }

    /// Logging out is the centre's to allow; where it cannot be asked, this desktop just leaves.
    fn sign_out(&mut self, window: WindowId, moment: &Moment, effects: &mut Vec<Effect>) {
        if self.link != Link::Online {
            self.leave(effects);
            return;
        }
        if self.signing_out.is_some() {
            return;
        }
        self.signing_out = Some(moment.id.clone());
        self.ask(window, Command::SetState { state: AgentState::LoggedOut }, moment, effects);
    }

    fn choose_anew(&mut self, effects: &mut Vec<Effect>) {
        match self.stage {
            Stage::SignIn { .. } | Stage::Starting { .. } | Stage::Failed { .. } | Stage::FirstStart => {
                self.forget_workspace();
                self.practice = None;
                self.settings.last = None;
                effects.push(Effect::Leave);
                effects.push(Effect::SaveSettings { settings: self.settings.clone() });
                self.stage = Stage::FirstStart;
            }
            Stage::Workspace { .. } => {}
        }
    }

    pub(crate) fn command(&mut self, window: WindowId, command: Command, moment: &Moment, effects: &mut Vec<Effect>) {
        if let Command::SendMessage { case, thread, text } = command {
            self.send(window, case, thread, text, moment, effects);
            return;
        }
        if self.asked.iter().any(|asked| asked.command == command) {
            return;
        }
        if let Err(why) = self.may(&command) {
            self.windows.toast(window, why);
            return;
        }
        match command.class() {
            CommandClass::Connected => self.ask(window, command, moment, effects),
            CommandClass::Durable => self.enqueue(window, command, moment, effects),
        }
    }

    fn ask(&mut self, window: WindowId, command: Command, moment: &Moment, effects: &mut Vec<Effect>) {
        match &command {
            Command::AcceptInvitation { invitation } => {
                self.awaited_invitation = self.case_of(invitation).map(|case| (invitation.clone(), case));
            }
            Command::WithdrawInvitation { case, invitation } => {
                if let Some(case) = self.cases.get_mut(case) {
                    case.withdrawn.insert(invitation.clone());
                }
            }
            Command::StartConsultation { case, target, .. }
            | Command::AskConference { case, target }
            | Command::AskTransfer { case, target, .. } => {
                let (case, target) = (case.clone(), target.clone());
                if let Some(case) = self.cases.get_mut(&case) {
                    case.forget_offers_to_pick_another();
                }
                self.remember(target, effects);
            }
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::DeclineInvitation { .. }
            | Command::SendMessage { .. }
            | Command::EndConsultation { .. }
            | Command::RemoveParticipant { .. }
            | Command::EndInteraction { .. }
            | Command::MarkDone { .. }
            | Command::SetNote { .. }
            | Command::SetDisposition { .. }
            | Command::SetCaseData { .. } => {}
        }
        let id = moment.id.clone();
        effects.push(Effect::Request(BackendRequest::Do { id: id.clone(), command: command.clone() }));
        self.asked.push(Asked { id, command, at: moment.now, window });
    }

    pub(crate) fn enqueue(&mut self, window: WindowId, command: Command, moment: &Moment, effects: &mut Vec<Effect>) {
        let id = moment.id.clone();
        effects.push(Effect::Enqueue { id: id.clone(), command: command.clone(), at: moment.now });
        self.asked.push(Asked { id, command, at: moment.now, window });
    }

    fn case_of(&self, invitation: &InvitationId) -> Option<CaseId> {
        let found = self.me.as_ref()?.invitations.iter().find(|found| &found.invitation == invitation)?;
        Some(found.case.clone())
    }

    fn remember(&mut self, target: ConsultTarget, effects: &mut Vec<Effect>) {
        self.recent.retain(|known| known != &target);
        self.recent.insert(0, target);
        self.recent.truncate(MAX_RECENT);
        effects.push(Effect::SaveRecent { recent: self.recent.clone() });
    }

    /// What the centre has said that I may do now, and what needs a connection.
    fn may(&self, command: &Command) -> Result<(), Phrase> {
        let in_case = |id: &CaseId, action: CaseAction| match self.cases.get(id) {
            Some(case) if case.view.can.contains(&action) => Ok(()),
            Some(_) => Err(self.refusal(&Refusal::NotPermitted)),
            None => Err(self.refusal(&Refusal::NoSuchCase)),
        };
        let in_consultation = |id: &CaseId, consultation: &konsil_protocol::domain::ConsultationId, action| match self
            .cases
            .get(id)
            .and_then(|case| case.consultation(consultation))
        {
            Some(found) if found.can.contains(&action) => Ok(()),
            Some(_) => Err(self.refusal(&Refusal::NotPermitted)),
            None => Err(self.refusal(&Refusal::NoSuchConsultation)),
        };
        let invited = |invitation: &InvitationId| match self.case_of(invitation) {
            Some(_) => Ok(()),
            None => Err(self.refusal(&Refusal::NoSuchInvitation)),
        };
        // What another agent is asked may be offered in a consultation's header even where the list is not.
        let ask = |id: &CaseId, target: &ConsultTarget, action: CaseAction, beside: ConsultationAction| {
            let with = |found: &konsil_protocol::domain::ConsultationView| match target {
                ConsultTarget::Agent { agent } => found.with.as_ref() == Some(agent) && found.can.contains(&beside),
                ConsultTarget::Queue { .. } | ConsultTarget::Unsupported { .. } => false,
            };
            match self.cases.get(id) {
                Some(case) if case.view.consultations.iter().any(with) => Ok(()),
                Some(_) | None => in_case(id, action),
            }
        };
        if command.class() == CommandClass::Connected && self.link != Link::Online {
            return Err(phrases::refusal_offline());
        }
        match command {
            Command::SetState { .. } | Command::SetDoNotDisturb { .. } => Ok(()),
            Command::AcceptInvitation { invitation } | Command::DeclineInvitation { invitation } => invited(invitation),
            Command::WithdrawInvitation { case, invitation } => match self.cases.get(case) {
                Some(found) if found.expires.contains_key(invitation) => Ok(()),
                Some(_) | None => Err(self.refusal(&Refusal::NoSuchInvitation)),
            },
            Command::SendMessage { case, thread, .. } => self.may_write(case, thread),
            Command::StartConsultation { case, question, .. } => {
                not_too_long(question.as_deref())?;
                in_case(case, CaseAction::Consult)
            }
            Command::EndConsultation { case, consultation } => {
                in_consultation(case, consultation, ConsultationAction::End)
            }
            Command::AskConference { case, target } => {
                ask(case, target, CaseAction::AskConference, ConsultationAction::AskConference)
            }
            Command::AskTransfer { case, target, note } => {
                not_too_long(note.as_deref())?;
                let action = match target {
                    ConsultTarget::Agent { .. } | ConsultTarget::Unsupported { .. } => CaseAction::AskTransfer,
                    ConsultTarget::Queue { .. } => CaseAction::AskTransferToQueue,
                };
                ask(case, target, action, ConsultationAction::AskTransfer)
            }
            Command::RemoveParticipant { case, agent } => match self.cases.get(case) {
                Some(found) if found.view.removable.contains(agent) => Ok(()),
                Some(_) => Err(self.refusal(&Refusal::NotPermitted)),
                None => Err(self.refusal(&Refusal::NoSuchCase)),
            },
            Command::EndInteraction { case } => in_case(case, CaseAction::End),
            Command::MarkDone { case, thread: Thread::Main } => in_case(case, CaseAction::MarkDone),
            Command::MarkDone { case, thread: Thread::Consultation { consultation } } => {
                in_consultation(case, consultation, ConsultationAction::MarkDone)
            }
            Command::SetNote { case, text } => {
                not_too_long(Some(text))?;
                in_case(case, CaseAction::SetNote)
            }
            Command::SetDisposition { case, .. } => in_case(case, CaseAction::SetDisposition),
            Command::SetCaseData { case, .. } => in_case(case, CaseAction::SetCaseData),
        }
    }

    fn tell_typing(&mut self, signal: Signal, now: Timestamp, effects: &mut Vec<Effect>) {
        let Signal::Typing { case, thread } = &signal;
        let told = self.told_typing.as_ref().is_some_and(|(in_case, in_thread, at)| {
            in_case == case && in_thread == thread && now.since_ms(*at) < TYPING_AGAIN_MS
        });
        if told || self.link != Link::Online || self.may_write(case, thread).is_err() {
            return;
        }
        self.told_typing = Some((case.clone(), thread.clone(), now));
        effects.push(Effect::Request(BackendRequest::Signal(signal)));
    }

    fn load_older(&mut self, id: &CaseId, thread: &Thread, effects: &mut Vec<Effect>) {
        let online = self.link == Link::Online;
        let Some(case) = self.cases.get_mut(id) else { return };
        let (log, reader) = case.log_and_reader(thread, &self.people);
        match log.show_older(&reader) {
            OlderLines::Show(lines) => self.windows.lines(id, thread, vec![lines]),
            OlderLines::AskBackend if online => {
                let (case, thread) = (id.clone(), thread.clone());
                effects.push(Effect::Request(BackendRequest::Older { case, thread }));
            }
            OlderLines::AskBackend => log.forget_asking(),
            OlderLines::Nothing => {}
        }
    }
}

pub(crate) fn not_too_long(text: Option<&str>) -> Result<(), Phrase> {
    if text.is_some_and(|text| text.len() > LONGEST_TEXT_BYTES) {
        return Err(phrases::refusal_text_too_long(u32::try_from(LONGEST_TEXT_BYTES).unwrap_or(u32::MAX)));
    }
    Ok(())
}
