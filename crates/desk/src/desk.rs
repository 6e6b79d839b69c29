//! The workspace as a whole. What the backend tells is in [`crate::events`], what the agent does in [`crate::acts`], what
//! the windows see in [`crate::windows`].

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, BackendRequest, Capabilities, CaseId, Command, CommandClass, CommandId, ConsultTarget, Directory,
    InvitationId, Language, Me, OfflineCause, Thread, Timestamp, Typist,
};

use crate::attention::Attention;
use crate::boundary::effect::{Effect, KeptContact};
use crate::boundary::input::{Draft, Theme};
use crate::boundary::phrases;
use crate::boundary::settings::{LastSession, Settings, Shortcut};
use crate::boundary::system::System;
use crate::boundary::view::{Phrase, PracticeView, Stage, TrayView};
use crate::boundary::window::WindowId;
use crate::chats::case::{CaseState, People};
use crate::places::tour::Tour;
use crate::screens::list::Order;
use crate::screens::pages::Windows;
use crate::session::AtCentre;
use crate::thread::log::{LocalState, Sight};

/// A connected command without an answer no longer keeps its button busy.
const ANSWER_WITHIN_MS: u64 = 40_000;
/// Queued texts older than this are offered, not sent (`behaviour.md` 10.2).
pub(crate) const SENT_WITHIN_MS: u64 = 3 * 24 * 60 * 60 * 1000;

/// The agent's workspace.
#[derive(Debug)]
pub struct Desk {
    pub(crate) settings: Settings,
    pub(crate) profile: Option<String>,
    pub(crate) stage: Stage,
    pub(crate) practice: Option<PracticeView>,
    pub(crate) link: Link,
    pub(crate) capabilities: Option<Capabilities>,
    pub(crate) me: Option<Me>,
    /// When invitations to me expire.
    pub(crate) invitations: BTreeMap<InvitationId, Timestamp>,
    pub(crate) directory: Directory,
    pub(crate) people: People,
    pub(crate) cases: BTreeMap<CaseId, CaseState>,
    pub(crate) drafts: BTreeMap<(CaseId, Thread), Draft>,
    /// Whose chats these kept texts were of.
    pub(crate) contacts: BTreeMap<CaseId, KeptContact>,
    /// What was found on disk and whose case has not arrived yet.
    pub(crate) unplaced: Vec<crate::texts::restore::Unplaced>,
    pub(crate) restored_for: Option<AgentId>,
    pub(crate) asked: Vec<Asked>,
    pub(crate) signing_out: Option<CommandId>,
    /// Chats that I marked done, or a consultation in them.
    pub(crate) done: BTreeSet<CaseId>,
    /// The invitation that I accepted last, and its case.
    pub(crate) awaited_invitation: Option<(InvitationId, CaseId)>,
    /// I accepted an invitation of this case: it is shown when it comes.
    pub(crate) awaited: Option<CaseId>,
    pub(crate) typing: BTreeMap<(CaseId, Thread), Vec<(Typist, Timestamp)>>,
    /// When I last told that I am typing.
    pub(crate) told_typing: Option<(CaseId, Thread, Timestamp)>,
    pub(crate) recent: Vec<ConsultTarget>,
    pub(crate) order: Order,
    pub(crate) selected: Option<CaseId>,
    /// Torn-off chats and their windows; all others stand in the main window.
    pub(crate) own: BTreeMap<CaseId, WindowId>,
    pub(crate) next_window: u32,
    pub(crate) windows: Windows,
    /// The window with the keyboard.
    pub(crate) active: Option<WindowId>,
    /// The window that had it last, and when it lost it to something else.
    pub(crate) was_active: Option<(WindowId, Timestamp)>,
    /// The server's clock is so far ahead of ours.
    pub(crate) server_ahead_ms: i64,
    /// Chats that make no noise.
    pub(crate) silenced: BTreeSet<CaseId>,
    /// What the centre knows of do-not-disturb.
    pub(crate) at_centre: AtCentre,
    pub(crate) system: System,
    pub(crate) attention: Attention,
    /// As it was drawn last.
    pub(crate) tray: Option<TrayView>,
    /// Since when the question stands whether to end the program.
    pub(crate) quitting: Option<Timestamp>,
    pub(crate) tour: Tour,
    pub(crate) now: Timestamp,
    /// Names the drafts that became unsent texts.
    pub(crate) next_draft: u32,
}

