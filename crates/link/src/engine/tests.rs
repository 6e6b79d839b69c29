//! The engine over a line that says what the test says, on a paused clock: what holds for every kind of backend.

use konsil_protocol::domain::{
    AgentId, AgentState, Capabilities, CaseId, Command, CommandId, Connection, MessageContent, Thread, Timestamp,
};
use tokio::sync::mpsc;

use super::*;
use crate::backend::Backend;
use crate::line::{Incoming, NotSent, Outgoing, SignedIn};
use crate::store::{Unsent, UnsentContent, UnsentWhy};

/// What the engine did with its line.
#[derive(Debug, PartialEq)]
enum Did {
    SignedIn(Claim),
    Sent(Outgoing),
    Probed,
    Ended(Ending),
}

/// A line that does what its script says.
struct Scripted {
    capabilities: Capabilities,
    script: mpsc::UnboundedReceiver<Result<Incoming, Verdict>>,
    did: mpsc::UnboundedSender<Did>,
}

impl Line for Scripted {
    async fn sign_in(&mut self, claim: Claim) -> Result<SignedIn, Verdict> {
        self.did.send(Did::SignedIn(claim)).unwrap();
        Ok(SignedIn {
            server: "scripted".to_owned(),
            agent: AgentId::new("jana").unwrap(),
            capabilities: self.capabilities.clone(),
            server_now: Timestamp(0),
        })
    }

    async fn next(&mut self) -> Result<Incoming, Verdict> {
        match self.script.recv().await {
            Some(next) => next,
            None => std::future::pending().await,
        }
    }

    async fn send(&mut self, outgoing: Outgoing) -> Result<(), NotSent> {
        self.did.send(Did::Sent(outgoing)).unwrap();
        Ok(())
    }

    fn probe(&mut self) {
        self.did.send(Did::Probed).unwrap();
    }

    async fn end(&mut self, ending: Ending) {
        // The test may have ended before.
        let _ = self.did.send(Did::Ended(ending));
    }
}

/// A desktop on such a line.
struct Desktop {
    store: LocalStore,
    backend: Backend,
    say: mpsc::UnboundedSender<Result<Incoming, Verdict>>,
    did: mpsc::UnboundedReceiver<Did>,
}

impl Desktop {
    fn starts(repetition: Repetition, store: &LocalStore) -> Self {
        let capabilities = Capabilities {
            parallel_consultations: true,
            refusable_conference: true,
            withdraw: true,
            consult_targets: [].into(),
            idempotent_send: repetition == Repetition::Safe,
            do_not_disturb: true,
            waiting_lists: true,
        };
        let (to_engine, requests) = mpsc::unbounded_channel();
        let (events, from_engine) = mpsc::channel(256);
        let (say, script) = mpsc::unbounded_channel();
        let (did_to, did) = mpsc::unbounded_channel();
        let line = Scripted { capabilities, script, did: did_to };
        let setup = Setup { store: store.clone(), claim: Claim::TakeOver, seed: Some(1), requests, events };
        tokio::spawn(run(line, setup));
        Self { store: store.clone(), backend: Backend { requests: to_engine, events: from_engine }, say, did }
    }

    fn hears(&self, what: Result<Incoming, Verdict>) {
        self.say.send(what).unwrap();
    }

    fn writes(&self, name: &str) -> CommandId {
        let (id, command) = (id(name), message(name));
        self.store.enqueue(&id, &command, wall_clock()).unwrap();
        self.backend.requests.send(BackendRequest::Do { id: id.clone(), command }).unwrap();
        id
    }

    /// The next command that goes out, with its JSON.
    async fn sends(&mut self) -> (CommandId, String) {
        loop {
            match self.did.recv().await.unwrap() {
                Did::Sent(Outgoing::Command { id, json }) => return (id, json),
                Did::Sent(_) | Did::SignedIn(_) | Did::Probed | Did::Ended(_) => {}
            }
        }
    }

    /// Lets the engine work until it waits, however long; gives the events meanwhile.
    async fn settles(&mut self) -> Vec<WorkspaceEvent> {
        let mut events = Vec::new();
        // On a paused clock the time passes as soon as nobody has anything to do.
        while let Ok(event) = tokio::time::timeout(std::time::Duration::from_secs(60), self.backend.events.recv()).await
        {
            events.push(event.unwrap());
        }
        events
    }

