//! The server's address as people type it.

use std::net::IpAddr;

use konsil_protocol::domain::SignInNeeded;
use url::{Host, Url};

/// A server's address: encrypted, or on this very machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Scheme, host, port and path before `/v1`, without a slash at the end.
    origin: String,
    host: String,
    port: u16,
    encryption: Encryption,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    Tls,
    /// To this machine only.
    Plain,
}

/// Why an address is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadAddress {
    NotUnderstood,
    /// Without encryption to another machine.
    Insecure,
}

impl BadAddress {
    #[must_use]
    pub fn sign_in_needed(self) -> SignInNeeded {
        match self {
            Self::NotUnderstood => SignInNeeded::AddressNotUnderstood,
            Self::Insecure => SignInNeeded::InsecureAddress,
        }
    }
}

impl Address {
    /// A host without a scheme means https; ws and wss are read as what they are carried by.
    ///
    /// # Errors
    /// [`BadAddress`]
    pub fn parse(typed: &str) -> Result<Self, BadAddress> {
        let typed = typed.trim();
        let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let url = Url::parse(&with_scheme).map_err(|_| BadAddress::NotUnderstood)?;
        let encryption = match url.scheme() {
            "https" | "wss" => Encryption::Tls,
            "http" | "ws" => Encryption::Plain,
            _ => return Err(BadAddress::NotUnderstood),
        };
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(BadAddress::NotUnderstood);
        }
        let host = url.host().ok_or(BadAddress::NotUnderstood)?;
        if encryption == Encryption::Plain && !is_this_machine(&dialled(&host)) {
            return Err(BadAddress::Insecure);
        }
        let port = url.port_or_known_default().ok_or(BadAddress::NotUnderstood)?;
        let (scheme, usual) = match encryption {
            Encryption::Tls => ("https", 443),
            Encryption::Plain => ("http", 80),
        };
        let shown_port = if port == usual { String::new() } else { format!(":{port}") };
        let path = url.path().trim_end_matches('/');
        Ok(Self { origin: format!("{scheme}://{host}{shown_port}{path}"), host: dialled(&host), port, encryption })
    }

    /// The address in its one usual form, as sessions are filed under.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Without the brackets of an IPv6 address.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    #[must_use]
    pub fn encryption(&self) -> Encryption {
        self.encryption
    }

    /// `path` begins with a slash.
    #[must_use]
    pub fn http(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    #[must_use]
    pub fn websocket(&self, path: &str) -> String {
        let rest = self.origin.strip_prefix("http").unwrap_or(&self.origin);
        format!("ws{rest}{path}")
    }
}

fn dialled(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => (*name).to_owned(),
        Host::Ipv4(ip) => ip.to_string(),
        Host::Ipv6(ip) => ip.to_string(),
    }
}

/// `host` as it is dialled, without brackets.
pub(super) fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(typed: &str) -> String {
        Address::parse(typed).unwrap().origin().to_owned()
    }

    #[test]
    fn a_host_alone_means_https() {
        assert_eq!(origin("chat.example.org"), "https://chat.example.org");
        assert_eq!(origin("  Chat.Example.org/ "), "https://chat.example.org");
        assert_eq!(origin("chat.example.org:8443"), "https://chat.example.org:8443");
        assert_eq!(origin("https://example.org:443/konsil/"), "https://example.org/konsil");
        assert_eq!(Address::parse("wss://example.org").unwrap().websocket("/v1/agent"), "wss://example.org/v1/agent");
    }

    #[test]
    fn plain_http_goes_to_this_machine_only() {
        for here in ["http://127.0.0.1:47800", "ws://localhost:1", "http://[::1]:47800"] {
            assert_eq!(Address::parse(here).unwrap().encryption(), Encryption::Plain);
        }
        assert_eq!(Address::parse("http://[::1]:47800").unwrap().host(), "::1");
        assert_eq!(Address::parse("ws://localhost:1").unwrap().http("/v1/sign-in"), "http://localhost:1/v1/sign-in");
        for elsewhere in ["http://example.org", "ws://10.0.0.7", "http://localhost.example.org", "http://0.0.0.0"] {
            assert_eq!(Address::parse(elsewhere), Err(BadAddress::Insecure), "{elsewhere}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_guessed_at() {
        for nothing in [
            "",
            "  ",
            "ftp://example.org",
            "https://",
            "exa mple",
            "https://a:b@example.org",
            "example.org?x=1",
            "file:///etc",
        ] {
            assert_eq!(Address::parse(nothing), Err(BadAddress::NotUnderstood), "{nothing}");
        }
    }
}
