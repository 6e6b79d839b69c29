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

use konsil_app::ControllerHandle;
use konsil_app::desk::SystemEvent;
use tauri::{AppHandle, Manager as _};

/// Tells the controller when the screen is locked and when the system wants quiet. On the main thread.
pub fn watch(app: &AppHandle) {
    lock::watch(app);
    quiet::watch(app);
}

fn tell(app: &AppHandle, event: SystemEvent) {
    tracing::debug!(?event, "the system tells");
    if let Some(controller) = app.try_state::<ControllerHandle>() {
        controller.system(event);
    }
}
