//! A row of the left column: a chat with its last words, or with what is more pressing than they are.

use konsil_protocol::domain::{
    CaseId, CaseView, ContactPresence, InvitationView, Left, Standing, Thread, ThreadRef, Timestamp,
};

use super::cards::cards;
use super::notice::refused;
use super::reminder::reminder;
use crate::boundary::phrases;
use crate::boundary::view::{ChatRow, Phrase, PreviewOf, RefusedRequest, Side};
use crate::chats::case::is_active;
use crate::chats::chat::Chat;
use crate::chats::order::group;
use crate::pending::workspace::Workspace;
use crate::people::names::initials;
use crate::thread::line::Naming as _;
use crate::thread::local::LocalState;
use crate::thread::log::ThreadLog;
use crate::thread::preview::preview;

pub(super) fn row(workspace: &Workspace<'_>, id: &CaseId, chat: &Chat) -> ChatRow {
    let name = match chat.view().map(|view| &view.standing) {
        Some(Standing::ConsultTarget { by }) => workspace.names().agent(by),
        Some(Standing::Member | Standing::Former { .. } | Standing::Unsupported) | None => chat.contact(),
    };
    let interrupted = |view: &CaseView| matches!(view.contact.presence, ContactPresence::Interrupted { .. });
    let selected = workspace.chats.selected() == Some(id);
    // What the agent has before the eyes needs no row to say it.
    let refused = refused(workspace, chat).filter(|_| !selected);
    let (preview_of, preview) = second_line(workspace, id, chat, refused.as_ref());
    ChatRow {
        case: id.clone(),
        contact: name.to_owned(),
        initials: initials(name),
        preview,
        preview_of,
        at: workspace.session.here(chat.last_activity()),
        group: group(chat),
        reminder: chat.case().and_then(|case| reminder(workspace, case)),
        silenced: workspace.chats.is_silenced(id),
        unread: unread(chat),
        unread_private: unread_private(chat),
        consulting: chat.view().is_some_and(|view| view.consultations.iter().any(is_active)),
        refused: refused.map(|(request, _)| request),
        selected,
        torn_off: workspace.layout.torn_off.contains_key(id),
        interrupted: chat.view().is_some_and(interrupted),
        unsent: unsent(chat).is_some(),
        invited_until: invited_until(workspace, id),
    }
}

fn invited_until(workspace: &Workspace<'_>, case: &CaseId) -> Option<Timestamp> {
    let stands_here = |invitation: &InvitationView| &invitation.case == case && workspace.chats.holds(invitation);
    cards(workspace, stands_here).first().map(|card| card.expires_at)
}

/// In this chat I was asked.
fn is_asked(chat: &Chat) -> bool {
    chat.view().is_some_and(|view| matches!(view.standing, Standing::ConsultTarget { .. }))
}

/// One who was asked has not written to the contact: only the consultation's words are new to it.
fn unread(chat: &Chat) -> u32 {
    let main = chat.conversation().thread(&Thread::Main).map_or(0, ThreadLog::unread);
    unread_private(chat) + if is_asked(chat) { 0 } else { main }
}

fn unread_private(chat: &Chat) -> u32 {
    consultations(chat).map(ThreadLog::unread).sum()
}

fn consultations(chat: &Chat) -> impl Iterator<Item = &ThreadLog> {
    let threads = chat.conversation().threads().iter();
    threads.filter(|(thread, _)| **thread != Thread::Main).map(|(_, log)| log)
}

/// What presses most: a text that did not go out, unread private words, a draft, a refusal that is newer than the chat's
/// last words, and else these.
fn second_line(
    workspace: &Workspace<'_>,
    id: &CaseId,
    chat: &Chat,
    refused: Option<&(RefusedRequest, Timestamp)>,
) -> (PreviewOf, Phrase) {
    if let Some(unsent) = unsent(chat) {
        return (PreviewOf::NotSent, unsent);
    }
    if let Some(private) = unread_words(chat) {
        return (PreviewOf::Private, private);
    }
    if let Some(draft) = draft(workspace, id) {
        return draft;
    }
    let last = chat.conversation().thread(&Thread::Main).and_then(ThreadLog::last_at);
    match refused {
        Some((request, at)) if last.is_none_or(|last| *at >= last) => (PreviewOf::Refused, request.text.clone()),
        Some(_) | None => (PreviewOf::Chat, of_chat(workspace, chat)),
    }
}

/// The newest unread words of a consultation.
fn unread_words(chat: &Chat) -> Option<Phrase> {
    let newest = consultations(chat).filter(|log| log.unread() > 0).max_by_key(|log| log.last_at())?;
    let said = newest.last_said()?;
    Some(phrases::preview_colleague(&said.author, &said.text))
}

/// What I have begun to write, to the contact first. The selected chat has its composer before the eyes.
fn draft(workspace: &Workspace<'_>, id: &CaseId) -> Option<(PreviewOf, Phrase)> {
    if workspace.chats.selected() == Some(id) {
        return None;
    }
    let mut drafts = workspace.texts.drafts_of(id).filter(|(_, draft)| !draft.text.trim().is_empty());
    let (ThreadRef { thread, .. }, draft) = drafts.next()?;
    let kind = match thread {
        Thread::Main => PreviewOf::Draft,
        Thread::Consultation { .. } => PreviewOf::PrivateDraft,
    };
    Some((kind, phrases::preview_contact(&preview(&draft.text))))
}

fn of_chat(workspace: &Workspace<'_>, chat: &Chat) -> Phrase {
    let Some(view) = chat.view() else { return phrases::preview_ended() };
    match &view.standing {
        Standing::Former { why: Left::Removed { .. }, .. } => return phrases::preview_removed(),
        Standing::Former {
            why: Left::Ended | Left::Transferred { .. } | Left::Vanished | Left::Unsupported, ..
        } => {
            return phrases::preview_ended();
        }
        Standing::ConsultTarget { .. } => return preview_of_consultation(workspace, view),
        Standing::Member | Standing::Unsupported => {}
    }
    if matches!(view.contact.presence, ContactPresence::Left { .. }) {
        return phrases::preview_contact_left();
    }
    let main = chat.conversation().thread(&Thread::Main);
    if let Some(local) = main.and_then(|log| log.locals().last()) {
        return phrases::preview_mine(&preview(local.content.text()));
    }
    match main.and_then(ThreadLog::last_said) {
        None => phrases::preview_nothing_said(),
        Some(said) => match said.side {
            Side::Mine => phrases::preview_mine(&said.text),
            Side::Contact => phrases::preview_contact(&said.text),
            Side::Colleague => phrases::preview_colleague(&said.author, &said.text),
        },
    }
}

fn preview_of_consultation(workspace: &Workspace<'_>, view: &CaseView) -> Phrase {
    let contact = view.contact.name.as_str();
    if view.consultations.iter().any(is_active) {
        phrases::preview_consultation(contact, workspace.names().queue(&view.queue, workspace.language))
    } else {
        phrases::preview_consultation_ended(contact)
    }
}

/// The newest text of mine in this case that was not sent.
fn unsent(chat: &Chat) -> Option<Phrase> {
    let locals = chat.conversation().locals();
    let newest = locals.filter(|local| !local.state.is_under_way()).max_by_key(|local| local.at)?;
    let text = preview(newest.content.text());
    Some(match newest.state {
        LocalState::Uncertain => phrases::preview_uncertain(&text),
        LocalState::NotSent { .. } | LocalState::Sending | LocalState::Queued | LocalState::Accepted => {
            phrases::preview_not_sent(&text)
        }
    })
}
