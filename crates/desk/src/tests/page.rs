//! A window's page as the UI keeps it: it applies updates and insists on their order.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseId, InvitationId, Thread, Timestamp};

use crate::boundary::input::Draft;
use crate::boundary::view::*;

#[derive(Debug, Default)]
pub struct Page {
    pub others: Option<u32>,
    pub next: u64,
    pub stage: Option<Stage>,
    pub clock: Option<Timestamp>,
    pub connection: Option<ConnectionView>,
    pub list: Option<ListView>,
    pub attention: Option<AttentionView>,
    pub decided: u32,
    pub chat: Option<Box<ChatView>>,
    pub lines: BTreeMap<Thread, Vec<Line>>,
    pub older: BTreeMap<Thread, bool>,
    pub typing: BTreeMap<Thread, Vec<String>>,
    pub composers: BTreeMap<Thread, Draft>,
    pub toasts: Vec<Phrase>,
    /// To whose answer the keyboard went last.
    pub attended: Option<InvitationId>,
    pub tour: Option<TourView>,
    pub quit: Option<QuitView>,
    pub me: Option<MeView>,
    pub waiting: Option<WaitingView>,
    pub pulled: BTreeMap<Thread, (u32, bool)>,
    /// Lines that came over since the page was loaded.
    pub lines_received: usize,
    pub last_changes: Vec<Change>,
}

impl Page {
    pub fn apply(&mut self, update: Update) {
        assert_eq!(update.revision, self.next, "updates come without a gap");
        self.next += 1;
        self.last_changes.clone_from(&update.changes);
        for change in update.changes {
            self.change(change);
        }
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Window { .. } | Change::Settings { .. } => {}
            Change::Clock { now } => self.clock = Some(now),
            Change::Others { version } => self.others = Some(version),
            Change::Attention { attention } => self.attention = Some(attention),
            Change::Decided { decided } => self.decided = decided,
            Change::Stage { stage } => self.stage = Some(stage),
            Change::Connection { connection } => self.connection = Some(connection),
            Change::Me { me } => self.me = me,
            Change::List { list } => self.list = Some(list),
            Change::ListChanged { changed } => self.list.as_mut().expect("it came whole first").take(changed),
            Change::Chat { chat } => {
                let same = |chat: &ChatView| self.chat.as_ref().is_some_and(|shown| shown.case == chat.case);
                if !chat.as_deref().is_some_and(same) {
                    self.lines.clear();
                    self.composers.clear();
                    self.typing.clear();
                }
                self.chat = chat;
            }
            Change::Entries { case, thread, lines } => {
                self.shows(&case);
                self.entries(thread, lines);
            }
            Change::Pulled { case, thread, entries, whole } => {
                self.shows(&case);
                self.pulled.insert(thread, (entries, whole));
            }
            Change::Typing { case, thread, names } => {
                self.shows(&case);
                self.typing.insert(thread, names);
            }
            Change::Toast { toast } => self.toasts.push(toast),
            Change::Attend { invitation } => self.attended = Some(invitation),
            Change::Tour { tour } => self.tour = tour,
            Change::Waiting { waiting } => self.waiting = waiting,
            Change::Quit { quit } => self.quit = quit,
            Change::Composer { case, thread, draft } => {
                self.shows(&case);
                self.composers.insert(thread, draft);
            }
        }
    }

    fn shows(&self, case: &CaseId) {
        assert_eq!(self.chat.as_ref().map(|chat| &chat.case), Some(case), "only the shown chat is told about");
    }

    fn entries(&mut self, thread: Thread, lines: Lines) {
        let shown = self.lines.entry(thread.clone()).or_default();
        match lines {
            Lines::Reset { lines, older } => {
                self.lines_received += lines.len();
                *shown = lines;
                self.older.insert(thread, older);
            }
            Lines::Append { lines } => {
                self.lines_received += lines.len();
                shown.extend(lines);
            }
            Lines::Prepend { lines, older } => {
                self.lines_received += lines.len();
                shown.splice(0..0, lines);
                self.older.insert(thread, older);
            }
            Lines::Replace { key, line } => {
                let at = shown.iter().position(|line| line.key == key).expect("the line to replace is there");
                assert_eq!(line.key, key, "a replaced line keeps its name");
                shown[at] = line;
            }
            Lines::Remove { key } => {
                let at = shown.iter().position(|line| line.key == key).expect("the line to remove is there");
                shown.remove(at);
            }
        }
        if shown.len() < 1000 {
            let mut keys: Vec<_> = shown.iter().map(|line| &line.key).collect();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), shown.len(), "each line stands once");
        }
    }

    /// The messages of a thread, as `text` or `text (state)`.
    pub fn said(&self, thread: &Thread) -> Vec<String> {
        let lines = self.lines.get(thread).map(Vec::as_slice).unwrap_or_default();
        let texts = lines.iter().map(|line| match &line.body {
            LineBody::Message { content, state, .. } => {
                let text = content.text();
                match state {
                    SendState::Sent => text.to_owned(),
                    SendState::Sending => format!("{text} (sending)"),
                    SendState::Queued => format!("{text} (queued)"),
                    SendState::NotSent { why, sendable: true } => format!("{text} ({})", why.id),
                    SendState::NotSent { why, sendable: false } => format!("{text} ({}, not from here)", why.id),
                    SendState::Uncertain { .. } => format!("{text} (uncertain)"),
                }
            }
            LineBody::System { phrase, .. } => format!("<{}>", phrase.id),
            LineBody::Question { text, .. } => format!("? {text}"),
        });
        texts.collect()
    }

    pub fn rows(&self) -> Vec<&str> {
        self.list.iter().flat_map(|list| &list.chats).map(|row| row.contact.as_str()).collect()
    }

    pub fn chat(&self) -> &ChatView {
        self.chat.as_deref().expect("a chat is shown")
    }
}
