//! What a browser gets: the contact's page, the widget, what the page asks before a chat, and the headers that guard
//! all of it.

mod address;
mod assets;
mod facts;
mod guard;
mod parts;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

pub use self::{
    address::{ClientAddress, Peer, WithPeer},
    guard::{Edge, guarded},
    parts::PageParts,
};

/// `/` and `/chat` (the contact's page), `/embed` (the same for the widget's iframe), `/widget.js`, `/assets/…`,
/// `/v1/page` (JSON), `/health`.
pub fn router(parts: PageParts) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/chat", get(page))
        .route("/embed", get(embedded_page))
        .route("/widget.js", get(widget))
        .route("/assets/{*name}", get(asset))
        .route("/v1/page", get(facts::facts))
        .route("/health", get(async || ([(header::CACHE_CONTROL, "no-store")], "ok\n")))
        .with_state(parts)
}

async fn page(headers: HeaderMap) -> Response {
    html(&headers, "'none'")
}

async fn embedded_page(State(parts): State<PageParts>, headers: HeaderMap) -> Response {
    let sites = (parts.centre)().allowed_sites.iter().fold(String::new(), |mut sites, site| {
        // Writing to a string cannot fail.
        let _ = write!(sites, "{site} ");
        sites
    });
    html(&headers, if sites.is_empty() { "'none'" } else { sites.trim_end() })
}

fn html(headers: &HeaderMap, frame_ancestors: &str) -> Response {
    let Some(asset) = assets::find("index.html") else { return StatusCode::NOT_FOUND.into_response() };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'{}; \
         base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors}",
        socket_source(headers)
    );
    let mut response = asset.response(headers, "no-cache");
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Older browsers do not take `'self'` for web sockets as well: they get the server's own name.
fn socket_source(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_name = |host: &str| {
        !host.is_empty()
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
    };
    match host.filter(|host| is_name(host)) {
        Some(host) if guard::is_loopback_name(host) => format!(" ws://{host} wss://{host}"),
        Some(host) => format!(" wss://{host}"),
        None => String::new(),
    }
}

/// Loaded by other sites, under a name that stays: browsers look again after five minutes.
async fn widget(headers: HeaderMap) -> Response {
    let Some(asset) = assets::find("widget.js") else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = asset.response(&headers, "public, max-age=300");
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

/// Names carry a hash of the content, so they never change.
async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match assets::find(&format!("assets/{name}")) {
        Some(asset) => asset.response(&headers, "public, max-age=31536000, immutable"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
