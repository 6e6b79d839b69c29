//! What a connected engine makes of what its backend says: the second half of [`super::session`].

use std::collections::BTreeSet;

use konsil_protocol::domain::{
    AgentId, CaseView, Command, CommandId, Connection, EntriesChange, Refusal, ThreadRef, WorkspaceEvent,
};
use tokio::time::Instant;

use super::Engine;
use super::logs::Step;
use super::outbox::Outbox;
use super::session::{End, Phase, STORED_AGAIN_AFTER, Session, send};
use crate::clock::wall_clock;
use crate::line::{Claim, Incoming, Line, Repetition, SignedIn, Verdict};
use crate::store::StoreError;

impl Engine {
    pub(super) async fn welcome(&mut self, signed_in: SignedIn) -> Result<(), End> {
        let SignedIn { server, agent, capabilities, server_now } = signed_in;
        self.take_up(&server, &agent)?;
        self.repetition = Repetition::of(&capabilities);
        self.emit(WorkspaceEvent::SignedIn { agent, capabilities }).await?;
        Ok(self.emit(WorkspaceEvent::Clock { server_now }).await?)
    }

    pub(super) async fn incoming(
        &mut self,
        line: &mut impl Line,
        session: &mut Session,
        incoming: Incoming,
    ) -> Result<(), End> {
        match incoming {
            Incoming::Ready => self.ready(session).await,
            Incoming::Me(me) => Ok(self.emit(WorkspaceEvent::Me(me)).await?),
            Incoming::Names(names) => Ok(self.emit(WorkspaceEvent::Names(names)).await?),
            Incoming::Mine(mine) => Ok(self.emit(WorkspaceEvent::Mine(mine)).await?),
            Incoming::Waiting { queue, list } => Ok(self.emit(WorkspaceEvent::Waiting { queue, list }).await?),
            Incoming::States(states) => Ok(self.emit(WorkspaceEvent::States(states)).await?),
            Incoming::Case(view) => self.case(line, session, view).await,
            Incoming::Gone { case } => {
                session.versions.remove(&case);
                self.logs.gone(&case);
                Ok(self.emit(WorkspaceEvent::Gone { case }).await?)
            }
            Incoming::Page { log, page } => {
                let step = self.logs.page(&log, page)?;
                self.take(line, log, step).await
            }
            Incoming::Entry { log, entry } => {
                let step = self.logs.live(&log, entry);
                self.take(line, log, step).await
            }
            Incoming::Older { log, entries, earlier } => {
                let change = self.logs.older(&log, entries, earlier);
                self.entries(log, change).await
            }
            Incoming::Answered { id, result } => self.answered(id, result).await,
            Incoming::Typing { thread, who } => Ok(self.emit(WorkspaceEvent::Typing { thread, who }).await?),
            Incoming::TooMuch => {
                tracing::warn!("the backend sent more at once than is taken: asking for less");
                self.logs.ask_for_less();
                Err(End::Connection(Verdict::FAULT))
            }
        }
    }

    async fn ready(&mut self, session: &mut Session) -> Result<(), End> {
        let cases: BTreeSet<_> = session.versions.keys().cloned().collect();
        self.logs.keep_only(&cases);
        self.pending.connected();
        self.backoff.connected(Instant::now());
        self.claim = Claim::Ask;
        session.phase = Phase::Ready;
        tracing::info!(cases = cases.len(), "online");
        self.emit(WorkspaceEvent::Synced).await?;
        Ok(self.emit(WorkspaceEvent::Connection(Connection::Online)).await?)
    }

    /// From here on the outbox on disk is this agent's, and what waits in it goes out after `Ready`.
    fn take_up(&mut self, server: &str, agent: &AgentId) -> Result<(), End> {
        match self.store.use_account(server, agent).and_then(|()| self.store.pending(wall_clock())) {
            Ok(waiting) => {
                // The disk's order is the one in which they were written, also across starts.
                self.outbox = Outbox::default();
                for queued in waiting {
                    self.outbox.put(queued);
                }
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                Err(End::Connection(Verdict::FAULT))
            }
        }
    }

    async fn case(&mut self, line: &mut impl Line, session: &mut Session, view: Box<CaseView>) -> Result<(), End> {
        let newest = session.versions.entry(view.case.clone()).or_default();
        if view.version < *newest {
            return Ok(());
        }
        *newest = view.version;
        let ask = self.logs.readable(&view.case, &view.threads);
        self.emit(WorkspaceEvent::Case(view)).await?;
        for page in ask {
            send(line, page).await?;
        }
        Ok(())
    }

    async fn take(&mut self, line: &mut impl Line, log: ThreadRef, step: Step) -> Result<(), End> {
        self.entries(log, step.change).await?;
        match step.ask {
            Some(ask) => send(line, ask).await,
            None => Ok(()),
        }
    }

    async fn entries(&mut self, log: ThreadRef, change: Option<EntriesChange>) -> Result<(), End> {
        let Some(change) = change else { return Ok(()) };
        Ok(self.emit(WorkspaceEvent::Entries { thread: log, change }).await?)
    }

    pub(super) async fn answered(&mut self, id: CommandId, result: Result<(), Refusal>) -> Result<(), End> {
        if result.as_ref().is_err_and(Refusal::is_passing) {
            let wait = STORED_AGAIN_AFTER + STORED_AGAIN_AFTER.mul_f64(self.chance.fraction());
            if self.outbox.again(&id, Instant::now() + wait) {
                if self.repetition == Repetition::Unsafe
                    && let Err(error) = self.store.hand_back(&id)
                {
                    tracing::error!(%error, "the outbox cannot be written");
                }
                return Ok(());
            }
        }
        if let Some(queued) = self.outbox.answered(&id) {
            self.settle(&id, &queued.command, &result);
        } else if !self.pending.answered(&id) {
            // Answered before, or given up.
            return Ok(());
        }
        Ok(self.answer(id, result).await?)
    }

    /// What was stored leaves the disk; what was refused stays there if its words would be lost.
    fn settle(&self, id: &CommandId, command: &Command, result: &Result<(), Refusal>) {
        let done: Result<(), StoreError> = match result {
            Err(refusal) if has_words(command) => self.store.refuse(id, refusal),
            Ok(()) | Err(_) => self.store.discard(id),
        };
        if let Err(error) = done {
            // It goes out again after the next start, under the same id, and gets the same answer.
            tracing::error!(%error, "the outbox cannot be written");
        }
    }
}

fn has_words(command: &Command) -> bool {
    match command {
        Command::SendMessage { .. } | Command::SetNote { .. } | Command::SetCaseData { .. } => true,
        Command::MarkDone { .. }
        | Command::SetDisposition { .. }
        | Command::SetState { .. }
        | Command::SetDoNotDisturb { .. }
        | Command::AcceptInvitation { .. }
        | Command::DeclineInvitation { .. }
        | Command::TakeChat { .. }
        | Command::WithdrawInvitation { .. }
        | Command::StartConsultation { .. }
        | Command::EndConsultation { .. }
        | Command::AskConference { .. }
        | Command::AskTransfer { .. }
        | Command::RemoveParticipant { .. }
        | Command::EndInteraction { .. } => false,
    }
}
