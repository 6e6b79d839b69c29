//! One chat of the agent, whichever of the two it is.

use konsil_protocol::domain::{CaseView, ConsultationId, Thread, Timestamp};

use super::case::CaseState;
use super::conversation::Conversation;
use super::kept::KeptChat;
use crate::people::who::People;
use crate::thread::line::Reader;
use crate::thread::log::ThreadLog;

#[derive(Debug)]
pub(crate) enum Chat {
    /// The centre reports it.
    Case(Box<CaseState>),
    /// It is only here for texts that were not sent.
    Kept(KeptChat),
}

impl Chat {
    pub fn case(&self) -> Option<&CaseState> {
        match self {
            Self::Case(case) => Some(case),
            Self::Kept(_) => None,
        }
    }

    pub fn conversation(&self) -> &Conversation {
        match self {
            Self::Case(case) => &case.conversation,
            Self::Kept(kept) => &kept.conversation,
        }
    }

    pub(super) fn conversation_mut(&mut self) -> &mut Conversation {
        match self {
            Self::Case(case) => &mut case.conversation,
            Self::Kept(kept) => &mut kept.conversation,
        }
    }

    /// The newest view; of a kept chat the last one, if there was one.
    pub fn view(&self) -> Option<&CaseView> {
        match self {
            Self::Case(case) => Some(&case.view),
            Self::Kept(kept) => kept.last_view(),
        }
    }

    pub fn contact(&self) -> &str {
        match self {
            Self::Case(case) => &case.view.contact.name,
            Self::Kept(kept) => kept.contact(),
        }
    }

    pub fn last_activity(&self) -> Timestamp {
        match self {
            Self::Case(case) => case.last_activity(),
            Self::Kept(kept) => kept.last_activity(),
        }
    }

    /// A window shows these threads of it.
    pub fn shown_threads(&self) -> Vec<Thread> {
        match self {
            Self::Case(case) => case.view.threads.clone(),
            Self::Kept(kept) => kept.shown_threads(),
        }
    }

    pub fn has_thread(&self, thread: &Thread) -> bool {
        match self {
            Self::Case(case) => case.view.threads.contains(thread),
            Self::Kept(kept) => kept.has_thread(thread),
        }
    }

    pub fn has_consultation(&self, id: &ConsultationId) -> bool {
        self.view().is_some_and(|view| view.consultations.iter().any(|found| &found.consultation == id))
    }

    /// A thread with what is needed to read it.
    pub(super) fn log_and_reader<'a>(
        &'a mut self,
        thread: &Thread,
        people: People<'a>,
    ) -> (&'a mut ThreadLog, Reader<'a>) {
        let (threads, contact) = match self {
            Self::Case(case) => (&mut case.conversation.threads, case.view.contact.name.as_str()),
            Self::Kept(kept) => kept.threads_and_contact(),
        };
        (threads.entry(thread.clone()).or_default(), people.reader(contact, thread))
    }
}
