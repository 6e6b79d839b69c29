//! A chat that the centre reports: its newest view, and what follows from each newer one.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, CaseAction, CaseView, ConsultTarget, ConsultationAction, ConsultationEnd, ConsultationId,
    ConsultationState, ConsultationView, ContactPresence, InvitationId, InvitationKind, Left, Refusal, RequestOutcome,
    Standing, Thread, Timestamp,
};

use super::conversation::{About, Conversation, Notice, WordsFor};
use crate::session::identity::debounced_until;
use crate::thread::log::ThreadLog;

#[derive(Debug)]
pub(crate) struct CaseState {
    pub(super) view: CaseView,
    pub(super) confirmation: Confirmation,
    pub(super) conversation: Conversation,
    /// When my requests expire.
    expires: BTreeMap<InvitationId, Timestamp>,
    /// Requests that I took back: nothing is said about their outcome.
    withdrawn: BTreeSet<InvitationId>,
    known_outcomes: BTreeSet<InvitationId>,
}

/// Why nothing can be written in a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReadOnly {
    Refused(Refusal),
    /// The consultation is over.
    Over(ConsultationEnd),
    /// The chat is only kept for the texts in it.
    Gone,
}

/// Whether the backend still reports the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Confirmation {
    /// It named the case since it connected.
    Named,
    /// It did before; whether it still does is not known yet.
    Unconfirmed,
}

impl CaseState {
    /// A case that the backend names for the first time. What ended before is not announced again.
    pub fn new(view: CaseView, now: Timestamp) -> Self {
        Self::after(view, Conversation::default(), now)
    }

    /// The same with what the agent already has of this chat.
    pub fn after(view: CaseView, conversation: Conversation, now: Timestamp) -> Self {
        let known_outcomes = view.outcomes.iter().map(|outcome| outcome.invitation.clone()).collect();
        let mut case = Self {
            view,
            confirmation: Confirmation::Named,
            conversation,
            expires: BTreeMap::new(),
            withdrawn: BTreeSet::new(),
            known_outcomes,
        };
        case.take_over(now);
        case
    }

    pub fn view(&self) -> &CaseView {
        &self.view
    }

    pub fn conversation(&self) -> &Conversation {
        &self.conversation
    }

    pub fn expires_at(&self, request: &InvitationId) -> Option<Timestamp> {
        self.expires.get(request).copied()
    }

    /// A newer view. A smaller version is stale, unless the connection is new: then it is the truth.
    pub fn update(&mut self, view: CaseView, me: Option<&AgentId>, now: Timestamp) {
        if !self.is_news(&view) {
            return;
        }
        let before = std::mem::replace(&mut self.view, view);
        self.confirmation = Confirmation::Named;
        for outcome in self.view.outcomes.clone() {
            if !self.known_outcomes.insert(outcome.invitation.clone()) {
                continue;
            }
            self.words_come_back(&before, &outcome);
            if !self.withdrawn.contains(&outcome.invitation) {
                let (id, at) = (outcome.invitation.to_string(), outcome.at);
                self.conversation.add_notice(Notice { id, at, about: About::Request(outcome) });
            }
        }
        let was_member = matches!(before.standing, Standing::Member) && matches!(self.view.standing, Standing::Member);
        let owner_now = me.is_some() && self.view.owner.as_ref() == me;
        if was_member && before.owner.is_some() && before.owner.as_ref() != me && owner_now {
            let id = format!("owner-{}", self.view.version);
            self.conversation.add_notice(Notice { id, at: now, about: About::Owner });
        }
        self.keep_threads_with_texts(&before);
        self.take_over(now);
    }

    /// Nobody has taken it: what went with it stands there again for the next target, before what was typed meanwhile.
    fn words_come_back(&mut self, before: &CaseView, outcome: &RequestOutcome) {
        let Some(words) = WordsFor::of(outcome.kind) else { return };
        let asked = before.requests.iter().find(|request| request.invitation == outcome.invitation);
        let Some(text) = asked.and_then(|request| request.question.as_ref()) else { return };
        let stands = words.field(&mut self.conversation.words);
        *stands = if stands.trim().is_empty() { text.clone() } else { format!("{text}\n{stands}") };
    }

    /// Deadlines, and a selected consultation: an active one, the newest, unless the agent has chosen one that is.
    fn take_over(&mut self, now: Timestamp) {
        let former = std::mem::take(&mut self.expires);
        for request in &self.view.requests {
            let at = debounced_until(former.get(&request.invitation), now.plus_ms(request.remaining_ms));
            self.expires.insert(request.invitation.clone(), at);
        }
        let selected = self.conversation.selected_consultation.take();
        let still_active = selected.as_ref().and_then(|id| self.consultation(id)).is_some_and(is_active);
        self.conversation.selected_consultation = if still_active {
            selected
        } else {
            let fresh = self.view.consultations.iter().rev().find(|consultation| is_active(consultation));
            let kept = selected.filter(|id| self.consultation(id).is_some());
            fresh
                .map(|consultation| consultation.consultation.clone())
                .or(kept)
                .or_else(|| self.view.consultations.last().map(|consultation| consultation.consultation.clone()))
        };
    }

