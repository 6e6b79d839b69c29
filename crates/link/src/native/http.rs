//! The two HTTP calls of signing in, behind a small trait: reqwest outside, a bare connection over the simulated
//! network in simulations.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::address::{Address, Encryption};
use super::dial::{Dial, Stream};
use super::socket;

/// An answer that is late is none.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);
/// Answers are small; more is not read.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// What a call gave.
#[derive(Clone)]
pub struct HttpAnswer {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: Vec<u8>,
}

pub type HttpError = Box<dyn std::error::Error + Send + Sync>;
pub type HttpCall<'a> = Pin<Box<dyn Future<Output = Result<HttpAnswer, HttpError>> + Send + 'a>>;

/// Sends JSON by POST. Never follows a redirection: what it sends are secrets.
pub trait Http: Send + Sync + 'static {
    fn post<'a>(&'a self, address: &'a Address, path: &'a str, json: Vec<u8>) -> HttpCall<'a>;
}

/// The real one: the system's trusted certificates and its proxies, none of them on the way to this machine itself.
#[derive(Debug, Clone, Copy)]
pub struct Reqwest;

impl Http for Reqwest {
    fn post<'a>(&'a self, address: &'a Address, path: &'a str, json: Vec<u8>) -> HttpCall<'a> {
        Box::pin(async move {
            let mut client =
                reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(ANSWERED_WITHIN);
            if address.encryption() == Encryption::Plain {
                client = client.no_proxy();
            }
            let request = client.build()?.post(address.http(path)).header("content-type", "application/json");
            let mut answer = request.body(json).send().await?;
            let status = answer.status().as_u16();
            let retry_after = answer.headers().get("retry-after").and_then(|v| v.to_str().ok()).map(str::to_owned);
            let mut body = Vec::new();
            while let Some(part) = answer.chunk().await? {
                body.extend_from_slice(&part);
                if body.len() > MAX_ANSWER_BYTES {
                    return Err("the answer is too long".into());
                }
            }
            Ok(HttpAnswer { status, retry_after, body })
        })
    }
}

/// One connection per call over a [`Dial`].
#[derive(Clone)]
pub struct OverDial(pub Arc<dyn Dial>);

impl Http for OverDial {
    fn post<'a>(&'a self, address: &'a Address, path: &'a str, json: Vec<u8>) -> HttpCall<'a> {
        Box::pin(async move {
            let call = async {
                let stream = socket::open_stream(self.0.as_ref(), address).await?;
                post_on(stream, address, path, json).await
            };
            tokio::time::timeout(ANSWERED_WITHIN, call).await?
        })
    }
}

async fn post_on(
    stream: Box<dyn Stream>,
    address: &Address,
    path: &str,
    json: Vec<u8>,
) -> Result<HttpAnswer, HttpError> {
    use http_body_util::{BodyExt as _, Full, Limited};

    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    let connection = tokio::spawn(connection);
    let uri: hyper::Uri = address.http(path).parse()?;
    let request = hyper::Request::post(uri.path())
        .header("host", uri.authority().map_or("", |authority| authority.as_str()))
        .header("content-type", "application/json")
        .body(Full::new(hyper::body::Bytes::from(json)))?;
    let answer = sender.send_request(request).await?;
    let status = answer.status().as_u16();
    let retry_after = answer.headers().get("retry-after").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await?.to_bytes().to_vec();
    connection.abort();
    Ok(HttpAnswer { status, retry_after, body })
}
