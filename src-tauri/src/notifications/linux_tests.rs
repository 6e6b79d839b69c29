//! The program's side of the notification server, against a recording server on a real bus of its own.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use konsil_app::desk::{SignFault, SystemEvent};
use konsil_protocol::domain::CaseId;
use zbus::interface;
use zbus::message::Header;
use zbus::zvariant::OwnedValue;

use super::*;
use crate::notifications::board::tests::{invitation, message};
use crate::notifications::board::{Board, BoardEvent};
use crate::notifications::{NotificationTask, work};

/// What a condition is waited for before a test fails.
const LONG: Duration = Duration::from_secs(20);

/// A `dbus-daemon` that starts no services.
struct Bus {
    daemon: Child,
    folder: PathBuf,
    address: String,
}

impl Bus {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("konsil-bus-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let rules = folder.join("bus.conf");
        fs::write(
            &rules,
            format!(
                "<busconfig><type>session</type><listen>unix:path={}/bus</listen><policy context=\"default\">\
                 <allow send_destination=\"*\"/><allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>",
                folder.display()
            ),
        )
        .unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", rules.display()))
            .args(["--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("these tests need dbus-daemon (Debian: dbus); `cargo xtask test` installs it");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, folder, address: address.trim().to_owned() }
    }

    fn desktop(&self, heard: impl Fn(Heard) -> bool + Send + Sync + 'static) -> Desktop {
        let mut desktop = Desktop::new("Konsil".into(), "app.konsil.desktop".into(), heard);
        desktop.address = Some(self.address.clone());
        desktop
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[derive(Debug)]
enum Call {
    Notify(Box<Notified>),
    Close { id: u32 },
}

#[derive(Debug)]
struct Notified {
    /// The connection that showed it.
    shower: String,
    app: String,
    replaces: u32,
    icon: String,
    title: String,
    body: String,
    actions: Vec<String>,
    hints: HashMap<String, OwnedValue>,
    timeout: i32,
    /// As it was given.
    id: u32,
}

impl Notified {
    fn hint(&self, name: &str) -> String {
        self.hints.get(name).map_or("missing".into(), |value| Value::from(value.clone()).to_string())
    }
}

struct Recorder {
    capabilities: Vec<String>,
    calls: Sender<Call>,
    last: u32,
    /// Until something comes here, the first notification is not answered.
    held: Option<Mutex<Receiver<()>>>,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Recorder {
    fn get_capabilities(&self) -> Vec<String> {
        self.capabilities.clone()
    }

    #[expect(clippy::too_many_arguments, reason = "the specification has as many")]
    fn notify(
        &mut self,
        #[zbus(header)] header: Header<'_>,
        app: String,
        replaces: u32,
        icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        timeout: i32,
    ) -> u32 {
        if let Some(held) = self.held.take() {
            let _ = held.into_inner().unwrap().recv();
        }
        let id = if replaces == 0 {
            self.last += 1;
            self.last
        } else {
            replaces
        };
        let shower = header.sender().unwrap().to_string();
        let notified = Notified { shower, app, replaces, icon, title, body, actions, hints, timeout, id };
        self.calls.send(Call::Notify(Box::new(notified))).unwrap();
        id
    }

    fn close_notification(&self, id: u32) {
        self.calls.send(Call::Close { id }).unwrap();
    }
}

/// A notification server while it is there.
struct Recording {
    connection: Connection,
    calls: Receiver<Call>,
}

impl Recording {
    /// Ids begin after `last`.
    fn on(bus: &Bus, capabilities: &[&str], last: u32) -> Self {
        Self::holding(bus, capabilities, last, None)
    }

    fn holding(bus: &Bus, capabilities: &[&str], last: u32, held: Option<Receiver<()>>) -> Self {
        let (calls, recorded) = channel();
        let held = held.map(Mutex::new);
        let capabilities = capabilities.iter().map(ToString::to_string).collect();
        let connection = Builder::address(bus.address.as_str())
            .unwrap()
            .serve_at(PATH, Recorder { capabilities, calls, last, held })
            .unwrap()
            .name(NAME)
            .unwrap()
            .build()
            .unwrap();
        Self { connection, calls: recorded }
    }

    fn notified(&self) -> Notified {
        match self.calls.recv_timeout(LONG).unwrap() {
            Call::Notify(notified) => *notified,
            Call::Close { id } => panic!("{id} was closed"),
        }
    }

    fn closed(&self) -> u32 {
        match self.calls.recv_timeout(LONG).unwrap() {
            Call::Close { id } => id,
            Call::Notify(notified) => panic!("{notified:?}"),
        }
    }

    /// As most servers do, to everybody.
    fn say<B: serde::Serialize + zbus::zvariant::DynamicType>(&self, signal: &str, body: &B) {
        self.connection.emit_signal(None::<&str>, PATH, NAME, signal, body).unwrap();
    }

    fn press(&self, id: u32, key: &str) {
        self.say("ActionInvoked", &(id, key));
    }

    fn goes(self) {
        self.connection.close().unwrap();
    }
}

/// The notifications' thread as it runs in the program.
struct Program {
    wishes: Sender<NotificationTask<Heard>>,
    told: Receiver<BoardEvent>,
}

impl Program {
    fn on(bus: &Bus) -> Self {
        Self::patient(bus, PATIENCE)
    }

    fn patient(bus: &Bus, patience: Duration) -> Self {
        let (wishes, inbox) = channel();
        let (tell, told) = channel();
        let ears = wishes.clone();
        let mut desktop = bus.desktop(move |heard| ears.send(NotificationTask::Heard(heard)).is_ok());
        desktop.patience = patience;
        thread::spawn(move || work(Board::new(desktop, |news| tell.send(news).unwrap_or_default()), &inbox));
        Self { wishes, told }
    }

    fn show(&self, notification: ShownNotification) {
        self.wishes.send(NotificationTask::Show(notification)).unwrap();
    }

    fn withdraw(&self, case: &str) {
        self.wishes.send(NotificationTask::Withdraw(CaseId::new(case).unwrap())).unwrap();
    }

    fn told(&self) -> BoardEvent {
        self.told.recv_timeout(LONG).unwrap()
    }

    fn means(&self) -> NotificationMeans {
        let (told, means) = channel();
        self.wishes.send(NotificationTask::Means(told)).unwrap();
        means.recv_timeout(LONG).unwrap()
    }
}

fn answer(case: &str, answer: NotificationAnswer) -> BoardEvent {
    BoardEvent::Event(SystemEvent::Notification { case: CaseId::new(case).unwrap(), answer })
}

const FAULT: BoardEvent = BoardEvent::Event(SystemEvent::Failed(SignFault::Notification));
const FULL: &[&str] = &["body", "body-markup", "actions"];

#[test]
fn a_message_carries_the_hints_of_the_specification_and_a_click_and_a_button() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    program.show(message("a"));
    let shown = server.notified();
    assert_eq!((shown.app.as_str(), shown.icon.as_str(), shown.replaces), ("Konsil", "konsil", 0));
    assert_eq!((shown.title.as_str(), shown.body.as_str()), ("Eva Klein", "Neue Nachricht"));
    assert_eq!(shown.actions, ["default", "Öffnen", "open", "Öffnen"]);
    // The file that the packages install is Konsil.desktop.
    assert_eq!(shown.hint("desktop-entry"), "\"Konsil\"");
    assert_eq!(shown.hint("category"), "\"im.received\"");
    assert_eq!(shown.hint("urgency"), "byte 0x01");
    assert_eq!(shown.hint("suppress-sound"), "true");
    assert_eq!(shown.hints.len(), 4);
    assert_eq!(shown.timeout, -1);
}

#[test]
fn an_invitation_can_be_accepted_and_declined_and_one_that_stays_is_critical() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    program.show(ShownNotification { stays: true, ..invitation("a") });
    let shown = server.notified();
    assert_eq!(shown.actions, ["default", "Konsil öffnen", "accept", "Annehmen", "decline", "Ablehnen"]);
    assert_eq!((shown.hint("urgency").as_str(), shown.timeout), ("byte 0x02", 0));
}

#[test]
fn an_invitation_is_shown_until_it_runs_out_and_that_it_then_goes_is_no_fault() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    for (for_ms, stays, timeout) in
        [(45_000, false, 45_000), (3, false, 1000), (u64::MAX, false, i32::MAX), (45_000, true, 0)]
    {
        program.show(ShownNotification { for_ms: Some(for_ms), stays, ..invitation("a") });
        assert_eq!(server.notified().timeout, timeout);
    }
    // Only when all have been answered: what comes before is about a former one.
    assert_eq!(program.means(), NotificationMeans::Actions);
    server.say("NotificationClosed", &(1_u32, 1_u32));
    assert_eq!(program.told(), answer("a", NotificationAnswer::Closed));
    // It is withdrawn without a word when the invitation is over for the desk, too.
    program.withdraw("a");
    program.show(message("b"));
    assert_eq!((server.notified().id, program.told.try_recv().is_err()), (2, true));
}

#[test]
fn newer_words_replace_those_of_their_case_and_what_is_withdrawn_is_closed() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 6), Program::on(&bus));
    for case in ["a", "b", "a"] {
        program.show(message(case));
    }
    let replaced: Vec<u32> = (0..3).map(|_| server.notified().replaces).collect();
    assert_eq!(replaced, [0, 0, 7]);
    program.withdraw("a");
    assert_eq!(server.closed(), 7);
    // Its end is not the agent's; that of the other is.
    server.say("NotificationClosed", &(7_u32, 3_u32));
    server.say("NotificationClosed", &(8_u32, 2_u32));
    assert_eq!(program.told(), answer("b", NotificationAnswer::Closed));
}

