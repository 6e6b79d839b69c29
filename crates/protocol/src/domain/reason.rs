//! Why an agent is not ready. A centre names reasons of its own, so on the wire and on disk a reason is a plain word: programs
//! that do not know one read it as a reason that is not known.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use super::ids::NotAnId;

/// The longest id of a reason, in bytes.
pub const MAX_REASON_BYTES: usize = 24;

/// A reason that agents choose, as the centre file names it. It is short and lies in itself, so that states stay values that
/// are copied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReasonId {
    /// Zeros follow.
    bytes: [u8; MAX_REASON_BYTES],
}

/// Why an agent is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(export, type = "string")]
pub enum NotReadyReason {
    /// Just signed in. Set by the centre.
    SignedIn,
    /// Set by the centre when a routed offer expired.
    NoAnswer,
    /// Chosen by the agent.
    Chosen(ReasonId),
    /// From a newer peer.
    Unsupported,
}

const SIGNED_IN: &str = "signed_in";
const NO_ANSWER: &str = "no_answer";
const UNSUPPORTED: &str = "unsupported";

impl ReasonId {
    pub const BREAK: Self = Self::fixed(b"break");
    pub const MEETING: Self = Self::fixed(b"meeting");
    pub const TRAINING: Self = Self::fixed(b"training");
    /// The one that claims least: it can always be set, whatever the centre file names.
    pub const OTHER_WORK: Self = Self::fixed(b"other_work");

    /// What can be chosen where the centre file names nothing, in the order of the menu. Every desktop has words for these.
    pub const USUAL: [Self; 4] = [Self::BREAK, Self::MEETING, Self::TRAINING, Self::OTHER_WORK];

    const fn fixed(text: &[u8]) -> Self {
        let mut bytes = [0; MAX_REASON_BYTES];
        let mut at = 0;
        while at < text.len() {
            bytes[at] = text[at];
            at += 1;
        }
        Self { bytes }
    }

    /// # Errors
    /// [`NotAnId`] for an empty or long string, one with other characters than ids have, and the words that are the
    /// centre's own.
    pub fn new(text: &str) -> Result<Self, NotAnId> {
        let is_id = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'-');
        let fits = !text.is_empty() && text.len() <= MAX_REASON_BYTES && text.bytes().all(is_id);
        if fits && !Self::is_reserved(text) { Ok(Self::fixed(text.as_bytes())) } else { Err(NotAnId) }
    }

    /// Whether this word is no reason that somebody could choose.
    #[must_use]
    pub fn is_reserved(text: &str) -> bool {
        [SIGNED_IN, NO_ANSWER, UNSUPPORTED].contains(&text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = self.bytes.iter().position(|byte| *byte == 0).unwrap_or(MAX_REASON_BYTES);
        std::str::from_utf8(&self.bytes[..length]).unwrap_or_default()
    }
}

impl NotReadyReason {
    pub const BREAK: Self = Self::Chosen(ReasonId::BREAK);
    pub const MEETING: Self = Self::Chosen(ReasonId::MEETING);
    pub const TRAINING: Self = Self::Chosen(ReasonId::TRAINING);
    pub const OTHER_WORK: Self = Self::Chosen(ReasonId::OTHER_WORK);

    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::SignedIn => SIGNED_IN,
            Self::NoAnswer => NO_ANSWER,
            Self::Chosen(reason) => reason.as_str(),
            Self::Unsupported => UNSUPPORTED,
        }
    }

    /// A word that can be no reason's is one that is not known.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            SIGNED_IN => Self::SignedIn,
            NO_ANSWER => Self::NoAnswer,
            word => ReasonId::new(word).map_or(Self::Unsupported, Self::Chosen),
        }
    }
}

impl fmt::Debug for ReasonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReasonId({:?})", self.as_str())
    }
}

impl fmt::Display for ReasonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ReasonId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ReasonId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl Serialize for NotReadyReason {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for NotReadyReason {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::of(&String::deserialize(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_the_word_that_the_centre_file_has_for_it() {
        for word in ["break", "lunch", "signed_in", "no_answer", "a-reason-of-24-characters"] {
            let reason = NotReadyReason::of(word);
            assert_eq!(serde_json::from_str::<NotReadyReason>(&format!("{word:?}")).unwrap(), reason);
            let long = word.len() > MAX_REASON_BYTES;
            assert_eq!(serde_json::to_string(&reason).unwrap(), format!("{:?}", if long { UNSUPPORTED } else { word }));
        }
        assert_eq!(NotReadyReason::of("break"), NotReadyReason::BREAK, "as it was stored before centres had their own");
        for word in ["", "no lunch", "unsupported", "mittagspäuschen", "signed_in"] {
            assert!(ReasonId::new(word).is_err(), "{word}");
        }
    }
}
