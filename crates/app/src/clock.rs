//! The time and fresh ids: wall time at the start and monotonic time since, so that a changed clock moves nothing.

use std::time::{SystemTime, UNIX_EPOCH};

use konsil_desk::Moment;
use konsil_protocol::domain::{CommandId, Timestamp};
use tokio::time::{Duration, Instant};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    began: Instant,
    wall: Timestamp,
}

impl Clock {
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { began: Instant::now(), wall: Timestamp(i64::try_from(wall.as_millis()).unwrap_or(0)) }
    }

    pub fn now(&self) -> Timestamp {
        self.wall.plus_ms(u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// The instant at which it is `at`.
    pub fn instant(&self, at: Timestamp) -> Instant {
        self.began + Duration::from_millis(at.since_ms(self.wall))
    }

    /// # Errors
    /// The system gives no random bytes.
    pub fn moment(&self) -> anyhow::Result<Moment> {
        Ok(Moment { now: self.now(), id: CommandId::new(fresh_id()?)? })
    }
}

/// 128 random bits.
pub(crate) fn fresh_id() -> anyhow::Result<String> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|fault| anyhow::anyhow!("the system gives no random bytes: {fault}"))?;
    Ok(bits.iter().map(|byte| format!("{byte:02x}")).collect())
}
