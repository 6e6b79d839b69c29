//! Do-not-disturb is this desktop's; the centre is informed, so that colleagues do not ask by name (`docs/behaviour.md`
//! 3.2). What stays quiet by it is decided in [`crate::attention`].

use konsil_protocol::domain::{Command, Me, Timestamp};

use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::settings::Settings;
use crate::boundary::view::Phrase;

/// Two ends that lie closer than this are the same one, read at two moments.
const JITTER_MS: u64 = 10_000;

/// What the centre knows of it.
#[derive(Debug, Default)]
pub(crate) struct AtCentre {
    /// As the centre said last.
    until: Option<Timestamp>,
    /// What it was informed of unasked in this session: a centre that does not take it is not informed again and again.
    informed: Option<Option<Timestamp>>,
}

impl AtCentre {
    /// What the centre has now, in this computer's time.
    pub fn hear(&mut self, me: &Me, now: Timestamp) {
        self.until = me.do_not_disturb_ms.map(|ms| now.plus_ms(ms));
    }

    /// The agent chose this end: the centre is informed of it now.
    pub fn inform(&mut self, wanted: Option<Timestamp>, now: Timestamp) -> Command {
        self.informed = Some(wanted);
        as_command(wanted, now)
    }

    /// The centre is informed of what this desktop has, if it knows something else.
    pub fn reconcile(&mut self, wanted: Option<Timestamp>, now: Timestamp) -> Option<Command> {
        if same(wanted, self.until.filter(|until| *until > now)) || self.informed == Some(wanted) {
            return None;
        }
        Some(self.inform(wanted, now))
    }
}

/// # Errors
/// The time is past, or lies further ahead than can be chosen.
pub(crate) fn check(until: Option<Timestamp>, now: Timestamp) -> Result<(), Phrase> {
    match until {
        Some(until) if until <= now => Err(phrases::told_do_not_disturb_past()),
        Some(until) if until.since_ms(now) > Command::LONGEST_DO_NOT_DISTURB_MS => {
            Err(phrases::refusal_do_not_disturb_too_long())
        }
        Some(_) | None => Ok(()),
    }
}

/// It is over by itself. A stored end that lies further ahead than can be chosen is none (the clock was changed).
pub(crate) fn end_in_time(settings: &mut Settings, now: Timestamp) -> Option<Effect> {
    let until = settings.attention.do_not_disturb_until?;
    let too_far = until.since_ms(now) > Command::LONGEST_DO_NOT_DISTURB_MS + JITTER_MS;
    if until > now && !too_far {
        return None;
    }
    settings.attention.do_not_disturb_until = None;
    Some(settings.saved())
}

fn as_command(until: Option<Timestamp>, now: Timestamp) -> Command {
    Command::SetDoNotDisturb { for_ms: until.map_or(0, |until| until.since_ms(now)) }
}

fn same(here: Option<Timestamp>, there: Option<Timestamp>) -> bool {
    match (here, there) {
        (None, None) => true,
        (Some(here), Some(there)) => here.since_ms(there).max(there.since_ms(here)) <= JITTER_MS,
        (Some(_), None) | (None, Some(_)) => false,
    }
}
