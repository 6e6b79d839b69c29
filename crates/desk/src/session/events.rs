//! What the backend tells, and what becomes of the workspace by it.

use konsil_protocol::domain::{
    AgentId, AgentState, Capabilities, CaseId, CaseView, Command, CommandClass, CommandId, Connection, Directory,
    EntriesChange, InvitationId, Me, NotReadyReason, Refusal, SignInNeeded, Standing, Thread, Timestamp, Typist,
    WorkspaceEvent,
};

use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::settings::LastSession;
use crate::boundary::view::{Lines, SendState, Stage};
use crate::boundary::window::WindowId;
use crate::chats::case::{CaseState, Part, steady};
use crate::desk::{Asked, Desk, Link, SENT_WITHIN_MS};
use crate::people::names::Names;
use crate::thread::log::LocalState;

/// Typing fades after so long.
const TYPING_MS: u64 = 5_000;

impl Desk {
    pub fn on_event(&mut self, event: WorkspaceEvent, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = now;
        match event {
            WorkspaceEvent::Connection(connection) => self.on_connection(&connection, now, &mut effects),
            WorkspaceEvent::SignedIn { agent, capabilities } => self.on_signed_in(agent, capabilities, &mut effects),
            WorkspaceEvent::Clock { server_now } => self.server_ahead_ms = server_now.0.saturating_sub(now.0),
            WorkspaceEvent::Me(me) => self.on_me(me, now, &mut effects),
            WorkspaceEvent::Directory(directory) => self.on_directory(directory),
            WorkspaceEvent::Case(view) => self.on_case(*view, now, &mut effects),
            WorkspaceEvent::Gone { case } => self.on_gone(&case, now, &mut effects),
            WorkspaceEvent::Synced => self.on_synced(now, &mut effects),
            WorkspaceEvent::Entries { case, thread, change } => self.on_entries(&case, &thread, change),
            WorkspaceEvent::Answered { id, result } => self.on_answered(&id, result, &mut effects),
            WorkspaceEvent::Uncertain { id } => self.on_uncertain(&id),
            WorkspaceEvent::Typing { case, thread, who } => self.on_typing(case, thread, who, now),
        }
        self.settle(&mut effects);
        effects
    }

    fn on_connection(&mut self, connection: &Connection, now: Timestamp, effects: &mut Vec<Effect>) {
        match connection {
            Connection::Connecting => self.link = Link::Connecting,
            Connection::Online => {
                self.link = Link::Online;
                self.offer_what_is_too_old(now);
            }
            Connection::Offline { retry_in_ms, cause } => {
                self.link = Link::Offline { retry_at: now.plus_ms(*retry_in_ms), cause: *cause };
                self.typing.clear();
            }
            Connection::Elsewhere => {
                self.link = Link::Elsewhere;
                self.typing.clear();
                if matches!(self.stage, Stage::Starting { .. } | Stage::SignIn { .. }) {
                    self.stage = Stage::Workspace { practice: self.practice.clone() };
                }
            }
            Connection::SignInNeeded { why } => self.on_sign_in_needed(*why, effects),
        }
        self.set_texts_under_way();
        for log in self.cases.values_mut().flat_map(|case| case.threads.values_mut()) {
            log.forget_asking();
        }
    }

    fn on_sign_in_needed(&mut self, why: SignInNeeded, effects: &mut Vec<Effect>) {
        self.link = Link::Connecting;
        self.awaited = None;
        effects.push(Effect::Leave);
        self.stage = match &self.practice {
            Some(_) => Stage::Failed { error: phrases::practice_failed() },
            None => self.sign_in_page(phrases::sign_in_needed(why)),
        };
    }

    fn on_signed_in(&mut self, agent: AgentId, capabilities: Capabilities, effects: &mut Vec<Effect>) {
        if self.people.me.as_ref() != Some(&agent) {
            self.forget_workspace();
            self.people.me = Some(agent.clone());
        }
        self.capabilities = Some(capabilities);
        self.do_not_disturb_in_new_session();
        self.end_do_not_disturb_in_time(effects);
        for case in self.cases.values_mut() {
            if case.part == Part::Named {
                case.part = Part::Unconfirmed;
            }
        }
        if self.restored_for.as_ref() != Some(&agent) {
            self.restored_for = Some(agent.clone());
            effects.push(Effect::LoadKept { agent });
        }
        let last = match self.practice {
            Some(_) => LastSession::Practice,
            None => LastSession::Server { server: self.settings.server.clone() },
        };
        if self.settings.last.as_ref() != Some(&last) {
            self.settings.last = Some(last);
            effects.push(Effect::SaveSettings { settings: self.settings.clone() });
        }
    }

    fn on_me(&mut self, me: Me, now: Timestamp, effects: &mut Vec<Effect>) {
        let former = std::mem::take(&mut self.invitations);
        for invitation in &me.invitations {
            let at = steady(former.get(&invitation.invitation), now.plus_ms(invitation.remaining_ms));
            self.invitations.insert(invitation.invitation.clone(), at);
        }
        let no_answer = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
        if me.state == no_answer && self.me.as_ref().is_some_and(|before| before.state != no_answer) {
            self.windows.toast(WindowId::Main, phrases::told_not_ready_no_answer());
        }
        if self.people.my_name != me.name {
            self.people.my_name.clone_from(&me.name);
            self.windows.lines_are_stale();
        }
        self.hear_do_not_disturb(&me);
        self.me = Some(me);
        self.reconcile_do_not_disturb(effects);
    }

