//! Over TLS: who trusts the certificate is connected, who does not is told what is wrong with it.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::connect::{Asked, ConnectProxy, Manner};
use common::desk::Desk;
use common::encrypted::{Encrypted, Validity};
use common::{Folder, PASSWORD};
use konsil_link::LocalStore;
use konsil_link::native::{NativeConfig, Network, SignInWith, has_session};
use konsil_protocol::domain::{BackendRequest, Connection, OfflineCause, SignInNeeded};

fn by_hand() -> SignInWith {
    SignInWith::Password { login: "jana".into(), password: PASSWORD.into() }
}

async fn is_told(address: &str, cause: OfflineCause) {
    let config = NativeConfig::new(address, by_hand(), "desk-1").over(Arc::new(Network::direct()));
    let mut jana = Desk::starts(config, LocalStore::in_memory().unwrap());
    let why = SignInNeeded::NoWay { cause };
    jana.until(&format!("{cause:?}"), |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untrusted_certificate_is_named_as_the_reason() {
    let server = Encrypted::starts("untrusted", "localhost", Validity::Good).await;
    is_told(&format!("https://localhost:{}", server.port), OfflineCause::CertificateUntrusted).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn http_against_an_encrypted_port_is_told_apart() {
    let server = Encrypted::starts("only-encrypted", "localhost", Validity::Good).await;
    is_told(&format!("http://localhost:{}", server.port), OfflineCause::OnlyEncrypted).await;
}

/// What the system trusts is set for a whole process, so this one runs the tests below in others.
#[cfg(target_os = "linux")]
async fn passes_where_trusted(test: &str, servers: &[&Encrypted]) {
    let folder = Folder::new(test);
    let trusted = folder.0.join("trusted.pem");
    let certificates: String =
        servers.iter().map(|server| std::fs::read_to_string(&server.certificate).unwrap()).collect();
    std::fs::write(&trusted, certificates).unwrap();
    let ports: Vec<String> = servers.iter().map(|server| server.port.to_string()).collect();
    let inner = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored"])
        .env("SSL_CERT_FILE", trusted)
        .env("KONSIL_TEST_PORTS", ports.join(" "))
        .output()
        .await
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&inner.stdout), String::from_utf8_lossy(&inner.stderr));
    assert!(inner.status.success(), "{out}\n{err}");
    assert!(out.contains("1 passed"));
}

fn ports() -> Vec<u16> {
    std::env::var("KONSIL_TEST_PORTS").unwrap().split(' ').map(|port| port.parse().unwrap()).collect()
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_the_system_trusts_is_reached() {
    let server = Encrypted::starts("trusted", "localhost", Validity::Good).await;
    passes_where_trusted("connects_where_the_environment_says", &[&server]).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by a_server_that_the_system_trusts_is_reached"]
async fn connects_where_the_environment_says() {
    let address = format!("https://localhost:{}", ports()[0]);
    let mut jana = Desk::starts(NativeConfig::new(address, by_hand(), "desk-1"), LocalStore::in_memory().unwrap());
    jana.online().await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_over_or_for_somebody_else_is_told_so() {
    let over = Encrypted::starts("over", "localhost", Validity::Over).await;
    let other = Encrypted::starts("other", "other.example", Validity::Good).await;
    passes_where_trusted("names_what_is_wrong_with_a_trusted_certificate", &[&over, &other]).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by a_certificate_that_is_over_or_for_somebody_else_is_told_so"]
async fn names_what_is_wrong_with_a_trusted_certificate() {
    is_told(&format!("https://localhost:{}", ports()[0]), OfflineCause::CertificateOutOfDate).await;
    is_told(&format!("https://localhost:{}", ports()[1]), OfflineCause::CertificateOtherName).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_must_leave_through_a_proxy_works_through_it() {
    let server = Encrypted::starts("through", "chat.example", Validity::Good).await;
    passes_where_trusted("works_through_a_proxy", &[&server]).await;
}

/// The name is known to the proxy alone, so nothing can pass it by.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by whoever_must_leave_through_a_proxy_works_through_it"]
async fn works_through_a_proxy() {
    let proxy = ConnectProxy::to(ports()[0]).await;
    let network = Network::through(&format!("http://Aladdin:open%20sesame@{}", proxy.address));
    let over = |sign_in| NativeConfig::new("https://chat.example", sign_in, "desk-1").over(Arc::new(network.clone()));
    let passed = |times| {
        let as_whom = Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".to_owned());
        vec![Asked { target: "chat.example:443".to_owned(), as_whom }; times]
    };

    let mut jana = Desk::starts(over(by_hand()), LocalStore::in_memory().unwrap());
    jana.online().await;
    assert_eq!(proxy.asked(), passed(2), "signing in, and the socket");

    // The next start renews the session that was kept.
    let store = jana.store.clone();
    drop(jana);
    let mut jana = Desk::starts(over(SignInWith::Stored), store);
    jana.until("an answer", |desk| matches!(desk.connection, Some(Connection::Online | Connection::Elsewhere))).await;
    jana.backend.requests.send(BackendRequest::ContinueHere).unwrap();
    jana.online().await;
    let asked = proxy.asked();
    assert!(asked.len() >= 4 && asked == passed(asked.len()), "renewing it, and the socket: {asked:?}");

    // Whatever the proxy wants: the session is not its to end.
    for (status, cause) in
        [(407, OfflineCause::ProxySignIn), (403, OfflineCause::ProxyRefuses), (502, OfflineCause::Unreachable)]
    {
        proxy.becomes(Manner::Answers(status));
        let so =
            |desk: &Desk| matches!(desk.connection, Some(Connection::Offline { cause: said, .. }) if said == cause);
        jana.until(&format!("{status}"), so).await;
        assert!(has_session(&jana.store, "https://chat.example").unwrap());
        proxy.becomes(Manner::LetsThrough);
        jana.backend.requests.send(BackendRequest::Reconnect).unwrap();
        jana.online().await;
    }
}
