//! What a notification says: who wrote, and that something arrived; what it is, only if the setting allows
//! (`docs/behaviour.md` 7.5).

use konsil_protocol::domain::{CaseId, InvitationKind, InvitationView, Party, Thread};

use super::decide::Subject;
use super::facts::NAME_CHARS;
use super::log::kind_of_invitation;
use super::notes::Shown;
use crate::boundary::phrases;
use crate::boundary::view::{Notification, NotificationButtons, Phrase};
use crate::chats::case::CaseState;
use crate::pending::workspace::Workspace;
use crate::people::sanitize::sanitize_for_os;
use crate::thread::line::NOBODY_KNOWN;
use crate::thread::line::Naming as _;

/// A message in a notification has at most so many characters.
const TEXT_CHARS: usize = 200;

/// None for what is not there any more.
pub(super) fn notification(workspace: &Workspace<'_>, id: &CaseId, shown: &Shown) -> Option<Notification> {
    let note = &shown.note;
    let may_reply = |case: &CaseState| shown.to_answer().is_some_and(|thread| case.can_write(thread));
    let (title, body, buttons) = match &note.subject {
        Subject::Invitation(invitation) => {
            let invitation = workspace.identity.invitation(invitation)?;
            let (title, body) = of_invitation(workspace, invitation);
            let buttons = match invitation.kind {
                InvitationKind::Unsupported => NotificationButtons::None,
                InvitationKind::Chat
                | InvitationKind::Consultation
                | InvitationKind::Conference
                | InvitationKind::Transfer => {
                    if workspace.identity.can_decline(invitation.kind) {
                        NotificationButtons::Invitation
                    } else {
                        NotificationButtons::InvitationToAccept
                    }
                }
            };
            (title, body, buttons)
        }
        Subject::Words(thread) => {
            let case = workspace.chats.case(id)?;
            let (title, body) = of_words(workspace, case, thread)?;
            (title, body, NotificationButtons::Message { may_reply: may_reply(case) })
        }
        Subject::Waiting => {
            let case = workspace.chats.case(id)?;
            let title = phrases::notification_contact(&name(&case.view().contact.name));
            let buttons = NotificationButtons::Message { may_reply: may_reply(case) };
            (title, phrases::notification_waits(), buttons)
        }
    };
    let until = match &note.subject {
        Subject::Invitation(invitation) => workspace.identity.expires_at(invitation),
        Subject::Words(_) | Subject::Waiting => None,
    };
    Some(Notification { case: id.clone(), title, body, buttons, stays: note.stays, until })
}

fn of_invitation(workspace: &Workspace<'_>, invitation: &InvitationView) -> (Phrase, Phrase) {
    let contact = name(&invitation.contact_name);
    let by = invitation.by.as_ref().map_or("", |by| workspace.names().agent(by));
    let title = phrases::notification_invitation(kind_of_invitation(invitation.kind), &contact, &name(by));
    let queue = name(workspace.names().queue(&invitation.queue, workspace.language));
    let text = invitation.text.as_deref().filter(|_| workspace.settings.attention.notify_text);
    let text = text.map(|text| sanitize_for_os(text, TEXT_CHARS)).filter(|text| !text.is_empty());
    let body = match (invitation.kind, text) {
        // Its title names the contact.
        (InvitationKind::Chat, Some(text)) => phrases::notification_chat_text(&queue, &text),
        (InvitationKind::Chat, None) => phrases::notification_chat_about(&queue),
        (
            InvitationKind::Consultation
            | InvitationKind::Conference
            | InvitationKind::Transfer
            | InvitationKind::Unsupported,
            Some(text),
        ) => phrases::notification_invitation_text(&contact, &queue, &text),
        (
            InvitationKind::Consultation
            | InvitationKind::Conference
            | InvitationKind::Transfer
            | InvitationKind::Unsupported,
            None,
        ) => phrases::notification_invitation_about(&contact, &queue),
    };
    (title, body)
}

fn of_words(workspace: &Workspace<'_>, case: &CaseState, thread: &Thread) -> Option<(Phrase, Phrase)> {
    let log = case.conversation().thread(thread)?;
    let newest = log.heard().newest()?;
    let text = sanitize_for_os(&newest.text, TEXT_CHARS);
    let contact = name(&case.view().contact.name);
    let from = match &newest.from {
        Party::Contact => None,
        from @ (Party::Agent { .. } | Party::Expert { .. } | Party::Supervisor { .. } | Party::Unsupported { .. }) => {
            Some(workspace.names().party(from, &contact).name)
        }
    };
    let title = match (thread, from) {
        (Thread::Main, None) | (Thread::Consultation { .. }, None) => phrases::notification_contact(&contact),
        (Thread::Main, Some(from)) => phrases::notification_colleague(&name(from), &contact),
        (Thread::Consultation { .. }, Some(from)) => phrases::notification_consultation(&name(from), &contact),
    };
    let body = if workspace.settings.attention.notify_text && !text.is_empty() {
        phrases::notification_text(&text)
    } else {
        phrases::notification_messages(log.unread())
    };
    Some((title, body))
}

/// Somebody without a name (nothing but marks, say) still has a place to be named in.
fn name(name: &str) -> String {
    let name = sanitize_for_os(name, NAME_CHARS);
    if name.is_empty() { NOBODY_KNOWN.to_owned() } else { name }
}
