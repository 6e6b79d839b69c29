//! Over real connections.

use std::{io::Read, net::SocketAddr, sync::Arc};

use axum::{Router, routing::get};
use konsil_protocol::domain::Timestamp;
use reqwest::{Client, Response, StatusCode};
use tokio::net::TcpListener;

use super::{ClientAddress, Edge, PageParts, Peer, WithPeer, assets, guarded, router};
use crate::{centre_file::Centre, clock::Clock};

struct At(&'static str);

impl Clock for At {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }
}

const MONDAY_NOON: At = At("2026-11-23T11:00:00Z");
const SUNDAY_NOON: At = At("2026-11-22T11:00:00Z");

#[derive(PartialEq, Eq)]
enum Reached {
    Directly,
    ThroughProxy,
}

/// Serves the example centre, of which the technical queue is staffed.
async fn serve(now: At, reached: Reached) -> SocketAddr {
    let behind_proxy = reached == Reached::ThroughProxy;
    let centre = Centre::parse(include_str!("../../../../docs/examples/centre.toml")).unwrap();
    let centre = Arc::new(centre);
    let parts = PageParts {
        centre: Arc::new(move || centre.clone()),
        clock: Arc::new(now),
        is_staffed: Arc::new(|queue| queue.as_str() == "technical"),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listen = listener.local_addr().unwrap();
    let whoami = get(async |ClientAddress(address): ClientAddress| address.to_string());
    let router: Router = guarded(router(parts).route("/whoami", whoami), Edge { listen, behind_proxy });
    let service = router.into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move { axum::serve(WithPeer(listener), service).await });
    listen
}

async fn fetch(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Response {
    let client = Client::builder().no_proxy().build().unwrap();
    let mut request = client.get(format!("http://{address}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_page_runs_nothing_but_its_own_and_stands_in_no_frame() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    for path in ["/", "/chat"] {
        let page = fetch(server, path, &[]).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&page, "cache-control"), "no-cache");
        let policy = header(&page, "content-security-policy").to_owned();
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                 connect-src 'self' ws://{server} wss://{server}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
        );
        assert!(!policy.contains("unsafe"));
        assert!(page.text().await.unwrap().contains("<html"));
    }
}

#[tokio::test]
async fn the_embedded_page_stands_only_in_frames_of_the_allowed_sites() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    let page = fetch(server, "/embed?site=https://evil.example", &[]).await;
    let policy = header(&page, "content-security-policy");
    assert!(policy.ends_with("frame-ancestors https://www.nordlicht-telekom.example"), "{policy}");
}

