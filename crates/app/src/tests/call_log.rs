//! A day at work as the system gets to see it: every call that reaches the shell, in order, in its words.

use std::time::Duration;

use konsil_desk::input::Input;
use konsil_desk::{
    BadgeMeans, Flash, FlashMeans, Means, NotificationAnswer, NotificationMeans, Setting, SettingValue, SystemEvent,
    TrayChoice, WindowId,
};
use konsil_protocol::domain::*;

use super::signs::{ISOLATION, now};
use super::stage::*;
use crate::ShownNotification;

const OWN: WindowId = WindowId::Chat(1);

/// A computer that can do everything.
const MEANS: Means = Means {
    flash: FlashMeans::Taskbar,
    badge: BadgeMeans::Overlay,
    notifications: NotificationMeans::Actions,
    tray: true,
    sound: true,
    idle: true,
};

/// One line for each call; titles and the tray's menu have tests of their own.
fn line(asked: &Asked) -> Option<String> {
    Some(match asked {
        Asked::Open(window, title) => format!("open {window}: {title}"),
        Asked::Close(window) => format!("close {window}"),
        Asked::Focus(window) => format!("focus {window}"),
        Asked::Title(..) | Asked::Theme(_) | Asked::Zoom(_) => return None,
        Asked::Flash(window, Flash::Begin) => format!("flash {window}"),
        Asked::Flash(window, Flash::End) => format!("flash {window} no more"),
        Asked::Badge(count, words) => format!("badge {count}: {words}"),
        Asked::Notify(shown) => format!("notify {}: {}", shown.case, notification(shown)),
        Asked::Withdraw(case) => format!("withdraw {case}"),
        Asked::Play(sound, volume) => format!("play {sound:?} at {volume}"),
        Asked::Tray(tray) => format!("tray: {}", tray.tooltip),
        Asked::Shortcut(shortcut) => format!("shortcut {shortcut:?}"),
        Asked::Quit => "quit".to_owned(),
    })
}

fn notification(shown: &ShownNotification) -> String {
    let mut parts = vec![shown.title.clone(), shown.body.clone()];
    parts.extend(shown.buttons.iter().map(|button| format!("[{}]", button.label)));
    parts.extend(shown.reply.iter().map(|label| format!("<{label}>")));
    parts.extend(shown.stays.then(|| "stays".to_owned()));
    parts.join(" | ")
}

/// Jana at work: Martin's chat stands in a window of its own, Petra's in the main window, which has the keyboard.
struct Day {
    desktop: Desktop,
    session: Session,
    /// So many calls were read.
    read: usize,
    version: u64,
    order: u64,
}

impl Day {
    async fn begins(folders: &Folders) -> Self {
        let chats = vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")];
        let (mut desktop, session) = Desktop::at_work(folders, chats).await;
        desktop.handle.system(SystemEvent::Means(MEANS));
        desktop.act(Input::TearOff { case: case_id("a") }).await;
        desktop.attach(OWN).await;
        desktop.act(Input::Select { case: case_id("b") }).await;
        let mut day = Self { desktop, session, read: 0, version: 1, order: 0 };
        day.log();
        day
    }

    /// What the shell was asked for since the last look.
    fn log(&mut self) -> Vec<String> {
        let all = self.desktop.shell.all();
        let lines = all[self.read..].iter().filter_map(line).collect();
        self.read = all.len();
        lines
    }

    /// Martin writes: the lines come before the view, as the server sends them.
    async fn martin_writes(&mut self, text: &str) {
        self.order += 1;
        let body = EntryBody::Message {
            origin: Party::Contact.into(),
            message: CommandId::new(format!("page-{}", self.order)).unwrap(),
            content: MessageContent::Text(text.to_owned()),
        };
        let id = EventId::new(format!("e{}", self.order)).unwrap();
        let entries = vec![Placed { order: self.order, entry: Entry { id, at: now(), body } }];
        let change = EntriesChange::Appended { entries };
        self.session.tell(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change }).await;
        self.martin_waits(Some(now())).await;
    }

    async fn martin_waits(&mut self, unanswered_since: Option<Timestamp>) {
        self.version += 1;
        let view = CaseView { version: self.version, unanswered_since, ..chat_with("a", "Martin Hoffmann") };
        self.session.tell(WorkspaceEvent::Case(Box::new(view))).await;
        self.heard().await;
    }

    /// All that the session told has been dealt with.
    async fn heard(&self) {
        while self.session.events.capacity() < self.session.events.max_capacity() {
            tokio::task::yield_now().await;
        }
        self.dealt_with().await;
    }

    async fn is_invited(&mut self, invitations: Vec<InvitationView>) {
        let me = Me {
            do_not_disturb_ms: None,
            agent: agent("jana"),
            version: 2,
            name: "Jana Becker".to_owned(),
            nickname: None,
            state: AgentState::Ready,
            state_since: Timestamp(0),
            places_taken: 2,
            capacity: 3,
            invitations,
        };
        self.session.tell(WorkspaceEvent::Me(me)).await;
        self.heard().await;
    }

    async fn system(&self, event: SystemEvent) {
        self.desktop.handle.system(event);
        self.dealt_with().await;
    }

    async fn focus(&self, window: Option<WindowId>) {
        self.desktop.handle.focus_changed(window);
        self.dealt_with().await;
    }

    /// Calls are taken in order: when this one is answered, those before it have been dealt with.
    async fn dealt_with(&self) {
        let _ = self.desktop.handle.decisions().await.unwrap();
    }

    async fn command(&mut self) -> (CommandId, Command) {
        loop {
            if let BackendRequest::Do { id, command } = self.session.request().await {
                return (id, command);
            }
        }
    }
}

