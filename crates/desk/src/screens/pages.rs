//! What each window shows: a projection per attached page that sends only what has changed, and the moves of chats
//! between windows.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{CaseId, ContactPresence, EntryBody, Participant, Placed, Standing, Thread, Typist};

use crate::boundary::effect::{Came, Effect};
use crate::boundary::phrases;
use crate::boundary::settings::{Setting, SettingRow};
use crate::boundary::view::{
    AttentionView, Change, ChatView, ConnectionView, Lines, ListView, MeView, Phrase, QuitView, SettingsView, Stage,
    TourStep, TourView, Update, WindowView,
};
use crate::boundary::window::WindowId;
use crate::chats::case::is_active;
use crate::desk::{Desk, Link};
use crate::people::names::initials;

/// All windows that have a page.
#[derive(Debug, Default)]
pub(crate) struct Windows {
    attached: BTreeMap<WindowId, Attachment>,
    /// As they were set last.
    pub(crate) titles: BTreeMap<WindowId, Phrase>,
    toasts: Vec<(WindowId, Phrase)>,
}

/// One page, from its loading to its end.
#[derive(Debug, Default)]
struct Attachment {
    /// Of the next update.
    revision: u64,
    sent: Sent,
    /// Changes of lines since the last update.
    lines: Vec<(Thread, Lines)>,
    /// Composers whose content was changed from here.
    compose: BTreeSet<Thread>,
    /// Names or language have changed: lines are told anew.
    stale: bool,
}

/// What the page has.
#[derive(Debug, Default)]
struct Sent {
    window: Option<WindowView>,
    settings: Option<SettingsView>,
    attention: Option<AttentionView>,
    stage: Option<Stage>,
    connection: Option<ConnectionView>,
    me: Option<Option<MeView>>,
    list: Option<ListView>,
    chat: Option<Option<Box<ChatView>>>,
    tour: Option<Option<TourView>>,
    quit: Option<Option<QuitView>>,
    /// Threads of the shown chat whose lines it has.
    threads: BTreeSet<Thread>,
    typing: BTreeMap<Thread, Vec<String>>,
}

impl Sent {
    fn case(&self) -> Option<&CaseId> {
        self.chat.as_ref()?.as_ref().map(|chat| &chat.case)
    }
}

impl Windows {
    pub fn closed(&mut self, window: WindowId) {
        self.attached.remove(&window);
        self.titles.remove(&window);
    }

    pub fn has_page(&self, window: WindowId) -> bool {
        self.attached.contains_key(&window)
    }

    /// To be told in that window; in the main window if that one has no page.
    pub fn toast(&mut self, window: WindowId, toast: Phrase) {
        self.toasts.push((window, toast));
    }

    /// Lines of a thread have changed: for the page that shows them.
    pub fn lines(&mut self, case: &CaseId, thread: &Thread, lines: Vec<Lines>) {
        for page in self.showing(case) {
            if page.sent.threads.contains(thread) {
                page.lines.extend(lines.iter().map(|lines| (thread.clone(), lines.clone())));
            }
        }
    }

    pub fn compose(&mut self, case: &CaseId, thread: &Thread) {
        for page in self.showing(case) {
            page.compose.insert(thread.clone());
        }
    }

    fn showing(&mut self, case: &CaseId) -> impl Iterator<Item = &mut Attachment> {
        self.attached.values_mut().filter(move |page| page.sent.case() == Some(case))
    }

    pub fn lines_are_stale(&mut self) {
        for page in self.attached.values_mut() {
            page.stale = true;
        }
    }

    /// Titles are words: they are set again.
    pub fn language_changed(&mut self) {
        self.titles.clear();
        self.lines_are_stale();
    }
}

impl Desk {
    /// A window's page was loaded: it gets everything with the next [`Desk::updates`]. A former page of that window gets
    /// nothing more.
    pub fn attach(&mut self, window: WindowId) -> Vec<Effect> {
        let mut effects = Vec::new();
        if window != WindowId::Main && self.case_in(window).is_none() {
            effects.push(Effect::CloseWindow { window });
            return effects;
        }
        self.windows.attached.insert(window, Attachment::default());
        self.settle(&mut effects);
        effects
    }

