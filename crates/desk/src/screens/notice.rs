//! System messages above a chat, and the one about a refused request that its row shows.

use konsil_protocol::domain::{InvitationKind, InvitationOutcome, RequestOutcome, Timestamp};

use crate::boundary::input::Purpose;
use crate::boundary::phrases;
use crate::boundary::view::{NoticeView, Phrase, RefusedRequest};
use crate::chats::chat::Chat;
use crate::chats::conversation::{About, Notice};
use crate::pending::workspace::Workspace;
use crate::thread::line::Naming as _;
use crate::thread::outcome::request_ended;

/// None where there is nothing to say.
pub(super) fn notice(workspace: &Workspace<'_>, notice: &Notice) -> Option<NoticeView> {
    let (text, private, pick_another) = match &notice.about {
        About::Owner => (phrases::you_are_owner_now(), false, None),
        About::Request(outcome) => (text(workspace, outcome)?, is_private(outcome), pick_another(outcome)),
    };
    Some(NoticeView { id: notice.id.clone(), private, text, pick_another, at: notice.at })
}

/// The newest one about a request of mine, with its time.
pub(super) fn refused(workspace: &Workspace<'_>, chat: &Chat) -> Option<(RefusedRequest, Timestamp)> {
    chat.conversation().notices().iter().rev().find_map(|notice| match &notice.about {
        About::Owner => None,
        About::Request(outcome) => {
            Some((RefusedRequest { text: text(workspace, outcome)?, private: is_private(outcome) }, notice.at))
        }
    })
}

fn text(workspace: &Workspace<'_>, outcome: &RequestOutcome) -> Option<Phrase> {
    let target = workspace.names().target(&outcome.target, workspace.language);
    request_ended(outcome.kind, outcome.outcome, (&outcome.target, target))
}

fn is_private(outcome: &RequestOutcome) -> bool {
    outcome.kind == InvitationKind::Consultation
}

/// A message that was not accepted offers to pick another target for the same purpose.
fn pick_another(outcome: &RequestOutcome) -> Option<Purpose> {
    match outcome.outcome {
        InvitationOutcome::Declined | InvitationOutcome::Expired => match outcome.kind {
            InvitationKind::Consultation => Some(Purpose::Consult),
            InvitationKind::Conference => Some(Purpose::Conference),
            InvitationKind::Transfer => Some(Purpose::Transfer),
            InvitationKind::Chat | InvitationKind::Unsupported => None,
        },
        InvitationOutcome::Accepted | InvitationOutcome::Withdrawn | InvitationOutcome::Unsupported => None,
    }
}
