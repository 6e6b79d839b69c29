//! When keyboard or pointer were used last: Windows counts it for the whole session.

#![allow(unsafe_code, reason = "calls into the system")]

use std::time::Duration;

use windows::Win32::System::SystemInformation::GetTickCount;
use windows::Win32::UI::Input::KeyboardAndMouse::{GetLastInputInfo, LASTINPUTINFO};

pub struct IdleClock;

impl IdleClock {
    #[allow(clippy::unnecessary_wraps, reason = "other systems may have none")]
    pub fn open() -> Option<Self> {
        Some(Self)
    }

    pub fn rests_for(&mut self) -> Option<Duration> {
        let cb_size = u32::try_from(size_of::<LASTINPUTINFO>()).ok()?;
        let mut last = LASTINPUTINFO { cbSize: cb_size, dwTime: 0 };
        // SAFETY: the structure says its own size, and the system writes no further.
        if !unsafe { GetLastInputInfo(&raw mut last) }.as_bool() {
            return None;
        }
        // SAFETY: takes nothing and returns a number.
        let now = unsafe { GetTickCount() };
        // Both begin anew after 49 days.
        Some(Duration::from_millis(u64::from(now.wrapping_sub(last.dwTime))))
    }
}
