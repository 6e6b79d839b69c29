//! Nothing of one agent reaches the next. Whatever the desk keeps is either part of this comparison or in [`COMPUTER`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use konsil_protocol::domain::*;

use super::anyone::names_with_groups_and_skills;
use super::world::*;
use crate::boundary::input::{Draft, FindTeam, Input, ScrollAnchor, TeamPart};
use crate::boundary::view::{PracticeView, RequestWords};
use crate::{
    BadgeMeans, Desk, Effect, Event, FlashMeans, Kept, KeptCommand, KeptContact, KeptWhy, KeptWords, Means, Moment,
    NotificationAnswer, NotificationMeans, Settings, SystemEvent, WindowId,
};

/// What belongs to the computer and stays when another agent signs in, and why.
const COMPUTER: [(&str, &str); 20] = [
    ("parts.settings", "they are stored for the computer"),
    ("parts.profile", "it is given when the program starts"),
    ("parts.system_language", "it is given when the program starts"),
    ("parts.system", "what the operating system can do and has said"),
    ("parts.now", "the clock"),
    ("parts.session.server_ahead_ms", "the difference between two clocks"),
    ("parts.places.next_window", "no number of a window is used twice"),
    ("parts.places.was_active", "which window the system gave the keyboard to"),
    ("parts.places.layout.active", "which window the system gives the keyboard to"),
    ("parts.places.tour", "the tour explains the program, and goes on where it was"),
    ("attention.facts.active", "which window the system gives the keyboard to"),
    ("attention.facts.switches", "they are settings"),
    ("attention.facts.idle", "whether somebody uses this computer"),
    ("attention.facts.quiet", "it follows from the settings and the operating system"),
    ("attention.facts.means", "what the operating system can do"),
    ("attention.facts.language", "it is a setting"),
    ("attention.sounds.last", "two sounds of one computer keep a distance"),
    ("attention.log.changes", "it only grows, so that a page sees that the log is another one"),
    ("attention.trials", "a sign is tried out on this computer, and ends by itself"),
    ("attention.episodes.history", "tests look at it; the program does not have it"),
];

/// What pages and tray have that is the computer's too.
const PAGE: [(&str, &str); 8] = [
    ("pages.attached.Main.revision", "it counts the updates of this page"),
    ("pages.attached.Main.sent.settings", "the page shows the settings of the computer"),
    ("pages.attached.Main.sent.attention", "the page shows the settings of the computer"),
    ("pages.attached.Main.sent.decided", "the page shows the count of the log"),
    ("pages.attached.Main.sent.window", "it is the same window for each agent"),
    ("pages.attached.Main.sent.me.Some.MeView.choices", "every agent can choose the same states"),
    ("pages.attached.Main.sent.me.Some.MeView.state_since", "it is shown in the time of the computer's clock"),
    ("pages.tray.TrayView.do_not_disturb", "it is a setting"),
];

/// What cannot be filled between two events.
const EMPTY_BETWEEN_EVENTS: [(&str, &str); 4] = [
    ("pages.attend", "it is filled and sent within one call of `updates`"),
    ("pages.attached.Main.lines", "it is filled and sent within one call of `updates`"),
    ("pages.attached.Main.compose", "it is filled and sent within one call of `updates`"),
    ("pages.attached.Main.clock_moved", "it is set and told within one call of `updates`"),
];

type Fields = BTreeMap<String, String>;

/// Each field of the desk by its path, with its Debug text.
fn fields(desk: &Desk) -> Fields {
    let text = format!("{desk:#?}");
    let mut fields = Fields::new();
    let mut path: Vec<String> = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let depth = (line.len() - line.trim_start().len()) / 4;
        let line = line.trim();
        path.truncate(depth.saturating_sub(1));
        let opens = line.ends_with(['{', '(', '[']);
        if line.starts_with(['}', ')', ']']) && !opens {
            continue;
        }
        let (key, value) = line.split_once(": ").unwrap_or((line, line));
        let key = key.trim_end_matches([' ', '{', '(', '[']).to_owned();
        let full = path.iter().chain([&key]).cloned().collect::<Vec<_>>().join(".");
        if opens {
            path.push(key);
        }
        let entry = if fields.contains_key(&full) { format!("{full}#{number}") } else { full };
        fields.insert(entry, value.to_owned());
    }
    fields
}

