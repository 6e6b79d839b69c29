//! Around every answer: headers that let a browser do nothing it need not, and the look at the request's host.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use super::address::BehindProxy;

/// How the server can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    pub listen: SocketAddr,
    /// A proxy of the operator's is in front: it names the address of the client, and it has looked at the host.
    pub behind_proxy: bool,
}

/// Puts the guard around all routes.
pub fn guarded(router: Router, edge: Edge) -> Router {
    router.layer(middleware::from_fn_with_state(edge, guard))
}

async fn guard(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    if edge.behind_proxy {
        request.extensions_mut().insert(BehindProxy);
    }
    let mut response = if is_own_host(edge, &request) {
        next.run(request).await
    } else {
        let text = "This server listens on a loopback address and answers to localhost only.\n\
            Behind a proxy, start it with --insecure-behind-proxy.\n";
        (StatusCode::MISDIRECTED_REQUEST, text).into_response()
    };
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), \
         hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    ),
];

/// A web page of somebody else's can have its name lead to this computer (DNS rebinding) and then read what a server on
/// loopback says. The name it calls gives it away.
fn is_own_host(edge: Edge, request: &Request) -> bool {
    if edge.behind_proxy || !edge.listen.ip().is_loopback() {
        return true;
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    host.or(request.uri().authority().map(|authority| authority.as_str())).is_some_and(is_loopback_name)
}

/// `localhost`, `127.0.0.1`, `[::1]`, each with or without a port.
pub(super) fn is_loopback_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        Some(_) | None => host,
    };
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
