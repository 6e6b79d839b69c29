//! From which web pages a socket may be opened.

use axum::http::{HeaderMap, header};

/// A desktop sends none, or Tauri's own.
pub(super) fn agent_may(headers: &HeaderMap) -> bool {
    match headers.get(header::ORIGIN).map(|origin| origin.to_str()) {
        None => true,
        Some(Ok(origin)) => {
            matches!(origin, "tauri://localhost" | "http://tauri.localhost" | "https://tauri.localhost")
        }
        Some(Err(_)) => false,
    }
}

/// A contact's page is served by this very server. Programs that are no browser (practice, other clients) send none; to
/// forge one they would need no browser's help either.
pub(super) fn contact_may(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")));
    match (host, origin) {
        (Some(host), Some(origin)) => host.eq_ignore_ascii_case(origin),
        (Some(_) | None, Some(_) | None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "chat.example:8443".parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    #[test]
    fn an_agents_socket_opens_for_the_desktop_and_no_web_page() {
        assert!(agent_may(&headers(None)));
        assert!(agent_may(&headers(Some("tauri://localhost"))));
        assert!(agent_may(&headers(Some("http://tauri.localhost"))));
        assert!(!agent_may(&headers(Some("https://chat.example:8443"))));
        assert!(!agent_may(&headers(Some("null"))));
        assert!(!agent_may(&headers(Some("https://tauri.localhost.evil.example"))));
    }

    #[test]
    fn a_contacts_socket_opens_for_the_servers_own_page_only() {
        assert!(contact_may(&headers(Some("https://chat.example:8443"))));
        assert!(contact_may(&headers(None)));
        assert!(!contact_may(&headers(Some("https://chat.example"))));
        assert!(!contact_may(&headers(Some("https://evil.example"))));
        assert!(!contact_may(&headers(Some("null"))));
    }
}
