//! What the operating system side tells the desk, beside the windows' own acts: what it can do, what it sees, and what
//! the agent chose outside the windows (a notification, the tray, the global shortcut).

use konsil_protocol::domain::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::boundary::settings::{Shortcut, SoundDevice};

/// One piece of news from the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemEvent {
    /// What this computer can do to draw attention. Told once after the start, and again when it changes.
    Means(Means),
    /// While the screen is locked no window is active.
    Locked {
        locked: bool,
    },
    Quiet(SystemQuiet),
    /// Whether keyboard and pointer have rested for [`IDLE_AFTER_MS`].
    Idle {
        idle: bool,
    },
    Shortcut(ShortcutState),
    ShortcutPressed,
    Notification {
        case: CaseId,
        answer: NotificationAnswer,
    },
    Tray(TrayChoice),
    /// The main window was closed: the agent wants to end the program.
    QuitWanted,
    /// The computer woke up, or its clock says so: what was said before may not be so any more.
    Woke,
    /// A sign could not be given.
    Failed(SignFault),
    /// What there is to play sounds on, in answer to [`crate::Effect::LookForSoundDevices`].
    SoundDevices(Vec<SoundDevice>),
}

/// Who has touched neither keyboard nor pointer for so long is taken to have gone.
pub const IDLE_AFTER_MS: u64 = 60_000;

/// What this computer can do to draw attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Means {
    pub flash: FlashMeans,
    pub badge: BadgeMeans,
    pub notifications: NotificationMeans,
    /// There is a place for tray icons.
    pub tray: bool,
    /// There is something to play sounds on.
    pub sound: bool,
    /// The system says when it was used last.
    pub idle: bool,
}

/// How a window is made to flash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FlashMeans {
    /// Each window's own button: Windows, X11.
    Taskbar,
    /// The program's icon in the dock: macOS.
    Dock,
    /// The system has no such sign (Wayland): a notification that stays takes its place.
    Notification,
}

/// Where the number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BadgeMeans {
    /// Drawn over the taskbar button: Windows.
    Overlay,
    Dock,
    /// Told to the launcher over D-Bus; some desktops show it, some do not.
    Launcher,
}

/// What notifications can do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NotificationMeans {
    /// With buttons.
    Actions,
    /// Shown, without buttons.
    Plain,
    /// Nobody shows them.
    None,
}

/// Whether the system wants quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SystemQuiet {
    /// It does not say.
    #[default]
    Unreadable,
    Off,
    On,
}

/// What became of the global shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ShortcutState {
    #[default]
    Off,
    Set,
    /// Another program has it.
    Taken,
    /// The system gives none to programs (Wayland).
    Unavailable,
}

/// What the agent did with a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotificationAnswer {
    /// A click on it, or *Öffnen*.
    Open,
    /// *Annehmen*
    Accept,
    /// *Ablehnen*
    Decline,
    /// *Antworten*, where the system has a field for it.
    Reply { text: String },
    /// Waved away, or gone by itself. It is not shown again for what it told.
    Closed,
}

/// An entry of the tray's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrayChoice {
    /// Brings the main window to the front.
    Show,
    Ready,
    NotReady,
    /// Ends do-not-disturb.
    EndDoNotDisturb,
    Chat {
        case: CaseId,
    },
    Quit,
}

/// A sign that could not be given as it was wanted, for the agent who is trying it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignFault {
    /// Nobody shows notifications.
    Notification,
    /// There is nothing to play on.
    Sound,
    /// The chosen device is not there (any more), and the sound came out of the system's own. Told once for each time that it
    /// goes away, whoever tries.
    PlayedElsewhere { device: SoundDevice },
}

/// What a sound tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SoundKind {
    Invitation,
    Message,
    Consultation,
}

/// A sign to try out in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum TrialSign {
    /// Begins after three seconds (so that one can look elsewhere) and lasts five.
    Flash,
    /// Stands for five seconds.
    Badge,
    Notification,
    Sound {
        sound: SoundKind,
    },
}

/// What the system side has said so far.
#[derive(Debug, Default)]
pub(crate) struct System {
    pub means: Option<Means>,
    pub locked: bool,
    pub quiet: SystemQuiet,
    pub idle: bool,
    pub shortcut: ShortcutState,
    /// None until asked for.
    pub sound_devices: Option<Vec<SoundDevice>>,
    pub disk: Disk,
}

/// Whether this computer's disk takes what is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Disk {
    #[default]
    Takes,
    /// Something was not taken, and is not there yet.
    TakesNothing,
}

/// The state of the system side, for the settings page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SystemView {
    /// None until told.
    pub means: Option<Means>,
    pub quiet: SystemQuiet,
    pub shortcut: ShortcutState,
    /// What was chosen; `shortcut` says what became of it.
    pub chosen: Shortcut,
    /// None until somebody has looked.
    pub sound_devices: Option<Vec<SoundDevice>>,
    /// Nothing can be kept on this computer just now. Said in every window, as long as it is so.
    pub not_saved: bool,
}