fn aylin(id: &str) -> InvitationView {
    InvitationView {
        invitation: InvitationId::new(id).unwrap(),
        case: case_id("c"),
        kind: InvitationKind::Chat,
        by: None,
        contact_name: "Aylin Şahin".to_owned(),
        contact_language: Some(Language::De),
        queue: QueueId::new("billing").unwrap(),
        text: Some("Meine Karte ist weg".to_owned()),
        remaining_ms: 30_000,
        contact_interrupted: false,
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_comes_back_an_invitation_and_another_language() {
    let folders = Folders::new();
    let mut day = Day::begins(&folders).await;

    // Martin writes while Jana is in Petra's chat.
    day.martin_writes("Meine Rechnung stimmt nicht.").await;
    let rang = [
        "notify a: Martin Hoffmann | Neue Nachricht | [Öffnen] | <Antworten>",
        "play Message at 60",
        "tray: Jana Becker · Bereit · 1 Chat wartet auf Sie",
        "flash chat-1",
        "badge 1: 1 Chat wartet auf Sie",
    ];
    assert_eq!(day.log(), rang);

    // She answers in the notification. In the outbox it stops the signs; refused, it brings them back.
    let answer = NotificationAnswer::Reply { text: "Ich sehe nach.".to_owned() };
    day.system(SystemEvent::Notification { case: case_id("a"), answer }).await;
    let stopped =
        ["withdraw a", "tray: Jana Becker · Bereit", "flash chat-1 no more", "badge 0: 0 Chats warten auf Sie"];
    assert_eq!(day.log(), stopped);
    let (id, command) = day.command().await;
    assert!(
        matches!(&command, Command::SendMessage { content: MessageContent::Text(text), .. } if text == "Ich sehe nach."),
        "{command:?}"
    );
    day.session.tell(WorkspaceEvent::Answered { id, result: Err(Refusal::NotPermitted) }).await;
    day.heard().await;
    let back = ["tray: Jana Becker · Bereit · 1 Chat wartet auf Sie", "flash chat-1", "badge 1: 1 Chat wartet auf Sie"];
    assert_eq!(day.log(), back);

    // A chat is offered. Its sound would be the second in five seconds.
    day.is_invited(vec![aylin("i")]).await;
    let offered = [
        "tray: Jana Becker · Bereit · 2 Chats warten auf Sie",
        "badge 2: 2 Chats warten auf Sie",
        "notify c: Neuer Chat: Aylin Şahin | billing | [Annehmen] | [Ablehnen]",
    ];
    assert_eq!(day.log(), offered);
    day.system(SystemEvent::Notification { case: case_id("c"), answer: NotificationAnswer::Accept }).await;
    let (_, command) = day.command().await;
    assert_eq!(command, Command::AcceptInvitation { invitation: InvitationId::new("i").unwrap() });
    let accepted = [
        "focus main",
        "tray: Jana Becker · Bereit · 1 Chat wartet auf Sie",
        "withdraw c",
        "badge 1: 1 Chat wartet auf Sie",
    ];
    assert_eq!(day.log(), accepted);
    day.is_invited(Vec::new()).await;

    // From another program the shortcut brings Martin's window; left without an answer, it flashes again.
    day.focus(None).await;
    assert_eq!(day.log(), [""; 0]);
    day.system(SystemEvent::ShortcutPressed).await;
    assert_eq!(day.log(), ["focus chat-1"]);
    day.focus(Some(OWN)).await;
    assert_eq!(day.log(), ["flash chat-1 no more"]);
    day.focus(None).await;
    assert_eq!(day.log(), ["flash chat-1"]);

    // What stands there is said in the other language, and so is what comes next.
    let language = SettingValue::Language { language: Language::En };
    day.desktop.act(Input::Set { setting: Setting::Language, value: language }).await;
    assert_eq!(
        day.log(),
        ["badge 1: 1 chat is waiting for you", "tray: Jana Becker · Ready · 1 chat is waiting for you"]
    );
    tokio::time::advance(Duration::from_secs(6)).await;
    day.martin_writes("Hallo?").await;
    assert_eq!(day.log(), ["notify a: Martin Hoffmann | New message | [Open] | <Reply>", "play Message at 60"]);
    day.is_invited(vec![aylin("j")]).await;
    let offered = [
        "tray: Jana Becker · Ready · 2 chats are waiting for you",
        "flash main",
        "badge 2: 2 chats are waiting for you",
        "notify c: New chat: Aylin Şahin | billing | [Accept] | [Decline]",
    ];
    assert_eq!(day.log(), offered);
    day.system(SystemEvent::Tray(TrayChoice::Quit)).await;
    assert_eq!(day.log(), ["focus main"], "with an open chat the agent is asked");
    day.desktop.act(Input::Quit { really: true }).await;
    assert_eq!(day.log(), ["quit"]);
    for asked in day.desktop.shell.all() {
        assert!(!format!("{asked:?}").contains(ISOLATION), "{asked:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn do_not_disturb_and_silence_stop_what_makes_itself_felt_and_leave_the_number() {
    let folders = Folders::new();
    let mut day = Day::begins(&folders).await;
    day.martin_writes("Meine Rechnung stimmt nicht.").await;
    day.log();

    let until = Some(Timestamp(now().0 + 3_600_000));
    day.desktop.act(Input::SetDoNotDisturb { until }).await;
    let quiet =
        ["tray: Jana Becker · Bereit · Nicht stören · 1 Chat wartet auf Sie", "withdraw a", "flash chat-1 no more"];
    assert_eq!(sorted(day.log()), sorted(quiet));
    tokio::time::advance(Duration::from_secs(6)).await;
    day.martin_writes("Hallo?").await;
    assert_eq!(day.log(), [""; 0]);
    day.system(SystemEvent::Tray(TrayChoice::EndDoNotDisturb)).await;
    let rings = "notify a: Martin Hoffmann | 2 neue Nachrichten | [Öffnen] | <Antworten>";
    let over = ["tray: Jana Becker · Bereit · 1 Chat wartet auf Sie", "flash chat-1", rings];
    assert_eq!(sorted(day.log()), sorted(over));

    day.desktop.act(Input::Silence { case: case_id("a"), silenced: true }).await;
    assert_eq!(sorted(day.log()), sorted(["withdraw a", "flash chat-1 no more"]));
    day.martin_writes("Sind Sie da?").await;
    assert_eq!(day.log(), [""; 0]);
    day.desktop.act(Input::Silence { case: case_id("a"), silenced: false }).await;
    let rings = "notify a: Martin Hoffmann | 3 neue Nachrichten | [Öffnen] | <Antworten>";
    assert_eq!(sorted(day.log()), sorted(["flash chat-1", rings]));
}

#[tokio::test(start_paused = true)]
async fn where_nothing_flashes_a_notification_stays_until_the_chat_is_answered() {
    let folders = Folders::new();
    let mut day = Day::begins(&folders).await;
    let launcher = BadgeMeans::Launcher;
    day.system(SystemEvent::Means(Means { flash: FlashMeans::Notification, badge: launcher, ..MEANS })).await;
    day.martin_writes("Meine Rechnung stimmt nicht.").await;
    let stays = "notify a: Martin Hoffmann | Neue Nachricht | [Öffnen] | <Antworten> | stays";
    assert!(day.log().iter().any(|line| line == stays));
    day.focus(Some(OWN)).await;
    assert!(day.log().contains(&"withdraw a".to_owned()), "it is in view");
    day.focus(None).await;
    let waits = "notify a: Martin Hoffmann | Wartet auf Ihre Antwort | [Öffnen] | <Antworten> | stays";
    assert!(day.log().iter().any(|line| line == waits));
    day.martin_waits(None).await;
    assert!(day.log().contains(&"withdraw a".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_silenced_chat_makes_no_noise_after_a_restart_either() {
    let folders = Folders::new();
    let day = Day::begins(&folders).await;
    day.desktop.act(Input::Silence { case: case_id("a"), silenced: true }).await;
    day.desktop.handle.shutdown().await;
    drop(day);

    let mut desktop = Desktop::start(&folders).await;
    let session = desktop.session().await;
    session.signed_in(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]).await;
    desktop.sees(|page| page.rows().len() == 2).await;
    desktop.handle.focus_changed(None);
    let mut day = Day { desktop, session, read: 0, version: 1, order: 0 };
    day.log();
    day.martin_writes("Hallo?").await;
    assert_eq!(
        day.log(),
        ["tray: Jana Becker · Bereit · 1 Chat wartet auf Sie", "badge 1: 1 Chat wartet auf Sie"],
        "it still counts"
    );
}

fn sorted<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut lines: Vec<_> = lines.into_iter().map(|line| line.as_ref().to_owned()).collect();
    lines.sort();
    lines
}
