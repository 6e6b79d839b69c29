//! The proxies of this computer: which one stands on the way to a host, and the way through it.

use std::fmt;
use std::io;
use std::sync::Arc;

use hyper::header::{HOST, HeaderValue, PROXY_AUTHORIZATION};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;

use super::address::is_this_machine;
use super::no_way::NoWay;
use super::reach;
use super::stream::{Stream, encrypted};

/// Where proxies are set. What is set may hold a password: it is neither shown nor logged.
#[derive(Clone)]
pub(super) enum Proxies {
    /// The environment's, else those of Windows or macOS. Asked at each connection: computers are carried about.
    System,
    Set(Arc<Matcher>),
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Set(_) => "Set",
        })
    }
}

/// One that stands on the way.
pub(super) struct Proxy(Intercept);

impl Proxies {
    /// None leads to this machine itself.
    pub(super) fn on_the_way_to(&self, host: &str, port: u16) -> Option<Proxy> {
        if is_this_machine(host) {
            return None;
        }
        let there = format!("https://{}", authority(host, port)).parse().ok()?;
        match self {
            Self::System => Matcher::from_system().intercept(&there),
            Self::Set(matcher) => matcher.intercept(&there),
        }
        .map(Proxy)
    }
}

impl Proxy {
    /// A connection through the proxy, as if it were one to the host itself. The name is the proxy's to look up.
    ///
    /// # Errors
    /// [`NoWay`] says what the proxy said.
    pub(super) async fn tunnel(&self, host: &str, port: u16) -> io::Result<Box<dyn Stream>> {
        let stream = self.reach().await?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        tokio::spawn(connection.with_upgrades());
        let answer = sender.send_request(self.request(&authority(host, port))?).await.map_err(io::Error::other)?;
        if !answer.status().is_success() {
            return Err(NoWay::ProxyRefuses { status: answer.status().as_u16() }.into());
        }
        let through = hyper::upgrade::on(answer).await.map_err(io::Error::other)?;
        Ok(Box::new(TokioIo::new(through)))
    }

    async fn reach(&self) -> io::Result<Box<dyn Stream>> {
        let uri = self.0.uri();
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let dialled = |usual| {
            let port = uri.port_u16().unwrap_or(usual);
            async move {
                let stream = reach::connect(host, port).await.map_err(|error| {
                    tracing::debug!(%error, host, port, "no way to the proxy");
                    NoWay::ProxyAway
                })?;
                Ok::<Box<dyn Stream>, io::Error>(Box::new(stream))
            }
        };
        match uri.scheme_str() {
            Some("http") => dialled(80).await,
            Some("https") => encrypted(host, dialled(443).await?).await,
            Some(_) | None => Err(NoWay::ProxyOfAnotherKind.into()),
        }
    }

    fn request(&self, authority: &str) -> io::Result<hyper::Request<http_body_util::Empty<hyper::body::Bytes>>> {
        let host = HeaderValue::from_str(authority).map_err(io::Error::other)?;
        let mut request = hyper::Request::connect(authority).header(HOST, host);
        if let Some(name_and_password) = self.0.basic_auth() {
            request = request.header(PROXY_AUTHORIZATION, name_and_password);
        }
        request.body(http_body_util::Empty::new()).map_err(io::Error::other)
    }
}

fn authority(host: &str, port: u16) -> String {
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(proxy: &str) -> Proxies {
        Proxies::Set(Arc::new(Matcher::builder().all(proxy).no("intern.example").build()))
    }

    #[test]
    fn no_proxy_leads_to_this_machine_or_to_whom_the_system_names() {
        let proxies = set("http://proxy.example:3128");
        for near in ["localhost", "127.0.0.1", "::1", "intern.example"] {
            assert!(proxies.on_the_way_to(near, 443).is_none(), "{near}");
        }
        for far in ["chat.example", "10.0.0.7", "2001:db8::1"] {
            assert!(proxies.on_the_way_to(far, 443).is_some(), "{far}");
        }
    }

    #[test]
    fn a_request_to_the_proxy_names_the_server_and_carries_what_the_proxy_asks_for() {
        let proxy = set("http://Aladdin:open%20sesame@proxy.example:3128").on_the_way_to("2001:db8::1", 8443).unwrap();
        let request = proxy.request(&authority("2001:db8::1", 8443)).unwrap();
        assert_eq!(request.uri().to_string(), "[2001:db8::1]:8443");
        assert_eq!(request.headers()[PROXY_AUTHORIZATION], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(!format!("{request:?}").contains("QWxh"), "it would stand in a log");
    }

    #[tokio::test]
    async fn a_proxy_of_another_kind_is_not_passed_by() {
        let proxy = set("socks5://proxy.example:1080").on_the_way_to("chat.example", 443).unwrap();
        let error = proxy.tunnel("chat.example", 443).await.err().unwrap();
        assert_eq!(error.get_ref().unwrap().downcast_ref(), Some(&NoWay::ProxyOfAnotherKind));
    }
}
