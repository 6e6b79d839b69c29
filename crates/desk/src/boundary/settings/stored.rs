//! What the agent has set, as it is kept on disk.

use konsil_protocol::domain::{Language, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::keys::OwnKeys;

/// Settings of one profile. Unknown fields are passed over, missing ones take their default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// None until chosen: the system's.
    pub language: Option<Language>,
    pub theme: Theme,
    pub zoom: Zoom,
    /// Each chat in its own window.
    pub own_windows: bool,
    /// The Team Communicator without headings for each kind.
    pub targets_flat: bool,
    pub attention: AttentionSettings,
    /// In the windows; the one from any program is `attention.shortcut`.
    pub keys: OwnKeys,
    /// Where the agent was signed in last; the next start goes on there.
    pub last: Option<LastSession>,
    /// What the sign-in page proposes.
    pub server: String,
    pub login: String,
    /// The tour was closed and is not shown by itself any more.
    pub tour_closed: bool,
    /// It was gone through to its end; opened again, it begins anew.
    pub tour_finished: bool,
    /// How much of a chat's height its consultation takes, in thousandths; none until it was dragged.
    #[serde(deserialize_with = "share")]
    pub consultation_share: Option<u16>,
}

/// What the consultation can take of a chat's height, in thousandths: both stay usable.
pub(crate) const SHARES: std::ops::RangeInclusive<u16> = 150..=700;

/// How the desktop may draw attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttentionSettings {
    /// The switch for flashing (`docs/behaviour.md` 7.2).
    pub flash: bool,
    /// Consultation messages flash too (7.4).
    pub flash_consultations: bool,
    pub notify_invitations: bool,
    /// Messages: the contact's, and those of consultations.
    pub notify_messages: bool,
    /// Notifications show what was written, not only by whom.
    pub notify_text: bool,
    pub sound_invitation: bool,
    pub sound_message: bool,
    pub sound_consultation: bool,
    /// Words in view sound too while nobody uses the computer.
    pub sound_idle: bool,
    /// Where sounds are played.
    pub sound_output: SoundOutput,
    /// Where invitations are; none: with the others.
    pub invitation_output: Option<SoundOutput>,
    /// Percent, at most 100.
    #[serde(deserialize_with = "percent")]
    pub volume: u8,
    /// The system's own do-not-disturb counts like ours.
    pub respect_system: bool,
    pub shortcut: Shortcut,
    pub do_not_disturb_until: Option<Timestamp>,
}

impl Default for AttentionSettings {
    fn default() -> Self {
        Self {
            flash: true,
            flash_consultations: true,
            notify_invitations: true,
            notify_messages: true,
            notify_text: false,
            sound_invitation: true,
            sound_message: true,
            sound_consultation: true,
            sound_idle: true,
            sound_output: SoundOutput::System,
            invitation_output: None,
            volume: 60,
            respect_system: true,
            shortcut: Shortcut::Off,
            do_not_disturb_until: None,
        }
    }
}

/// Where sounds come from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum SoundOutput {
    /// What the system takes for all programs.
    #[default]
    System,
    Device {
        device: SoundDevice,
    },
}

/// Something that plays sounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SoundDevice {
    /// The system's name for it, the same whenever it is plugged in.
    pub id: String,
    /// For people: kept, so that one that is not there can be named.
    pub name: String,
}

/// The key for "next chat that needs me" from any program. A few to choose from: a conflict has a way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Shortcut {
    #[default]
    Off,
    CtrlAltJ,
    CtrlShiftJ,
    /// Its former choice was Ctrl+Alt+F9, which switches consoles on Linux.
    #[serde(alias = "ctrl_alt_f9")]
    CtrlShiftF9,
}

/// Where the last session was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LastSession {
    Practice,
    Server { server: String },
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// How large everything in the windows is, in percent: [`Zoom::SMALLEST`] to [`Zoom::LARGEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Zoom(u8);

impl Zoom {
    pub const SMALLEST: u8 = 80;
    pub const LARGEST: u8 = 200;

    /// None: nobody could read that, or see enough of it.
    #[must_use]
    pub fn new(percent: u8) -> Option<Self> {
        (Self::SMALLEST..=Self::LARGEST).contains(&percent).then_some(Self(percent))
    }

    #[must_use]
    pub fn percent(self) -> u8 {
        self.0
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl<'de> Deserialize<'de> for Zoom {
    /// The file can be edited by hand.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        u8::deserialize(from).map(|percent| Self(percent.clamp(Self::SMALLEST, Self::LARGEST)))
    }
}

impl AttentionSettings {
    /// Until when the agent's own do-not-disturb holds; none while it is off.
    #[must_use]
    pub fn quiet_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.do_not_disturb_until.filter(|until| *until > now)
    }
}

/// The file can be edited by hand.
fn share<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<u16>, D::Error> {
    Ok(Option::<u16>::deserialize(from)?.filter(|share| SHARES.contains(share)))
}

/// The file can be edited by hand.
fn percent<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    u8::deserialize(from).map(|percent| percent.min(100))
}
