//! Signing in over real connections.

use std::{net::SocketAddr, sync::Arc};

use konsil_protocol::{
    domain::AgentId,
    wire::agent::{Refresh, SignIn, SignInRefused, SignedIn},
};
use reqwest::{Client, Response, StatusCode};
use tokio::net::TcpListener;

use super::{
    Accounts, MemoryAccounts,
    hashing::Hashing,
    http::{Door, routes},
};
use crate::{
    clock::{Clock, SystemClock},
    metrics::Metrics,
    pages::{Edge, Peer, WithPeer, guarded},
};

const PASSWORD: &str = "correct horse battery";

async fn serve() -> (SocketAddr, Arc<dyn Accounts>, Arc<SystemClock>) {
    serve_with(Hashing::default()).await
}

async fn serve_with(hashing: Hashing) -> (SocketAddr, Arc<dyn Accounts>, Arc<SystemClock>) {
    let accounts: Arc<dyn Accounts> = Arc::new(MemoryAccounts::new().unwrap());
    let clock = Arc::new(SystemClock::new());
    accounts.add(&AgentId::new("jana").unwrap(), PASSWORD, clock.now()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listen = listener.local_addr().unwrap();
    let edge = Edge { listen, behind_proxy: true };
    let router = guarded(routes(Door::new(accounts.clone(), clock.clone(), hashing, Metrics::default())), edge);
    let service = router.into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move { axum::serve(WithPeer(listener), service).await });
    (listen, accounts, clock)
}

async fn post(server: SocketAddr, path: &str, body: &impl serde::Serialize, from: &str) -> Response {
    let client = Client::builder().no_proxy().build().unwrap();
    client.post(format!("http://{server}{path}")).header("x-forwarded-for", from).json(body).send().await.unwrap()
}

fn jana(password: &str) -> SignIn {
    SignIn { login: "jana".to_owned(), password: password.to_owned() }
}

#[tokio::test]
async fn jana_signs_in_refreshes_and_signs_out() {
    let (server, accounts, clock) = serve().await;
    let answer = post(server, "/v1/sign-in", &jana(PASSWORD), "192.0.2.1").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let first: SignedIn = answer.json().await.unwrap();
    assert_eq!((first.agent.as_str(), first.access_expires_in_ms), ("jana", 900_000));

    let answer = post(server, "/v1/refresh", &Refresh { refresh: first.refresh }, "192.0.2.1").await;
    let second: SignedIn = answer.json().await.unwrap();
    assert!(accounts.agent_of(&second.access, clock.now()).is_some());

    let answer = post(server, "/v1/sign-out", &Refresh { refresh: second.refresh.clone() }, "192.0.2.1").await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(accounts.agent_of(&second.access, clock.now()).is_none());
    let answer = post(server, "/v1/refresh", &Refresh { refresh: second.refresh }, "192.0.2.1").await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer.json::<SignInRefused>().await.unwrap(), SignInRefused::SignInAgain);
}

