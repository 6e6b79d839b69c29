//! What the windows have: a projection per attached page that sends only what has changed. Titles and tray likewise.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, InvitationId, Rest, Thread, ThreadRef, Watch};

use super::chat::chat;
use super::list::list;
use super::status;
use super::team::{TeamOrder, find_team};
use super::titles::titles;
use super::tray::tray_view;
use super::waiting::waiting;
use crate::boundary::effect::Effect;
use crate::boundary::input::FindTeam;
use crate::boundary::view::{
    AttentionView, Change, ChatView, ConnectionView, Lines, ListView, MeView, Phrase, QuitView, SettingsView, Stage,
    TeamView, TourView, TrayView, Update, WaitingView, WindowView,
};
use crate::boundary::window::WindowId;
use crate::chats::chat::Chat;
use crate::pending::workspace::Workspace;
use crate::session::identity::NamesChange;
use crate::thread::log::ThreadLog;

/// All windows that have a page, and what the system has.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    attached: BTreeMap<WindowId, Page>,
    toasts: Vec<(WindowId, Phrase)>,
    /// The invitation to whose answer the keyboard goes in that window.
    attend: Option<(WindowId, InvitationId)>,
    titles: BTreeMap<WindowId, Phrase>,
    tray: Option<TrayView>,
    /// Where the rows of the Team view are.
    team: TeamOrder,
}

/// One page, from its loading to its end.
#[derive(Debug, Default)]
struct Page {
    /// Of the next update.
    revision: u64,
    sent: Sent,
    /// Whether the Team Communicator is open in it.
    looks: Watch,
    /// Changes of lines since the last update.
    lines: Vec<(Thread, Lines)>,
    /// Composers whose content was changed from here.
    compose: BTreeSet<Thread>,
    /// Names or language have changed: lines are sent anew.
    stale: bool,
    /// Time has passed that the page has not counted.
    clock_moved: bool,
}

/// What the page has.
#[derive(Debug, Default)]
struct Sent {
    window: Option<WindowView>,
    settings: Option<SettingsView>,
    attention: Option<AttentionView>,
    decided: Option<u32>,
    stage: Option<Stage>,
    connection: Option<ConnectionView>,
    me: Option<Option<MeView>>,
    list: Option<ListView>,
    waiting: Option<Option<WaitingView>>,
    chat: Option<Option<Box<ChatView>>>,
    tour: Option<Option<TourView>>,
    quit: Option<Option<QuitView>>,
    others: Option<u32>,
    /// Threads of the shown chat whose lines it has.
    threads: BTreeSet<Thread>,
    typing: BTreeMap<Thread, Vec<String>>,
    pulled: BTreeMap<Thread, (usize, Rest)>,
}

/// What the pages show that is not read off the workspace.
#[derive(Debug)]
pub(crate) struct Beside<'a> {
    pub profile: Option<&'a str>,
    pub decided: u32,
    pub quit: Option<QuitView>,
    pub tour: Option<TourView>,
}

impl Sent {
    fn case(&self) -> Option<&CaseId> {
        self.chat.as_ref()?.as_ref().map(|chat| &chat.case)
    }
}

impl Pages {
    pub fn attach(&mut self, window: WindowId) {
        self.attached.insert(window, Page::default());
    }

    pub fn detach(&mut self, window: WindowId) {
        self.attached.remove(&window);
    }

    pub fn closed(&mut self, window: WindowId) {
        self.attached.remove(&window);
        self.titles.remove(&window);
    }

    pub fn has_page(&self, window: WindowId) -> bool {
        self.attached.contains_key(&window)
    }

    /// The Team Communicator opened in a window, or closed.
    pub fn communicator(&mut self, window: WindowId, looks: Watch) {
        if let Some(page) = self.attached.get_mut(&window) {
            page.look(looks);
        }
    }

    /// Rows of the Team view.
    pub fn find_team(&mut self, workspace: &Workspace<'_>, find: &FindTeam) -> TeamView {
        find_team(workspace, &mut self.team, find)
    }

    /// Whether any window shows what all are doing.
    pub fn looks(&self) -> Watch {
        let open = self.attached.values().any(|page| page.looks == Watch::On);
        if open { Watch::On } else { Watch::Off }
    }

