//! Do-not-disturb: a wish of this desktop, with an end time. It works offline; the centre is told, so that colleagues
//! do not ask by name (`behaviour.md` 3.2). What stays quiet by it is decided in [`crate::attention`].

use konsil_protocol::domain::{Command, Me, Timestamp};

use crate::boundary::effect::Effect;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::window::WindowId;
use crate::desk::{Desk, Link};

/// Two ends that lie closer than this are the same one, read at two moments.
const JITTER_MS: u64 = 10_000;

/// What the centre knows of it.
#[derive(Debug, Default)]
pub(crate) struct AtCentre {
    /// As the centre said last.
    until: Option<Timestamp>,
    /// What was told unasked in this session: a centre that does not take it is not told again and again.
    told: Option<Option<Timestamp>>,
}

impl Desk {
    /// Until when; none while it is off.
    pub(crate) fn do_not_disturb_until(&self) -> Option<Timestamp> {
        self.settings.attention.do_not_disturb_until.filter(|until| *until > self.now)
    }

    pub(crate) fn set_do_not_disturb(
        &mut self,
        window: WindowId,
        until: Option<Timestamp>,
        moment: &Moment,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(until) = until {
            if until <= moment.now {
                self.windows.toast(window, phrases::told_do_not_disturb_past());
                return;
            }
            if until.since_ms(moment.now) > Command::LONGEST_DO_NOT_DISTURB_MS {
                self.windows.toast(window, phrases::refusal_do_not_disturb_too_long());
                return;
            }
        }
        if self.settings.attention.do_not_disturb_until == until {
            return;
        }
        self.settings.attention.do_not_disturb_until = until;
        effects.push(Effect::SaveSettings { settings: self.settings.clone() });
        if self.can_tell_the_centre() {
            self.at_centre.told = Some(until);
            self.command(window, self.as_command(), moment, effects);
        }
    }

    /// It is over by itself. A stored end that lies further ahead than can be chosen is none (the clock was changed).
    pub(crate) fn end_do_not_disturb_in_time(&mut self, effects: &mut Vec<Effect>) {
        let Some(until) = self.settings.attention.do_not_disturb_until else { return };
        let too_far = until.since_ms(self.now) > Command::LONGEST_DO_NOT_DISTURB_MS + JITTER_MS;
        if until <= self.now || too_far {
            self.settings.attention.do_not_disturb_until = None;
            effects.push(Effect::SaveSettings { settings: self.settings.clone() });
        }
    }

    /// A new session: nothing was told in it.
    pub(crate) fn do_not_disturb_in_new_session(&mut self) {
        self.at_centre = AtCentre::default();
    }

    /// What the centre has now, in this computer's time.
    pub(crate) fn hear_do_not_disturb(&mut self, me: &Me) {
        self.at_centre.until = me.do_not_disturb_ms.map(|ms| self.now.plus_ms(ms));
    }

    /// The centre is told what this desktop has, if that is something else.
    pub(crate) fn reconcile_do_not_disturb(&mut self, effects: &mut Vec<Effect>) {
        let wanted = self.do_not_disturb_until();
        if !self.can_tell_the_centre()
            || same(wanted, self.at_centre.until.filter(|until| *until > self.now))
            || self.at_centre.told == Some(wanted)
        {
            return;
        }
        self.at_centre.told = Some(wanted);
        effects.push(Effect::TellCentre { command: self.as_command() });
    }

    fn can_tell_the_centre(&self) -> bool {
        self.link == Link::Online
            && self.me.is_some()
            && self.capabilities.as_ref().is_some_and(|can| can.do_not_disturb)
    }

    fn as_command(&self) -> Command {
        let for_ms = self.do_not_disturb_until().map_or(0, |until| until.since_ms(self.now));
        Command::SetDoNotDisturb { for_ms }
    }
}

fn same(here: Option<Timestamp>, there: Option<Timestamp>) -> bool {
    match (here, there) {
        (None, None) => true,
        (Some(here), Some(there)) => here.since_ms(there).max(there.since_ms(here)) <= JITTER_MS,
        (Some(_), None) | (None, Some(_)) => false,
    }
}
