//! The loop with stores that fail, meet conflicts, or take their time.

#![allow(clippy::unwrap_in_result, reason = "a test double's lock")]

mod cost;
mod do_not_disturb;
mod former;
mod sweep;

use std::{
    collections::VecDeque,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering},
    },
};

use konsil_centre::{CasePresence, ContactAct, Recorded};
use konsil_protocol::{
    domain::{
        AgentId, AgentState, CaseId, Command, CommandId, Language, MessageContent, NotReadyReason, QueueId, Refusal,
        Thread, ThreadRef, Timestamp,
    },
    wire::agent::Answer,
};
use tokio::sync::{oneshot, watch};

use super::{CommitLoop, Job, Jobs, LoopParts, Who};
use crate::{
    clock::{Clock, RandomIds},
    gateway::centre_for_tests,
    hub::{AgentLine, AgentNotice, ContactLine, ContactNotice, Hub, IfElsewhere, Published, Seated},
    metrics::Metrics,
    store::{
        Change, Fingerprints, LogRange, MemoryStore, Outcome, Restored, SecretHash, Slice, Store, StoreError, StoreKey,
    },
};

/// What the next commit does instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Makes nothing and says so.
    Fails,
    /// Makes everything and then breaks: nobody can know.
    FailsAfterwards,
    /// Somebody else was faster.
    Conflicts,
    /// Waits until the gate is opened.
    Waits,
}

#[derive(Default)]
struct FaultyStore {
    inner: MemoryStore,
    faults: Mutex<VecDeque<Fault>>,
    gate: (Mutex<bool>, Condvar),
    commits: AtomicUsize,
    changes: AtomicUsize,
    /// Seats in these changes, and keys that were asked for.
    seats: AtomicUsize,
    keys: AtomicUsize,
    /// How many answers were forgotten, each time.
    forgotten: Mutex<Vec<usize>>,
    unreadable: AtomicBool,
}

impl FaultyStore {
    fn next(&self, fault: Fault) {
        self.faults.lock().unwrap().push_back(fault);
    }

    fn open_gate(&self) {
        *self.gate.0.lock().unwrap() = true;
        self.gate.1.notify_all();
    }
}

impl Store for FaultyStore {
    fn restore(&self) -> Result<Restored, StoreError> {
        self.inner.restore()
    }
    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        if self.unreadable.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("broken on purpose".to_owned()));
        }
        self.keys.fetch_add(keys.len(), Ordering::SeqCst);
        self.inner.load(keys)
    }
    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        let fault = self.faults.lock().unwrap().pop_front();
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.changes.fetch_add(changes.len(), Ordering::SeqCst);
        self.seats.fetch_add(changes.iter().map(|change| change.seats.len()).sum(), Ordering::SeqCst);
        let broken = StoreError::Unavailable("broken on purpose".to_owned());
        match fault {
            None => self.inner.commit(changes),
            Some(Fault::Fails) => Err(broken),
            Some(Fault::FailsAfterwards) => self.inner.commit(changes).and(Err(broken)),
            Some(Fault::Conflicts) => Ok(vec![Outcome::Conflict; changes.len()]),
            Some(Fault::Waits) => {
                let open = self.gate.0.lock().unwrap();
                drop(self.gate.1.wait_while(open, |open| !*open).unwrap());
                self.inner.commit(changes)
            }
        }
    }
    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
        self.inner.log(thread, range)
    }
    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        self.inner.contact_log(case, after, limit)
    }
    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        let forgotten = self.inner.forget_answers(before, at_most)?;
        self.forgotten.lock().unwrap().push(forgotten);
        Ok(forgotten)
    }
}

/// Stands until it is set.
struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

struct Bench {
    hub: Arc<Hub>,
    jobs: Jobs,
    store: Arc<FaultyStore>,
    clock: Arc<SetClock>,
    _stop: watch::Sender<bool>,
}

fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

impl Bench {
    fn new() -> Self {
        Self::over(Arc::default(), 1_000_000)
    }

    fn over(store: Arc<FaultyStore>, now: i64) -> Self {
        let centre = Arc::new(centre_for_tests());
        let published = Published::restored(store.restore().unwrap(), centre);
        let hub = Arc::new(Hub::new(published));
        let (jobs, receiver) = Jobs::channel();
        let (stop, stopped) = watch::channel(false);
        let clock = Arc::new(SetClock(AtomicI64::new(now)));
        let parts = LoopParts {
            hub: hub.clone(),
            store: store.clone(),
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            metrics: Metrics::default(),
        };
        CommitLoop::start(parts, receiver, stopped).unwrap();
        Self { hub, jobs, store, clock, _stop: stop }
    }

