//! What the agent has of a chat whether or not the centre still reports it: the threads, and what was done to them here.

use std::collections::BTreeMap;

use konsil_protocol::domain::{ConsultationId, InvitationKind, RequestOutcome, Thread, Timestamp};

use crate::boundary::input::{Purpose, ScrollAnchor};
use crate::boundary::view::RequestWords;
use crate::thread::local::{KeptAs, Local};
use crate::thread::log::ThreadLog;

/// Notices above a chat.
const MAX_NOTICES: usize = 8;

#[derive(Debug, Default)]
pub(crate) struct Conversation {
    pub(super) threads: BTreeMap<Thread, ThreadLog>,
    pub(super) selected_consultation: Option<ConsultationId>,
    pub(super) scroll: BTreeMap<Thread, ScrollAnchor>,
    notices: Vec<Notice>,
    /// For the next whom the agent asks.
    pub(super) words: RequestWords,
}

/// A system message above the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    pub id: String,
    pub at: Timestamp,
    pub about: About,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    Request(RequestOutcome),
    /// I answer for the chat now.
    Owner,
}

/// Whom what an agent writes before asking is for: the question of a consultation, the note of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordsFor {
    Consultation,
    Transfer,
}

impl WordsFor {
    pub const ALL: [Self; 2] = [Self::Consultation, Self::Transfer];

    /// None: what is asked goes without words.
    pub fn of(kind: InvitationKind) -> Option<Self> {
        match kind {
            InvitationKind::Consultation => Some(Self::Consultation),
            InvitationKind::Transfer => Some(Self::Transfer),
            InvitationKind::Chat | InvitationKind::Conference | InvitationKind::Unsupported => None,
        }
    }

    /// What asks so.
    pub fn purpose(self) -> Purpose {
        match self {
            Self::Consultation => Purpose::Consult,
            Self::Transfer => Purpose::Transfer,
        }
    }

    pub(super) fn field(self, words: &mut RequestWords) -> &mut String {
        match self {
            Self::Consultation => &mut words.question,
            Self::Transfer => &mut words.note,
        }
    }
}

impl Conversation {
    pub fn threads(&self) -> &BTreeMap<Thread, ThreadLog> {
        &self.threads
    }

    pub fn thread(&self, thread: &Thread) -> Option<&ThreadLog> {
        self.threads.get(thread)
    }

    pub fn locals(&self) -> impl Iterator<Item = &Local> {
        self.threads.values().flat_map(|log| log.locals())
    }

    pub fn has_texts(&self) -> bool {
        self.locals().next().is_some()
    }

    pub fn selected_consultation(&self) -> Option<&ConsultationId> {
        self.selected_consultation.as_ref()
    }

    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    pub fn words(&self) -> &RequestWords {
        &self.words
    }

    /// What is to outlive the program of it: what stands there, after what came back from there and was not discarded.
    pub(super) fn kept_words(&self) -> RequestWords {
        let mut kept = RequestWords::default();
        for words in WordsFor::ALL {
            let came_back = self.locals().filter(|local| local.kept == KeptAs::Words { of: words.purpose() });
            let mut stands = self.words.clone();
            let all: Vec<_> =
                came_back.map(|local| local.content.text()).chain([words.field(&mut stands).as_str()]).collect();
            *words.field(&mut kept) =
                all.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n");
        }
        kept
    }

    pub fn scroll(&self, thread: &Thread) -> ScrollAnchor {
        self.scroll.get(thread).cloned().unwrap_or(ScrollAnchor::Bottom)
    }

    /// Whether its newest line is before the reader: whoever has scrolled up does not see it.
    pub fn is_at_end(&self, thread: &Thread) -> bool {
        match self.scroll(thread) {
            ScrollAnchor::Bottom => true,
            ScrollAnchor::At { .. } => false,
        }
    }

    pub fn last_at(&self) -> Option<Timestamp> {
        self.threads.values().filter_map(ThreadLog::last_at).max()
    }

    pub(super) fn add_notice(&mut self, notice: Notice) {
        self.notices.push(notice);
        if self.notices.len() > MAX_NOTICES {
            self.notices.remove(0);
        }
    }

    pub(super) fn dismiss_notice(&mut self, id: &str) {
        self.notices.retain(|notice| notice.id != id);
    }

    /// The agent asks again: what was said about the last time is read.
    pub(super) fn forget_offers_to_pick_another(&mut self) {
        self.notices.retain(|notice| matches!(notice.about, About::Owner));
    }
}
