//! The loop: take what is there, load, decide, commit, publish.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use konsil_centre::{CasePhase, CasePresence, Seat, deadlines};
use konsil_protocol::domain::{AgentId, CaseId, Timestamp};
use tokio::{
    sync::{oneshot, watch},
    time::Instant,
};

use super::{
    ANSWERS_KEPT_MS, Inbox, Job, MAX_BATCH, Queued, Who,
    publish::publish,
    reply::{reply, unavailable},
    schedule::Schedule,
    turn::{Attempt, Planned, TimedOutcome, Turn},
    work::{Decided, Work},
};
use crate::{
    clock::{Clock, Ids},
    hub::{Hub, involved, is_over},
    metrics::Metrics,
    store::{Change, Outcome, Slice, Store, StoreError, StoreKey},
};

/// After a fault, and after an act that changed nothing, the centre's own acts wait this long.
const PAUSE_MS: u64 = 1_000;
/// How long a restarted server waits for the contacts' pages to reconnect before it calls them interrupted.
const PAGES_RETURN_WITHIN_MS: u64 = 15_000;
/// A job that meets a conflict so often is given up.
const MAX_TRIES: u8 = 3;
const SWEEP_EVERY_MS: u64 = 60 * 60 * 1_000;
/// Answers forgotten at once: commits wait for that long only, a few milliseconds.
const SWEPT_AT_ONCE: u32 = 500;
/// The next portion follows after commits have had their turn.
const NEXT_PORTION_MS: u64 = 100;
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

pub(crate) struct LoopParts {
    pub(crate) hub: Arc<Hub>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) metrics: Metrics,
}

/// Resolves when the loop has ended; to an error if it did so by a fault.
pub(crate) type Ended = oneshot::Receiver<()>;

pub(crate) struct CommitLoop {
    pub(super) parts: LoopParts,
    inbox: Inbox,
    pub(super) schedule: Schedule,
    /// Met a conflict; decided again before anything else.
    again: Vec<Attempt>,
    /// What must be loaded again before it is trusted.
    stale: BTreeSet<StoreKey>,
    next_sweep: Timestamp,
}

impl CommitLoop {
    fn new(parts: LoopParts, inbox: Inbox) -> Self {
        let now = parts.clock.now();
        let mut this = Self {
            parts,
            inbox,
            schedule: Schedule::default(),
            again: Vec::new(),
            stale: BTreeSet::new(),
            next_sweep: now,
        };
        let hub = this.parts.hub.clone();
        let published = hub.published();
        for (agent, _) in published.roster.iter().filter(|(_, seat)| seat.is_connected()) {
            this.schedule.reconcile(now, Who::Agent(agent.clone()));
        }
        published.roster.iter().for_each(|(agent, seat)| this.reconcile_when_over(agent, seat));
        for (id, record) in &published.cases {
            if record.case.contact.presence == CasePresence::Present
                && !matches!(record.case.phase, CasePhase::Ended { .. })
            {
                this.schedule.reconcile(now.plus_ms(PAGES_RETURN_WITHIN_MS), Who::Contact(id.clone()));
            }
        }
        drop(published);
        this.sign_out_strangers();
        this.arm_all();
        this
    }