/// How it stands with the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    Online,
    Connecting,
    Offline { retry_at: Timestamp, cause: OfflineCause },
    Elsewhere,
}

/// A command that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub id: CommandId,
    pub command: Command,
    pub at: Timestamp,
    pub window: WindowId,
}

/// How the desktop begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// The first choice.
    FirstStart,
    Practice,
    /// Somebody is signed in to this server; the session goes on.
    Resume {
        server: String,
    },
    /// Somebody was; the sign-in page stands there.
    SignIn,
}

impl Desk {
    #[must_use]
    pub fn new(settings: Settings, system_language: Language, profile: Option<String>) -> Self {
        let people = People { language: settings.language.unwrap_or(system_language), ..People::default() };
        Self {
            tour: Tour::new(settings.tour_closed),
            settings,
            profile,
            stage: Stage::FirstStart,
            practice: None,
            link: Link::Connecting,
            capabilities: None,
            me: None,
            invitations: BTreeMap::new(),
            directory: Directory::default(),
            people,
            cases: BTreeMap::new(),
            drafts: BTreeMap::new(),
            contacts: BTreeMap::new(),
            unplaced: Vec::new(),
            restored_for: None,
            asked: Vec::new(),
            signing_out: None,
            done: BTreeSet::new(),
            awaited_invitation: None,
            awaited: None,
            typing: BTreeMap::new(),
            told_typing: None,
            recent: Vec::new(),
            order: Order::default(),
            selected: None,
            own: BTreeMap::new(),
            next_window: 1,
            windows: Windows::default(),
            active: None,
            was_active: None,
            server_ahead_ms: 0,
            silenced: BTreeSet::new(),
            at_centre: AtCentre::default(),
            system: System::default(),
            attention: Attention::default(),
            tray: None,
            quitting: None,
            now: Timestamp::default(),
            next_draft: 0,
        }
    }

    /// The language that is shown now.
    #[must_use]
    pub fn language(&self) -> Language {
        self.people.language
    }

    #[must_use]
    pub fn theme(&self) -> Theme {
        self.settings.theme
    }

    pub fn begin(&mut self, begin: Begin) -> Vec<Effect> {
        let mut effects = vec![Effect::SetTheme { theme: self.settings.theme }];
        if self.settings.attention.shortcut != Shortcut::Off {
            effects.push(Effect::SetShortcut { shortcut: self.settings.attention.shortcut });
        }
        match begin {
            Begin::FirstStart => self.stage = Stage::FirstStart,
            Begin::Practice => {
                self.stage = Stage::Starting { practice: true };
                effects.push(Effect::StartPractice);
            }
            Begin::Resume { server } => {
                self.stage = Stage::Starting { practice: false };
                effects.push(Effect::Resume { server });
            }
            Begin::SignIn => self.stage = self.sign_in_page(None),
        }
        self.settle(&mut effects);
        effects
    }

    /// The practice centre runs; a session with it begins.
    pub fn practice_started(&mut self, practice: PracticeView) -> Vec<Effect> {
        self.practice = Some(practice);
        let mut effects = Vec::new();
        if self.settings.last != Some(LastSession::Practice) {
            self.settings.last = Some(LastSession::Practice);
            effects.push(Effect::SaveSettings { settings: self.settings.clone() });
        }
        self.settle(&mut effects);
        effects
    }

    pub fn practice_failed(&mut self, error: Phrase) {
        self.practice = None;
        self.stage = Stage::Failed { error };
    }

    /// The session cannot even be begun (its store is not to be had).
    pub fn sign_in_failed(&mut self, error: Phrase) {
        self.stage = self.sign_in_page(Some(error));
    }

    /// A durable command could not be written to disk.
    pub fn not_stored(&mut self, id: &CommandId) {
        let Some(asked) = self.take_asked(id) else { return };
        if let Command::SendMessage { case, thread, .. } = &asked.command {
            self.set_local(case, thread, id, LocalState::NotSent { why: phrases::not_sent_not_stored() });
            self.attention_is_due();
        } else {
            self.windows.toast(asked.window, phrases::told_not_saved());
        }
    }

    /// What was to be kept could not be.
    pub fn not_saved(&mut self) {
        self.windows.toast(WindowId::Main, phrases::told_not_saved());
    }