    fn commands_sent(&mut self) -> Vec<CommandId> {
        let mut sent = Vec::new();
        while let Ok(did) = self.did.try_recv() {
            if let Did::Sent(Outgoing::Command { id, .. }) = did {
                sent.push(id);
            }
        }
        sent
    }
}

fn id(name: &str) -> CommandId {
    CommandId::new(name).unwrap()
}

fn message(text: &str) -> Command {
    Command::SendMessage {
        case: CaseId::new("case-1").unwrap(),
        thread: Thread::Main,
        content: MessageContent::Text(text.to_owned()),
    }
}

fn why(unsent: &[Unsent]) -> Vec<(CommandId, UnsentWhy)> {
    unsent.iter().map(|unsent| (unsent.id.clone(), unsent.why.clone())).collect()
}

#[tokio::test(start_paused = true)]
async fn where_a_repetition_is_safe_a_text_goes_out_again_as_it_was_first_made() {
    let store = LocalStore::in_memory().unwrap();
    store.use_account("scripted", &AgentId::new("jana").unwrap()).unwrap();
    // As a former program would have written it.
    let json = r#"{"text":"Guten Tag","kind":"send_message","thread":{"kind":"main"},"case":"case-1","former":true}"#;
    store.enqueue_json(&id("1"), json, wall_clock()).unwrap();
    let mut desktop = Desktop::starts(Repetition::Safe, &store);
    desktop.hears(Ok(Incoming::Ready));
    assert_eq!(desktop.sends().await, (id("1"), json.to_owned()));
    desktop.hears(Err(Verdict::UNREACHABLE));
    desktop.hears(Ok(Incoming::Ready));
    assert_eq!(desktop.sends().await, (id("1"), json.to_owned()));
    desktop.hears(Ok(Incoming::Answered { id: id("1"), result: Ok(()) }));
    let answered = WorkspaceEvent::Answered { id: id("1"), result: Ok(()) };
    assert!(desktop.settles().await.contains(&answered));
    assert_eq!(store.pending(wall_clock()).unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn what_is_written_while_connected_goes_out_as_it_lies_on_disk() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Safe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    let json = r#"{"text":"Guten Tag","kind":"send_message","thread":{"kind":"main"},"case":"case-1","first":true}"#;
    store.enqueue_json(&id("1"), json, wall_clock()).unwrap();
    let request = BackendRequest::Do { id: id("1"), command: message("Guten Tag") };
    desktop.backend.requests.send(request).unwrap();
    assert_eq!(desktop.sends().await, (id("1"), json.to_owned()));
}

#[tokio::test(start_paused = true)]
async fn where_it_is_not_safe_a_text_under_way_is_uncertain_and_never_sent_again() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Unsafe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    let first = desktop.writes("1");
    let second = desktop.writes("2");
    assert_eq!(desktop.sends().await.0, first);
    desktop.hears(Err(Verdict::UNREACHABLE));
    desktop.hears(Ok(Incoming::Ready));
    let events = desktop.settles().await;
    let uncertain = WorkspaceEvent::Uncertain { id: first.clone() };
    assert_eq!(events.iter().filter(|event| **event == uncertain).count(), 1, "{events:?}");
    assert_eq!(desktop.commands_sent(), std::slice::from_ref(&second), "what was not under way goes out");
    desktop.hears(Ok(Incoming::Answered { id: second, result: Ok(()) }));
    desktop.settles().await;
    assert_eq!(why(&store.unsent(wall_clock()).unwrap()), [(first.clone(), UnsentWhy::Uncertain)]);

    // After the next start too.
    drop(desktop);
    let mut desktop = Desktop::starts(Repetition::Unsafe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    assert_eq!(desktop.commands_sent(), []);
    let unsent = store.unsent(wall_clock()).unwrap();
    assert_eq!(why(&unsent), [(first, UnsentWhy::Uncertain)]);
    assert_eq!(unsent[0].content, UnsentContent::Command(message("1")));
}

#[tokio::test(start_paused = true)]
async fn a_text_whose_program_died_while_it_was_under_way_is_uncertain_at_the_next_start() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Unsafe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    let first = desktop.writes("1");
    desktop.sends().await;
    // No end of the connection is noticed any more: all that is left is the disk.
    let mut desktop = Desktop::starts(Repetition::Unsafe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    assert_eq!(desktop.commands_sent(), []);
    assert_eq!(why(&store.unsent(wall_clock()).unwrap()), [(first, UnsentWhy::Uncertain)]);
}

#[tokio::test(start_paused = true)]
async fn what_such_a_backend_says_it_did_not_take_is_sent_again() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Unsafe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    let first = desktop.writes("1");
    assert_eq!(desktop.sends().await.0, first);
    desktop.hears(Ok(Incoming::Answered { id: first.clone(), result: Err(Refusal::StoreUnavailable) }));
    // While it rests it is certain that it was not taken. Yielding lets no time pass.
    while store.pending(wall_clock()).unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(desktop.sends().await.0, first);
    desktop.hears(Ok(Incoming::Answered { id: first.clone(), result: Err(Refusal::ContactLeft) }));
    desktop.settles().await;
    let refused = UnsentWhy::Refused { refusal: Refusal::ContactLeft };
    assert_eq!(why(&store.unsent(wall_clock()).unwrap()), [(first, refused)]);
}

