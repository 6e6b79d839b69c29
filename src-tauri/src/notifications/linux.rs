//! Linux: the desktop's notification server on the session bus, by the specification of freedesktop.org.
//!
//! One connection shows, replaces, closes and listens, and it listens before anything is shown. GNOME sends answers only
//! to the connection that showed a notification, refuses to let another one replace or close it, and takes it away when
//! that connection ends. (That is why notify-rust, which opens a connection per notification and begins to listen
//! afterwards, is not used on this system.)

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use konsil_app::ShownNotification;
use konsil_app::desk::{NotificationAnswer, NotificationMeans};
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Sequence, Type};
use zbus::zvariant::Value;
use zbus::{Error, MatchRule};

use super::board::{Meaning, Server, Unshown};
use super::button::{key, pressed};
use super::text;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// A server that does not answer must not hold up the notifications of other cases for longer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Briefer than that nobody reads it; and 0 would be for ever.
const SHORTEST_MS: u64 = 1000;
/// KDE's name for a field to answer in; its capability has the same.
const INLINE_REPLY: &str = "inline-reply";

/// The notification server, which may start and end at any time.
pub struct Desktop {
    /// Shown beside the notification, and the name of the desktop file without its ending.
    name: String,
    /// The session's, if None.
    address: Option<String>,
    heard: Ears,
    patience: Duration,
    bus: Option<Connection>,
    /// Which server there is and what it can do, once it has been asked.
    server: Option<Asked>,
}

#[derive(Debug, Clone)]
struct Asked {
    owner: String,
    actions: bool,
    body_markup: bool,
    inline_reply: bool,
}

/// One notification at one server.
#[derive(Debug)]
pub struct Shown {
    server: String,
    id: u32,
    /// If it has taken over the id of another, when the server said so: what came before was about that one.
    since: Sequence,
}

/// A signal.
#[derive(Debug)]
pub struct Heard {
    sender: String,
    at: Sequence,
    signal: Signal,
}

#[derive(Debug)]
enum Signal {
    Pressed { id: u32, key: String },
    Replied { id: u32, text: String },
    Closed { id: u32 },
    OwnerChanged { former: String, owner: String },
}

/// Takes what is heard; false once nobody listens any more.
type Ears = Arc<dyn Fn(Heard) -> bool + Send + Sync>;

impl Desktop {
    pub fn new(name: String, _identifier: String, heard: impl Fn(Heard) -> bool + Send + Sync + 'static) -> Self {
        Self { name, address: None, heard: Arc::new(heard), patience: PATIENCE, bus: None, server: None }
    }

    /// Connected, and listening.
    fn bus(&mut self) -> zbus::Result<Connection> {
        if let Some(bus) = &self.bus {
            return Ok(bus.clone());
        }
        let builder = match &self.address {
            Some(address) => Builder::address(address.as_str())?,
            None => Builder::session()?,
        };
        let bus = builder.method_timeout(self.patience).build()?;
        listen(&bus, Arc::clone(&self.heard))?;
        self.server = None;
        Ok(self.bus.insert(bus).clone())
    }

    fn ask(&mut self) -> zbus::Result<Asked> {
        let reply = call(&self.bus()?, "GetCapabilities", &())?;
        let capabilities: Vec<String> = reply.body().deserialize()?;
        let can = |name: &str| capabilities.iter().any(|capability| capability == name);
        let asked = Asked {
            owner: sender(&reply),
            actions: can("actions"),
            body_markup: can("body-markup"),
            inline_reply: can(INLINE_REPLY),
        };
        tracing::info!(?asked, "the notification server");
        Ok(self.server.insert(asked).clone())
    }

