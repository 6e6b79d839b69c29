//! Ending the program while chats are open asks first: their contacts would wait for somebody who has gone.

use konsil_protocol::domain::{ConsultationView, Standing};

use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::view::{QuitView, Stage};
use crate::boundary::window::WindowId;
use crate::chats::case::{CaseState, Part, is_active};
use crate::desk::{Desk, Link};
use crate::people::sanitize::plain;

/// A double click on a window's button is one wish.
const ONE_WISH_MS: u64 = 500;
/// Of those who are named in the question.
const NAME_CHARS: usize = 40;

/// What is not finished here.
#[derive(Default)]
struct Open {
    /// Contacts, by name.
    chats: Vec<String>,
    /// With whom.
    consultations: Vec<String>,
    texts: usize,
}

impl Open {
    fn is_empty(&self) -> bool {
        self.chats.is_empty() && self.consultations.is_empty() && self.texts == 0
    }
}

impl Desk {
    /// The agent closed the main window, or chose to quit. Wanted again while the question stands, it is answered: a page
    /// that hangs must not keep the program open, and neither must a window without one.
    pub(crate) fn want_to_quit(&mut self, effects: &mut Vec<Effect>) {
        let asked = match self.quitting {
            Some(since) if self.now.since_ms(since) < ONE_WISH_MS => return,
            Some(_) => true,
            None => !self.windows.has_page(WindowId::Main) || self.open().is_empty(),
        };
        if asked {
            self.quit(effects);
        } else {
            self.quitting = Some(self.now);
            effects.push(Effect::FocusWindow { window: WindowId::Main });
        }
    }

    pub(crate) fn answer_quit(&mut self, really: bool, effects: &mut Vec<Effect>) {
        if really {
            self.quit(effects);
        } else {
            self.quitting = None;
        }
    }

    fn quit(&mut self, effects: &mut Vec<Effect>) {
        self.quitting = None;
        effects.push(Effect::Quit);
    }

    /// With nothing open any more there is nothing to ask; whether to end stays the agent's to say.
    pub(crate) fn forget_the_question_to_quit(&mut self) {
        if self.quitting.is_some() && self.open().is_empty() {
            self.quitting = None;
        }
    }

    /// The question that stands in the main window.
    pub(crate) fn quit_view(&self) -> Option<QuitView> {
        self.quitting?;
        let Open { chats, consultations, texts } = self.open();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut view = QuitView { open: Vec::new(), then: Vec::new() };
        if !chats.is_empty() {
            view.open.push(phrases::quit_chats(number(chats.len()), &chats.join(", ")));
            view.then.push(phrases::quit_contacts_wait(number(chats.len())));
        }
        if !consultations.is_empty() {
            view.open.push(phrases::quit_consultations(number(consultations.len()), &consultations.join(", ")));
            view.then.push(phrases::quit_consultations_stay(number(consultations.len())));
        }
        if texts > 0 {
            view.open.push(phrases::quit_texts(number(texts)));
            view.then.push(phrases::quit_texts_later());
        }
        if !self.drafts.is_empty() {
            view.then.push(phrases::quit_drafts_stay());
        }
        Some(view)
    }

    /// Practice chats are nobody's; the chats of a session that another desktop has go on there.
    fn open(&self) -> Open {
        let mut open = Open::default();
        if !matches!(self.stage, Stage::Workspace { practice: None }) {
            return open;
        }
        for case in self.cases.values() {
            let logs = case.threads.values();
            open.texts += logs.flat_map(|log| log.locals()).filter(|local| local.state.is_under_way()).count();
            if self.link == Link::Elsewhere || case.part == Part::Gone {
                continue;
            }
            if is_chat_open(case) {
                open.chats.push(plain(&case.view.contact.name, NAME_CHARS));
            }
            let with = |found: &ConsultationView| plain(self.consulted(found), NAME_CHARS);
            open.consultations.extend(case.view.consultations.iter().filter(|found| is_active(found)).map(with));
        }
        open
    }
}

fn is_chat_open(case: &CaseState) -> bool {
    matches!(case.view.standing, Standing::Member) && !case.has_contact_left()
}
