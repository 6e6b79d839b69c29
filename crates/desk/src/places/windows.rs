//! Torn-off chats and their windows, and which window has the keyboard.

use konsil_protocol::domain::{CaseId, Timestamp};

use super::quit::QuitQuestion;
use super::tour::Tour;
use crate::boundary::effect::Effect;
use crate::boundary::window::{Layout, WindowId};
use crate::chats::collection::Chats;

/// Where the system takes the keyboard from a window for the global shortcut (X11), the press follows within this time.
const TAKEN_BY_SHORTCUT_MS: u64 = 500;

#[derive(Debug)]
pub(crate) struct Places {
    layout: Layout,
    next_window: u32,
    /// The window that had the keyboard last, and when it lost it to something else.
    was_active: Option<(WindowId, Timestamp)>,
    pub quit: QuitQuestion,
    pub tour: Tour,
}

impl Places {
    pub fn new(tour: Tour) -> Self {
        Self { layout: Layout::default(), next_window: 1, was_active: None, quit: QuitQuestion::default(), tour }
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn is_torn_off(&self, case: &CaseId) -> bool {
        self.layout.torn_off.contains_key(case)
    }

    pub fn on_focus(&mut self, active: Option<WindowId>, now: Timestamp) {
        if let Some(former) = self.layout.active {
            self.was_active = Some((former, now));
        }
        self.layout.active = active;
    }

    /// The window that the agent uses, or used a moment ago: the global shortcut itself may have taken the keyboard.
    pub fn used_just_now(&self, now: Timestamp) -> Option<WindowId> {
        let just_now = self.was_active.filter(|(_, until)| now.since_ms(*until) <= TAKEN_BY_SHORTCUT_MS);
        self.layout.active.or(just_now.map(|(window, _)| window))
    }

    /// The window was closed: its chat docks.
    pub fn closed(&mut self, window: WindowId) -> Option<CaseId> {
        if self.layout.active == Some(window) {
            self.layout.active = None;
        }
        let case = self.layout.chat_in(window)?.clone();
        self.layout.torn_off.remove(&case);
        Some(case)
    }

    /// Gives the new window of a chat.
    pub fn tear_off(&mut self, case: &CaseId) -> WindowId {
        let window = WindowId::Chat(self.next_window);
        self.next_window += 1;
        self.layout.torn_off.insert(case.clone(), window);
        window
    }

    /// Gives the window that the chat had.
    pub fn dock(&mut self, case: &CaseId) -> Option<WindowId> {
        self.layout.torn_off.remove(case)
    }

    /// Windows of chats that are gone.
    pub fn take_orphans(&mut self, chats: &Chats) -> Vec<WindowId> {
        let (stay, gone) =
            std::mem::take(&mut self.layout.torn_off).into_iter().partition(|(id, _)| chats.contains(id));
        self.layout.torn_off = stay;
        gone.into_values().collect()
    }

    /// Shows a chat where it is: its window comes to the front, or the main window selects it.
    pub fn select(&self, case: &CaseId, chats: &mut Chats) -> Option<Effect> {
        match self.layout.torn_off.get(case) {
            Some(window) => Some(Effect::FocusWindow { window: *window }),
            None => {
                chats.select(case);
                None
            }
        }
    }

    /// The same, and that window comes to the front. `active`: the window that the agent uses now.
    pub fn bring(&self, case: &CaseId, chats: &mut Chats, active: Option<WindowId>) -> Option<Effect> {
        let focused = self.select(case, chats);
        focused.or_else(|| focus(WindowId::Main, active))
    }
}

/// A window comes to the front unless it is there.
pub(crate) fn focus(window: WindowId, active: Option<WindowId>) -> Option<Effect> {
    (active != Some(window)).then_some(Effect::FocusWindow { window })
}
