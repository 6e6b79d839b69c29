//! The contact centre of a story: a real server on a real socket, with its people.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use konsil_centre::Rules;
use konsil_protocol::domain::{AgentId, CaseId, Command, DispositionId, InvitationKind, Language, Timestamp};
use konsil_server::accounts::{Accounts, MemoryAccounts};
use konsil_server::centre_file::Centre;
use konsil_server::clock::{Clock, Ids, RandomIds, SystemClock};
use konsil_server::limits::Limits;
use konsil_server::reload::NotReloaded;
use konsil_server::store::{MemoryStore, Store};
use konsil_server::{Parts, Running, start_on};
use tokio::net::TcpListener;

use super::{AgentDesk, ContactPage, OtherDesktop};

/// A running contact centre.
pub struct Story {
    /// Where it is reached: `http://127.0.0.1:…`
    pub base: String,
    pub accounts: Arc<dyn Accounts>,
    server: Running,
}

impl Story {
    /// An ordinary day.
    pub async fn begin() -> Self {
        Self::with(|_| {}).await
    }

    /// A day with other rules.
    pub async fn with(change: impl FnOnce(&mut Rules)) -> Self {
        let mut centre = Centre::parse(include_str!("centre.toml")).expect("the stories' centre has no mistakes");
        change(&mut centre.rules);
        Self::of(centre, Arc::new(MemoryStore::new()), Arc::new(SystemClock::new()), Arc::new(RandomIds)).await
    }

    /// A day on which time stands still and ids come in a row, so that two days can be compared.
    pub async fn with_fixed_time_and_ids() -> Self {
        let centre = Centre::parse(include_str!("centre.toml")).expect("the stories' centre has no mistakes");
        Self::of(centre, Arc::new(MemoryStore::new()), Arc::new(StandingClock), Arc::new(CountedIds::default())).await
    }

    /// A day in a centre that a page describes; it is open all day.
    ///
    /// # Panics
    /// If its file has mistakes.
    pub async fn in_centre(file: &str) -> Self {
        let centre = Centre::parse(file).unwrap_or_else(|mistakes| panic!("{mistakes:?}")).always_open();
        Self::of(centre, Arc::new(MemoryStore::new()), Arc::new(SystemClock::new()), Arc::new(RandomIds)).await
    }

    /// A day with a store of the story's own.
    pub async fn on(store: Arc<dyn Store>) -> Self {
        let centre = Centre::parse(include_str!("centre.toml")).expect("the stories' centre has no mistakes");
        Self::of(centre, store, Arc::new(SystemClock::new()), Arc::new(RandomIds)).await
    }

    /// A day with other rules and a store of the story's own.
    pub async fn with_on(change: impl FnOnce(&mut Rules), store: Arc<dyn Store>) -> Self {
        let mut centre = Centre::parse(include_str!("centre.toml")).expect("the stories' centre has no mistakes");
        change(&mut centre.rules);
        Self::of(centre, store, Arc::new(SystemClock::new()), Arc::new(RandomIds)).await
    }

    async fn of(centre: Centre, store: Arc<dyn Store>, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let accounts: Arc<dyn Accounts> = Arc::new(MemoryAccounts::new().expect("accounts"));
        let parts = Parts {
            centre,
            store,
            accounts: accounts.clone(),
            clock,
            ids,
            limits: Limits::none(),
            behind_proxy: false,
        };
        let server = start_on(listener, parts).expect("the server starts");
        Self { base: format!("http://{}", server.address), accounts, server }
    }

    /// The operator has the centre file read again, changed so.
    ///
    /// # Errors
    /// Why it stays as it was.
    pub async fn reads_again(&self, change: impl FnOnce(&mut Centre)) -> Result<Vec<String>, NotReloaded> {
        let mut centre = Centre::parse(include_str!("centre.toml")).expect("the stories' centre has no mistakes");
        change(&mut centre);
        self.server.reloading.reload(centre).await
    }