    /// Lets it run until it is stopped; then what is in the queue is still done. A store that waits for a disk is called
    /// in a thread that belongs to the loop, so that nothing is handed back and forth between deciding and writing. With
    /// one that never waits the loop is a task like others, which keeps a simulation in one thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub(crate) fn start(parts: LoopParts, inbox: Inbox, stop: watch::Receiver<bool>) -> std::io::Result<Ended> {
        let (done, ended) = oneshot::channel();
        let blocks = parts.store.blocks();
        let run = async move {
            Self::new(parts, inbox).run(stop).await;
            // Nobody may wait for it.
            let _ = done.send(());
        };
        if blocks {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
            std::thread::Builder::new().name("commits".to_owned()).spawn(move || runtime.block_on(run))?;
        } else {
            tokio::spawn(run);
        }
        Ok(ended)
    }

    async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut stopping = false;
        loop {
            let mut batch = std::mem::take(&mut self.again);
            if batch.is_empty() {
                let mut jobs = Vec::new();
                let sleep = self.sleep();
                tokio::select! {
                    biased;
                    Some(reload) = self.inbox.reloads.recv() => {
                        self.reload(reload);
                        continue;
                    }
                    taken = self.inbox.jobs.recv_many(&mut jobs, MAX_BATCH) => {
                        if taken == 0 {
                            return;
                        }
                    }
                    () = until_stopped(&mut stop), if !stopping => {
                        stopping = true;
                        self.inbox.jobs.close();
                        continue;
                    }
                    () = tokio::time::sleep(sleep) => {}
                }
                self.parts.metrics.batch(jobs.len());
                for Queued { job, since } in jobs {
                    self.parts.metrics.waited(since.elapsed());
                    batch.push(Attempt { job, tries: 0 });
                }
            }
            self.turn(batch);
            self.sweep();
        }
    }

    fn sleep(&self) -> Duration {
        let now = self.parts.clock.now();
        let next = self.schedule.next().map_or(self.next_sweep, |at| at.min(self.next_sweep));
        Duration::from_millis(next.since_ms(now)).min(LONGEST_SLEEP)
    }

    pub(super) fn turn(&mut self, batch: Vec<Attempt>) {
        let loaded = match self.load(&batch) {
            Ok(loaded) => loaded,
            Err(error) => {
                tracing::error!(%error, "the store cannot be read");
                let later = self.parts.clock.now().plus_ms(PAUSE_MS);
                for attempt in batch {
                    // Who connected or disconnected is not said a second time.
                    if let Job::ReconcilePresence { who, at, .. } = &attempt.job {
                        self.schedule.reconcile(at.map_or(later, |at| at.max(later)), who.clone());
                    }
                    reply(attempt.job, &unavailable());
                }
                return;
            }
        };
        let mut turn = self.decide(batch, &loaded);
        if turn.decided.is_empty() {
            self.parts.hub.publish(|published| published.routing.everything_is_offered());
            self.rearm(&turn, &[], BTreeSet::new());
            turn.planned.into_iter().for_each(|planned| reply(planned.attempt.job, &planned.reply));
            return;
        }
        let changes: Vec<Change> = turn.decided.iter_mut().map(|decided| std::mem::take(&mut decided.change)).collect();
        let begun = Instant::now();
        let made = self.parts.store.commit(&changes);
        turn.decided.iter_mut().zip(changes).for_each(|(decided, change)| decided.change = change);
        match made {
            Ok(outcomes) => {
                self.parts.metrics.committed(begun.elapsed());
                self.committed(turn, &outcomes);
            }
            Err(error) => {
                self.parts.metrics.commit_failed();
                self.failed(turn, &error);
            }
        }
    }

    /// Loads what the batch needs and is not published, and what is stale.
    fn load(&mut self, batch: &[Attempt]) -> Result<Slice, StoreError> {
        let mut keys = self.stale.clone();
        {
            let published = self.parts.hub.published();
            let mut case = |id: &CaseId| {
                if !published.cases.contains_key(id) {
                    keys.insert(StoreKey::Case(id.clone()));
                }
            };
            let mut others = Vec::new();
            for attempt in batch {
                match &attempt.job {
                    Job::Agent { agent, id, command, .. } => {
                        others.push(StoreKey::Answer((agent.clone(), id.clone())));
                        command.case().into_iter().for_each(&mut case);
                    }
                    Job::Open { secret, .. } => others.push(StoreKey::Secret(*secret)),
                    Job::Contact { case: id, .. } => case(id),
                    Job::ReconcilePresence { .. } => {}
                }
            }
            keys.extend(others);
        }
        if keys.is_empty() {
            return Ok(Slice::default());
        }
        let keys: Vec<_> = keys.into_iter().collect();
        let loaded = self.parts.store.load(&keys);
        match &loaded {
            Ok(slice) => self.refresh(slice),
            Err(_) => self.postpone(),
        }
        loaded
    }

    fn decide(&mut self, batch: Vec<Attempt>, loaded: &Slice) -> Turn {
        let hub = &self.parts.hub;
        let published = hub.published();
        let now = self.parts.clock.now();
        let mut work = Work::new(&*self.parts.ids, now, &published, loaded);
        let mut turn = Turn::default();
        for (case, act) in self.schedule.take_acts(now) {
            turn.timed(&mut work, &case, act);
        }
        for who in self.schedule.take_due_presences(now) {
            // Nobody waits for the answer.
            let _ = turn.reconcile_presence(&mut work, hub, &who);
        }
        for attempt in batch {
            if let Job::ReconcilePresence { who, at: Some(at), .. } = &attempt.job
                && *at > now
            {
                self.schedule.reconcile(*at, who.clone());
                continue;
            }
            turn.job(&mut work, hub, loaded, attempt);
        }
        for offered in work.route() {
            turn.push(offered);
        }
        turn
    }

    fn committed(&mut self, mut turn: Turn, outcomes: &[Outcome]) {
        let is_committed = |index: usize| outcomes.get(index).is_some_and(|outcome| *outcome == Outcome::Committed);
        let planned = std::mem::take(&mut turn.planned);
        let decided = std::mem::take(&mut turn.decided);
        let mut made = Vec::new();
        for (index, decided) in decided.into_iter().enumerate() {
            if is_committed(index) {
                made.push(decided);
            } else {
                self.stale.extend(decided.change.keys());
            }
        }
        made.iter().filter_map(Decided::offers_in).for_each(|queue| self.parts.metrics.offered(queue));
        let retimed = publish(&self.parts.hub, &made);
        if self.stale.is_empty() {
            self.parts.hub.publish(|published| published.routing.everything_is_offered());
        }
        self.rearm(&turn, &made, retimed);
        for Planned { attempt, reply: said, rests_on, .. } in planned {
            if rests_on.is_none_or(is_committed) {
                reply(attempt.job, &said);
            } else if attempt.tries + 1 < MAX_TRIES {
                self.again.push(Attempt { tries: attempt.tries + 1, ..attempt });
            } else {
                reply(attempt.job, &unavailable());
            }
        }
    }

    /// Nothing was changed, as far as is known: nobody is notified, and what was touched is loaded again.
    fn failed(&mut self, turn: Turn, error: &StoreError) {
        tracing::error!(%error, decisions = turn.decided.len(), "a commit failed");
        for decided in &turn.decided {
            self.stale.extend(decided.change.keys());
        }
        self.rearm(&turn, &[], BTreeSet::new());
        self.postpone();
        let later = self.parts.clock.now().plus_ms(PAUSE_MS);
        for who in turn.reconciled {
            self.schedule.reconcile(later, who);
        }
        for planned in turn.planned {
            let said = if planned.known { planned.reply } else { unavailable() };
            reply(planned.attempt.job, &said);
        }
    }

    /// Derives again the deadlines of what changed.
    fn rearm(&mut self, turn: &Turn, made: &[Decided], retimed: BTreeSet<CaseId>) {
        let later = self.parts.clock.now().plus_ms(PAUSE_MS);
        let mut cases: BTreeMap<CaseId, Timestamp> = retimed.into_iter().map(|case| (case, Timestamp(0))).collect();
        for decided in made {
            decided.change.seats.iter().for_each(|seat| self.reconcile_when_over(&seat.agent, &seat.after));
            cases.extend(decided.change.case.iter().map(|case| (case.after.case.id.clone(), Timestamp(0))));
        }
        for (case, outcome) in &turn.timed {
            let done = *outcome == TimedOutcome::Acted && !made.is_empty();
            cases.insert(case.clone(), if done { Timestamp(0) } else { later });
        }
        for (case, from) in cases {
            self.arm(&case, from);
        }
    }

    /// A do-not-disturb ends by itself. Looks for one that was changed meanwhile find nothing to do.
    fn reconcile_when_over(&mut self, agent: &AgentId, seat: &Seat) {
        if let Some(until) = seat.do_not_disturb_until {
            self.schedule.reconcile(until, Who::Agent(agent.clone()));
        }
    }

    fn arm(&mut self, id: &CaseId, from: Timestamp) {
        let hub = self.parts.hub.clone();
        let published = hub.published();
        match published.cases.get(id) {
            Some(record) => {
                self.schedule.arm(id, deadlines(&record.case, &published.roster, &published.centre.rules), from);
            }
            None => self.schedule.disarm(id),
        }
    }

    pub(super) fn arm_all(&mut self) {
        let cases: Vec<_> = self.parts.hub.published().cases.keys().cloned().collect();
        for case in cases {
            self.arm(&case, Timestamp(0));
        }
    }

    /// The store is in trouble: the centre's own acts wait a moment.
    fn postpone(&mut self) {
        let now = self.parts.clock.now();
        let later = now.plus_ms(PAUSE_MS);
        let due: BTreeSet<_> = self.schedule.take_acts(now).into_iter().map(|(case, _)| case).collect();
        for case in due {
            self.arm(&case, later);
        }
        for who in self.schedule.take_due_presences(now) {
            self.schedule.reconcile(later, who);
        }
    }

    /// What was stale has been loaded. If the store knows better than what is published, the store is right, and
    /// whoever looks at it must read it again.
    fn refresh(&mut self, loaded: &Slice) {
        let stale = std::mem::take(&mut self.stale);
        let hub = self.parts.hub.clone();
        let (mut agents, mut cases, mut touched) = (BTreeSet::new(), Vec::new(), Vec::new());
        hub.publish(|published| {
            for key in &stale {
                match key {
                    StoreKey::Case(id) => {
                        let before = published.cases.get(id).cloned();
                        let after = loaded.cases.get(id);
                        touched.push(id.clone());
                        if before.as_deref() == after || (before.is_none() && after.is_some_and(|r| is_over(&r.case))) {
                            continue;
                        }
                        agents.extend(before.iter().flat_map(|record| involved(&record.case)));
                        cases.push(id.clone());
                        match after {
                            Some(record) => {
                                agents.extend(involved(&record.case));
                                published.put(Arc::new(record.clone()));
                            }
                            None => published.drop_case(id),
                        }
                    }
                    StoreKey::Seat(id) => {
                        let after = loaded.seats.get(id).cloned().unwrap_or_default();
                        if published.roster.get(id) != Some(&after) {
                            published.put_seat(id.clone(), after);
                            agents.insert(id.clone());
                        }
                    }
                    StoreKey::Answer(_) | StoreKey::Secret(_) => {}
                }
            }
        });
        if !agents.is_empty() || !cases.is_empty() {
            tracing::warn!(cases = cases.len(), "the store knew better than this process");
            hub.presence.resync(&agents);
            cases.iter().for_each(|case| hub.presence.resync_contact(case));
            hub.spread();
            touched.iter().for_each(|case| self.arm(case, Timestamp(0)));
            let roster = hub.published().roster.clone();
            for agent in agents {
                roster.get(&agent).into_iter().for_each(|seat| self.reconcile_when_over(&agent, seat));
                self.schedule.reconcile(self.parts.clock.now(), Who::Agent(agent));
            }
        }
    }

    fn sweep(&mut self) {
        let now = self.parts.clock.now();
        if now < self.next_sweep {
            return;
        }
        self.next_sweep = now.plus_ms(SWEEP_EVERY_MS);
        let before = Timestamp(now.0.saturating_sub(i64::try_from(ANSWERS_KEPT_MS).unwrap_or(i64::MAX)));
        match self.parts.store.forget_answers(before, SWEPT_AT_ONCE) {
            Ok(0) => {}
            Ok(count) => {
                tracing::debug!(count, "old answers are forgotten");
                if count >= SWEPT_AT_ONCE as usize {
                    self.next_sweep = now.plus_ms(NEXT_PORTION_MS);
                }
            }
            Err(error) => tracing::warn!(%error, "old answers cannot be forgotten"),
        }
    }
}

async fn until_stopped(stop: &mut watch::Receiver<bool>) {
    // A sender that is gone means the same.
    let _ = stop.wait_for(|stop| *stop).await;
}
