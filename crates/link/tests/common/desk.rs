//! An agent's desktop: keeps what the backend tells it, and complains about anything twice or out of order.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use konsil_link::native::{self, NativeConfig, SignInWith};
use konsil_link::{Backend, LocalStore};
use konsil_protocol::domain::{
    AgentId, AgentState, AgentStatus, BackendRequest, CaseId, CaseView, Command, CommandClass, CommandId, Connection,
    Doing, EntriesChange, Entry, EntryBody, Extent, Listing, Me, MessageContent, Party, Placed, Refusal, Thread,
    ThreadRef, Timestamp, Watch, WorkspaceEvent,
};

use super::PASSWORD;

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Desk {
    pub backend: Backend,
    pub store: LocalStore,
    pub me: Option<Me>,
    pub cases: BTreeMap<CaseId, CaseView>,
    pub threads: BTreeMap<ThreadRef, Vec<Placed>>,
    pub answers: BTreeMap<CommandId, Result<(), Refusal>>,
    pub connection: Option<Connection>,
    pub names: Arc<Listing>,
    /// What others are doing, as far as it was told.
    pub doing: BTreeMap<AgentId, Doing>,
    pub resets: usize,
    count: u32,
}

impl Desk {
    pub fn signs_in(server: &str, login: &str, device: &str) -> Self {
        Self::with(
            server,
            SignInWith::Password { login: login.into(), password: PASSWORD.into() },
            device,
            LocalStore::in_memory().unwrap(),
        )
    }

    pub fn with(server: &str, sign_in: SignInWith, device: &str, store: LocalStore) -> Self {
        Self::starts(NativeConfig::new(server, sign_in, device), store)
    }

    pub fn starts(config: NativeConfig, store: LocalStore) -> Self {
        Self {
            backend: native::start(config, store.clone()),
            store,
            me: None,
            cases: BTreeMap::new(),
            threads: BTreeMap::new(),
            answers: BTreeMap::new(),
            connection: None,
            names: Arc::default(),
            doing: BTreeMap::new(),
            resets: 0,
            count: 0,
        }
    }

    /// Takes events until it is so.
    pub async fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let waiting = async {
            while !is_so(self) {
                let event = self.backend.events.recv().await.expect("the backend has ended");
                self.take(event);
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let seen: Vec<_> = self.cases.keys().map(|case| self.messages(case)).collect();
            panic!("never: {what}; connection {:?}, cases {:#?}, texts {seen:?}", self.connection, self.cases);
        }
    }

    pub async fn online(&mut self) {
        self.until("online", |desk| desk.connection == Some(Connection::Online)).await;
    }

    fn take(&mut self, event: WorkspaceEvent) {
        match event {
            WorkspaceEvent::Connection(connection) => self.connection = Some(connection),
            WorkspaceEvent::Me(me) => self.me = Some(me),
            WorkspaceEvent::Case(view) => {
                self.cases.insert(view.case.clone(), *view);
            }
            WorkspaceEvent::Gone { case } => {
                self.cases.remove(&case);
            }
            WorkspaceEvent::Entries { thread, change } => {
                let known = self.threads.entry(thread).or_default();
                match change {
                    EntriesChange::Reset { entries, .. } => {
                        self.resets += 1;
                        *known = entries;
                    }
                    EntriesChange::Appended { entries } => known.extend(entries),
                    EntriesChange::Prepended { entries, .. } => {
                        known.splice(0..0, entries);
                    }
                }
                let in_order = known.windows(2).all(|pair| pair[0].order < pair[1].order);
                assert!(in_order, "told twice or out of order: {known:#?}");
            }
            WorkspaceEvent::Answered { id, result } => {
                if let Some(before) = self.answers.insert(id, result.clone()) {
                    assert_eq!(before, result, "two different answers");
                }
            }
            WorkspaceEvent::Names(names) => self.names = names,
            WorkspaceEvent::Mine(mine) => self.hear(mine.agents),
            WorkspaceEvent::States(states) => {
                if states.extent == Extent::Everybody {
                    self.doing.clear();
                }
                self.hear(states.agents);
            }
            WorkspaceEvent::SignedIn { .. }
            | WorkspaceEvent::Waiting { .. }
            | WorkspaceEvent::Clock { .. }
            | WorkspaceEvent::Synced
            | WorkspaceEvent::Uncertain { .. }
            | WorkspaceEvent::Typing { .. } => {}
        }
    }

    fn hear(&mut self, agents: Vec<AgentStatus>) {
        self.doing.extend(agents.into_iter().map(|status| (status.agent, status.doing)));
    }

    /// Looks at what all are doing, as long as this connection lasts.
    pub fn watches(&mut self) {
        self.backend.requests.send(BackendRequest::Watch { watch: Watch::On }).unwrap();
    }

    /// As the app does it: durable ones are on disk first.
    pub fn does(&mut self, command: Command) -> CommandId {
        self.count += 1;
        let id = CommandId::new(format!("c{}-{:016x}", self.count, getrandom::u64().unwrap())).unwrap();
        if command.class() == CommandClass::Durable {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
            let now = Timestamp(i64::try_from(now.as_millis()).unwrap());
            self.store.enqueue(&id, &command, now).unwrap();
        }
        self.backend.requests.send(BackendRequest::Do { id: id.clone(), command }).unwrap();
        id
    }

    pub async fn tries(&mut self, command: Command) -> Result<(), Refusal> {
        let id = self.does(command);
        self.until("an answer", |desk| desk.answers.contains_key(&id)).await;
        self.answers[&id].clone()
    }

    pub fn writes(&mut self, case: &CaseId, text: &str) -> CommandId {
        self.does(Command::SendMessage {
            case: case.clone(),
            thread: Thread::Main,
            content: MessageContent::Text(text.to_owned()),
        })
    }

    /// Ready, then takes the first chat that is offered.
    pub async fn takes_a_chat(&mut self) -> CaseId {
        self.tries(Command::SetState { state: AgentState::Ready }).await.unwrap();
        self.until("an offer", |desk| desk.me.as_ref().is_some_and(|me| !me.invitations.is_empty())).await;
        let offer = self.me.as_ref().unwrap().invitations[0].clone();
        self.tries(Command::AcceptInvitation { invitation: offer.invitation }).await.unwrap();
        self.until("the chat", |desk| !desk.messages(&offer.case).is_empty()).await;
        offer.case
    }

    pub fn messages(&self, case: &CaseId) -> Vec<String> {
        self.said(&ThreadRef::main(case.clone())).into_iter().map(|(_, text)| text).collect()
    }

    pub fn said(&self, thread: &ThreadRef) -> Vec<(Party, String)> {
        let entries = self.threads.get(thread).map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .filter_map(|Placed { entry: Entry { body, .. }, .. }| match body {
                EntryBody::Message { origin, content: MessageContent::Text(text), .. } => {
                    Some((origin.by.clone(), text.clone()))
                }
                EntryBody::System { .. } | EntryBody::Unsupported { .. } => None,
            })
            .collect()
    }
}
