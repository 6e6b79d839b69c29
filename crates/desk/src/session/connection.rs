//! The connection of this desktop and the page that follows from it. It belongs to the computer, not to an agent.

use konsil_protocol::domain::{BackendRequest, Connection, OfflineCause, SignInNeeded, Timestamp};

use crate::boundary::causes;
use crate::boundary::effect::Effect;
use crate::boundary::event::Begin;
use crate::boundary::phrases;
use crate::boundary::settings::{LastSession, Settings, Shortcut};
use crate::boundary::view::{Phrase, PracticeView, SignInError, Stage};

/// Whether the other side can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    Online,
    Connecting,
    Offline {
        retry_at: Timestamp,
        cause: OfflineCause,
    },
    /// Another desktop of this agent has the session.
    Elsewhere,
}

/// The connection, and the page of the main window.
#[derive(Debug)]
pub(crate) struct DesktopSession {
    stage: Stage,
    practice: Option<PracticeView>,
    link: Link,
    /// The server's clock is so far ahead of ours.
    server_ahead_ms: i64,
}

/// Whether the agent may go on with the work that was on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    GoesOn,
    /// It is over, or somebody else's: nothing of it is left.
    Ends,
}

impl DesktopSession {
    pub fn new() -> Self {
        Self { stage: Stage::FirstStart, practice: None, link: Link::Connecting, server_ahead_ms: 0 }
    }

    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    pub fn link(&self) -> Link {
        self.link
    }

    pub fn is_online(&self) -> bool {
        self.link == Link::Online
    }

    pub fn shows_workspace(&self) -> bool {
        matches!(self.stage, Stage::Workspace { .. })
    }

    /// The workspace is shown, and no other desktop has the session.
    pub fn is_here(&self) -> bool {
        self.shows_workspace() && self.link != Link::Elsewhere
    }

    /// A time of the server's, as this computer's clock shows it.
    pub fn here(&self, server: Timestamp) -> Timestamp {
        Timestamp(server.0.saturating_sub(self.server_ahead_ms))
    }

