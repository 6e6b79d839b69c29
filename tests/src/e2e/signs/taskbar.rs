//! What a taskbar sees of each window: the urgency bit of `WM_HINTS`, `_NET_WM_STATE_DEMANDS_ATTENTION`, the title, and
//! which one is active. The X server tells each change; nothing is polled.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use x11rb::connection::Connection as _;
use x11rb::errors::ConnectionError;
use x11rb::properties::WmHints;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, EventMask, PropertyNotifyEvent,
    Window,
};
use x11rb::rust_connection::RustConnection;

use super::{Seen, soon};

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        _NET_ACTIVE_WINDOW,
        _NET_CLIENT_LIST,
        _NET_WM_NAME,
        _NET_WM_STATE,
        _NET_WM_STATE_DEMANDS_ATTENTION,
        UTF8_STRING,
    }
}

/// What makes a window's button flash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sign {
    /// The urgency bit of `WM_HINTS`, which the program sets.
    pub urgent: bool,
    /// What the window manager makes of it.
    pub demands_attention: bool,
}

impl Sign {
    pub const FLASHING: Self = Self { urgent: true, demands_attention: true };
    pub const STILL: Self = Self { urgent: false, demands_attention: false };
}

/// The windows of a screen, as its taskbar sees them.
#[derive(Clone)]
pub struct Taskbar {
    pub(super) x: Arc<RustConnection>,
    pub(super) root: Window,
    atoms: Atoms,
    record: Arc<Mutex<Record>>,
}

#[derive(Default)]
pub(super) struct Record {
    pub(super) windows: BTreeMap<Window, Known>,
    active: Option<Window>,
}

#[derive(Default)]
pub(super) struct Known {
    signs: Vec<Seen<Sign>>,
    titles: Vec<Seen<String>>,
}

impl Taskbar {
    pub(super) fn watch(display: &str) -> Self {
        let (x, screen) = x11rb::connect(Some(display)).expect("the screen takes a connection");
        let root = x.setup().roots[screen].root;
        let atoms = Atoms::new(&x).expect("names can be sent").reply().expect("the screen knows the names");
        let taskbar = Self { x: Arc::new(x), root, atoms, record: Arc::default() };
        taskbar.listen_to(root).expect("the screen tells its changes");
        taskbar.windows_changed().expect("the screen says which windows there are");
        let watcher = taskbar.clone();
        // Ends with the screen.
        std::thread::spawn(move || while watcher.next_change().is_ok() {});
        taskbar
    }

    /// Waits until the window has this sign, and says since when.
    pub async fn shows(&self, window: Window, sign: Sign) -> Instant {
        soon(&format!("window {window:#x} to be {sign:?}"), || {
            let record = self.record();
            let last = record.windows.get(&window)?.signs.last()?;
            (last.what == sign).then_some(last.at)
        })
        .await
    }

    /// Everything that happened to the window's sign since then.
    pub fn changes_since(&self, window: Window, since: Instant) -> Vec<Sign> {
        let record = self.record();
        let signs = record.windows.get(&window).map_or(&[][..], |known| &known.signs);
        signs.iter().filter(|seen| seen.at >= since).map(|seen| seen.what).collect()
    }

    /// The same, without what a sign passes through: the program sets one part of it and the window manager the other.
    pub fn turns_since(&self, window: Window, since: Instant) -> Vec<Sign> {
        let mut turns = self.changes_since(window, since);
        turns.retain(|sign| *sign == Sign::FLASHING || *sign == Sign::STILL);
        turns.dedup();
        turns
    }

    /// The window's sign now.
    pub fn sign(&self, window: Window) -> Sign {
        self.record().windows.get(&window).and_then(|known| Some(known.signs.last()?.what)).unwrap_or_default()
    }

    /// The titles that the window had, the latest last.
    pub fn titles(&self, window: Window) -> Vec<String> {
        let record = self.record();
        record.windows.get(&window).map_or(Vec::new(), |known| known.titles.iter().map(|it| it.what.clone()).collect())
    }

    /// Waits for a title of the window.
    pub async fn is_titled(&self, window: Window, fits: impl Fn(&str) -> bool) {
        let seen = || self.titles(window);
        soon(&format!("a title of window {window:#x}"), || fits(seen().last()?).then_some(())).await;
    }

    /// The window that has the keyboard.
    pub fn active(&self) -> Option<Window> {
        self.record().active
    }

