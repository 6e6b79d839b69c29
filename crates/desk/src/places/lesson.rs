//! What a step of the tour needs: what to do first while its button is grey, and whether a contact is there.

use konsil_protocol::domain::{AgentState, CaseAction, CaseView, InvitationKind};

use crate::boundary::phrases;
use crate::boundary::view::{Phrase, TourHint, TourStep};
use crate::chats::case::{CaseState, is_active};
use crate::chats::collection::Chats;
use crate::session::identity::Identity;

/// None when the thing can be done.
pub(crate) fn hint(step: TourStep, identity: &Identity, chats: &Chats) -> Option<TourHint> {
    let can = |action: CaseAction| mine(chats).any(|case| case.view().can.contains(&action));
    let consults = || mine(chats).any(|case| consults(case.view(), identity));
    match step {
        TourStep::GetReady => None,
        TourStep::AcceptChat if identity.invitations().next().is_some() => None,
        TourStep::AcceptChat => Some(how_to_get_a_chat(identity, chats)),
        TourStep::Answer if can(CaseAction::Write) => None,
        TourStep::Consult if can(CaseAction::Consult) => None,
        TourStep::ReadReply if consults() => None,
        TourStep::ReadReply if can(CaseAction::Consult) => Some(TourHint::Consult),
        TourStep::Conference if can(CaseAction::AskConference) => None,
        TourStep::Transfer if can(CaseAction::AskTransfer) => None,
        TourStep::Conference | TourStep::Transfer if asks(chats) => Some(TourHint::AwaitAnswer),
        TourStep::Finish if can(CaseAction::End) || can(CaseAction::MarkDone) => None,
        TourStep::Answer
        | TourStep::Consult
        | TourStep::ReadReply
        | TourStep::Conference
        | TourStep::Transfer
        | TourStep::Finish => Some(how_to_get_a_chat(identity, chats)),
    }
}

/// A contact is there, in a chat or at the door.
pub(crate) fn has_contact(identity: &Identity, chats: &Chats) -> bool {
    let is_invited = identity.invitations().any(|invitation| invitation.kind == InvitationKind::Chat);
    is_invited || mine(chats).any(|case| case.is_member() && !case.has_contact_left())
}

/// What is said to whoever asks for the next contact.
pub(crate) fn told(identity: &Identity, chats: &Chats) -> Phrase {
    match how_to_get_a_chat(identity, chats) {
        TourHint::GetReady => phrases::told_contact_when_ready(),
        TourHint::MakeRoom => phrases::told_contact_when_room(),
        TourHint::AskForChat | TourHint::Consult | TourHint::AwaitAnswer => phrases::told_contact_comes(),
    }
}

fn how_to_get_a_chat(identity: &Identity, chats: &Chats) -> TourHint {
    let full = identity.me().is_some_and(|me| me.places_taken >= me.capacity);
    let waits_for_wrap_up = mine(chats).any(|case| case.view().can.contains(&CaseAction::MarkDone));
    match identity.state() {
        Some(AgentState::Ready) if full => TourHint::MakeRoom,
        Some(AgentState::Ready) => TourHint::AskForChat,
        Some(AgentState::AfterWork) if waits_for_wrap_up => TourHint::MakeRoom,
        Some(AgentState::AfterWork | AgentState::NotReady { .. } | AgentState::LoggedOut | AgentState::Unsupported)
        | None => TourHint::GetReady,
    }
}

/// Chats of mine, those in wrap-up too.
fn mine(chats: &Chats) -> impl Iterator<Item = &CaseState> {
    chats.cases().map(|(_, case)| case)
}

fn consults(view: &CaseView, identity: &Identity) -> bool {
    view.consultations.iter().any(|found| is_active(found) && identity.is_me(&found.by))
}

/// A request of mine is open.
fn asks(chats: &Chats) -> bool {
    mine(chats).any(|case| !case.view().requests.is_empty())
}