    pub fn detach(&mut self, window: WindowId) {
        self.windows.attached.remove(&window);
    }

    /// What is new for each window since the last call.
    pub fn updates(&mut self) -> Vec<(WindowId, Update)> {
        let mut windows = std::mem::take(&mut self.windows);
        let mut toasts = std::mem::take(&mut windows.toasts);
        for (window, _) in &mut toasts {
            if !windows.attached.contains_key(window) {
                *window = WindowId::Main;
            }
        }
        let mut updates = Vec::new();
        for (window, page) in &mut windows.attached {
            let mut changes = self.changes(*window, page);
            changes.extend(
                toasts.iter().filter(|(of, _)| of == window).map(|(_, toast)| Change::Toast { toast: toast.clone() }),
            );
            if !changes.is_empty() || page.revision == 0 {
                updates.push((*window, Update { revision: page.revision, changes }));
                page.revision += 1;
            }
        }
        if !windows.attached.contains_key(&WindowId::Main) {
            windows.toasts = toasts.into_iter().filter(|(of, _)| *of == WindowId::Main).collect();
        }
        self.windows = windows;
        updates
    }

    /// The chat that a window shows now.
    fn case_in(&self, window: WindowId) -> Option<CaseId> {
        match window {
            WindowId::Main => self.selected.clone(),
            WindowId::Own(_) => self.own.iter().find(|(_, own)| **own == window).map(|(case, _)| case.clone()),
        }
    }

    fn changes(&mut self, window: WindowId, page: &mut Attachment) -> Vec<Change> {
        let mut changes = Vec::new();
        let case = self.case_in(window);
        let shown_as = match (window, &case) {
            (WindowId::Own(_), Some(case)) => WindowView::Own { case: case.clone() },
            (WindowId::Main, _) | (WindowId::Own(_), None) => WindowView::Main,
        };
        changes.extend(part(&mut page.sent.window, shown_as).map(|window| Change::Window { window }));
        changes
            .extend(part(&mut page.sent.settings, self.settings_view()).map(|settings| Change::Settings { settings }));
        let attention = part(&mut page.sent.attention, self.attention_view());
        changes.extend(attention.map(|attention| Change::Attention { attention }));
        changes.extend(part(&mut page.sent.stage, self.stage.clone()).map(|stage| Change::Stage { stage }));
        let connection = self.connection_view();
        changes.extend(part(&mut page.sent.connection, connection).map(|connection| Change::Connection { connection }));
        changes.extend(part(&mut page.sent.me, self.me_view()).map(|me| Change::Me { me }));
        if window == WindowId::Main {
            let list = self.list();
            changes.extend(part(&mut page.sent.list, list).map(|list| Change::List { list }));
            changes.extend(part(&mut page.sent.quit, self.quit_view()).map(|quit| Change::Quit { quit }));
        }
        // While somebody must sign in first, no chat stands there; afterwards it is told anew, with its composers.
        let shown = case.filter(|_| matches!(self.stage, Stage::Workspace { .. }));
        self.chat_changes(shown.as_ref(), page, &mut changes);
        let tour = match (&self.stage, window) {
            (Stage::Workspace { practice: Some(_) }, WindowId::Main) => self.tour.view(),
            (_, _) => None,
        };
        changes.extend(part(&mut page.sent.tour, tour).map(|tour| Change::Tour { tour }));
        changes
    }

