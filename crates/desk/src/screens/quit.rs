//! The question whether to end the program although not everything is finished.

use konsil_protocol::domain::ConsultationView;

use super::consultation::consulted;
use crate::boundary::phrases;
use crate::boundary::system::Disk;
use crate::boundary::view::{QuitView, Stage};
use crate::chats::case::{CaseState, is_active};
use crate::pending::workspace::Workspace;
use crate::people::sanitize::sanitize_for_os;
use crate::session::connection::Link;

/// A name in the question has at most so many characters.
const NAME_CHARS: usize = 40;

/// What is not finished here.
#[derive(Default)]
struct Open {
    /// Contacts, by name.
    chats: Vec<String>,
    /// With whom.
    consultations: Vec<String>,
    texts: usize,
    /// Texts that stand nowhere but in this program.
    unsaved: usize,
}

/// Whether there is something to ask about.
pub(crate) fn is_something_open(workspace: &Workspace<'_>) -> bool {
    let open = open(workspace);
    !open.chats.is_empty() || !open.consultations.is_empty() || open.texts > 0 || open.unsaved > 0
}

/// The question in the main window.
pub(crate) fn question(workspace: &Workspace<'_>) -> QuitView {
    let Open { chats, consultations, texts, unsaved } = open(workspace);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut view = QuitView { open: Vec::new(), then: Vec::new() };
    if !chats.is_empty() {
        view.open.push(phrases::quit_chats(number(chats.len()), &chats.join(", ")));
        view.then.push(phrases::quit_contacts_wait(number(chats.len())));
    }
    if !consultations.is_empty() {
        view.open.push(phrases::quit_consultations(number(consultations.len()), &consultations.join(", ")));
        view.then.push(phrases::quit_consultations_stay(number(consultations.len())));
    }
    if texts > 0 {
        view.open.push(phrases::quit_texts(number(texts)));
        view.then.push(phrases::quit_texts_later());
    }
    if unsaved > 0 {
        view.open.push(phrases::quit_unsaved(number(unsaved)));
        view.then.push(phrases::quit_unsaved_lost());
    }
    let stays = workspace.texts.has_drafts() || workspace.chats.standing_words() > 0;
    if stays && workspace.system.disk == Disk::Takes {
        view.then.push(phrases::quit_drafts_stay());
    }
    view
}

/// Practice chats are nobody's; the chats of a session that another desktop has go on there.
fn open(workspace: &Workspace<'_>) -> Open {
    let mut open = Open::default();
    if !matches!(workspace.session.stage(), Stage::Workspace { practice: None }) {
        return open;
    }
    open.texts = workspace.chats.locals().filter(|local| local.state.is_under_way()).count();
    let disk = workspace.system.disk;
    open.unsaved = workspace.chats.locals().filter(|local| local.is_lost_with_the_program(disk)).count();
    if disk == Disk::TakesNothing {
        open.unsaved += workspace.texts.drafted_threads().count() + workspace.chats.standing_words();
    }
    if workspace.session.link() == Link::Elsewhere {
        return open;
    }
    for (_, case) in workspace.chats.cases() {
        if is_chat_open(case) {
            open.chats.push(sanitize_for_os(&case.view().contact.name, NAME_CHARS));
        }
        let with = |found: &ConsultationView| sanitize_for_os(&consulted(workspace, found), NAME_CHARS);
        open.consultations.extend(case.view().consultations.iter().filter(|found| is_active(found)).map(with));
    }
    open
}

fn is_chat_open(case: &CaseState) -> bool {
    case.is_member() && !case.has_contact_left()
}