fn is_under(path: &str, list: &[(&str, &str)]) -> bool {
    list.iter().any(|(of, _)| path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

fn is_of_the_computer(path: &str) -> bool {
    is_under(path, &COMPUTER) || is_under(path, &PAGE)
}

/// What belongs to the agent.
fn of_the_agent(desk: &Desk) -> Fields {
    fields(desk).into_iter().filter(|(path, _)| !is_of_the_computer(path)).collect()
}

/// Another agent signs in.
#[derive(Debug, Clone, Copy)]
enum Switch {
    /// The backend says so: somebody else has the session of this desktop.
    Directly,
    /// The former agent has signed out.
    AfterSigningOut,
    /// The former agent has signed out without a connection.
    AfterSigningOutOffline,
    /// The same login, but at another server.
    ToAnotherServer,
    /// The former agent has only practised.
    AfterChoosingAgain,
}

const SWITCHES: [Switch; 5] = [
    Switch::Directly,
    Switch::AfterSigningOut,
    Switch::AfterSigningOutOffline,
    Switch::ToAnotherServer,
    Switch::AfterChoosingAgain,
];

/// The session of the former agent ends. `signing_out`: the command to sign out, which is on its way.
fn end(world: &mut World, switch: Switch, signing_out: &CommandId) {
    match switch {
        Switch::Directly => {}
        Switch::AfterSigningOut => world.answered(signing_out, Ok(())),
        Switch::AfterSigningOutOffline => {
            world.offline();
            world.act(Input::SignOut);
        }
        Switch::ToAnotherServer => session_ended(world),
        Switch::AfterChoosingAgain => {
            session_ended(world);
            world.act(Input::ChooseAnew);
        }
    }
}

fn session_ended(world: &mut World) {
    let why = SignInNeeded::SessionEnded;
    world.hear(WorkspaceEvent::Connection(Connection::SignInNeeded { why }));
}

/// Katrin begins, as on a desktop that nobody has used.
fn katrin_begins(world: &mut World, switch: Switch) {
    let server = "https://b.example".to_owned();
    let (login, name) = match switch {
        Switch::ToAnotherServer => ("jana", "Jana Becker"),
        Switch::Directly | Switch::AfterSigningOut | Switch::AfterSigningOutOffline | Switch::AfterChoosingAgain => {
            ("katrin", "Katrin Richter")
        }
    };
    if !matches!(switch, Switch::Directly) {
        world.act(Input::SignIn { server, login: login.to_owned(), password: "p".to_owned() });
    }
    world.hear(WorkspaceEvent::SignedIn { agent: agent(login), capabilities: capabilities() });
    world.hear(WorkspaceEvent::Me(Me { agent: agent(login), name: name.to_owned(), ..me() }));
    world.hear(WorkspaceEvent::Synced);
    world.online();
}

fn sign_out(world: &mut World) -> CommandId {
    world.act(Input::SignOut);
    match &world.effects[..] {
        [Effect::Request(BackendRequest::Do { id, .. }), ..] => id.clone(),
        other => panic!("{other:?}"),
    }
}

/// Something happens, and the windows have not fetched yet what is new.
fn without_updates(world: &mut World, event: Event) {
    let moment = Moment::new(world.now, CommandId::new("last").unwrap());
    world.desk.handle(event, moment);
}

fn invited(id: &str, case: &str) -> InvitationView {
    offer(id, case, InvitationKind::Chat, None)
}

/// The computer has a main window, and another program has the keyboard.
fn computer(settings: Settings) -> World {
    let mut world = World::before_sign_in(settings);
    world.system(SystemEvent::Means(Means {
        flash: FlashMeans::Taskbar,
        badge: BadgeMeans::Launcher,
        notifications: NotificationMeans::Actions,
        tray: true,
        sound: true,
        idle: true,
    }));
    world.focus(None);
    world
}

/// Jana has used everything there is. Gives also her command to sign out.
fn jana_at_work() -> (World, CommandId) {
    let mut world = computer(Settings::default());
    let (server, login) = ("https://a.example".to_owned(), "jana".to_owned());
    world.act(Input::SignIn { server, login, password: "p".to_owned() });
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let mine = Me { do_not_disturb_ms: Some(60_000), invitations: vec![invited("i", "x"), invited("j", "y")], ..me() };
    world.hear(WorkspaceEvent::Me(mine.clone()));
    world.hear_directory(directory());
    world.hear(WorkspaceEvent::Names(Arc::new(names_with_groups_and_skills())));
    world.case(with_consultation(chat_with("a", "Martin Hoffmann"), consulting("c", "katrin")));
    world.case(chat_with("b", "Eva Kurz"));
    world.case(former(chat_with("f", "Petra Vogt"), Left::Ended));
    world.case(CaseView {
        standing: Standing::ConsultTarget { by: agent("katrin") },
        ..with_consultation(chat_with("q", "Udo Lang"), consulting("q", "katrin"))
    });
    world.hear(WorkspaceEvent::Synced);
    world.online();
    what_was_kept(&mut world);
    world.act(Input::Communicator { open: true });
    world.act(Input::Waiting { queue: Some(queue("billing")) });
    world.hear(WorkspaceEvent::States(States { extent: Extent::Everybody, agents: Vec::new(), queues: Vec::new() }));
    world.select("a");
    world.act(Input::TearOff { case: case_id("b") });
    world.attach(WindowId::Chat(1));
    world.act(Input::Scrolled { thread: ThreadRef::main(case_id("a")), anchor: ScrollAnchor::Bottom });
    world.act(Input::ReadWhole { thread: ThreadRef::main(case_id("a")), wanted: true });
    world.act(Input::ListBusy { busy: true });
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    world.act(Input::Favour { target, category: "Rechnung".to_owned() });
    commands_and_texts(&mut world);
    signs(&mut world, mine);
    let signing_out = sign_out(&mut world);
    world.system(SystemEvent::QuitWanted);
    let long = "x".repeat(konsil_protocol::domain::MAX_TEXT_BYTES + 1);
    let send = Input::Send { thread: ThreadRef::main(case_id("a")), text: long };
    without_updates(&mut world, Event::Input { window: WindowId::Main, input: send });
    let entry = world.by_contact("Und noch etwas");
    let change = EntriesChange::Appended { entries: vec![entry] };
    let entries = WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change };
    without_updates(&mut world, Event::Backend(entries));
    (world, signing_out)
}

fn what_was_kept(world: &mut World) {
    let id = CommandId::new("kept").unwrap();
    let command = Command::SendMessage {
        case: case_id("a"),
        thread: Thread::Main,
        content: MessageContent::Text("Aufgehoben".to_owned()),
    };
    let words = RequestWords { question: "Kulanz?".to_owned(), note: String::new() };
    let cases = [(case_id("a"), words)].into();
    let kept = Kept {
        unsent: vec![(KeptCommand { id, command, at: world.now }, KeptWhy::TooOld)],
        words: vec![KeptWords { agent: agent("jana"), server: "https://a.example".to_owned(), cases }],
        contacts: BTreeMap::from([(
            case_id("a"),
            KeptContact { name: "Martin Hoffmann".to_owned(), queue: queue("billing") },
        )]),
        ..Kept::default()
    };
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(kept) });
}

