//! Putting the parts together and letting them run.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    serve::{Listener, ListenerExt},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

use crate::{
    accounts::{Accounts, AccountsError, SqliteAccounts},
    centre_file::Centre,
    clock::{Clock, Ids, RandomIds, SystemClock},
    commit::{CommitLoop, Ended, Jobs, LoopParts},
    hub::{Hub, Published},
    limits::Limits,
    metrics::Metrics,
    pages::{Edge, Peer, WithPeer, guarded},
    reload::Reloading,
    router,
    state::{AppState, Gate},
    store::{SqliteStore, Store, StoreError},
};

/// How long a stopping server waits for open connections.
const STOP_WITHIN: Duration = Duration::from_secs(4);

/// What a server is made of. Tests put in their own clock, ids and store.
pub struct Parts {
    pub centre: Centre,
    pub store: Arc<dyn Store>,
    pub accounts: Arc<dyn Accounts>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub limits: Limits,
    /// A proxy of the operator's is in front and says from where requests come.
    pub behind_proxy: bool,
}

impl Parts {
    /// The parts of an ordinary server: SQLite in the data folder, the system's clock and chance.
    ///
    /// # Errors
    /// [`StartError`]
    pub fn on_disk(centre: Centre, data: &std::path::Path) -> Result<Self, StartError> {
        let store = SqliteStore::open(data)?;
        let accounts = SqliteAccounts::open(data)?;
        accounts.admit_only(centre.rules.agents.keys().cloned().collect())?;
        Ok(Self {
            centre,
            store: Arc::new(store),
            accounts: Arc::new(accounts),
            clock: Arc::new(SystemClock::new()),
            ids: Arc::new(RandomIds),
            limits: Limits::default(),
            behind_proxy: false,
        })
    }
}

/// Why a server did not start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    #[error("something else listens on {0} already")]
    PortInUse(SocketAddr),
    #[error("cannot listen on {address}: {why}")]
    CannotListen { address: SocketAddr, why: String },
    #[error("another process uses the data folder")]
    DatabaseLocked,
    #[error("the disk is full")]
    DiskFull,
    #[error("the database was written by a newer version (schema {found}; this one knows up to {known})")]
    SchemaNewer { found: i64, known: i64 },
    #[error("a row of `{table}` was written by a newer version (form {found}; this one knows up to {known})")]
    RowNewer { table: &'static str, found: i64, known: i64 },
    #[error("the data folder cannot be written: {0}")]
    DataNotWritable(String),
    #[error("the database is damaged or does not answer: {0}")]
    Store(String),
    #[error("the accounts cannot be opened: {0}")]
    Accounts(String),
    #[error("the system gives no thread: {0}")]
    NoThread(String),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked => Self::DatabaseLocked,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::SchemaNewer { found, known } => Self::SchemaNewer { found, known },
            StoreError::RowNewer { table, found, known } => Self::RowNewer { table, found, known },
            StoreError::NotWritable(why) => Self::DataNotWritable(why),
            StoreError::Damaged(why) | StoreError::Unavailable(why) => Self::Store(why),
        }
    }
}

impl From<AccountsError> for StartError {
    fn from(error: AccountsError) -> Self {
        match error {
            AccountsError::NewerSchema { found, known } => Self::SchemaNewer { found, known },
            AccountsError::Store(error) => match error {
                error @ (StoreError::Damaged(_) | StoreError::Unavailable(_)) => Self::Accounts(error.to_string()),
                error @ (StoreError::Locked
                | StoreError::DiskFull
                | StoreError::NotWritable(_)
                | StoreError::SchemaNewer { .. }
                | StoreError::RowNewer { .. }) => error.into(),
            },
            error @ (AccountsError::Exists(_)
            | AccountsError::NoSuchAccount(_)
            | AccountsError::PasswordTooShort
            | AccountsError::PasswordTooLong
            | AccountsError::Hash(_)) => Self::Accounts(error.to_string()),
        }
    }
}

/// A server that has read its state and decides, but does not listen yet.
pub struct Server {
    state: AppState,
    stop: watch::Sender<bool>,
    commits: Ended,
    behind_proxy: bool,
}

impl Server {
    /// Reads the state from the store and starts the commit loop.
    ///
    /// # Errors
    /// What the store says.
    pub fn load(parts: Parts) -> Result<Self, StartError> {
        Self::load_counting(parts, Metrics::default())
    }

    /// The same, and says there what happens.
    ///
    /// # Errors
    /// What the store says.
    pub fn load_counting(parts: Parts, metrics: Metrics) -> Result<Self, StartError> {
        let Parts { centre, store, accounts, clock, ids, limits, behind_proxy } = parts;
        let published = Published::restored(store.restore()?, Arc::new(centre));
        let hub = Arc::new(Hub::new(published));
        metrics.see(&hub, &clock);
        let (jobs, receiver) = Jobs::channel();
        let (stop, stopped) = watch::channel(false);
        let parts = LoopParts {
            hub: hub.clone(),
            store: store.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            metrics: metrics.clone(),
        };
        let commits = CommitLoop::start(parts, receiver, stopped.clone());
        let commits = commits.map_err(|error| StartError::NoThread(error.to_string()))?;
        let gate = Arc::new(Gate::new(limits));
        let state = AppState { accounts, clock, ids, hub, jobs, store, gate, metrics, stop: stopped };
        Ok(Self { state, stop, commits, behind_proxy })
    }

