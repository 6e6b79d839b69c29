//! What the stories play on: a desktop whose shell is recorded, whose pages are kept, and whose backends are played by
//! the test.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use konsil_desk::input::{Draft, Input};
use konsil_desk::view::{
    AttentionView, Change, ChatView, ConnectionView, Line, LineBody, Lines, ListView, MeView, Phrase, SendState,
    SettingsView, Stage, Update,
};
use konsil_desk::{Flash, Shortcut, SoundKind, SoundOutput, Theme, WindowId, Zoom};
use konsil_link::native::SignInWith;
use konsil_link::{Backend, Keys, LocalStore};
use konsil_protocol::domain::*;
use tokio::sync::{mpsc, watch};

use crate::{AppOptions, Backends, ChatWindow, ControllerHandle, Shell, ShownNotification, ShownTray, StartIn};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Folders of one desktop, removed at the end.
pub struct Folders {
    root: PathBuf,
}

impl Folders {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("konsil-app-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        Self { root }
    }

    pub fn options(&self) -> AppOptions {
        AppOptions {
            data_dir: self.root.join("data"),
            config_dir: self.root.join("config"),
            profile: None,
            system_language: Language::De,
            start_in: StartIn::Remembered,
            practice_port: 0,
        }
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

/// What the shell was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Open(WindowId, String),
    Close(WindowId),
    Focus(WindowId),
    Title(WindowId, String),
    Theme(Theme),
    Zoom(Zoom),
    Flash(WindowId, Flash),
    Badge(u32, String),
    Notify(ShownNotification),
    Withdraw(CaseId),
    Play(SoundKind, u8),
    Tray(ShownTray),
    Shortcut(Shortcut),
    Quit,
}

#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Mutex<Vec<Asked>>>);

impl Recorder {
    fn record(&self, asked: Asked) {
        self.0.lock().unwrap().push(asked);
    }

    pub fn all(&self) -> Vec<Asked> {
        self.0.lock().unwrap().clone()
    }
}

impl Shell for Recorder {
    fn open_chat_window(&mut self, window: WindowId, chat: ChatWindow) {
        self.record(Asked::Open(window, chat.title));
    }

    fn close_window(&mut self, window: WindowId) {
        self.record(Asked::Close(window));
    }

    fn focus_window(&mut self, window: WindowId) {
        self.record(Asked::Focus(window));
    }

    fn set_title(&mut self, window: WindowId, title: &str) {
        self.record(Asked::Title(window, title.to_owned()));
    }

    fn set_theme(&mut self, theme: Theme) {
        self.record(Asked::Theme(theme));
    }

    fn set_zoom(&mut self, zoom: Zoom) {
        self.record(Asked::Zoom(zoom));
    }

    fn flash(&mut self, window: WindowId, flash: Flash) {
        self.record(Asked::Flash(window, flash));
    }

    fn badge(&mut self, count: u32, words: &str) {
        self.record(Asked::Badge(count, words.to_owned()));
    }

    fn notify(&mut self, notification: ShownNotification) {
        self.record(Asked::Notify(notification));
    }

    fn withdraw(&mut self, case: &CaseId) {
        self.record(Asked::Withdraw(case.clone()));
    }

    fn play(&mut self, sound: SoundKind, volume: u8, _output: SoundOutput) {
        self.record(Asked::Play(sound, volume));
    }

    fn look_for_sound_devices(&mut self) {}

    fn tray(&mut self, tray: ShownTray) {
        self.record(Asked::Tray(tray));
    }

    fn set_shortcut(&mut self, shortcut: Shortcut) {
        self.record(Asked::Shortcut(shortcut));
    }

    fn quit(&mut self) {
        self.record(Asked::Quit);
    }
}

/// A session that the desktop has begun; the test plays the server.
pub struct Session {
    pub server: String,
    pub sign_in: SignInWith,
    pub device: String,
    pub store: LocalStore,
    pub requests: mpsc::UnboundedReceiver<BackendRequest>,
    pub events: mpsc::Sender<WorkspaceEvent>,
}

pub struct Scripted {
    begun: mpsc::UnboundedSender<Session>,
}

impl Backends for Scripted {
    fn start(&mut self, server: &str, sign_in: SignInWith, device: &str, store: LocalStore) -> Backend {
        let (requests, asked) = mpsc::unbounded_channel();
        let (events, told) = mpsc::channel(64);
        let (server, device) = (server.to_owned(), device.to_owned());
        let _ = self.begun.send(Session { server, sign_in, device, store, requests: asked, events });
        Backend { requests, events: told }
    }

