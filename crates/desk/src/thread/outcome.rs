//! What is said when a request is over.

use konsil_protocol::domain::{ConsultTarget, InvitationKind, InvitationOutcome};

use crate::boundary::phrases;
use crate::boundary::view::Phrase;

/// What became of a request of mine, above the chat. None when there is nothing to say.
/// Of a group, a skill or a queue, what the last of them did is no answer of all.
#[must_use]
pub(crate) fn request_ended(
    kind: InvitationKind,
    outcome: InvitationOutcome,
    (asked, target): (&ConsultTarget, &str),
) -> Option<Phrase> {
    use InvitationKind as Kind;
    use InvitationOutcome as Outcome;
    Some(match (kind, outcome) {
        (Kind::Consultation | Kind::Conference | Kind::Transfer, Outcome::Declined | Outcome::Expired)
            if asked.agent().is_none() =>
        {
            // A lower level may well be available.
            match (kind, asked) {
                (Kind::Transfer, ConsultTarget::Skill { least, .. }) => {
                    phrases::transfer_skill_not_available(target, u32::from(*least))
                }
                (_, ConsultTarget::Skill { least, .. }) => phrases::skill_not_available(target, u32::from(*least)),
                (Kind::Transfer, _) => phrases::transfer_anyone_not_available(target),
                _ => phrases::anyone_not_available(target),
            }
        }
        (Kind::Chat, _) | (_, Outcome::Accepted) => return None,
        (Kind::Unsupported, _) | (_, Outcome::Unsupported) => phrases::request_over(target),
        (Kind::Consultation, Outcome::Declined) => phrases::consultation_declined(target),
        (Kind::Consultation, Outcome::Expired) => phrases::consultation_expired(target),
        (Kind::Consultation, Outcome::Withdrawn) => phrases::consultation_withdrawn(target),
        (Kind::Conference, Outcome::Declined) => phrases::conference_declined(target),
        (Kind::Conference, Outcome::Expired) => phrases::conference_expired(target),
        (Kind::Conference, Outcome::Withdrawn) => phrases::conference_withdrawn(target),
        (Kind::Transfer, Outcome::Declined) => phrases::transfer_declined(target),
        (Kind::Transfer, Outcome::Expired) => phrases::transfer_expired(target),
        (Kind::Transfer, Outcome::Withdrawn) => phrases::transfer_withdrawn(target),
    })
}
