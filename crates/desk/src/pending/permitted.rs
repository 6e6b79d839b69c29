//! What the centre has said that I may do now, what this backend can, and what needs a connection. Only what is refused
//! here is not asked.

use konsil_protocol::domain::{
    CaseAction, CaseId, Command, CommandClass, ConsultTarget, ConsultationAction, ConsultationId, ConsultationView,
    InvitationId, Party, Refusal, Thread, ThreadRef,
};

use super::work::{AgentWork, Context};
use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::chats::case::{CaseState, is_active};
use crate::chats::collection::Reach;
use crate::session::identity::Identity;
use crate::texts::drafts::not_too_long;

impl AgentWork {
    /// # Errors
    /// Why it cannot be asked.
    pub fn may(&self, command: &Command, context: Context) -> Result<(), Phrase> {
        if command.class() == CommandClass::Connected && context.reach() == Reach::Offline {
            return Err(phrases::refusal_offline());
        }
        if !self.identity.is_possible(command) {
            return Err(phrases::refusal_unsupported());
        }
        match command {
            Command::SetState { .. } | Command::SetDoNotDisturb { .. } | Command::TakeChat { .. } => Ok(()),
            Command::AcceptInvitation { invitation } | Command::DeclineInvitation { invitation } => {
                self.invited(invitation)
            }
            Command::WithdrawInvitation { case, invitation } => match self.chats.case(case) {
                Some(found) if found.expires_at(invitation).is_some() => Ok(()),
                Some(_) | None => Err(self.refusal(&Refusal::NoSuchInvitation)),
            },
            Command::SendMessage { case, thread, .. } => {
                self.may_write(&ThreadRef { case: case.clone(), thread: thread.clone() })
            }
            Command::StartConsultation { case, question, .. } => {
                not_too_long(question.as_deref())?;
                self.in_case(case, CaseAction::Consult)
            }
            Command::EndConsultation { case, consultation } => {
                self.in_consultation(case, consultation, ConsultationAction::End)
            }
            Command::AskConference { case, target } => {
                self.may_ask(case, target, CaseAction::AskConference, ConsultationAction::AskConference)
            }
            Command::AskTransfer { case, target, note } => {
                not_too_long(note.as_deref())?;
                self.may_ask(case, target, CaseAction::to_transfer(target), ConsultationAction::AskTransfer)
            }
            Command::RemoveParticipant { case, agent } => match self.chats.case(case) {
                Some(found) if found.view().removable.contains(agent) => Ok(()),
                Some(_) => Err(self.refusal(&Refusal::NotPermitted)),
                None => Err(self.refusal(&Refusal::NoSuchCase)),
            },
            Command::EndInteraction { case } => self.in_case(case, CaseAction::End),
            Command::MarkDone { case, thread: Thread::Main } => self.in_case(case, CaseAction::MarkDone),
            Command::MarkDone { case, thread: Thread::Consultation { consultation } } => {
                self.in_consultation(case, consultation, ConsultationAction::MarkDone)
            }
            Command::SetNote { case, text } => {
                not_too_long(Some(text))?;
                self.in_case(case, CaseAction::SetNote)
            }
            Command::SetDisposition { case, .. } => self.in_case(case, CaseAction::SetDisposition),
            Command::SetCaseData { case, .. } => self.in_case(case, CaseAction::SetCaseData),
        }
    }

    fn in_case(&self, id: &CaseId, action: CaseAction) -> Result<(), Phrase> {
        match self.chats.case(id) {
            Some(case) if can(&self.identity, case, action) => Ok(()),
            Some(_) => Err(self.refusal(&Refusal::NotPermitted)),
            None if self.chats.contains(id) => Err(self.refusal(&Refusal::NotPermitted)),
            None => Err(self.refusal(&Refusal::NoSuchCase)),
        }
    }

    fn in_consultation(&self, id: &CaseId, wanted: &ConsultationId, action: ConsultationAction) -> Result<(), Phrase> {
        match self.chats.case(id).and_then(|case| case.consultation(wanted)) {
            Some(found) if found.can.contains(&action) => Ok(()),
            Some(_) => Err(self.refusal(&Refusal::NotPermitted)),
            None => Err(self.refusal(&Refusal::NoSuchConsultation)),
        }
    }

    fn invited(&self, invitation: &InvitationId) -> Result<(), Phrase> {
        match self.identity.invitation(invitation) {
            Some(_) => Ok(()),
            None => Err(self.refusal(&Refusal::NoSuchInvitation)),
        }
    }

    /// What another agent is asked may be offered in a consultation's header even where the list is not.
    fn may_ask(
        &self,
        id: &CaseId,
        target: &ConsultTarget,
        action: CaseAction,
        beside: ConsultationAction,
    ) -> Result<(), Phrase> {
        let with = |found: &ConsultationView| {
            target.agent().is_some_and(|agent| found.with.as_ref().and_then(Party::as_agent) == Some(agent))
                && found.can.contains(&beside)
        };
        match self.chats.case(id) {
            Some(case) if case.view().consultations.iter().any(with) => Ok(()),
            Some(_) | None => self.in_case(id, action),
        }
    }
}

/// What the centre allows in this case and the backend can do. One that knows no parallel consultations offers none
/// while one of mine is on.
pub(crate) fn can(identity: &Identity, case: &CaseState, action: CaseAction) -> bool {
    let consults = || {
        let mine = |found: &ConsultationView| is_active(found) && identity.is_me(&found.by);
        case.view().consultations.iter().any(mine)
    };
    let possible = action != CaseAction::Consult || identity.consults_in_parallel() || !consults();
    possible && case.view().can.contains(&action)
}