fn commands_and_texts(world: &mut World) {
    let done = world.do_it(Command::MarkDone { case: case_id("f"), thread: Thread::Main });
    world.answered(&done, Ok(()));
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let transfer = world.do_it(Command::AskTransfer { case: case_id("a"), target, note: None });
    world.answered(&transfer, Ok(()));
    let accept = |id| Command::AcceptInvitation { invitation: InvitationId::new(id).unwrap() };
    let accepted = world.do_it(accept("i"));
    world.answered(&accepted, Ok(()));
    world.do_it(accept("j"));
    world.send("a", Thread::Main, "Ich sehe nach.");
    let draft = Draft { text: "Entwurf".to_owned(), start: 0, end: 0 };
    world.act(Input::Draft { thread: ThreadRef::main(case_id("b")), draft });
    world.act(Input::Silence { case: case_id("a"), silenced: true });
    world.act(Input::Typing { signal: Signal::Typing { thread: ThreadRef::main(case_id("b")) } });
    world.hear(WorkspaceEvent::Typing { thread: ThreadRef::main(case_id("a")), who: Party::Contact });
}

fn signs(world: &mut World, mine: Me) {
    let now = world.now;
    world.contact_says("b", "Guten Tag");
    world.case(CaseView { version: 2, unanswered_since: Some(now), ..chat_with("b", "Eva Kurz") });
    let answer = NotificationAnswer::Closed;
    world.system(SystemEvent::Notification { case: case_id("b"), answer });
    let no_answer = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
    let with = |id: &str, case: &str| [mine.invitations.clone(), vec![invited(id, case)]].concat();
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations: with("l", "w"), ..mine.clone() }));
    world.hear(WorkspaceEvent::Me(Me { version: 3, invitations: with("k", "z"), state: no_answer, ..mine.clone() }));
    world.hear(WorkspaceEvent::Clock { server_now: world.now.plus_ms(5_000) });
}

