//! The way to the controller for what happens on the system's side.

use konsil_app::ControllerHandle;
use konsil_app::desk::SystemEvent;
use tauri::{AppHandle, Manager as _};

/// Before the controller has started nobody needs to know, and the event is dropped.
pub fn report(app: &AppHandle, event: SystemEvent) {
    tracing::debug!(?event, "the system reports");
    if let Some(controller) = app.try_state::<ControllerHandle>() {
        controller.system(event);
    }
}
