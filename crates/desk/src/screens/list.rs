//! The left column: invitations, my chats in the order of `docs/behaviour.md` 7.8, chats in which I was asked, queues.

use konsil_protocol::domain::{CaseId, CaseView, ContactPresence, InvitationView, Left, Standing, Thread, Timestamp};

use super::reminder::reminder;
use crate::boundary::phrases;
use crate::boundary::view::{ChatRow, InvitationCard, ListView, Phrase, QueueRow, Side};
use crate::chats::case::is_active;
use crate::chats::chat::Chat;
use crate::chats::order::group;
use crate::pending::workspace::Workspace;
use crate::people::names::initials;
use crate::thread::line::Naming as _;
use crate::thread::local::LocalState;
use crate::thread::log::ThreadLog;
use crate::thread::preview::preview;

/// The left column now.
pub(crate) fn list(workspace: &Workspace<'_>) -> ListView {
    let rows =
        |ids: &[CaseId]| ids.iter().filter_map(|id| Some(row(workspace, id, workspace.chats.get(id)?))).collect();
    ListView {
        invitations: cards(workspace, |invitation| !workspace.chats.holds(invitation)),
        chats: rows(workspace.chats.order().chats()),
        consultations: rows(workspace.chats.order().consultations()),
        queues: queues(workspace),
    }
}

pub(crate) fn cards(workspace: &Workspace<'_>, which: impl Fn(&InvitationView) -> bool) -> Vec<InvitationCard> {
    let invitations = workspace.identity.invitations().filter(|invitation| which(invitation));
    invitations.filter_map(|invitation| card(workspace, invitation)).collect()
}

fn card(workspace: &Workspace<'_>, invitation: &InvitationView) -> Option<InvitationCard> {
    Some(InvitationCard {
        invitation: invitation.invitation.clone(),
        case: invitation.case.clone(),
        kind: invitation.kind,
        by: invitation.by.as_ref().map(|by| workspace.names().agent(by).to_owned()),
        contact: invitation.contact_name.clone(),
        queue: workspace.names().queue(&invitation.queue, workspace.language).to_owned(),
        text: invitation.text.clone(),
        expires_at: workspace.identity.expires_at(&invitation.invitation)?,
        busy: workspace.pending.is_answering(&invitation.invitation),
        refusable: workspace.identity.can_decline(invitation.kind),
    })
}

fn row(workspace: &Workspace<'_>, id: &CaseId, chat: &Chat) -> ChatRow {
    let name = match chat.view().map(|view| &view.standing) {
        Some(Standing::ConsultTarget { by }) => workspace.names().agent(by),
        Some(Standing::Member | Standing::Former { .. } | Standing::Unsupported) | None => chat.contact(),
    };
    let interrupted = |view: &CaseView| matches!(view.contact.presence, ContactPresence::Interrupted { .. });
    ChatRow {
        case: id.clone(),
        contact: name.to_owned(),
        initials: initials(name),
        preview: preview_of(workspace, chat),
        group: group(chat),
        reminder: chat.case().and_then(|case| reminder(workspace, case)),
        silenced: workspace.chats.is_silenced(id),
        unread: unread(chat),
        unread_private: unread_is_private(chat),
        selected: workspace.chats.selected() == Some(id),
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
    let asked = is_asked(chat);
    let counts = |thread: &Thread| !(asked && *thread == Thread::Main);
    chat.conversation().threads().iter().filter(|(thread, _)| counts(thread)).map(|(_, log)| log.unread()).sum()
}

/// Something is unread, and the contact sees none of it.
fn unread_is_private(chat: &Chat) -> bool {
    let main = chat.conversation().thread(&Thread::Main).map_or(0, ThreadLog::unread);
    unread(chat) > 0 && (is_asked(chat) || main == 0)
}

fn preview_of(workspace: &Workspace<'_>, chat: &Chat) -> Phrase {
    if let Some(unsent) = unsent(chat) {
        return unsent;
    }
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

fn queues(workspace: &Workspace<'_>) -> Vec<QueueRow> {
    let mine = workspace.identity.my_queues();
    mine.map(|(queue, status)| QueueRow {
        queue: queue.queue.clone(),
        name: queue.name.in_language(workspace.language).to_owned(),
        waiting: status.waiting,
        longest_waiting_since: status.longest_waiting_since,
    })
    .collect()
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
