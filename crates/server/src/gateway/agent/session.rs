//! One connected desktop: frames in, commands to the commit loop; notices in, what this agent may see out.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, future::BoxFuture, stream::FuturesUnordered};
use konsil_centre::{Roster, Viewer, case_view, viewer};
use konsil_protocol::{
    domain::{
        AgentId, AgentState, Capabilities, CaseId, CaseView, Command, CommandId, Refusal, ThreadRef, Timestamp, Watch,
    },
    wire::{
        CLOSE_MALFORMED, CLOSE_SIGN_IN, Cursor, Decoded, PING_EVERY_MS,
        agent::{Answer, FromAgent, ToAgent},
        decode_value,
    },
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};

use super::{
    around::Around,
    drawn::Drawn,
    logs::{self, LiveLogs},
};
use crate::{
    commit::{Job, offload},
    gateway::rendering::consult_targets,
    gateway::wire::{Beat, CLOSE_TOO_BIG, CLOSE_TRY_AGAIN, Heard, Over, Wire},
    hub::{AgentNotice, Changed, SignalLimits, Stirred},
    state::AppState,
    store::{CaseRecord, Fingerprints},
};

pub(super) struct AgentSession<'a> {
    pub(super) state: &'a AppState,
    pub(super) wire: &'a mut Wire,
    pub(super) agent: AgentId,
    token: String,
    expires: Timestamp,
    notices: mpsc::Receiver<AgentNotice>,
    pub(super) around: Around,
    signals: SignalLimits,
    pub(super) drawn: Drawn,
    /// The hash of the names that this desktop has been told.
    pub(super) names: Option<String>,
    logs: LiveLogs,
    pending: FuturesUnordered<BoxFuture<'static, (CommandId, Answer)>>,
}

impl<'a> AgentSession<'a> {
    pub(super) fn new(
        state: &'a AppState,
        wire: &'a mut Wire,
        agent: AgentId,
        (token, expires): (String, Timestamp),
        notices: mpsc::Receiver<AgentNotice>,
        stirred: Arc<Stirred>,
    ) -> Self {
        Self {
            around: Around::new(stirred, state.hub.watch_newest(), wire.version()),
            state,
            wire,
            agent,
            token,
            expires,
            notices,
            signals: SignalLimits::default(),
            drawn: Drawn::default(),
            names: None,
            logs: LiveLogs::default(),
            pending: FuturesUnordered::new(),
        }
    }

    /// `names`: the hash of those that the desktop has.
    pub(super) async fn run(&mut self, names: Option<String>) -> Over {
        self.names = names;
        match self.converse().await {
            Ok(never) => match never {},
            Err(over) => over,
        }
    }

    async fn converse(&mut self) -> Result<std::convert::Infallible, Over> {
        self.welcome().await?;
        let state = self.state;
        loop {
            let beat_at = self.wire.next_beat();
            let now = self.state.clock.now();
            let left = Duration::from_millis(self.expires.since_ms(now).min(PING_EVERY_MS));
            tokio::select! {
                biased;
                notice = self.notices.recv() => match notice {
                    Some(notice) => self.notice(notice).await?,
                    None => return Err(Over::Gone),
                },
                Some((id, result)) = self.pending.next() => self.say(&ToAgent::Answer { id, result }).await?,
                heard = self.wire.hear() => {
                    self.heard(heard).await?;
                    self.on_time().await?;
                }
                due = self.around.due(&state.hub) => self.tell(due).await?,
                () = sleep_until(beat_at) => self.beat().await?,
                () = tokio::time::sleep(left), if left < Duration::from_millis(PING_EVERY_MS) => {
                    return Err(Over::Close(CLOSE_SIGN_IN));
                }
            }
        }
    }

    pub(super) async fn say(&mut self, frame: &ToAgent) -> Result<(), Over> {
        self.wire.say(frame).await
    }

    async fn welcome(&mut self) -> Result<(), Over> {
        let capabilities = Capabilities {
            parallel_consultations: true,
            refusable_conference: true,
            withdraw: true,
            consult_targets: consult_targets(self.wire.version()),
            idempotent_send: true,
            do_not_disturb: true,
            waiting_lists: true,
        };
        let server_now = self.state.clock.now().0;
        let protocol = self.wire.version();
        self.say(&ToAgent::Welcome { protocol, agent: self.agent.clone(), capabilities, server_now }).await?;
        self.draw_me().await?;
        self.tell_names().await?;
        let (cases, roster) = {
            let published = self.state.hub.published();
            (published.cases_of(&self.agent).cloned().collect::<Vec<_>>(), published.roster.clone())
        };
        for record in cases {
            self.draw_case(&record, &roster).await?;
        }
        self.tell_mine().await?;
        self.say(&ToAgent::Ready).await
    }