/// Jana practises.
fn jana_practises() -> (World, CommandId) {
    let mut world = computer(Settings::default());
    world.act(Input::StartPractice);
    world.tell(Event::PracticeStarted(PracticeView { contact_page: "http://127.0.0.1:47800/".to_owned() }));
    world.sign_in(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.act(Input::Team { open: true });
    let (text, part, only) = (String::new(), TeamPart::All, None);
    let _ = world.desk.find_team(&FindTeam { text, part, only, from: 0, count: 9, hold: false });
    world.hear(WorkspaceEvent::Names(Arc::new(names_with_groups_and_skills())));
    let signing_out = sign_out(&mut world);
    (world, signing_out)
}

/// What the former agent does. Gives also the command to sign out, which is on its way.
type Story = fn() -> (World, CommandId);

/// Another agent than one who practises does not come without signing in: a practice centre has one agent.
fn stories() -> Vec<(Story, Switch)> {
    let at_work = SWITCHES.iter().map(|switch| (jana_at_work as Story, *switch));
    let practising = SWITCHES.iter().filter(|switch| !matches!(switch, Switch::Directly));
    at_work.chain(practising.map(|switch| (jana_practises as Story, *switch))).collect()
}

#[test]
fn an_agent_who_signs_in_after_another_finds_nothing_of_the_other() {
    for (story, switch) in stories() {
        let (mut used, signing_out) = story();
        end(&mut used, switch, &signing_out);
        let mut fresh = computer(used.desk.parts.settings.clone());
        fresh.now = used.now;
        katrin_begins(&mut used, switch);
        katrin_begins(&mut fresh, switch);
        let (used, fresh) = (of_the_agent(&used.desk), of_the_agent(&fresh.desk));
        let paths: BTreeSet<_> = used.keys().chain(fresh.keys()).collect();
        let other = paths.into_iter().filter(|path| used.get(*path) != fresh.get(*path));
        let other: Vec<_> = other.map(|path| (path, used.get(path), fresh.get(path))).collect();
        assert!(other.is_empty(), "{switch:?}: {other:#?}");
    }
}

#[test]
fn the_former_agent_of_that_story_has_filled_every_field() {
    let mut unused = Desk::new(Settings::default(), Language::De, None);
    let moment = Moment::new(START, CommandId::new("c").unwrap());
    unused.handle(Event::Attached { window: WindowId::Main }, moment);
    let unused = of_the_agent(&unused);
    let used: Vec<_> = [jana_at_work().0, jana_practises().0].iter().map(|world| fields(&world.desk)).collect();
    let is_value = |text: &str| !text.ends_with(['{', '(', '[']);
    let empty = unused.iter().filter(|(path, text)| {
        is_value(text)
            && used.iter().all(|used| used.get(*path) == Some(text))
            && !is_under(path, &EMPTY_BETWEEN_EVENTS)
    });
    assert_eq!(empty.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn what_belongs_to_the_computer_is_there() {
    let desk = fields(&jana_at_work().0.desk);
    for (path, why) in COMPUTER.iter().chain(&PAGE) {
        assert!(desk.keys().any(|field| is_under(field, &[(path, why)])), "{path}");
    }
}

#[test]
fn a_message_that_no_window_has_shown_to_an_agent_is_not_shown_to_the_next() {
    let (mut world, signing_out) = jana_practises();
    world.tell(Event::Detached { window: WindowId::Main });
    world.tell(Event::NotRead);
    end(&mut world, Switch::AfterSigningOut, &signing_out);
    katrin_begins(&mut world, Switch::AfterSigningOut);
    world.attach(WindowId::Main);
    assert!(world.main().toasts.is_empty());
}

#[test]
fn what_was_kept_for_an_agent_who_has_left_meanwhile_is_not_the_next_ones() {
    let mut world = World::before_sign_in(Settings::default());
    katrin_begins(&mut world, Switch::Directly);
    let before = fields(&world.desk);
    what_was_kept(&mut world);
    assert_eq!(fields(&world.desk), before);
}
