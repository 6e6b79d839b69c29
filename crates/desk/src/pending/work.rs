//! Everything of one agent. Another agent means a new value, so nothing of one can reach the next.

use konsil_protocol::domain::{CaseId, Language, Mine, QueueId, Refusal, States, Timestamp, WaitingList};

use super::commands::PendingCommands;
use super::refusal::refusal;
use super::targets::OwnTargets;
use crate::boundary::effect::Effect;
use crate::boundary::view::{Phrase, TourStep};
use crate::boundary::window::WindowId;
use crate::chats::collection::{Chats, Reach};
use crate::session::connection::Link;
use crate::session::identity::Identity;
use crate::session::waiting::Waiting;
use crate::texts::drafts::Texts;
use crate::thread::local::LocalState;

#[derive(Debug, Default)]
pub(crate) struct AgentWork {
    pub identity: Identity,
    pub chats: Chats,
    pub texts: Texts,
    pub pending: PendingCommands,
    pub targets: OwnTargets,
    pub waiting: Waiting,
}

/// What the work of an agent depends on and does not own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub link: Link,
    pub language: Language,
    pub now: Timestamp,
}

impl Context {
    pub fn reach(self) -> Reach {
        match self.link {
            Link::Online => Reach::Online,
            Link::Connecting | Link::Offline { .. } | Link::Elsewhere => Reach::Offline,
        }
    }

    /// What a text is that goes out now.
    pub fn state_of_text(self) -> LocalState {
        match self.reach() {
            Reach::Online => LocalState::Sending,
            Reach::Offline => LocalState::Queued,
        }
    }
}

/// What follows from a step of the work, beyond the work itself.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub effects: Vec<Effect>,
    /// To be shown once, in that window.
    pub toasts: Vec<(WindowId, Phrase)>,
    /// Steps of the tour that were done by it.
    pub steps: Vec<TourStep>,
    /// The chat that is to be shown now.
    pub show: Option<CaseId>,
    /// The session is over by it.
    pub signed_out: bool,
}

impl Outcome {
    pub fn toast(window: WindowId, toast: Phrase) -> Self {
        Self { toasts: vec![(window, toast)], ..Self::default() }
    }

    pub fn of(effects: impl IntoIterator<Item = Effect>) -> Self {
        Self { effects: effects.into_iter().collect(), ..Self::default() }
    }

    /// This, and then that.
    pub fn and(mut self, then: Self) -> Self {
        self.effects.extend(then.effects);
        self.toasts.extend(then.toasts);
        self.steps.extend(then.steps);
        self.show = then.show.or(self.show);
        self.signed_out |= then.signed_out;
        self
    }
}

impl AgentWork {
    pub fn on_mine(&mut self, mine: Mine) -> Outcome {
        self.identity.others_mut().on_mine(mine);
        Outcome::default()
    }

    pub fn on_states(&mut self, states: States) -> Outcome {
        self.identity.others_mut().on_states(states);
        Outcome::default()
    }

    /// The list of those that wait in a queue opens, or closes.
    pub fn look(&mut self, queue: Option<QueueId>) -> Outcome {
        self.waiting.look(queue);
        Outcome::default()
    }

    pub fn on_waiting(&mut self, queue: &QueueId, list: Option<WaitingList>, now: Timestamp) -> Outcome {
        self.waiting.hear(queue, list, now);
        Outcome::default()
    }

    /// When something becomes another by time alone.
    pub fn next_change(&self) -> Option<Timestamp> {
        let changes = [self.chats.next_change(), self.pending.next_change(), self.waiting.next_change()];
        changes.into_iter().flatten().min()
    }

    /// A refusal in words, with the names it needs.
    pub fn refusal(&self, why: &Refusal) -> Phrase {
        refusal(why, self.identity.names(), &self.chats)
    }

    /// Drafts and texts that were not sent.
    pub fn kept_texts(&self) -> u32 {
        u32::try_from(self.chats.locals().count() + self.texts.count()).unwrap_or(u32::MAX)
    }
}
