//! The guided tour of practice mode: what to try next. A step is done when the agent has done the thing, and the next
//! one follows by itself after a moment. What practice mode does for it is in [`super::lesson`].

use konsil_protocol::domain::{
    AgentId, AgentState, EntriesChange, EntryBody, Origin, Party, Placed, Thread, Timestamp,
};

use super::lesson;
use crate::boundary::effect::Effect;
use crate::boundary::settings::Settings;
use crate::boundary::view::{TourHint, TourStep, TourView};
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
    /// The step that the agent comes to now, until a look is taken at what it needs.
    comes_to: Option<usize>,
    /// What practice mode was told about the contacts.
    stay: Option<bool>,
    /// A contact was called and has not come yet.
    expects_contact: bool,
}

impl Tour {
    /// As it was left, according to the settings.
    pub fn new(settings: &Settings) -> Self {
        let at = if settings.tour_finished { STEPS.len() } else { 0 };
        Self { at, closed: settings.tour_closed, ..Self::first_step() }
    }

    fn first_step() -> Self {
        Self { at: 0, done: false, closed: false, next_at: None, comes_to: None, stay: None, expects_contact: false }
    }

    /// Practice mode begins anew: so does a tour that is not finished.
    pub fn restart(&mut self) {
        if !self.is_finished() {
            self.begin();
        }
    }

    /// Opened again after its end, it begins anew.
    pub fn open(&mut self) {
        if self.is_finished() {
            self.begin();
        }
        self.closed = false;
    }

    fn begin(&mut self) {
        *self = Self { stay: self.stay, ..Self::first_step() };
    }

    /// Closed at its last step it is finished.
    pub fn close(&mut self) {
        self.closed = true;
        if self.at + 1 >= STEPS.len() {
            self.advance();
        }
    }

    pub fn is_finished(&self) -> bool {
        self.at >= STEPS.len()
    }

    /// None when it is closed or over.
    fn step(&self) -> Option<TourStep> {
        STEPS.get(self.at).copied().filter(|_| !self.closed)
    }

    pub fn view(&self, identity: &Identity, chats: &Chats) -> Option<TourView> {
        let step = self.step()?;
        let number = u32::try_from(self.at + 1).unwrap_or(u32::MAX);
        let of = u32::try_from(STEPS.len()).unwrap_or(u32::MAX);
        let comes = |hint: &TourHint| *hint == TourHint::AskForChat && self.expects_contact;
        let hint = lesson::hint(step, identity, chats).filter(|hint| !self.done && !comes(hint));
        Some(TourView { step, number, of, done: self.done, hint })
    }

    /// The agent steps on.
    pub fn next(&mut self) {
        let was_done = self.done;
        self.advance();
        if !was_done {
            self.comes_to = Some(self.at);
        }
    }

    fn advance(&mut self) {
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
            self.comes_to = Some(index + 1);
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
        self.expects_contact &= !lesson::has_contact(identity, chats);
        self.look(now);
    }

    pub fn contact_called(&mut self) {
        self.expects_contact = true;
    }

    /// What practice mode does for it: the contacts stay until the chat is handed over, and the next one comes when the
    /// agent comes to a step that needs a chat.
    pub fn teach(&mut self, identity: &Identity, chats: &Chats) -> Vec<Effect> {
        let stay = self.step().is_some_and(|step| match step {
            TourStep::GetReady
            | TourStep::AcceptChat
            | TourStep::Answer
            | TourStep::Consult
            | TourStep::ReadReply
            | TourStep::Conference => true,
            TourStep::Transfer => !self.done,
            TourStep::Finish => false,
        });
        let mut effects = Vec::new();
        if self.stay.replace(stay) != Some(stay) {
            effects.push(Effect::ContactsStay { stay });
        }
        let comes_to = self.comes_to.take().filter(|_| !self.closed).and_then(|at| STEPS.get(at));
        if comes_to.is_some() && !lesson::has_contact(identity, chats) {
            self.contact_called();
            effects.push(Effect::CallContact);
        }
        effects
    }

    /// Others play the contacts from now on, and know nothing yet.
    pub fn practice_started(&mut self) {
        self.stay = None;
        self.expects_contact = false;
    }

    /// Sets the pause off, so that [`Tour::on_tick`] can end it.
    fn look(&mut self, now: Timestamp) {
        if self.done && self.next_at.is_none() {
            self.next_at = Some(now.plus_ms(PAUSE_MS));
        }
    }

    pub fn on_tick(&mut self, now: Timestamp) {
        if self.next_at.is_some_and(|at| at <= now) {
            self.advance();
        }
    }

    pub fn next_tick(&self) -> Option<Timestamp> {
        self.next_at
    }
}
