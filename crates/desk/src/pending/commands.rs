//! The commands that wait for their answer.

use konsil_protocol::domain::{Command, CommandClass, CommandId, InvitationId, SENT_WITHIN_MS, ThreadRef, Timestamp};

use crate::boundary::window::WindowId;

/// A connected command without an answer no longer keeps its button busy.
const ANSWER_WITHIN_MS: u64 = 40_000;

#[derive(Debug, Default)]
pub(crate) struct PendingCommands {
    commands: Vec<PendingCommand>,
    signing_out: Option<CommandId>,
}

/// A command that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PendingCommand {
    pub id: CommandId,
    pub command: Command,
    pub at: Timestamp,
    /// Where the agent gave it.
    pub window: WindowId,
}

impl PendingCommand {
    /// The thread that has my text, if it is one.
    pub fn text_in(&self) -> Option<ThreadRef> {
        match &self.command {
            Command::SendMessage { case, thread, .. } => Some(ThreadRef { case: case.clone(), thread: thread.clone() }),
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::AcceptInvitation { .. }
            | Command::TakeChat { .. }
            | Command::DeclineInvitation { .. }
            | Command::WithdrawInvitation { .. }
            | Command::StartConsultation { .. }
            | Command::EndConsultation { .. }
            | Command::AskConference { .. }
            | Command::AskTransfer { .. }
            | Command::RemoveParticipant { .. }
            | Command::EndInteraction { .. }
            | Command::MarkDone { .. }
            | Command::SetNote { .. }
            | Command::SetDisposition { .. }
            | Command::SetCaseData { .. } => None,
        }
    }
}

impl PendingCommands {
    pub fn iter(&self) -> impl Iterator<Item = &Command> {
        self.commands.iter().map(|pending| &pending.command)
    }

    pub fn contains(&self, command: &Command) -> bool {
        self.iter().any(|pending| pending == command)
    }

    /// My answer to this invitation is on its way.
    pub fn is_answering(&self, id: &InvitationId) -> bool {
        self.iter().any(|command| {
            matches!(command, Command::AcceptInvitation { invitation } | Command::DeclineInvitation { invitation }
                if invitation == id)
        })
    }

    pub fn add(&mut self, pending: PendingCommand) {
        self.commands.push(pending);
    }

    /// It does not wait any more.
    pub fn take(&mut self, id: &CommandId) -> Option<PendingCommand> {
        let at = self.commands.iter().position(|pending| &pending.id == id)?;
        Some(self.commands.remove(at))
    }

    /// Connected commands whose answer is not to be expected any more.
    pub fn expire(&mut self, now: Timestamp) {
        self.commands.retain(|pending| {
            pending.command.class() == CommandClass::Durable || now < pending.at.plus_ms(ANSWER_WITHIN_MS)
        });
    }

    /// Takes what is too old to be sent by itself.
    pub fn take_overdue(&mut self, now: Timestamp) -> Vec<PendingCommand> {
        let overdue = |pending: &PendingCommand| {
            pending.command.class() == CommandClass::Durable && now.since_ms(pending.at) > SENT_WITHIN_MS
        };
        let (overdue, rest) = std::mem::take(&mut self.commands).into_iter().partition(overdue);
        self.commands = rest;
        overdue
    }

    pub fn next_change(&self) -> Option<Timestamp> {
        let ends = self.commands.iter().map(|pending| match pending.command.class() {
            CommandClass::Durable => pending.at.plus_ms(SENT_WITHIN_MS + 1),
            CommandClass::Connected => pending.at.plus_ms(ANSWER_WITHIN_MS),
        });
        ends.min()
    }

    pub fn is_signing_out(&self) -> bool {
        self.signing_out.is_some()
    }

    pub fn sign_out(&mut self, id: CommandId) {
        self.signing_out = Some(id);
    }

    /// Whether this was the command to sign out.
    pub fn take_signing_out(&mut self, id: &CommandId) -> bool {
        self.signing_out.take_if(|asked| asked == id).is_some()
    }
}
