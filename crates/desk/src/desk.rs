//! The workspace as a whole: the only place that knows all parts. Each event goes to the parts that it concerns, what
//! follows is collected, and at the end everything is settled.

use konsil_protocol::domain::{BackendRequest, CaseId, Command, Language, ThreadRef, Timestamp, Watch, WorkspaceEvent};

use crate::attention::state::Attention;
use crate::boundary::effect::{Effect, OpenedBy};
use crate::boundary::event::Event;
use crate::boundary::input::{AskTranscript, FindLines, FindTargets, FindTeam, Input};
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::settings::{Setting, SettingValue, Settings, Theme};
use crate::boundary::system::{Disk, SystemEvent, TrayChoice};
use crate::boundary::view::{DecisionRow, FoundLines, Readiness, Targets, TeamView, TranscriptView, Update};
use crate::boundary::window::WindowId;
use crate::chats::collection::Noise;
use crate::chats::order::Hold;
use crate::pending::work::Outcome;
use crate::places::notified;
use crate::places::parts::Parts;
use crate::places::quit::{Ending, Need};
use crate::places::windows::focus;
use crate::screens::needs::{From, Next, Place, needs, next, place_of};
use crate::screens::pages::{Beside, Pages};
use crate::screens::{quit, targets, titles, transcript, tray};
use crate::thread::log::Extent;

/// The agent's workspace.
#[derive(Debug)]
pub struct Desk {
    pub(crate) parts: Parts,
    pub(crate) attention: Attention,
    pub(crate) pages: Pages,
}

impl Desk {
    #[must_use]
    pub fn new(settings: Settings, system_language: Language, profile: Option<String>) -> Self {
        let parts = Parts::new(settings, system_language, profile);
        Self { parts, attention: Attention::default(), pages: Pages::default() }
    }

    /// The language that is shown now.
    #[must_use]
    pub fn language(&self) -> Language {
        self.parts.language()
    }

    #[must_use]
    pub fn theme(&self) -> Theme {
        self.parts.settings.theme
    }

    /// Something happened; gives what is to be done because of it, in this order.
    pub fn handle(&mut self, event: Event, mut moment: Moment) -> Vec<Effect> {
        self.parts.now = moment.now;
        let former = self.parts.agent.identity.agent().cloned();
        let parts = &mut self.parts;
        let outcome = match event {
            Event::Begin(begin) => Outcome::of(parts.session.begin(begin, &parts.settings)),
            Event::Input { window, input } => self.on_input(window, input, &mut moment),
            Event::Backend(event) => self.on_backend(event, &mut moment),
            Event::System(event) => self.on_system(event, &mut moment),
            Event::Tick => Outcome::of(parts.on_tick()),
            Event::Focus { active } => {
                parts.places.on_focus(active, moment.now);
                Outcome::default()
            }
            Event::Attached { window } if window != WindowId::Main && parts.workspace().case_in(window).is_none() => {
                Outcome::of([Effect::CloseWindow { window }])
            }
            Event::Attached { window } => {
                parts.on_page(window);
                self.pages.attach(window);
                Outcome::default()
            }
            Event::Detached { window } => {
                self.pages.detach(window);
                Outcome::default()
            }
            Event::WindowClosed { window } => {
                self.pages.closed(window);
                parts.on_window_closed(window);
                Outcome::default()
            }
            Event::PracticeStarted(practice) => Outcome::of(parts.on_practice_started(practice)),
            Event::PracticeFailed { error } => {
                parts.session.practice_failed(error);
                Outcome::default()
            }
            Event::SignInFailed { error } => {
                parts.session.sign_in_failed(error, &parts.settings, parts.agent.kept_texts());
                Outcome::default()
            }
            // What was read for an agent who has left meanwhile is not for the one who is signed in now.
            Event::Kept { agent, .. } if !parts.agent.identity.is_me(&agent) => Outcome::default(),
            Event::Kept { agent, kept } => {
                parts.agent.restore(&agent, *kept);
                Outcome::default()
            }
            Event::NotStored { id } => parts.agent.not_stored(&id, parts.context()),
            Event::NotSaved => {
                parts.system.disk = Disk::TakesNothing;
                Outcome::default()
            }
            Event::Saved => {
                parts.system.disk = Disk::Takes;
                Outcome::default()
            }
            Event::NotRead => Outcome::toast(WindowId::Main, phrases::told_not_read()),
        };
        let mut effects = self.follow(outcome);
        if former.is_some() && self.parts.agent.identity.agent() != former.as_ref() {
            self.pages.agent_changed();
        }
        effects.extend(self.settle());
        effects
    }

