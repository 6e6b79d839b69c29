//! The practice centre: the real server and simulated people in a thread and a runtime of their own, on this machine
//! only, with its data in a folder of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context as _;
use konsil_desk::phrases;
use konsil_desk::view::Phrase;
use konsil_link::{Keys, LocalStore, wall_clock};
use konsil_practice::{Patience, Practice, PracticeConfig};
use konsil_protocol::domain::{AgentId, Language};
use konsil_server::accounts::{Accounts, AccountsError};
use konsil_server::centre_file::{Centre, Hours};
use konsil_server::limits::Limits;
use konsil_server::{Options, StartError};
use tokio::sync::{mpsc, oneshot};

use crate::clock::fresh_id;
use crate::options::AppOptions;

/// Ports that are tried, from the first one on.
const PORTS: u16 = 20;
/// The people and the server together.
const STOP_WITHIN: Duration = Duration::from_millis(4_500);

/// What becomes of what happened in practice mode so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PracticeData {
    Keep,
    Delete,
}

/// What is needed to start it.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    folder: PathBuf,
    port: u16,
    language: Language,
}

/// A practice centre that runs.
pub(crate) struct Running {
    pub address: String,
    pub contact_page: String,
    pub login: String,
    pub password: String,
    orders: mpsc::UnboundedSender<Order>,
    thread: JoinHandle<()>,
}

enum Order {
    Speak { language: Language },
    CallContact,
    BePatient { patience: Patience },
    Stop,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotStarted {
    #[error("no port is free from {port} on")]
    NoPort { port: u16 },
    #[error("its data cannot be kept: {0:#}")]
    Store(anyhow::Error),
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl NotStarted {
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NoPort { port } => phrases::practice_failed_port(u32::from(*port)),
            Self::Store(_) => phrases::practice_failed_store(),
            Self::Other(_) => phrases::practice_failed(),
        }
    }
}

impl Start {
    pub fn of(options: &AppOptions, language: Language) -> Self {
        Self { folder: options.data_dir.join("practice"), port: options.practice_port, language }
    }

    /// Starts it; returns when it can be connected to.
    pub async fn run(self, data: PracticeData) -> Result<(Running, LocalStore), NotStarted> {
        let folder = self.folder.clone();
        let prepared = tokio::task::spawn_blocking(move || prepare(&folder, data)).await;
        let (store, password) = prepared.context("the preparation broke off")?.map_err(NotStarted::Store)?;
        let (up, is_up) = oneshot::channel();
        let (orders, inbox) = mpsc::unbounded_channel();
        let secret = password.clone();
        let thread = std::thread::Builder::new()
            .name("practice".to_owned())
            .spawn(move || live(&self, &secret, up, inbox))
            .context("its thread cannot be started")?;
        let address = is_up.await.context("its thread broke off")??;
        let address = format!("http://{address}");
        let contact_page = format!("{address}/");
        let login = konsil_practice::LEARNER.to_owned();
        Ok((Running { address, contact_page, login, password, orders, thread }, store))
    }
}

impl Running {
    /// Contacts and colleagues speak this from now on.
    pub fn speak(&self, language: Language) {
        // A centre that has ended says nothing.
        let _ = self.orders.send(Order::Speak { language });
    }

    /// One more contact for the learner.
    pub fn call_contact(&self) {
        let _ = self.orders.send(Order::CallContact);
    }

    /// How contacts wait from now on.
    pub fn be_patient(&self, patience: Patience) {
        let _ = self.orders.send(Order::BePatient { patience });
    }

    /// The people go home, then the server stops. Within five seconds.
    pub async fn stop(self) {
        let _ = self.orders.send(Order::Stop);
        let ended = tokio::task::spawn_blocking(move || self.thread.join());
        if tokio::time::timeout(STOP_WITHIN, ended).await.is_err() {
            tracing::warn!("the practice centre did not stop in time");
        }
    }
}