    fn notify(&mut self, notification: &ShownNotification, former: Option<&Shown>) -> zbus::Result<Shown> {
        let mut replaces = former.map(|shown| (shown.server.clone(), shown.id));
        let mut again = true;
        loop {
            let server = match &self.server {
                Some(server) => server.clone(),
                None => self.ask()?,
            };
            let id = replaces.filter(|(owner, _)| *owner == server.owner).map_or(0, |(_, id)| id);
            let reply = self.send(notification, &server, id)?;
            let given = reply.body().deserialize()?;
            let since = if given == id { reply.recv_position() } else { Sequence::default() };
            let shown = Shown { server: sender(&reply), id: given, since };
            if shown.server == server.owner || !again {
                return Ok(shown);
            }
            // Another server has taken over since the question: it may read the body in another way.
            self.server = None;
            replaces = Some((shown.server, shown.id));
            again = false;
        }
    }

    fn send(&mut self, notification: &ShownNotification, server: &Asked, replaces: u32) -> zbus::Result<Message> {
        let bus = self.bus()?;
        let reply = notification.reply.as_deref().filter(|_| server.inline_reply);
        let actions = if server.actions { actions(notification, reply) } else { Vec::new() };
        let body = &notification.body;
        let body = if server.body_markup { text::escaped(body) } else { text::unmarked(body) };
        let urgency = if notification.stays { 2_u8 } else { 1_u8 };
        let timeout = timeout(notification);
        let mut hints: HashMap<&str, Value> = HashMap::from([
            ("urgency", urgency.into()),
            ("category", "im.received".into()),
            ("desktop-entry", self.name.as_str().into()),
            // The program has sounds of its own, with a rule for how often.
            ("suppress-sound", true.into()),
        ]);
        if let (Some(label), true) = (reply, server.actions) {
            hints.insert("x-kde-reply-placeholder-text", label.into());
            hints.insert("x-kde-reply-submit-button-text", label.into());
        }
        let icon = env!("CARGO_PKG_NAME");
        let title = &notification.title;
        call(&bus, "Notify", &(&self.name, replaces, icon, title, body, actions, hints, timeout))
    }

    /// Never starts a server: one that ends when it has nothing to show would be started for ever.
    fn owner_changed(&mut self, former: &str, owner: &str) -> Meaning {
        let known = self.server.as_ref().map(|server| server.owner.as_str());
        if known == Some(owner) {
            return Meaning::Nothing;
        }
        if owner.is_empty() {
            // Meaning of one that has a successor already is stale.
            if known == Some(former) {
                self.server = None;
            }
            return Meaning::Nothing;
        }
        self.server = None;
        if let Err(error) = self.ask() {
            let why = self.failed(&error);
            tracing::warn!("a notification server that has come does not answer: {why}");
        }
        Meaning::OtherServer
    }

    /// The reason for the log. A bus that is gone is looked for anew by the next call.
    fn failed(&mut self, error: &Error) -> Unshown {
        if let Error::InputOutput(cause) = error
            && cause.kind() != std::io::ErrorKind::TimedOut
            && let Some(bus) = self.bus.take()
        {
            let _ = bus.close();
        }
        Unshown(error.to_string())
    }
}

impl Server for Desktop {
    type Key = Shown;
    type Event = Heard;

    fn show(&mut self, notification: &ShownNotification, former: Option<Shown>) -> Result<Shown, Unshown> {
        let shown = self.notify(notification, former.as_ref()).map_err(|error| self.failed(&error))?;
        tracing::debug!(case = %notification.case, id = shown.id, "notification");
        Ok(shown)
    }

    fn close(&mut self, shown: Shown) {
        let Some(bus) = self.bus.clone().filter(|_| self.stands(&shown)) else { return };
        // Some servers call it an error if it is no longer there.
        if let Err(error) = call(&bus, "CloseNotification", &(shown.id,)) {
            let error = self.failed(&error);
            tracing::debug!(id = shown.id, "not closed: {error}");
        }
    }

    fn hear(&mut self, heard: &Heard) -> Meaning {
        match &heard.signal {
            Signal::Pressed { key, .. } => pressed(key).map_or(Meaning::Nothing, Meaning::Answered),
            Signal::Replied { text, .. } => Meaning::Answered(NotificationAnswer::Reply { text: text.clone() }),
            Signal::Closed { .. } => Meaning::Closed,
            Signal::OwnerChanged { former, owner } => self.owner_changed(former, owner),
        }
    }

