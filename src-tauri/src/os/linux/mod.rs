//! Linux: GTK's windows on X11 and Wayland, and the desktop's servers on the buses.

mod attention;
mod launcher;
mod lock;
mod quiet;
mod spelling;
#[cfg(test)]
mod test_bus;

pub use attention::Signs;
pub use spelling::check_spelling;

use tauri::AppHandle;

use crate::os::attention::Reactions;

/// Reports to the controller when the screen is locked and when the system wants quiet. On the main thread.
pub fn watch(app: &AppHandle, _reactions: Reactions) {
    lock::watch(app);
    quiet::watch(app);
}