    /// To be shown once in that window; in the main window if that one has no page.
    pub fn toast(&mut self, window: WindowId, toast: Phrase) {
        self.toasts.push((window, toast));
    }

    /// The keyboard goes to the answer of this invitation, in that window.
    pub fn attend(&mut self, window: WindowId, invitation: InvitationId) {
        self.attend = Some((window, invitation));
    }

    /// Another agent uses the desk, or nobody: what no window has shown to the former one is shown to nobody.
    pub fn agent_changed(&mut self) {
        self.toasts.clear();
        self.attend = None;
        self.team = TeamOrder::default();
        for page in self.attached.values_mut() {
            page.look(Watch::Off);
        }
    }

    /// Lines name people, queues and whoever else is named: they are sent anew.
    pub fn names_changed(&mut self, change: NamesChange) {
        match change {
            NamesChange::Same => {}
            NamesChange::Changed => self.lines_are_stale(),
        }
    }

    fn lines_are_stale(&mut self) {
        for page in self.attached.values_mut() {
            page.stale = true;
        }
    }

    /// The computer has slept: no page knows what time it is.
    pub fn clock_moved(&mut self) {
        for page in self.attached.values_mut() {
            page.clock_moved = true;
        }
    }

    /// All words are of another language now: titles and tray are set again.
    pub fn language_changed(&mut self) {
        self.titles.clear();
        self.tray = None;
        self.lines_are_stale();
    }

    /// The window of a torn-off chat opens with this title.
    pub fn opens(&mut self, window: WindowId, title: Phrase) {
        self.titles.insert(window, title);
    }

    /// Sets the titles and the tray whose words have changed.
    pub fn set_titles_and_tray(&mut self, workspace: &Workspace<'_>) -> Vec<Effect> {
        let titles = titles(workspace);
        let changed = titles.iter().filter(|(window, title)| self.titles.get(window) != Some(title));
        let mut effects: Vec<_> =
            changed.map(|(window, title)| Effect::SetTitle { window: *window, title: title.clone() }).collect();
        self.titles = titles;
        effects.extend(if_changed(&mut self.tray, tray_view(workspace)).map(|tray| Effect::Tray { tray }));
        effects
    }

    /// Lines and composers have changed: for the pages that show them.
    pub fn changed(&mut self, lines: Vec<(ThreadRef, Lines)>, composers: BTreeSet<ThreadRef>) {
        for (thread, lines) in lines {
            for page in self.showing(&thread.case).filter(|page| page.sent.threads.contains(&thread.thread)) {
                page.lines.push((thread.thread.clone(), lines.clone()));
            }
        }
        for thread in composers {
            for page in self.showing(&thread.case) {
                page.compose.insert(thread.thread.clone());
            }
        }
    }

    fn showing(&mut self, case: &CaseId) -> impl Iterator<Item = &mut Page> {
        self.attached.values_mut().filter(move |page| page.sent.case() == Some(case))
    }

    /// Threads that a page begins to show with the next update.
    pub fn fresh_threads(&self, workspace: &Workspace<'_>) -> Vec<(CaseId, Vec<Thread>)> {
        let mut fresh = Vec::new();
        for (window, page) in &self.attached {
            let Some((id, chat)) = shown_in(workspace, *window) else { continue };
            let is_new = page.sent.case() != Some(id);
            let missing = |thread: &Thread| is_new || !page.sent.threads.contains(thread);
            fresh.push((id.clone(), chat.shown_threads().into_iter().filter(missing).collect()));
        }
        fresh
    }

    /// What is new for each window since the last call.
    pub fn updates(&mut self, workspace: &Workspace<'_>, beside: &Beside<'_>) -> Vec<(WindowId, Update)> {
        let mut toasts = std::mem::take(&mut self.toasts);
        for (window, _) in &mut toasts {
            if !self.attached.contains_key(window) {
                *window = WindowId::Main;
            }
        }
        let mut updates = Vec::new();
        for (window, page) in &mut self.attached {
            let mut changes = page.changes(workspace, *window, beside);
            let here = toasts.iter().filter(|(of, _)| of == window);
            changes.extend(here.map(|(_, toast)| Change::Toast { toast: toast.clone() }));
            let attend = self.attend.take_if(|(of, _)| of == window);
            changes.extend(attend.map(|(_, invitation)| Change::Attend { invitation }));
            if !changes.is_empty() || page.revision == 0 {
                updates.push((*window, Update { revision: page.revision, changes }));
                page.revision += 1;
            }
        }
        if !self.attached.contains_key(&WindowId::Main) {
            self.toasts = toasts.into_iter().filter(|(of, _)| *of == WindowId::Main).collect();
        }
        updates
    }

