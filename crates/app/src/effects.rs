//! Carries out what the desk asks for: on disk, at the centre, in the windows.

use konsil_desk::{Effect, Event, OpenedBy, phrases};
use konsil_link::native::SignInWith;
use konsil_link::{LocalStore, StoreError};
use konsil_practice::Patience;
use konsil_protocol::domain::{AgentId, BackendRequest, Command, CommandId, Timestamp};

use crate::backends::Backends;
use crate::controller::Controller;
use crate::kept;
use crate::practice::PracticeData;
use crate::shell::{ChatWindow, Focus, Shell};
use crate::source::SourceName;

/// A chat's own window, at first.
const CHAT_WIDTH: f64 = 760.0;
const CHAT_HEIGHT: f64 = 800.0;

impl<S: Shell, B: Backends> Controller<S, B> {
    pub(crate) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Enqueue { id, command, at } => self.enqueue(id, command, at),
            Effect::Discard { id } => self.keep(|store| store.discard(&id)),
            Effect::SaveDraft { thread, draft } => self.keep(|store| store.save_draft(&thread, draft.as_ref())),
            Effect::SaveContacts { contacts } => self.keep(|store| store.set_setting(kept::CONTACTS, &contacts)),
            Effect::SaveRecent { recent } => self.keep(|store| store.set_setting(kept::RECENT, &recent)),
            Effect::SaveSettings { settings } => {
                if let Err(fault) = self.settings_file.save(&settings) {
                    tracing::error!(%fault, "the settings cannot be written");
                    self.show_not_saved();
                }
            }
            Effect::LoadKept { agent } => self.load_kept(&agent),
            Effect::Request(request) => self.request(request),
            Effect::SignIn { server, login, password } => {
                self.prepare_session(server, SignInWith::Password { login, password });
            }
            Effect::Resume { server } => self.prepare_session(server, SignInWith::Stored),
            Effect::Leave => self.end_session(),
            Effect::StartPractice => self.start_practice(PracticeData::Keep),
            Effect::RestartPractice => self.start_practice(PracticeData::Delete),
            Effect::CallContact => {
                if let Some(practice) = &self.practice {
                    practice.call_contact();
                }
            }
            Effect::ContactsStay { stay } => {
                if let Some(practice) = &self.practice {
                    practice.be_patient(if stay { Patience::Endless } else { Patience::Ordinary });
                }
            }
            Effect::OpenChatWindow { window, title, by } => {
                let chat = ChatWindow {
                    title: self.l10n.say(&title, self.desk.language()),
                    width: CHAT_WIDTH,
                    height: CHAT_HEIGHT,
                    focus: match by {
                        OpenedBy::Agent => Focus::Take,
                        OpenedBy::Itself => Focus::Leave,
                    },
                };
                self.shell.open_chat_window(window, chat);
            }
            Effect::CloseWindow { window } => self.shell.close_window(window),
            Effect::FocusWindow { window } => self.shell.focus_window(window),
            Effect::SetTitle { window, title } => {
                let title = self.l10n.say(&title, self.desk.language());
                self.shell.set_title(window, &title);
            }
            Effect::SetTheme { theme } => self.shell.set_theme(theme),
            Effect::SetZoom { zoom } => self.shell.set_zoom(zoom),
            Effect::Flash { window, flash } => self.shell.flash(window, flash),
            Effect::Badge { count } => self.badge(count),
            Effect::Notify { notification } => self.notify(&notification),
            Effect::Withdraw { case } => self.shell.withdraw(&case),
            Effect::Play { sound, volume, output } => self.shell.play(sound, volume, output),
            Effect::LookForSoundDevices => self.shell.look_for_sound_devices(),
            Effect::Tray { tray } => self.tray(&tray),
            Effect::SetShortcut { shortcut } => self.shell.set_shortcut(shortcut),
            Effect::SaveSilenced { silenced } => self.keep(|store| kept::save_silenced(store, silenced)),
            Effect::Quit => self.shell.quit(),
        }
    }

    /// Writes it to disk first and then asks the centre's backend to send it.
    fn enqueue(&mut self, id: CommandId, command: Command, at: Timestamp) {
        match self.store.as_ref().map(|store| store.enqueue(&id, &command, at)) {
            Some(Ok(())) => self.request(BackendRequest::Do { id, command }),
            Some(Err(fault)) => {
                tracing::error!(%fault, "a command cannot be kept");
                self.hear(Event::NotStored { id });
            }
            None => self.hear(Event::NotStored { id }),
        }
    }

    fn request(&mut self, request: BackendRequest) {
        let centre = self.sources.iter().find(|source| source.name == SourceName::Centre);
        // One that has ended has said why.
        if let Some(source) = centre
            && source.backend.requests.send(request).is_err()
        {
            tracing::debug!("the backend has ended");
        }
    }

    fn keep(&mut self, write: impl FnOnce(&LocalStore) -> Result<(), StoreError>) {
        let Some(store) = &self.store else { return };
        match write(store) {
            Ok(()) => self.not_saved_shown = false,
            Err(fault) => {
                tracing::error!(%fault, "something cannot be kept");
                self.show_not_saved();
            }
        }
    }

    /// Shows it once, until something can be saved again.
    fn show_not_saved(&mut self) {
        if !self.not_saved_shown {
            self.not_saved_shown = true;
            self.hear(Event::NotSaved);
        }
    }

    fn load_kept(&mut self, agent: &AgentId) {
        let Some(store) = &self.store else { return };
        let nameless = self.l10n.say(&phrases::unreadable_chat(), self.desk.language());
        match kept::read(store, self.clock.now(), &nameless) {
            Ok(kept) => self.hear(Event::Kept { agent: agent.clone(), kept: Box::new(kept) }),
            Err(fault) => {
                tracing::error!(%fault, "what was kept cannot be read");
                self.hear(Event::NotSaved);
            }
        }
    }
}