    fn keys(&self) -> Keys {
        Keys::File
    }
}

impl Session {
    pub async fn tell(&self, event: WorkspaceEvent) {
        self.events.send(event).await.unwrap();
    }

    /// The session stands, with these chats.
    pub async fn signed_in(&self, chats: Vec<CaseView>) {
        self.signed_in_as("jana", "Jana Becker", chats).await;
    }

    /// The same for somebody else on this computer.
    pub async fn signed_in_as(&self, login: &str, name: &str, chats: Vec<CaseView>) {
        let capabilities = Capabilities {
            do_not_disturb: true,
            waiting_lists: true,
            parallel_consultations: true,
            refusable_conference: true,
            withdraw: true,
            consult_targets: TargetKind::ALL.into(),
            idempotent_send: true,
        };
        self.tell(WorkspaceEvent::SignedIn { agent: agent(login), capabilities }).await;
        let me = Me {
            do_not_disturb_ms: None,
            agent: agent(login),
            version: 1,
            name: name.to_owned(),
            nickname: None,
            state: AgentState::Ready,
            state_since: Timestamp(0),
            places_taken: 1,
            capacity: 3,
            invitations: Vec::new(),
        };
        self.tell(WorkspaceEvent::Me(me)).await;
        self.tell(WorkspaceEvent::Names(Arc::default())).await;
        for chat in chats {
            self.tell(WorkspaceEvent::Case(Box::new(chat))).await;
        }
        self.tell(WorkspaceEvent::Synced).await;
        self.tell(WorkspaceEvent::Connection(Connection::Online)).await;
    }

    pub async fn request(&mut self) -> BackendRequest {
        tokio::time::timeout(PATIENCE, self.requests.recv()).await.unwrap().unwrap()
    }
}

pub fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

pub fn case_id(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

pub fn chat_with(id: &str, contact: &str) -> CaseView {
    CaseView {
        case: case_id(id),
        version: 1,
        contact: ContactView {
            name: contact.to_owned(),
            language: Some(Language::De),
            presence: ContactPresence::Present,
        },
        queue: QueueId::new("billing").unwrap(),
        opened_at: Timestamp(0),
        first_accepted_at: None,
        standing: Standing::Member,
        members: Vec::new(),
        owner: Some(agent("jana")),
        consultations: Vec::new(),
        requests: Vec::new(),
        outcomes: Vec::new(),
        unanswered_since: None,
        note: String::new(),
        disposition: None,
        disposition_required: false,
        case_data: BTreeMap::new(),
        can: [CaseAction::Write, CaseAction::End].into(),
        removable: std::collections::BTreeSet::new(),
        not_askable: Vec::new(),
        end_effect: EndEffect::WholeChat,
        threads: vec![Thread::Main],
    }
}

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub revision: Option<u64>,
    pub stage: Option<Stage>,
    pub connection: Option<ConnectionView>,
    pub settings: Option<SettingsView>,
    pub me: Option<MeView>,
    pub list: Option<ListView>,
    pub attention: Option<AttentionView>,
    pub chat: Option<Box<ChatView>>,
    pub lines: BTreeMap<Thread, Vec<Line>>,
    pub composers: BTreeMap<Thread, Draft>,
    pub toasts: Vec<Phrase>,
    pub typing: Vec<String>,
}

impl Page {
    fn apply(&mut self, update: Update) {
        assert_eq!(update.revision, self.revision.map_or(0, |revision| revision + 1));
        self.revision = Some(update.revision);
        for change in update.changes {
            match change {
                Change::Clock { .. }
                | Change::Window { .. }
                | Change::Tour { .. }
                | Change::Others { .. }
                | Change::Waiting { .. }
                | Change::Decided { .. }
                | Change::Quit { .. }
                | Change::Pulled { .. }
                | Change::Attend { .. } => {}
                Change::Attention { attention } => self.attention = Some(attention),
                Change::Typing { names, .. } => self.typing = names,
                Change::Settings { settings } => self.settings = Some(settings),
                Change::Stage { stage } => self.stage = Some(stage),
                Change::Connection { connection } => self.connection = Some(connection),
                Change::Me { me } => self.me = me,
                Change::List { list } => self.list = Some(list),
                Change::ListChanged { changed } => self.list.as_mut().expect("it came whole first").take(changed),
                Change::Chat { chat } => self.chat = chat,
                Change::Toast { toast } => self.toasts.push(toast),
                Change::Composer { thread, draft, .. } => drop(self.composers.insert(thread, draft)),
                Change::Entries { thread, lines, .. } => {
                    let shown = self.lines.entry(thread).or_default();
                    match lines {
                        Lines::Reset { lines, .. } => *shown = lines,
                        Lines::Append { lines } => shown.extend(lines),
                        Lines::Prepend { lines, .. } => drop(shown.splice(0..0, lines)),
                        Lines::Replace { key, line } => {
                            for old in shown.iter_mut().filter(|line| line.key == key) {
                                *old = line.clone();
                            }
                        }
                        Lines::Remove { key } => shown.retain(|line| line.key != key),
                    }
                }
            }
        }
    }

