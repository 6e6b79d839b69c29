//! Linux: GTK's windows on X11 and Wayland, and the desktop's servers on the buses.

mod attention;
mod clipboard;
mod dictionary;
mod idle;
mod launcher;
mod lock;
mod quiet;
mod sleep;
mod spelling;
#[cfg(test)]
mod test_bus;
mod texts;

pub use attention::Signs;
pub use clipboard::clipboard_text;
pub use dictionary::{NotLearned, learn_word};
pub use idle::IdleClock;
pub use spelling::check_spelling;
pub use texts::watch as watch_texts;

use tauri::AppHandle;

use crate::os::attention::Reactions;

/// Reports to the controller when the screen is locked, when the system wants quiet and when the computer wakes up. On the main
/// thread.
pub fn watch(app: &AppHandle, _reactions: Reactions) {
    lock::watch(app);
    quiet::watch(app);
    sleep::watch(app);
}
