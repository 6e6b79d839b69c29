//! A notification server that shows nothing and records everything, as `org.freedesktop.Notifications` says.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use zbus::connection::Builder;
use zbus::object_server::{InterfaceRef, SignalEmitter};
use zbus::zvariant::OwnedValue;
use zbus::{Connection, interface};

use super::{Seen, soon};

const PATH: &str = "/org/freedesktop/Notifications";

/// What kind of server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capable {
    /// Buttons, markup, a field to answer in, and a word on whether it is quiet: KDE's; most desktops have less.
    OfActions,
    /// Text and nothing else.
    OfTextOnly,
}

impl Capable {
    fn list(self) -> Vec<String> {
        let list: &[&str] = match self {
            Self::OfActions => &["actions", "body", "body-markup", "inline-reply", "persistence"],
            Self::OfTextOnly => &["body"],
        };
        list.iter().map(ToString::to_string).collect()
    }
}

/// One call of `Notify`.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What the server answered.
    pub id: u32,
    /// What it is to replace; 0: nothing.
    pub replaces: u32,
    pub program: String,
    pub icon: String,
    pub summary: String,
    pub body: String,
    /// Key and label.
    pub actions: Vec<(String, String)>,
    /// Written out.
    pub hints: BTreeMap<String, String>,
    /// Milliseconds; 0: never, -1: as the server likes.
    pub timeout: i32,
}

impl Shown {
    /// This stands in it.
    pub fn title_or_body(&self, text: &str) -> bool {
        self.summary.contains(text) || self.body.contains(text)
    }

    /// The key of the button with this label.
    pub fn button(&self, label: &str) -> Option<&str> {
        self.actions.iter().find(|(_, shown)| shown == label).map(|(key, _)| key.as_str())
    }

    /// The labels of its buttons: what can be seen of its actions.
    pub fn buttons(&self) -> Vec<&str> {
        self.actions.iter().filter(|(key, _)| key != "default").map(|(_, label)| label.as_str()).collect()
    }
}

/// What a notification server was asked.
#[derive(Debug, Clone)]
enum Asked {
    Show(Shown),
    Withdraw(u32),
}

/// The server under whose eyes a desktop runs.
pub struct NotificationServer {
    _connection: Connection,
    daemon: InterfaceRef<Daemon>,
    record: Arc<Mutex<Vec<Seen<Asked>>>>,
}

impl NotificationServer {
    pub(super) async fn start(bus: &str, capable: Capable) -> Self {
        let record: Arc<Mutex<Vec<Seen<Asked>>>> = Arc::default();
        let daemon = Daemon { capable, last: 0, quiet: false, record: record.clone() };
        let connection = Builder::address(bus)
            .and_then(|builder| builder.serve_at(PATH, daemon))
            .and_then(|builder| builder.name("org.freedesktop.Notifications"))
            .expect("the bus has an address")
            .build()
            .await
            .expect("the bus has no other notification server");
        let daemon = connection.object_server().interface(PATH).await.expect("it is served");
        Self { _connection: connection, daemon, record }
    }

    /// Everything that was ever shown, in order.
    pub fn all(&self) -> Vec<Shown> {
        self.shown_since(0)
    }

    /// How much has been asked so far: what comes later comes after this.
    pub fn mark(&self) -> usize {
        self.record().len()
    }

    /// Waits for a notification after `mark`.
    pub async fn shows(&self, mark: usize, what: &str, fits: impl Fn(&Shown) -> bool) -> Shown {
        soon(&format!("the notification {what}; there are {:#?}", self.all()), || {
            self.record().iter().skip(mark).find_map(|seen| match &seen.what {
                Asked::Show(shown) => fits(shown).then(|| shown.clone()),
                Asked::Withdraw(_) => None,
            })
        })
        .await
    }

    /// What was shown after `mark`.
    pub fn shown_since(&self, mark: usize) -> Vec<Shown> {
        let shown = |seen: &Seen<Asked>| match &seen.what {
            Asked::Show(shown) => Some(shown.clone()),
            Asked::Withdraw(_) => None,
        };
        self.record().iter().skip(mark).filter_map(shown).collect()
    }

    /// Waits until that notification was withdrawn after it was shown last.
    pub async fn withdraws(&self, id: u32) {
        soon(&format!("notification {id} to be withdrawn"), || {
            let last = self.record().iter().rev().find_map(|seen| match &seen.what {
                Asked::Show(shown) if shown.id == id => Some(false),
                Asked::Withdraw(withdrawn) if *withdrawn == id => Some(true),
                Asked::Show(_) | Asked::Withdraw(_) => None,
            });
            (last == Some(true)).then_some(())
        })
        .await;
    }

