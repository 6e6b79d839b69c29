//! Why signs of a case changed in a step: the one difference that explains it.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, InvitationKind, Party};

use super::episode::{Closed, EpisodeChange};
use super::facts::{CaseFacts, Facts, Place, Quiet, is_consultation};
use super::notes::NoteChange;
use super::sound::News;
use crate::boundary::window::WindowId;

/// The difference that one step made.
pub(super) struct Difference<'a> {
    pub before: &'a Facts,
    pub after: &'a Facts,
    pub episodes: &'a [(CaseId, EpisodeChange)],
    pub news: &'a [(CaseId, News)],
    pub notes: &'a BTreeMap<CaseId, NoteChange>,
}

/// Why something was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    ContactWrote,
    ColleagueWrote {
        name: String,
    },
    ConsultationWords {
        name: String,
    },
    Invited {
        kind: InvitationKind,
    },
    /// The agent joined, took over or signed in again.
    Pending,
    Answering,
    AnswerCameBack,
    Answered,
    ContactLeft,
    SessionEnded,
    AnsweringInvitation,
    /// My answer to it was not taken.
    InvitationOpenAgain,
    InvitationOver,
    /// It arrived too soon after another sound, and now it may sound.
    StillInvited,
    QuietBegan(Quiet),
    QuietEnded(Quiet),
    Silenced,
    NotSilenced,
    Moved,
    WindowLeft,
    WindowActivated,
    Read,
    SettingChanged,
    /// I have another part in it, say.
    ChatChanged,
    /// The centre did it: I let an invitation run out.
    MadeNotReady,
    /// I am ready, on a break, signed out.
    StateChanged,
    Trial,
}

impl Cause {
    /// Only that a window became active, or is not any more.
    pub fn is_of_focus(&self) -> bool {
        matches!(self, Self::WindowLeft | Self::WindowActivated)
    }

    /// Whether both are about the same thing: the entry arrives before the view of its case, or after it.
    pub fn explains(&self, other: &Self) -> bool {
        self == other || (matches!(self, Self::ContactWrote) && matches!(other, Self::Pending))
    }
}

/// What changed for this case. Something that arrived explains more than what follows from it.
pub(super) fn of(step: &Difference<'_>, id: &CaseId, name: impl Fn(&Party) -> String) -> Cause {
    let news = step.news.iter().find(|(of, _)| of == id).map(|(_, news)| news);
    let (before, after) = (step.before.cases.get(id), step.after.cases.get(id));
    match news.map(News::words) {
        Some(Some((thread, from))) if is_consultation(thread) => {
            return Cause::ConsultationWords { name: name(from) };
        }
        Some(Some((_, Party::Contact))) => return Cause::ContactWrote,
        Some(Some((_, from))) => return Cause::ColleagueWrote { name: name(from) },
        Some(None) => {
            let kind = after.and_then(|case| case.invitation.as_ref()).map(|invited| invited.kind);
            return Cause::Invited { kind: kind.unwrap_or(InvitationKind::Chat) };
        }
        None => {}
    }
    in_general(step)
        .or_else(|| episode(step, id))
        .or_else(|| in_case(before, after))
        .or_else(|| focus(step, after.or(before)))
        .or_else(|| read(before, after))
        .unwrap_or(Cause::ChatChanged)
}

pub(super) fn in_general(step: &Difference<'_>) -> Option<Cause> {
    match (step.before.quiet, step.after.quiet) {
        (None, Some(quiet)) => return Some(Cause::QuietBegan(quiet)),
        (Some(quiet), None) => return Some(Cause::QuietEnded(quiet)),
        (None, None) | (Some(_), Some(_)) => {}
    }
    let (before, after) = (step.before, step.after);
    let same = before.switches == after.switches && before.means == after.means && before.language == after.language;
    (!same).then_some(Cause::SettingChanged)
}

fn episode(step: &Difference<'_>, id: &CaseId) -> Option<Cause> {
    let mut changes = step.episodes.iter().filter(|(of, _)| of == id).map(|(_, change)| change);
    changes.next_back().map(|change| match change {
        EpisodeChange::Opened => Cause::Pending,
        EpisodeChange::Closed(Closed::Answered) => Cause::Answered,
        EpisodeChange::Closed(Closed::ContactLeft) => Cause::ContactLeft,
        EpisodeChange::Closed(Closed::SessionEnded) => Cause::SessionEnded,
    })
}

fn in_case(before: Option<&CaseFacts>, after: Option<&CaseFacts>) -> Option<Cause> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (Some(before), None) if before.place == Place::None => return Some(Cause::InvitationOver),
        (Some(_), None) => return Some(Cause::SessionEnded),
        (None, Some(_) | None) => return None,
    };
    match (&before.invitation, &after.invitation) {
        (Some(_), None) => return Some(Cause::InvitationOver),
        (Some(before), Some(after)) if !before.answering && after.answering => return Some(Cause::AnsweringInvitation),
        (Some(before), Some(after)) if before.answering && !after.answering => return Some(Cause::InvitationOpenAgain),
        (Some(_), Some(_)) | (None, _) => {}
    }
    match (before.answering, after.answering) {
        (false, true) => return Some(Cause::Answering),
        (true, false) if after.waits.is_some() => return Some(Cause::AnswerCameBack),
        (true, false | true) | (false, false) => {}
    }
    match (before.silenced, after.silenced) {
        (false, true) => return Some(Cause::Silenced),
        (true, false) => return Some(Cause::NotSilenced),
        (true, true) | (false, false) => {}
    }
    (before.holder != after.holder).then_some(Cause::Moved)
}

fn focus(step: &Difference<'_>, case: Option<&CaseFacts>) -> Option<Cause> {
    if step.before.active == step.after.active {
        return None;
    }
    let concerns = |window| window == Some(WindowId::Main) || case.is_some_and(|case| window == Some(case.holder));
    if concerns(step.after.active) {
        Some(Cause::WindowActivated)
    } else if concerns(step.before.active) {
        Some(Cause::WindowLeft)
    } else {
        None
    }
}

fn read(before: Option<&CaseFacts>, after: Option<&CaseFacts>) -> Option<Cause> {
    let unread = |case: &CaseFacts| case.unread().count();
    (before.map(unread) > after.map(unread)).then_some(Cause::Read)
}
