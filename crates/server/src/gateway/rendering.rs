//! How a frame is written for its reader: every frame of both sockets leaves through [`Frame::render`], which is told the
//! version of the wire that was agreed on.
//!
//! A frame's types have the form of the newest version. What readers of the one before get instead is said here: of a
//! form that changed, and of each kind or word that was added, for which programs of version 1 would drop the whole
//! frame. So far there is one version, and nothing to turn back.

use konsil_protocol::wire::{agent::ToAgent, contact::ToContact};

/// A frame to one of the two kinds of readers.
pub(super) trait Frame: Sync {
    /// Its JSON, as a reader of that version knows it.
    fn render(&self, version: u32) -> serde_json::Result<String>;
}

impl Frame for ToAgent {
    fn render(&self, _version: u32) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl Frame for ToContact {
    fn render(&self, _version: u32) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}
