//! One task, one loop: whatever happens to the desktop comes through here, one at a time. What it means is decided in
//! the pure desk; what it asks for is carried out in the module `effects`.

use std::collections::{BTreeMap, VecDeque};

use anyhow::Context as _;
use konsil_desk::{Begin, Desk, Effect, Event, LastSession, SystemEvent, WindowId};
use konsil_link::LocalStore;
use konsil_protocol::domain::WorkspaceEvent;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Duration, sleep, sleep_until};

use crate::backends::{Backends, Native};
use crate::clock::{Clock, Slept};
use crate::handle::{Call, ControllerHandle, UpdateSink};
use crate::l10n::L10n;
use crate::options::{AppOptions, StartIn};
use crate::practice::Running;
use crate::records::NotKept;
use crate::settings_file::SettingsFile;
use crate::shell::Shell;
use crate::source::{Source, SourceName, next_event};
use crate::task_result::TaskResult;

/// All of it, when the program ends.
const STOP_WITHIN: Duration = Duration::from_millis(4_800);
/// How long a sleep stays unnoticed at most, once the computer is awake.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Starts the controller as a task of the current tokio runtime.
///
/// # Errors
/// A folder cannot be made, or the system gives no random bytes.
pub async fn start(options: AppOptions, shell: impl Shell) -> anyhow::Result<ControllerHandle> {
    start_with(options, shell, Native).await
}

/// The same with another source of sessions.
///
/// # Errors
/// As [`start`].
pub async fn start_with(
    options: AppOptions,
    shell: impl Shell,
    backends: impl Backends,
) -> anyhow::Result<ControllerHandle> {
    let data_dir = &options.data_dir;
    tokio::fs::create_dir_all(data_dir)
        .await
        .with_context(|| format!("the folder {} cannot be made", data_dir.display()))?;
    let mut settings_file = SettingsFile::new(&options.config_dir)?;
    let settings = settings_file.load();
    let begin = match (options.start_in, &settings.last) {
        (StartIn::Practice, _) | (StartIn::Remembered, Some(LastSession::Practice)) => Begin::Practice,
        (StartIn::Remembered, Some(LastSession::Server { server })) => Begin::Resume { server: server.clone() },
        (StartIn::Remembered, None) if settings.server.is_empty() => Begin::FirstStart,
        (StartIn::Remembered, None) => Begin::SignIn,
    };
    let (call, calls) = mpsc::unbounded_channel();
    let (results_to, results) = mpsc::unbounded_channel();
    let controller = Controller {
        desk: Desk::new(settings, options.system_language, options.profile.clone()),
        options,
        settings_file,
        shell,
        backends,
        clock: Clock::start(),
        l10n: L10n::new()?,
        calls,
        results_to,
        results,
        sinks: BTreeMap::new(),
        sources: Vec::new(),
        store: None,
        account_store: None,
        practice: None,
        ending: None,
        session: 0,
        not_kept: NotKept::default(),
        not_saved_shown: false,
        badge: None,
        effects: VecDeque::new(),
    };
    tokio::spawn(controller.run(begin));
    Ok(ControllerHandle::new(call))
}

pub(crate) struct Controller<S, B> {
    pub(crate) options: AppOptions,
    pub(crate) desk: Desk,
    pub(crate) settings_file: SettingsFile,
    pub(crate) shell: S,
    pub(crate) backends: B,
    pub(crate) clock: Clock,
    pub(crate) l10n: L10n,
    calls: mpsc::UnboundedReceiver<Call>,
    /// For tasks that report back.
    pub(crate) results_to: mpsc::UnboundedSender<TaskResult>,
    results: mpsc::UnboundedReceiver<TaskResult>,
    sinks: BTreeMap<WindowId, UpdateSink>,
    /// Of the session that is on; none between sessions.
    pub(crate) sources: Vec<Source>,
    /// Of the session that is on.
    pub(crate) store: Option<LocalStore>,
    /// Of sessions with servers: opened once, held until the end.
    pub(crate) account_store: Option<LocalStore>,
    pub(crate) practice: Option<Running>,
    /// A session or practice centre that is coming to its end.
    pub(crate) ending: Option<JoinHandle<()>>,
    /// Counts beginnings and ends of sessions: what was prepared for an earlier one comes to nothing.
    pub(crate) session: u64,
    /// What the disk has not taken yet, and whether the desk was told so.
    pub(crate) not_kept: NotKept,
    pub(crate) not_saved_shown: bool,
    /// The number that stands there, once there was one.
    pub(crate) badge: Option<u32>,
    /// What the desk asked for and is not carried out yet.
    effects: VecDeque<Effect>,
}

/// What wakes the loop.
enum Tick {
    Call(Call),
    /// Nobody can call any more.
    Abandoned,
    Source {
        source: SourceName,
        event: WorkspaceEvent,
    },
    SourceEnded {
        source: SourceName,
    },
    Result(TaskResult),
    Due,
    /// What the disk has not taken is tried again.
    KeepTheRest,
    /// Nothing: to see whether the computer was asleep, where the system does not say so.
    Look,
}