    async fn open(&self, secret: &str) -> oneshot::Receiver<Result<CaseId, Refusal>> {
        let (reply, answered) = oneshot::channel();
        let act = ContactAct::Open {
            former: None,
            name: "Petra".to_owned(),
            language: Language::De,
            queue: QueueId::new("billing").unwrap(),
            page: None,
            contact_id: "first".to_owned(),
            text: "Hallo".to_owned(),
        };
        self.jobs.submit(Job::Open { secret: SecretHash::of(secret), act, reply }).await;
        answered
    }

    async fn say(&self, case: &CaseId, id: &str) -> oneshot::Receiver<Result<(), Refusal>> {
        let (reply, answered) = oneshot::channel();
        let act = ContactAct::Say { contact_id: id.to_owned(), content: MessageContent::Text(format!("Text {id}")) };
        self.jobs.submit(Job::Contact { case: case.clone(), act, reply }).await;
        answered
    }

    async fn command(&self, by: &str, id: &str, command: Command) -> Result<(), Refusal> {
        let (reply, answered) = oneshot::channel();
        let id = CommandId::new(id).unwrap();
        let fingerprints = Fingerprints::of(&serde_json::to_value(&command).unwrap());
        self.jobs.submit(Job::Agent { agent: agent(by), id, command, fingerprints, reply }).await;
        match answered.await.unwrap() {
            Answer::Accepted => Ok(()),
            Answer::Refused { refusal } => Err(refusal),
        }
    }

    /// Connected and ready.
    async fn arrives(&self, name: &str) -> AgentLine {
        let socket = self.hub.fresh_socket();
        let Seated::Here(line) = self.hub.presence.seat(&agent(name), socket, "desk", IfElsewhere::Ask) else {
            panic!("elsewhere")
        };
        self.jobs.reconcile_now(Who::Agent(agent(name))).await.unwrap();
        self.command(name, &format!("ready-{socket}"), Command::SetState { state: AgentState::Ready }).await.unwrap();
        line
    }

    fn page(&self, case: &CaseId) -> ContactLine {
        self.hub.presence.connect_contact(case, self.hub.fresh_socket())
    }

    fn version(&self, case: &CaseId) -> u64 {
        self.hub.published().cases[case].case.version
    }

    fn seqs(&self, case: &CaseId) -> Vec<u64> {
        let log = self.store.log(&ThreadRef::main(case.clone()), LogRange::After { seq: 0, limit: 1_000 }).unwrap();
        log.iter().map(|event| event.seq).collect()
    }

    fn later(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }
}

fn heard(line: &mut ContactLine) -> usize {
    let mut events = 0;
    while let Ok(notice) = line.notices.try_recv() {
        if let ContactNotice::Changed(changed) = notice {
            events += changed.events.len();
        }
    }
    events
}