    /// When [`Event::Tick`] is due, at the latest.
    #[must_use]
    pub fn next_tick(&self) -> Option<Timestamp> {
        let (parts, workspace) = (&self.parts, self.parts.workspace());
        let ticks = [
            parts.agent.next_change(),
            parts.places.tour.next_tick(),
            parts.settings.attention.do_not_disturb_until,
            titles::next_title(&workspace),
            tray::next_tray(&workspace),
            self.attention.next_change(&workspace),
        ];
        ticks.into_iter().flatten().min()
    }

    /// What is new for each window since the last call.
    pub fn updates(&mut self) -> Vec<(WindowId, Update)> {
        let agent = &mut self.parts.agent;
        self.pages.changed(agent.chats.take_lines(), agent.texts.take_composers());
        for (case, threads) in self.pages.fresh_threads(&self.parts.workspace()) {
            self.parts.agent.chats.begin_to_show(&case, &threads);
        }
        self.parts.agent.chats.arrange();
        let workspace = self.parts.workspace();
        let beside = Beside {
            profile: self.parts.profile.as_deref(),
            decided: self.attention.decided(),
            quit: self.parts.places.quit.is_open().then(|| quit::question(&workspace)),
            tour: self.parts.places.tour.view(&self.parts.agent.identity, &self.parts.agent.chats),
        };
        self.pages.updates(&workspace, &beside)
    }

    /// Rows of the Team view.
    #[must_use]
    pub fn find_team(&mut self, find: &FindTeam) -> TeamView {
        self.pages.find_team(&self.parts.workspace(), find)
    }

    /// Rows for what was typed in the Team Communicator.
    #[must_use]
    pub fn find_targets(&self, find: &FindTargets) -> Targets {
        targets::find_targets(&self.parts.workspace(), find)
    }

    /// Where something stands in a thread, as far as it is here.
    #[must_use]
    pub fn find_lines(&self, find: &FindLines) -> FoundLines {
        transcript::find_lines(&self.parts.workspace(), find)
    }

    /// A chat written out, as far as it is here.
    #[must_use]
    pub fn transcript(&self, ask: &AskTranscript) -> TranscriptView {
        transcript::transcript(&self.parts.workspace(), ask)
    }

    /// *Why did it ring*: the last 50 decisions, newest first.
    #[must_use]
    pub fn decisions(&self) -> Vec<DecisionRow> {
        self.attention.decisions()
    }

    /// Follows from any event: windows of chats that are gone close, what is before the eyes is read, titles, tray,
    /// tour and signs follow.
    fn settle(&mut self) -> Vec<Effect> {
        let parts = &mut self.parts;
        let mut effects = Vec::new();
        for window in parts.places.take_orphans(&parts.agent.chats) {
            self.pages.closed(window);
            effects.push(Effect::CloseWindow { window });
        }
        parts.deselect_what_is_not_there();
        parts.read_what_is_in_view();
        // With nothing open any more there is nothing to ask; whether to end stays the agent's to say.
        if parts.places.quit.is_open() && !quit::is_something_open(&parts.workspace()) {
            parts.places.quit.close();
        }
        effects.extend(self.pages.set_titles_and_tray(&parts.workspace()));
        effects.extend(parts.follow_tour());
        // Once everything has arrived, what was silenced and is not there any more is forgotten.
        if parts.session.shows_workspace() && parts.session.is_online() {
            effects.extend(parts.agent.chats.forget_silenced(&parts.agent.identity));
        }
        effects.extend(parts.agent.keep_words());
        effects.extend(parts.pull());
        effects.extend(parts.watch(self.pages.looks()).into_iter().chain(parts.ask_what_waits()));
        effects.extend(self.attention.step(&parts.workspace()));
        effects
    }

    /// What follows from the agent's work goes where it belongs.
    fn follow(&mut self, outcome: Outcome) -> Vec<Effect> {
        for (window, toast) in outcome.toasts {
            self.pages.toast(window, toast);
        }
        for step in outcome.steps {
            self.parts.places.tour.did(step);
        }
        let mut effects = outcome.effects;
        if outcome.signed_out {
            effects.extend(self.parts.leave());
        }
        effects.extend(outcome.show.and_then(|case| self.show(&case)));
        effects
    }

