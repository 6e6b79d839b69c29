//! Why the centre refused a command, in words.

use konsil_protocol::domain::{CaseId, Refusal};

use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::chats::chat::Chat;
use crate::chats::collection::Chats;
use crate::people::names::Names;
use crate::thread::line::Naming as _;

/// A refusal in words, with the names it needs.
pub(crate) fn refusal(refusal: &Refusal, names: &Names, chats: &Chats) -> Phrase {
    use konsil_protocol::domain::InvitationOutcome as Outcome;
    match refusal {
        Refusal::NoSuchCase => phrases::refusal_no_such_case(),
        Refusal::NoSuchInvitation => phrases::refusal_no_such_invitation(),
        Refusal::NoSuchConsultation => phrases::refusal_no_such_consultation(),
        Refusal::NoSuchTarget => phrases::refusal_no_such_target(),
        Refusal::NotPermitted => phrases::refusal_not_permitted(),
        Refusal::AlreadyEnded => phrases::refusal_already_ended(),
        Refusal::RemovedFromConference { by } => phrases::refusal_removed_from_conference(names.agent(by)),
        Refusal::ContactLeft => phrases::refusal_contact_left(),
        Refusal::ChatEnded => phrases::refusal_chat_ended(),
        Refusal::InvitationClosed { outcome } => match outcome {
            Outcome::Accepted => phrases::refusal_invitation_accepted(),
            Outcome::Declined => phrases::refusal_invitation_declined(),
            Outcome::Expired => phrases::refusal_invitation_expired(),
            Outcome::Withdrawn => phrases::refusal_invitation_withdrawn(),
            Outcome::Unsupported => phrases::refusal_no_such_invitation(),
        },
        Refusal::AlreadyInvited => phrases::refusal_already_invited(),
        Refusal::RequestPending => phrases::refusal_request_pending(),
        Refusal::AlreadyMember => phrases::refusal_already_member(),
        Refusal::AlreadyConsulting => phrases::refusal_already_consulting(),
        Refusal::TargetIsYourself => phrases::refusal_target_is_yourself(),
        Refusal::TargetLoggedOut => phrases::refusal_target_logged_out(),
        Refusal::TargetDoNotDisturb => phrases::refusal_target_do_not_disturb(),
        Refusal::DoNotDisturbTooLong { .. } => phrases::refusal_do_not_disturb_too_long(),
        Refusal::TargetBusy => phrases::refusal_target_busy(),
        Refusal::NobodyAvailable => phrases::refusal_nobody_available(),
        Refusal::NoFreePlace => phrases::refusal_no_free_place(),
        Refusal::AlreadyTaken => phrases::refusal_already_taken(),
        Refusal::BeingOffered => phrases::refusal_being_offered(),
        Refusal::OtherAgentInChat => phrases::refusal_other_agent_in_chat(),
        Refusal::NotEndedYet => phrases::refusal_not_ended_yet(),
        Refusal::DispositionMissing => phrases::refusal_disposition_missing(),
        Refusal::NoSuchDisposition => phrases::refusal_no_such_disposition(),
        Refusal::SessionsOpen { cases } => {
            let contact = |id: &CaseId| chats.get(id).map_or(id.to_string(), |chat| Chat::contact(chat).to_owned());
            let contacts: Vec<_> = cases.iter().map(contact).collect();
            phrases::refusal_sessions_open(u32::try_from(cases.len()).unwrap_or(u32::MAX), &contacts.join(", "))
        }
        Refusal::StateNotPossible => phrases::refusal_state_not_possible(),
        Refusal::TextEmpty => phrases::refusal_text_empty(),
        Refusal::TextTooLong { .. } => phrases::refusal_text_too_long(),
        Refusal::TooManyCaseData { limit } => phrases::refusal_too_many_case_data(*limit),
        Refusal::Malformed => phrases::refusal_malformed(),
        Refusal::CommandIdReused => phrases::refusal_command_id_reused(),
        Refusal::StoreUnavailable => phrases::refusal_store_unavailable(),
        Refusal::Unsupported { .. } => phrases::refusal_unsupported(),
    }
}
