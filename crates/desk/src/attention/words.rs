//! What a notification says: who, and that something came; what, only if the setting allows (`behaviour.md` 7.5).

use konsil_protocol::domain::{CaseId, InvitationKind, InvitationView, Participant, Thread};

use super::Shown;
use super::decide::Subject;
use super::facts::NAME_CHARS;
use super::log::kind_of_invitation;
use crate::boundary::phrases;
use crate::boundary::view::{Notification, NotificationButtons, Phrase};
use crate::chats::case::CaseState;
use crate::desk::Desk;
use crate::people::names::NOBODY_KNOWN;
use crate::people::sanitize::plain;
use crate::thread::heard::TEXT_CHARS;

impl Desk {
    /// None for what is not there any more.
    pub(super) fn notification(&self, id: &CaseId, shown: &Shown) -> Option<Notification> {
        let note = &shown.note;
        let may_reply = |case: &CaseState| shown.to_answer().is_some_and(|thread| case.can_write(thread));
        let (title, body, buttons) = match &note.subject {
            Subject::Invitation(invitation) => {
                let invitations = &self.me.as_ref()?.invitations;
                let invitation = invitations.iter().find(|found| &found.invitation == invitation)?;
                let (title, body) = self.of_invitation(invitation);
                let buttons = match invitation.kind {
                    InvitationKind::Unsupported => NotificationButtons::None,
                    InvitationKind::Chat
                    | InvitationKind::Consultation
                    | InvitationKind::Conference
                    | InvitationKind::Transfer => NotificationButtons::Invitation,
                };
                (title, body, buttons)
            }
            Subject::Words(thread) => {
                let case = self.cases.get(id)?;
                let (title, body) = self.of_words(case, thread)?;
                (title, body, NotificationButtons::Message { may_reply: may_reply(case) })
            }
            Subject::Waiting => {
                let case = self.cases.get(id)?;
                let title = phrases::notification_contact(&name(&case.view.contact.name));
                let buttons = NotificationButtons::Message { may_reply: may_reply(case) };
                (title, phrases::notification_waits(), buttons)
            }
        };
        let until = match &note.subject {
            Subject::Invitation(invitation) => self.invitations.get(invitation).copied(),
            Subject::Words(_) | Subject::Waiting => None,
        };
        Some(Notification { case: id.clone(), title, body, buttons, stays: note.stays, until })
    }

    fn of_invitation(&self, invitation: &InvitationView) -> (Phrase, Phrase) {
        let contact = name(&invitation.contact_name);
        let by = invitation.by.as_ref().map_or("", |by| self.people.names.agent(by));
        let title = phrases::notification_invitation(kind_of_invitation(invitation.kind), &contact, &name(by));
        let queue = name(self.people.names.queue(&invitation.queue, self.people.language));
        let text = invitation.text.as_deref().filter(|_| self.settings.attention.notify_text);
        let text = text.map(|text| plain(text, TEXT_CHARS)).filter(|text| !text.is_empty());
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

    fn of_words(&self, case: &CaseState, thread: &Thread) -> Option<(Phrase, Phrase)> {
        let log = case.threads.get(thread)?;
        let words = log.heard().newest()?;
        let contact = name(&case.view.contact.name);
        let from = match &words.from {
            Participant::Contact => None,
            Participant::Agent { agent } | Participant::Supervisor { agent } => Some(self.people.names.agent(agent)),
            Participant::Expert { name, .. } => Some(name.as_str()),
            Participant::Unsupported { .. } => Some(NOBODY_KNOWN),
        };
        let title = match (thread, from) {
            (Thread::Main, None) | (Thread::Consultation { .. }, None) => phrases::notification_contact(&contact),
            (Thread::Main, Some(from)) => phrases::notification_colleague(&name(from), &contact),
            (Thread::Consultation { .. }, Some(from)) => phrases::notification_consultation(&name(from), &contact),
        };
        let body = if self.settings.attention.notify_text && !words.text.is_empty() {
            phrases::notification_text(&words.text)
        } else {
            phrases::notification_messages(log.unread())
        };
        Some((title, body))
    }
}

/// Somebody without a name (nothing but marks, say) still has a place to be named in.
fn name(name: &str) -> String {
    let name = plain(name, NAME_CHARS);
    if name.is_empty() { NOBODY_KNOWN.to_owned() } else { name }
}
