//! Texts that outlive the program, and texts that outlive their chat: what was found on disk is put where it was; what
//! has no place any more stands as "not sent" where its chat stood.

use konsil_protocol::domain::{AgentId, CaseId, Command, CommandId, Refusal, Thread, Timestamp};

use crate::boundary::effect::{Kept, KeptCommand, KeptSilenced, KeptWhy};
use crate::boundary::input::Draft;
use crate::boundary::phrases;
use crate::boundary::view::Phrase;
use crate::boundary::window::WindowId;
use crate::chats::case::CaseState;
use crate::desk::{Asked, Desk, Link};
use crate::thread::log::{KeptAs, Local, LocalState, Overtaken};

/// A kept message whose case may still come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unplaced {
    case: CaseId,
    thread: Thread,
    local: Local,
}

impl Desk {
    /// What was kept on disk for the agent who is signed in now.
    pub fn restore(&mut self, agent: &AgentId, kept: Kept) {
        self.contacts = kept.contacts;
        self.recent = kept.recent;
        let mine = |kept: &KeptSilenced| &kept.agent == agent && kept.server == self.account_server();
        self.silenced = kept.silenced.into_iter().find(mine).map(|kept| kept.cases).unwrap_or_default();
        for (case, thread, draft) in kept.drafts {
            if &draft.agent == agent && draft.server == self.account_server() {
                self.drafts.insert((case, thread), draft.draft);
            }
        }
        for command in kept.pending {
            self.asked.push(Asked {
                id: command.id.clone(),
                command: command.command.clone(),
                at: command.at,
                window: WindowId::Main,
            });
            self.keep_unplaced(command, LocalState::Queued);
        }
        for (command, why) in kept.unsent {
            let state = match why {
                KeptWhy::Refused(refusal) => LocalState::NotSent { why: self.refusal(&refusal) },
                KeptWhy::TooOld => LocalState::NotSent { why: phrases::not_sent_too_old() },
                KeptWhy::Uncertain => LocalState::Uncertain,
                KeptWhy::Newer => LocalState::NotSent { why: phrases::not_sent_newer() },
                KeptWhy::Damaged => LocalState::NotSent { why: phrases::not_sent_damaged() },
            };
            self.keep_unplaced(command, state);
        }
    }

    /// Only messages have a line; the other durable commands show in what they change.
    fn keep_unplaced(&mut self, command: KeptCommand, state: LocalState) {
        if let Command::SendMessage { case, thread, text } = command.command {
            let local =
                Local { id: command.id, text, at: command.at, state, kept: KeptAs::Outbox, overtaken: Overtaken::No };
            self.unplaced.push(Unplaced { case, thread, local });
        }
    }

    /// An answer to a kept text before its case came.
    pub(crate) fn unplaced_answered(&mut self, id: &CommandId, result: Result<(), Refusal>) {
        match result {
            Ok(()) => self.unplaced.retain(|unplaced| &unplaced.local.id != id),
            Err(refusal) => {
                let why = self.refusal(&refusal);
                if let Some(unplaced) = self.unplaced.iter_mut().find(|unplaced| &unplaced.local.id == id) {
                    unplaced.local.state = LocalState::NotSent { why };
                }
            }
        }
    }

    /// All cases have come: each kept text finds its place, or stands where its chat would.
    pub(crate) fn place_kept(&mut self, now: Timestamp) {
        for Unplaced { case: id, thread, mut local } in std::mem::take(&mut self.unplaced) {
            let has_place = self.cases.get(&id).is_some_and(|case| case.view.threads.contains(&thread));
            if self
                .cases
                .get(&id)
                .is_some_and(|case| case.threads.get(&thread).is_some_and(|log| log.has_message(&local.id)))
            {
                self.take_asked(&local.id);
                continue;
            }
            let thread = if has_place { thread } else { Thread::Main };
            if local.state.is_under_way() {
                local.state = match (has_place, &self.link) {
                    (false, _) => LocalState::NotSent { why: phrases::not_sent_chat_gone() },
                    (true, Link::Online) => LocalState::Sending,
                    (true, Link::Connecting | Link::Offline { .. } | Link::Elsewhere) => LocalState::Queued,
                };
            }
            self.stand_in(&id, now);
            self.add_local(&id, &thread, local);
        }
        let homeless: Vec<_> =
            self.drafts.keys().map(|(case, _)| case).filter(|id| !self.cases.contains_key(id)).cloned().collect();
        for id in homeless {
            self.drafts_become_unsent(&id, now);
        }
    }

