//! What the desk holds of one case: the newest view, its threads, and what the agent has done to it here.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, CaseAction, CaseId, CaseView, ConsultationAction, ConsultationId, ConsultationState, ConsultationView,
    ContactPresence, ContactView, EndEffect, InvitationId, Language, Left, RequestOutcome, Standing, Thread, Timestamp,
};

use crate::boundary::effect::KeptContact;
use crate::boundary::input::ScrollAnchor;
use crate::people::names::Names;
use crate::thread::line::{Privacy, Reader};
use crate::thread::log::ThreadLog;

/// Two deadlines of the same invitation that lie closer than this are the same one, read at two moments.
const JITTER_MS: u64 = 1_500;
/// Notices above a chat.
const MAX_NOTICES: usize = 8;

/// Who is who, for whatever is drawn.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub names: Names,
    pub me: Option<AgentId>,
    pub my_name: String,
    pub language: Language,
}

#[derive(Debug)]
pub(crate) struct CaseState {
    pub view: CaseView,
    pub part: Part,
    pub threads: BTreeMap<Thread, ThreadLog>,
    /// When my requests expire.
    pub expires: BTreeMap<InvitationId, Timestamp>,
    pub notices: Vec<Notice>,
    pub selected_consultation: Option<ConsultationId>,
    pub scroll: BTreeMap<Thread, ScrollAnchor>,
    /// Requests that I took back: nothing to tell about them.
    pub withdrawn: BTreeSet<InvitationId>,
    known_outcomes: BTreeSet<InvitationId>,
}

/// Whether I have a part in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The backend named it since it connected.
    Named,
    /// It did before; whether it still does is not known yet.
    Unconfirmed,
    /// No more; it stands here for the texts that were not sent.
    Gone,
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

impl CaseState {
    /// A case that the backend told for the first time. What ended before is not told again.
    pub fn new(view: CaseView, now: Timestamp) -> Self {
        let known_outcomes = view.outcomes.iter().map(|outcome| outcome.invitation.clone()).collect();
        let mut case = Self {
            view,
            part: Part::Named,
            threads: BTreeMap::new(),
            expires: BTreeMap::new(),
            notices: Vec::new(),
            selected_consultation: None,
            scroll: BTreeMap::new(),
            withdrawn: BTreeSet::new(),
            known_outcomes,
        };
        case.take_over(now);
        case
    }

    /// A case that is known only from the texts that were kept for it.
    pub fn gone(case: CaseId, contact: Option<&KeptContact>, at: Timestamp) -> Option<Self> {
        let queue =
            contact.map(|contact| contact.queue.clone()).or_else(|| konsil_protocol::domain::QueueId::new("-").ok())?;
        let name = contact.map_or_else(|| case.to_string(), |contact| contact.name.clone());
        let view = CaseView {
            case,
            version: 0,
            contact: ContactView { name, language: None, presence: ContactPresence::Present },
            queue,
            opened_at: at,
            first_accepted_at: None,
            standing: Standing::Former { at, why: Left::Ended },
            members: Vec::new(),
            owner: None,
            consultations: Vec::new(),
            requests: Vec::new(),
            outcomes: Vec::new(),
            unanswered_since: None,
            note: String::new(),
            disposition: None,
            disposition_required: false,
            case_data: BTreeMap::new(),
            can: BTreeSet::new(),
            removable: BTreeSet::new(),
            not_askable: Vec::new(),
            end_effect: EndEffect::MySession,
            threads: vec![Thread::Main],
        };
        let mut case = Self::new(view, at);
        case.leave();
        Some(case)
    }

    /// A newer view. A smaller version is stale, unless the connection is new: then it is the truth.
    pub fn update(&mut self, view: CaseView, me: Option<&AgentId>, now: Timestamp) {
        if self.part == Part::Named && view.version < self.view.version {
            return;
        }
        let before = std::mem::replace(&mut self.view, view);
        self.part = Part::Named;
        for outcome in self.view.outcomes.clone() {
            if self.known_outcomes.insert(outcome.invitation.clone()) && !self.withdrawn.contains(&outcome.invitation) {
                self.notice(Notice {
                    id: outcome.invitation.to_string(),
                    at: outcome.at,
                    about: About::Request(outcome),
                });
            }
        }
        let was_member = matches!(before.standing, Standing::Member) && matches!(self.view.standing, Standing::Member);
        let owner_now = me.is_some() && self.view.owner.as_ref() == me;
        if was_member && before.owner.is_some() && before.owner.as_ref() != me && owner_now {
            self.notice(Notice { id: format!("owner-{}", self.view.version), at: now, about: About::Owner });
        }
        self.keep_threads_with_texts(&before);
        self.take_over(now);
    }

    /// The agent asks again: what was said about the last time is read.
    pub fn forget_offers_to_pick_another(&mut self) {
        self.notices.retain(|notice| matches!(notice.about, About::Owner));
    }

    fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
        if self.notices.len() > MAX_NOTICES {
            self.notices.remove(0);
        }
    }

    /// Deadlines, and a selected consultation: an active one, the newest, unless the agent has chosen one that is.
    fn take_over(&mut self, now: Timestamp) {
        let former = std::mem::take(&mut self.expires);
        for request in &self.view.requests {
            let at = steady(former.get(&request.invitation), now.plus_ms(request.remaining_ms));
            self.expires.insert(request.invitation.clone(), at);
        }
        let selected = self.selected_consultation.as_ref().and_then(|id| self.consultation(id));
        if !selected.is_some_and(is_active) {
            let fresh = self.view.consultations.iter().rev().find(|consultation| is_active(consultation));
            let kept = self.selected_consultation.take().filter(|id| self.consultation(id).is_some());
            let any = self.view.consultations.last();
            self.selected_consultation = fresh
                .map(|consultation| consultation.consultation.clone())
                .or(kept)
                .or_else(|| any.map(|consultation| consultation.consultation.clone()));
        }
    }

    /// A consultation with a text that came back stays in its place until the text is dealt with.
    fn keep_threads_with_texts(&mut self, before: &CaseView) {
        for consultation in &before.consultations {
            let thread = Thread::Consultation { consultation: consultation.consultation.clone() };
            let has_texts = self.threads.get(&thread).is_some_and(|log| !log.locals().is_empty());
            if has_texts && self.consultation(&consultation.consultation).is_none() {
                let mut left = consultation.clone();
                left.can.clear();
                self.view.consultations.insert(0, left);
                self.view.threads.push(thread);
            }
        }
        let threads: BTreeSet<_> = self.view.threads.iter().cloned().collect();
        self.threads.retain(|thread, _| threads.contains(thread));
    }

    /// No part in it any more: nothing can be done here except with the texts that came back.
    pub fn leave(&mut self) {
        self.part = Part::Gone;
        self.view.can.clear();
        self.view.removable.clear();
        self.view.requests.clear();
        self.view.unanswered_since = None;
        for consultation in &mut self.view.consultations {
            consultation.can.clear();
        }
    }

    pub fn has_texts(&self) -> bool {
        self.threads.values().any(|log| !log.locals().is_empty())
    }

    pub fn consultation(&self, id: &ConsultationId) -> Option<&ConsultationView> {
        self.view.consultations.iter().find(|consultation| &consultation.consultation == id)
    }

    pub fn can_write(&self, thread: &Thread) -> bool {
        match thread {
            Thread::Main => self.view.can.contains(&CaseAction::Write),
            Thread::Consultation { consultation } => {
                self.consultation(consultation).is_some_and(|found| found.can.contains(&ConsultationAction::Write))
            }
        }
    }

    /// The contact waits for an answer of mine, and none is under way.
    pub fn pending_since(&self) -> Option<Timestamp> {
        self.unanswered_since().filter(|_| !self.is_answer_under_way())
    }

    /// The contact waits for an answer of mine; one under way is none yet, one that the centre has taken is.
    pub fn unanswered_since(&self) -> Option<Timestamp> {
        let told = self.view.unanswered_since.filter(|_| matches!(self.view.standing, Standing::Member))?;
        let Some(main) = self.threads.get(&Thread::Main) else { return Some(told) };
        if main.is_answer_accepted() {
            return None;
        }
        // The lines come before the view: an answer among them is not in it yet, nor what the contact wrote after it.
        match main.heard().answer() {
            Some(answer) if answer.at >= told => main.heard().waits_since(),
            Some(_) | None => Some(told),
        }
    }

    pub fn is_answer_under_way(&self) -> bool {
        self.threads.get(&Thread::Main).is_some_and(ThreadLog::is_answer_under_way)
    }

    pub fn has_contact_left(&self) -> bool {
        matches!(self.view.contact.presence, ContactPresence::Left { .. })
    }

    pub fn last_activity(&self) -> Timestamp {
        let newest = self.threads.values().filter_map(ThreadLog::last_at).max();
        newest.unwrap_or(self.view.opened_at).max(self.view.opened_at)
    }

    pub fn log(&mut self, thread: &Thread) -> &mut ThreadLog {
        self.threads.entry(thread.clone()).or_default()
    }

    /// A thread with what is needed to read it.
    pub fn log_and_reader<'a>(&'a mut self, thread: &Thread, people: &'a People) -> (&'a mut ThreadLog, Reader<'a>) {
        let reader = Reader {
            names: &people.names,
            me: people.me.as_ref(),
            my_name: &people.my_name,
            contact: &self.view.contact.name,
            language: people.language,
            privacy: match thread {
                Thread::Main => Privacy::Contact,
                Thread::Consultation { .. } => Privacy::Private,
            },
        };
        (self.threads.entry(thread.clone()).or_default(), reader)
    }
}

pub(crate) fn is_active(consultation: &ConsultationView) -> bool {
    match consultation.state {
        ConsultationState::Active => true,
        ConsultationState::Ended { .. } | ConsultationState::Unsupported => false,
    }
}

/// The time that was shown before, unless it really changed.
pub(crate) fn steady(shown: Option<&Timestamp>, at: Timestamp) -> Timestamp {
    match shown {
        Some(shown) if shown.since_ms(at) <= JITTER_MS && at.since_ms(*shown) <= JITTER_MS => *shown,
        Some(_) | None => at,
    }
}