impl<S: Shell, B: Backends> Controller<S, B> {
    async fn run(mut self, begin: Begin) {
        self.tell(Event::Begin(begin));
        loop {
            let tick = self.tick().await;
            if self.clock.catch_up() == Slept::Yes {
                self.tell(Event::System(SystemEvent::Woke));
            }
            match tick {
                Tick::Call(Call::Shutdown { done }) => {
                    self.stop().await;
                    let _ = done.send(());
                    return;
                }
                Tick::Call(call) => self.on_call(call),
                Tick::Abandoned => return self.stop().await,
                Tick::Source { source: SourceName::Centre, event } => {
                    self.tell(Event::Backend(event));
                }
                Tick::SourceEnded { source } => self.sources.retain(|other| other.name != source),
                Tick::Result(result) => {
                    self.on_task_result(result);
                    self.done();
                }
                Tick::Due => self.tell(Event::Tick),
                Tick::KeepTheRest => {
                    self.keep_the_rest();
                    self.done();
                }
                Tick::Look => {}
            }
        }
    }

    async fn tick(&mut self) -> Tick {
        let due = self.desk.next_tick().map(|at| self.clock.instant(at));
        let timer = async {
            match due {
                Some(due) => sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        let not_kept = self.not_kept.due();
        let keep_the_rest = async {
            match not_kept {
                Some(due) => sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            call = self.calls.recv() => call.map_or(Tick::Abandoned, Tick::Call),
            (source, event) = next_event(&mut self.sources) => match event {
                Some(event) => Tick::Source { source, event },
                None => Tick::SourceEnded { source },
            },
            Some(result) = self.results.recv() => Tick::Result(result),
            () = timer => Tick::Due,
            () = keep_the_rest => Tick::KeepTheRest,
            () = sleep(LOOK_EVERY) => Tick::Look,
        }
    }

    fn on_call(&mut self, call: Call) {
        match call {
            Call::Input { window, input, done } => {
                let language = self.desk.language();
                self.hear(Event::Input { window, input: *input });
                if self.desk.language() != language {
                    self.language_changed();
                }
                self.done();
                answer(done);
            }
            Call::Attach { window, sink, done } => {
                self.sinks.insert(window, sink);
                self.tell(Event::Attached { window });
                answer(done);
            }
            Call::Detach { window } => {
                self.sinks.remove(&window);
                self.tell(Event::Detached { window });
            }
            Call::FindTargets { find, found } => {
                let _ = found.send(self.desk.find_targets(&find));
            }
            Call::FindTeam { find, found } => {
                let _ = found.send(self.desk.find_team(&find));
            }
            Call::FindLines { find, found } => {
                let _ = found.send(self.desk.find_lines(&find));
            }
            Call::Transcript { ask, found } => {
                let _ = found.send(self.desk.transcript(&ask));
            }
            Call::FocusChanged { active } => self.tell(Event::Focus { active }),
            Call::System { event } => self.tell(Event::System(event)),
            Call::Decisions { found } => {
                let _ = found.send(self.desk.decisions());
            }
            Call::WindowClosed { window } => {
                self.sinks.remove(&window);
                self.tell(Event::WindowClosed { window });
            }
            // Ends the loop, where it is taken.
            Call::Shutdown { done } => answer(done),
        }
    }

    /// The desk renews titles, tray and notifications by itself; the words of the number are not among them.
    fn language_changed(&mut self) {
        if let Some(practice) = &self.practice {
            practice.speak(self.desk.language());
        }
        if let Some(count) = self.badge {
            self.badge(count);
        }
    }

    /// The desk hears of it, and what it asks for is carried out at once.
    fn tell(&mut self, event: Event) {
        self.hear(event);
        self.done();
    }

    /// The desk hears of it; what it asks for is carried out after what it has asked for before.
    pub(crate) fn hear(&mut self, event: Event) {
        match self.clock.moment() {
            Ok(moment) => self.effects.extend(self.desk.handle(event, moment)),
            Err(fault) => tracing::error!(%fault, "nothing can be done without fresh ids"),
        }
    }

    /// Does what is asked for, then shows what is new: a text is on disk before a window says "sending".
    pub(crate) fn done(&mut self) {
        while let Some(effect) = self.effects.pop_front() {
            self.perform(effect);
        }
        self.flush();
    }

    fn flush(&mut self) {
        for (window, update) in self.desk.updates() {
            if let Some(sink) = self.sinks.get_mut(&window) {
                sink(update);
            }
        }
    }

    /// Everything ends: the session first, the practice centre last.
    async fn stop(&mut self) {
        self.end_session();
        if let Some(ending) = self.ending.take()
            && tokio::time::timeout(STOP_WITHIN, ending).await.is_err()
        {
            tracing::warn!("not everything stopped in time");
        }
    }
}

/// The caller may have gone meanwhile.
fn answer(done: oneshot::Sender<()>) {
    let _ = done.send(());
}