    fn chat_changes(&mut self, id: Option<&CaseId>, page: &mut Attachment, changes: &mut Vec<Change>) {
        let is_new = page.sent.chat.is_none() || page.sent.case() != id;
        let mut view = id.and_then(|id| self.cases.get(id)).map(|case| Box::new(self.chat(case)));
        if is_new {
            page.lines.clear();
            page.sent.threads.clear();
            page.sent.typing.clear();
        } else if let (Some(view), Some(Some(sent))) = (&mut view, &page.sent.chat) {
            keep_scroll(view, sent);
        }
        changes.extend(part(&mut page.sent.chat, view).map(|chat| Change::Chat { chat }));
        let Some(id) = id else { return };
        let Some(case) = self.cases.get_mut(id) else { return };
        let lines = std::mem::take(&mut page.lines);
        let stale = std::mem::take(&mut page.stale);
        if !stale {
            let entries = |(thread, lines)| Change::Entries { case: id.clone(), thread, lines };
            changes.extend(lines.into_iter().map(entries));
        }
        for thread in case.view.threads.clone() {
            let fresh = !page.sent.threads.contains(&thread);
            if fresh || stale {
                let (log, reader) = case.log_and_reader(&thread, &self.people);
                let lines = if fresh { log.show(&reader) } else { log.shown(&reader) };
                changes.push(Change::Entries { case: id.clone(), thread: thread.clone(), lines });
            }
            if fresh || page.compose.contains(&thread) {
                let draft = self.drafts.get(&(id.clone(), thread.clone())).cloned().unwrap_or_default();
                changes.push(Change::Composer { case: id.clone(), thread: thread.clone(), draft });
            }
            page.sent.threads.insert(thread);
        }
        page.compose.clear();
        self.typing_changes(id, page, changes);
    }

    fn typing_changes(&self, id: &CaseId, page: &mut Attachment, changes: &mut Vec<Change>) {
        for thread in &page.sent.threads {
            let names = self.typists(id, thread);
            let sent = page.sent.typing.entry(thread.clone()).or_default();
            if *sent != names {
                sent.clone_from(&names);
                changes.push(Change::Typing { case: id.clone(), thread: thread.clone(), names });
            }
        }
    }

    fn typists(&self, id: &CaseId, thread: &Thread) -> Vec<String> {
        let Some(typists) = self.typing.get(&(id.clone(), thread.clone())) else { return Vec::new() };
        let Some(case) = self.cases.get(id) else { return Vec::new() };
        // Who has left or was removed does not go on typing until the sign fades.
        let there = |who: &Typist| match (thread, who) {
            (Thread::Main, Typist::Contact) => !matches!(case.view.contact.presence, ContactPresence::Left { .. }),
            (Thread::Main, Typist::Agent(agent)) => case.view.members.iter().any(|member| &member.agent == agent),
            (Thread::Consultation { .. }, Typist::Contact | Typist::Agent(_)) => true,
        };
        let names = typists.iter().filter(|(who, _)| there(who)).map(|(who, _)| match who {
            Typist::Contact => case.view.contact.name.clone(),
            Typist::Agent(agent) => self.people.names.agent(agent).to_owned(),
        });
        names.collect()
    }

    fn settings_view(&self) -> SettingsView {
        SettingsView {
            language: self.people.language,
            theme: self.settings.theme,
            own_windows: self.settings.own_windows,
            profile: self.profile.clone(),
        }
    }

    fn attention_view(&self) -> AttentionView {
        let language = self.people.language;
        let row = |setting| SettingRow { setting, value: self.settings.get(setting, language) };
        AttentionView {
            settings: Setting::ALL.into_iter().map(row).collect(),
            system: self.system_view(),
            do_not_disturb_until: self.do_not_disturb_until(),
            decided: self.decided(),
        }
    }

    fn connection_view(&self) -> ConnectionView {
        let locals = || self.cases.values().flat_map(|case| case.threads.values()).flat_map(|log| log.locals());
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match &self.link {
            Link::Online => ConnectionView::Online,
            Link::Connecting => ConnectionView::Connecting,
            Link::Offline { retry_at, cause } => ConnectionView::Offline {
                retry_at: *retry_at,
                queued: number(locals().filter(|local| local.state.is_under_way()).count()),
                cause: phrases::offline(*cause),
            },
            Link::Elsewhere => ConnectionView::Elsewhere { unsent: number(locals().count()) },
        }
    }

    fn me_view(&self) -> Option<MeView> {
        let me = self.me.as_ref()?;
        Some(MeView {
            agent: me.agent.clone(),
            name: me.name.clone(),
            initials: initials(&me.name),
            state: me.state,
            state_since: me.state_since,
            places_taken: me.places_taken,
            capacity: me.capacity,
        })
    }

