//! The guided tour of practice mode: what to try next. A step is done when the agent has done the thing, and the next
//! one follows by itself after a moment.

use konsil_protocol::domain::{
    AgentId, AgentState, EntriesChange, EntryBody, Origin, Party, Placed, Thread, Timestamp,
};

use crate::boundary::settings::Settings;
use crate::boundary::view::{TourStep, TourView};
use crate::chats::case::is_active;
use crate::chats::collection::Chats;
use crate::session::identity::Identity;

/// A done step stays so long before the next follows.
const PAUSE_MS: u64 = 2_500;

const STEPS: [TourStep; 8] = [
    TourStep::GetReady,
    TourStep::AcceptChat,
    TourStep::Answer,
    TourStep::Consult,
    TourStep::ReadReply,
    TourStep::Conference,
    TourStep::Transfer,
    TourStep::Finish,
];

#[derive(Debug)]
pub(crate) struct Tour {
    at: usize,
    done: bool,
    closed: bool,
    /// When the next step follows; set at the first look after `done`.
    next_at: Option<Timestamp>,
}

impl Tour {
    /// As it was left, according to the settings.
    pub fn new(settings: &Settings) -> Self {
        Self { at: 0, done: false, closed: settings.tour_closed, next_at: None }
    }

    pub fn restart(&mut self) {
        *self = Self { at: 0, done: false, closed: false, next_at: None };
    }

    /// Opened again after its end, it begins anew.
    pub fn open(&mut self) {
        if self.at >= STEPS.len() {
            self.restart();
        }
        self.closed = false;
    }

    pub fn close(&mut self) {
        self.closed = true;
    }

    /// None when it is closed or over.
    pub fn view(&self) -> Option<TourView> {
        let step = *STEPS.get(self.at).filter(|_| !self.closed)?;
        let number = u32::try_from(self.at + 1).unwrap_or(u32::MAX);
        Some(TourView { step, number, of: u32::try_from(STEPS.len()).unwrap_or(u32::MAX), done: self.done })
    }

    pub fn next(&mut self) {
        self.at = (self.at + 1).min(STEPS.len());
        self.done = false;
        self.next_at = None;
    }

    /// The agent did the thing of this step. The next one may be done before it is asked for; what lies further ahead
    /// waits for its turn.
    pub fn did(&mut self, step: TourStep) {
        let Some(index) = STEPS.iter().position(|known| *known == step) else { return };
        if index == self.at + 1 || (index == self.at && !self.done) {
            self.at = index;
            self.done = true;
            self.next_at = None;
        }
    }

    pub fn on_entries(&mut self, thread: &Thread, change: &EntriesChange, me: Option<&AgentId>) {
        let EntriesChange::Appended { entries } = change else { return };
        let by_another = |placed: &Placed| match &placed.entry.body {
            EntryBody::Message { origin: Origin { by: Party::Agent { agent }, .. }, .. } => Some(agent) != me,
            EntryBody::Message { .. } | EntryBody::System { .. } | EntryBody::Unsupported { .. } => false,
        };
        if matches!(thread, Thread::Consultation { .. }) && entries.iter().any(by_another) {
            self.did(TourStep::ReadReply);
        }
    }

    /// What the agent has done shows in the chats.
    pub fn follow(&mut self, identity: &Identity, chats: &Chats, now: Timestamp) {
        if identity.state() == Some(AgentState::Ready) {
            self.did(TourStep::GetReady);
        }
        for (_, case) in chats.cases().filter(|(_, case)| case.is_member()) {
            self.did(TourStep::AcceptChat);
            let mut consultations = case.view().consultations.iter();
            if consultations.any(|found| is_active(found) && identity.is_me(&found.by)) {
                self.did(TourStep::Consult);
            }
            if case.view().members.len() > 1 {
                self.did(TourStep::Conference);
            }
        }
        self.look(now);
    }

    /// Sets the pause off, so that [`Tour::on_tick`] can end it.
    fn look(&mut self, now: Timestamp) {
        if self.done && self.next_at.is_none() {
            self.next_at = Some(now.plus_ms(PAUSE_MS));
        }
    }

    pub fn on_tick(&mut self, now: Timestamp) {
        if self.next_at.is_some_and(|at| at <= now) {
            self.next();
        }
    }

    pub fn next_tick(&self) -> Option<Timestamp> {
        self.next_at
    }
}
