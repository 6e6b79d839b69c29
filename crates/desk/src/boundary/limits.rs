//! Limits that every backend has.

/// The longest text that can go out in one message or note, in bytes: what every backend takes.
pub const LONGEST_TEXT_BYTES: usize = 16 * 1024;
/// Queued texts older than this are offered, not sent (`behaviour.md` 10.2).
pub(crate) const SENT_WITHIN_MS: u64 = 3 * 24 * 60 * 60 * 1000;