    fn on_input(&mut self, window: WindowId, input: Input, moment: &mut Moment) -> Outcome {
        let context = self.parts.context();
        let parts = &mut self.parts;
        let agent = &mut parts.agent;
        match input {
            Input::StartPractice => Outcome::of([parts.start_practice()]),
            Input::RestartPractice => Outcome::of(parts.restart_practice()),
            Input::LeavePractice => Outcome::of(parts.leave_practice()),
            Input::CallContact => parts.call_contact(window),
            Input::SignIn { server, login, password } => Outcome::of(parts.sign_in(&server, &login, password)),
            Input::SignOut => Outcome::of(parts.sign_out(window, moment)),
            Input::ChooseAnew => Outcome::of(parts.choose_again()),
            Input::ContinueHere => Outcome::of([Effect::Request(BackendRequest::ContinueHere)]),
            Input::Reconnect => Outcome::of([Effect::Request(BackendRequest::Reconnect)]),
            Input::Set { setting, value } => self.set(setting, value),
            Input::SetDoNotDisturb { until } => parts.set_do_not_disturb(window, until, moment),
            Input::Silence { case, silenced } => {
                let noise = if silenced { Noise::Silenced } else { Noise::On };
                Outcome::of(agent.chats.silence(case, noise, &agent.identity))
            }
            Input::Try { sign } => match self.attention.try_sign(&parts.workspace(), window, sign) {
                Ok(effect) => Outcome::of(effect),
                Err(why) => Outcome::toast(window, why),
            },
            Input::LookForSoundDevices => Outcome::of([Effect::LookForSoundDevices]),
            Input::SetState { state } => agent.command(window, Command::SetState { state }, moment, context),
            Input::Do { command } => agent.command(window, command, moment, context),
            Input::Select { case } => Outcome::of(parts.bring(&ThreadRef::main(case))),
            Input::Communicator { open } => {
                self.pages.communicator(window, if open { Watch::On } else { Watch::Off });
                Outcome::default()
            }
            Input::Waiting { queue } => agent.look(queue),
            Input::Team { open } => {
                self.pages.communicator(window, if open { Watch::On } else { Watch::Off });
                Outcome::of(agent.chats.set_selected_aside(open).and_then(|case| parts.bring(&ThreadRef::main(case))))
            }
            Input::NextChat { from } => {
                let window = self.parts.workspace().active_window();
                self.next_chat(&From { window, invitation: from })
            }
            Input::ListBusy { busy } => {
                agent.chats.hold_order(if busy { Hold::Held } else { Hold::Free });
                Outcome::default()
            }
            Input::SelectConsultation { case, consultation } => {
                agent.chats.select_consultation(&case, &consultation);
                Outcome::default()
            }
            Input::TearOff { case } => Outcome::of(self.tear_off(&case, OpenedBy::Agent)),
            Input::Dock { case } => self.dock(&case),
            Input::Draft { thread, draft } => Outcome::of(agent.draft(thread, draft, moment, context)),
            Input::Words { case, purpose, text } => Outcome::of(agent.set_words(&case, purpose, text, moment, context)),
            Input::Send { thread, text } => agent.send(window, &thread, text, moment, context),
            Input::TakeBack { thread, message } => agent.take_back(window, &thread, &message),
            Input::SendAgain { thread, message } => agent.send_again(window, &thread, &message, moment, context),
            Input::DiscardUnsent { thread, message } => Outcome::of(agent.discard(&thread, &message)),
            Input::Favour { target, category } => agent.favour(target, &category, context),
            Input::Disfavour { target } => agent.disfavour(&target),
            Input::RenameCategory { from, to } => agent.rename_category(&from, &to),
            Input::DismissNotice { case, notice } => agent.dismiss_notice(&case, &notice),
            Input::DismissNotReady => {
                agent.identity.read_notice();
                Outcome::default()
            }
            Input::ConsultationShare { share } => Outcome::of(parts.settings.remember_consultation_share(share)),
            Input::Typing { signal } => {
                let said = parts.session.is_online().then(|| agent.chats.say_typing(signal, moment.now));
                Outcome::of(said.flatten())
            }
            Input::LoadOlder { thread } => {
                let people = agent.identity.people(context.language);
                Outcome::of(agent.chats.show_older(people, &thread, context.reach()))
            }
            Input::ReadWhole { thread, wanted } => {
                agent.chats.read_whole(&thread, if wanted { Extent::Whole } else { Extent::AsRead });
                Outcome::default()
            }
            Input::ShowLine { thread, key } => {
                let people = agent.identity.people(context.language);
                agent.chats.show_line(people, &thread, &key);
                Outcome::default()
            }
            Input::Scrolled { thread, anchor } => {
                agent.chats.scrolled(thread, anchor);
                Outcome::default()
            }
            Input::WantQuit => self.want_to_quit(),
            Input::Quit { really } => {
                parts.places.quit.close();
                Outcome::of(really.then_some(Effect::Quit))
            }
            Input::TourNext => {
                parts.places.tour.next();
                Outcome::default()
            }
            Input::TourClose => Outcome::of([parts.close_tour()]),
            Input::TourOpen => Outcome::of([parts.open_tour()]),
        }
    }

