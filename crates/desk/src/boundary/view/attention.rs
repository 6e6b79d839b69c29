//! What a window draws of the signs: the reminder, do-not-disturb, why it rang. And what the system draws: notifications
//! and the tray.

use konsil_protocol::domain::{CaseId, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::phrase::Phrase;
use crate::boundary::settings::SettingRow;
use crate::boundary::system::SystemView;

/// The reply reminder of a chat (`docs/behaviour.md` 7.3), in this computer's time: green, and from when yellow and red.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReminderView {
    /// The contact's first unanswered message: what is longest is most urgent.
    pub since: Timestamp,
    /// From here the time counts: the later of that message and the first acceptance.
    pub counts_from: Timestamp,
    pub yellow_at: Timestamp,
    pub red_at: Timestamp,
}

/// How far the reminder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReminderLevel {
    Green,
    Yellow,
    Red,
}

impl ReminderView {
    #[must_use]
    pub fn level(&self, now: Timestamp) -> ReminderLevel {
        if now >= self.red_at {
            ReminderLevel::Red
        } else if now >= self.yellow_at {
            ReminderLevel::Yellow
        } else {
            ReminderLevel::Green
        }
    }
}

/// Signs as they are set and as they stand.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AttentionView {
    /// All settings of the page.
    pub settings: Vec<SettingRow>,
    pub system: SystemView,
    /// None: it is off.
    pub do_not_disturb_until: Option<Timestamp>,
}

/// One line of *why did it ring*: never a word of what was written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DecisionRow {
    pub at: Timestamp,
    /// The contact's name; none where it is about no chat.
    pub chat: Option<String>,
    pub cause: Phrase,
    /// What was done, or why nothing was.
    pub effects: Vec<Phrase>,
}

/// A notification to show. One per chat: it replaces the former.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    pub case: CaseId,
    /// Who.
    pub title: Phrase,
    /// That something came; what, only if the setting allows. Without control characters.
    pub body: Phrase,
    pub buttons: NotificationButtons,
    /// It takes the place of flashing, where the system has none: urgent, and it stays until withdrawn.
    pub stays: bool,
    /// It is of use until then (an invitation's end); none: the system decides how long it shows it.
    pub until: Option<Timestamp>,
}

/// What a notification offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationButtons {
    /// *Annehmen*, *Ablehnen*
    Invitation,
    /// *Annehmen*: the backend knows no declining of it.
    InvitationToAccept,
    /// *Öffnen*, and *Antworten* where the system has a field and the agent may write there.
    Message { may_reply: bool },
    /// A trial from the settings, or about no chat: a click is all.
    None,
}

/// The tray: its icon, what it says, and its menu.
#[derive(Debug, Clone, PartialEq)]
pub struct TrayView {
    pub icon: TrayIcon,
    /// Under the pointer, and for screen readers: "Jana Becker · Bereit · 2 Chats warten auf Sie".
    pub tooltip: Phrase,
    /// [`crate::SystemEvent::Tray`] `Ready` / `NotReady` can be chosen; which of them is so.
    pub readiness: Option<Readiness>,
    pub do_not_disturb: bool,
    /// The most urgent first, at most 5.
    pub chats: Vec<(CaseId, Phrase)>,
}

/// What the tray's icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayIcon {
    /// Nobody is signed in.
    SignedOut,
    Offline,
    Ready {
        needed: bool,
    },
    NotReady {
        needed: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    Ready,
    NotReady,
}
