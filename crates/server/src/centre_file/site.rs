//! A web site that may show the widget: an origin, as `frame-ancestors` wants it.

use std::fmt;

/// `https://www.example.com`, `https://*.example.com`, `http://localhost:8080`. It can contain nothing else, so it
/// can go into a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedSite(String);

impl AllowedSite {
    /// # Errors
    /// Says what is wrong with the text, as the rest of a sentence.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err("must begin with https://");
        };
        if rest.contains(['/', '?', '#']) {
            return Err("must end after the host name: no path and no closing slash");
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (rest, None),
        };
        if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
            return Err("has a port that is none");
        }
        if host.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err("must be in small letters");
        }
        if !host.is_ascii() {
            return Err("must be written in ASCII (names with umlauts begin with xn--)");
        }
        let plain = host.strip_prefix("*.").unwrap_or(host);
        let is_label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if !plain.split('.').all(is_label) {
            return Err("has no proper host name");
        }
        if host != plain && !plain.contains('.') {
            return Err("would allow a whole top-level domain");
        }
        match scheme {
            "https" => {}
            "http" if matches!(host, "localhost" | "127.0.0.1") => {}
            "http" => return Err("must begin with https:// (http:// is for localhost only)"),
            _ => return Err("must begin with https://"),
        }
        Ok(Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AllowedSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