    fn on_backend(&mut self, event: WorkspaceEvent, moment: &mut Moment) -> Outcome {
        let context = self.parts.context();
        let parts = &mut self.parts;
        let agent = &mut parts.agent;
        match event {
            WorkspaceEvent::Connection(connection) => Outcome::of(parts.on_connection(&connection)),
            WorkspaceEvent::SignedIn { agent, capabilities } => Outcome::of(parts.on_signed_in(agent, capabilities)),
            WorkspaceEvent::Clock { server_now } => {
                parts.session.on_clock(server_now, moment.now);
                Outcome::default()
            }
            WorkspaceEvent::Me(me) => {
                let change = agent.identity.on_me(me, moment.now);
                self.pages.names_changed(change);
                Outcome::of(self.parts.on_me(moment))
            }
            WorkspaceEvent::Names(listing) => {
                let change = agent.identity.on_names(listing);
                self.pages.names_changed(change);
                Outcome::default()
            }
            WorkspaceEvent::Mine(mine) => agent.on_mine(mine),
            WorkspaceEvent::States(states) => agent.on_states(states),
            WorkspaceEvent::Waiting { queue, list } => agent.on_waiting(&queue, list, moment.now),
            WorkspaceEvent::Case(view) => agent.on_view(*view, moment, context),
            WorkspaceEvent::Gone { case } => agent.on_gone(&case, moment, context),
            WorkspaceEvent::Synced => parts.on_synced(moment),
            WorkspaceEvent::Entries { thread, change } => {
                parts.on_entries(&thread, change);
                Outcome::default()
            }
            WorkspaceEvent::Answered { id, result } => agent.on_answered(&id, result, moment, context),
            WorkspaceEvent::Uncertain { id } => {
                agent.on_uncertain(&id, context);
                Outcome::default()
            }
            WorkspaceEvent::Typing { thread, who } => {
                agent.chats.on_typing(thread, who, moment.now);
                Outcome::default()
            }
        }
    }

    fn on_system(&mut self, event: SystemEvent, moment: &mut Moment) -> Outcome {
        let parts = &mut self.parts;
        match event {
            SystemEvent::Means(means) => parts.system.means = Some(means),
            SystemEvent::Locked { locked } => parts.system.locked = locked,
            SystemEvent::Quiet(quiet) => parts.system.quiet = quiet,
            SystemEvent::Idle { idle } => parts.system.idle = idle,
            SystemEvent::SoundDevices(devices) => parts.system.sound_devices = Some(devices),
            SystemEvent::Shortcut(state) => parts.system.shortcut = state,
            SystemEvent::ShortcutPressed => {
                let from = parts.places.used_just_now(moment.now).filter(|_| !parts.system.locked);
                return self.next_chat(&From { window: from, invitation: None });
            }
            SystemEvent::Notification { case, answer } => {
                return notified::on_notification(&mut self.parts, &mut self.attention, &case, answer, moment);
            }
            SystemEvent::Tray(choice) => return self.on_tray(choice, moment),
            SystemEvent::QuitWanted => return self.want_to_quit(),
            SystemEvent::Woke => {
                self.pages.clock_moved();
                return Outcome::of([Effect::Request(BackendRequest::Probe)]);
            }
            SystemEvent::Failed(fault) => {
                let told = self.attention.on_sign_fault(fault, moment.now);
                return told.map(|(window, told)| Outcome::toast(window, told)).unwrap_or_default();
            }
        }
        Outcome::default()
    }