    async fn notice(&mut self, notice: AgentNotice) -> Result<(), Over> {
        match notice {
            AgentNotice::Changed(changed) => self.changed(&changed).await,
            AgentNotice::Seat => {
                // An invitation names who asks.
                self.around.people();
                self.draw_me().await
            }
            AgentNotice::Centre => self.centre_changed().await,
            AgentNotice::TakenOut => Err(Over::Close(CLOSE_SIGN_IN)),
            AgentNotice::Signal { from, signal } => {
                if self.drawn.knows(&signal.thread().case) {
                    self.say(&ToAgent::Signal { from, signal }).await
                } else {
                    Ok(())
                }
            }
        }
    }

    async fn changed(&mut self, changed: &Arc<Changed>) -> Result<(), Over> {
        self.say_what_is_owed(&changed.record.case).await?;
        for event in &changed.events {
            if let Some((log, entry)) = self.logs.live(&changed.record.case, &self.agent, event) {
                self.say(&ToAgent::Entry { log, entry }).await?;
            }
        }
        let case = &changed.record.case;
        if self.drawn.knows(&case.id) && changed.events.iter().all(|event| event.event.is_said()) {
            let news = self.drawn.news_of_messages(case, &self.agent, self.state.clock.now());
            return self.say_case(news).await;
        }
        let roster = self.state.hub.published().roster.clone();
        self.draw_case(&changed.record, &roster).await?;
        // It may name others than before.
        self.around.people();
        self.draw_me().await
    }

    async fn say_case(&mut self, news: Option<CaseView>) -> Result<(), Over> {
        match news {
            Some(view) => self.say(&ToAgent::Case { view: Box::new(view) }).await,
            None => Ok(()),
        }
    }

    async fn draw_case(&mut self, record: &CaseRecord, roster: &Roster) -> Result<(), Over> {
        let now = self.state.clock.now();
        match case_view(&record.case, roster, &self.state.hub.centre().rules, &self.agent, now) {
            Some(view) => {
                let news = self.drawn.news_of_case(view, now);
                self.say_case(news).await
            }
            None => self.gone(&record.case.id).await,
        }
    }

    async fn gone(&mut self, case: &CaseId) -> Result<(), Over> {
        self.logs.forget(case);
        if self.drawn.forget(case) {
            self.say(&ToAgent::Gone { case: case.clone() }).await?;
        }
        Ok(())
    }

    pub(super) async fn draw_me(&mut self) -> Result<(), Over> {
        let now = self.state.clock.now();
        let Some(me) = self.state.hub.me(&self.agent, now) else { return Ok(()) };
        if self.drawn.is_new_me(&me, now) {
            self.say(&ToAgent::Me { me }).await?;
        }
        Ok(())
    }

    /// Somebody who has a part in one of the cases does something else: that shows in their views, too.
    pub(super) async fn draw_cases(&mut self) -> Result<(), Over> {
        let (cases, roster) = {
            let published = self.state.hub.published();
            let known = self.drawn.known();
            let cases: Vec<_> = known.iter().filter_map(|id| published.cases.get(id).cloned()).collect();
            (cases, published.roster.clone())
        };
        for record in cases {
            self.draw_case(&record, &roster).await?;
        }
        Ok(())
    }

    /// What is to be done at a time, done also while frames come without a pause: nobody whose account is disabled, or whose
    /// token is good no more, stays by talking on.
    async fn on_time(&mut self) -> Result<(), Over> {
        if self.state.clock.now() >= self.expires {
            return Err(Over::Close(CLOSE_SIGN_IN));
        }
        if Instant::now() >= self.wire.next_beat() { self.beat().await } else { Ok(()) }
    }

    async fn beat(&mut self) -> Result<(), Over> {
        match self.wire.beat() {
            Beat::Nothing => Ok(()),
            Beat::Dead => Err(Over::Gone),
            Beat::Ping(n) => {
                // A disabled agent's token is good no more.
                self.check_token()?;
                self.say(&ToAgent::Ping { n }).await
            }
        }
    }

