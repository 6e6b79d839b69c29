//! How the windows reach the controller.

use konsil_desk::input::{AskTranscript, FindLines, FindTargets, FindTeam, Input};
use konsil_desk::view::{DecisionRow, FoundLines, Targets, TeamView, TranscriptView, Update};
use konsil_desk::{SystemEvent, WindowId};
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};

/// Takes the updates of one attachment, in order. Must not block.
pub type UpdateSink = Box<dyn FnMut(Update) + Send>;

/// Why a call came to nothing. Crosses to the windows as `{ "code": … }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CallError {
    #[error("the program is stopping")]
    Stopping,
}

/// What reaches the controller from the windows.
pub(crate) enum Call {
    Input { window: WindowId, input: Box<Input>, done: oneshot::Sender<()> },
    Attach { window: WindowId, sink: UpdateSink, done: oneshot::Sender<()> },
    Detach { window: WindowId },
    FindTargets { find: FindTargets, found: oneshot::Sender<Targets> },
    FindTeam { find: FindTeam, found: oneshot::Sender<TeamView> },
    FindLines { find: FindLines, found: oneshot::Sender<FoundLines> },
    Transcript { ask: AskTranscript, found: oneshot::Sender<TranscriptView> },
    FocusChanged { active: Option<WindowId> },
    WindowClosed { window: WindowId },
    System { event: SystemEvent },
    Decisions { found: oneshot::Sender<Vec<DecisionRow>> },
    Shutdown { done: oneshot::Sender<()> },
}

/// A handle on the controller; clones reach the same one.
#[derive(Clone)]
pub struct ControllerHandle {
    calls: mpsc::UnboundedSender<Call>,
}

impl ControllerHandle {
    pub(crate) fn new(calls: mpsc::UnboundedSender<Call>) -> Self {
        Self { calls }
    }

    /// An act of the agent in a window. Returns when it has been handled: a draft is on disk then, a message in
    /// the outbox.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn input(&self, window: WindowId, input: Input) -> Result<(), CallError> {
        self.call(|done| Call::Input { window, input: Box::new(input), done }).await
    }

    /// A window's page has been loaded. The sink gets everything (revision 0) before this returns, then each change;
    /// the window's former sink gets nothing more.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn attach(&self, window: WindowId, sink: UpdateSink) -> Result<(), CallError> {
        self.call(|done| Call::Attach { window, sink, done }).await
    }

    /// The window's page is gone; the window itself stays.
    pub fn detach(&self, window: WindowId) {
        let _ = self.calls.send(Call::Detach { window });
    }

    /// Rows for the Team Communicator, without waiting for the server.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn find_targets(&self, find: FindTargets) -> Result<Targets, CallError> {
        self.call(|found| Call::FindTargets { find, found }).await
    }

    /// Rows of the Team view.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn find_team(&self, find: FindTeam) -> Result<TeamView, CallError> {
        self.call(|found| Call::FindTeam { find, found }).await
    }

    /// Where something stands in a thread.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn find_lines(&self, find: FindLines) -> Result<FoundLines, CallError> {
        self.call(|found| Call::FindLines { find, found }).await
    }

    /// A chat written out.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn transcript(&self, ask: AskTranscript) -> Result<TranscriptView, CallError> {
        self.call(|found| Call::Transcript { ask, found }).await
    }

    /// Which window has the keyboard now; none when another program has it.
    pub fn focus_changed(&self, active: Option<WindowId>) {
        let _ = self.calls.send(Call::FocusChanged { active });
    }

    /// The system, or the agent with the system's button, closed a window. A chat that stood there docks.
    pub fn window_closed(&self, window: WindowId) {
        let _ = self.calls.send(Call::WindowClosed { window });
    }

    /// News from the system: what it can do, what it sees, what the agent chose outside the windows.
    pub fn system(&self, event: SystemEvent) {
        let _ = self.calls.send(Call::System { event });
    }

    /// Nobody takes calls any more: whatever is asked for comes to nothing.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.calls.is_closed()
    }

    /// *Why did it ring*: the last 50 decisions, newest first.
    ///
    /// # Errors
    /// [`CallError::Stopping`]
    pub async fn decisions(&self) -> Result<Vec<DecisionRow>, CallError> {
        self.call(|found| Call::Decisions { found }).await
    }

    /// Stops everything, the practice centre last. Returns within five seconds.
    pub async fn shutdown(&self) {
        let _ = self.call(|done| Call::Shutdown { done }).await;
    }

    async fn call<T>(&self, make: impl FnOnce(oneshot::Sender<T>) -> Call) -> Result<T, CallError> {
        let (answer, answered) = oneshot::channel();
        self.calls.send(make(answer)).map_err(|_| CallError::Stopping)?;
        answered.await.map_err(|_| CallError::Stopping)
    }
}