    fn on_tray(&mut self, choice: TrayChoice, moment: &mut Moment) -> Outcome {
        match choice {
            TrayChoice::Show => Outcome::of([Effect::FocusWindow { window: WindowId::Main }]),
            TrayChoice::Ready => self.become_from_tray(Readiness::Ready, moment),
            TrayChoice::NotReady => self.become_from_tray(Readiness::NotReady, moment),
            TrayChoice::EndDoNotDisturb => self.parts.set_do_not_disturb(WindowId::Main, None, moment),
            TrayChoice::Chat { case } => {
                // The menu may be older than what is so now: then the chat itself is shown.
                let workspace = self.parts.workspace();
                let need = needs(&workspace).into_iter().find(|need| need.case() == &case);
                let place = need.map(|need| place_of(&workspace, &need));
                Outcome::of(self.go_to(place.unwrap_or(Place::Chat { thread: ThreadRef::main(case) })))
            }
            TrayChoice::Quit => self.want_to_quit(),
        }
    }

    fn become_from_tray(&mut self, wanted: Readiness, moment: &mut Moment) -> Outcome {
        let Some(state) = tray::state_to_set(&self.parts.workspace(), wanted) else { return Outcome::default() };
        self.parts.agent.command(WindowId::Main, Command::SetState { state }, moment, self.parts.context())
    }

    fn want_to_quit(&mut self) -> Outcome {
        let asks = self.pages.has_page(WindowId::Main) && quit::is_something_open(&self.parts.workspace());
        let need = if asks { Need::Question } else { Need::Nothing };
        Outcome::of(match self.parts.places.quit.want(need, self.parts.now) {
            Ending::Ignored => None,
            Ending::Asked => Some(Effect::FocusWindow { window: WindowId::Main }),
            Ending::Quit => Some(Effect::Quit),
        })
    }

    fn set(&mut self, setting: Setting, value: SettingValue) -> Outcome {
        let former = self.parts.language();
        let effects = self.parts.settings.change(setting, value);
        if self.parts.language() != former {
            self.pages.language_changed();
        }
        Outcome::of(effects)
    }

    /// Shows a chat that the agent has just taken, in the place that the settings say. Whoever is writing to somebody
    /// else goes on with that: then it is a row in the list, or a window behind this one.
    fn show(&mut self, case: &CaseId) -> Option<Effect> {
        let writing = self.parts.workspace().is_writing_in_another_than(case);
        if self.parts.settings.own_windows && !self.parts.places.is_torn_off(case) {
            return self.tear_off(case, if writing { OpenedBy::Itself } else { OpenedBy::Agent });
        }
        let select = |parts: &mut Parts| parts.places.select(case, &mut parts.agent.chats);
        if writing { None } else { select(&mut self.parts) }
    }

    fn tear_off(&mut self, case: &CaseId, by: OpenedBy) -> Option<Effect> {
        let parts = &mut self.parts;
        if parts.places.is_torn_off(case) {
            return parts.places.select(case, &mut parts.agent.chats);
        }
        let title = titles::chat_title(&parts.workspace(), parts.agent.chats.get(case)?);
        let window = parts.places.tear_off(case);
        self.pages.opens(window, title.clone());
        Some(Effect::OpenChatWindow { window, title, by })
    }

    fn dock(&mut self, case: &CaseId) -> Outcome {
        let Some(window) = self.parts.places.dock(case) else { return Outcome::default() };
        self.pages.closed(window);
        self.parts.agent.chats.select(case);
        Outcome::of([Effect::CloseWindow { window }, Effect::FocusWindow { window: WindowId::Main }])
    }

    fn go_to(&mut self, place: Place) -> Option<Effect> {
        match place {
            Place::Chat { thread } => self.parts.bring(&thread),
            Place::Strip { case, invitation } => {
                self.pages.attend(self.parts.places.layout().holder(&case), invitation);
                self.parts.bring(&ThreadRef::main(case))
            }
            Place::Column { invitation } => {
                self.pages.attend(WindowId::Main, invitation);
                focus(WindowId::Main, self.parts.workspace().active_window())
            }
        }
    }

    /// Shows the next chat that needs me, after what the agent is at.
    fn next_chat(&mut self, from: &From) -> Outcome {
        let workspace = self.parts.workspace();
        match next(&workspace, from) {
            Next::Need(need) => {
                let place = place_of(&workspace, &need);
                Outcome::of(self.go_to(place))
            }
            Next::None(why) => {
                let window = from.window.unwrap_or(WindowId::Main);
                let away = workspace.active_window().is_none();
                Outcome::toast(window, why).and(Outcome::of(away.then_some(Effect::FocusWindow { window })))
            }
        }
    }
}