#[tokio::test]
async fn after_five_wrong_passwords_even_the_right_one_waits_but_not_from_elsewhere() {
    let (server, ..) = serve().await;
    for _ in 0..5 {
        let answer = post(server, "/v1/sign-in", &jana("wrong password"), "192.0.2.1").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(answer.json::<SignInRefused>().await.unwrap(), SignInRefused::WrongLoginOrPassword);
    }
    let answer = post(server, "/v1/sign-in", &jana(PASSWORD), "192.0.2.1").await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    let SignInRefused::TooManyAttempts { retry_after_ms } = answer.json().await.unwrap() else {
        panic!("not refused so")
    };
    assert!((1..=60_000).contains(&retry_after_ms) && seconds == retry_after_ms.div_ceil(1_000));
    assert_eq!(post(server, "/v1/sign-in", &jana(PASSWORD), "192.0.2.2").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_disabled_agent_is_told_so_only_with_the_right_password() {
    let (server, accounts, _) = serve().await;
    accounts.disable(&AgentId::new("jana").unwrap()).unwrap();
    let answer = post(server, "/v1/sign-in", &jana(PASSWORD), "192.0.2.1").await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer.json::<SignInRefused>().await.unwrap(), SignInRefused::Disabled);
    let answer = post(server, "/v1/sign-in", &jana("wrong password"), "192.0.2.1").await;
    assert_eq!(answer.json::<SignInRefused>().await.unwrap(), SignInRefused::WrongLoginOrPassword);
}

#[tokio::test]
async fn what_a_web_page_could_send_is_malformed_and_so_is_what_is_no_sign_in() {
    let (server, ..) = serve().await;
    let client = Client::builder().no_proxy().build().unwrap();
    let good = serde_json::to_string(&jana(PASSWORD)).unwrap();
    let send = |kind: &'static str, origin: Option<&'static str>, body: String| {
        let request = client.post(format!("http://{server}/v1/sign-in")).header("content-type", kind).body(body);
        origin.into_iter().fold(request, |request, origin| request.header("origin", origin)).send()
    };
    let json = "application/json; charset=utf-8";
    assert_eq!(send(json, Some("tauri://localhost"), good.clone()).await.unwrap().status(), StatusCode::OK);
    for (kind, origin, body) in [
        ("text/plain", None, good.clone()),
        (json, Some("https://evil.example"), good.clone()),
        (json, Some("null"), good),
        (json, None, "{}".to_owned()),
        (json, None, "{\"login\": \"jana\", \"password\": 7}".to_owned()),
        (json, None, "\u{0}".to_owned()),
    ] {
        let answer = send(kind, origin, body.clone()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{kind} {origin:?} {body}");
        assert_eq!(answer.json::<SignInRefused>().await.unwrap(), SignInRefused::Malformed);
    }
    let endless = send(json, None, format!("{{\"login\": \"{}\"}}", "x".repeat(9_000))).await.unwrap();
    assert_eq!(endless.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let get = client.get(format!("http://{server}/v1/sign-in")).send().await.unwrap();
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
}

/// The first minutes of a working day: everybody at once, more than can wait.
async fn an_office_signs_in(from: impl Fn(usize) -> String) {
    const AGENTS: usize = 60;
    // Each hash is dear in a test: it is Jana who signs in, sixty times.
    let (server, accounts, _) = serve_with(Hashing::with_room_for(8)).await;
    let client = Client::builder().no_proxy().build().unwrap();
    let everybody = (0..AGENTS).map(|n| {
        let (client, from) = (client.clone(), from(n));
        tokio::spawn(async move {
            let mut bounced = 0;
            loop {
                let request = client.post(format!("http://{server}/v1/sign-in")).header("x-forwarded-for", &from);
                let answer = request.json(&jana(PASSWORD)).send().await.unwrap();
                match answer.status() {
                    StatusCode::OK => return bounced,
                    StatusCode::SERVICE_UNAVAILABLE => {
                        let refused: SignInRefused = answer.json().await.unwrap();
                        let SignInRefused::Busy { retry_after_ms } = refused else { panic!("not busy: {refused:?}") };
                        bounced += 1;
                        tokio::time::sleep(std::time::Duration::from_millis(retry_after_ms)).await;
                    }
                    other => panic!("{other}: {}", answer.text().await.unwrap()),
                }
            }
        })
    });
    let mut bounced = 0;
    for agent in everybody.collect::<Vec<_>>() {
        bounced += agent.await.unwrap();
    }
    assert!(bounced > 0);
    println!("{AGENTS} signed in, {bounced} times somebody was asked to come again");
    assert_eq!(accounts.list().unwrap()[0].sessions, u32::try_from(AGENTS).unwrap(), "each once");
}

#[tokio::test]
async fn the_agents_of_one_office_sign_in_at_once_and_nobody_is_locked_out() {
    an_office_signs_in(|_| "192.0.2.1".to_owned()).await;
}

#[tokio::test]
async fn agents_at_home_sign_in_at_once_and_nobody_is_locked_out() {
    an_office_signs_in(|n| format!("192.0.2.{n}")).await;
}

#[tokio::test]
async fn a_stranger_who_guesses_with_many_at_once_has_no_more_tries_than_one_after_the_other() {
    let (server, ..) = serve().await;
    let guesses = (0..40).map(|n| {
        tokio::spawn(
            async move { post(server, "/v1/sign-in", &jana(&format!("a guess {n}")), "192.0.2.9").await.status() },
        )
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.unwrap() {
            StatusCode::UNAUTHORIZED => looked_at += 1,
            other => assert_eq!(other, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    assert_eq!(looked_at, 5);
}
