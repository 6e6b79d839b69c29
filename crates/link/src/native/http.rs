//! The two HTTP calls of signing in, behind a small trait: over a [`Dial`] outside, without one in simulations.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::address::{Address, Encryption};
use super::dial::{self, Dial};
use super::no_way::NoWay;
use super::stream::Stream;

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

/// One connection per call, by the way that the socket takes.
#[derive(Clone)]
pub struct OverDial(pub Arc<dyn Dial>);

impl Http for OverDial {
    fn post<'a>(&'a self, address: &'a Address, path: &'a str, json: Vec<u8>) -> HttpCall<'a> {
        Box::pin(async move {
            let call = async {
                let stream = dial::open(self.0.as_ref(), address).await?;
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
    use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};

    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    let connection = tokio::spawn(connection);
    let uri: hyper::Uri = address.http(path).parse()?;
    let request = hyper::Request::post(uri.path())
        .header("host", uri.authority().map_or("", |authority| authority.as_str()))
        .header("content-type", "application/json")
        .body(Full::new(hyper::body::Bytes::from(json)))?;
    let answer = sender.send_request(request).await.map_err(|error| match address.encryption() {
        Encryption::Plain if error.is_parse() => HttpError::from(NoWay::NotPlainHttp),
        Encryption::Plain | Encryption::Tls => HttpError::from(error),
    })?;
    let status = answer.status().as_u16();
    let retry_after = answer.headers().get("retry-after").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let body = match Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await {
        Ok(body) => body.to_bytes().to_vec(),
        // So long an answer is not our server's, and its status says as much.
        Err(error) if error.is::<LengthLimitError>() => Vec::new(),
        Err(error) => return Err(error),
    };
    connection.abort();
    Ok(HttpAnswer { status, retry_after, body })
}
