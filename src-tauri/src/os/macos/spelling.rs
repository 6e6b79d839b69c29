//! macOS: the webview checks spelling by itself, in the languages that the system is set to.

use tauri::WebviewWindow;

/// Nothing to ask for here.
pub fn check_spelling(_window: &WebviewWindow) {}
