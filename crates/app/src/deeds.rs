//! What the desk asks for, done: on disk, at the backend, in the windows.

use konsil_desk::{Came, Effect, Kept, KeptCommand, KeptContact, KeptDraft, KeptSilenced, KeptWhy};
use konsil_link::native::SignInWith;
use konsil_link::{LocalStore, StoreError, UnsentWhy};
use konsil_protocol::domain::{AgentId, BackendRequest, CaseId, Command, CommandId, ConsultTarget, Timestamp};
use std::collections::BTreeMap;

use crate::Shell;
use crate::backends::Backends;
use crate::controller::Controller;
use crate::news::Anew;
use crate::shell::{ChatWindow, Focus};

/// A chat's own window, at first.
const CHAT_WIDTH: f64 = 760.0;
const CHAT_HEIGHT: f64 = 800.0;
/// What the store knows them by.
const SILENCED: &str = "silenced-chats";

impl<S: Shell, B: Backends> Controller<S, B> {
    pub(crate) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Enqueue { id, command, at } => self.enqueue(id, command, at),
            Effect::Discard { id } => self.keep(|store| store.discard(&id)),
            Effect::SaveDraft { case, thread, draft } => {
                self.keep(|store| store.save_draft(&case, &thread, draft.as_ref()))
            }
            Effect::SaveContacts { contacts } => self.keep(|store| store.set_setting("contacts", &contacts)),
            Effect::SaveRecent { recent } => self.keep(|store| store.set_setting("recent", &recent)),
            Effect::SaveSettings { settings } => {
                if let Err(fault) = self.settings_file.save(&settings) {
                    tracing::error!(%fault, "the settings cannot be written");
                    self.tell_not_saved();
                }
            }
            Effect::LoadKept { agent } => self.load_kept(&agent),
            Effect::Request(request) => self.request(request),
            Effect::TellCentre { command } => match self.clock.moment() {
                Ok(moment) => self.request(BackendRequest::Do { id: moment.id, command }),
                Err(fault) => tracing::error!(%fault, "the centre cannot be told without a fresh id"),
            },
            Effect::SignIn { server, login, password } => {
                self.prepare_session(server, SignInWith::Password { login, password });
            }
            Effect::Resume { server } => self.prepare_session(server, SignInWith::Stored),
            Effect::Leave => self.let_go(),
            Effect::StartPractice => self.start_practice(Anew::GoOn),
            Effect::RestartPractice => self.start_practice(Anew::Delete),
            Effect::OpenChatWindow { window, title, came } => {
                let chat = ChatWindow {
                    title: self.l10n.say(&title, self.desk.language()),
                    width: CHAT_WIDTH,
                    height: CHAT_HEIGHT,
                    focus: match came {
                        Came::Asked => Focus::Take,
                        Came::ByItself => Focus::Leave,
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
            Effect::Flash { window, flash } => self.shell.flash(window, flash),
            Effect::Badge { count } => self.badge(count),
            Effect::Notify { notification } => self.notify(&notification),
            Effect::Withdraw { case } => self.shell.withdraw(&case),
            Effect::Play { sound, volume } => self.shell.play(sound, volume),
            Effect::Tray { tray } => self.tray(&tray),
            Effect::SetShortcut { shortcut } => self.shell.set_shortcut(shortcut),
            Effect::SaveSilenced { silenced } => self.keep(|store| keep_silenced(store, silenced)),
            Effect::Quit => self.shell.quit(),
        }
    }

    /// On disk first; then the backend is told that there is something to send.
    fn enqueue(&mut self, id: CommandId, command: Command, at: Timestamp) {
        match self.store.as_ref().map(|store| store.enqueue(&id, &command, at)) {
            Some(Ok(())) => self.request(BackendRequest::Do { id, command }),
            Some(Err(fault)) => {
                tracing::error!(%fault, "a command cannot be kept");
                self.desk.not_stored(&id);
            }
            None => self.desk.not_stored(&id),
        }
    }

    fn request(&mut self, request: BackendRequest) {
        // One that has ended has said why.
        if let Some(backend) = &self.backend
            && backend.requests.send(request).is_err()
        {
            tracing::debug!("the backend has ended");
        }
    }

    fn keep(&mut self, write: impl FnOnce(&LocalStore) -> Result<(), StoreError>) {
        let Some(store) = &self.store else { return };
        match write(store) {
            Ok(()) => self.told_not_saved = false,
            Err(fault) => {
                tracing::error!(%fault, "something cannot be kept");
                self.tell_not_saved();
            }
        }
    }

    /// Once, until something can be saved again.
    fn tell_not_saved(&mut self) {
        if !self.told_not_saved {
            self.told_not_saved = true;
            self.desk.not_saved();
        }
    }

    fn load_kept(&mut self, agent: &AgentId) {
        let Some(store) = &self.store else { return };
        match kept(store, self.clock.now()) {
            Ok(kept) => self.desk.restore(agent, kept),
            Err(fault) => {
                tracing::error!(%fault, "what was kept cannot be read");
                self.desk.not_saved();
            }
        }
    }
}

fn kept(store: &LocalStore, now: Timestamp) -> Result<Kept, StoreError> {
    let pending = store.pending(now)?.into_iter();
    let unsent = store.unsent(now)?.into_iter();
    let drafts = store.drafts::<KeptDraft>()?.into_iter();
    Ok(Kept {
        pending: pending.map(|queued| KeptCommand { id: queued.id, command: queued.command, at: queued.at }).collect(),
        unsent: unsent
            .map(|unsent| {
                let why = match unsent.why {
                    UnsentWhy::Refused { refusal } => KeptWhy::Refused(refusal),
                    UnsentWhy::TooOld => KeptWhy::TooOld,
                };
                (KeptCommand { id: unsent.id, command: unsent.command, at: unsent.at }, why)
            })
            .collect(),
        drafts: drafts.map(|saved| (saved.case, saved.thread, saved.draft)).collect(),
        contacts: store.setting::<BTreeMap<CaseId, KeptContact>>("contacts")?.unwrap_or_default(),
        recent: store.setting::<Vec<ConsultTarget>>("recent")?.unwrap_or_default(),
        silenced: store.setting(SILENCED)?.unwrap_or_default(),
    })
}

/// Several agents may sign in here, one after the other.
fn keep_silenced(store: &LocalStore, silenced: KeptSilenced) -> Result<(), StoreError> {
    let mut all: Vec<KeptSilenced> = store.setting(SILENCED)?.unwrap_or_default();
    all.retain(|kept| !kept.is_of_the_same(&silenced));
    if !silenced.cases.is_empty() {
        all.push(silenced);
    }
    store.set_setting(SILENCED, &all)
}
