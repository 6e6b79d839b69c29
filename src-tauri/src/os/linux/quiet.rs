//! Whether the system wants quiet. GNOME: its setting for banners. Elsewhere: what the notification server says of
//! itself, `Inhibited` (KDE Plasma) or dunst's `paused`. Other servers do not say: [`SystemQuiet::Unreadable`].

use futures_util::StreamExt as _;
use gtk::gio;
use gtk::gio::prelude::SettingsExt as _;
use konsil_app::desk::{SystemEvent, SystemQuiet};
use tauri::AppHandle;
use zbus::Connection;
use zbus::fdo::{DBusProxy, PropertiesProxy};
use zbus::names::{BusName, InterfaceName};
use zbus::zvariant::OwnedValue;

use crate::controller;

const SCHEMA: &str = "org.gnome.desktop.notifications";
const BANNERS: &str = "show-banners";
const SERVER: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// Interface and property by which a server says that it shows nothing for now, the usual one first.
const SAYS: [(&str, &str); 2] = [(SERVER, "Inhibited"), ("org.dunstproject.cmd0", "paused")];

/// On the main thread; returns at once.
pub fn watch(app: &AppHandle) {
    if let Some(settings) = gnome() {
        on_gnome(app, &settings);
        // It has to live for its changes to be reported.
        std::mem::forget(settings);
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let say = |quiet| controller::report(&app, SystemEvent::Quiet(quiet));
        let told = async { on_server(&Connection::session().await?, say).await };
        if let Err(error) = told.await {
            tracing::debug!("no notification server to ask for quiet: {error}");
        }
    });
}

/// The setting, where GNOME runs and has it. Without the schema GLib would end the program.
fn gnome() -> Option<gio::Settings> {
    let desktop = std::env::var("XDG_CURRENT_DESKTOP").ok()?;
    if !desktop.split(':').any(|name| name.eq_ignore_ascii_case("gnome")) {
        return None;
    }
    let schema = gio::SettingsSchemaSource::default()?.lookup(SCHEMA, true)?;
    schema.has_key(BANNERS).then(|| gio::Settings::new(SCHEMA))
}

fn on_gnome(app: &AppHandle, settings: &gio::Settings) {
    let told = app.clone();
    let say = move |settings: &gio::Settings| {
        let quiet = if settings.boolean(BANNERS) { SystemQuiet::Off } else { SystemQuiet::On };
        controller::report(&told, SystemEvent::Quiet(quiet));
    };
    say(settings);
    settings.connect_changed(Some(BANNERS), move |settings, _| say(settings));
}

async fn on_server(bus: &Connection, mut say: impl FnMut(SystemQuiet)) -> zbus::Result<()> {
    let names = DBusProxy::new(bus).await?;
    let mut owners = names.receive_name_owner_changed_with_args(&[(0, SERVER)]).await?;
    let server = PropertiesProxy::builder(bus).destination(SERVER)?.path(PATH)?.build().await?;
    let mut changes = server.receive_properties_changed().await?;
    let mut told = SystemQuiet::Unreadable;
    loop {
        // A server that is not there is not started for this.
        let there = names.name_has_owner(BusName::from_static_str(SERVER)?).await?;
        let quiet = if there { read(&server).await } else { SystemQuiet::Unreadable };
        if quiet != told {
            told = quiet;
            say(quiet);
        }
        // Whatever has changed there: it is read again.
        tokio::select! {
            Some(_) = owners.next() => {}
            Some(_) = changes.next() => {}
            else => return Ok(()),
        }
    }
}

async fn read(server: &PropertiesProxy<'_>) -> SystemQuiet {
    for (interface, property) in SAYS {
        let said = server.get(InterfaceName::from_static_str_unchecked(interface), property).await;
        if let Some(quiet) = said.ok().and_then(|value: OwnedValue| bool::try_from(value).ok()) {
            return if quiet { SystemQuiet::On } else { SystemQuiet::Off };
        }
    }
    SystemQuiet::Unreadable
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
    use zbus::interface;

    use super::super::test_bus::TestBus;
    use super::*;

    /// As KDE Plasma's.
    struct Plasma {
        inhibited: bool,
    }

    #[interface(name = "org.freedesktop.Notifications")]
    impl Plasma {
        #[zbus(property)]
        fn inhibited(&self) -> bool {
            self.inhibited
        }
    }

    /// As dunst's, beside the interface that all have.
    struct Dunst;

    #[interface(name = "org.dunstproject.cmd0")]
    impl Dunst {
        #[zbus(property, name = "paused")]
        fn paused(&self) -> bool {
            true
        }
    }

    struct Silent;

    #[interface(name = "org.freedesktop.Notifications")]
    impl Silent {}

    async fn watching(bus: &TestBus) -> UnboundedReceiver<SystemQuiet> {
        let us = bus.builder().build().await.unwrap();
        let (told, inbox) = unbounded_channel();
        tokio::spawn(async move { on_server(&us, |quiet| told.send(quiet).unwrap()).await });
        inbox
    }

    async fn next(inbox: &mut UnboundedReceiver<SystemQuiet>) -> SystemQuiet {
        tokio::time::timeout(Duration::from_secs(20), inbox.recv()).await.expect("it is told").unwrap()
    }

    #[tokio::test]
    async fn do_not_disturb_of_plasma_is_heard_as_it_changes() {
        let bus = TestBus::start();
        let mut inbox = watching(&bus).await;
        let plasma = bus.builder().name(SERVER).unwrap().serve_at(PATH, Plasma { inhibited: false }).unwrap();
        let plasma = plasma.build().await.unwrap();
        assert_eq!(next(&mut inbox).await, SystemQuiet::Off, "also from a server that came later");

        let server = plasma.object_server().interface::<_, Plasma>(PATH).await.unwrap();
        server.get_mut().await.inhibited = true;
        server.get().await.inhibited_changed(server.signal_emitter()).await.unwrap();
        assert_eq!(next(&mut inbox).await, SystemQuiet::On);

        plasma.close().await.unwrap();
        assert_eq!(next(&mut inbox).await, SystemQuiet::Unreadable, "nobody says so any more");
    }

    #[tokio::test]
    async fn a_paused_dunst_wants_quiet() {
        let bus = TestBus::start();
        let dunst = bus.builder().name(SERVER).unwrap().serve_at(PATH, Silent).unwrap();
        let _dunst = dunst.serve_at(PATH, Dunst).unwrap().build().await.unwrap();
        assert_eq!(next(&mut watching(&bus).await).await, SystemQuiet::On);
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_unreadable() {
        let bus = TestBus::start();
        let server = bus.builder().name(SERVER).unwrap().serve_at(PATH, Silent).unwrap().build().await.unwrap();
        let us = bus.builder().build().await.unwrap();
        let properties = PropertiesProxy::builder(&us).destination(SERVER).unwrap().path(PATH).unwrap();
        assert_eq!(read(&properties.build().await.unwrap()).await, SystemQuiet::Unreadable);
        drop(server);
    }
}
