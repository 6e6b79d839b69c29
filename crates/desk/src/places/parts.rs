//! The parts that everything else reads: the session, the work of the agent, and where it is shown. What concerns
//! several of them at once is here.

use konsil_protocol::domain::{
    AgentId, AgentState, BackendRequest, Capabilities, CaseId, Command, Connection, EntriesChange, Language, Thread,
    ThreadRef, Timestamp, Watch,
};

use super::lesson;
use super::tour::Tour;
use super::windows::Places;
use crate::boundary::effect::Effect;
use crate::boundary::moment::Moment;
use crate::boundary::settings::{LastSession, Settings};
use crate::boundary::system::System;
use crate::boundary::view::PracticeView;
use crate::boundary::window::WindowId;
use crate::pending::work::{AgentWork, Context, Outcome};
use crate::pending::workspace::Workspace;
use crate::session::connection::{DesktopSession, Work};
use crate::session::do_not_disturb;

#[derive(Debug)]
pub(crate) struct Parts {
    pub settings: Settings,
    pub profile: Option<String>,
    system_language: Language,
    pub system: System,
    pub session: DesktopSession,
    pub agent: AgentWork,
    pub places: Places,
    pub now: Timestamp,
}

impl Parts {
    pub fn new(settings: Settings, system_language: Language, profile: Option<String>) -> Self {
        Self {
            places: Places::new(Tour::new(&settings)),
            settings,
            profile,
            system_language,
            system: System::default(),
            session: DesktopSession::new(),
            agent: AgentWork::default(),
            now: Timestamp::default(),
        }
    }

    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.system_language)
    }

    pub fn context(&self) -> Context {
        Context { link: self.session.link(), language: self.language(), now: self.now }
    }

    pub fn workspace(&self) -> Workspace<'_> {
        Workspace {
            settings: &self.settings,
            system: &self.system,
            session: &self.session,
            identity: &self.agent.identity,
            chats: &self.agent.chats,
            texts: &self.agent.texts,
            pending: &self.agent.pending,
            targets: &self.agent.targets,
            waiting: &self.agent.waiting,
            layout: self.places.layout(),
            language: self.language(),
            now: self.now,
        }
    }

    /// While somebody looks, what all are doing is asked for, over each connection anew. What is known stays until then.
    pub fn watch(&mut self, looks: Watch) -> Option<Effect> {
        let others = self.agent.identity.others_mut();
        if looks == Watch::Off {
            others.forget();
        }
        let wanted = if self.session.is_online() { looks } else { Watch::Off };
        others.ask(wanted).map(|watch| Effect::Request(BackendRequest::Watch { watch }))
    }

    /// What waits in the queue whose list is open.
    pub fn ask_what_waits(&mut self) -> Option<Effect> {
        let AgentWork { waiting, identity, .. } = &mut self.agent;
        let queue = if self.session.is_online() { waiting.ask(identity, self.now) } else { None };
        queue.map(|queue| Effect::Request(BackendRequest::Waiting { queue }))
    }

    /// A page that is loaded, or is gone, has no list open.
    pub fn on_page(&mut self, window: WindowId) {
        if window == WindowId::Main {
            self.agent.waiting.look(None);
        }
    }

    /// Earlier lines that are wanted for a search or a transcript.
    pub fn pull(&mut self) -> Vec<Effect> {
        let online = self.context().reach();
        self.agent.chats.pull(online)
    }

    // Sessions

    /// Whoever has left practice mode has dropped what was open in it.
    pub fn start_practice(&mut self) -> Effect {
        self.agent = AgentWork::default();
        match self.settings.last {
            Some(LastSession::Practice) => self.session.start_practice(),
            Some(LastSession::Server { .. }) | None => self.session.restart_practice(),
        }
    }

    pub fn restart_practice(&mut self) -> [Effect; 2] {
        self.agent = AgentWork::default();
        let restart = self.session.restart_practice();
        self.places.tour.restart();
        self.settings.tour_closed = self.places.tour.is_finished() && self.settings.tour_closed;
        [self.settings.saved(), restart]
    }

    pub fn close_tour(&mut self) -> Effect {
        self.places.tour.close();
        self.settings.tour_closed = true;
        self.settings.saved()
    }

    pub fn open_tour(&mut self) -> Effect {
        self.places.tour.open();
        self.settings.tour_closed = false;
        self.settings.tour_finished = false;
        self.settings.saved()
    }

    pub fn on_practice_started(&mut self, practice: PracticeView) -> Option<Effect> {
        self.session.practice_started(practice);
        self.places.tour.practice_started();
        self.settings.remember_session(Some(LastSession::Practice))
    }

    /// The centre is not asked: an exercise leaves nobody waiting.
    pub fn leave_practice(&mut self) -> Vec<Effect> {
        if self.session.is_practice() { self.leave() } else { Vec::new() }
    }

    pub fn call_contact(&mut self, window: WindowId) -> Outcome {
        if !self.session.is_practice() {
            return Outcome::default();
        }
        let told = lesson::told(&self.agent.identity, &self.agent.chats);
        self.places.tour.contact_called();
        Outcome::of([Effect::CallContact]).and(Outcome::toast(window, told))
    }

    /// In practice mode the tour sees what was done, and contacts come and stay as it needs them.
    pub fn follow_tour(&mut self) -> Vec<Effect> {
        if !self.session.is_practice() {
            return Vec::new();
        }
        let (tour, identity, chats) = (&mut self.places.tour, &self.agent.identity, &self.agent.chats);
        tour.follow(identity, chats, self.now);
        let mut effects = tour.teach(identity, chats);
        if tour.is_finished() && !self.settings.tour_finished {
            self.settings.tour_finished = true;
            effects.push(self.settings.saved());
        }
        effects
    }

    pub fn sign_in(&mut self, server: &str, login: &str, password: String) -> [Effect; 2] {
        let (server, login) = (server.trim().to_owned(), login.trim().to_owned());
        // What is kept for the agent before stays on disk.
        if self.session.is_elsewhere(&server, &self.settings) == Work::Ends {
            self.agent = AgentWork::default();
        }
        if self.settings.server != server || self.settings.login != login {
            // The next agent has not asked for quiet.
            self.settings.attention.do_not_disturb_until = None;
        }
        self.settings.server = server;
        self.settings.login.clone_from(&login);
        let sign_in = self.session.sign_in(&self.settings, login, password, self.agent.kept_texts());
        [self.settings.saved(), sign_in]
    }

    /// Where the centre cannot be asked, this desktop just leaves.
    pub fn sign_out(&mut self, window: WindowId, moment: &mut Moment) -> Vec<Effect> {
        if !self.session.is_online() {
            return self.leave();
        }
        self.agent.sign_out(window, Command::SetState { state: AgentState::LoggedOut }, moment)
    }

    /// The session ends on this desktop.
    pub fn leave(&mut self) -> Vec<Effect> {
        let kept = self.agent.kept_texts();
        self.agent = AgentWork::default();
        self.session.leave(&mut self.settings, kept)
    }

    /// Back to the first choice.
    pub fn choose_again(&mut self) -> Vec<Effect> {
        match self.session.choose_again() {
            Work::GoesOn => Vec::new(),
            Work::Ends => {
                self.agent = AgentWork::default();
                self.settings.last = None;
                vec![Effect::Leave, self.settings.saved()]
            }
        }
    }

    pub fn set_do_not_disturb(&mut self, window: WindowId, until: Option<Timestamp>, moment: &mut Moment) -> Outcome {
        if let Err(why) = do_not_disturb::check(until, moment.now) {
            return Outcome::toast(window, why);
        }
        if self.settings.attention.do_not_disturb_until == until {
            return Outcome::default();
        }
        self.settings.attention.do_not_disturb_until = until;
        let saved = Outcome::of([self.settings.saved()]);
        if !self.session.is_online() || !self.agent.identity.takes_do_not_disturb() {
            return saved;
        }
        let command = self.agent.identity.at_centre().inform(until, moment.now);
        saved.and(self.agent.command(window, command, moment, self.context()))
    }

    /// The centre is informed of what this desktop has, if it knows something else. Its answer is not waited for.
    fn inform_of_do_not_disturb(&mut self, moment: &mut Moment) -> Option<Effect> {
        if !self.session.is_online() || !self.agent.identity.takes_do_not_disturb() {
            return None;
        }
        let wanted = self.settings.attention.quiet_until(self.now);
        let command = self.agent.identity.at_centre().reconcile(wanted, self.now)?;
        Some(Effect::Request(BackendRequest::Do { id: moment.id(), command }))
    }

    pub fn on_tick(&mut self) -> Option<Effect> {
        self.agent.chats.fade_typing(self.now);
        self.agent.pending.expire(self.now);
        self.agent.offer_what_is_too_old(self.context());
        self.places.tour.on_tick(self.now);
        do_not_disturb::end_in_time(&mut self.settings, self.now)
    }

    // What the backend says

    pub fn on_connection(&mut self, connection: &Connection) -> Option<Effect> {
        let kept = self.agent.kept_texts();
        let leave = self.session.on_connection(connection, &self.settings, kept, self.now);
        match connection {
            Connection::Connecting => {}
            Connection::Online => self.agent.offer_what_is_too_old(self.context()),
            Connection::Offline { .. } | Connection::Elsewhere => self.agent.chats.forget_typing(),
            Connection::SignInNeeded { .. } => self.agent.chats.await_nothing(),
        }
        self.agent.on_connection(self.context());
        self.agent.waiting.connection_changed();
        self.agent.chats.forget_asking();
        leave
    }

    pub fn on_signed_in(&mut self, agent: AgentId, capabilities: Capabilities) -> Vec<Effect> {
        if !self.agent.identity.is_me(&agent) {
            self.agent = AgentWork::default();
        }
        let server = self.session.server(&self.settings).to_owned();
        self.agent.identity.signed_in(agent, server, capabilities);
        self.agent.chats.unconfirm();
        let quiet = do_not_disturb::end_in_time(&mut self.settings, self.now);
        let load = self.agent.identity.agent_to_load().map(|agent| Effect::LoadKept { agent });
        let last = self.session.as_last(&self.settings);
        let saved = self.settings.remember_session(Some(last));
        quiet.into_iter().chain(load).chain(saved).collect()
    }

    /// After a newer state of mine.
    pub fn on_me(&mut self, moment: &mut Moment) -> Option<Effect> {
        self.inform_of_do_not_disturb(moment)
    }

    /// Everything has arrived.
    pub fn on_synced(&mut self, moment: &mut Moment) -> Outcome {
        let mut outcome = Outcome::default();
        for case in self.agent.chats.unconfirmed() {
            outcome = outcome.and(self.agent.on_gone(&case, moment, self.context()));
        }
        self.session.on_synced();
        let context = self.context();
        self.agent.place_kept(moment, context);
        self.agent.on_connection(context);
        outcome.and(Outcome::of(self.inform_of_do_not_disturb(moment)))
    }

    pub fn on_entries(&mut self, thread: &ThreadRef, change: EntriesChange) {
        if self.agent.chats.contains(&thread.case) {
            self.places.tour.on_entries(&thread.thread, &change, self.agent.identity.agent());
        }
        let (sight, people) = (self.workspace().sight(thread), self.agent.identity.people(self.language()));
        self.agent.chats.on_entries(people, thread, change, sight);
    }

    // Where chats are shown

    /// Exactly that chat is shown, and in it this thread; its window comes to the front.
    pub fn bring(&mut self, thread: &ThreadRef) -> Option<Effect> {
        let ThreadRef { case, thread } = thread;
        if let Thread::Consultation { consultation } = thread {
            self.agent.chats.select_consultation(case, consultation);
        }
        let active = self.workspace().active_window();
        self.places.bring(case, &mut self.agent.chats, active)
    }

    /// What is before the agent's eyes is read.
    pub fn read_what_is_in_view(&mut self) {
        let workspace = self.workspace();
        if let Some(case) = workspace.active_window().and_then(|window| workspace.case_in(window)).cloned() {
            self.agent.chats.mark_seen(&case);
        }
    }

    /// The chat of the main window is gone, or in a window of its own.
    pub fn deselect_what_is_not_there(&mut self) {
        let chats = &self.agent.chats;
        let misplaced = |id: &CaseId| !chats.contains(id) || self.places.is_torn_off(id);
        if chats.selected().is_some_and(misplaced) {
            self.agent.chats.deselect();
        }
    }

    /// The window was closed: its chat docks, and is shown if nothing else is.
    pub fn on_window_closed(&mut self, window: WindowId) {
        if let Some(case) = self.places.closed(window)
            && self.agent.chats.selected().is_none()
        {
            self.agent.chats.select(&case);
        }
    }
}