    /// Waits until that window has the keyboard.
    pub async fn is_active(&self, window: Window) {
        soon(&format!("window {window:#x} to have the keyboard"), || (self.active() == Some(window)).then_some(()))
            .await;
    }

    /// A click on the window's button: asks the window manager to give it the keyboard. Says when it was asked.
    pub async fn activates(&self, window: Window) -> Instant {
        // 2: a taskbar asks, which window managers obey.
        let ask = ClientMessageEvent::new(32, window, self.atoms._NET_ACTIVE_WINDOW, [2, 0, 0, 0, 0]);
        let to = EventMask::SUBSTRUCTURE_NOTIFY | EventMask::SUBSTRUCTURE_REDIRECT;
        let asked = Instant::now();
        self.x.send_event(false, self.root, to, ask).expect("the screen takes a message");
        self.x.flush().expect("the screen takes a message");
        self.is_active(window).await;
        asked
    }

    fn next_change(&self) -> Result<(), ConnectionError> {
        if let Event::PropertyNotify(change) = self.x.wait_for_event()? {
            self.changed(&change)?;
        }
        Ok(())
    }

    fn changed(&self, change: &PropertyNotifyEvent) -> Result<(), ConnectionError> {
        let atom = change.atom;
        if change.window == self.root {
            if atom == self.atoms._NET_CLIENT_LIST {
                self.windows_changed()?;
            } else if atom == self.atoms._NET_ACTIVE_WINDOW {
                let active = self.numbers(self.root, atom, AtomEnum::WINDOW.into())?.first().copied();
                self.record().active = active.filter(|window| *window != 0);
            }
        } else if atom == u32::from(AtomEnum::WM_HINTS) || atom == self.atoms._NET_WM_STATE {
            self.note_sign(change.window)?;
        } else if atom == self.atoms._NET_WM_NAME {
            self.note_title(change.window)?;
        }
        Ok(())
    }

    fn windows_changed(&self) -> Result<(), ConnectionError> {
        let list = self.numbers(self.root, self.atoms._NET_CLIENT_LIST, AtomEnum::WINDOW.into())?;
        for window in list {
            if self.record().windows.contains_key(&window) {
                continue;
            }
            self.record().windows.insert(window, Known::default());
            self.listen_to(window)?;
            self.note_sign(window)?;
            self.note_title(window)?;
        }
        Ok(())
    }

    fn listen_to(&self, window: Window) -> Result<(), ConnectionError> {
        let changes = ChangeWindowAttributesAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        self.x.change_window_attributes(window, &changes)?;
        self.x.flush()
    }

    fn note_sign(&self, window: Window) -> Result<(), ConnectionError> {
        let hints = WmHints::get(&*self.x, window)?.reply().ok().flatten();
        let states = self.numbers(window, self.atoms._NET_WM_STATE, AtomEnum::ATOM.into())?;
        let sign = Sign {
            urgent: hints.is_some_and(|hints| hints.urgent),
            demands_attention: states.contains(&self.atoms._NET_WM_STATE_DEMANDS_ATTENTION),
        };
        let mut record = self.record();
        let known = record.windows.entry(window).or_default();
        if known.signs.last().map(|last| last.what) != Some(sign) {
            known.signs.push(Seen::now(sign));
        }
        Ok(())
    }

    fn note_title(&self, window: Window) -> Result<(), ConnectionError> {
        let title = self.x.get_property(false, window, self.atoms._NET_WM_NAME, self.atoms.UTF8_STRING, 0, 1024)?;
        // A window that is gone has none.
        let Ok(title) = title.reply() else { return Ok(()) };
        let title = String::from_utf8_lossy(&title.value).into_owned();
        let mut record = self.record();
        let known = record.windows.entry(window).or_default();
        if known.titles.last().map(|last| &last.what) != Some(&title) {
            known.titles.push(Seen::now(title));
        }
        Ok(())
    }

    fn numbers(&self, window: Window, property: Atom, kind: Atom) -> Result<Vec<u32>, ConnectionError> {
        let reply = self.x.get_property(false, window, property, kind, 0, 1024)?.reply();
        // A window may be gone by now.
        Ok(reply.ok().and_then(|reply| Some(reply.value32()?.collect())).unwrap_or_default())
    }

    pub(super) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("nobody fails while holding this")
    }
}
