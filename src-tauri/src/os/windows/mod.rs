//! Windows: the calls into the system that neither the windowing library nor the webview makes.

mod attention;
mod badge;
mod clipboard;
mod idle;
mod power;
mod session;
mod spelling;

pub use attention::Signs;
pub use clipboard::clipboard_text;
pub use idle::IdleClock;
pub use spelling::check_spelling;

use tauri::AppHandle;

use crate::os::attention::Reactions;

/// Reports to the controller when the system wants quiet, when the screen is locked and when the computer wakes up. On the
/// main thread, before its event loop.
pub fn watch(app: &AppHandle, reactions: Reactions) {
    session::watch(app, reactions);
    power::watch(app);
}
