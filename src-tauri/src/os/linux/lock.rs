//! Whether the screen is locked: what the session manager says of the session (`LockedHint`, set by GNOME and KDE),
//! and the desktop's screen saver (`ActiveChanged`; a saver that only covers the screen counts as well: nobody looks
//! at a window then). Whichever is there; a desktop without either never counts as locked.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::select_all;
use konsil_app::desk::SystemEvent;
use tauri::AppHandle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use zbus::fdo::{DBusProxy, PropertiesProxy};
use zbus::names::InterfaceName;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};
use zbus::{Connection, MatchRule, MessageStream, message};

use crate::controller;

/// Bus name (which is the interface's as well) and path.
const SAVERS: [(&str, &str); 5] = [
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
];
const LOGIN: &str = "org.freedesktop.login1";
/// One that does not answer is one that is not there.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Session,
    /// By its bus name.
    Saver(&'static str),
}

/// What a source says of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Report {
    source: Source,
    locked: bool,
}

/// Who says that the screen is locked.
#[derive(Debug, Default)]
struct Locks(BTreeSet<Source>);

impl Locks {
    /// The screen is locked as long as anybody says so. None: that has not changed.
    fn heard(&mut self, Report { source, locked }: Report) -> Option<bool> {
        let before = !self.0.is_empty();
        if locked {
            self.0.insert(source);
        } else {
            self.0.remove(&source);
        }
        let now = !self.0.is_empty();
        (now != before).then_some(now)
    }
}

type Heard = UnboundedSender<Report>;

/// Returns at once.
pub fn watch(app: &AppHandle) {
    let (heard, mut inbox) = unbounded_channel();
    let from_savers = heard.clone();
    tauri::async_runtime::spawn(async move {
        let own = std::env::var("XDG_SESSION_ID").ok();
        let told = async { session(&Connection::system().await?, own, &heard).await };
        if let Err(error) = told.await {
            tracing::debug!("the session manager does not tell of locks: {error}");
        }
    });
    tauri::async_runtime::spawn(async move {
        let told = async { savers(&Connection::session().await?, &from_savers).await };
        if let Err(error) = told.await {
            tracing::debug!("no screen saver tells of locks: {error}");
        }
    });
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut locks = Locks::default();
        while let Some(report) = inbox.recv().await {
            if let Some(locked) = locks.heard(report) {
                controller::report(&app, SystemEvent::Locked { locked });
            }
        }
    });
}

/// `own`: the number of the session that this program was started in, if it knows.
async fn session(bus: &Connection, own: Option<String>, heard: &Heard) -> zbus::Result<()> {
    const INTERFACE: &str = "org.freedesktop.login1.Session";
    const HINT: &str = "LockedHint";
    let path = own_session(bus, own).await?;
    let session = PropertiesProxy::builder(bus).destination(LOGIN)?.path(path)?.build().await?;
    let mut changes = session.receive_properties_changed().await?;
    // Only now, or a change in between would be missed.
    let interface = InterfaceName::from_static_str_unchecked(INTERFACE);
    let first = bool::try_from(session.get(interface, HINT).await?)?;
    let _ = heard.send(Report { source: Source::Session, locked: first });
    while let Some(change) = changes.next().await {
        let change = change.args()?;
        if let Some(locked) = change.changed_properties.get(HINT) {
            let _ = heard.send(Report { source: Source::Session, locked: bool::try_from(locked)? });
        }
    }
    Ok(())
}

/// Who does not know the own session (started by the user's own service manager) gets the one on the user's screen.
async fn own_session(bus: &Connection, own: Option<String>) -> zbus::Result<OwnedObjectPath> {
    if let Some(id) = own {
        let path = "/org/freedesktop/login1";
        let manager = "org.freedesktop.login1.Manager";
        return bus.call_method(Some(LOGIN), path, Some(manager), "GetSession", &id).await?.body().deserialize();
    }
    let user = PropertiesProxy::builder(bus).destination(LOGIN)?.path("/org/freedesktop/login1/user/self")?;
    let interface = InterfaceName::from_static_str_unchecked("org.freedesktop.login1.User");
    let display: OwnedValue = user.build().await?.get(interface, "Display").await?;
    let (_id, path) = <(String, OwnedObjectPath)>::try_from(display)?;
    Ok(path)
}

async fn savers(bus: &Connection, heard: &Heard) -> zbus::Result<()> {
    let names = DBusProxy::new(bus).await?;
    let mut owners = names.receive_name_owner_changed().await?;
    let mut changes = Vec::new();
    for (saver, _) in SAVERS {
        let rule = MatchRule::builder().msg_type(message::Type::Signal).sender(saver)?.interface(saver)?;
        changes.push(MessageStream::for_match_rule(rule.member("ActiveChanged")?.build(), bus, None).await?);
    }
    let mut changes = select_all(changes);
    // Only now, or a change in between would be missed.
    for (saver, path) in SAVERS {
        if names.name_has_owner(saver.try_into()?).await?
            && let Some(active) = is_active(bus, saver, path).await
        {
            let _ = heard.send(Report { source: Source::Saver(saver), locked: active });
        }
    }
    loop {
        tokio::select! {
            Some(change) = changes.next() => {
                let change = change?;
                let header = change.header();
                let from = |saver: &&str| header.interface().is_some_and(|interface| interface == *saver);
                if let Some(saver) = SAVERS.iter().map(|(saver, _)| *saver).find(from)
                    && let Ok(active) = change.body().deserialize::<bool>()
                {
                    let _ = heard.send(Report { source: Source::Saver(saver), locked: active });
                }
            }
            Some(change) = owners.next() => {
                let change = change.args()?;
                // One that has ended covers nothing any more.
                if change.new_owner.is_none()
                    && let Some((saver, _)) = SAVERS.iter().find(|(saver, _)| change.name == *saver)
                {
                    let _ = heard.send(Report { source: Source::Saver(saver), locked: false });
                }
            }
            else => return Ok(()),
        }
    }
}

