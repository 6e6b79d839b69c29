//! A setting is changed, and what follows from it at once.

use crate::boundary::effect::Effect;
use crate::desk::Desk;

use super::{Setting, SettingValue};

impl Desk {
    /// A value of the wrong kind changes nothing: only a page that is older or newer than this program sends one.
    pub(crate) fn set(&mut self, setting: Setting, value: SettingValue, effects: &mut Vec<Effect>) {
        if self.settings.set(setting, value).is_err() {
            return;
        }
        match setting {
            Setting::Language => {
                if let Some(language) = self.settings.language {
                    self.people.language = language;
                    self.windows.language_changed();
                    self.tray_in_another_language();
                }
            }
            Setting::Theme => effects.push(Effect::SetTheme { theme: self.settings.theme }),
            Setting::Shortcut => effects.push(Effect::SetShortcut { shortcut: self.settings.attention.shortcut }),
            Setting::OwnWindows
            | Setting::Flash
            | Setting::FlashConsultations
            | Setting::NotifyInvitations
            | Setting::NotifyMessages
            | Setting::NotifyText
            | Setting::SoundInvitation
            | Setting::SoundMessage
            | Setting::SoundConsultation
            | Setting::Volume
            | Setting::RespectSystem => {}
        }
        effects.push(Effect::SaveSettings { settings: self.settings.clone() });
    }
}
