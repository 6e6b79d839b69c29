//! Whether somebody is there to see a sign: what Windows reports about its session, as the desk understands it.

use konsil_app::desk::SystemQuiet;

/// `WTS_SESSION_LOCK`
pub const LOCK: usize = 7;
/// `WTS_SESSION_UNLOCK`
pub const UNLOCK: usize = 8;

/// `PBT_APMRESUMEAUTOMATIC`
pub const WOKE: u32 = 18;

/// Whether this is told of a computer that wakes up. It is told each time, and once; whether somebody woke it, is told apart.
pub fn woke(kind: u32) -> bool {
    kind == WOKE
}

/// Reads the reason of a `WM_WTSSESSION_CHANGE`. None: it is about something else.
pub fn locked(reason: usize) -> Option<bool> {
    match reason {
        LOCK => Some(true),
        UNLOCK => Some(false),
        _ => None,
    }
}

/// What `SHQueryUserNotificationState` answers. None: nothing new.
///
/// It knows presentations, full screens and the quiet hour after a first log-in. It does not know Windows' own "do not
/// disturb" (focus assist), for which there is no documented question.
pub fn quiet(state: i32) -> Option<SystemQuiet> {
    match state {
        // QUNS_NOT_PRESENT: a screen saver or the lock screen. Nobody is disturbed, and what was before counts.
        1 => None,
        // QUNS_BUSY, QUNS_RUNNING_D3D_FULL_SCREEN, QUNS_PRESENTATION_MODE, QUNS_QUIET_TIME
        2 | 3 | 4 | 6 => Some(SystemQuiet::On),
        // QUNS_ACCEPTS_NOTIFICATIONS, QUNS_APP (a program from the store is in front, as any other)
        5 | 7 => Some(SystemQuiet::Off),
        // A state that came later than this program.
        _ => Some(SystemQuiet::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presentation_is_quiet_and_an_ordinary_desktop_is_not() {
        assert_eq!(quiet(4), Some(SystemQuiet::On));
        assert_eq!(quiet(5), Some(SystemQuiet::Off));
    }

    #[test]
    fn the_lock_screen_says_nothing_about_quiet() {
        assert_eq!(quiet(1), None);
    }

    #[test]
    fn only_lock_and_unlock_change_whether_the_screen_is_locked() {
        let reasons: Vec<Option<bool>> = (1..=9).map(locked).collect();
        let nothing = None;
        assert_eq!(reasons[..6], [nothing; 6]);
        assert_eq!(reasons[6..], [Some(true), Some(false), nothing]);
    }

    #[test]
    fn of_falling_asleep_and_of_who_wakes_it_nothing_follows() {
        // PBT_APMSUSPEND, PBT_APMRESUMESUSPEND, PBT_APMPOWERSTATUSCHANGE
        assert_eq!([4, 7, 10, 18].map(woke), [false, false, false, true]);
    }
}
