//! Whether to draw attention, and to what (`behaviour.md` section 7). One pure state machine: after each change the
//! [`facts`] are read off the workspace, [`decide`] says which signs follow, and only what is new becomes an effect. What
//! was decided, and why, stands in the [`log`].

mod answers;
mod cause;
mod decide;
mod episode;
mod facts;

mod log;
mod not_ready;
mod sound;
mod trial;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{AgentId, CaseId, Thread, Timestamp};

use crate::boundary::effect::{Effect, Flash, KeptSilenced};
use crate::boundary::system::SystemQuiet;
use crate::boundary::view::{DecisionRow, Stage};
use crate::boundary::window::WindowId;
use crate::chats::case::Part;
use crate::desk::{Desk, Link};
use decide::Note;
use episode::Episodes;
#[cfg(test)]
pub(crate) use episode::{Closed, Turn};
use facts::Facts;

use log::Log;
use not_ready::Unaware;
use sound::Sounds;
use trial::Trials;

/// What was decided so far, and what stands before the agent because of it.
#[derive(Debug, Default)]
pub(crate) struct Attention {
    facts: Facts,
    flashing: BTreeSet<WindowId>,
    badge: u32,
    /// The notifications that are shown.
    shown: BTreeMap<CaseId, Shown>,
    /// What the agent has closed: not told again.
    closed: BTreeMap<CaseId, Note>,
    sounds: Sounds,
    pub(crate) episodes: Episodes,
    log: Log,
    /// Whose decisions these are.
    agent: Option<AgentId>,
    trials: Trials,
    unaware: Unaware,
    /// Something has changed outside of any step.
    due: bool,
}

/// Why nothing may make itself felt now; what is pending stays visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quiet {
    /// The agent's own do-not-disturb.
    Own { until: Timestamp },
    /// The system's, which the agent wants respected.
    System,
}

/// A notification that is shown.
#[derive(Debug)]
struct Shown {
    note: Note,
    /// Every thread that it told of since it was raised.
    threads: BTreeSet<Thread>,
}

impl Shown {
    fn after(former: Option<Self>, note: Note) -> Self {
        let mut threads = former.map(|former| former.threads).unwrap_or_default();
        threads.extend(note.thread());
        Self { note, threads }
    }

    /// The one thread that it told of, at any time: a reply to the words of a consultation must never go to the contact
    /// because the contact has written meanwhile.
    fn to_answer(&self) -> Option<&Thread> {
        let mut threads = self.threads.iter();
        threads.next().filter(|_| threads.next().is_none())
    }
}

/// What became of a case's notification in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteTurn {
    Raised,
    Replaced,
    Withdrawn,
}

impl Desk {
    /// None while signs may be given.
    pub(crate) fn is_quiet(&self) -> Option<Quiet> {
        if let Some(until) = self.do_not_disturb_until() {
            return Some(Quiet::Own { until });
        }
        let system = self.settings.attention.respect_system && self.system.quiet == SystemQuiet::On;
        system.then_some(Quiet::System)
    }

    /// The window with the keyboard; none while the screen is locked, whatever the windows say.
    pub(crate) fn active_window(&self) -> Option<WindowId> {
        self.active.filter(|_| !self.system.locked)
    }

    /// *Why did it ring*: the last 50 decisions, newest first.
    #[must_use]
    pub fn decisions(&self) -> Vec<DecisionRow> {
        self.attention.log.rows()
    }

    /// Grows with each decision, and when one is added to.
    pub(crate) fn decided(&self) -> u32 {
        self.attention.log.changes()
    }

    pub(crate) fn silence(&mut self, case: CaseId, silenced: bool, effects: &mut Vec<Effect>) {
        let stands = self.cases.get(&case).is_some_and(|case| case.part != Part::Gone);
        let changed = if silenced { stands && self.silenced.insert(case) } else { self.silenced.remove(&case) };
        if changed {
            self.save_silenced(effects);
        }
    }

    fn save_silenced(&self, effects: &mut Vec<Effect>) {
        let Some(agent) = self.people.me.clone() else { return };
        let (server, cases) = (self.account_server().to_owned(), self.silenced.clone());
        effects.push(Effect::SaveSilenced { silenced: KeptSilenced { agent, server, cases } });
    }

    /// Once everything has come, what was silenced and is not there any more is forgotten.
    fn forget_silenced(&mut self, effects: &mut Vec<Effect>) {
        let known = matches!(self.stage, Stage::Workspace { .. }) && self.link == Link::Online;
        let is_gone = |id: &CaseId| self.cases.get(id).is_none_or(|case| case.part == Part::Gone);
        if known && self.silenced.iter().any(is_gone) {
            let kept = self.silenced.iter().filter(|id| !is_gone(id)).cloned().collect();
            self.silenced = kept;
            self.save_silenced(effects);
        }
    }

