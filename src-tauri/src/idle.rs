//! Whether anybody uses this computer. Systems say how long ago that was, few say when it changes; so they are asked, and no
//! more often than the answer can change: not before a minute can be over, and then often enough that who comes back is not
//! taken for gone.

use std::thread;
use std::time::Duration;

use konsil_app::desk::{IDLE_AFTER_MS, SystemEvent};
use tauri::AppHandle;

use crate::{controller, os};

const IDLE_AFTER: Duration = Duration::from_millis(IDLE_AFTER_MS);
/// How soon it is noticed that somebody is back.
const BACK_WITHIN: Duration = Duration::from_secs(1);

/// Reports to the controller, from a thread of its own. Where the system does not say it, nothing is reported.
pub fn watch(app: &AppHandle) {
    let app = app.clone();
    let started = thread::Builder::new().name("idle".into()).spawn(move || {
        let Some(mut clock) = os::IdleClock::open() else { return };
        let mut told = false;
        while let Some(rests_for) = clock.rests_for() {
            let (idle, ask_again_in) = judge(rests_for);
            if idle != told {
                told = idle;
                controller::report(&app, SystemEvent::Idle { idle });
            }
            thread::sleep(ask_again_in);
        }
        tracing::debug!("the system does not say any more whether it is used");
        if told {
            controller::report(&app, SystemEvent::Idle { idle: false });
        }
    });
    if let Err(error) = started {
        tracing::warn!("nobody asks whether the computer is used: {error}");
    }
}

/// Whether the system says it at all. May take a moment.
pub fn is_told() -> bool {
    os::IdleClock::open().is_some_and(|mut clock| clock.rests_for().is_some())
}

/// Whether it counts as unused, and when to ask again.
fn judge(rests_for: Duration) -> (bool, Duration) {
    match IDLE_AFTER.checked_sub(rests_for) {
        None | Some(Duration::ZERO) => (true, BACK_WITHIN),
        Some(left) => (false, left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_asked_when_a_minute_can_be_over_and_then_until_somebody_is_back() {
        assert_eq!(judge(Duration::ZERO), (false, Duration::from_secs(60)));
        assert_eq!(judge(Duration::from_secs(59)), (false, Duration::from_secs(1)));
        assert_eq!(judge(Duration::from_secs(60)), (true, BACK_WITHIN));
        assert_eq!(judge(Duration::from_secs(3_600)), (true, BACK_WITHIN));
    }
}
