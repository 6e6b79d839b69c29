//! Over TLS: who trusts the certificate is connected, who does not is told that it is the certificate.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::desk::Desk;
use common::{Folder, PASSWORD};
use konsil_link::LocalStore;
use konsil_link::native::{NativeConfig, SignInWith, Tcp};
use konsil_protocol::domain::{AgentId, Connection, SignInNeeded, Timestamp};
use konsil_server::Parts;
use konsil_server::centre_file::Centre;
use konsil_server::tls::{TlsFiles, TlsListener};
use tokio::net::TcpListener;

/// A real server behind a certificate that nobody has signed; its address, and the certificate's file.
async fn encrypted_server(folder: &Folder) -> String {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let files = TlsFiles { cert: folder.0.join("cert.pem"), key: folder.0.join("key.pem") };
    std::fs::write(&files.cert, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = tcp.local_addr().unwrap().port();
    let listener = TlsListener::new(tcp, files.load().unwrap()).unwrap();
    let parts = Parts::on_disk(Centre::parse(common::CENTRE).unwrap(), &folder.0).unwrap();
    parts.accounts.add(&AgentId::new("jana").unwrap(), PASSWORD, Timestamp(0)).unwrap();
    tokio::spawn(konsil_server::serve(listener, parts, std::future::pending()));
    format!("https://localhost:{port}")
}

fn by_hand() -> SignInWith {
    SignInWith::Password { login: "jana".into(), password: PASSWORD.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untrusted_certificate_is_named_as_the_reason() {
    let folder = Folder::new("untrusted");
    let address = encrypted_server(&folder).await;
    let config = NativeConfig::new(address, by_hand(), "desk-1");
    for config in [config.clone(), config.over(Arc::new(Tcp))] {
        let mut jana = Desk::starts(config, LocalStore::in_memory().unwrap());
        let why = SignInNeeded::Certificate;
        jana.until("the reason", |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;
    }
}

/// What the system trusts is set for a whole process, so this one runs the test below in another.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_the_system_trusts_is_reached() {
    let folder = Folder::new("trusted");
    let address = encrypted_server(&folder).await;
    let inner = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "connects_where_the_environment_says", "--ignored"])
        .env("SSL_CERT_FILE", folder.0.join("cert.pem"))
        .env("KONSIL_TEST_ADDRESS", address)
        .output()
        .await
        .unwrap();
    assert!(inner.status.success(), "{}", String::from_utf8_lossy(&inner.stdout));
    assert!(String::from_utf8_lossy(&inner.stdout).contains("1 passed"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by a_server_that_the_system_trusts_is_reached"]
async fn connects_where_the_environment_says() {
    let address = std::env::var("KONSIL_TEST_ADDRESS").unwrap();
    let config = NativeConfig::new(address, by_hand(), "desk-1");
    for config in [config.clone(), config.over(Arc::new(Tcp))] {
        let mut jana = Desk::starts(config, LocalStore::in_memory().unwrap());
        jana.online().await;
    }
}