#[tokio::test]
async fn every_answer_is_guarded_and_says_nothing_of_the_program() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    for path in ["/", "/embed", "/widget.js", "/v1/page", "/health", "/nothing-here", "/assets/nothing"] {
        let answer = fetch(server, path, &[]).await;
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&answer, "referrer-policy"), "same-origin", "{path}");
        assert!(header(&answer, "content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{path}");
        for absent in ["server", "x-powered-by", "set-cookie", "access-control-allow-origin"] {
            assert_eq!(header(&answer, absent), "", "{path} {absent}");
        }
    }
    assert_eq!(fetch(server, "/nothing-here", &[]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(fetch(server, "/health", &[]).await.text().await.unwrap(), "ok\n");
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_travel_packed() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    for name in assets::names().filter(|name| name.starts_with("assets/")) {
        let plain = fetch(server, &format!("/{name}"), &[]).await;
        assert_eq!(header(&plain, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&plain, "content-encoding"), "");
        let packed = fetch(server, &format!("/{name}"), &[("accept-encoding", "br, gzip;q=0.8")]).await;
        let is_packed = header(&packed, "content-encoding") == "gzip";
        assert_eq!(header(&packed, "vary"), "accept-encoding");
        let (plain, packed) = (plain.bytes().await.unwrap(), packed.bytes().await.unwrap());
        if is_packed {
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(&*packed).read_to_end(&mut unpacked).unwrap();
            assert!(packed.len() < plain.len());
            assert_eq!(unpacked, plain);
        } else {
            assert_eq!(plain, packed);
        }
    }
    let unpacked = fetch(server, "/", &[("accept-encoding", "gzip;q=0")]).await;
    assert_eq!(header(&unpacked, "content-encoding"), "");
    let outside = fetch(server, "/assets/..%2findex.html", &[]).await;
    assert_eq!(outside.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_widget_may_be_loaded_by_other_sites() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    if assets::find("widget.js").is_none() {
        return; // Not built in this clone; the page says so.
    }
    let widget = fetch(server, "/widget.js", &[]).await;
    assert_eq!(header(&widget, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header(&widget, "cross-origin-resource-policy"), "cross-origin");
    assert_eq!(header(&widget, "cache-control"), "public, max-age=300");
}

#[tokio::test]
async fn the_facts_name_the_topics_in_their_order_and_what_is_so_now() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    let answer = fetch(server, "/v1/page", &[]).await;
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let facts: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(facts["centre"], "Nordlicht Telekom");
    assert_eq!(facts["languages"], serde_json::json!(["de", "en"]));
    assert_eq!(facts["privacy"]["en"], "https://www.nordlicht-telekom.example/en/privacy");
    assert_eq!(facts["limits"], serde_json::json!({ "name_chars": 80, "text_bytes": 16_384 }));
    let topics = facts["topics"].as_array().unwrap();
    let ids: Vec<_> = topics.iter().map(|topic| topic["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["billing", "technical", "contract"]);
    assert!(topics.iter().all(|topic| topic["open"] == true));
    assert_eq!((&topics[0]["staffed"], &topics[1]["staffed"]), (&false.into(), &true.into()));
    assert!(topics[0]["texts"]["greeting"]["de"].as_str().unwrap().starts_with("Guten Tag!"));
    for agents in ["jana", "katrin", "agents"] {
        assert!(!facts.to_string().to_lowercase().contains(agents), "{agents}");
    }

    let on_sunday = fetch(serve(SUNDAY_NOON, Reached::Directly).await, "/v1/page", &[]).await;
    let facts: serde_json::Value = on_sunday.json().await.unwrap();
    assert!(facts["topics"].as_array().unwrap().iter().all(|topic| topic["open"] == false));
}

#[tokio::test]
async fn on_loopback_only_localhost_is_answered() {
    let server = serve(MONDAY_NOON, Reached::Directly).await;
    let port = server.port();
    for own in ["localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:80", "[::1]", &format!("[::1]:{port}")] {
        assert_eq!(fetch(server, "/v1/page", &[("host", own)]).await.status(), StatusCode::OK, "{own}");
    }
    for foreign in
        ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "192.0.2.1", "evil.example:127"]
    {
        let answer = fetch(server, "/v1/page", &[("host", foreign)]).await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{foreign}");
        assert!(!answer.text().await.unwrap().contains("Nordlicht"), "{foreign}");
    }
}

#[tokio::test]
async fn behind_a_proxy_its_word_is_taken_for_the_address_and_otherwise_not() {
    let forwarded = [("host", "chat.example"), ("x-forwarded-for", "203.0.113.9, 198.51.100.7")];
    let behind = serve(MONDAY_NOON, Reached::ThroughProxy).await;
    assert_eq!(fetch(behind, "/whoami", &forwarded).await.text().await.unwrap(), "198.51.100.7");
    let page = fetch(behind, "/", &forwarded).await;
    assert!(header(&page, "content-security-policy").contains("connect-src 'self' wss://chat.example;"));
    let direct = serve(MONDAY_NOON, Reached::Directly).await;
    assert_eq!(fetch(direct, "/whoami", &forwarded[1..]).await.text().await.unwrap(), "127.0.0.1");
}
