//! The one list of all settings that a page shows: what each is called and what it can be. Every change goes through
//! [`Settings::set`], so there is one place where a policy could say no.

use konsil_protocol::domain::Language;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::keys::OwnKeys;
use super::stored::{Settings, Shortcut, SoundOutput, Theme, Zoom};

/// A setting that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Setting {
    Language,
    Theme,
    Zoom,
    OwnWindows,
    /// The Team Communicator without headings for each kind.
    TargetsFlat,
    Flash,
    FlashConsultations,
    NotifyInvitations,
    NotifyMessages,
    NotifyText,
    SoundInvitation,
    SoundMessage,
    SoundConsultation,
    SoundIdle,
    SoundOutput,
    InvitationOutput,
    Volume,
    RespectSystem,
    Shortcut,
    /// The keys of acts, where the agent has given them others.
    Keys,
}

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum SettingValue {
    Switch {
        on: bool,
    },
    /// 0 to 100.
    Percent {
        percent: u8,
    },
    Language {
        language: Language,
    },
    Theme {
        theme: Theme,
    },
    /// 80 to 200.
    Zoom {
        percent: u8,
    },
    Shortcut {
        shortcut: Shortcut,
    },
    /// None: as the other sounds.
    Output {
        output: Option<SoundOutput>,
    },
    Keys {
        keys: OwnKeys,
    },
}

/// A setting as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettingRow {
    pub setting: Setting,
    pub value: SettingValue,
}

/// That setting takes another kind of value, or one in another range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongKind;

impl Setting {
    /// In the order of the page.
    pub const ALL: [Self; 20] = [
        Self::Language,
        Self::Theme,
        Self::Zoom,
        Self::OwnWindows,
        Self::TargetsFlat,
        Self::Flash,
        Self::FlashConsultations,
        Self::NotifyInvitations,
        Self::NotifyMessages,
        Self::NotifyText,
        Self::SoundInvitation,
        Self::SoundMessage,
        Self::SoundConsultation,
        Self::SoundIdle,
        Self::SoundOutput,
        Self::InvitationOutput,
        Self::Volume,
        Self::RespectSystem,
        Self::Shortcut,
        Self::Keys,
    ];
}

impl Settings {
    /// What it is set to; `language` is what is shown while none was chosen.
    #[must_use]
    pub fn get(&self, setting: Setting, language: Language) -> SettingValue {
        let attention = &self.attention;
        let switch = |on| SettingValue::Switch { on };
        match setting {
            Setting::Language => SettingValue::Language { language: self.language.unwrap_or(language) },
            Setting::Theme => SettingValue::Theme { theme: self.theme },
            Setting::Zoom => SettingValue::Zoom { percent: self.zoom.percent() },
            Setting::OwnWindows => switch(self.own_windows),
            Setting::TargetsFlat => switch(self.targets_flat),
            Setting::Flash => switch(attention.flash),
            Setting::FlashConsultations => switch(attention.flash_consultations),
            Setting::NotifyInvitations => switch(attention.notify_invitations),
            Setting::NotifyMessages => switch(attention.notify_messages),
            Setting::NotifyText => switch(attention.notify_text),
            Setting::SoundInvitation => switch(attention.sound_invitation),
            Setting::SoundMessage => switch(attention.sound_message),
            Setting::SoundConsultation => switch(attention.sound_consultation),
            Setting::SoundIdle => switch(attention.sound_idle),
            Setting::SoundOutput => SettingValue::Output { output: Some(attention.sound_output.clone()) },
            Setting::InvitationOutput => SettingValue::Output { output: attention.invitation_output.clone() },
            Setting::Volume => SettingValue::Percent { percent: attention.volume },
            Setting::RespectSystem => switch(attention.respect_system),
            Setting::Shortcut => SettingValue::Shortcut { shortcut: attention.shortcut },
            Setting::Keys => SettingValue::Keys { keys: self.keys.clone() },
        }
    }

    /// # Errors
    /// [`WrongKind`]; nothing is changed then.
    pub fn set(&mut self, setting: Setting, value: SettingValue) -> Result<(), WrongKind> {
        let attention = &mut self.attention;
        let switch = match setting {
            Setting::Language => {
                self.language = Some(as_language(value)?);
                return Ok(());
            }
            Setting::Theme => {
                self.theme = as_theme(value)?;
                return Ok(());
            }
            Setting::Zoom => {
                self.zoom = as_zoom(value)?;
                return Ok(());
            }
            Setting::Volume => {
                attention.volume = as_percent(value)?;
                return Ok(());
            }
            Setting::Shortcut => {
                attention.shortcut = as_shortcut(value)?;
                return Ok(());
            }
            Setting::SoundOutput => {
                attention.sound_output = as_output(value)?.ok_or(WrongKind)?;
                return Ok(());
            }
            Setting::InvitationOutput => {
                attention.invitation_output = as_output(value)?;
                return Ok(());
            }
            Setting::Keys => {
                self.keys = as_keys(value)?;
                return Ok(());
            }
            Setting::OwnWindows => &mut self.own_windows,
            Setting::TargetsFlat => &mut self.targets_flat,
            Setting::Flash => &mut attention.flash,
            Setting::FlashConsultations => &mut attention.flash_consultations,
            Setting::NotifyInvitations => &mut attention.notify_invitations,
            Setting::NotifyMessages => &mut attention.notify_messages,
            Setting::NotifyText => &mut attention.notify_text,
            Setting::SoundInvitation => &mut attention.sound_invitation,
            Setting::SoundMessage => &mut attention.sound_message,
            Setting::SoundConsultation => &mut attention.sound_consultation,
            Setting::SoundIdle => &mut attention.sound_idle,
            Setting::RespectSystem => &mut attention.respect_system,
        };
        let SettingValue::Switch { on } = value else { return Err(WrongKind) };
        *switch = on;
        Ok(())
    }
}

fn as_language(value: SettingValue) -> Result<Language, WrongKind> {
    if let SettingValue::Language { language } = value { Ok(language) } else { Err(WrongKind) }
}

fn as_theme(value: SettingValue) -> Result<Theme, WrongKind> {
    if let SettingValue::Theme { theme } = value { Ok(theme) } else { Err(WrongKind) }
}

fn as_zoom(value: SettingValue) -> Result<Zoom, WrongKind> {
    if let SettingValue::Zoom { percent } = value { Zoom::new(percent).ok_or(WrongKind) } else { Err(WrongKind) }
}

fn as_percent(value: SettingValue) -> Result<u8, WrongKind> {
    match value {
        SettingValue::Percent { percent } if percent <= 100 => Ok(percent),
        SettingValue::Percent { .. }
        | SettingValue::Switch { .. }
        | SettingValue::Language { .. }
        | SettingValue::Theme { .. }
        | SettingValue::Shortcut { .. }
        | SettingValue::Output { .. }
        | SettingValue::Zoom { .. }
        | SettingValue::Keys { .. } => Err(WrongKind),
    }
}

fn as_keys(value: SettingValue) -> Result<OwnKeys, WrongKind> {
    if let SettingValue::Keys { keys } = value
        && keys.are_sound()
    {
        return Ok(keys);
    }
    Err(WrongKind)
}

fn as_output(value: SettingValue) -> Result<Option<SoundOutput>, WrongKind> {
    if let SettingValue::Output { output } = value { Ok(output) } else { Err(WrongKind) }
}

fn as_shortcut(value: SettingValue) -> Result<Shortcut, WrongKind> {
    if let SettingValue::Shortcut { shortcut } = value { Ok(shortcut) } else { Err(WrongKind) }
}