    /// Something may fade or run out by now.
    pub fn on_tick(&mut self, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = now;
        for typists in self.typing.values_mut() {
            typists.retain(|(_, until)| *until > now);
        }
        self.typing.retain(|_, typists| !typists.is_empty());
        self.asked
            .retain(|asked| asked.command.class() == CommandClass::Durable || now < asked.at.plus_ms(ANSWER_WITHIN_MS));
        self.offer_what_is_too_old(now);
        self.tour.on_tick(now);
        self.end_do_not_disturb_in_time(&mut effects);
        self.settle(&mut effects);
        effects
    }

    /// When [`Desk::on_tick`] is due, at the latest.
    #[must_use]
    pub fn next_tick(&self) -> Option<Timestamp> {
        let typing = self.typing.values().flatten().map(|(_, until)| *until);
        let asked = self.asked.iter().map(|asked| match asked.command.class() {
            CommandClass::Durable => asked.at.plus_ms(SENT_WITHIN_MS + 1),
            CommandClass::Connected => asked.at.plus_ms(ANSWER_WITHIN_MS),
        });
        let quiet = self.settings.attention.do_not_disturb_until;
        typing
            .chain(asked)
            .chain(self.tour.next_tick())
            .chain(quiet)
            .chain(self.next_title())
            .chain(self.next_tray())
            .chain(self.next_sign())
            .min()
    }

    /// Which window has the keyboard; none when another program has it.
    pub fn on_focus(&mut self, active: Option<WindowId>, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        if let Some(former) = self.active {
            self.was_active = Some((former, now));
        }
        self.active = active;
        let mut effects = Vec::new();
        self.settle(&mut effects);
        effects
    }

    pub(crate) fn sign_in_page(&self, error: Option<Phrase>) -> Stage {
        Stage::SignIn {
            server: self.settings.server.clone(),
            login: self.settings.login.clone(),
            busy: false,
            error,
            kept: self.kept_texts(),
        }
    }

    /// The server of this session; none in practice mode.
    pub(crate) fn account_server(&self) -> &str {
        match self.practice {
            Some(_) => "",
            None => &self.settings.server,
        }
    }

    /// Drafts and texts that were not sent.
    pub(crate) fn kept_texts(&self) -> u32 {
        let locals = self.cases.values().flat_map(|case| case.threads.values()).map(|log| log.locals().len());
        u32::try_from(locals.sum::<usize>() + self.drafts.len() + self.unplaced.len()).unwrap_or(u32::MAX)
    }

    /// Nothing of one agent is left for the next; what is on disk stays there.
    pub(crate) fn forget_workspace(&mut self) {
        self.people.me = None;
        self.people.my_name.clear();
        self.me = None;
        self.capabilities = None;
        self.invitations.clear();
        self.cases.clear();
        self.drafts.clear();
        self.contacts.clear();
        self.unplaced.clear();
        self.restored_for = None;
        self.asked.clear();
        self.signing_out = None;
        self.done.clear();
        self.awaited_invitation = None;
        self.awaited = None;
        self.typing.clear();
        self.selected = None;
        self.order = Order::default();
        self.silenced.clear();
        self.recent.clear();
    }

    pub(crate) fn take_asked(&mut self, id: &CommandId) -> Option<Asked> {
        let at = self.asked.iter().position(|asked| &asked.id == id)?;
        Some(self.asked.remove(at))
    }

    /// Ends the session on this desktop.
    pub(crate) fn leave(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::Request(BackendRequest::SignOut));
        effects.push(Effect::Leave);
        self.settings.last = None;
        effects.push(Effect::SaveSettings { settings: self.settings.clone() });
        self.stage = match self.practice.take() {
            Some(_) => Stage::FirstStart,
            None => self.sign_in_page(None),
        };
        self.forget_workspace();
        self.link = Link::Connecting;
    }

    /// Whether a thread is before the agent's eyes: its window has the keyboard and shows it.
    pub(crate) fn sight(&self, case: &CaseId, thread: &Thread) -> Sight {
        self.sight_from(self.active_window(), case, thread)
    }

    /// As if this window had the keyboard.
    pub(crate) fn sight_from(&self, active: Option<WindowId>, case: &CaseId, thread: &Thread) -> Sight {
        let holding = self.holding(case);
        let shown = holding != WindowId::Main || self.selected.as_ref() == Some(case);
        let open = match thread {
            Thread::Main => true,
            Thread::Consultation { consultation } => {
                self.cases.get(case).is_some_and(|case| case.selected_consultation.as_ref() == Some(consultation))
            }
        };
        if active == Some(holding) && shown && open { Sight::InView } else { Sight::Elsewhere }
    }
}
