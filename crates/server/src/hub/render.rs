//! How a frame becomes the text that many readers get. The gateway brings it along: it knows the wire.

use axum::extract::ws::Utf8Bytes;
use konsil_protocol::wire::agent::ToAgent;

/// Writes a frame that many readers get: none if it cannot be written.
pub(crate) type Render<'a> = &'a dyn Fn(&ToAgent) -> Option<Utf8Bytes>;
