//! Texts that outlive the program, and texts that outlive their chat: what was found on disk is put where it was; what
//! has no place any more is shown as "not sent" where its chat was.

use konsil_protocol::domain::{AgentId, CaseId, Command, Thread};

use super::commands::PendingCommand;
use super::work::{AgentWork, Context, Outcome};
use crate::boundary::effect::{Effect, Kept, KeptSilenced, KeptTargets, KeptWhy, KeptWords};
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::view::TourStep;
use crate::boundary::window::WindowId;
use crate::chats::collection::Departure;
use crate::texts::drafts::Unplaced;
use crate::thread::line::Naming as _;
use crate::thread::local::{Addressed, LocalState};

impl AgentWork {
    /// What was kept on disk for the agent who is signed in now.
    pub fn restore(&mut self, agent: &AgentId, kept: Kept) {
        self.texts.restore_contacts(kept.contacts);
        let server = self.identity.server().to_owned();
        let mine = |kept: &KeptTargets| &kept.agent == agent && kept.server == server;
        self.targets.restore(kept.targets.into_iter().find(mine), kept.recent);
        let mine = |kept: &KeptSilenced| &kept.agent == agent && kept.server == server;
        let silenced = kept.silenced.into_iter().find(mine).map(|kept| kept.cases);
        self.chats.restore_silenced(silenced.unwrap_or_default());
        let mine = |kept: &KeptWords| &kept.agent == agent && kept.server == server;
        self.texts.restore_words(kept.words.into_iter().find(mine).map(|kept| kept.cases).unwrap_or_default());
        for (thread, draft) in kept.drafts {
            if &draft.agent == agent && draft.server == server {
                self.texts.restore_draft(thread, draft.draft);
            }
        }
        for command in kept.pending {
            self.pending.add(PendingCommand {
                id: command.id.clone(),
                command: command.command.clone(),
                at: command.at,
                window: WindowId::Main,
            });
            self.texts.keep_unplaced(command, LocalState::Queued);
        }
        for (command, why) in kept.unsent {
            let state = match why {
                KeptWhy::Refused(refusal) => LocalState::NotSent { why: self.refusal(&refusal) },
                KeptWhy::TooOld => LocalState::NotSent { why: phrases::not_sent_too_old() },
                KeptWhy::Uncertain => LocalState::Uncertain,
                KeptWhy::Newer => LocalState::NotSent { why: phrases::not_sent_newer() },
                KeptWhy::Damaged => LocalState::NotSent { why: phrases::not_sent_damaged() },
            };
            self.texts.keep_unplaced(command, state);
        }
    }

    /// Every case has arrived: each kept text finds its place, or is shown where its chat would be.
    pub fn place_kept(&mut self, moment: &mut Moment, context: Context) {
        for Unplaced { thread, mut local } in self.texts.take_unplaced() {
            if self.chats.thread(&thread).is_some_and(|log| log.has_message(&local.id)) {
                self.pending.take(&local.id);
                continue;
            }
            let (place, addressed) = self.chats.place_of(&thread);
            local.addressed = addressed;
            let has_place = addressed == Addressed::Here && self.chats.contains(&thread.case);
            if local.state.is_under_way() {
                local.state = if has_place {
                    context.state_of_text()
                } else {
                    LocalState::NotSent { why: phrases::not_sent_chat_gone() }
                };
            }
            self.chats.keep_place(&thread.case, self.texts.contact(&thread.case), context.now);
            self.chats.add_local(self.identity.people(context.language), &place, local);
        }
        self.end_drafts(moment, context);
        for (case, words) in self.texts.take_unplaced_words() {
            for (which, text) in self.chats.restore_words(&case, words) {
                self.words_unsent(&case, which, text, moment, context);
            }
        }
    }

    /// The agent has closed these threads, and with them what came back there and never went out.
    pub(super) fn forget_never_sent(&mut self, case: &CaseId, which: impl Fn(&Thread) -> bool) -> Vec<Effect> {
        let taken = self.chats.take_never_sent(case, which);
        taken.iter().filter_map(|local| self.texts.forget_kept(case, local)).collect()
    }

    /// The agent's part in that case is over.
    pub fn on_gone(&mut self, case: &CaseId, moment: &mut Moment, context: Context) -> Outcome {
        let is_mark_done = |command: &Command| matches!(command, Command::MarkDone { case: of, .. } if of == case);
        let mine = self.chats.take_done(case) || self.pending.iter().any(is_mark_done);
        self.refuse_texts_of(case, context);
        let effects = if mine {
            self.chats.take_all_words(case);
            let mut effects = self.forget_never_sent(case, |_| true);
            effects.extend(self.texts.forget_drafts(case));
            effects
        } else {
            self.drafts_become_unsent(case, moment, context);
            Vec::new()
        };
        match self.chats.gone(case) {
            Departure::HandedOver { to, contact } => {
                let target = self.identity.names().target(&to, context.language);
                let told = match to.agent() {
                    Some(_) => phrases::told_taken_over(target, &contact),
                    None => phrases::told_in_queue(target, &contact),
                };
                Outcome { steps: vec![TourStep::Transfer], effects, ..Outcome::toast(WindowId::Main, told) }
            }
            Departure::Other => Outcome::of(effects),
        }
    }
}
