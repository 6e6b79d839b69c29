//! The simulated network under the server's listener and under the desktop's dialling.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use konsil_link::native::{Address, Dial, Http, HttpAnswer, HttpCall, Stream};
use konsil_protocol::domain::{AgentId, Timestamp};
use konsil_server::accounts::Accounts;
use konsil_server::clock::{Clock, Ids};
use turmoil::net::{TcpListener, TcpStream};

pub const SERVER: &str = "server";
pub const PORT: u16 = 47_800;

pub struct SimListener(pub TcpListener);

impl axum::serve::Listener for SimListener {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            if let Ok(accepted) = self.0.accept().await {
                return accepted;
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Whatever address is dialled, it is the simulated server.
#[derive(Clone, Copy)]
pub struct SimDial;

impl Dial for SimDial {
    fn connect<'a>(
        &'a self,
        _host: &'a str,
        _port: u16,
    ) -> Pin<Box<dyn Future<Output = io::Result<Box<dyn Stream>>> + Send + 'a>> {
        Box::pin(async { Ok(Box::new(TcpStream::connect((SERVER, PORT)).await?) as Box<dyn Stream>) })
    }
}

/// Signing in: needs the network like any call, but asks the accounts directly, because hashing on another thread would make
/// no two runs of a seed alike.
#[derive(Clone)]
pub struct SimHttp {
    pub accounts: Arc<dyn Accounts>,
    pub agent: AgentId,
}

impl Http for SimHttp {
    fn post<'a>(&'a self, _address: &'a Address, _path: &'a str, _json: Vec<u8>) -> HttpCall<'a> {
        Box::pin(async {
            TcpStream::connect((SERVER, PORT)).await?;
            let signed_in = self.accounts.session_for(&self.agent, SimClock.now()).map_err(|_| "no session")?;
            Ok(HttpAnswer { status: 200, retry_after: None, body: serde_json::to_vec(&signed_in)? })
        })
    }
}

/// The simulation's own time, the same for everybody, going on over crashes.
#[derive(Clone, Copy)]
pub struct SimClock;

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        // From the day of the run: a desktop takes texts of long ago for stale.
        static START: std::sync::OnceLock<Timestamp> = std::sync::OnceLock::new();
        let start = START.get_or_init(|| konsil_server::clock::SystemClock::new().now());
        let elapsed = turmoil::sim_elapsed().unwrap_or_default();
        start.plus_ms(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX))
    }
}

/// Ids in a row from the seed: never the same twice, over crashes too.
pub struct SimIds(pub Arc<std::sync::atomic::AtomicU64>);

impl Ids for SimIds {
    fn id(&self) -> String {
        let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        // The tag of a cursor is the front of an id: it must differ.
        format!("{n:08x}-0000-4000-8000-{n:012x}")
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_be_bytes());
        secret
    }
}
