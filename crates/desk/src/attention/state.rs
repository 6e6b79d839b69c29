//! What was decided so far, and the signs that are on because of it.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{AgentId, CaseId, Timestamp};

use super::cause::{Cause, Difference};
use super::episode::Episodes;
use super::facts::{Facts, facts};
use super::log::DecisionLog;
use super::not_ready::Unaware;
use super::notes::{NoteChange, Notes};
use super::sound::Sounds;
use super::trial::{Trial, Trials};
use super::words::notification;
use crate::boundary::effect::{Effect, Flash};
use crate::boundary::system::{SignFault, TrialSign};
use crate::boundary::view::{DecisionRow, Phrase};
use crate::boundary::window::WindowId;
use crate::pending::workspace::Workspace;
use crate::thread::line::Naming as _;

#[derive(Debug, Default)]
pub(crate) struct Attention {
    facts: Facts,
    flashing: BTreeSet<WindowId>,
    badge: u32,
    pub(super) notes: Notes,
    sounds: Sounds,
    episodes: Episodes,
    log: DecisionLog,
    /// Whose decisions these are.
    agent: Option<AgentId>,
    trials: Trials,
    pub(super) unaware: Unaware,
}

impl Attention {
    /// Follows any change, at its end: the signs that are on are compared with those that are wanted.
    pub fn step(&mut self, workspace: &Workspace<'_>) -> Vec<Effect> {
        let now = workspace.now;
        let facts = facts(workspace);
        let before = std::mem::replace(&mut self.facts, facts.clone());
        let episodes = self.episodes.follow(&facts);
        let news = self.sounds.news(workspace, &before, &facts);
        let notes = self.notes.follow(&before, &facts);
        let mut effects = withdrawn(&notes);
        effects.extend(self.flash(&before, &facts, now));
        effects.extend(self.count(&facts, now));
        effects.extend(self.raised(workspace, &notes));
        let (sounded, played) = self.sounds.play(&news, &facts, now);
        effects.extend(played);
        effects.extend(self.trials.withdraw(now));
        let step = Difference { before: &before, after: &facts, episodes: &episodes, news: &news, notes: &notes };
        // What the contact wrote has a cause of its own, without a name.
        self.log.add(&step, &sounded, now, |from| workspace.names().party(from, "").name.to_owned());
        effects.extend(self.unaware.follow(&step, &mut self.log, now));
        if self.agent.as_ref() != workspace.identity.agent() {
            self.agent = workspace.identity.agent().cloned();
            self.log.forget();
        }
        effects
    }

    /// Ends first. What the system has dropped because the window was active meanwhile begins anew.
    fn flash(&mut self, before: &Facts, facts: &Facts, now: Timestamp) -> Vec<Effect> {
        let mut wanted = facts.flashing();
        wanted.extend(self.trials.flashes(now));
        let former = std::mem::replace(&mut self.flashing, wanted.clone());
        let flash = |window: &WindowId, flash| Effect::Flash { window: *window, flash };
        let dropped = |window: &&WindowId| before.active == Some(**window) && facts.active != Some(**window);
        let ends = former.difference(&wanted).map(|window| flash(window, Flash::End));
        let begins = wanted.iter().filter(|window| !former.contains(window) || dropped(window));
        ends.chain(begins.map(|window| flash(window, Flash::Begin))).collect()
    }

    fn count(&mut self, facts: &Facts, now: Timestamp) -> Option<Effect> {
        let badge = self.trials.badge(facts.badge(), now);
        if badge == self.badge {
            return None;
        }
        self.badge = badge;
        Some(Effect::Badge { count: badge })
    }

    fn raised(&self, workspace: &Workspace<'_>, notes: &BTreeMap<CaseId, NoteChange>) -> Vec<Effect> {
        let raised = notes.iter().filter(|(_, change)| match change {
            NoteChange::Raised | NoteChange::Replaced => true,
            NoteChange::Withdrawn => false,
        });
        raised
            .filter_map(|(id, _)| notification(workspace, id, self.notes.shown(id)?))
            .map(|notification| Effect::Notify { notification })
            .collect()
    }

    /// When the signs change by themselves, at the latest.
    pub fn next_change(&self, workspace: &Workspace<'_>) -> Option<Timestamp> {
        let changes = [
            workspace.identity.next_expiry(workspace.now),
            self.sounds.next_change(),
            self.trials.next_change(workspace.now),
        ];
        changes.into_iter().flatten().min()
    }

    /// *Why did it ring*: the last 50 decisions, newest first.
    pub fn decisions(&self) -> Vec<DecisionRow> {
        self.log.rows()
    }

    /// Grows with each decision, and when one is added to.
    pub fn decided(&self) -> u32 {
        self.log.changes()
    }

    /// A sign is tried out in the settings.
    pub fn try_sign(
        &mut self,
        workspace: &Workspace<'_>,
        window: WindowId,
        sign: TrialSign,
    ) -> Result<Option<Effect>, Phrase> {
        let (badge, switches) = (facts(workspace).badge(), &workspace.settings.attention);
        let (trial, logged) = self.trials.begin(window, sign, badge, switches, workspace.now);
        if let Some(logged) = logged {
            self.log.add_general(Cause::Trial, vec![logged], workspace.now);
        }
        match trial {
            Trial::Given(effect) => Ok(effect),
            Trial::NotGiven(why) => Err(why),
        }
    }

    /// A sign could not be given: to be shown where it was tried out.
    pub fn on_sign_fault(&mut self, fault: SignFault, now: Timestamp) -> Option<(WindowId, Phrase)> {
        self.trials.on_fault(fault, now)
    }

    /// For tests that look at whole histories.
    #[cfg(test)]
    pub fn episodes(&self) -> &Episodes {
        &self.episodes
    }
}

fn withdrawn(notes: &BTreeMap<CaseId, NoteChange>) -> Vec<Effect> {
    let withdrawn = notes.iter().filter(|(_, change)| **change == NoteChange::Withdrawn);
    withdrawn.map(|(case, _)| Effect::Withdraw { case: case.clone() }).collect()
}