/// The folder, the learner's store and the password that all accounts here have.
fn prepare(folder: &Path, data: PracticeData) -> anyhow::Result<(LocalStore, String)> {
    if data == PracticeData::Delete && folder.exists() {
        std::fs::remove_dir_all(folder).context("what happened so far cannot be deleted")?;
    }
    std::fs::create_dir_all(folder.join("centre"))?;
    // Secrets of the practice centre are worth nothing: no key store is asked.
    let store = LocalStore::open_with(&folder.join("desk"), Keys::File)?;
    let password = match store.setting::<String>("practice-password")? {
        Some(password) => password,
        None => {
            let password = fresh_id();
            store.set_setting("practice-password", &password)?;
            password
        }
    };
    Ok((store, password))
}

/// The thread's whole life.
fn live(
    start: &Start,
    password: &str,
    up: oneshot::Sender<Result<SocketAddr, NotStarted>>,
    mut orders: mpsc::UnboundedReceiver<Order>,
) {
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(fault) => {
            let _ = up.send(Err(NotStarted::Other(fault.into())));
            return;
        }
    };
    runtime.block_on(async {
        let (server, people) = match open(start, password).await {
            Ok(open) => open,
            Err(fault) => {
                let _ = up.send(Err(fault));
                return;
            }
        };
        if up.send(Ok(server.address)).is_ok() {
            while let Some(order) = orders.recv().await {
                match order {
                    Order::Speak { language } => people.speak(language),
                    Order::CallContact => people.call_contact(),
                    Order::BePatient { patience } => people.be_patient(patience),
                    Order::Stop => break,
                }
            }
        }
        people.stop().await;
        server.stop().await;
    });
    // Whatever still hangs is not waited for.
    runtime.shutdown_background();
}

async fn open(start: &Start, password: &str) -> Result<(konsil_server::Running, Practice), NotStarted> {
    let server = listen(start).await?;
    let accounts = server.accounts.clone();
    let secret = password.to_owned();
    let added = tokio::task::spawn_blocking(move || add_accounts(&*accounts, &secret)).await;
    added.context("the accounts broke off")?.map_err(NotStarted::Store)?;
    let seed = wall_clock().0.unsigned_abs();
    let config = PracticeConfig::new(format!("http://{}", server.address), start.language, seed, password);
    let people = konsil_practice::start(config).context("the people have no words")?;
    Ok((server, people))
}

/// The first free port from the wanted one on.
async fn listen(start: &Start) -> Result<konsil_server::Running, NotStarted> {
    let mut centre = Centre::parse(konsil_practice::CENTRE)
        .map_err(|mistakes| anyhow::anyhow!("the centre file has mistakes: {mistakes:?}"))?;
    // Practising is possible at any time of the day.
    for topic in &mut centre.topics {
        topic.hours = Hours::Always;
    }
    let last = start.port.saturating_add(PORTS);
    for port in start.port..last {
        let options = Options {
            centre: centre.clone(),
            data: start.folder.join("centre"),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            limits: Limits::none(),
        };
        match konsil_server::start(options).await {
            Ok(server) => return Ok(server),
            Err(StartError::PortInUse(_)) => {}
            Err(fault @ (StartError::CannotListen { .. } | StartError::NoThread(_))) => {
                return Err(NotStarted::Other(fault.into()));
            }
            Err(
                fault @ (StartError::DatabaseLocked
                | StartError::DiskFull
                | StartError::SchemaNewer { .. }
                | StartError::RowNewer { .. }
                | StartError::DataNotWritable(_)
                | StartError::Store(_)
                | StartError::Accounts(_)),
            ) => return Err(NotStarted::Store(fault.into())),
        }
    }
    Err(NotStarted::NoPort { port: start.port })
}

/// Everybody who is played, and the learner, when practice mode is begun for the first time. One after the other: each
/// hash takes 19 MiB for a moment.
fn add_accounts(accounts: &dyn Accounts, password: &str) -> anyhow::Result<()> {
    let now = wall_clock();
    for login in konsil_practice::COLLEAGUES.iter().chain([&konsil_practice::LEARNER]) {
        match accounts.add(&AgentId::new(*login)?, password, now) {
            Ok(()) | Err(AccountsError::Exists(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(())
}
