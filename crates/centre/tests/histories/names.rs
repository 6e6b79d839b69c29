//! What the table of the histories calls each kind of step.

use konsil_centre::{CentreAct, ContactAct, SeatAct};
use konsil_protocol::domain::{Command, InvitationKind, Thread};

use crate::model::Model;
use crate::world::What;

/// What the table calls a step.
pub fn name(what: &What, model: &Model) -> &'static str {
    match what {
        What::Pass { .. } => "time passes",
        What::Route => "route",
        What::Seat { act: SeatAct::Connected, .. } => "connect",
        What::Seat { act: SeatAct::Disconnected, .. } => "disconnect",
        What::Seat { act: SeatAct::SetState { .. }, .. } => "set state",
        What::Seat { act: SeatAct::SetDoNotDisturb { .. }, .. } => "do not disturb",
        What::Seat { act: SeatAct::DoNotDisturbOver, .. } => "do-not-disturb over",
        What::Seat { act: SeatAct::TakenOut, .. } => "taken out",
        What::Contact { act, .. } => match act {
            ContactAct::Open { .. } => "open",
            ContactAct::Say { .. } => "contact writes",
            ContactAct::SwitchLanguage { .. } => "switch language",
            ContactAct::Leave => "leave",
            ContactAct::Interrupted => "interrupt",
            ContactAct::Returned => "resume",
        },
        What::Centre { act, .. } => match act {
            CentreAct::Offer { .. } => "offer",
            CentreAct::Expire { .. } => "expire",
            CentreAct::WithdrawOffersTo { .. } => "withdraw offers",
            CentreAct::AgentVanished { .. } => "vanish",
            CentreAct::AgentReturned { .. } => "return",
            CentreAct::ContactTimedOut => "time out",
            CentreAct::AgentTakenOut { .. } => "take out",
            CentreAct::Widen => "widen",
            CentreAct::AskAgain => "ask again",
        },
        What::Agent { chat, command, .. } => match command {
            Command::SetState { .. } => "set state",
            Command::SetDoNotDisturb { .. } => "do not disturb",
            Command::AcceptInvitation { invitation } => {
                let kind = model.chats[chat].pending.iter().find(|p| &p.id == invitation).map(|p| p.kind);
                match kind {
                    Some(InvitationKind::Chat) => "accept a chat",
                    Some(InvitationKind::Consultation) => "accept to consult",
                    Some(InvitationKind::Conference) => "accept to join",
                    Some(InvitationKind::Transfer) => "accept to take over",
                    Some(InvitationKind::Unsupported) | None => "accept too late",
                }
            }
            Command::DeclineInvitation { .. } => "decline",
            Command::TakeChat { .. } => "take",
            Command::WithdrawInvitation { .. } => "withdraw",
            Command::SendMessage { thread: Thread::Main, .. } => "write",
            Command::SendMessage { thread: Thread::Consultation { .. }, .. } => "write privately",
            Command::StartConsultation { .. } => "consult",
            Command::EndConsultation { .. } => "end consultation",
            Command::AskConference { .. } => "confer",
            Command::AskTransfer { .. } => "transfer",
            Command::RemoveParticipant { .. } => "remove",
            Command::EndInteraction { .. } => "end",
            Command::MarkDone { .. } => "mark done",
            Command::SetNote { .. } | Command::SetCaseData { .. } => "note, case data",
            Command::SetDisposition { .. } => "disposition",
        },
    }
}
