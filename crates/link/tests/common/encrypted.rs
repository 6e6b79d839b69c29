//! A real server behind a certificate that nobody has signed but itself.

use std::path::PathBuf;

use konsil_protocol::domain::{AgentId, Timestamp};
use konsil_server::Parts;
use konsil_server::centre_file::Centre;
use konsil_server::tls::{TlsFiles, TlsListener};
use tokio::net::TcpListener;

use super::{CENTRE, Folder, PASSWORD};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    Good,
    Over,
}

pub struct Encrypted {
    pub port: u16,
    /// For whoever shall trust it.
    pub certificate: PathBuf,
    _data: Folder,
}

impl Encrypted {
    /// Its certificate is for this name.
    pub async fn starts(folder: &str, name: &str, validity: Validity) -> Self {
        let data = Folder::new(folder);
        let mut made = rcgen::CertificateParams::new([name.to_owned()]).unwrap();
        if validity == Validity::Over {
            made.not_before = rcgen::date_time_ymd(2020, 1, 1);
            made.not_after = rcgen::date_time_ymd(2021, 1, 1);
        }
        let key = rcgen::KeyPair::generate().unwrap();
        let files = TlsFiles { cert: data.0.join("cert.pem"), key: data.0.join("key.pem") };
        std::fs::write(&files.cert, made.self_signed(&key).unwrap().pem()).unwrap();
        std::fs::write(&files.key, key.serialize_pem()).unwrap();
        // On a loopback address it would answer to `localhost` only.
        let tcp = TcpListener::bind("0.0.0.0:0").await.unwrap();
        let port = tcp.local_addr().unwrap().port();
        let listener = TlsListener::new(tcp, files.load().unwrap()).unwrap();
        let parts = Parts::on_disk(Centre::parse(CENTRE).unwrap(), &data.0).unwrap();
        parts.accounts.add(&AgentId::new("jana").unwrap(), PASSWORD, Timestamp(0)).unwrap();
        tokio::spawn(konsil_server::serve(listener, parts, std::future::pending()));
        Self { port, certificate: files.cert, _data: data }
    }
}
