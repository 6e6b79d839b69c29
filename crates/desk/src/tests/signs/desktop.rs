//! What Jana does at her windows and in the settings, and what the system tells.

use super::super::world::*;
use super::model::CHATS;
use super::player::Player;
use super::told::{Chat, Switch, Told};
use crate::boundary::input::Input;
use crate::{NotificationAnswer, Setting, SettingValue, SystemEvent, SystemQuiet, WindowId};

impl Player {
    pub fn focuses(&mut self, place: u8) -> bool {
        let chat = CHATS[usize::from(place) % CHATS.len()];
        let window = match place % 3 {
            0 => Some(WindowId::Main),
            1 => None,
            _ if self.model().is_here(chat) => Some(self.model().holding(chat)),
            _ => return false,
        };
        if self.model_focus() == window {
            return false;
        }
        self.focus(window);
        true
    }

    pub fn locks(&mut self, locked: bool) -> bool {
        self.note(Told::Locked(locked));
        self.world.system(SystemEvent::Locked { locked });
        self.done();
        true
    }

    pub fn selects(&mut self, chat: Chat) -> bool {
        if !self.model().is_here(chat) {
            return false;
        }
        if self.model().holding(chat) == WindowId::Main {
            self.note(Told::Selected(chat));
        }
        self.world.select(chat);
        self.done();
        true
    }

    pub fn tears_off_or_docks(&mut self, chat: Chat) -> bool {
        if !self.model().is_here(chat) {
            return false;
        }
        let case = case_id(chat);
        if self.model().holding(chat) == WindowId::Main {
            self.world.act(Input::TearOff { case: case.clone() });
            let window = self.world.desk.parts.places.layout().torn_off[&case];
            self.note(Told::TornOff(chat, window));
        } else {
            self.note(Told::Docked(chat));
            self.world.act(Input::Dock { case });
        }
        self.done();
        true
    }

    pub fn silences(&mut self, chat: Chat, silenced: bool) -> bool {
        if !self.model().is_here(chat) || self.model().is_silenced(chat) == silenced {
            return false;
        }
        self.note(Told::Silenced(chat, silenced));
        self.world.act(Input::Silence { case: case_id(chat), silenced });
        self.done();
        true
    }

    /// For so long; 0 ends it.
    pub fn does_not_want_to_be_disturbed(&mut self, for_ms: u64) -> bool {
        let until = (for_ms > 0).then(|| self.world.now.plus_ms(for_ms));
        self.note(Told::DoNotDisturb(until));
        self.world.act(Input::SetDoNotDisturb { until });
        self.done();
        true
    }

    pub fn system_wants_quiet(&mut self, on: bool) -> bool {
        self.note(Told::SystemQuiet(on));
        self.world.system(SystemEvent::Quiet(if on { SystemQuiet::On } else { SystemQuiet::Off }));
        self.done();
        true
    }

    pub fn rests(&mut self, idle: bool) -> bool {
        self.note(Told::Idle(idle));
        self.world.system(SystemEvent::Idle { idle });
        self.done();
        true
    }

    pub fn switches(&mut self, switch: Switch) -> bool {
        let on = !self.model().is_on(switch);
        self.note(Told::Switched(switch, on));
        let setting = match switch {
            Switch::Flash => Setting::Flash,
            Switch::FlashConsultations => Setting::FlashConsultations,
            Switch::NotifyInvitations => Setting::NotifyInvitations,
            Switch::NotifyMessages => Setting::NotifyMessages,
            Switch::SoundInvitation => Setting::SoundInvitation,
            Switch::SoundMessage => Setting::SoundMessage,
            Switch::SoundConsultation => Setting::SoundConsultation,
            Switch::SoundIdle => Setting::SoundIdle,
            Switch::RespectSystem => Setting::RespectSystem,
        };
        self.world.act(Input::Set { setting, value: SettingValue::Switch { on } });
        self.done();
        true
    }

    pub fn sets_volume(&mut self, percent: u8) -> bool {
        self.note(Told::Volume(percent));
        self.world.act(Input::Set { setting: Setting::Volume, value: SettingValue::Percent { percent } });
        self.done();
        true
    }

    pub fn waves_away(&mut self, chat: Chat) -> bool {
        if self.standing.remove(&case_id(chat)).is_none() {
            return false;
        }
        self.note(Told::Waved(chat));
        let case = case_id(chat);
        self.world.system(SystemEvent::Notification { case, answer: NotificationAnswer::Closed });
        self.done();
        true
    }

    pub fn passes(&mut self, ms: u64) -> bool {
        self.world.now = self.world.now.plus_ms(ms);
        self.note(Told::Passed);
        self.world.wait(0);
        self.done();
        true
    }
}