    /// The left column as that page is to have it now.
    #[cfg(test)]
    pub fn list_of(&self, window: WindowId) -> Option<&ListView> {
        self.attached.get(&window)?.sent.list.as_ref()
    }

    #[cfg(test)]
    pub fn tray(&self) -> Option<&TrayView> {
        self.tray.as_ref()
    }
}

/// While somebody must sign in first, no chat is shown; afterwards it is sent anew, with its composers.
fn shown_in<'a>(workspace: &Workspace<'a>, window: WindowId) -> Option<(&'a CaseId, &'a Chat)> {
    let id = workspace.case_in(window).filter(|_| workspace.session.shows_workspace())?;
    Some((id, workspace.chats.get(id)?))
}

impl Page {
    fn look(&mut self, looks: Watch) {
        self.looks = looks;
        self.sent.others = None;
    }

    fn changes(&mut self, workspace: &Workspace<'_>, window: WindowId, beside: &Beside<'_>) -> Vec<Change> {
        let mut changes = Vec::new();
        // First: what follows is counted from it.
        if std::mem::take(&mut self.clock_moved) || self.revision == 0 {
            changes.push(Change::Clock { now: workspace.now });
        }
        let sent = &mut self.sent;
        let shown_as = match (window, workspace.case_in(window)) {
            (WindowId::Chat(_), Some(case)) => WindowView::Chat { case: case.clone() },
            (WindowId::Main, _) | (WindowId::Chat(_), None) => WindowView::Main,
        };
        changes.extend(if_changed(&mut sent.window, shown_as).map(|window| Change::Window { window }));
        let settings = status::settings(workspace, beside.profile);
        changes.extend(if_changed(&mut sent.settings, settings).map(|settings| Change::Settings { settings }));
        let attention = status::attention(workspace);
        changes.extend(if_changed(&mut sent.attention, attention).map(|attention| Change::Attention { attention }));
        changes.extend(if_changed(&mut sent.decided, beside.decided).map(|decided| Change::Decided { decided }));
        let stage = workspace.session.stage().clone();
        changes.extend(if_changed(&mut sent.stage, stage).map(|stage| Change::Stage { stage }));
        let connection = status::connection(workspace);
        changes
            .extend(if_changed(&mut sent.connection, connection).map(|connection| Change::Connection { connection }));
        changes.extend(if_changed(&mut sent.me, status::me(workspace)).map(|me| Change::Me { me }));
        if self.looks == Watch::On {
            let version = workspace.identity.others().version();
            // What was told before it opened its first rows show.
            let begins = sent.others.is_none();
            let changed = if_changed(&mut sent.others, version).filter(|_| !begins);
            changes.extend(changed.map(|version| Change::Others { version }));
        }
        changes.extend(list_changes(&mut sent.list, list(workspace)));
        if window == WindowId::Main {
            changes
                .extend(if_changed(&mut sent.waiting, waiting(workspace)).map(|waiting| Change::Waiting { waiting }));
            changes.extend(if_changed(&mut sent.quit, beside.quit.clone()).map(|quit| Change::Quit { quit }));
        }
        changes.extend(self.chat_changes(workspace, shown_in(workspace, window)));
        let tour = match (workspace.session.stage(), window) {
            (Stage::Workspace { practice: Some(_) }, WindowId::Main) => beside.tour.clone(),
            (_, _) => None,
        };
        changes.extend(if_changed(&mut self.sent.tour, tour).map(|tour| Change::Tour { tour }));
        changes
    }

