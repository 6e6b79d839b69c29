//! Sounds are events: they tell that something came, once, and are never made up for later.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, InvitationId, Participant, Thread, Timestamp};

use super::facts::{Facts, is_consultation};
use crate::desk::Desk;
use crate::effect::{Effect, SoundKind};

/// At most one in so long.
const BETWEEN_MS: u64 = 5_000;

/// What was heard so far.
#[derive(Debug, Default)]
pub(crate) struct Sounds {
    last: Option<Timestamp>,
    /// The newest words of each thread: old ones are no event.
    heard: BTreeMap<(CaseId, Thread), u64>,
}

/// Something that came in this step and was not before the agent's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum News {
    Invited,
    Wrote { thread: Thread, from: Participant },
}

impl News {
    pub fn sound(&self) -> SoundKind {
        match self {
            Self::Invited => SoundKind::Invitation,
            Self::Wrote { thread, .. } if is_consultation(thread) => SoundKind::Consultation,
            Self::Wrote { .. } => SoundKind::Message,
        }
    }
}

/// What became of a sound that was called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sounded {
    Played(SoundKind),
    /// Quiet or silenced: nothing at all is given.
    Hushed,
    SwitchedOff,
    VolumeZero,
    /// There was one less than 5 s before.
    TooSoon,
}

impl Desk {
    /// What came in this step.
    pub(super) fn news(&mut self, before: &Facts, facts: &Facts) -> Vec<(CaseId, News)> {
        let mut news = Vec::new();
        for (id, case) in &facts.cases {
            let known = |invitation: &InvitationId| {
                let invited = before.cases.get(id).and_then(|case| case.invitation.as_ref());
                invited.is_some_and(|invited| &invited.invitation == invitation)
            };
            if case.open_invitation().is_some_and(|invited| !known(&invited.invitation)) {
                news.push((id.clone(), News::Invited));
            }
        }
        let mut heard = BTreeMap::new();
        for (id, case) in &self.cases {
            for (thread, log) in &case.threads {
                let Some(words) = log.heard().newest() else { continue };
                let place = (id.clone(), thread.clone());
                let former = self.attention.sounds.heard.get(&place).copied();
                let concerns = facts.cases.get(id).and_then(|case| case.words.get(thread));
                let unread = concerns.is_some_and(|words| words.unread > 0);
                if unread && former.is_none_or(|former| words.order > former) {
                    let wrote = News::Wrote { thread: thread.clone(), from: words.from.clone() };
                    news.push((id.clone(), wrote));
                }
                heard.insert(place, former.unwrap_or_default().max(words.order));
            }
        }
        self.attention.sounds.heard = heard;
        news
    }

    /// At most one of them sounds.
    pub(super) fn play(
        &mut self,
        news: &[(CaseId, News)],
        facts: &Facts,
        effects: &mut Vec<Effect>,
    ) -> Vec<(CaseId, Sounded)> {
        let mut sounded = Vec::new();
        for (id, news) in news {
            let result = self.sound(id, news, facts);
            if let Sounded::Played(sound) = result {
                self.attention.sounds.last = Some(self.now);
                effects.push(Effect::Play { sound, volume: facts.switches.volume });
            }
            sounded.push((id.clone(), result));
        }
        sounded
    }

    fn sound(&self, id: &CaseId, news: &News, facts: &Facts) -> Sounded {
        let silenced = match news {
            News::Invited => false,
            News::Wrote { .. } => facts.cases.get(id).is_some_and(|case| case.silenced),
        };
        let on = match news.sound() {
            SoundKind::Invitation => facts.switches.sound_invitation,
            SoundKind::Message => facts.switches.sound_message,
            SoundKind::Consultation => facts.switches.sound_consultation,
        };
        // One that lies ahead is from before the clock was put back.
        let recent = |last: Timestamp| last <= self.now && self.now.since_ms(last) < BETWEEN_MS;
        let too_soon = self.attention.sounds.last.is_some_and(recent);
        if facts.quiet.is_some() || silenced {
            Sounded::Hushed
        } else if !on {
            Sounded::SwitchedOff
        } else if facts.switches.volume == 0 {
            Sounded::VolumeZero
        } else if too_soon {
            Sounded::TooSoon
        } else {
            Sounded::Played(news.sound())
        }
    }
}
