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

    /// How many windows flash.
    pub fn set_flashing(&mut self, windows: usize) {
        self.show(Entry { urgent: windows > 0, ..self.shown });
    }

    fn show(&mut self, entry: Entry) {
        if entry == self.shown {
            return;
        }
        self.shown = entry;
        let outbox = self.outbox.get_or_insert_with(|| {
            let (outbox, inbox) = channel();
            let started =
                thread::Builder::new().name("launcher".into()).spawn(move || work(&inbox, Connection::session));
            if let Err(error) = started {
                tracing::warn!("no number on the icon: {error}");
            }
            outbox
        });
        let _ = outbox.send(entry);
    }
}

fn work(inbox: &Receiver<Entry>, connect: impl Fn() -> zbus::Result<Connection>) {
    let mut bus = None;
    while let Ok(mut entry) = inbox.recv() {
        // Only the newest is worth telling.
        while let Ok(newer) = inbox.try_recv() {
            entry = newer;
        }
        if bus.is_none() {
            bus = connect().inspect_err(|error| tracing::debug!("no session bus: {error}")).ok();
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

#[cfg(test)]
mod tests {
    use zbus::blocking::MessageIterator;
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::OwnedValue;
    use zbus::{MatchRule, message};

    use super::super::test_bus::TestBus;
    use super::*;

    #[test]
    fn the_icon_of_the_package_shows_the_number_and_then_none() {
        let bus = TestBus::start();
        let address = bus.address.clone();
        let connect = move || Builder::address(address.as_str())?.build();
        let listener = connect().unwrap();
        let rule = MatchRule::builder().msg_type(message::Type::Signal).interface(INTERFACE).unwrap();
        let mut told =
            MessageIterator::for_match_rule(rule.member("Update").unwrap().build(), &listener, None).unwrap();

        let (outbox, inbox) = channel();
        let worker = thread::spawn(move || work(&inbox, connect));
        for entry in [Entry { count: 3, urgent: true }, Entry { count: 0, urgent: false }] {
            outbox.send(entry).unwrap();
            let message = told.next().unwrap().unwrap();
            let (uri, said): (String, HashMap<String, OwnedValue>) = message.body().deserialize().unwrap();
            assert_eq!(uri, "application://Konsil.desktop");
            assert_eq!(i64::try_from(&said["count"]), Ok(i64::from(entry.count)));
            assert_eq!(bool::try_from(&said["count-visible"]), Ok(entry.count > 0));
            assert_eq!(bool::try_from(&said["urgent"]), Ok(entry.urgent));
        }
        drop(outbox);
        worker.join().unwrap();
    }

    #[test]
    fn without_a_bus_nobody_is_told_and_nothing_fails() {
        let (outbox, inbox) = channel();
        outbox.send(Entry { count: 1, urgent: false }).unwrap();
        drop(outbox);
        work(&inbox, || Builder::address("unix:path=/nowhere/bus")?.build());
    }
}