    /// The person clicks: on a button, or on the notification itself (`default`).
    pub async fn is_clicked(&self, id: u32, action: &str) {
        self.answered().await;
        let emitter = self.daemon.signal_emitter();
        Daemon::action_invoked(emitter, id, action).await.expect("the bus takes a signal");
        // What was clicked on goes away by itself; 2: by the person.
        Daemon::notification_closed(emitter, id, 2).await.expect("the bus takes a signal");
    }

    /// The person answers in the notification's own field.
    pub async fn is_answered(&self, id: u32, text: &str) {
        self.answered().await;
        let emitter = self.daemon.signal_emitter();
        Daemon::notification_replied(emitter, id, text).await.expect("the bus takes a signal");
        Daemon::notification_closed(emitter, id, 2).await.expect("the bus takes a signal");
    }

    /// The person waves it away.
    pub async fn is_waved_away(&self, id: u32) {
        self.answered().await;
        Daemon::notification_closed(self.daemon.signal_emitter(), id, 2).await.expect("the bus takes a signal");
    }

    /// The do-not-disturb of the system.
    pub async fn begins_do_not_disturb(&self) {
        let mut daemon = self.daemon.get_mut().await;
        daemon.quiet = true;
        daemon.inhibited_changed(self.daemon.signal_emitter()).await.expect("the bus takes a signal");
    }

    pub async fn ends_do_not_disturb(&self) {
        let mut daemon = self.daemon.get_mut().await;
        daemon.quiet = false;
        daemon.inhibited_changed(self.daemon.signal_emitter()).await.expect("the bus takes a signal");
    }

    /// All calls in order, for people to read.
    pub fn write_down(&self, file: &Path) {
        let mut text = String::from(
            "| id | replaces | summary | body | actions | hints | timeout |\n|---|---|---|---|---|---|---|\n",
        );
        for seen in self.record().iter() {
            let _ = match &seen.what {
                Asked::Show(it) => writeln!(
                    text,
                    "| {} | {} | `{}` | `{}` | {:?} | {:?} | {} |",
                    it.id, it.replaces, it.summary, it.body, it.actions, it.hints, it.timeout
                ),
                Asked::Withdraw(id) => writeln!(text, "| {id} | | *withdrawn* | | | | |"),
            };
        }
        std::fs::write(file, text).expect("the calls can be written down");
    }

    /// Nobody clicks on what is not yet shown: the call that shows it has been answered when the daemon is free again.
    async fn answered(&self) {
        drop(self.daemon.get_mut().await);
    }

    fn record(&self) -> MutexGuard<'_, Vec<Seen<Asked>>> {
        self.record.lock().expect("nobody fails while holding this")
    }
}

struct Daemon {
    capable: Capable,
    last: u32,
    quiet: bool,
    record: Arc<Mutex<Vec<Seen<Asked>>>>,
}

impl Daemon {
    fn asked(&self, asked: Asked) {
        self.record.lock().expect("nobody fails while holding this").push(Seen::now(asked));
    }
}

#[interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    fn get_capabilities(&self) -> Vec<String> {
        self.capable.list()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("recorder".into(), "Konsil".into(), "1".into(), "1.2".into())
    }

    #[expect(clippy::too_many_arguments, reason = "the specification's signature")]
    fn notify(
        &mut self,
        program: String,
        replaces: u32,
        icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        timeout: i32,
    ) -> u32 {
        let id = if replaces == 0 { self.last + 1 } else { replaces };
        self.last = self.last.max(id);
        let pairs = actions.chunks(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone())));
        let shown = Shown {
            id,
            replaces,
            program,
            icon,
            summary,
            body,
            actions: pairs.collect(),
            hints: hints.iter().map(|(name, value)| (name.clone(), written(value))).collect(),
            timeout,
        };
        self.asked(Asked::Show(shown));
        id
    }

    async fn close_notification(&self, id: u32, #[zbus(signal_emitter)] emitter: SignalEmitter<'_>) {
        self.asked(Asked::Withdraw(id));
        // 3: as the program asked.
        let _ = Self::notification_closed(&emitter, id, 3).await;
    }

    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.quiet
    }

    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, id: u32, reason: u32) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_replied(emitter: &SignalEmitter<'_>, id: u32, text: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action_key: &str) -> zbus::Result<()>;
}

/// A hint's value without its quotes and type.
fn written(value: &OwnedValue) -> String {
    let number = u8::try_from(value).map(i64::from).or_else(|_| i32::try_from(value).map(i64::from));
    let text = <&str>::try_from(value).map(str::to_owned);
    text.unwrap_or_else(|_| number.map_or_else(|_| value.to_string(), |number| number.to_string()))
}