    /// The server of this session; empty in practice mode.
    pub fn server<'a>(&self, settings: &'a Settings) -> &'a str {
        match self.practice {
            Some(_) => "",
            None => &settings.server,
        }
    }

    pub fn begin(&mut self, begin: Begin, settings: &Settings) -> Vec<Effect> {
        let mut effects = vec![Effect::SetTheme { theme: settings.theme }, Effect::SetZoom { zoom: settings.zoom }];
        if settings.attention.shortcut != Shortcut::Off {
            effects.push(Effect::SetShortcut { shortcut: settings.attention.shortcut });
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
            Begin::SignIn => self.stage = sign_in_page(settings, 0, None),
        }
        effects
    }

    pub fn start_practice(&mut self) -> Effect {
        self.stage = Stage::Starting { practice: true };
        Effect::StartPractice
    }

    /// Everything of practice mode begins anew.
    pub fn restart_practice(&mut self) -> Effect {
        self.practice = None;
        self.stage = Stage::Starting { practice: true };
        Effect::RestartPractice
    }

    pub fn practice_started(&mut self, practice: PracticeView) {
        self.practice = Some(practice);
    }

    pub fn is_practice(&self) -> bool {
        self.practice.is_some()
    }

    pub fn practice_failed(&mut self, error: Phrase) {
        self.practice = None;
        self.stage = Stage::Failed { error };
    }

    /// `kept`: texts of this agent that are kept here unsent.
    pub fn sign_in_failed(&mut self, error: Phrase, settings: &Settings, kept: u32) {
        self.stage = sign_in_page(settings, kept, Some(SignInError { what: error, field: None }));
    }

    /// The same login at another server is somebody else.
    pub fn is_elsewhere(&self, server: &str, settings: &Settings) -> Work {
        let other = settings.server != server || self.practice.is_some();
        if other { Work::Ends } else { Work::GoesOn }
    }

    /// Signs in with what the agent typed. `kept`: texts of this agent that are kept here unsent.
    pub fn sign_in(&mut self, settings: &Settings, login: String, password: String, kept: u32) -> Effect {
        self.practice = None;
        self.link = Link::Connecting;
        let server = settings.server.clone();
        self.stage = Stage::SignIn { server: server.clone(), login: login.clone(), busy: true, error: None, kept };
        Effect::SignIn { server, login, password }
    }

    /// Back to the first choice, from any page but the workspace.
    pub fn choose_again(&mut self) -> Work {
        match self.stage {
            Stage::SignIn { .. } | Stage::Starting { .. } | Stage::Failed { .. } | Stage::FirstStart => {
                self.practice = None;
                self.stage = Stage::FirstStart;
                Work::Ends
            }
            Stage::Workspace { .. } => Work::GoesOn,
        }
    }

    /// Ends the session on this desktop. `kept`: texts of this agent that are kept here unsent.
    pub fn leave(&mut self, settings: &mut Settings, kept: u32) -> Vec<Effect> {
        settings.last = None;
        self.stage = match self.practice.take() {
            Some(_) => Stage::FirstStart,
            None => sign_in_page(settings, kept, None),
        };
        self.link = Link::Connecting;
        vec![Effect::Request(BackendRequest::SignOut), Effect::Leave, settings.saved()]
    }

    /// `kept`: texts of this agent that are kept here unsent.
    pub fn on_connection(
        &mut self,
        connection: &Connection,
        settings: &Settings,
        kept: u32,
        now: Timestamp,
    ) -> Option<Effect> {
        match connection {
            Connection::Connecting => self.link = Link::Connecting,
            Connection::Online => self.link = Link::Online,
            Connection::Offline { retry_in_ms, cause } => {
                // Whoever waits at the sign-in page is told why, and that it goes on by itself.
                if let Stage::SignIn { error, .. } = &mut self.stage {
                    *error = Some(SignInError { what: causes::offline(*cause), field: None });
                }
                self.link = Link::Offline { retry_at: now.plus_ms(*retry_in_ms), cause: *cause };
            }
            Connection::Elsewhere => {
                self.link = Link::Elsewhere;
                if matches!(self.stage, Stage::Starting { .. } | Stage::SignIn { .. }) {
                    self.show_workspace();
                }
            }
            Connection::SignInNeeded { why } => return Some(self.on_sign_in_needed(*why, settings, kept)),
        }
        None
    }

    fn on_sign_in_needed(&mut self, why: SignInNeeded, settings: &Settings, kept: u32) -> Effect {
        self.link = Link::Connecting;
        self.stage = match &self.practice {
            Some(_) => Stage::Failed { error: phrases::practice_failed() },
            None => sign_in_page(settings, kept, causes::sign_in_error(why)),
        };
        Effect::Leave
    }

    pub fn on_clock(&mut self, server_now: Timestamp, now: Timestamp) {
        self.server_ahead_ms = server_now.0.saturating_sub(now.0);
    }

    /// Everything has arrived, and whatever arrives from now on is live: the workspace does not open with a bar that
    /// says it is not connected.
    pub fn on_synced(&mut self) {
        self.link = Link::Online;
        if !self.shows_workspace() {
            self.show_workspace();
        }
    }

    fn show_workspace(&mut self) {
        self.stage = Stage::Workspace { practice: self.practice.clone() };
    }

    /// Where the next start goes on.
    pub fn as_last(&self, settings: &Settings) -> LastSession {
        match self.practice {
            Some(_) => LastSession::Practice,
            None => LastSession::Server { server: settings.server.clone() },
        }
    }
}

fn sign_in_page(settings: &Settings, kept: u32, error: Option<SignInError>) -> Stage {
    Stage::SignIn { server: settings.server.clone(), login: settings.login.clone(), busy: false, error, kept }
}
