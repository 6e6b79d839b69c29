//! Which signs follow from the facts (`docs/behaviour.md` 7.2, 7.4 to 7.6). Nothing here remembers anything.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, InvitationId, Thread};

use super::facts::{CaseFacts, Facts, Place, is_consultation};
use crate::boundary::window::WindowId;

/// What a case's notification is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub subject: Subject,
    /// What it is about: the newest words in each thread.
    pub words: BTreeMap<Thread, u64>,
    /// It is shown in place of flashing.
    pub stays: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    Invitation(InvitationId),
    /// Unread words, the newest of them in this thread.
    Words(Thread),
    /// The contact waits, though all was read. Only where the system has no flashing.
    Waiting,
}

impl Note {
    /// Adds what else the agent has closed before.
    pub fn and(mut self, former: Option<Self>) -> Self {
        for (thread, order) in former.map(|former| former.words).unwrap_or_default() {
            let told = self.words.entry(thread).or_default();
            *told = order.max(*told);
        }
        self
    }

    /// The thread whose words it shows; none for an invitation.
    pub fn thread(&self) -> Option<Thread> {
        match &self.subject {
            Subject::Words(thread) => Some(thread.clone()),
            Subject::Waiting => Some(Thread::Main),
            Subject::Invitation(_) => None,
        }
    }

    /// Whether it shows something that the other did not.
    pub fn tells_more_than(&self, other: &Self) -> bool {
        let invitation = matches!(&self.subject, Subject::Invitation(_)) && self.subject != other.subject;
        invitation || self.words.iter().any(|(thread, order)| other.words.get(thread).is_none_or(|told| order > told))
    }
}

impl Facts {
    /// The windows that flash.
    pub fn flashing(&self) -> BTreeSet<WindowId> {
        self.cases.values().flat_map(|case| self.flashing_for(case)).collect()
    }

    /// The windows that flash because of this case.
    pub fn flashing_for(&self, case: &CaseFacts) -> BTreeSet<WindowId> {
        if !self.switches.flash || self.quiet.is_some() {
            return BTreeSet::new();
        }
        let mut windows = BTreeSet::new();
        if !case.silenced && (self.reply_flashes(case) || self.consultation_flashes(case)) {
            windows.insert(case.holder);
        }
        if self.invitation_flashes(case) {
            windows.insert(WindowId::Main);
        }
        windows
    }

    /// (G) A pending reply in a window that is not the active one.
    pub fn reply_flashes(&self, case: &CaseFacts) -> bool {
        case.is_pending() && self.active != Some(case.holder)
    }

    /// It flashes until it is in view, even in the active window: it need only be read.
    fn consultation_flashes(&self, case: &CaseFacts) -> bool {
        self.switches.flash_consultations && case.has_unread_consultation()
    }

    pub fn invitation_flashes(&self, case: &CaseFacts) -> bool {
        case.open_invitation().is_some() && self.active != Some(WindowId::Main)
    }

    /// Whether words that come before the agent's eyes make a sound all the same: who has gone does not see them.
    pub fn sounds_in_view(&self) -> bool {
        self.idle && self.switches.sound_idle
    }

    /// Chats that need me, each once. Neither quiet nor silence takes one away.
    pub fn badge(&self) -> u32 {
        let needing = self.cases.values().filter(|case| needs_me(case)).count();
        u32::try_from(needing).unwrap_or(u32::MAX)
    }

    /// The notification that this case is worth now, whether or not the agent has closed it.
    pub fn note(&self, id: &CaseId) -> Option<Note> {
        let case = self.cases.get(id)?;
        if self.quiet.is_some() {
            return None;
        }
        let stays = self.stays(case);
        if let Some(invited) = case.open_invitation()
            && (self.switches.notify_invitations || (stays && self.invitation_flashes(case)))
        {
            let subject = Subject::Invitation(invited.invitation.clone());
            return Some(Note { subject, words: BTreeMap::new(), stays });
        }
        if case.silenced {
            return None;
        }
        let words = self.words_to_show(case);
        let newest = words.iter().max_by_key(|(thread, _)| case.texts.get(thread).map(|words| words.at));
        let subject = match newest {
            Some((thread, _)) => Subject::Words((*thread).clone()),
            None if stays && self.reply_flashes(case) => {
                let main = case.texts.get(&Thread::Main).map(|words| (Thread::Main, words.order));
                return Some(Note { subject: Subject::Waiting, words: main.into_iter().collect(), stays });
            }
            None => return None,
        };
        Some(Note { subject, words, stays })
    }

    /// Whether the notification of this case takes the place of flashing, and so stays.
    fn stays(&self, case: &CaseFacts) -> bool {
        self.flashes_by_notification() && !self.flashing_for(case).is_empty()
    }

    /// Unread words in a chat in which I still take part; where the system cannot flash, also those that would.
    fn words_to_show(&self, case: &CaseFacts) -> BTreeMap<Thread, u64> {
        let taking_part = match case.place {
            Place::Member | Place::Asked => true,
            Place::Former | Place::None => false,
        };
        let shown = |thread: &Thread| {
            (taking_part && self.switches.notify_messages)
                || (self.stays(case) && is_consultation(thread) && self.switches.flash_consultations)
        };
        case.unread().filter(|(thread, _)| shown(thread)).map(|(thread, words)| (thread.clone(), words.order)).collect()
    }
}

/// My pending reply, an open invitation to me, or an unread message of a consultation.
pub(super) fn needs_me(case: &CaseFacts) -> bool {
    case.is_pending() || case.open_invitation().is_some() || case.has_unread_consultation()
}
