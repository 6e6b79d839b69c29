//! The key for "next chat that needs me" from any program. One at most; while none is set nothing listens (on X11 the
//! library looks for presses twenty times a second).

use std::cell::RefCell;
use std::sync::Once;

use global_hotkey::hotkey::{Code, HotKey, Modifiers};
use global_hotkey::{Error, GlobalHotKeyEvent, GlobalHotKeyManager, HotKeyState};
use konsil_app::desk::{Shortcut, ShortcutState, SystemEvent};
use tauri::AppHandle;

use crate::controller;

thread_local! {
    /// Belongs to the main thread: Windows and macOS report presses there.
    static SET: RefCell<Option<Key>> = const { RefCell::new(None) };
}

/// A key that the system has given us.
struct Key {
    manager: GlobalHotKeyManager,
    hotkey: HotKey,
}

impl Drop for Key {
    fn drop(&mut self) {
        if let Err(error) = self.manager.unregister(self.hotkey) {
            tracing::debug!("the shortcut is not given back: {error}");
        }
    }
}

/// Replaces the former shortcut. The controller is notified of what became of it.
///
/// # Errors
/// The event loop is gone.
pub fn set(app: &AppHandle, shortcut: Shortcut) -> tauri::Result<()> {
    let app = app.clone();
    app.clone().run_on_main_thread(move || {
        // First the old one goes: the new one may be the same.
        SET.take();
        let state = match hotkey(shortcut).map(|hotkey| register(&app, hotkey)) {
            None => ShortcutState::Off,
            Some(Ok(key)) => {
                SET.set(Some(key));
                ShortcutState::Set
            }
            Some(Err(state)) => state,
        };
        tracing::info!(?shortcut, ?state, "global shortcut");
        controller::report(&app, SystemEvent::Shortcut(state));
    })
}

fn hotkey(shortcut: Shortcut) -> Option<HotKey> {
    let (modifiers, code) = match shortcut {
        Shortcut::Off => return None,
        Shortcut::CtrlAltJ => (Modifiers::CONTROL | Modifiers::ALT, Code::KeyJ),
        Shortcut::CtrlShiftJ => (Modifiers::CONTROL | Modifiers::SHIFT, Code::KeyJ),
        Shortcut::CtrlShiftF9 => (Modifiers::CONTROL | Modifiers::SHIFT, Code::F9),
    };
    Some(HotKey::new(Some(modifiers), code))
}

fn register(app: &AppHandle, hotkey: HotKey) -> Result<Key, ShortcutState> {
    if !system_gives_keys() {
        return Err(ShortcutState::Unavailable);
    }
    listen(app);
    let registered = GlobalHotKeyManager::new().and_then(|manager| {
        manager.register(hotkey)?;
        Ok(Key { manager, hotkey })
    });
    registered.map_err(|error| {
        tracing::warn!("no global shortcut: {error}");
        // macOS does not say why it refuses one of these keys; that another program has it is the only known reason.
        let taken = matches!(error, Error::AlreadyRegistered(_)) || cfg!(target_os = "macos");
        if taken { ShortcutState::Taken } else { ShortcutState::Unavailable }
    })
}

/// Once and for all: the library takes no second listener.
fn listen(app: &AppHandle) {
    static LISTENING: Once = Once::new();
    let app = app.clone();
    LISTENING.call_once(|| {
        GlobalHotKeyEvent::set_event_handler(Some(move |event: GlobalHotKeyEvent| {
            if event.state == HotKeyState::Pressed {
                controller::report(&app, SystemEvent::ShortcutPressed);
            }
        }));
    });
}

/// X11 alone, on Linux: the display that GTK has opened counts, since the environment may name both. And the library
/// must be able to open it too: where it is not, it says that the key is set.
#[cfg(target_os = "linux")]
fn system_gives_keys() -> bool {
    use gtk::prelude::ObjectExt as _;
    let on_x11 = gtk::gdk::Display::default().is_some_and(|display| display.type_().name() == "GdkX11Display");
    on_x11 && x11rb::connect(None).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn system_gives_keys() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shortcut_is_a_key_of_its_own_that_no_typing_makes() {
        assert!(hotkey(Shortcut::Off).is_none());
        let keys =
            [Shortcut::CtrlAltJ, Shortcut::CtrlShiftJ, Shortcut::CtrlShiftF9].map(|shortcut| hotkey(shortcut).unwrap());
        assert!(keys.iter().all(|key| key.mods.contains(Modifiers::CONTROL) && key.mods != Modifiers::CONTROL));
        assert!(keys[0].id() != keys[1].id() && keys[1].id() != keys[2].id() && keys[0].id() != keys[2].id());
    }
}