#[test]
fn each_button_is_the_answer_to_its_own_case() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    for (number, key, meant) in [
        (1, "accept", NotificationAnswer::Accept),
        (2, "decline", NotificationAnswer::Decline),
        (3, "default", NotificationAnswer::Open),
    ] {
        program.show(invitation(&format!("c{number}")));
        assert_eq!(server.notified().id, number);
        server.press(number, key);
        assert_eq!(program.told(), answer(&format!("c{number}"), meant));
    }
}

#[test]
fn an_answer_that_is_sent_only_to_who_showed_the_notification_is_heard() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    for body in ["eins", "zwei"] {
        program.show(ShownNotification { body: body.into(), ..message("a") });
    }
    let (first, second) = (server.notified(), server.notified());
    // GNOME refuses to let another connection replace a notification.
    assert_eq!(first.shower, second.shower);
    // Only when both have been answered: what comes before is about the former one.
    assert_eq!(program.means(), NotificationMeans::Actions);
    let only = Some(second.shower.as_str());
    server.connection.emit_signal(only, PATH, NAME, "ActionInvoked", &(second.id, "open")).unwrap();
    assert_eq!(program.told(), answer("a", NotificationAnswer::Open));
}

#[test]
fn a_server_without_actions_gets_none() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, &["body", "inline-reply"], 0), Program::on(&bus));
    assert_eq!(program.means(), NotificationMeans::Plain);
    program.show(ShownNotification { reply: Some("Antworten".into()), ..message("a") });
    let shown = server.notified();
    assert_eq!(shown.actions, Vec::<String>::new());
    assert_eq!(shown.hints.len(), 4);
}

