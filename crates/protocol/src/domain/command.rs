//! What an agent asks the centre to do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::MessageContent;
use super::ids::{AgentId, CaseId, ConsultationId, DispositionId, InvitationId};
use super::reason::NotReadyReason;
use super::target::ConsultTarget;
use super::vocabulary::{AgentState, Thread, ThreadRef};

/// A command of an agent. The command id travels beside it and, for a message, is also its name in
/// the thread: that is how the desktop finds its own message again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Command {
    /// Ready, not ready with a reason, after work, logged out.
    SetState {
        state: AgentState,
    },
    /// For so many milliseconds from now nobody can ask me by name; 0 ends it. At most [`Command::LONGEST_DO_NOT_DISTURB_MS`].
    SetDoNotDisturb {
        for_ms: u64,
    },
    AcceptInvitation {
        invitation: InvitationId,
    },
    DeclineInvitation {
        invitation: InvitationId,
    },
    /// Takes a chat that waits out of the list of its queue, where the queue lets its agents choose.
    TakeChat {
        case: CaseId,
    },
    /// Takes back what I asked of somebody.
    WithdrawInvitation {
        case: CaseId,
        invitation: InvitationId,
    },
    SendMessage {
        case: CaseId,
        thread: Thread,
        #[serde(flatten)]
        content: MessageContent,
    },
    StartConsultation {
        case: CaseId,
        target: ConsultTarget,
        question: Option<String>,
    },
    EndConsultation {
        case: CaseId,
        consultation: ConsultationId,
    },
    AskConference {
        case: CaseId,
        target: ConsultTarget,
    },
    /// The note is read by the target first, never by the contact.
    AskTransfer {
        case: CaseId,
        target: ConsultTarget,
        note: Option<String>,
    },
    RemoveParticipant {
        case: CaseId,
        agent: AgentId,
    },
    /// Ends *my* session with the contact.
    EndInteraction {
        case: CaseId,
    },
    /// Closes the window after wrap-up: of the chat, or of one consultation.
    MarkDone {
        case: CaseId,
        thread: Thread,
    },
    SetNote {
        case: CaseId,
        text: String,
    },
    SetDisposition {
        case: CaseId,
        disposition: Option<DispositionId>,
    },
    /// `None` deletes the key.
    SetCaseData {
        case: CaseId,
        key: String,
        value: Option<String>,
    },
}

/// What happens to a command while there is no connection (`docs/behaviour.md`, section 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandClass {
    /// Kept on disk and sent later, first in first out.
    Durable,
    /// Only while connected.
    Connected,
}

impl Command {
    /// One day.
    pub const LONGEST_DO_NOT_DISTURB_MS: u64 = 24 * 60 * 60 * 1000;

    #[must_use]
    pub fn class(&self) -> CommandClass {
        match self {
            Self::SendMessage { .. }
            | Self::MarkDone { .. }
            | Self::SetNote { .. }
            | Self::SetDisposition { .. }
            | Self::SetCaseData { .. } => CommandClass::Durable,
            Self::SetState { .. }
            | Self::SetDoNotDisturb { .. }
            | Self::AcceptInvitation { .. }
            | Self::DeclineInvitation { .. }
            | Self::TakeChat { .. }
            | Self::WithdrawInvitation { .. }
            | Self::StartConsultation { .. }
            | Self::EndConsultation { .. }
            | Self::AskConference { .. }
            | Self::AskTransfer { .. }
            | Self::RemoveParticipant { .. }
            | Self::EndInteraction { .. } => CommandClass::Connected,
        }
    }

    /// What in it this program does not know, from a newer peer. It is refused before any rule looks at it.
    #[must_use]
    pub fn unsupported(&self) -> Option<&str> {
        match self {
            Self::StartConsultation { target, .. }
            | Self::AskConference { target, .. }
            | Self::AskTransfer { target, .. } => target.unsupported(),
            Self::SetState {
                state: AgentState::Unsupported | AgentState::NotReady { reason: NotReadyReason::Unsupported },
            } => Some("set_state"),
            Self::SetState {
                state: AgentState::Ready | AgentState::NotReady { .. } | AgentState::AfterWork | AgentState::LoggedOut,
            }
            | Self::SetDoNotDisturb { .. }
            | Self::AcceptInvitation { .. }
            | Self::DeclineInvitation { .. }
            | Self::TakeChat { .. }
            | Self::WithdrawInvitation { .. }
            | Self::SendMessage { .. }
            | Self::EndConsultation { .. }
            | Self::RemoveParticipant { .. }
            | Self::EndInteraction { .. }
            | Self::MarkDone { .. }
            | Self::SetNote { .. }
            | Self::SetDisposition { .. }
            | Self::SetCaseData { .. } => None,
        }
    }

    /// The case it is about, where the command itself names one. Invitations are found by their own id.
    #[must_use]
    pub fn case(&self) -> Option<&CaseId> {
        match self {
            Self::TakeChat { case }
            | Self::WithdrawInvitation { case, .. }
            | Self::SendMessage { case, .. }
            | Self::StartConsultation { case, .. }
            | Self::EndConsultation { case, .. }
            | Self::AskConference { case, .. }
            | Self::AskTransfer { case, .. }
            | Self::RemoveParticipant { case, .. }
            | Self::EndInteraction { case }
            | Self::MarkDone { case, .. }
            | Self::SetNote { case, .. }
            | Self::SetDisposition { case, .. }
            | Self::SetCaseData { case, .. } => Some(case),
            Self::SetState { .. }
            | Self::SetDoNotDisturb { .. }
            | Self::AcceptInvitation { .. }
            | Self::DeclineInvitation { .. } => None,
        }
    }
}

/// What may pass between the people of a case and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Signal {
    /// I am writing in this thread. Fades after five seconds without another.
    Typing {
        #[serde(flatten)]
        thread: ThreadRef,
    },
}

impl Signal {
    /// Where it is given.
    #[must_use]
    pub fn thread(&self) -> &ThreadRef {
        match self {
            Self::Typing { thread } => thread,
        }
    }
}
