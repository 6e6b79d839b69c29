//! A setting is changed, and what follows from it at once.

use super::schema::{Setting, SettingValue};
use super::stored::{LastSession, SHARES, Settings};
use crate::boundary::effect::Effect;

impl Settings {
    /// Changes a setting and gives what follows outside the windows. A value of the wrong kind changes nothing: only a
    /// page that is older or newer than this program sends one.
    pub(crate) fn change(&mut self, setting: Setting, value: SettingValue) -> Vec<Effect> {
        if self.set(setting, value).is_err() {
            return Vec::new();
        }
        let outside = match setting {
            Setting::Theme => Some(Effect::SetTheme { theme: self.theme }),
            Setting::Zoom => Some(Effect::SetZoom { zoom: self.zoom }),
            Setting::Shortcut => Some(Effect::SetShortcut { shortcut: self.attention.shortcut }),
            Setting::Language
            | Setting::OwnWindows
            | Setting::TargetsFlat
            | Setting::Flash
            | Setting::FlashConsultations
            | Setting::NotifyInvitations
            | Setting::NotifyMessages
            | Setting::NotifyText
            | Setting::SoundInvitation
            | Setting::SoundMessage
            | Setting::SoundConsultation
            | Setting::SoundIdle
            | Setting::SoundOutput
            | Setting::InvitationOutput
            | Setting::Volume
            | Setting::RespectSystem
            | Setting::Keys => None,
        };
        outside.into_iter().chain([self.saved()]).collect()
    }

    /// The settings go to disk as they are now.
    pub(crate) fn saved(&self) -> Effect {
        Effect::SaveSettings { settings: self.clone() }
    }

    /// Remembers how much of a chat's height its consultation takes.
    pub(crate) fn remember_consultation_share(&mut self, share: u16) -> Option<Effect> {
        let share = Some(share.clamp(*SHARES.start(), *SHARES.end()));
        if self.consultation_share == share {
            return None;
        }
        self.consultation_share = share;
        Some(self.saved())
    }

    /// Remembers where the agent was signed in last, for the next start.
    pub(crate) fn remember_session(&mut self, last: Option<LastSession>) -> Option<Effect> {
        if self.last == last {
            return None;
        }
        self.last = last;
        Some(self.saved())
    }
}
