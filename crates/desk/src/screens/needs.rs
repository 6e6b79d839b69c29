//! What needs me, most urgent first: for "next chat that needs me", for the tray, and for their counts.

use std::collections::BTreeSet;

use konsil_protocol::domain::{CaseId, ConsultationId, InvitationId, Thread, ThreadRef, Timestamp};

use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::boundary::window::WindowId;
use crate::chats::case::CaseState;
use crate::pending::workspace::Workspace;
use crate::screens::cards::cards;
use crate::thread::log::Sight;

/// Something that needs me.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// A contact waits for an answer.
    Reply { case: CaseId },
    /// Words in a consultation that I have not read.
    Consultation { case: CaseId, consultation: ConsultationId },
    /// An open invitation that I have not answered.
    Invitation { case: CaseId, invitation: InvitationId },
}

impl Need {
    pub fn case(&self) -> &CaseId {
        match self {
            Self::Reply { case } | Self::Consultation { case, .. } | Self::Invitation { case, .. } => case,
        }
    }
}

/// What "next chat that needs me" shows.
#[derive(Debug)]
pub(crate) enum Next {
    Need(Need),
    /// Why there is none.
    None(Phrase),
}

/// Where something that needs me is shown.
#[derive(Debug)]
pub(crate) enum Place {
    Chat {
        thread: ThreadRef,
    },
    /// The left column of the main window: its answer there.
    Column {
        invitation: InvitationId,
    },
    /// The chat that it belongs to: its answer there.
    Strip {
        case: CaseId,
        invitation: InvitationId,
    },
}

/// Where the agent is, as far as "next" goes on from there.
#[derive(Debug)]
pub(crate) struct From {
    pub window: Option<WindowId>,
    /// The keyboard stands on the answer of this invitation.
    pub invitation: Option<InvitationId>,
}

/// Pending replies, by the reminder's time, longest first; consultations with unread words, longest first; invitations, oldest first.
/// Quiet and silence change nothing about it. While another desktop has the session, nothing needs me here.
pub(crate) fn needs(workspace: &Workspace<'_>) -> Vec<Need> {
    if !workspace.session.is_here() {
        return Vec::new();
    }
    let mut replies: Vec<_> =
        workspace.chats.cases().filter_map(|(id, case)| Some((case.reminder_from()?, id.clone()))).collect();
    replies.sort();
    let mut unread: Vec<_> = workspace.chats.cases().flat_map(|(id, case)| unread_consultations(id, case)).collect();
    unread.sort();
    let cards = cards(workspace, |_| true);
    let replies = replies.into_iter().map(|(_, case)| Need::Reply { case });
    let unread = unread.into_iter().map(|(_, case, consultation)| Need::Consultation { case, consultation });
    let open = cards.into_iter().filter(|card| !card.busy && card.expires_at > workspace.now);
    let invitations = open.map(|card| Need::Invitation { case: card.case, invitation: card.invitation });
    replies.chain(unread).chain(invitations).collect()
}

/// Each chat once.
pub(crate) fn needing(needs: &[Need]) -> u32 {
    let cases: BTreeSet<_> = needs.iter().map(Need::case).collect();
    u32::try_from(cases.len()).unwrap_or(u32::MAX)
}

/// The next one that needs me, after that which the agent is at.
pub(crate) fn next(workspace: &Workspace<'_>, from: &From) -> Next {
    let mut needs = needs(workspace);
    // Whoever stands on an invitation sees the chat beside it, too.
    let at = |need: &&Need| is_here(workspace, from, need);
    let last = needs.iter().rfind(at).cloned();
    let here = last.and_then(|last| needs.iter().position(|need| *need == last));
    if let Some(here) = here {
        needs.rotate_left(here + 1);
    }
    match needs.iter().find(|need| !is_here(workspace, from, need)) {
        Some(need) => Next::Need(need.clone()),
        None if needs.is_empty() => Next::None(phrases::next_nothing()),
        None => Next::None(phrases::next_nothing_else()),
    }
}

/// Where it is shown: in its chat, else in the left column of the main window.
pub(crate) fn place_of(workspace: &Workspace<'_>, need: &Need) -> Place {
    match need {
        Need::Reply { case } => Place::Chat { thread: ThreadRef::main(case.clone()) },
        Need::Consultation { case, consultation } => {
            Place::Chat { thread: ThreadRef::consultation(case.clone(), consultation.clone()) }
        }
        Need::Invitation { case, invitation } if is_in_chat(workspace, invitation) => {
            Place::Strip { case: case.clone(), invitation: invitation.clone() }
        }
        Need::Invitation { invitation, .. } => Place::Column { invitation: invitation.clone() },
    }
}

fn is_in_chat(workspace: &Workspace<'_>, id: &InvitationId) -> bool {
    workspace.identity.invitation(id).is_some_and(|invitation| workspace.chats.holds(invitation))
}

/// Words are read where they are in view; an invitation is answered where the keyboard is.
fn is_here(workspace: &Workspace<'_>, from: &From, need: &Need) -> bool {
    match need {
        Need::Reply { case } => workspace.sight_from(from.window, &ThreadRef::main(case.clone())) == Sight::InView,
        Need::Consultation { case, consultation } => {
            let thread = ThreadRef::consultation(case.clone(), consultation.clone());
            workspace.sight_from(from.window, &thread) == Sight::InView
        }
        Need::Invitation { invitation, .. } => from.invitation.as_ref() == Some(invitation),
    }
}

/// With the time of their last words.
fn unread_consultations(id: &CaseId, case: &CaseState) -> Vec<(Timestamp, CaseId, ConsultationId)> {
    let found = case.conversation().threads().iter().filter_map(|(thread, log)| match thread {
        Thread::Consultation { consultation } if log.unread() > 0 => {
            Some((log.last_at().unwrap_or_default(), id.clone(), consultation.clone()))
        }
        Thread::Consultation { .. } | Thread::Main => None,
    });
    found.collect()
}
