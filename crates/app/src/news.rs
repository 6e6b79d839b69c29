//! What tasks beside the loop report: a store was opened, the practice centre runs.

use konsil_desk::phrases;
use konsil_desk::view::PracticeView;
use konsil_link::native::SignInWith;
use konsil_link::{LocalStore, StoreError};

use crate::Shell;
use crate::backends::Backends;
use crate::clock::fresh_id;
use crate::controller::Controller;
use crate::practice::{NotStarted, Running};

/// What a task beside the loop has come to.
pub(crate) enum News {
    /// The store of sessions with servers, for a session that is to begin.
    Store {
        session: u64,
        opened: Result<LocalStore, StoreError>,
        server: String,
        sign_in: SignInWith,
    },
    Practice {
        session: u64,
        started: Box<Result<(Running, LocalStore), NotStarted>>,
    },
}

impl<S: Shell, B: Backends> Controller<S, B> {
    pub(crate) fn on_news(&mut self, news: News) {
        match news {
            News::Store { session, opened, server, sign_in } => match opened {
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
                    self.desk.sign_in_failed(match fault {
                        StoreError::InUse(_) => phrases::sign_in_profile_in_use(),
                        StoreError::NewerSchema { .. }
                        | StoreError::Key(_)
                        | StoreError::Sealed
                        | StoreError::NoRandomness
                        | StoreError::Folder { .. }
                        | StoreError::Sqlite(_)
                        | StoreError::Value(_) => phrases::sign_in_store_fault(),
                    });
                }
            },
            News::Practice { session, started } => match *started {
                Ok((running, store)) if session == self.session => {
                    let effects =
                        self.desk.practice_started(PracticeView { contact_page: running.contact_page.clone() });
                    let sign_in =
                        SignInWith::Password { login: running.login.clone(), password: running.password.clone() };
                    let server = running.address.clone();
                    self.practice = Some(running);
                    self.begin_session(store, &server, sign_in);
                    self.done(effects);
                }
                // The agent has turned elsewhere meanwhile.
                Ok((running, _)) => {
                    tokio::spawn(running.stop());
                }
                Err(fault) => {
                    tracing::error!(%fault, "the practice centre cannot be started");
                    if session == self.session {
                        self.desk.practice_failed(fault.phrase());
                    }
                }
            },
        }
    }

    /// Opens the store of sessions with servers (the key store may ask the agent something) and goes on from there.
    pub(crate) fn prepare_session(&mut self, server: String, sign_in: SignInWith) {
        self.let_go();
        let session = self.session;
        if let Some(store) = self.account_store.clone() {
            self.begin_session(store, &server, sign_in);
            return;
        }
        let (dir, keys, tell) = (self.options.data_dir.clone(), self.backends.keys(), self.tell.clone());
        tokio::task::spawn_blocking(move || {
            let opened = LocalStore::open_with(&dir, keys);
            // Nobody listens after the end.
            let _ = tell.send(News::Store { session, opened, server, sign_in });
        });
    }

    fn begin_session(&mut self, store: LocalStore, server: &str, sign_in: SignInWith) {
        let device = match device(&store) {
            Ok(device) => device,
            Err(fault) => {
                tracing::error!(%fault, "this desktop has no name");
                self.desk.sign_in_failed(phrases::sign_in_store_fault());
                return;
            }
        };
        self.backend = Some(self.backends.start(server, sign_in, &device, store.clone()));
        self.store = Some(store);
    }

    /// Starts the practice centre in its own thread, after the former one has stopped.
    pub(crate) fn start_practice(&mut self, anew: Anew) {
        self.let_go();
        let (session, ending) = (self.session, self.ending.take());
        let (start, tell) = (crate::practice::Start::of(&self.options, self.desk.language()), self.tell.clone());
        tokio::spawn(async move {
            if let Some(ending) = ending {
                let _ = ending.await;
            }
            let started = start.run(anew).await;
            // Nobody listens after the end; the centre stops by itself then.
            let _ = tell.send(News::Practice { session, started: Box::new(started) });
        });
    }

    /// Lets go of the session that is on, if any. Its backend may still say goodbye, then its practice centre stops.
    pub(crate) fn let_go(&mut self) {
        self.session += 1;
        self.store = None;
        let (former, backend, practice) = (self.ending.take(), self.backend.take(), self.practice.take());
        self.ending = Some(tokio::spawn(async move {
            if let Some(former) = former {
                let _ = former.await;
            }
            if let Some(backend) = backend {
                drain(backend).await;
            }
            if let Some(practice) = practice {
                practice.stop().await;
            }
        }));
    }
}

/// Whether what happened in practice mode so far is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anew {
    GoOn,
    Delete,
}

/// Reads a backend to its end: one whose events nobody takes cannot say goodbye.
async fn drain(backend: konsil_link::Backend) {
    let konsil_link::Backend { requests, mut events } = backend;
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
    let device = fresh_id()?;
    store.set_setting("device", &device)?;
    Ok(device)
}
