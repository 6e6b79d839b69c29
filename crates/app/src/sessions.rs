//! How sessions begin and end: what has to be prepared beside the loop, and what follows from its result.

use konsil_desk::view::PracticeView;
use konsil_desk::{Event, phrases};
use konsil_link::native::SignInWith;
use konsil_link::{Backend, LocalStore, StoreError};

use crate::backends::Backends;
use crate::clock::fresh_id;
use crate::controller::Controller;
use crate::practice::{PracticeData, Start};
use crate::shell::Shell;
use crate::source::{Source, SourceName};
use crate::task_result::TaskResult;

impl<S: Shell, B: Backends> Controller<S, B> {
    pub(crate) fn on_task_result(&mut self, result: TaskResult) {
        match result {
            TaskResult::Store { session, opened, server, sign_in } => match opened {
                Ok(store) => {
                    self.account_store = Some(store.clone());
                    if session == self.session {
                        self.begin_session(store, &server, sign_in);
                    }
                }
                Err(fault) => {
                    tracing::error!(%fault, "the store cannot be opened");
                    if session != self.session {
                        return;
                    }
                    let error = match fault {
                        StoreError::InUse(_) => phrases::sign_in_profile_in_use(),
                        StoreError::NewerSchema { .. }
                        | StoreError::Key(_)
                        | StoreError::Sealed
                        | StoreError::NoRandomness
                        | StoreError::Folder { .. }
                        | StoreError::Sqlite(_)
                        | StoreError::Value(_) => phrases::sign_in_store_fault(),
                    };
                    self.hear(Event::SignInFailed { error });
                }
            },
            TaskResult::Practice { session, started } => match *started {
                Ok((running, store)) if session == self.session => {
                    let practice = PracticeView { contact_page: running.contact_page.clone() };
                    let sign_in =
                        SignInWith::Password { login: running.login.clone(), password: running.password.clone() };
                    let server = running.address.clone();
                    self.practice = Some(running);
                    self.begin_session(store, &server, sign_in);
                    self.hear(Event::PracticeStarted(practice));
                }
                // The agent has turned elsewhere meanwhile.
                Ok((running, _)) => {
                    tokio::spawn(running.stop());
                }
                Err(fault) => {
                    tracing::error!(%fault, "the practice centre cannot be started");
                    if session == self.session {
                        self.hear(Event::PracticeFailed { error: fault.phrase() });
                    }
                }
            },
        }
    }

    /// Opens the store of sessions with servers (the key store may ask the agent something) and goes on from there.
    pub(crate) fn prepare_session(&mut self, server: String, sign_in: SignInWith) {
        self.end_session();
        let session = self.session;
        if let Some(store) = self.account_store.clone() {
            self.begin_session(store, &server, sign_in);
            return;
        }
        let (dir, keys, results) = (self.options.data_dir.clone(), self.backends.keys(), self.results_to.clone());
        tokio::task::spawn_blocking(move || {
            let opened = LocalStore::open_with(&dir, keys);
            // Nobody listens after the end.
            let _ = results.send(TaskResult::Store { session, opened, server, sign_in });
        });
    }

    fn begin_session(&mut self, store: LocalStore, server: &str, sign_in: SignInWith) {
        let device = match device(&store) {
            Ok(device) => device,
            Err(fault) => {
                tracing::error!(%fault, "this desktop has no name");
                self.hear(Event::SignInFailed { error: phrases::sign_in_store_fault() });
                return;
            }
        };
        let backend = self.backends.start(server, sign_in, &device, store.clone());
        self.sources.push(Source { name: SourceName::Centre, backend });
        self.store = Some(store);
    }

    /// Starts the practice centre in its own thread, after the former one has stopped.
    pub(crate) fn start_practice(&mut self, data: PracticeData) {
        self.end_session();
        let (session, ending) = (self.session, self.ending.take());
        let (start, results) = (Start::of(&self.options, self.desk.language()), self.results_to.clone());
        tokio::spawn(async move {
            if let Some(ending) = ending {
                let _ = ending.await;
            }
            let started = start.run(data).await;
            // Nobody listens after the end; the centre stops by itself then.
            let _ = results.send(TaskResult::Practice { session, started: Box::new(started) });
        });
    }

    /// Ends the session that is on, if any. Its backends may still say goodbye, then its practice centre stops.
    pub(crate) fn end_session(&mut self) {
        self.session += 1;
        if !self.not_kept.is_empty() {
            self.keep_the_rest();
            self.not_kept.forget_the_sessions();
            self.tell_whether_saved();
        }
        self.store = None;
        let (former, practice) = (self.ending.take(), self.practice.take());
        let sources = std::mem::take(&mut self.sources);
        self.ending = Some(tokio::spawn(async move {
            if let Some(former) = former {
                let _ = former.await;
            }
            for source in sources {
                drain(source.backend).await;
            }
            if let Some(practice) = practice {
                practice.stop().await;
            }
        }));
    }
}

/// Reads a backend to its end: one whose events nobody takes cannot say goodbye.
async fn drain(backend: Backend) {
    let Backend { requests, mut events } = backend;
    drop(requests);
    let rest = async { while events.recv().await.is_some() {} };
    if tokio::time::timeout(std::time::Duration::from_secs(3), rest).await.is_err() {
        tracing::warn!("a backend did not end in time");
    }
}

/// This desktop's name, the same at each start.
fn device(store: &LocalStore) -> anyhow::Result<String> {
    if let Some(device) = store.setting::<String>("device")? {
        return Ok(device);
    }
    let device = fresh_id();
    store.set_setting("device", &device)?;
    Ok(device)
}
