//! Linux: GTK's clipboard, on X11 and Wayland.

use gtk::Clipboard;
use gtk::gdk::SELECTION_CLIPBOARD;
use tauri::AppHandle;
use tokio::sync::oneshot;

use crate::os::clipboard::ClipboardFault;

/// The text on the clipboard; empty if it holds something else, or nothing.
///
/// # Errors
/// It cannot be read.
pub async fn clipboard_text(app: &AppHandle) -> Result<String, ClipboardFault> {
    let (answer, answered) = oneshot::channel();
    app.run_on_main_thread(move || {
        Clipboard::get(&SELECTION_CLIPBOARD).request_text(move |_, text| {
            let _ = answer.send(text.unwrap_or_default().to_owned());
        });
    })
    .map_err(|_| ClipboardFault::Ending)?;
    answered.await.map_err(|_| ClipboardFault::Ending)
}