    /// A consultation with a text that was not sent stays in its place until the text is dealt with.
    pub(super) fn keep_threads_with_texts(&mut self, before: &CaseView) {
        for consultation in &before.consultations {
            let thread = Thread::Consultation { consultation: consultation.consultation.clone() };
            let has_texts = self.conversation.thread(&thread).is_some_and(|log| !log.locals().is_empty());
            if has_texts && self.consultation(&consultation.consultation).is_none() {
                let mut left = consultation.clone();
                left.can.clear();
                self.view.consultations.insert(0, left);
                self.view.threads.push(thread);
            }
        }
        let threads: BTreeSet<_> = self.view.threads.iter().cloned().collect();
        self.conversation.threads.retain(|thread, _| threads.contains(thread));
    }

    /// I take a request back: nothing is said about its outcome.
    pub(super) fn withdraw(&mut self, request: InvitationId) {
        self.withdrawn.insert(request);
    }

    /// Taking it back was refused.
    pub(super) fn not_withdrawn(&mut self, request: &InvitationId) {
        self.withdrawn.remove(request);
    }

    pub fn is_member(&self) -> bool {
        matches!(self.view.standing, Standing::Member)
    }

    pub fn consultation(&self, id: &ConsultationId) -> Option<&ConsultationView> {
        self.view.consultations.iter().find(|consultation| &consultation.consultation == id)
    }

    pub fn can_write(&self, thread: &Thread) -> bool {
        can_write(&self.view, thread)
    }

    /// Why nothing can be written there.
    pub(super) fn why_read_only(&self, thread: &Thread) -> ReadOnly {
        match thread {
            Thread::Main => ReadOnly::Refused(match &self.view.standing {
                Standing::Former { why: Left::Removed { by }, .. } => Refusal::RemovedFromConference { by: by.clone() },
                Standing::Member if self.has_contact_left() => Refusal::ContactLeft,
                Standing::Member | Standing::ConsultTarget { .. } | Standing::Unsupported => Refusal::NotPermitted,
                Standing::Former { .. } => Refusal::AlreadyEnded,
            }),
            Thread::Consultation { consultation } => match self.consultation(consultation).map(|found| found.state) {
                Some(ConsultationState::Ended { why, .. }) => ReadOnly::Over(why),
                Some(ConsultationState::Active | ConsultationState::Unsupported) | None => {
                    ReadOnly::Over(ConsultationEnd::Unsupported)
                }
            },
        }
    }

    /// Whether this is what the centre says from now on.
    pub fn is_news(&self, view: &CaseView) -> bool {
        self.confirmation != Confirmation::Named || view.version >= self.view.version
    }

    /// Whom I have asked to take the chat over.
    pub(super) fn asked_to_take_over(&self) -> Option<&ConsultTarget> {
        let asked = self.view.requests.iter().find(|request| request.kind == InvitationKind::Transfer);
        asked.map(|request| &request.target)
    }

    /// The contact waits for an answer of mine, and none is under way.
    pub fn pending_since(&self) -> Option<Timestamp> {
        self.unanswered_since().filter(|_| !self.is_answer_under_way())
    }

    /// The contact waits for an answer of mine; one under way is none yet, one that the centre has taken is.
    pub fn unanswered_since(&self) -> Option<Timestamp> {
        let told = self.view.unanswered_since.filter(|_| self.is_member())?;
        let Some(main) = self.conversation.thread(&Thread::Main) else { return Some(told) };
        if main.is_answer_accepted() {
            return None;
        }
        // The lines arrive before the view: an answer among them is not in it yet, nor what the contact wrote after it.
        match main.heard().answer() {
            Some(answer) if answer.at >= told => main.heard().waits_since(),
            Some(_) | None => Some(told),
        }
    }

    /// From when the reply reminder counts, in the server's time: the later of the first unanswered message and the first
    /// acceptance of the chat. What is shown, sorted and named by waiting goes by this.
    pub fn reminder_from(&self) -> Option<Timestamp> {
        let since = self.pending_since()?;
        Some(self.view.first_accepted_at.map_or(since, |accepted| accepted.max(since)))
    }

    pub fn is_answer_under_way(&self) -> bool {
        self.conversation.thread(&Thread::Main).is_some_and(ThreadLog::is_answer_under_way)
    }

    pub fn has_contact_left(&self) -> bool {
        matches!(self.view.contact.presence, ContactPresence::Left { .. })
    }

    pub fn last_activity(&self) -> Timestamp {
        self.conversation.last_at().unwrap_or(self.view.opened_at).max(self.view.opened_at)
    }
}

/// Whether that view allows to write there.
pub(crate) fn can_write(view: &CaseView, thread: &Thread) -> bool {
    match thread {
        Thread::Main => view.can.contains(&CaseAction::Write),
        Thread::Consultation { consultation } => {
            let found = view.consultations.iter().find(|found| &found.consultation == consultation);
            found.is_some_and(|found| found.can.contains(&ConsultationAction::Write))
        }
    }
}

pub(crate) fn is_active(consultation: &ConsultationView) -> bool {
    match consultation.state {
        ConsultationState::Active => true,
        ConsultationState::Ended { .. } | ConsultationState::Unsupported => false,
    }
}
