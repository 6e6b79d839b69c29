//! Linux: GTK's windows on X11 and Wayland, and the desktop's servers on the buses.

mod attention;
mod launcher;
mod spelling;

pub use attention::Signs;
pub use spelling::check_spelling;

use tauri::AppHandle;

/// Tells the controller when the screen is locked and when the system wants quiet.
pub fn watch(_app: &AppHandle) {}
