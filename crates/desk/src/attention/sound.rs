//! Sounds are events: something that arrives sounds once. What arrives too soon after another stays mute, but for an
//! invitation: it waits for an answer, and sounds as soon as it may.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, InvitationId, Party, Thread, ThreadRef, Timestamp};

use super::facts::{CaseFacts, Facts, is_consultation};
use crate::boundary::effect::Effect;
use crate::boundary::settings::AttentionSettings;
use crate::boundary::system::SoundKind;
use crate::pending::workspace::Workspace;

/// At most one in so long.
const BETWEEN_MS: u64 = 5_000;

/// What was heard so far.
#[derive(Debug, Default)]
pub(crate) struct Sounds {
    last: Option<Timestamp>,
    /// The newest words of each thread that has arrived, if it has any: old ones are no event.
    heard: BTreeMap<ThreadRef, Option<u64>>,
    /// Invitations that arrived too soon after another sound.
    owed: BTreeSet<(CaseId, InvitationId)>,
}

impl Sounds {
    /// When an owed sound is given, at the latest.
    pub fn next_change(&self) -> Option<Timestamp> {
        self.last.filter(|_| !self.owed.is_empty()).map(|last| last.plus_ms(BETWEEN_MS))
    }

    fn may_sound(&self, now: Timestamp) -> bool {
        // One that lies ahead is from before the clock was put back.
        self.last.is_none_or(|last| last > now || now.since_ms(last) >= BETWEEN_MS)
    }
}

/// Something that arrived in this step and was not before the agent's eyes, or came before eyes that have gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum News {
    Invited,
    Wrote {
        thread: Thread,
        from: Party,
    },
    /// In view, while the computer rests: it may sound, and is no reason for any other sign.
    WroteInView {
        thread: Thread,
        from: Party,
    },
}

impl News {
    pub fn sound(&self) -> SoundKind {
        match self.words() {
            None => SoundKind::Invitation,
            Some((thread, _)) if is_consultation(thread) => SoundKind::Consultation,
            Some(_) => SoundKind::Message,
        }
    }

    /// What was written where, and by whom.
    pub fn words(&self) -> Option<(&Thread, &Party)> {
        match self {
            Self::Invited => None,
            Self::Wrote { thread, from } | Self::WroteInView { thread, from } => Some((thread, from)),
        }
    }
}

/// What became of a sound that was called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sounded {
    Played(SoundKind),
    /// Quiet or silenced: nothing at all is given.
    Muted,
    SwitchedOff,
    VolumeZero,
    /// There was one less than 5 s before.
    TooSoon,
    /// So it was for this invitation, which sounds later if it is still open then.
    Later,
    /// Now it does.
    PlayedLate,
    /// It was in view: nobody asks why it made no sound.
    Nothing,
}

/// As loud and where the agent wants it.
pub(super) fn play(sound: SoundKind, switches: &AttentionSettings) -> Effect {
    let output = match (sound, &switches.invitation_output) {
        (SoundKind::Invitation, Some(own)) => own,
        (SoundKind::Invitation, None) | (SoundKind::Message | SoundKind::Consultation, _) => &switches.sound_output,
    };
    Effect::Play { sound, volume: switches.volume, output: output.clone() }
}

impl Sounds {
    /// What arrived in this step.
    pub fn news(&mut self, workspace: &Workspace<'_>, before: &Facts, facts: &Facts) -> Vec<(CaseId, News)> {
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
        for (id, chat) in workspace.chats.all() {
            for (thread, log) in chat.conversation().threads() {
                let place = ThreadRef { case: id.clone(), thread: thread.clone() };
                let Some(newest) = log.heard().newest() else {
                    if log.is_loaded() {
                        heard.insert(place, None);
                    }
                    continue;
                };
                let former = self.heard.get(&place).copied();
                let concerns = facts.cases.get(id).and_then(|case| case.texts.get(thread));
                match concerns.map(|texts| texts.unread) {
                    Some(1..) if former.is_none_or(|former| Some(newest.order) > former) => {
                        let wrote = News::Wrote { thread: thread.clone(), from: newest.from.clone() };
                        news.push((id.clone(), wrote));
                    }
                    // What was there before the thread was is no event.
                    Some(0) if facts.sounds_in_view() && former.is_some_and(|former| Some(newest.order) > former) => {
                        let wrote = News::WroteInView { thread: thread.clone(), from: newest.from.clone() };
                        news.push((id.clone(), wrote));
                    }
                    Some(_) | None => {}
                }
                heard.insert(place, former.flatten().max(Some(newest.order)));
            }
        }
        self.heard = heard;
        news
    }