#[tokio::test(start_paused = true)]
async fn where_a_repetition_is_not_safe_a_command_under_way_is_answered_at_the_cut() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Unsafe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    let command = Command::SetState { state: AgentState::Ready };
    desktop.backend.requests.send(BackendRequest::Do { id: id("ready"), command }).unwrap();
    assert_eq!(desktop.sends().await.0, id("ready"));
    desktop.hears(Err(Verdict::UNREACHABLE));
    desktop.hears(Ok(Incoming::Ready));
    let refused = WorkspaceEvent::Answered { id: id("ready"), result: Err(Refusal::StoreUnavailable) };
    assert!(desktop.settles().await.contains(&refused));
    assert_eq!(desktop.commands_sent(), []);
}

#[tokio::test(start_paused = true)]
async fn rows_that_cannot_be_read_keep_nobody_offline_and_hold_no_other_row_back() {
    let store = crate::store::tests::with_unreadable_rows(wall_clock());
    let mut desktop = Desktop::starts(Repetition::Safe, &store);
    desktop.hears(Ok(Incoming::Ready));
    for name in ["first", "last"] {
        assert_eq!(desktop.sends().await.0, id(name));
        desktop.hears(Ok(Incoming::Answered { id: id(name), result: Ok(()) }));
    }
    let events = desktop.settles().await;
    assert!(events.contains(&WorkspaceEvent::Connection(Connection::Online)));
    assert_eq!(store.unsent(wall_clock()).unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_computer_that_wakes_does_not_wait_for_the_next_attempt_but_signs_nobody_in() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Safe, &store);
    let offline = |event: &WorkspaceEvent| matches!(event, WorkspaceEvent::Connection(Connection::Offline { .. }));
    // Each attempt that fails makes the next one wait longer.
    for _ in 0..12 {
        desktop.hears(Err(Verdict::UNREACHABLE));
        while !offline(&desktop.backend.events.recv().await.unwrap()) {}
    }
    let began = Instant::now();
    desktop.backend.requests.send(BackendRequest::Probe).unwrap();
    let next = desktop.backend.events.recv().await;
    assert_eq!(next, Some(WorkspaceEvent::Connection(Connection::Connecting)));
    assert!(began.elapsed() < std::time::Duration::from_secs(1), "{:?}", began.elapsed());
    let why = SignInNeeded::SessionEnded;
    desktop.hears(Err(Verdict::SignIn(why)));
    while desktop.backend.events.recv().await != Some(WorkspaceEvent::Connection(Connection::SignInNeeded { why })) {}
    desktop.backend.requests.send(BackendRequest::Probe).unwrap();
    assert_eq!(desktop.settles().await, []);
}

#[tokio::test(start_paused = true)]
async fn who_signs_out_ends_the_line_for_good() {
    let store = LocalStore::in_memory().unwrap();
    let mut desktop = Desktop::starts(Repetition::Safe, &store);
    desktop.hears(Ok(Incoming::Ready));
    desktop.settles().await;
    desktop.backend.requests.send(BackendRequest::SignOut).unwrap();
    while desktop.backend.events.recv().await.is_some() {}
    assert_eq!(desktop.did.recv().await, Some(Did::SignedIn(Claim::TakeOver)));
    assert_eq!(desktop.did.recv().await, Some(Did::Ended(Ending::SignOut)));
}
