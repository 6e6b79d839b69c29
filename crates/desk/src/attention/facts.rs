//! What attention depends on, at one moment: the terms of `behaviour.md` section 7, read off the workspace.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentState, CaseId, Command, ConsultationId, InvitationId, InvitationKind, Language, Standing, Thread, Timestamp,
};

use super::Quiet;
use crate::boundary::settings::AttentionSettings;
use crate::boundary::system::{FlashMeans, Means};
use crate::boundary::view::Stage;
use crate::boundary::window::WindowId;
use crate::chats::case::{CaseState, Part};
use crate::desk::{Desk, Link};
use crate::people::sanitize::plain;
use crate::thread::heard::Answer;

/// Of a name that a sign shows.
pub(super) const NAME_CHARS: usize = 80;

/// Everything at once. Two moments with the same facts have the same signs.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Facts {
    pub active: Option<WindowId>,
    pub quiet: Option<Quiet>,
    pub switches: AttentionSettings,
    pub means: Option<Means>,
    pub language: Language,
    /// Mine; none without a workspace.
    pub state: Option<AgentState>,
    /// Chats that I have a part in, and those that I am invited to.
    pub cases: BTreeMap<CaseId, CaseFacts>,
}

/// Of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseFacts {
    /// The contact's name, fit for a sign.
    pub contact: String,
    /// The torn-off window, else the main one.
    pub holder: WindowId,
    pub silenced: bool,
    pub place: Place,
    /// Since when the contact waits for an answer of mine, in the server's time.
    pub waits: Option<Timestamp>,
    /// An answer of mine is under way: it stops the signs, and closes nothing yet.
    pub answering: bool,
    pub contact_left: bool,
    /// The last that the contact heard of us, as far as the lines tell.
    pub answered: Option<Answer>,
    pub invitation: Option<Invited>,
    /// Somebody else's words that concern me: in the chat if I am in it, in my consultations.
    pub words: BTreeMap<Thread, Words>,
}

/// What I am in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Member,
    Asked,
    Former,
    /// Not in it; at most invited.
    None,
}

/// The newest words in a thread that are not mine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    pub order: u64,
    pub at: Timestamp,
    /// How many I have not had in view.
    pub unread: u32,
}

/// An invitation that waits for my answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invited {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    /// My answer is on its way.
    pub answering: bool,
}

impl CaseFacts {
    /// A pending reply (7.1): one under way stops the signs at once.
    pub fn is_pending(&self) -> bool {
        self.waits.is_some() && !self.answering
    }

    /// Offered, and not being answered.
    pub fn open_invitation(&self) -> Option<&Invited> {
        self.invitation.as_ref().filter(|invited| !invited.answering)
    }

    pub fn unread(&self) -> impl Iterator<Item = (&Thread, &Words)> {
        self.words.iter().filter(|(_, words)| words.unread > 0)
    }

    pub fn has_unread_consultation(&self) -> bool {
        self.unread().any(|(thread, _)| is_consultation(thread))
    }
}

impl Facts {
    /// The system cannot make a window flash: a notification that stays takes its place.
    pub fn flashes_by_notification(&self) -> bool {
        self.means.is_some_and(|means| means.flash == FlashMeans::Notification)
    }
}

pub(super) fn is_consultation(thread: &Thread) -> bool {
    match thread {
        Thread::Main => false,
        Thread::Consultation { .. } => true,
    }
}

impl Desk {
    /// As it stands now. Without a workspace, or while another desktop has the session, nothing needs the agent here.
    pub(crate) fn facts(&self) -> Facts {
        let mut facts = Facts {
            active: self.active_window(),
            quiet: self.is_quiet(),
            switches: self.settings.attention.clone(),
            means: self.system.means,
            language: self.people.language,
            state: None,
            cases: BTreeMap::new(),
        };
        let here = matches!(self.stage, Stage::Workspace { .. }) && self.link != Link::Elsewhere;
        if here {
            facts.state = self.me.as_ref().map(|me| me.state);
            let invited = self.me.iter().flat_map(|me| &me.invitations).map(|invitation| &invitation.case);
            let taking_part = self.cases.iter().filter(|(_, case)| case.part != Part::Gone).map(|(id, _)| id);
            let ids: BTreeSet<_> = invited.chain(taking_part).collect();
            facts.cases = ids.into_iter().map(|id| (id.clone(), self.case_facts(id))).collect();
        }
        facts
    }

    fn case_facts(&self, id: &CaseId) -> CaseFacts {
        let case = self.cases.get(id).filter(|case| case.part != Part::Gone);
        let place = case.map_or(Place::None, |case| match case.view.standing {
            Standing::Member => Place::Member,
            Standing::ConsultTarget { .. } => Place::Asked,
            Standing::Former { .. } | Standing::Unsupported => Place::Former,
        });
        let main = case.and_then(|case| case.threads.get(&Thread::Main));
        CaseFacts {
            contact: plain(&self.contact_of(id), NAME_CHARS),
            holder: self.holding(id),
            silenced: self.silenced.contains(id),
            place,
            waits: case.and_then(CaseState::unanswered_since),
            answering: case.is_some_and(CaseState::is_answer_under_way),
            contact_left: case.is_some_and(CaseState::has_contact_left),
            answered: main.and_then(|log| log.heard().answer()),
            invitation: self.invited_to(id),
            words: case.map(words).unwrap_or_default(),
        }
    }

    fn contact_of(&self, id: &CaseId) -> String {
        if let Some(case) = self.cases.get(id) {
            return case.view.contact.name.clone();
        }
        let mut invitations = self.me.iter().flat_map(|me| &me.invitations);
        invitations.find(|found| &found.case == id).map_or_else(String::new, |found| found.contact_name.clone())
    }

    /// The window that holds a chat, whichever is selected there.
    pub(crate) fn holding(&self, case: &CaseId) -> WindowId {
        self.own.get(case).copied().unwrap_or(WindowId::Main)
    }

    /// Until it is answered, taken back or run out. It runs out here too, with or without a connection.
    pub(super) fn invited_to(&self, id: &CaseId) -> Option<Invited> {
        let me = self.me.as_ref()?;
        let runs = |invitation: &InvitationId| self.invitations.get(invitation).is_some_and(|end| *end > self.now);
        let invitation = me.invitations.iter().find(|found| &found.case == id && runs(&found.invitation))?;
        Some(Invited {
            invitation: invitation.invitation.clone(),
            kind: invitation.kind,
            answering: self.is_answering(&invitation.invitation),
        })
    }

    fn is_answering(&self, id: &InvitationId) -> bool {
        self.asked.iter().any(|asked| {
            matches!(&asked.command, Command::AcceptInvitation { invitation } | Command::DeclineInvitation { invitation }
                if invitation == id)
        })
    }

    /// When the facts change by themselves, at the latest.
    pub(super) fn facts_change_at(&self) -> Option<Timestamp> {
        self.invitations.values().filter(|end| **end > self.now).min().copied()
    }
}

fn words(case: &CaseState) -> BTreeMap<Thread, Words> {
    let member = matches!(case.view.standing, Standing::Member);
    let concern = case.threads.iter().filter(|(thread, _)| member || is_consultation(thread));
    concern
        .filter_map(|(thread, log)| {
            let newest = log.heard().newest()?;
            Some((thread.clone(), Words { order: newest.order, at: newest.at, unread: log.unread() }))
        })
        .collect()
}

/// The consultation of a thread.
pub(super) fn consultation_of(thread: &Thread) -> Option<&ConsultationId> {
    match thread {
        Thread::Main => None,
        Thread::Consultation { consultation } => Some(consultation),
    }
}
