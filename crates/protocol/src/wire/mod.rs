//! The frames of our own server: JSON text frames over WebSocket, `agent` at `/v1/agent`, `contact` at
//! `/v1/contact`, and the bodies of the HTTP calls for signing in. `docs/protocol.md` describes each
//! with examples.
//!
//! Decoding is in two steps, envelope then body, so that an unknown frame of a newer peer is one
//! `Unsupported` and not a broken connection.

pub mod agent;
pub mod contact;
pub mod rows;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The versions of the wire this program speaks.
pub const PROTOCOL: ProtocolRange = ProtocolRange { min: 1, max: 3 };
/// From here on names, what is mine and the states of all come apart; before, as one directory.
pub const NAMES_AND_STATES_APART: u32 = 2;
/// From here on a group and a skill can be asked; before, an agent and a queue.
pub const GROUPS_AND_SKILLS: u32 = 3;

/// A whole frame, in bytes.
pub const MAX_FRAME_BYTES: usize = 256 * 1024;
/// The first frame must have come by then.
pub const HELLO_WITHIN_MS: u64 = 5_000;
/// Pings go both ways this often, …
pub const PING_EVERY_MS: u64 = 15_000;
/// … and a connection that was silent for so long is dead.
pub const DEAD_AFTER_MS: u64 = 35_000;
/// Entries in one page of a log.
pub const MAX_PAGE: u32 = 200;
/// More missing entries than this: the log is answered by its last [`TAIL`].
pub const MAX_CATCH_UP: u64 = 500;
/// How much of a log a fresh reader gets.
pub const TAIL: u32 = 50;

/// Close code: the first frame did not come in time. A slow line says nothing about the token.
pub const CLOSE_LATE: u16 = 4408;
/// Close code: not a hello, or a token that is not (or no longer) good.
pub const CLOSE_SIGN_IN: u16 = 4401;
/// Close code: another desktop of the same agent took over.
pub const CLOSE_TAKEN_OVER: u16 = 4409;
/// Close code: no common protocol version.
pub const CLOSE_PROTOCOL: u16 = 4426;
/// Close code: this reader was too slow; connect again and resume.
pub const CLOSE_RESYNC: u16 = 4429;
/// Close code: frames that cannot be read at all.
pub const CLOSE_MALFORMED: u16 = 4400;

/// A range of versions, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolRange {
    pub min: u32,
    pub max: u32,
}

impl ProtocolRange {
    /// The highest version both sides speak.
    #[must_use]
    pub fn common(self, other: Self) -> Option<u32> {
        let highest = self.max.min(other.max);
        (highest >= self.min.max(other.min)).then_some(highest)
    }
}

/// Where a reader stands in a log: the last event it has, and the first eight characters of its id, so
/// that a restored database is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub seq: u64,
    pub tag: String,
}

/// What reading a frame gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded<T> {
    Known(T),
    /// A kind that this program does not know: of the frame itself, or of something in it whose place cannot be kept.
    Unsupported {
        kind: String,
    },
    Malformed,
}

/// Reads `{"type": kind, …}`; `kinds` are those that `T` knows.
pub fn decode<T: DeserializeOwned>(text: &str, kinds: &[&str]) -> Decoded<T> {
    match serde_json::from_str(text) {
        Ok(value) => decode_value(value, kinds),
        Err(_) => Decoded::Malformed,
    }
}

/// The same, of a frame that has been parsed.
#[must_use]
pub fn decode_value<T: DeserializeOwned>(value: serde_json::Value, kinds: &[&str]) -> Decoded<T> {
    let Some(kind) = value.get("type").and_then(|kind| kind.as_str()).map(str::to_owned) else {
        return Decoded::Malformed;
    };
    if !kinds.contains(&kind.as_str()) {
        return Decoded::Unsupported { kind };
    }
    match serde_json::from_value(value) {
        Ok(frame) => Decoded::Known(frame),
        Err(error) => match unknown_tag(&error) {
            Some(kind) => Decoded::Unsupported { kind },
            None => Decoded::Malformed,
        },
    }
}

/// The tag that no variant has, if that was the mistake. `serde` gives it in its words only.
fn unknown_tag(error: &serde_json::Error) -> Option<String> {
    let text = error.to_string();
    let (tag, _) = text.strip_prefix("unknown variant `")?.split_once('`')?;
    Some(tag.to_owned())
}
