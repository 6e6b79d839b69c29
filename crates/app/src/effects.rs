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
use crate::records::Record;
use crate::shell::{ChatWindow, Focus, Shell};
use crate::source::SourceName;

/// A chat's own window, at first.
const CHAT_WIDTH: f64 = 760.0;
const CHAT_HEIGHT: f64 = 800.0;

impl<S: Shell, B: Backends> Controller<S, B> {
    pub(crate) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Enqueue { id, command, at } => self.enqueue(id, command, at),
            Effect::Discard { id } => self.keep(Record::Discarded { id }),
            Effect::SaveDraft { thread, draft } => self.keep(Record::Draft { thread, draft }),
            Effect::SaveContacts { contacts } => self.keep(Record::Contacts { contacts }),
            Effect::SaveTargets { targets } => self.keep(Record::Targets { targets }),
            Effect::SaveSettings { settings } => self.keep(Record::Settings { settings: Box::new(settings) }),
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
            Effect::SaveSilenced { silenced } => self.keep(Record::Silenced { silenced }),
            Effect::SaveWords { words } => self.keep(Record::Words { words }),
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

    /// What the disk does not take is kept here, and tried again; the windows say so until it is there.
    fn keep(&mut self, record: Record) {
        match self.write(&record) {
            Ok(()) => {
                self.not_kept.forget(&record);
                // It takes something again: then the rest, too.
                self.keep_the_rest();
            }
            Err(fault) => {
                tracing::error!(%fault, "something cannot be kept");
                self.not_kept.put(record);
                self.tell_whether_saved();
            }
        }
    }

    /// Tries again what the disk has not taken.
    pub(crate) fn keep_the_rest(&mut self) {
        let mut rest = self.not_kept.take().into_iter();
        while let Some(record) = rest.next() {
            if let Err(fault) = self.write(&record) {
                tracing::warn!(%fault, "something cannot be kept yet");
                for record in std::iter::once(record).chain(rest.by_ref()) {
                    self.not_kept.put(record);
                }
            }
        }
        self.tell_whether_saved();
    }

    fn write(&mut self, record: &Record) -> anyhow::Result<()> {
        let store = self.store.as_ref();
        let in_store = |write: &dyn Fn(&LocalStore) -> Result<(), StoreError>| match store {
            Some(store) => Ok(write(store)?),
            None => Ok(()),
        };
        match record {
            Record::Draft { thread, draft } => in_store(&|store| store.save_draft(thread, draft.as_ref())),
            Record::Discarded { id } => in_store(&|store| store.discard(id)),
            Record::Contacts { contacts } => in_store(&|store| store.set_setting(kept::CONTACTS, contacts)),
            Record::Targets { targets } => in_store(&|store| kept::save_targets(store, targets.clone())),
            Record::Silenced { silenced } => in_store(&|store| kept::save_silenced(store, silenced.clone())),
            Record::Words { words } => in_store(&|store| kept::save_words(store, words.clone())),
            Record::Settings { settings } => self.settings_file.save(settings),
        }
    }

    pub(crate) fn tell_whether_saved(&mut self) {
        let not_saved = !self.not_kept.is_empty();
        if self.not_saved_shown != not_saved {
            self.not_saved_shown = not_saved;
            self.hear(if not_saved { Event::NotSaved } else { Event::Saved });
        }
    }

    fn load_kept(&mut self, agent: &AgentId) {
        let Some(store) = &self.store else { return };
        let nameless = self.l10n.say(&phrases::unreadable_chat(), self.desk.language());
        match kept::read(store, self.clock.now(), &nameless) {
            Ok(kept) => self.hear(Event::Kept { agent: agent.clone(), kept: Box::new(kept) }),
            Err(fault) => {
                tracing::error!(%fault, "what was kept cannot be read");
                self.hear(Event::NotRead);
            }
        }
    }
}