    /// Puts other centre files in force while this server runs.
    #[must_use]
    pub fn reloading(&self) -> Reloading {
        Reloading::of(&self.state)
    }

    /// All routes, for a server that is reached at this address.
    pub fn router(&self, listen: SocketAddr) -> Router {
        guarded(router(self.state.clone()), Edge { listen, behind_proxy: self.behind_proxy })
    }

    /// Serves until `shutdown` resolves. Then sockets are closed, and what was sent before is still committed.
    pub async fn serve<L>(mut self, listener: L, shutdown: impl Future<Output = ()> + Send + 'static)
    where
        L: Listener<Addr = SocketAddr>,
    {
        let unspecified = SocketAddr::from(([0, 0, 0, 0], 0));
        let listen = listener.local_addr().unwrap_or(unspecified);
        let service = self.router(listen).into_make_service_with_connect_info::<Peer>();
        let stopped = self.state.clone();
        let serving =
            axum::serve(WithPeer(listener), service).with_graceful_shutdown(async move { stopped.stopped().await });
        let mut serving = tokio::spawn(async move { serving.await });
        let ended = tokio::select! {
            () = shutdown => None,
            _ = &mut serving => None,
            // Only by a fault. Nothing can be decided any more: better to end, and be started again.
            ended = &mut self.commits => Some(ended),
        };
        self.stop.send_replace(true);
        // The sockets are gone from the listener's care; the loop ends when it has done what they handed in.
        if tokio::time::timeout(STOP_WITHIN, serving).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
        let ended = match ended {
            Some(ended) => ended,
            None => self.commits.await,
        };
        if ended.is_err() {
            tracing::error!("the commit loop ended badly");
        }
        // Sockets that are still closing hold on to the store; nothing more is written.
        let store = self.state.store.clone();
        if !store.blocks() {
            store.close();
        } else if let Err(error) = tokio::task::spawn_blocking(move || store.close()).await {
            tracing::error!(%error, "the store was not closed");
        }
    }
}

/// Serves these parts until `shutdown` resolves.
///
/// # Errors
/// [`StartError`] if the state cannot be read.
pub async fn serve<L>(
    listener: L,
    parts: Parts,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), StartError>
where
    L: Listener<Addr = SocketAddr>,
{
    Server::load(parts)?.serve(listener, shutdown).await;
    Ok(())
}

/// What the convenient way of starting a server needs.
pub struct Options {
    pub centre: Centre,
    /// The data folder; made if it is missing.
    pub data: PathBuf,
    /// Port 0 takes any free one.
    pub listen: SocketAddr,
    pub limits: Limits,
}

/// A server that runs by itself.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    pub accounts: Arc<dyn Accounts>,
    /// Puts other centre files in force.
    pub reloading: Reloading,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Running {
    /// Stops it, and waits until what was accepted is on disk and the data folder is free again.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.serving.await {
            tracing::error!(%error, "the server ended badly");
        }
    }
}

/// Starts a server on the current runtime. It stops with [`Running::stop`], or when [`Running`] is dropped.
///
/// # Errors
/// [`StartError`]
pub async fn start(options: Options) -> Result<Running, StartError> {
    let Options { centre, data, listen, limits } = options;
    let listener = bind(listen).await?;
    let parts = Parts { limits, ..Parts::on_disk(centre, &data)? };
    start_on(listener, parts)
}

/// Starts a server of given parts on a listener of ours.
///
/// # Errors
/// [`StartError`]
pub fn start_on(listener: TcpListener, parts: Parts) -> Result<Running, StartError> {
    let unknown = SocketAddr::from(([0, 0, 0, 0], 0));
    let address =
        listener.local_addr().map_err(|error| StartError::CannotListen { address: unknown, why: error.to_string() })?;
    let accounts = parts.accounts.clone();
    let server = Server::load(parts)?;
    let reloading = server.reloading();
    let (stop, mut stopped) = watch::channel(false);
    let serving = tokio::spawn(server.serve(listener.tap_io(|stream| send_at_once(stream)), async move {
        // A sender that is gone means the same.
        let _ = stopped.wait_for(|stop| *stop).await;
    }));
    Ok(Running { address, accounts, reloading, stop, serving })
}

/// Frames are small and come in pairs (an entry and the answer): held back by the system until the other side has
/// acknowledged the first, each would cost 40 ms.
pub fn send_at_once(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "small frames may be late");
    }
}

/// Listens on an address.
///
/// # Errors
/// [`StartError::PortInUse`] or [`StartError::CannotListen`]
pub async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| {
        let taken = error.kind() == std::io::ErrorKind::AddrInUse;
        if taken {
            StartError::PortInUse(address)
        } else {
            StartError::CannotListen { address, why: error.to_string() }
        }
    })
}