#[test]
fn what_a_contact_writes_is_no_markup_anywhere() {
    let words = ShownNotification {
        title: "<b>Eva</b>".into(),
        body: "<b>1 & 2</b>\u{202E}<img src=\"x\"/>".into(),
        ..message("a")
    };
    for (capabilities, body) in [
        (FULL, "&lt;b&gt;1 &amp; 2&lt;/b&gt;&lt;img src=\"x\"/&gt;"),
        (&["body", "actions"], "‹b›1 & 2‹/b›‹img src=\"x\"/›"),
    ] {
        let bus = Bus::new();
        let (server, program) = (Recording::on(&bus, capabilities, 0), Program::on(&bus));
        program.show(words.clone());
        let shown = server.notified();
        // The specification knows no markup in titles.
        assert_eq!((shown.title.as_str(), shown.body.as_str()), ("<b>Eva</b>", body));
    }
}

#[test]
fn a_server_with_a_field_to_answer_in_offers_it() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, &["actions", "inline-reply"], 0), Program::on(&bus));
    program.show(ShownNotification { reply: Some("Antworten".into()), ..message("a") });
    let shown = server.notified();
    assert_eq!(shown.actions, ["default", "Öffnen", "open", "Öffnen", "inline-reply", "Antworten"]);
    assert_eq!(shown.hint("x-kde-reply-placeholder-text"), "\"Antworten\"");
    server.say("NotificationReplied", &(shown.id, "Guten Tag"));
    assert_eq!(program.told(), answer("a", NotificationAnswer::Reply { text: "Guten Tag".into() }));
}