    /// What follows from any change: windows of chats that are gone close, what is before the eyes is read, titles
    /// and the tour follow.
    pub(crate) fn settle(&mut self, effects: &mut Vec<Effect>) {
        let gone: Vec<_> = self.own.keys().filter(|case| !self.cases.contains_key(case)).cloned().collect();
        for case in gone {
            if let Some(window) = self.own.remove(&case) {
                self.windows.closed(window);
                effects.push(Effect::CloseWindow { window });
            }
        }
        let stands = |case: &CaseId| self.cases.contains_key(case) && !self.own.contains_key(case);
        if self.selected.as_ref().is_some_and(|case| !stands(case)) {
            self.selected = None;
        }
        self.read_what_is_in_view();
        self.forget_the_question_to_quit();
        self.set_titles(effects);
        self.set_tray(effects);
        self.follow_the_tour();
        self.draw_attention(effects);
    }

    fn read_what_is_in_view(&mut self) {
        let Some(id) = self.active_window().and_then(|window| self.case_in(window)) else { return };
        let Some(case) = self.cases.get_mut(&id) else { return };
        case.log(&Thread::Main).mark_seen();
        if let Some(consultation) = case.selected_consultation.clone() {
            case.log(&Thread::Consultation { consultation }).mark_seen();
        }
    }

    fn follow_the_tour(&mut self) {
        use konsil_protocol::domain::AgentState;
        if self.me.as_ref().is_some_and(|me| me.state == AgentState::Ready) {
            self.tour.did(TourStep::GetReady);
        }
        for case in self.cases.values() {
            let asked_by_me = |by| Some(by) == self.people.me.as_ref();
            if !matches!(case.view.standing, Standing::Member) {
                continue;
            }
            self.tour.did(TourStep::AcceptChat);
            if case
                .view
                .consultations
                .iter()
                .any(|consultation| is_active(consultation) && asked_by_me(&consultation.by))
            {
                self.tour.did(TourStep::Consult);
            }
            if case.view.members.len() > 1 {
                self.tour.did(TourStep::Conference);
            }
        }
        self.tour.look(self.now);
    }

    pub(crate) fn select(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        if let Some(window) = self.own.get(id) {
            effects.push(Effect::FocusWindow { window: *window });
        } else if self.cases.contains_key(id) {
            self.selected = Some(id.clone());
        }
    }

    /// Shows a chat that the agent has just taken, in the place that the settings say.
    pub(crate) fn show(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        if self.settings.own_windows && !self.own.contains_key(id) {
            self.tear_off(id, Came::Asked, effects);
        } else {
            self.select(id, effects);
        }
    }

    pub(crate) fn tear_off(&mut self, id: &CaseId, came: Came, effects: &mut Vec<Effect>) {
        if self.own.contains_key(id) {
            self.select(id, effects);
            return;
        }
        let Some(case) = self.cases.get(id) else { return };
        let window = WindowId::Own(self.next_window);
        self.next_window += 1;
        let title = self.chat_title(case);
        self.windows.titles.insert(window, title.clone());
        self.own.insert(id.clone(), window);
        effects.push(Effect::OpenChatWindow { window, title, came });
    }

    pub(crate) fn dock(&mut self, id: &CaseId, effects: &mut Vec<Effect>) {
        let Some(window) = self.own.remove(id) else { return };
        self.windows.closed(window);
        self.selected = Some(id.clone());
        effects.push(Effect::CloseWindow { window });
        effects.push(Effect::FocusWindow { window: WindowId::Main });
    }
}

/// The new value if it is another than the page has.
fn part<T: PartialEq + Clone>(sent: &mut Option<T>, now: T) -> Option<T> {
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

/// Whether this entry is what that one was typing.
pub(crate) fn wrote(placed: &Placed, who: &Typist) -> bool {
    match (&placed.entry.body, who) {
        (EntryBody::Message { from: Participant::Contact, .. }, Typist::Contact) => true,
        (EntryBody::Message { from: Participant::Agent { agent }, .. }, Typist::Agent(typist)) => agent == typist,
        (EntryBody::Message { .. } | EntryBody::System { .. } | EntryBody::Unsupported { .. }, _) => false,
    }
}