    fn on_directory(&mut self, directory: Directory) {
        let names = Names::of(&directory);
        if names != self.people.names {
            self.people.names = names;
            self.windows.lines_are_stale();
        }
        self.directory = directory;
    }

    fn on_case(&mut self, view: CaseView, now: Timestamp, effects: &mut Vec<Effect>) {
        let id = view.case.clone();
        match self.cases.get_mut(&id) {
            Some(case) => case.update(view, self.people.me.as_ref(), now),
            None => {
                self.cases.insert(id.clone(), CaseState::new(view, now));
            }
        }
        if self.awaited.as_ref() == Some(&id) {
            self.awaited = None;
            self.show(&id, effects);
        }
    }

    /// The part in that case is over. It stays visible only as long as a text of mine in it was not sent.
    pub(crate) fn on_gone(&mut self, id: &CaseId, now: Timestamp, effects: &mut Vec<Effect>) {
        let mine = self.done.remove(id) || self.asked.iter().any(|asked| is_mark_done(&asked.command, id));
        self.refuse_texts_of(id);
        if mine {
            self.forget_drafts(id, effects);
        } else {
            self.drafts_become_unsent(id, now);
        }
        self.tour.case_gone(id);
        let Some(case) = self.cases.get_mut(id) else { return };
        if case.has_texts() {
            case.leave();
        } else {
            self.cases.remove(id);
        }
    }

    fn on_synced(&mut self, now: Timestamp, effects: &mut Vec<Effect>) {
        let unconfirmed: Vec<_> =
            self.cases.iter().filter(|(_, case)| case.part == Part::Unconfirmed).map(|(id, _)| id.clone()).collect();
        for id in unconfirmed {
            self.on_gone(&id, now, effects);
        }
        // Whatever comes from now on is live: the workspace does not open with a bar that says it is not connected.
        self.link = Link::Online;
        self.place_kept(now);
        self.set_texts_under_way();
        self.reconcile_do_not_disturb(effects);
        if !matches!(self.stage, Stage::Workspace { .. }) {
            self.stage = Stage::Workspace { practice: self.practice.clone() };
        }
    }

    fn on_entries(&mut self, id: &CaseId, thread: &Thread, change: EntriesChange) {
        let sight = self.sight(id, thread);
        let Some(case) = self.cases.get_mut(id) else { return };
        let (log, reader) = case.log_and_reader(thread, &self.people);
        let lines = match change {
            EntriesChange::Reset { entries, older } => vec![log.reset(entries, older, sight, &reader)],
            EntriesChange::Appended { entries } => {
                if let Some(typists) = self.typing.get_mut(&(id.clone(), thread.clone())) {
                    typists.retain(|(who, _)| !entries.iter().any(|placed| crate::screens::pages::wrote(placed, who)));
                }
                self.tour.entries_came(thread, &entries, self.people.me.as_ref());
                log.append(entries, sight, &reader)
            }
            EntriesChange::Prepended { entries, older } => log.prepend(entries, older, &reader).into_iter().collect(),
        };
        self.windows.lines(id, thread, lines);
    }

    fn on_typing(&mut self, case: CaseId, thread: Thread, who: Typist, now: Timestamp) {
        let typists = self.typing.entry((case, thread)).or_default();
        typists.retain(|(typist, _)| typist != &who);
        typists.push((who, now.plus_ms(TYPING_MS)));
    }

    fn on_answered(&mut self, id: &CommandId, result: Result<(), Refusal>, effects: &mut Vec<Effect>) {
        let signing_out = self.signing_out.take_if(|asked| asked == id).is_some();
        let Some(asked) = self.take_asked(id) else {
            self.unplaced_answered(id, result);
            return;
        };
        match result {
            Ok(()) if signing_out => self.leave(effects),
            Ok(()) => self.on_accepted(&asked, effects),
            Err(refusal) => self.on_refused(&asked, &refusal, effects),
        }
    }

    /// Only texts have a line that can say so; whatever else it was shows in the next views.
    fn on_uncertain(&mut self, id: &CommandId) {
        let Some(asked) = self.take_asked(id) else { return };
        if let Command::SendMessage { case, thread, .. } = &asked.command {
            self.set_local(case, thread, id, LocalState::Uncertain);
        }
    }