    /// A chat that is gone, for the texts that were kept for it.
    fn stand_in(&mut self, id: &CaseId, now: Timestamp) {
        if !self.cases.contains_key(id)
            && let Some(case) = CaseState::gone(id.clone(), self.contacts.get(id), now)
        {
            self.cases.insert(id.clone(), case);
        }
    }

    /// The chat was taken away while something stood in its composers: that is kept as not sent.
    pub(crate) fn drafts_become_unsent(&mut self, id: &CaseId, now: Timestamp) {
        let places: Vec<_> = self.drafts.keys().filter(|(case, _)| case == id).cloned().collect();
        for place in places {
            let Some(Draft { text, .. }) = self.drafts.remove(&place) else { continue };
            self.next_draft += 1;
            let Ok(name) = CommandId::new(format!("draft-{}", self.next_draft)) else { continue };
            let state = LocalState::NotSent { why: phrases::not_sent_chat_gone() };
            let local = Local { id: name, text, at: now, state, kept: KeptAs::Draft, overtaken: Overtaken::No };
            self.stand_in(id, now);
            self.add_local(id, &place.1, local);
        }
    }

    /// A refusal in words, with the names it needs.
    pub(crate) fn refusal(&self, refusal: &Refusal) -> Phrase {
        use konsil_protocol::domain::InvitationOutcome as Outcome;
        match refusal {
            Refusal::NoSuchCase => phrases::refusal_no_such_case(),
            Refusal::NoSuchInvitation => phrases::refusal_no_such_invitation(),
            Refusal::NoSuchConsultation => phrases::refusal_no_such_consultation(),
            Refusal::NoSuchTarget => phrases::refusal_no_such_target(),
            Refusal::NotPermitted => phrases::refusal_not_permitted(),
            Refusal::AlreadyEnded => phrases::refusal_already_ended(),
            Refusal::RemovedFromConference { by } => {
                phrases::refusal_removed_from_conference(self.people.names.agent(by))
            }
            Refusal::ContactLeft => phrases::refusal_contact_left(),
            Refusal::ChatEnded => phrases::refusal_chat_ended(),
            Refusal::InvitationClosed { outcome } => match outcome {
                Outcome::Accepted => phrases::refusal_invitation_accepted(),
                Outcome::Declined => phrases::refusal_invitation_declined(),
                Outcome::Expired => phrases::refusal_invitation_expired(),
                Outcome::Withdrawn => phrases::refusal_invitation_withdrawn(),
                Outcome::Unsupported => phrases::refusal_no_such_invitation(),
            },
            Refusal::AlreadyInvited => phrases::refusal_already_invited(),
            Refusal::RequestPending => phrases::refusal_request_pending(),
            Refusal::AlreadyMember => phrases::refusal_already_member(),
            Refusal::AlreadyConsulting => phrases::refusal_already_consulting(),
            Refusal::TargetIsYourself => phrases::refusal_target_is_yourself(),
            Refusal::TargetLoggedOut => phrases::refusal_target_logged_out(),
            Refusal::TargetDoNotDisturb => phrases::refusal_target_do_not_disturb(),
            Refusal::DoNotDisturbTooLong { .. } => phrases::refusal_do_not_disturb_too_long(),
            Refusal::TargetBusy => phrases::refusal_target_busy(),
            Refusal::NobodyAvailable => phrases::refusal_nobody_available(),
            Refusal::OtherAgentInChat => phrases::refusal_other_agent_in_chat(),
            Refusal::NotEndedYet => phrases::refusal_not_ended_yet(),
            Refusal::DispositionMissing => phrases::refusal_disposition_missing(),
            Refusal::NoSuchDisposition => phrases::refusal_no_such_disposition(),
            Refusal::SessionsOpen { cases } => {
                let names: Vec<_> = cases
                    .iter()
                    .map(|id| self.cases.get(id).map_or(id.as_str(), |case| case.view.contact.name.as_str()))
                    .collect();
                phrases::refusal_sessions_open(u32::try_from(cases.len()).unwrap_or(u32::MAX), &names.join(", "))
            }
            Refusal::StateNotPossible => phrases::refusal_state_not_possible(),
            Refusal::TextEmpty => phrases::refusal_text_empty(),
            Refusal::TextTooLong { limit } => phrases::refusal_text_too_long(*limit),
            Refusal::TooManyCaseData { limit } => phrases::refusal_too_many_case_data(*limit),
            Refusal::Malformed => phrases::refusal_malformed(),
            Refusal::CommandIdReused => phrases::refusal_command_id_reused(),
            Refusal::StoreUnavailable => phrases::refusal_store_unavailable(),
            Refusal::Unsupported { .. } => phrases::refusal_unsupported(),
        }
    }
}
