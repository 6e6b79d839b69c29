//! macOS: the clipboard, on the main thread as everything of AppKit.

#![allow(unsafe_code, reason = "a name that the system exports")]

use objc2_app_kit::{NSPasteboard, NSPasteboardTypeString};
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
        // SAFETY: the name is AppKit's, and there for as long as the program is.
        let kind = unsafe { NSPasteboardTypeString };
        let text = NSPasteboard::generalPasteboard().stringForType(kind);
        let _ = answer.send(text.map(|text| text.to_string()).unwrap_or_default());
    })
    .map_err(|_| ClipboardFault::Ending)?;
    answered.await.map_err(|_| ClipboardFault::Ending)
}
