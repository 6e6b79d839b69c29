//! What Windows reports about its session and its taskbar: whether the screen is locked, whether it wants quiet, that a
//! button was made.

#![allow(unsafe_code, reason = "calls into the system")]

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use konsil_app::desk::SystemEvent;
use tauri::{AppHandle, Manager as _, WebviewWindow};
use windows::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows::Win32::System::RemoteDesktop::{
    NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification, WTSUnRegisterSessionNotification,
};
use windows::Win32::UI::Shell::{
    DefSubclassProc, RemoveWindowSubclass, SHQueryUserNotificationState, SetWindowSubclass,
};
use windows::Win32::UI::WindowsAndMessaging::{
    RegisterWindowMessageW, WM_NCDESTROY, WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WTS_SESSION_UNLOCK,
};
use windows::core::w;

use crate::controller;
use crate::os::attention::Reactions;
use crate::os::presence;

const _: () = assert!(
    presence::LOCK == WTS_SESSION_LOCK as usize && presence::UNLOCK == WTS_SESSION_UNLOCK as usize,
    "the reasons are the system's"
);

/// How often Windows is asked whether it wants quiet: it does not report it by itself.
const EVERY: Duration = Duration::from_secs(3);
/// Ours among those who listen to a window.
const SUBCLASS: usize = 0x6b6f;
/// The window that is notified when the screen is locked: one is enough.
const MAIN: usize = 1;
const OTHER: usize = 0;

/// The main window is registered for them.
static HEARS_LOCKS: AtomicBool = AtomicBool::new(false);

/// For what the system calls: it hands over no reference of ours.
static APP: OnceLock<(AppHandle, Reactions)> = OnceLock::new();

/// Reports to the controller when the system wants quiet. (When the screen is locked, the main window does: [`listen`].)
/// On the main thread, before its event loop: messages of windows arrive later.
pub fn watch(app: &AppHandle, reactions: Reactions) {
    APP.get_or_init(|| (app.clone(), reactions));
    let app = app.clone();
    let started = thread::Builder::new().name("quiet".into()).spawn(move || {
        let mut told = None;
        loop {
            // SAFETY: takes nothing and returns a number.
            match unsafe { SHQueryUserNotificationState() } {
                Ok(state) => {
                    let quiet = presence::quiet(state.0);
                    if let Some(quiet) = quiet.filter(|quiet| told != Some(*quiet)) {
                        told = Some(quiet);
                        controller::report(&app, SystemEvent::Quiet(quiet));
                    }
                }
                Err(error) => tracing::debug!("the system does not say whether it wants quiet: {error}"),
            }
            thread::sleep(EVERY);
        }
    });
    if let Err(error) = started {
        tracing::warn!("nobody asks whether the system wants quiet: {error}");
    }
}

/// Listens to the messages of this window, which is the main one or another. A second call changes nothing. On the
/// window's thread.
pub fn listen(window: &WebviewWindow) {
    let Ok(handle) = window.hwnd() else { return };
    let kind = if window.label() == "main" { MAIN } else { OTHER };
    // SAFETY: the function stays for as long as the program does, and the number that is passed with it is no reference.
    // Called on the window's thread, as it must be. The same function and number again replace themselves.
    let heard = unsafe { SetWindowSubclass(handle, Some(on_message), SUBCLASS, kind) };
    if !heard.as_bool() {
        tracing::warn!(window = window.label(), "a window's messages are not heard");
    } else if kind == MAIN && !HEARS_LOCKS.load(Ordering::Relaxed) {
        // SAFETY: the window exists, and says when it does not any more (`WM_NCDESTROY`).
        match unsafe { WTSRegisterSessionNotification(handle, NOTIFY_FOR_THIS_SESSION) } {
            Ok(()) => HEARS_LOCKS.store(true, Ordering::Relaxed),
            // The service may not be there yet right after a log-in; tried again when the button is made.
            Err(error) => tracing::warn!("a locked screen is not noticed: {error}"),
        }
    }
}

/// # Safety
/// The system calls it with a window's message, on that window's thread.
unsafe extern "system" fn on_message(
    window: HWND,
    message: u32,
    wparam: WPARAM,
    lparam: LPARAM,
    _subclass: usize,
    kind: usize,
) -> LRESULT {
    if let Some((app, reactions)) = APP.get() {
        if message == WM_WTSSESSION_CHANGE {
            if let Some(locked) = presence::locked(wparam.0) {
                controller::report(app, SystemEvent::Locked { locked });
            }
        } else if Some(message) == button_made() {
            // Not from within a message: whoever is at work on the windows may be waiting for this one.
            let (app, button_made) = (app.clone(), reactions.button_made);
            tauri::async_runtime::spawn(async move {
                for window in app.webview_windows().into_values() {
                    button_made(&app, &window);
                }
            });
        }
    }
    if message == WM_NCDESTROY {
        if kind == MAIN && HEARS_LOCKS.swap(false, Ordering::Relaxed) {
            // SAFETY: it was registered above, and exists until this message has been handled.
            if let Err(error) = unsafe { WTSUnRegisterSessionNotification(window) } {
                tracing::debug!("the closed window is still notified of locks: {error}");
            }
        }
        // SAFETY: as it was set. It has to go before the window does.
        let _ = unsafe { RemoveWindowSubclass(window, Some(on_message), SUBCLASS) };
    }
    // SAFETY: the message goes on as it came, from within the function that was set.
    unsafe { DefSubclassProc(window, message, wparam, lparam) }
}

/// The message by which the taskbar says that it has made a window's button.
fn button_made() -> Option<u32> {
    static MESSAGE: OnceLock<u32> = OnceLock::new();
    // SAFETY: the name lives for ever. The same name gives the same number in all programs.
    let message = *MESSAGE.get_or_init(|| unsafe { RegisterWindowMessageW(w!("TaskbarButtonCreated")) });
    (message != 0).then_some(message)
}
