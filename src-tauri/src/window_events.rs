//! What the system reports about a window, and what follows from it.

use konsil_app::ControllerHandle;
use konsil_app::desk::WindowId;
use tauri::{Manager as _, Window, WindowEvent};

use crate::windows::{Keyboard, focus_moved, note_place};
use crate::{attention, closing};

pub fn on_event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    let Some(id) = WindowId::from_label(window.label()) else { return };
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        match (id, app.get_webview_window(window.label())) {
            (WindowId::Main, _) => closing::wanted(app),
            (WindowId::Chat(_), Some(chat)) => closing::close(chat),
            (WindowId::Chat(_), None) => {}
        }
    } else if let WindowEvent::Focused(focused) = event {
        focus_moved(app, id, if *focused { Keyboard::Here } else { Keyboard::Gone });
    } else if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_)) {
        note_place(app, id, window);
    } else if matches!(event, WindowEvent::Destroyed) {
        focus_moved(app, id, Keyboard::Gone);
        attention::gone(app, id);
        if let (WindowId::Chat(_), Some(controller)) = (id, app.try_state::<ControllerHandle>()) {
            controller.window_closed(id);
        }
    }
}
