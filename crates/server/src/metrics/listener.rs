//! Where Prometheus asks: a listener apart from the one that contacts and agents know, which answers to nothing else.

use std::{io, net::SocketAddr};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;
use tokio::net::TcpListener;

use super::Metrics;
use crate::pages::{Edge, guarded};

/// Answers `GET /metrics` until it is dropped.
///
/// # Errors
/// When nothing can be accepted any more.
pub async fn serve(listener: TcpListener, metrics: Metrics) -> io::Result<()> {
    let listen: SocketAddr = listener.local_addr()?;
    axum::serve(listener, guarded(routes(metrics), Edge { listen, behind_proxy: false })).await
}

fn routes(metrics: Metrics) -> Router {
    // `get` alone would answer HEAD as well, and other methods with a list of what there is.
    Router::new().route("/metrics", get(text).head(nothing).fallback(nothing)).with_state(metrics)
}

async fn nothing() -> StatusCode {
    std::future::ready(StatusCode::NOT_FOUND).await
}

async fn text(State(metrics): State<Metrics>) -> Response {
    match tokio::task::spawn_blocking(move || metrics.text()).await {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
