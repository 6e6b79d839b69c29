//! The number on the program's icon in docks and launchers: the signal `com.canonical.Unity.LauncherEntry.Update` on
//! the session bus (Ubuntu's dock, KDE Plasma, Dash to Dock, Plank). Nobody has to listen; without a bus it passes in
//! silence. A launcher forgets the number when the connection ends, so it is kept.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use zbus::blocking::Connection;
use zbus::zvariant::Value;

/// As the packages name their desktop file (the product's name), whatever the profile.
const APP_URI: &str = "application://Konsil.desktop";
const PATH: &str = "/com/canonical/unity/launcherentry/konsil";
const INTERFACE: &str = "com.canonical.Unity.LauncherEntry";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Entry {
    count: u32,
    urgent: bool,
}

/// What the launcher shows. The bus is spoken to on a thread of its own.
#[derive(Default)]
pub struct Launcher {
    shown: Entry,
    outbox: Option<Sender<Entry>>,
}

impl Launcher {
    /// 0 takes it away.
    pub fn set_count(&mut self, count: u32) {
        self.show(Entry { count, ..self.shown });
    }

    /// Some window flashes.
    pub fn set_urgent(&mut self, urgent: bool) {
        self.show(Entry { urgent, ..self.shown });
    }

    fn show(&mut self, entry: Entry) {
        if entry == self.shown {
            return;
        }
        self.shown = entry;
        let outbox = self.outbox.get_or_insert_with(|| {
            let (outbox, inbox) = channel();
            let started = thread::Builder::new().name("launcher".into()).spawn(move || work(&inbox));
            if let Err(error) = started {
                tracing::warn!("no number on the icon: {error}");
            }
            outbox
        });
        let _ = outbox.send(entry);
    }
}

fn work(inbox: &Receiver<Entry>) {
    let mut bus = None;
    while let Ok(mut entry) = inbox.recv() {
        // Only the newest is worth telling.
        while let Ok(newer) = inbox.try_recv() {
            entry = newer;
        }
        if bus.is_none() {
            bus = Connection::session().inspect_err(|error| tracing::debug!("no session bus: {error}")).ok();
        }
        if let Some(connection) = &bus
            && let Err(error) = tell(connection, entry)
        {
            tracing::debug!("the launcher is not told: {error}");
            bus = None;
        }
    }
}

fn tell(bus: &Connection, entry: Entry) -> zbus::Result<()> {
    let properties: HashMap<&str, Value<'_>> = HashMap::from([
        ("count", Value::from(i64::from(entry.count))),
        ("count-visible", Value::from(entry.count > 0)),
        ("urgent", Value::from(entry.urgent)),
    ]);
    bus.emit_signal(None::<&str>, PATH, INTERFACE, "Update", &(APP_URI, properties))
}
