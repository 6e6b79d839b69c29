//! How a frame is written for its reader: every frame of both sockets leaves through [`Frame::render`], which is told the
//! version of the wire that was agreed on.
//!
//! A frame's types have the form of the newest version. What readers of the one before get instead is said here: of a
//! form that changed, and of each kind or word that was added, for which programs of version 1 would drop the whole
//! frame.
//!
//! Version 1 tells names and states of everybody in one, as a `directory`; its text is put together in `hub::former`, because
//! nearly all of it is the same for all readers.

use axum::extract::ws::Utf8Bytes;
use konsil_protocol::wire::{
    NAMES_AND_STATES_APART,
    agent::{Answer, ToAgent},
    contact::ToContact,
};
use serde_json::Value;

/// A frame to one of the two kinds of readers.
pub(super) trait Frame: Sync {
    /// Its JSON, as a reader of that version knows it; none if that version has no such frame.
    fn render(&self, version: u32) -> serde_json::Result<Option<String>>;

    /// What it refuses, if it does.
    fn refusal(&self) -> Option<Value>;
}

impl Frame for ToAgent {
    fn render(&self, version: u32) -> serde_json::Result<Option<String>> {
        let apart = version >= NAMES_AND_STATES_APART;
        match self {
            Self::Names { .. } | Self::Mine { .. } | Self::States { .. } if !apart => Ok(None),
            Self::Directory { .. } if apart => Ok(None),
            Self::Names { .. }
            | Self::Mine { .. }
            | Self::States { .. }
            | Self::Directory { .. }
            | Self::Welcome { .. }
            | Self::Elsewhere
            | Self::Ready
            | Self::Me { .. }
            | Self::Case { .. }
            | Self::Gone { .. }
            | Self::Entries { .. }
            | Self::Older { .. }
            | Self::Entry { .. }
            | Self::Answer { .. }
            | Self::Signal { .. }
            | Self::Ping { .. }
            | Self::Pong { .. }
            | Self::Unreadable { .. } => serde_json::to_string(self).map(Some),
        }
    }

    fn refusal(&self) -> Option<Value> {
        if let Self::Answer { result: Answer::Refused { refusal }, .. } | Self::Unreadable { refusal } = self {
            serde_json::to_value(refusal).ok()
        } else {
            None
        }
    }
}

impl Frame for ToContact {
    fn render(&self, _version: u32) -> serde_json::Result<Option<String>> {
        serde_json::to_string(self).map(Some)
    }
    fn refusal(&self) -> Option<Value> {
        if let Self::Refused { refusal, .. } = self { serde_json::to_value(refusal).ok() } else { None }
    }
}

/// A frame of the newest version, written once for many readers.
pub(super) fn shared(frame: &ToAgent) -> Option<Utf8Bytes> {
    match serde_json::to_string(frame) {
        Ok(text) => Some(text.into()),
        Err(error) => {
            tracing::error!(%error, "a frame cannot be written");
            None
        }
    }
}