    fn check_token(&mut self) -> Result<(), Over> {
        match self.state.accounts.agent_of(&self.token, self.state.clock.now()) {
            Some((agent, expires)) if agent == self.agent => {
                self.expires = expires;
                Ok(())
            }
            Some(_) | None => Err(Over::Close(CLOSE_SIGN_IN)),
        }
    }

    async fn heard(&mut self, heard: Heard) -> Result<(), Over> {
        let text = match heard {
            Heard::Text(text) => text,
            Heard::Alive => return Ok(()),
            Heard::Malformed => return self.unreadable(None).await,
            Heard::TooBig => return Err(Over::Close(CLOSE_TOO_BIG)),
            Heard::Closed => return Err(Over::Gone),
        };
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text.as_str()) else {
            return self.unreadable(None).await;
        };
        // Of the command as it arrived, whatever this version reads of it.
        let fingerprints = value.get("command").map(Fingerprints::of);
        match decode_value(value, FromAgent::KINDS) {
            Decoded::Known(frame) => self.frame(frame, fingerprints).await,
            Decoded::Unsupported { kind } => self.refuse(Some(text.as_str()), unsupported(&kind)).await,
            Decoded::Malformed => self.unreadable(Some(text.as_str())).await,
        }
    }

    async fn unreadable(&mut self, text: Option<&str>) -> Result<(), Over> {
        if self.wire.too_many_malformed() {
            return Err(Over::Close(CLOSE_MALFORMED));
        }
        self.refuse(text, Refusal::Malformed).await
    }

    /// A command that cannot be read is refused under its id, so that its sender does not wait for ever.
    async fn refuse(&mut self, text: Option<&str>, refusal: Refusal) -> Result<(), Over> {
        let value = text.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok()).unwrap_or_default();
        let is_command = value.get("type").and_then(|kind| kind.as_str()) == Some("command");
        let id = value.get("id").and_then(|id| id.as_str()).and_then(|id| CommandId::new(id).ok());
        match id.filter(|_| is_command) {
            Some(id) => self.say(&ToAgent::Answer { id, result: Answer::Refused { refusal } }).await,
            None => self.say(&ToAgent::Unreadable { refusal }).await,
        }
    }

    async fn frame(&mut self, frame: FromAgent, fingerprints: Option<Fingerprints>) -> Result<(), Over> {
        match frame {
            FromAgent::Command { id, command } => {
                let fingerprints = fingerprints.unwrap_or_else(|| Fingerprints::of(&serde_json::Value::Null));
                self.command(id, command, fingerprints).await
            }
            FromAgent::Page { log, after, limit } => self.page(log, after, limit).await,
            FromAgent::Older { log, before, limit } => self.older(log, before, limit).await,
            FromAgent::Signal { signal } => {
                self.state.hub.agent_signal(&self.agent, &signal, &mut self.signals);
                Ok(())
            }
            FromAgent::Watch { on } => match self.around.look(if on { Watch::On } else { Watch::Off }) {
                Some(due) => self.tell(due).await,
                None => Ok(()),
            },
            FromAgent::Waiting { queue } => {
                let list = self.state.hub.waiting(&self.agent, &queue, self.state.clock.now());
                self.say(&ToAgent::Waiting { queue, list }).await
            }
            FromAgent::Renew { token } => {
                self.token = token;
                self.check_token()
            }
            FromAgent::Ping { n } => self.say(&ToAgent::Pong { n }).await,
            FromAgent::Pong { .. } => Ok(()),
            FromAgent::Goodbye => self.goodbye().await,
            FromAgent::Hello { .. } => self.unreadable(None).await,
        }
    }

    async fn command(&mut self, id: CommandId, command: Command, fingerprints: Fingerprints) -> Result<(), Over> {
        if let Some(kind) = command.unsupported() {
            let refusal = unsupported(kind);
            return self.say(&ToAgent::Answer { id, result: Answer::Refused { refusal } }).await;
        }
        let (reply, answered) = oneshot::channel();
        let job = Job::Agent { agent: self.agent.clone(), id: id.clone(), command, fingerprints, reply };
        if !self.state.jobs.submit(job).await {
            return Err(Over::Close(CLOSE_TRY_AGAIN));
        }
        self.pending.push(Box::pin(async move {
            let unavailable = Answer::Refused { refusal: Refusal::StoreUnavailable };
            (id, answered.await.unwrap_or(unavailable))
        }));
        Ok(())
    }

    async fn goodbye(&mut self) -> Result<(), Over> {
        if let Ok(id) = CommandId::new(self.state.ids.id()) {
            let (reply, answered) = oneshot::channel();
            let command = Command::SetState { state: AgentState::LoggedOut };
            let fingerprints = Fingerprints::of(&serde_json::json!({ "kind": "goodbye" }));
            self.state.jobs.submit(Job::Agent { agent: self.agent.clone(), id, command, fingerprints, reply }).await;
            // Open sessions may forbid it; then the agent is gone as anybody whose connection is lost.
            let _ = answered.await;
        }
        Err(Over::Close(CLOSE_SIGN_IN))
    }

    async fn page(&mut self, log: ThreadRef, after: Option<Cursor>, limit: u32) -> Result<(), Over> {
        let Some(record) = self.visible(&log.case).await? else { return Ok(()) };
        let Some(viewer) = viewer(&record.case, &self.agent, &log.thread) else {
            let nothing = ToAgent::Entries { log, reset: true, entries: Vec::new(), more: false, older: false };
            return self.say(&nothing).await;
        };
        let (asked, by) = (log.clone(), viewer.clone());
        let read = move |store: &dyn crate::store::Store| logs::page(store, &asked, &by, after.as_ref(), limit);
        let page = offload(&self.state.store, read).await.map_err(unreadable_log)?;
        self.say_page(log, &viewer, page).await
    }

    async fn say_page(&mut self, log: ThreadRef, viewer: &Viewer, page: logs::Page) -> Result<(), Over> {
        self.logs.paged(&log, viewer, &page);
        let logs::Page { reset, entries, more, older, .. } = page;
        self.say(&ToAgent::Entries { log, reset, entries, more, older }).await
    }

    /// Who is in the chat again, or reads along again, gets what was said meanwhile.
    async fn say_what_is_owed(&mut self, case: &konsil_centre::Case) -> Result<(), Over> {
        for (log, viewer, last) in self.logs.owed(case, &self.agent) {
            let (asked, by) = (log.clone(), viewer.clone());
            let read = move |store: &dyn crate::store::Store| logs::after(store, &asked, &by, last);
            let page = offload(&self.state.store, read).await.map_err(unreadable_log)?;
            self.say_page(log, &viewer, page).await?;
        }
        Ok(())
    }

    async fn older(&mut self, log: ThreadRef, before: u64, limit: u32) -> Result<(), Over> {
        let Some(record) = self.visible(&log.case).await? else { return Ok(()) };
        let Some(viewer) = viewer(&record.case, &self.agent, &log.thread) else {
            return self.say(&ToAgent::Older { log, entries: Vec::new(), older: false }).await;
        };
        let asked = log.clone();
        let read = move |store: &dyn crate::store::Store| logs::older(store, &asked, &viewer, before, limit);
        let page = offload(&self.state.store, read).await.map_err(unreadable_log)?;
        self.say(&ToAgent::Older { log, entries: page.entries, older: page.older }).await
    }

    /// The case, if this agent has any part in it. For one that is none of theirs the answer is the same as for one
    /// that does not exist.
    async fn visible(&mut self, id: &CaseId) -> Result<Option<Arc<CaseRecord>>, Over> {
        let record = self.state.hub.published().cases.get(id).cloned();
        let now = self.state.clock.now();
        let centre = self.state.hub.centre();
        let roster = self.state.hub.published().roster.clone();
        let seen = record.filter(|record| case_view(&record.case, &roster, &centre.rules, &self.agent, now).is_some());
        if seen.is_none() {
            self.logs.forget(id);
            self.drawn.forget(id);
            self.say(&ToAgent::Gone { case: id.clone() }).await?;
        }
        Ok(seen)
    }
}

/// A newer desktop may name its kinds as it likes, but not at any length.
fn unsupported(kind: &str) -> Refusal {
    Refusal::Unsupported { code: kind.chars().take(64).collect() }
}

fn unreadable_log(error: crate::store::StoreError) -> Over {
    tracing::error!(%error, "a log cannot be read");
    Over::Close(CLOSE_TRY_AGAIN)
}