    /// The day is over, whatever was acknowledged is kept in the store.
    pub async fn ends(self) {
        self.server.stop().await;
    }

    /// An agent signs in: connected, not ready.
    pub async fn agent(&self, name: &str) -> AgentDesk {
        let agent = AgentId::new(name).expect("an agent's id");
        let accounts = self.accounts.clone();
        let adding = agent.clone();
        tokio::task::spawn_blocking(move || accounts.add(&adding, "a long enough password", now()))
            .await
            .expect("hashing does not fail")
            .expect("the account can be made");
        self.agent_again(name).await
    }

    /// An agent who has been here before signs in again.
    pub async fn agent_again(&self, name: &str) -> AgentDesk {
        let desk = self.second_desktop(name, OtherDesktop::TakenOver).await;
        desk.sees("everything after hello", |desk| desk.ready.then_some(())).await;
        desk
    }

    /// Another desktop of an agent says hello, with or without taking over.
    pub async fn second_desktop(&self, name: &str, other: OtherDesktop) -> AgentDesk {
        let agent = AgentId::new(name).expect("an agent's id");
        let signed_in = self.accounts.session_for(&agent, now()).map_err(|_| ()).expect("the agent has an account");
        AgentDesk::connect(&self.base, name, &signed_in.access, other).await
    }

    /// An agent signs in and is ready.
    pub async fn ready_agent(&self, name: &str) -> AgentDesk {
        let agent = self.agent(name).await;
        agent.is_ready().await;
        agent
    }

    pub async fn contact(&self, name: &str, topic: &str, text: &str) -> ContactPage {
        ContactPage::opens(&self.base, name, topic, text, Language::De).await
    }

    /// Martin Hoffmann writes about his bill; Jana, ready, has accepted.
    pub async fn chat(&self, text: &str) -> (ContactPage, AgentDesk, CaseId) {
        self.chat_of("Martin Hoffmann", "billing", text).await
    }

    pub async fn chat_in(&self, topic: &str, text: &str) -> (ContactPage, AgentDesk, CaseId) {
        self.chat_of("Martin Hoffmann", topic, text).await
    }

    pub async fn chat_as(&self, name: &str, text: &str) -> (ContactPage, AgentDesk, CaseId) {
        self.chat_of(name, "billing", text).await
    }

    async fn chat_of(&self, name: &str, topic: &str, text: &str) -> (ContactPage, AgentDesk, CaseId) {
        let jana = self.ready_agent("jana").await;
        let contact = self.contact(name, topic, text).await;
        let case = jana.accepts(InvitationKind::Chat).await;
        jana.sees_case(&case, "the chat", |_| true).await;
        (contact, jana, case)
    }

    /// `asker` asks `colleague` into the chat, who accepts.
    pub async fn confers(&self, asker: &AgentDesk, case: &CaseId, colleague: AgentDesk) -> AgentDesk {
        let target = super::agent(&colleague.name);
        asker.does(Command::AskConference { case: case.clone(), target }).await;
        colleague.accepts(InvitationKind::Conference).await;
        colleague
            .sees_case(case, "to be in the chat", |view| {
                view.members
                    .iter()
                    .any(|member| member.party.as_agent().is_some_and(|agent| agent.as_str() == colleague.name))
            })
            .await;
        colleague
    }

    /// What the stories' queues accept as a disposition.
    pub fn disposition(&self) -> DispositionId {
        DispositionId::new("solved").expect("a disposition's id")
    }
}

fn now() -> Timestamp {
    SystemClock::new().now()
}

/// It is always the same moment.
struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        // As good as any; accounts count from the same clock, so it must lie near the real one.
        static START: std::sync::OnceLock<Timestamp> = std::sync::OnceLock::new();
        *START.get_or_init(now)
    }
}

#[derive(Default)]
struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn id(&self) -> String {
        format!("{:08x}-0000-4000-8000-000000000000", self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        [7; 32]
    }
}
