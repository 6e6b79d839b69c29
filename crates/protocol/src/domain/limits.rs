//! Limits that both sides of a connection know.

/// The longest text of a message, a note, a question, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 16 * 1024;

/// For so long after it was written a text is sent by itself, in milliseconds: three days. What is older is offered to
/// its author instead (`docs/behaviour.md` 10.2).
pub const SENT_WITHIN_MS: u64 = 3 * 24 * 60 * 60 * 1000;
