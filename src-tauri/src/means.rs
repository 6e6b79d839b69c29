//! What this computer can do to draw attention, put together from those who know.

use konsil_app::desk::{Means, SystemEvent};
use tauri::AppHandle;

use crate::{attention, controller, idle, notifications, sound, tray};

/// Finds it out and reports it to the controller. To be called after the start, and again when something of it has changed.
pub fn report(app: &AppHandle) {
    attention::means(app, |app, flash, badge| {
        let app = app.clone();
        // The servers of the desktop are asked over the bus: not on the main thread.
        tauri::async_runtime::spawn_blocking(move || {
            let notifications = notifications::means(&app);
            let (tray, sound, idle) = (tray::is_there(), sound::is_there(), idle::is_told());
            let means = Means { flash, badge, notifications, tray, sound, idle };
            tracing::info!(?means, "the signs of this computer");
            controller::report(&app, SystemEvent::Means(means));
        });
    });
}
