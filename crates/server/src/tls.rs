//! Encrypted connections: a listener that hands out connections only when their handshake is done, and lets a slow
//! handshake keep nobody else waiting.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::serve::Listener;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject},
    },
    server::TlsStream,
};

/// Who has not shaken hands by then is not coming.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);
const HANDSHAKES_AT_ONCE: usize = 512;
/// Connections that wait to be taken by the server.
const READY: usize = 64;

/// The files of certificate and key, both in PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The server's certificate first, then those that lead to the authority.
    pub cert: PathBuf,
    pub key: PathBuf,
}

/// Why there is no encryption.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("{}: not readable as PEM ({error})", path.display())]
    NotPem { path: PathBuf, error: pem::Error },
    #[error("{}: there is no certificate in it", path.display())]
    NoCertificate { path: PathBuf },
    #[error("{}: there is no private key in it", path.display())]
    NoKey { path: PathBuf },
    #[error("{} and {} do not fit together: {error}", cert.display(), key.display())]
    Unfit { cert: PathBuf, key: PathBuf, error: rustls::Error },
}

impl TlsFiles {
    /// Reads both files and sees that they fit together.
    ///
    /// # Errors
    /// What is wrong, with the file's name.
    pub fn load(&self) -> Result<Arc<ServerConfig>, TlsError> {
        let unfit = |error| TlsError::Unfit { cert: self.cert.clone(), key: self.key.clone(), error };
        let chain = chain(&self.cert)?;
        let key = key(&self.key)?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(unfit)?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(unfit)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError::Unreadable { path: path.to_owned(), error })
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let bytes = read(path)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let chain = chain.map_err(|error| TlsError::NotPem { path: path.to_owned(), error })?;
    if chain.is_empty() { Err(TlsError::NoCertificate { path: path.to_owned() }) } else { Ok(chain) }
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let path = path.to_owned();
    PrivateKeyDer::from_pem_slice(&read(&path)?).map_err(|error| {
        let none = matches!(error, pem::Error::NoItemsFound);
        if none { TlsError::NoKey { path } } else { TlsError::NotPem { path, error } }
    })
}

/// Takes TCP connections and hands out encrypted ones.
pub struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    /// Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn new(listener: TcpListener, config: Arc<ServerConfig>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (hand_out, ready) = mpsc::channel(READY);
        let accepting = tokio::spawn(accept_all(listener, TlsAcceptor::from(config), hand_out));
        Ok(Self { ready, address, accepting })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // Only when the runtime is going down.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

async fn accept_all(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    hand_out: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let turns = Arc::new(Semaphore::new(HANDSHAKES_AT_ONCE));
    loop {
        let Ok(turn) = Arc::clone(&turns).acquire_owned().await else { return };
        // Axum's own accepting logs and waits out what the system refuses.
        let (stream, peer) = Listener::accept(&mut listener).await;
        crate::serve::send_at_once(&stream);
        let (acceptor, hand_out) = (acceptor.clone(), hand_out.clone());
        tokio::spawn(async move {
            let shaken = tokio::time::timeout(HANDSHAKE_WITHIN, acceptor.accept(stream)).await;
            drop(turn);
            match shaken {
                Ok(Ok(stream)) => {
                    // The server has gone if nobody takes it.
                    let _ = hand_out.send((stream, peer)).await;
                }
                Ok(Err(error)) => tracing::debug!(%peer, %error, "no TLS handshake"),
                Err(_) => tracing::debug!(%peer, "the TLS handshake took too long"),
            }
        });
    }
}

#[cfg(test)]
mod tests;
