//! A chat that the centre no longer reports. It stays as a row for the texts in it that were not sent.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, CaseView, QueueId, Thread, Timestamp};

use super::case::CaseState;
use super::conversation::Conversation;
use crate::boundary::effect::KeptContact;
use crate::thread::log::ThreadLog;

#[derive(Debug)]
pub(crate) struct KeptChat {
    contact: String,
    queue: Option<QueueId>,
    at: Timestamp,
    /// As the centre described it last, without anything that could be done there; none if that was before the program
    /// was started.
    last_view: Option<Box<CaseView>>,
    pub(super) conversation: Conversation,
}

impl KeptChat {
    /// The agent has no part in this case any more.
    pub fn left(case: CaseState) -> Self {
        let CaseState { mut view, conversation, .. } = case;
        view.can.clear();
        view.removable.clear();
        view.requests.clear();
        view.unanswered_since = None;
        for consultation in &mut view.consultations {
            consultation.can.clear();
        }
        Self {
            contact: view.contact.name.clone(),
            queue: Some(view.queue.clone()),
            at: view.opened_at,
            last_view: Some(Box::new(view)),
            conversation,
        }
    }

    /// A chat that is known only from the texts that were kept for it.
    pub fn unknown(case: &CaseId, contact: Option<&KeptContact>, at: Timestamp) -> Self {
        Self {
            contact: contact.map_or_else(|| case.to_string(), |contact| contact.name.clone()),
            queue: contact.map(|contact| contact.queue.clone()),
            at,
            last_view: None,
            conversation: Conversation::default(),
        }
    }

    pub fn contact(&self) -> &str {
        &self.contact
    }

    pub fn queue(&self) -> Option<&QueueId> {
        self.queue.as_ref()
    }

    pub fn last_view(&self) -> Option<&CaseView> {
        self.last_view.as_deref()
    }

    pub fn last_activity(&self) -> Timestamp {
        self.conversation.last_at().unwrap_or(self.at).max(self.at)
    }

    pub fn has_thread(&self, thread: &Thread) -> bool {
        self.last_view.as_ref().map_or(*thread == Thread::Main, |view| view.threads.contains(thread))
    }

    pub fn shown_threads(&self) -> Vec<Thread> {
        self.last_view.as_ref().map_or_else(|| vec![Thread::Main], |view| view.threads.clone())
    }

    pub(super) fn threads_and_contact(&mut self) -> (&mut BTreeMap<Thread, ThreadLog>, &str) {
        (&mut self.conversation.threads, &self.contact)
    }

    /// The centre reports it again.
    pub fn back(self, view: CaseView, now: Timestamp) -> CaseState {
        let mut case = CaseState::after(view, self.conversation, now);
        if let Some(last) = &self.last_view {
            case.keep_threads_with_texts(last);
        }
        case
    }
}
