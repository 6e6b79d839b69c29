//! What a connected engine makes of the server's frames: the second half of [`super::session`].

use std::collections::BTreeSet;
use std::time::Duration;

use konsil_protocol::domain::{
    AgentId, CaseView, Command, CommandId, Connection, EntriesChange, Refusal, Signal, Timestamp, Typist,
    WorkspaceEvent,
};
use konsil_protocol::wire::agent::{AgentOrContact, Answer, FromAgent, Log, ToAgent};
use tokio::time::Instant;

use super::engine::{Claim, Engine, wall};
use super::logs::Step;
use super::outbox::Outbox;
use super::session::{End, Line};
use super::verdict::Verdict;
use crate::StoreError;

/// What the store could not keep is sent again after this, and chance up to the same again.
const STORED_AGAIN_AFTER: Duration = Duration::from_millis(500);

impl Engine {
    pub(super) async fn frame(&mut self, line: &mut Line, frame: ToAgent, renewed: &mut bool) -> Result<(), End> {
        match frame {
            ToAgent::Welcome { protocol: _, agent, capabilities, server_now } => {
                self.take_up(&agent)?;
                line.versions.clear();
                self.tell(WorkspaceEvent::SignedIn { agent, capabilities }).await?;
                self.tell(WorkspaceEvent::Clock { server_now: Timestamp(server_now) }).await?;
            }
            ToAgent::Elsewhere => return Err(End::Connection(Verdict::Elsewhere)),
            ToAgent::Ready => {
                let cases: BTreeSet<_> = line.versions.keys().cloned().collect();
                self.logs.keep_only(&cases);
                self.pending.connected();
                self.backoff.reset();
                self.claim = Claim::Ask;
                *renewed = false;
                line.ready = true;
                tracing::info!(cases = cases.len(), "online");
                self.tell(WorkspaceEvent::Synced).await?;
                self.tell(WorkspaceEvent::Connection(Connection::Online)).await?;
            }
            ToAgent::Me { me } => self.tell(WorkspaceEvent::Me(me)).await?,
            ToAgent::Directory { directory } => self.tell(WorkspaceEvent::Directory(directory)).await?,
            ToAgent::Case { view } => self.case(line, view).await?,
            ToAgent::Gone { case } => {
                line.versions.remove(&case);
                self.logs.gone(&case);
                self.tell(WorkspaceEvent::Gone { case }).await?;
            }
            ToAgent::Entries { log, reset, entries, more, older } => {
                let step = self.logs.page(log.clone(), reset, entries, more, older)?;
                self.take(line, log, step).await?;
            }
            ToAgent::Entry { log, entry } => {
                let step = self.logs.live(log.clone(), entry);
                self.take(line, log, step).await?;
            }
            ToAgent::Older { log, entries, older } => {
                let change = self.logs.older(&log, entries, older);
                self.entries(log, change).await?;
            }
            ToAgent::Answer { id, result } => self.answered(id, result).await?,
            ToAgent::Signal { from, signal } => {
                let Signal::Typing { case, thread } = signal;
                let who = match from {
                    AgentOrContact::Contact => Typist::Contact,
                    AgentOrContact::Agent { agent } => Typist::Agent(agent),
                };
                self.tell(WorkspaceEvent::Typing { case, thread, who }).await?;
            }
            ToAgent::Ping { n } => line.send(&FromAgent::Pong { n }).await?,
            ToAgent::Pong { .. } => {}
            ToAgent::Unreadable { refusal } => tracing::warn!(?refusal, "the server could not read a frame"),
        }
        Ok(())
    }

    /// From here on the outbox on disk is this agent's, and what waits in it goes out after `Ready`.
    fn take_up(&mut self, agent: &AgentId) -> Result<(), End> {
        let store = &self.desk.store;
        let waiting = store.use_account(self.desk.address.origin(), agent).and_then(|()| store.pending(wall()));
        match waiting {
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

    async fn case(&mut self, line: &mut Line, view: Box<CaseView>) -> Result<(), End> {
        let newest = line.versions.entry(view.case.clone()).or_default();
        if view.version < *newest {
            return Ok(());
        }
        *newest = view.version;
        let ask = self.logs.readable(&view.case, &view.threads);
        self.tell(WorkspaceEvent::Case(view)).await?;
        for page in ask {
            line.send(&page).await?;
        }
        Ok(())
    }

    async fn take(&mut self, line: &mut Line, log: Log, step: Step) -> Result<(), End> {
        self.entries(log, step.change).await?;
        match step.ask {
            Some(ask) => line.send(&ask).await,
            None => Ok(()),
        }
    }

    async fn entries(&mut self, log: Log, change: Option<EntriesChange>) -> Result<(), End> {
        let Some(change) = change else { return Ok(()) };
        let Log { case, thread } = log;
        Ok(self.tell(WorkspaceEvent::Entries { case, thread, change }).await?)
    }

    pub(super) async fn answered(&mut self, id: CommandId, result: Answer) -> Result<(), End> {
        let result = match result {
            Answer::Accepted => Ok(()),
            Answer::Refused { refusal } => Err(refusal),
        };
        if result.as_ref().is_err_and(Refusal::is_passing) {
            let wait = STORED_AGAIN_AFTER + STORED_AGAIN_AFTER.mul_f64(self.chance.fraction());
            if self.outbox.again(&id, Instant::now() + wait) {
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
        let store = &self.desk.store;
        let done: Result<(), StoreError> = match result {
            Err(refusal) if has_words(command) => store.refuse(id, refusal),
            Ok(()) | Err(_) => store.discard(id),
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
        | Command::WithdrawInvitation { .. }
        | Command::StartConsultation { .. }
        | Command::EndConsultation { .. }
        | Command::AskConference { .. }
        | Command::AskTransfer { .. }
        | Command::RemoveParticipant { .. }
        | Command::EndInteraction { .. } => false,
    }
}
