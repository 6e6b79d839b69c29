//! Where bytes come from: the one seam under which a simulated network can be put. Signing in and the socket take the same way.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;

use super::address::{Address, Encryption};
use super::proxy::Proxies;
use super::reach;
use super::stream::{Stream, encrypted};

/// A connection that is being opened.
pub type Dialling<'a> = Pin<Box<dyn Future<Output = io::Result<Box<dyn Stream>>> + Send + 'a>>;

/// Opens connections.
pub trait Dial: Send + Sync + 'static {
    fn connect<'a>(&'a self, host: &'a str, port: u16) -> Dialling<'a>;
}

/// The network itself: whichever address of the host answers first, or the proxy that stands on the way.
#[derive(Debug, Clone)]
pub struct Network {
    proxies: Proxies,
}

impl Network {
    /// With the proxies that are set on this computer.
    #[must_use]
    pub fn of_the_system() -> Self {
        Self { proxies: Proxies::System }
    }

    /// Without any proxy.
    #[must_use]
    pub fn direct() -> Self {
        Self { proxies: Proxies::Set(Arc::new(Matcher::builder().build())) }
    }

    /// Through this proxy, except to this machine: `http://name:password@proxy.example:3128`.
    #[must_use]
    pub fn through(proxy: &str) -> Self {
        Self { proxies: Proxies::Set(Arc::new(Matcher::builder().all(proxy).build())) }
    }
}

impl Dial for Network {
    fn connect<'a>(&'a self, host: &'a str, port: u16) -> Dialling<'a> {
        Box::pin(async move {
            match self.proxies.on_the_way_to(host, port) {
                Some(proxy) => proxy.tunnel(host, port).await,
                None => Ok(Box::new(reach::connect(host, port).await?) as Box<dyn Stream>),
            }
        })
    }
}

/// Bytes to and from the server, encrypted unless it is this machine.
pub(super) async fn open(dial: &dyn Dial, address: &Address) -> io::Result<Box<dyn Stream>> {
    let plain = dial.connect(address.host(), address.port()).await?;
    match address.encryption() {
        Encryption::Plain => Ok(plain),
        Encryption::Tls => encrypted(address.host(), plain).await,
    }
}
