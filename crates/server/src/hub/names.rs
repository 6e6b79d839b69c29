//! Who and what there is, written once for everybody: it changes only with the centre's file.

use axum::extract::ws::Utf8Bytes;
use konsil_protocol::{domain::Listing, wire::agent::ToAgent};
use sha2::{Digest, Sha256};

use super::render::Render;

pub(crate) struct Names {
    hash: String,
    whole: Option<Utf8Bytes>,
    confirmed: Option<Utf8Bytes>,
}

impl Names {
    pub(crate) fn new(listing: Listing, render: Render<'_>) -> Self {
        let hash =
            serde_json::to_string(&listing).map(|text| hex(&Sha256::digest(text.as_bytes()))).unwrap_or_default();
        let whole = render(&ToAgent::Names { hash: hash.clone(), names: Some(listing) });
        let confirmed = render(&ToAgent::Names { hash: hash.clone(), names: None });
        Self { hash, whole, confirmed }
    }

    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// The frame for a reader who has the names of this hash.
    pub(crate) fn frame(&self, known: Option<&str>) -> Option<Utf8Bytes> {
        if known == Some(self.hash.as_str()) { self.confirmed.clone() } else { self.whole.clone() }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