    fn chat_changes(&mut self, workspace: &Workspace<'_>, shown: Option<(&CaseId, &Chat)>) -> Vec<Change> {
        let mut view = shown.map(|(id, found)| Box::new(chat(workspace, id, found)));
        if self.sent.chat.is_none() || self.sent.case() != shown.map(|(id, _)| id) {
            self.lines.clear();
            self.compose.clear();
            self.sent.threads.clear();
            self.sent.typing.clear();
            self.sent.pulled.clear();
        } else if let (Some(view), Some(Some(sent))) = (&mut view, &self.sent.chat) {
            keep_scroll(view, sent);
        }
        let mut changes: Vec<_> =
            if_changed(&mut self.sent.chat, view).map(|chat| Change::Chat { chat }).into_iter().collect();
        if let Some((id, found)) = shown {
            changes.extend(self.thread_changes(workspace, id, found));
            changes.extend(self.typing_changes(workspace, id));
            changes.extend(self.pulled_changes(id, found));
        }
        changes
    }

    fn thread_changes(&mut self, workspace: &Workspace<'_>, id: &CaseId, chat: &Chat) -> Vec<Change> {
        let lines = std::mem::take(&mut self.lines);
        let stale = std::mem::take(&mut self.stale);
        let mut changes = Vec::new();
        if !stale {
            let entries = |(thread, lines)| Change::Entries { case: id.clone(), thread, lines };
            changes.extend(lines.into_iter().map(entries));
        }
        let (people, none) = (workspace.people(), ThreadLog::default());
        for thread in chat.shown_threads() {
            let fresh = !self.sent.threads.contains(&thread);
            if fresh || stale {
                let log = chat.conversation().thread(&thread).unwrap_or(&none);
                let lines = log.shown(&people.reader(chat.contact(), &thread));
                changes.push(Change::Entries { case: id.clone(), thread: thread.clone(), lines });
            }
            if fresh || self.compose.contains(&thread) {
                let place = ThreadRef { case: id.clone(), thread: thread.clone() };
                let draft = workspace.texts.draft(&place).cloned().unwrap_or_default();
                changes.push(Change::Composer { case: id.clone(), thread: thread.clone(), draft });
            }
            self.sent.threads.insert(thread);
        }
        self.compose.clear();
        changes
    }

    fn pulled_changes(&mut self, id: &CaseId, chat: &Chat) -> Vec<Change> {
        let mut changes = Vec::new();
        for thread in &self.sent.threads {
            let Some(pulled) = chat.conversation().thread(thread).and_then(ThreadLog::pulled) else {
                self.sent.pulled.remove(thread);
                continue;
            };
            if self.sent.pulled.insert(thread.clone(), pulled) != Some(pulled) {
                let (entries, rest) = pulled;
                changes.push(Change::Pulled {
                    case: id.clone(),
                    thread: thread.clone(),
                    entries: u32::try_from(entries).unwrap_or(u32::MAX),
                    whole: rest == Rest::Nothing,
                });
            }
        }
        changes
    }

    fn typing_changes(&mut self, workspace: &Workspace<'_>, id: &CaseId) -> Vec<Change> {
        let mut changes = Vec::new();
        for thread in &self.sent.threads {
            let names = status::typists(workspace, &ThreadRef { case: id.clone(), thread: thread.clone() });
            let sent = self.sent.typing.entry(thread.clone()).or_default();
            if *sent != names {
                sent.clone_from(&names);
                changes.push(Change::Typing { case: id.clone(), thread: thread.clone(), names });
            }
        }
        changes
    }
}

/// All of it to a page that has none yet.
fn list_changes(sent: &mut Option<ListView>, now: ListView) -> Option<Change> {
    let change = match sent {
        None => Some(Change::List { list: now.clone() }),
        Some(sent) => now.since(sent).map(|changed| Change::ListChanged { changed }),
    };
    if change.is_some() {
        *sent = Some(now);
    }
    change
}

/// The new value if it is another than the page has.
fn if_changed<T: PartialEq + Clone>(sent: &mut Option<T>, now: T) -> Option<T> {
    if sent.as_ref() == Some(&now) {
        return None;
    }
    *sent = Some(now.clone());
    Some(now)
}

/// While a chat is shown its page knows best where it is scrolled to.
fn keep_scroll(view: &mut ChatView, sent: &ChatView) {
    view.scroll = sent.scroll.clone();
    for pane in &mut view.consultations {
        if let Some(shown) = sent.consultations.iter().find(|shown| shown.consultation == pane.consultation) {
            pane.scroll = shown.scroll.clone();
        }
    }
}