async fn is_active(bus: &Connection, saver: &str, path: &str) -> Option<bool> {
    let asked = bus.call_method(Some(saver), path, Some(saver), "GetActive", &());
    let answer = tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()?;
    answer.body().deserialize().ok()
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::UnboundedReceiver;
    use zbus::interface;
    use zbus::object_server::SignalEmitter;
    use zbus::zvariant::ObjectPath;

    use super::super::test_bus::TestBus;
    use super::*;

    const SESSION: &str = "/org/freedesktop/login1/session/c7";

    struct Manager;

    #[interface(name = "org.freedesktop.login1.Manager")]
    impl Manager {
        fn get_session(&self, id: &str) -> ObjectPath<'static> {
            ObjectPath::from_string_unchecked(format!("/org/freedesktop/login1/session/{id}"))
        }
    }

    struct User;

    #[interface(name = "org.freedesktop.login1.User")]
    impl User {
        #[zbus(property)]
        fn display(&self) -> (String, ObjectPath<'static>) {
            ("c7".into(), ObjectPath::from_static_str_unchecked(SESSION))
        }
    }

    struct Session {
        locked: bool,
    }

    #[interface(name = "org.freedesktop.login1.Session")]
    impl Session {
        #[zbus(property)]
        fn locked_hint(&self) -> bool {
            self.locked
        }

        #[zbus(property)]
        fn set_locked_hint(&mut self, locked: bool) {
            self.locked = locked;
        }
    }

    async fn session_manager(bus: &TestBus) -> Connection {
        let login = bus.builder().name(LOGIN).unwrap();
        let login = login.serve_at("/org/freedesktop/login1", Manager).unwrap();
        let login = login.serve_at("/org/freedesktop/login1/user/self", User).unwrap();
        login.serve_at(SESSION, Session { locked: true }).unwrap().build().await.unwrap()
    }

    async fn lock(login: &Connection, now: Session) {
        let session = login.object_server().interface::<_, Session>(SESSION).await.unwrap();
        *session.get_mut().await = now;
        session.get().await.locked_hint_changed(session.signal_emitter()).await.unwrap();
    }

    async fn next(inbox: &mut UnboundedReceiver<Report>) -> (Source, bool) {
        let report = tokio::time::timeout(Duration::from_secs(20), inbox.recv()).await;
        let Report { source, locked } = report.expect("it is told").unwrap();
        (source, locked)
    }

    #[test]
    fn the_screen_is_locked_until_nobody_says_so_any_more() {
        let mut locks = Locks::default();
        let mut heard = |source, locked| locks.heard(Report { source, locked });
        let saver = Source::Saver("org.gnome.ScreenSaver");
        assert_eq!(heard(Source::Session, false), None, "it was not locked before either");
        assert_eq!(heard(saver, true), Some(true));
        assert_eq!(heard(Source::Session, true), None);
        assert_eq!(heard(saver, false), None, "the session still is");
        assert_eq!(heard(Source::Session, false), Some(false));
    }

    #[tokio::test]
    async fn the_session_manager_tells_what_is_and_what_changes() {
        for own in [Some("c7".to_owned()), None] {
            let bus = TestBus::start();
            let login = session_manager(&bus).await;
            let us = bus.builder().build().await.unwrap();
            let (heard, mut inbox) = unbounded_channel();
            tokio::spawn(async move { session(&us, own, &heard).await });
            assert_eq!(next(&mut inbox).await, (Source::Session, true));
            lock(&login, Session { locked: false }).await;
            assert_eq!(next(&mut inbox).await, (Source::Session, false));
        }
    }

    struct Saver;

    #[interface(name = "org.gnome.ScreenSaver")]
    impl Saver {
        fn get_active(&self) -> bool {
            true
        }

        #[zbus(signal)]
        async fn active_changed(emitter: &SignalEmitter<'_>, active: bool) -> zbus::Result<()>;
    }

    #[tokio::test]
    async fn a_screen_saver_that_ends_locks_nothing_any_more() {
        let bus = TestBus::start();
        let gnome = "org.gnome.ScreenSaver";
        let path = "/org/gnome/ScreenSaver";
        let saver = bus.builder().name(gnome).unwrap().serve_at(path, Saver).unwrap().build().await.unwrap();
        let us = bus.builder().build().await.unwrap();
        let (heard, mut inbox) = unbounded_channel();
        tokio::spawn(async move { savers(&us, &heard).await });
        let from = Source::Saver(gnome);
        assert_eq!(next(&mut inbox).await, (from, true), "it is active already");
        for active in [false, true] {
            Saver::active_changed(&SignalEmitter::new(&saver, path).unwrap(), active).await.unwrap();
            assert_eq!(next(&mut inbox).await, (from, active));
        }
        saver.close().await.unwrap();
        assert_eq!(next(&mut inbox).await, (from, false));
    }
}
