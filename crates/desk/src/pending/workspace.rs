//! The workspace as it is read: by attention, and by whatever is drawn. Nothing is changed through it.

use konsil_protocol::domain::{CaseId, Language, Thread, ThreadRef, Timestamp};

use super::commands::PendingCommands;
use super::targets::OwnTargets;
use crate::boundary::settings::Settings;
use crate::boundary::system::System;
use crate::boundary::window::{Layout, WindowId};
use crate::chats::collection::Chats;
use crate::people::names::Names;
use crate::people::who::People;
use crate::session::connection::DesktopSession;
use crate::session::identity::Identity;
use crate::session::waiting::Waiting;
use crate::texts::drafts::Texts;
use crate::thread::log::Sight;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Workspace<'a> {
    pub settings: &'a Settings,
    pub system: &'a System,
    pub session: &'a DesktopSession,
    pub identity: &'a Identity,
    pub chats: &'a Chats,
    pub texts: &'a Texts,
    pub pending: &'a PendingCommands,
    pub targets: &'a OwnTargets,
    pub waiting: &'a Waiting,
    pub layout: &'a Layout,
    pub language: Language,
    pub now: Timestamp,
}

impl<'a> Workspace<'a> {
    pub fn people(&self) -> People<'a> {
        self.identity.people(self.language)
    }

    pub fn names(&self) -> &'a Names {
        self.identity.names()
    }

    /// Until when the agent does not want to be disturbed; none while it is off.
    pub fn do_not_disturb_until(&self) -> Option<Timestamp> {
        self.settings.attention.quiet_until(self.now)
    }

    /// The window with the keyboard; none while the screen is locked, whatever the windows say.
    pub fn active_window(&self) -> Option<WindowId> {
        self.layout.active.filter(|_| !self.system.locked)
    }

    /// The chat that a window shows now.
    pub fn case_in(&self, window: WindowId) -> Option<&'a CaseId> {
        match window {
            WindowId::Main => self.chats.selected(),
            WindowId::Chat(_) => self.layout.chat_in(window),
        }
    }

    /// Whether the window with the keyboard shows another chat in which something is written and not sent.
    pub fn is_writing_in_another_than(&self, case: &CaseId) -> bool {
        let shown = self.active_window().and_then(|window| self.case_in(window)).filter(|shown| *shown != case);
        shown.is_some_and(|shown| self.texts.drafts_of(shown).next().is_some())
    }

    /// Whether a thread is before the agent's eyes: its window has the keyboard and shows it.
    pub fn sight(&self, thread: &ThreadRef) -> Sight {
        self.sight_from(self.active_window(), thread)
    }

    /// As if this window had the keyboard.
    pub fn sight_from(&self, active: Option<WindowId>, thread: &ThreadRef) -> Sight {
        let ThreadRef { case, thread } = thread;
        let holder = self.layout.holder(case);
        let shown = holder != WindowId::Main || self.chats.selected() == Some(case);
        let open = match thread {
            Thread::Main => true,
            Thread::Consultation { consultation } => self.chats.selected_consultation(case) == Some(consultation),
        };
        if active == Some(holder) && shown && open { Sight::InView } else { Sight::Elsewhere }
    }
}