    pub fn in_workspace(&self) -> bool {
        matches!(self.stage, Some(Stage::Workspace { .. }))
    }

    pub fn rows(&self) -> Vec<&str> {
        self.list.iter().flat_map(|list| &list.chats).map(|row| row.contact.as_str()).collect()
    }

    /// Messages with how far they are.
    pub fn said(&self, thread: &Thread) -> Vec<(&str, &SendState)> {
        let lines = self.lines.get(thread).map(Vec::as_slice).unwrap_or_default();
        let said = lines.iter().filter_map(|line| match &line.body {
            LineBody::Message { content, state, .. } => Some((content.text(), state)),
            LineBody::System { .. } | LineBody::Question { .. } => None,
        });
        said.collect()
    }
}

/// A desktop with its main window open.
pub struct Desktop {
    pub handle: ControllerHandle,
    pub shell: Recorder,
    pub sessions: mpsc::UnboundedReceiver<Session>,
    pages: BTreeMap<WindowId, watch::Receiver<Page>>,
}

impl Desktop {
    pub async fn start(folders: &Folders) -> Self {
        let shell = Recorder::default();
        let (begun, sessions) = mpsc::unbounded_channel();
        let handle = crate::start_with(folders.options(), shell.clone(), Scripted { begun }).await.unwrap();
        let mut desktop = Self { handle, shell, sessions, pages: BTreeMap::new() };
        desktop.attach(WindowId::Main).await;
        desktop.handle.focus_changed(Some(WindowId::Main));
        desktop
    }

    /// With the real network and the real server behind it.
    pub async fn start_wired(options: AppOptions, backends: impl Backends) -> Self {
        let shell = Recorder::default();
        let handle = crate::start_with(options, shell.clone(), backends).await.unwrap();
        let (_, sessions) = mpsc::unbounded_channel();
        let mut desktop = Self { handle, shell, sessions, pages: BTreeMap::new() };
        desktop.attach(WindowId::Main).await;
        desktop.handle.focus_changed(Some(WindowId::Main));
        desktop
    }

    /// Signed in by hand, with these chats.
    pub async fn at_work(folders: &Folders, chats: Vec<CaseView>) -> (Self, Session) {
        let mut desktop = Self::start(folders).await;
        let session = desktop.sign_in().await;
        session.signed_in(chats).await;
        desktop.sees(Page::in_workspace).await;
        desktop.sees(|page| page.connection == Some(ConnectionView::Online)).await;
        (desktop, session)
    }

    pub async fn sign_in(&mut self) -> Session {
        let (server, login) = ("https://chat.example".to_owned(), "jana".to_owned());
        self.act(Input::SignIn { server, login, password: "richtig".to_owned() }).await;
        self.session().await
    }

    pub async fn session(&mut self) -> Session {
        tokio::time::timeout(PATIENCE, self.sessions.recv()).await.unwrap().unwrap()
    }

    pub async fn attach(&mut self, window: WindowId) {
        let (show, page) = watch::channel(Page::default());
        let sink = Box::new(move |update| show.send_modify(|page| page.apply(update)));
        self.handle.attach(window, sink).await.unwrap();
        self.pages.insert(window, page);
    }

    pub async fn act(&self, input: Input) {
        self.handle.input(WindowId::Main, input).await.unwrap();
    }

    pub fn page(&self) -> Page {
        self.page_of(WindowId::Main)
    }

    pub fn page_of(&self, window: WindowId) -> Page {
        self.pages[&window].borrow().clone()
    }

    /// Waits until the main window shows this.
    pub async fn sees(&self, what: impl Fn(&Page) -> bool) -> Page {
        self.sees_in(WindowId::Main, what).await
    }

    pub async fn sees_in(&self, window: WindowId, what: impl Fn(&Page) -> bool) -> Page {
        let mut page = self.pages[&window].clone();
        let seen =
            tokio::time::timeout(PATIENCE, page.wait_for(|page| what(page))).await.map(|seen| seen.unwrap().clone());
        seen.unwrap_or_else(|_| panic!("never seen; what stands there: {:#?}", self.page_of(window)))
    }
}
