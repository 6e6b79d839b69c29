//! Linux: GTK's clipboard, on X11 and Wayland.

use gtk::Clipboard;
use gtk::gdk::SELECTION_CLIPBOARD;
use tauri::AppHandle;
use tokio::sync::oneshot;

/// The text on the clipboard; none if it holds something else.
pub async fn clipboard_text(app: &AppHandle) -> Option<String> {
    let (answer, answered) = oneshot::channel();
    app.run_on_main_thread(move || {
        Clipboard::get(&SELECTION_CLIPBOARD).request_text(move |_, text| {
            let _ = answer.send(text.map(str::to_owned));
        });
    })
    .ok()?;
    answered.await.ok()?
}
