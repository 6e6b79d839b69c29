//! How a frame is written for its reader: every frame of both sockets leaves through [`Frame::render`], which is told the
//! version of the wire that was agreed on.
//!
//! A frame's types have the form of the newest version. What readers of the one before get instead is said here: of a
//! form that changed, and of each kind or word that was added, for which programs of version 1 would drop the whole
//! frame. So far there is one version, and nothing to turn back.

use konsil_protocol::wire::{
    agent::{Answer, ToAgent},
    contact::ToContact,
};
use serde_json::Value;

/// A frame to one of the two kinds of readers.
pub(super) trait Frame: Sync {
    /// Its JSON, as a reader of that version knows it.
    fn render(&self, version: u32) -> serde_json::Result<String>;

    /// What it refuses, if it does.
    fn refusal(&self) -> Option<Value>;
}

impl Frame for ToAgent {
    fn render(&self, _version: u32) -> serde_json::Result<String> {
        serde_json::to_string(self)
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
    fn render(&self, _version: u32) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn refusal(&self) -> Option<Value> {
        if let Self::Refused { refusal, .. } = self { serde_json::to_value(refusal).ok() } else { None }
    }
}
