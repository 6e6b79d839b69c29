//! When keyboard or pointer were used last: Core Graphics counts it for the whole session.

#![allow(unsafe_code, reason = "calls into the system")]

use std::time::Duration;

/// `kCGEventSourceStateCombinedSessionState`
const SESSION: i32 = 0;
/// `kCGAnyInputEventType`
const ANY_INPUT: u32 = u32::MAX;

#[link(name = "CoreGraphics", kind = "framework")]
unsafe extern "C" {
    /// In seconds. `CGEventSource.h`
    fn CGEventSourceSecondsSinceLastEventType(state: i32, kind: u32) -> f64;
}

pub struct IdleClock;

impl IdleClock {
    #[allow(clippy::unnecessary_wraps, reason = "other systems may have none")]
    pub fn open() -> Option<Self> {
        Some(Self)
    }

    pub fn rests_for(&mut self) -> Option<Duration> {
        // SAFETY: takes two numbers, both from the header, and returns one.
        let seconds = unsafe { CGEventSourceSecondsSinceLastEventType(SESSION, ANY_INPUT) };
        Duration::try_from_secs_f64(seconds).ok()
    }
}
