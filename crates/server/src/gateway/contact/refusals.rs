//! What a refusal of the rules is to a contact.

use konsil_protocol::{domain::Refusal, wire::contact::ContactRefusal};

pub(super) fn for_contact(refusal: &Refusal) -> ContactRefusal {
    match refusal {
        Refusal::TextEmpty => ContactRefusal::TextEmpty,
        Refusal::TextTooLong { limit } => ContactRefusal::TextTooLong { limit: *limit },
        Refusal::ContactLeft | Refusal::ChatEnded | Refusal::AlreadyEnded => ContactRefusal::ChatEnded,
        Refusal::NoSuchCase => ContactRefusal::NoSuchChat,
        Refusal::NoSuchTarget => ContactRefusal::NoSuchTopic,
        Refusal::StoreUnavailable => ContactRefusal::NotStored,
        // None of these is an answer to anything a contact can ask.
        Refusal::NoSuchInvitation
        | Refusal::NoSuchConsultation
        | Refusal::NotPermitted
        | Refusal::RemovedFromConference { .. }
        | Refusal::InvitationClosed { .. }
        | Refusal::AlreadyInvited
        | Refusal::RequestPending
        | Refusal::AlreadyMember
        | Refusal::AlreadyConsulting
        | Refusal::TargetIsYourself
        | Refusal::TargetLoggedOut
        | Refusal::TargetDoNotDisturb
        | Refusal::DoNotDisturbTooLong { .. }
        | Refusal::TargetBusy
        | Refusal::NobodyAvailable
        | Refusal::NoFreePlace
        | Refusal::AlreadyTaken
        | Refusal::BeingOffered
        | Refusal::OtherAgentInChat
        | Refusal::NotEndedYet
        | Refusal::DispositionMissing
        | Refusal::NoSuchDisposition
        | Refusal::SessionsOpen { .. }
        | Refusal::StateNotPossible
        | Refusal::TooManyCaseData { .. }
        | Refusal::Malformed
        | Refusal::CommandIdReused
        | Refusal::Unsupported { .. } => ContactRefusal::Malformed,
    }
}
