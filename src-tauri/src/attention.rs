//! Drawing attention with the system's own signs: the flashing button of a window, the number on the program's icon.
//! Whether to is decided in `konsil_desk`; here is only how. Each system has a folder in `os`.

use std::cell::RefCell;

use konsil_app::desk::{BadgeMeans, Flash, FlashMeans, WindowId};
use tauri::{AppHandle, Manager as _, WebviewWindow};

use crate::os::{self, Attention as _};

thread_local! {
    /// Belongs to the main thread: what the systems want to be called with lives there alone.
    static SIGNS: RefCell<os::Signs> = RefCell::new(os::Signs::new());
}

/// A window that is not there (any more) is passed over.
pub fn flash(app: &AppHandle, id: WindowId, flash: Flash) {
    on_main(app, move |app, signs| {
        let Some(window) = app.get_webview_window(&id.to_string()) else { return };
        tracing::debug!(window = %id, ?flash, "flash");
        match flash {
            Flash::Begin => signs.begin(id, &window),
            Flash::End => signs.end(id, &window),
        }
    });
}

pub fn badge(app: &AppHandle, count: u32, words: String) {
    on_main(app, move |app, signs| {
        tracing::debug!(count, "badge");
        let windows: Vec<WebviewWindow> = app.webview_windows().into_values().collect();
        signs.badge(count, &words, &windows);
    });
}

/// A window has been built.
pub fn opened(app: &AppHandle, window: &WebviewWindow) {
    let window = window.clone();
    on_main(app, move |_, signs| signs.opened(&window));
}

/// A window has been destroyed.
pub fn gone(app: &AppHandle, id: WindowId) {
    on_main(app, move |_, signs| signs.gone(id));
}

/// The keyboard went to another program.
pub fn left(app: &AppHandle) {
    on_main(app, |_, signs| signs.left());
}

/// Reports what this system can do, on the main thread.
pub fn means(app: &AppHandle, report: impl FnOnce(&AppHandle, FlashMeans, BadgeMeans) + Send + 'static) {
    on_main(app, move |app, signs| {
        let (flash, badge) = signs.means();
        report(app, flash, badge);
    });
}

fn on_main<F: FnOnce(&AppHandle, &mut os::Signs) + Send + 'static>(app: &AppHandle, work: F) {
    let on = app.clone();
    let sent = app.run_on_main_thread(move || {
        SIGNS.with(|signs| match signs.try_borrow_mut() {
            Ok(mut signs) => work(&on, &mut signs),
            // Calls into the system may hand out other events of the main thread meanwhile (COM does on Windows):
            // their work is done afterwards.
            Err(_) => {
                tauri::async_runtime::spawn(async move { on_main(&on, work) });
            }
        });
    });
    if let Err(error) = sent {
        tracing::debug!("a sign came after the end: {error}");
    }
}