    /// At most one of them sounds.
    pub fn play(
        &mut self,
        news: &[(CaseId, News)],
        facts: &Facts,
        now: Timestamp,
    ) -> (Vec<(CaseId, Sounded)>, Vec<Effect>) {
        let (mut sounded, owed) = self.play_owed(facts, now);
        let mut effects: Vec<_> = owed.into_iter().collect();
        for (id, news) in news {
            let result = self.sound(id, news, facts, now);
            if let Sounded::Played(sound) = result {
                self.last = Some(now);
                effects.push(play(sound, &facts.switches));
            }
            if result == Sounded::Later
                && let Some(invited) = facts.cases.get(id).and_then(CaseFacts::open_invitation)
            {
                self.owed.insert((id.clone(), invited.invitation.clone()));
            }
            if result != Sounded::Nothing {
                sounded.push((id.clone(), result));
            }
        }
        (sounded, effects)
    }

    /// Once it may sound: one sound for all that are still open, or none at all if none may be given now.
    fn play_owed(&mut self, facts: &Facts, now: Timestamp) -> (Vec<(CaseId, Sounded)>, Option<Effect>) {
        self.owed.retain(|(id, owed)| {
            let invited = facts.cases.get(id).and_then(|case| case.invitation.as_ref());
            invited.is_some_and(|invited| &invited.invitation == owed)
        });
        if self.owed.is_empty() || !self.may_sound(now) {
            return (Vec::new(), None);
        }
        let owed = std::mem::take(&mut self.owed);
        let is_open = |id: &CaseId| facts.cases.get(id).is_some_and(|case| case.open_invitation().is_some());
        let open: Vec<_> = owed.into_iter().map(|(id, _)| id).filter(is_open).collect();
        let switches = &facts.switches;
        if open.is_empty() || facts.quiet.is_some() || !switches.sound_invitation || switches.volume == 0 {
            return (Vec::new(), None);
        }
        self.last = Some(now);
        let play = play(SoundKind::Invitation, switches);
        (open.into_iter().map(|id| (id, Sounded::PlayedLate)).collect(), Some(play))
    }

    fn sound(&self, id: &CaseId, news: &News, facts: &Facts, now: Timestamp) -> Sounded {
        let silenced = match news {
            News::Invited => false,
            News::Wrote { .. } | News::WroteInView { .. } => facts.cases.get(id).is_some_and(|case| case.silenced),
        };
        let on = match news.sound() {
            SoundKind::Invitation => facts.switches.sound_invitation,
            SoundKind::Message => facts.switches.sound_message,
            SoundKind::Consultation => facts.switches.sound_consultation,
        };
        let in_view = matches!(news, News::WroteInView { .. });
        if facts.quiet.is_some() || silenced {
            Sounded::Muted
        } else if in_view && (!on || facts.switches.volume == 0 || !self.may_sound(now)) {
            Sounded::Nothing
        } else if !on {
            Sounded::SwitchedOff
        } else if facts.switches.volume == 0 {
            Sounded::VolumeZero
        } else if self.may_sound(now) {
            Sounded::Played(news.sound())
        } else {
            match news {
                News::Invited => Sounded::Later,
                News::Wrote { .. } | News::WroteInView { .. } => Sounded::TooSoon,
            }
        }
    }
}