    fn on_accepted(&mut self, asked: &Asked, effects: &mut Vec<Effect>) {
        self.tour.accepted(&asked.command);
        match &asked.command {
            Command::SendMessage { case, thread, .. } => self.set_local(case, thread, &asked.id, LocalState::Accepted),
            Command::MarkDone { case, thread } => {
                self.forget_draft(case, thread, effects);
                // Whoever still is in the chat has only closed a consultation.
                if self.cases.get(case).is_some_and(|case| !matches!(case.view.standing, Standing::Member)) {
                    self.done.insert(case.clone());
                }
            }
            Command::SetNote { case, text } => {
                if let Some(case) = self.cases.get_mut(case) {
                    case.view.note.clone_from(text);
                }
            }
            Command::SetDisposition { case, disposition } => {
                if let Some(case) = self.cases.get_mut(case) {
                    case.view.disposition.clone_from(disposition);
                }
            }
            Command::SetCaseData { case, key, value } => {
                if let Some(case) = self.cases.get_mut(case) {
                    match value {
                        Some(value) => case.view.case_data.insert(key.clone(), value.clone()),
                        None => case.view.case_data.remove(key),
                    };
                }
            }
            Command::AcceptInvitation { invitation } => self.show_accepted(invitation, effects),
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::DeclineInvitation { .. }
            | Command::WithdrawInvitation { .. }
            | Command::StartConsultation { .. }
            | Command::EndConsultation { .. }
            | Command::AskConference { .. }
            | Command::AskTransfer { .. }
            | Command::RemoveParticipant { .. }
            | Command::EndInteraction { .. } => {}
        }
    }

    fn show_accepted(&mut self, invitation: &InvitationId, effects: &mut Vec<Effect>) {
        let Some((accepted, case)) = self.awaited_invitation.take() else { return };
        if &accepted != invitation {
            return;
        }
        if self.cases.contains_key(&case) {
            self.show(&case, effects);
        } else {
            self.awaited = Some(case);
        }
    }

    fn on_refused(&mut self, asked: &Asked, refusal: &Refusal, effects: &mut Vec<Effect>) {
        let why = self.refusal(refusal);
        if let Command::SendMessage { case, thread, .. } = &asked.command {
            let (case, thread) = (case.clone(), thread.clone());
            self.set_local(&case, &thread, &asked.id, LocalState::NotSent { why });
            return;
        }
        if let Command::WithdrawInvitation { case, invitation } = &asked.command
            && let Some(case) = self.cases.get_mut(case)
        {
            case.withdrawn.remove(invitation);
        }
        if asked.command.class() == CommandClass::Durable {
            effects.push(Effect::Discard { id: asked.id.clone() });
        }
        self.windows.toast(asked.window, why);
    }

    pub(crate) fn set_local(&mut self, id: &CaseId, thread: &Thread, message: &CommandId, state: LocalState) {
        let Some(case) = self.cases.get_mut(id) else { return };
        let (log, reader) = case.log_and_reader(thread, &self.people);
        let lines: Vec<Lines> = log.set_local(message, state, &reader).into_iter().collect();
        self.windows.lines(id, thread, lines);
    }

    /// Texts on their way say "sending" while there is a connection, "queued" while there is none.
    fn set_texts_under_way(&mut self) {
        let state = match self.link {
            Link::Online => LocalState::Sending,
            Link::Connecting | Link::Offline { .. } | Link::Elsewhere => LocalState::Queued,
        };
        let repeats = self.capabilities.as_ref().is_none_or(|can| can.idempotent_send);
        if state == LocalState::Queued && !repeats {
            for (_, _, id) in self.texts(|shown| matches!(shown, SendState::Sending)) {
                self.on_uncertain(&id);
            }
        }
        for (case, thread, id) in self.texts(|shown| matches!(shown, SendState::Sending | SendState::Queued)) {
            self.set_local(&case, &thread, &id, state.clone());
        }
    }

    pub(crate) fn offer_what_is_too_old(&mut self, now: Timestamp) {
        let old: Vec<_> = self
            .asked
            .iter()
            .filter(|asked| now.since_ms(asked.at) > SENT_WITHIN_MS)
            .filter(|asked| asked.command.class() == CommandClass::Durable)
            .map(|asked| asked.id.clone())
            .collect();
        for id in old {
            let Some(asked) = self.take_asked(&id) else { continue };
            if let Command::SendMessage { case, thread, .. } = &asked.command {
                self.set_local(case, thread, &id, LocalState::NotSent { why: phrases::not_sent_too_old() });
            }
        }
    }

    /// Whatever of mine was on its way into a case that is gone has come back.
    fn refuse_texts_of(&mut self, gone: &CaseId) {
        for (case, thread, id) in self.texts(|shown| matches!(shown, SendState::Sending | SendState::Queued)) {
            if &case == gone {
                self.set_local(&case, &thread, &id, LocalState::NotSent { why: phrases::not_sent_chat_gone() });
            }
        }
    }

    fn texts(&self, which: impl Fn(&SendState) -> bool) -> Vec<(CaseId, Thread, CommandId)> {
        let mut found = Vec::new();
        for (id, case) in &self.cases {
            for (thread, log) in &case.threads {
                for local in log.locals().iter().filter(|local| which(&local.state.shown())) {
                    found.push((id.clone(), thread.clone(), local.id.clone()));
                }
            }
        }
        found
    }
}

fn is_mark_done(command: &Command, of: &CaseId) -> bool {
    matches!(command, Command::MarkDone { case, .. } if case == of)
}
