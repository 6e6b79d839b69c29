//! The wall clock of this computer, in the one place of the desktop's crates that reads it; and waiting.

use std::time::{SystemTime, UNIX_EPOCH};

use konsil_protocol::domain::Timestamp;
use tokio::time::Instant;

/// What the wall clock says now. It may be set back or forth at any moment: for the age of texts, and as the beginning
/// of a clock that does not jump.
#[must_use]
pub fn wall_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Waits until then, or forever without a time. Gives the time that it is then: timers count in milliseconds and may
/// be a fraction early.
pub async fn sleep_until(until: Option<Instant>) -> Instant {
    match until {
        Some(until) => {
            tokio::time::sleep_until(until).await;
            Instant::now().max(until)
        }
        None => std::future::pending().await,
    }
}