#[tokio::test]
async fn a_commit_that_fails_in_the_middle_of_a_batch_tells_nobody_and_the_next_batch_sees_the_old_state() {
    let bench = Bench::new();
    let case = bench.open("s").await.await.unwrap().unwrap();
    let (mut page, before) = (bench.page(&case), bench.version(&case));

    // While one commit is on its way, a batch gathers behind it: three messages and a new chat.
    bench.store.next(Fault::Waits);
    bench.store.next(Fault::Fails);
    let gone_before = bench.say(&case, "0").await;
    while bench.store.commits.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    let batch = [bench.say(&case, "1").await, bench.say(&case, "2").await, bench.say(&case, "3").await];
    let opened = bench.open("other").await;
    bench.store.open_gate();

    assert_eq!(gone_before.await.unwrap(), Ok(()));
    for answered in batch {
        assert_eq!(answered.await.unwrap(), Err(Refusal::StoreUnavailable));
    }
    assert_eq!(opened.await.unwrap(), Err(Refusal::StoreUnavailable));
    assert_eq!(heard(&mut page), 1, "only what was committed before");
    assert_eq!(bench.version(&case), before + 1);
    assert_eq!(bench.hub.published().cases.len(), 1);

    // The page sends again what was not stored, under the same ids.
    for id in ["1", "2", "3"] {
        assert_eq!(bench.say(&case, id).await.await.unwrap(), Ok(()));
    }
    assert_eq!(heard(&mut page), 3);
    assert_eq!(bench.seqs(&case), (1..=6).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_arrives_during_a_commit_goes_into_one_next_commit() {
    let bench = Bench::new();
    let case = bench.open("s").await.await.unwrap().unwrap();
    bench.store.next(Fault::Waits);
    let first = bench.say(&case, "0").await;
    while bench.store.commits.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    let mut waiting = Vec::new();
    for number in 1..=50 {
        waiting.push(bench.say(&case, &format!("{number}")).await);
    }
    bench.store.open_gate();
    first.await.unwrap().unwrap();
    for answered in waiting {
        answered.await.unwrap().unwrap();
    }
    assert_eq!(bench.store.commits.load(Ordering::SeqCst), 3);
    assert_eq!(bench.seqs(&case).len(), 2 + 51);
}

#[tokio::test]
async fn a_fault_after_the_commit_is_found_out_and_nothing_is_said_twice() {
    let bench = Bench::new();
    let mut anna = bench.arrives("anna").await;
    let case = bench.open("s").await.await.unwrap().unwrap();
    let page = bench.page(&case);
    let invitation = bench.hub.me(&agent("anna"), bench.clock.now()).unwrap().invitations[0].invitation.clone();
    bench.command("anna", "a", Command::AcceptInvitation { invitation }).await.unwrap();
    let before = bench.version(&case);

    bench.store.next(Fault::FailsAfterwards);
    let hello = Command::SendMessage {
        case: case.clone(),
        thread: Thread::Main,
        content: MessageContent::Text("Guten Tag".to_owned()),
    };
    assert_eq!(bench.command("anna", "m", hello.clone()).await, Err(Refusal::StoreUnavailable));
    assert_eq!(bench.version(&case), before, "nothing is published on suspicion");
    // Asked again, it turns out to have been stored; whoever looks at the case reads it anew.
    assert_eq!(bench.command("anna", "m", hello).await, Ok(()));
    assert!(bench.version(&case) > before);
    assert!(page.end.await.is_err(), "the page is cut and resumes");
    assert!((&mut anna.end).await.is_err(), "the desktop is cut and resumes");
    let log = bench.store.log(&ThreadRef::main(case.clone()), LogRange::After { seq: 0, limit: 100 }).unwrap();
    let said = log.iter().filter(|event| format!("{:?}", event.event).contains("Guten Tag")).count();
    assert_eq!(said, 1);
}

#[tokio::test]
async fn a_conflict_is_loaded_and_decided_again_but_not_for_ever() {
    let bench = Bench::new();
    let case = bench.open("s").await.await.unwrap().unwrap();
    bench.store.next(Fault::Conflicts);
    assert_eq!(bench.say(&case, "1").await.await.unwrap(), Ok(()));
    for _ in 0..3 {
        bench.store.next(Fault::Conflicts);
    }
    assert_eq!(bench.say(&case, "2").await.await.unwrap(), Err(Refusal::StoreUnavailable));
    assert_eq!(bench.say(&case, "2").await.await.unwrap(), Ok(()));
    assert_eq!(bench.seqs(&case), [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_refused_job_does_not_fail_its_neighbours() {
    let bench = Bench::new();
    let case = bench.open("s").await.await.unwrap().unwrap();
    let nowhere = CaseId::new("nowhere").unwrap();
    let answers = [bench.say(&case, "1").await, bench.say(&nowhere, "2").await, bench.say(&case, "3").await];
    let mut said = Vec::new();
    for answered in answers {
        said.push(answered.await.unwrap());
    }
    assert_eq!(said, [Ok(()), Err(Refusal::NoSuchCase), Ok(())]);
}

#[tokio::test]
async fn a_command_sent_again_is_answered_as_before_and_another_one_under_its_id_is_refused() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    let set = |state| Command::SetState { state };
    let a_break = set(AgentState::NotReady { reason: NotReadyReason::BREAK });
    let no_answer = set(AgentState::NotReady { reason: NotReadyReason::NoAnswer });
    assert_eq!(bench.command("anna", "1", a_break.clone()).await, Ok(()));
    assert_eq!(bench.command("anna", "2", no_answer.clone()).await, Err(Refusal::StateNotPossible));
    assert_eq!(bench.command("anna", "3", set(AgentState::Ready)).await, Ok(()));
    let changes = bench.store.changes.load(Ordering::SeqCst);
    // Neither decided nor written a second time.
    assert_eq!(bench.command("anna", "1", a_break.clone()).await, Ok(()));
    assert_eq!(bench.command("anna", "2", no_answer.clone()).await, Err(Refusal::StateNotPossible));
    assert_eq!(bench.command("anna", "1", no_answer).await, Err(Refusal::CommandIdReused));
    assert_eq!(bench.store.changes.load(Ordering::SeqCst), changes);
    assert_eq!(bench.hub.published().roster[&agent("anna")].state, AgentState::Ready);
    // The id is the sender's own.
    assert_eq!(bench.command("bert", "1", a_break).await, Ok(()));
}

#[tokio::test]
async fn what_the_store_could_not_do_is_done_when_it_is_asked_again() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    bench.store.next(Fault::Fails);
    let state = Command::SetState { state: AgentState::AfterWork };
    assert_eq!(bench.command("anna", "1", state.clone()).await, Err(Refusal::StoreUnavailable));
    assert_eq!(bench.command("anna", "1", state).await, Ok(()));
    assert_eq!(bench.hub.published().roster[&agent("anna")].state, AgentState::AfterWork);
}

#[tokio::test]
async fn who_goes_while_the_store_cannot_be_read_is_noticed_afterwards() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    let socket = bench.hub.fresh_socket();
    let Seated::Here(_line) = bench.hub.presence.seat(&agent("anna"), socket, "desk", IfElsewhere::Ask) else {
        panic!("elsewhere")
    };

    // She goes, and the same batch needs the store.
    bench.store.next(Fault::Waits);
    let before = bench.open("s").await;
    while bench.store.commits.load(Ordering::SeqCst) < 3 {
        tokio::task::yield_now().await;
    }
    bench.hub.presence.unseat(&agent("anna"), socket);
    bench.jobs.reconcile_at(Who::Agent(agent("anna")), bench.clock.now()).await;
    let refused = bench.open("other").await;
    bench.store.unreadable.store(true, Ordering::SeqCst);
    bench.store.open_gate();
    before.await.unwrap().unwrap();
    assert_eq!(refused.await.unwrap(), Err(Refusal::StoreUnavailable));
    assert!(bench.hub.published().roster[&agent("anna")].is_connected());

    bench.store.unreadable.store(false, Ordering::SeqCst);
    bench.later(1_001);
    bench.jobs.reconcile_now(Who::Agent(agent("bert"))).await.unwrap();
    assert!(!bench.hub.published().roster[&agent("anna")].is_connected());
}

#[tokio::test]
async fn an_offer_that_expires_goes_to_the_next_and_who_comes_late_is_told_so() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    bench.later(10);
    let mut bert = bench.arrives("bert").await;
    let case = bench.open("s").await.await.unwrap().unwrap();
    let offered = bench.hub.me(&agent("anna"), bench.clock.now()).unwrap().invitations;
    let invitation = offered[0].invitation.clone();
    while bert.notices.try_recv().is_ok() {}

    bench.later(30_001);
    bench.jobs.reconcile_now(Who::Contact(case)).await.unwrap();
    let late = Command::AcceptInvitation { invitation };
    let expired = konsil_protocol::domain::InvitationOutcome::Expired;
    assert_eq!(bench.command("anna", "late", late).await, Err(Refusal::InvitationClosed { outcome: expired }));
    let state = bench.hub.published().roster[&agent("anna")].state;
    assert_eq!(state, AgentState::NotReady { reason: NotReadyReason::NoAnswer });
    assert_eq!(bench.hub.me(&agent("bert"), bench.clock.now()).unwrap().invitations.len(), 1);
    assert!(matches!(bert.notices.recv().await, Some(AgentNotice::Seat | AgentNotice::Changed(_))));
}

#[tokio::test]
async fn a_restarted_server_notices_who_has_not_come_back() {
    let bench = Bench::new();
    let anna = bench.arrives("anna").await;
    let case = bench.open("s").await.await.unwrap().unwrap();
    let page = bench.page(&case);
    let (store, now) = (bench.store.clone(), bench.clock.now().0);
    drop((bench, anna, page));

    let again = Bench::over(store, now + 1_000);
    again.jobs.reconcile_now(Who::Agent(agent("bert"))).await.unwrap();
    assert!(!again.hub.published().roster[&agent("anna")].is_connected());
    assert_eq!(again.hub.published().cases[&case].case.contact.presence, CasePresence::Present, "pages get a moment");
    again.later(16_000);
    again.jobs.reconcile_now(Who::Agent(agent("bert"))).await.unwrap();
    let presence = again.hub.published().cases[&case].case.contact.presence;
    assert!(matches!(presence, CasePresence::Interrupted { .. }), "{presence:?}");
    // The offer to the agent who is gone is withdrawn in its time, from the stored state alone.
    again.later(20_000);
    again.jobs.reconcile_now(Who::Agent(agent("bert"))).await.unwrap();
    assert!(again.hub.published().cases[&case].case.invitations.is_empty());
}
