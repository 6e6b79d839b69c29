//! The guided tour of practice mode: what to try next. A step is done when the agent has done the thing, and the next
//! one follows by itself after a moment.

use konsil_protocol::domain::{AgentId, CaseId, Command, EntryBody, Participant, Placed, Thread, Timestamp};

use crate::boundary::view::{TourStep, TourView};

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
    handing_over: Vec<CaseId>,
}

impl Tour {
    pub fn new(closed: bool) -> Self {
        Self { at: 0, done: false, closed, next_at: None, handing_over: Vec::new() }
    }

    pub fn restart(&mut self) {
        *self = Self::new(false);
    }

    /// Opened again after its end, it begins anew.
    pub fn set_closed(&mut self, closed: bool) {
        if !closed && self.at >= STEPS.len() {
            self.restart();
        }
        self.closed = closed;
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

    pub fn sent(&mut self, thread: &Thread) {
        if *thread == Thread::Main {
            self.did(TourStep::Answer);
        }
    }

    pub fn accepted(&mut self, command: &Command) {
        if let Command::AskTransfer { case, .. } = command {
            self.handing_over.push(case.clone());
        }
        if matches!(command, Command::MarkDone { thread: Thread::Main, .. }) {
            self.did(TourStep::Finish);
        }
    }

    /// After I asked somebody to take it over: it was handed over.
    pub fn case_gone(&mut self, case: &CaseId) {
        if self.handing_over.contains(case) {
            self.did(TourStep::Transfer);
        }
    }

    pub fn entries_came(&mut self, thread: &Thread, entries: &[Placed], me: Option<&AgentId>) {
        let by_another = |placed: &Placed| match &placed.entry.body {
            EntryBody::Message { from: Participant::Agent { agent }, .. } => Some(agent) != me,
            EntryBody::Message { .. } | EntryBody::System { .. } | EntryBody::Unsupported { .. } => false,
        };
        if matches!(thread, Thread::Consultation { .. }) && entries.iter().any(by_another) {
            self.did(TourStep::ReadReply);
        }
    }

    /// Sets the pause off, so that [`Tour::on_tick`] can end it.
    pub fn look(&mut self, now: Timestamp) {
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