    fn concerns(heard: &Heard, shown: &Shown) -> bool {
        let about = match heard.signal {
            Signal::Pressed { id, .. } | Signal::Replied { id, .. } | Signal::Closed { id } => Some(id),
            Signal::OwnerChanged { .. } => None,
        };
        about == Some(shown.id) && heard.sender == shown.server && heard.at > shown.since
    }

    fn stands(&self, shown: &Shown) -> bool {
        self.server.as_ref().is_some_and(|server| server.owner == shown.server)
    }

    fn means(&mut self) -> NotificationMeans {
        match self.ask() {
            Ok(server) if server.actions => NotificationMeans::Actions,
            Ok(_) => NotificationMeans::Plain,
            Err(error) => {
                let why = self.failed(&error);
                tracing::info!("nobody shows notifications: {why}");
                NotificationMeans::None
            }
        }
    }
}

/// In milliseconds; 0: until it is closed, -1: as the server does.
fn timeout(notification: &ShownNotification) -> i32 {
    match notification.for_ms {
        _ if notification.stays => 0,
        Some(ms) => i32::try_from(ms.max(SHORTEST_MS)).unwrap_or(i32::MAX),
        None => -1,
    }
}

/// Pairs of name and label.
fn actions<'n>(notification: &'n ShownNotification, reply: Option<&'n str>) -> Vec<&'n str> {
    let mut actions = vec!["default", notification.open.as_str()];
    for button in &notification.buttons {
        actions.extend([key(&button.answer), button.label.as_str()]);
    }
    if let Some(label) = reply {
        actions.extend([INLINE_REPLY, label]);
    }
    actions
}

fn call<B: serde::Serialize + zbus::zvariant::DynamicType>(
    bus: &Connection,
    method: &str,
    body: &B,
) -> zbus::Result<Message> {
    bus.call_method(Some(NAME), PATH, Some(NAME), method, body)
}

fn sender(message: &Message) -> String {
    message.header().sender().map(ToString::to_string).unwrap_or_default()
}

/// Hands on what the server and the bus say, until the connection or the listener is gone.
fn listen(bus: &Connection, heard: Ears) -> zbus::Result<()> {
    let signals = MessageIterator::from(bus);
    let daemon = DBusProxy::new(bus)?;
    daemon.add_match_rule(MatchRule::builder().msg_type(Type::Signal).interface(NAME)?.path(PATH)?.build())?;
    daemon.add_match_rule(
        MatchRule::builder()
            .msg_type(Type::Signal)
            .sender("org.freedesktop.DBus")?
            .member("NameOwnerChanged")?
            .arg(0, NAME)?
            .build(),
    )?;
    thread::Builder::new().name("notification-ears".into()).spawn(move || {
        for message in signals {
            let Ok(message) = message else { break };
            if let Some(signal) = understood(&message)
                && !heard(Heard { sender: sender(&message), at: message.recv_position(), signal })
            {
                break;
            }
        }
    })?;
    Ok(())
}

fn understood(message: &Message) -> Option<Signal> {
    let header = message.header();
    if header.message_type() != Type::Signal {
        return None;
    }
    let body = message.body();
    let (interface, member) = (header.interface()?.as_str(), header.member()?.as_str());
    match (interface, member) {
        (NAME, "ActionInvoked") => body.deserialize().ok().map(|(id, key)| Signal::Pressed { id, key }),
        (NAME, "NotificationReplied") => body.deserialize().ok().map(|(id, text)| Signal::Replied { id, text }),
        (NAME, "NotificationClosed") => body.deserialize().ok().map(|(id, _reason): (u32, u32)| Signal::Closed { id }),
        ("org.freedesktop.DBus", "NameOwnerChanged") if header.sender()? == "org.freedesktop.DBus" => {
            let (name, former, owner): (String, String, String) = body.deserialize().ok()?;
            (name == NAME).then_some(Signal::OwnerChanged { former, owner })
        }
        _ => None,
    }
}

#[cfg(test)]
#[path = "linux_tests.rs"]
mod tests;