    /// Something has changed that no effect can follow from at once.
    pub(crate) fn attention_is_due(&mut self) {
        self.attention.due = true;
    }

    /// When the signs change by themselves, at the latest.
    pub(crate) fn next_sign(&self) -> Option<Timestamp> {
        let due = self.attention.due.then_some(self.now);
        let sound = self.attention.sounds.next_change();
        due.into_iter()
            .chain(self.facts_change_at())
            .chain(sound)
            .chain(self.attention.trials.next_change(self.now))
            .min()
    }

    /// Follows from any change, at its end: the signs that stand are compared with those that are wanted.
    pub(crate) fn draw_attention(&mut self, effects: &mut Vec<Effect>) {
        self.attention.due = false;
        self.forget_silenced(effects);
        let facts = self.facts();
        let before = std::mem::replace(&mut self.attention.facts, facts.clone());
        let turns = self.attention.episodes.follow(&facts);
        let news = self.news(&before, &facts);
        let (notes, notify) = self.notes(&before, &facts, effects);
        self.flash(&before, &facts, effects);
        let badge = self.attention.trials.badge(facts.badge(), self.now);
        if badge != self.attention.badge {
            self.attention.badge = badge;
            effects.push(Effect::Badge { count: badge });
        }
        effects.extend(notify);
        let sounds = self.play(&news, &facts, effects);
        self.show_trials(effects);
        let step = cause::Step { before: &before, after: &facts, turns: &turns, news: &news, notes: &notes };
        self.attention.log.add(&step, &sounds, self.now, |agent| self.people.names.agent(agent).to_owned());
        self.tell_not_ready(&step, effects);
        if self.attention.agent != self.people.me {
            self.attention.agent.clone_from(&self.people.me);
            self.attention.log.forget();
        }
    }

    /// Ends first. What the system has dropped because the window was active meanwhile begins anew.
    fn flash(&mut self, before: &Facts, facts: &Facts, effects: &mut Vec<Effect>) {
        let mut wanted = facts.flashing();
        wanted.extend(self.attention.trials.flashes(self.now));
        let former = std::mem::replace(&mut self.attention.flashing, wanted.clone());
        let flash = |window: &WindowId, flash| Effect::Flash { window: *window, flash };
        effects.extend(former.difference(&wanted).map(|window| flash(window, Flash::End)));
        let dropped = |window: &&WindowId| before.active == Some(**window) && facts.active != Some(**window);
        let begins = wanted.iter().filter(|window| !former.contains(window) || dropped(window));
        effects.extend(begins.map(|window| flash(window, Flash::Begin)));
    }

    /// Withdraws what is no longer wanted; gives what is to be shown.
    fn notes(
        &mut self,
        before: &Facts,
        facts: &Facts,
        effects: &mut Vec<Effect>,
    ) -> (BTreeMap<CaseId, NoteTurn>, Vec<Effect>) {
        let mut turns = BTreeMap::new();
        let mut notify = Vec::new();
        self.attention.closed.retain(|id, _| facts.cases.contains_key(id));
        let ids: BTreeSet<_> = self.attention.shown.keys().chain(facts.cases.keys()).cloned().collect();
        for id in ids {
            let closed = self.attention.closed.get(&id);
            let wanted = facts.note(&id).filter(|note| closed.is_none_or(|closed| note.tells_more_than(closed)));
            let shown = self.attention.shown.remove(&id);
            let turn = match (&wanted, &shown) {
                (None, None) => continue,
                (None, Some(_)) => {
                    effects.push(Effect::Withdraw { case: id.clone() });
                    Some(NoteTurn::Withdrawn)
                }
                (Some(_), None) => Some(NoteTurn::Raised),
                (Some(note), Some(shown)) => {
                    let same = !note.tells_more_than(&shown.note)
                        && note.subject == shown.note.subject
                        && note.stays == shown.note.stays
                        && before.language == facts.language
                        && before.switches.notify_text == facts.switches.notify_text;
                    (!same).then_some(NoteTurn::Replaced)
                }
            };
            if let Some(note) = wanted {
                let shown = Shown::after(shown, note);
                if turn.is_some()
                    && let Some(notification) = self.notification(&id, &shown)
                {
                    notify.push(Effect::Notify { notification });
                }
                self.attention.shown.insert(id.clone(), shown);
            }
            turns.extend(turn.map(|turn| (id, turn)));
        }
        (turns, notify)
    }
}
