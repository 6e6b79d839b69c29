//! What answers in a server's place, or nothing does: each is told by its own name, and none of it ends a session.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::connect::{ConnectProxy, Manner};
use common::desk::Desk;
use common::front::Front;
use common::{PASSWORD, TestServer};
use konsil_link::LocalStore;
use konsil_link::native::{self, NativeConfig, Network, SignInWith};
use konsil_protocol::domain::{BackendRequest, Connection, OfflineCause, SignInNeeded};

fn by_hand() -> SignInWith {
    SignInWith::Password { login: "jana".into(), password: PASSWORD.into() }
}

async fn is_told(address: &str, network: Network, cause: OfflineCause) {
    let config = NativeConfig::new(address, by_hand(), "desk-1").over(Arc::new(network));
    let mut jana = Desk::starts(config, LocalStore::in_memory().unwrap());
    let why = SignInNeeded::NoWay { cause };
    jana.until(&format!("{cause:?}"), |desk| desk.connection == Some(Connection::SignInNeeded { why })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_by_a_wrong_way_is_told_which() {
    let server = TestServer::start("wrong-ways").await;
    let port = server.running.address.port();
    let front = Front::of(server.running.address).await;
    let proxy = ConnectProxy::to(port).await;
    let through = |address| Network::through(&format!("http://{address}"));
    let nobody = "127.0.0.1:1".parse().unwrap();

    is_told(&format!("https://localhost:{port}"), Network::direct(), OfflineCause::NotEncrypted).await;
    is_told("https://nobody.invalid", Network::direct(), OfflineCause::NameUnknown).await;
    is_told("https://chat.example", through(nobody), OfflineCause::ProxyAway).await;
    for (status, cause) in
        [(407, OfflineCause::ProxySignIn), (403, OfflineCause::ProxyRefuses), (504, OfflineCause::Unreachable)]
    {
        proxy.becomes(Manner::Answers(status));
        is_told("https://chat.example", through(proxy.address), cause).await;
    }
    for (status, cause) in [
        (200, OfflineCause::Portal),
        (302, OfflineCause::Portal),
        (401, OfflineCause::ProxyRefuses),
        (404, OfflineCause::OtherServer),
        (500, OfflineCause::ServerFault),
    ] {
        front.answers(status);
        is_told(&front.url(), Network::direct(), cause).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_outlives_whatever_answers_in_the_servers_place() {
    let server = TestServer::start("outlives").await;
    let front = Front::of(server.running.address).await;
    let mut jana = Desk::signs_in(&front.url(), "jana", "desk-1");
    jana.online().await;
    for (status, cause) in [
        (401, OfflineCause::ProxyRefuses),
        (403, OfflineCause::ProxyRefuses),
        (407, OfflineCause::ProxySignIn),
        (502, OfflineCause::Unreachable),
        (200, OfflineCause::Portal),
        (302, OfflineCause::Portal),
    ] {
        let so =
            |desk: &Desk| matches!(desk.connection, Some(Connection::Offline { cause: said, .. }) if said == cause);

        // The socket's place is taken.
        front.answers(status);
        jana.until(&format!("{status} for the socket"), so).await;

        // And at the next start, that of renewing the session.
        let store = jana.store.clone();
        drop(jana);
        jana = Desk::with(&front.url(), SignInWith::Stored, "desk-1", store);
        jana.until(&format!("{status} for the renewal"), so).await;
        assert!(native::has_session(&jana.store, &front.url()).unwrap());

        front.steps_aside();
        jana.backend.requests.send(BackendRequest::Reconnect).unwrap();
        jana.online().await;
    }
}
