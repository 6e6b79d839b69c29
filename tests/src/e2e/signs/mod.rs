//! What the system shows of the program, read where the system reads it: the windows' properties on the X server, and
//! on the session bus the notifications, the tray and the launcher's number. Everything is recorded with its time.

mod bus;
mod launcher;
mod notifications;
mod other_program;
mod taskbar;
mod tray;

use std::time::{Duration, Instant};

pub use launcher::Launcher;
pub use notifications::{Capable, NotificationServer, Shown};
pub use taskbar::{Sign, Taskbar};
pub use tray::{MenuEntry, Tray};

use super::{Screen, until_within};

/// How long a sign may take to come or go before it counts as missing.
pub const SIGN_PATIENCE: Duration = Duration::from_secs(5);

/// What runs on a person's computer beside the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// None: nobody shows notifications.
    pub notifications: Option<Capable>,
    /// There is a place for tray icons and a launcher that shows numbers.
    pub tray: bool,
    /// How large the desktop wants texts to be, in dots per inch; 96 are usual. None: nobody has said anything.
    pub texts: Option<u32>,
}

/// The watchers of one screen.
pub(super) struct Signs {
    pub taskbar: Taskbar,
    pub notifications: Option<NotificationServer>,
    pub tray: Option<Tray>,
    pub launcher: Option<Launcher>,
}

impl Signs {
    /// Before the program starts, as on any desktop.
    pub async fn watch(screen: &Screen, surroundings: Surroundings) -> Self {
        let notifications = match surroundings.notifications {
            Some(capable) => Some(NotificationServer::start(screen.bus(), capable).await),
            None => None,
        };
        let (tray, launcher) = if surroundings.tray {
            (Some(Tray::start(screen.bus()).await), Some(Launcher::start(screen.bus()).await))
        } else {
            (None, None)
        };
        Self { taskbar: Taskbar::watch(screen.display()), notifications, tray, launcher }
    }
}

/// Waits for a sign, at most [`SIGN_PATIENCE`].
///
/// # Panics
/// It does not come; `what` names it.
pub async fn soon<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    until_within(SIGN_PATIENCE, Duration::from_millis(2), what, || std::future::ready(found())).await
}

/// Something that was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<T> {
    pub at: Instant,
    pub what: T,
}

impl<T> Seen<T> {
    fn now(what: T) -> Self {
        Self { at: Instant::now(), what }
    }
}