#[test]
fn without_a_server_there_is_a_fault_and_one_that_comes_later_shows_what_is_wanted() {
    let bus = Bus::new();
    let program = Program::on(&bus);
    assert_eq!(program.means(), NotificationMeans::None);
    program.show(message("a"));
    program.show(message("b"));
    assert_eq!((program.told(), program.told()), (FAULT, FAULT));
    program.withdraw("b");
    let server = Recording::on(&bus, FULL, 0);
    let shown = server.notified();
    assert_eq!(program.told(), BoardEvent::OtherMeans);
    assert_eq!(program.means(), NotificationMeans::Actions);
    server.press(shown.id, "open");
    assert_eq!(program.told(), answer("a", NotificationAnswer::Open));
    assert!(server.calls.try_recv().is_err(), "b was withdrawn");
}

#[test]
fn a_server_that_starts_anew_shows_again_what_stood_and_what_comes() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    program.show(message("a"));
    server.notified();
    // Only when it has been answered.
    assert_eq!(program.means(), NotificationMeans::Actions);
    server.goes();
    // Its first id is that of the former one's first.
    let server = Recording::on(&bus, &["body"], 0);
    let again = server.notified();
    assert_eq!((again.id, again.replaces, again.actions.len()), (1, 0, 0));
    assert_eq!(program.told(), BoardEvent::OtherMeans);
    program.show(message("a"));
    assert_eq!(server.notified().replaces, 1);
    program.withdraw("a");
    assert_eq!(server.closed(), 1);
}

#[test]
fn a_server_that_went_is_a_fault_and_the_next_notification_tries_anew() {
    let bus = Bus::new();
    let (server, program) = (Recording::on(&bus, FULL, 0), Program::on(&bus));
    program.show(message("a"));
    server.notified();
    // Only when it has been answered.
    assert_eq!(program.means(), NotificationMeans::Actions);
    server.goes();
    program.show(message("b"));
    assert_eq!(program.told(), FAULT);
    program.withdraw("a");
    program.withdraw("b");
    let server = Recording::on(&bus, FULL, 0);
    program.show(message("c"));
    assert_eq!(server.notified().replaces, 0);
}

#[test]
fn a_server_that_does_not_answer_is_a_fault_and_holds_up_nobody_for_long() {
    let bus = Bus::new();
    let (release, held) = channel();
    let server = Recording::holding(&bus, FULL, 0, Some(held));
    let program = Program::patient(&bus, Duration::from_millis(200));
    program.show(message("a"));
    assert_eq!(program.told(), FAULT);
    release.send(()).unwrap();
    server.notified();
    program.show(message("b"));
    let shown = server.notified();
    server.press(shown.id, "open");
    assert_eq!(program.told(), answer("b", NotificationAnswer::Open));
}

/// A desktop whose events stay where the test can see them.
fn driven(bus: &Bus) -> (Desktop, Receiver<Heard>) {
    let (ears, heard) = channel();
    (bus.desktop(move |event| ears.send(event).is_ok()), heard)
}

#[test]
fn a_closing_that_was_on_its_way_when_newer_words_came_is_not_theirs() {
    let bus = Bus::new();
    let server = Recording::on(&bus, FULL, 0);
    let (mut desktop, heard) = driven(&bus);
    let former = desktop.show(&message("a"), None).unwrap();
    server.say("NotificationClosed", &(former.id, 1_u32));
    let closed = heard.recv_timeout(LONG).unwrap();
    assert!(Desktop::concerns(&closed, &former));
    let newer = desktop.show(&message("a"), Some(former)).unwrap();
    assert!(!Desktop::concerns(&closed, &newer));
    server.say("NotificationClosed", &(newer.id, 1_u32));
    assert!(Desktop::concerns(&heard.recv_timeout(LONG).unwrap(), &newer));
}

#[test]
fn a_server_that_took_over_unseen_gets_the_body_as_it_reads_it() {
    let bus = Bus::new();
    let plain = Recording::on(&bus, &["body"], 0);
    let (mut desktop, _heard) = driven(&bus);
    let words = ShownNotification { body: "1 < 2".into(), ..message("a") };
    desktop.show(&words, None).unwrap();
    assert_eq!(plain.notified().body, "1 ‹ 2");
    plain.goes();
    let markup = Recording::on(&bus, FULL, 40);
    let shown = desktop.show(&words, None).unwrap();
    assert_eq!(markup.notified().id, 41);
    let mended = markup.notified();
    assert_eq!((mended.body.as_str(), mended.replaces, shown.id), ("1 &lt; 2", 41, 41));
}
