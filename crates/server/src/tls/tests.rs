use std::{path::Path, sync::Arc};

use axum::{Router, routing::get};
use tokio::net::{TcpListener, TcpStream};

use super::{TlsError, TlsFiles, TlsListener};

/// A self-signed certificate for `localhost` in two files, and what a client must trust.
fn certificate(folder: &Path, name: &str) -> (TlsFiles, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let files = TlsFiles { cert: folder.join(format!("{name}.pem")), key: folder.join(format!("{name}-key.pem")) };
    std::fs::write(&files.cert, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    (files, made.cert.pem())
}

#[tokio::test]
async fn a_client_that_trusts_the_certificate_is_served_while_another_never_shakes_hands() {
    let folder = tempfile::tempdir().unwrap();
    let (files, trusted) = certificate(folder.path(), "server");
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.local_addr().unwrap();
    let listener = TlsListener::new(tcp, files.load().unwrap()).unwrap();
    let router = Router::new().route("/", get(async || "encrypted"));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let silent = TcpStream::connect(address).await.unwrap();
    let trusted = reqwest::Certificate::from_pem(trusted.as_bytes()).unwrap();
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([trusted]).build().unwrap();
    let answer = client.get(format!("https://localhost:{}/", address.port())).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "encrypted");

    // Without trust, and without TLS, there is nothing.
    let stranger = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(stranger.get(format!("https://localhost:{}/", address.port())).send().await.is_err());
    assert!(stranger.get(format!("http://localhost:{}/", address.port())).send().await.is_err());
    drop(silent);
    server.abort();
}

#[test]
fn what_is_wrong_with_certificate_and_key_is_said_with_the_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let (good, _) = certificate(folder.path(), "good");
    let (other, _) = certificate(folder.path(), "other");
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "nothing here\n").unwrap();
    let broken = folder.path().join("broken.pem");
    std::fs::write(&broken, "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n").unwrap();
    let missing = folder.path().join("missing.pem");

    let error = |cert: &Path, key: &Path| {
        TlsFiles { cert: cert.to_owned(), key: key.to_owned() }
            .load()
            .err()
            .map(|error| (error.to_string(), error))
            .unwrap()
    };
    let (text, kind) = error(&missing, &good.key);
    assert!(matches!(kind, TlsError::Unreadable { .. }) && text.contains("missing.pem"), "{text}");
    let (text, kind) = error(&good.cert, &missing);
    assert!(matches!(kind, TlsError::Unreadable { .. }) && text.contains("missing.pem"), "{text}");
    let (text, kind) = error(&empty, &good.key);
    assert!(matches!(kind, TlsError::NoCertificate { .. }) && text.contains("empty.pem"), "{text}");
    let (text, kind) = error(&good.cert, &good.cert);
    assert!(matches!(kind, TlsError::NoKey { .. }) && text.contains("good.pem"), "{text}");
    let (text, kind) = error(&broken, &good.key);
    assert!(matches!(kind, TlsError::NotPem { .. }) && text.contains("broken.pem"), "{text}");
    let (text, kind) = error(&good.cert, &other.key);
    assert!(matches!(kind, TlsError::Unfit { .. }) && text.contains("other-key.pem"), "{text}");
    assert!(Arc::strong_count(&good.load().unwrap()) == 1);
}
