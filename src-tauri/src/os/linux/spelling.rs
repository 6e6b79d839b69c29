//! Linux: WebKitGTK's own spell checker, which is off until asked for.

use tauri::WebviewWindow;
use webkit2gtk::{WebContextExt, WebViewExt};

/// Underlines misspelt words in both languages, where the system has the dictionaries (hunspell).
pub fn check_spelling(window: &WebviewWindow) {
    let asked = window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            context.set_spell_checking_languages(&["de_DE", "en_US"]);
            context.set_spell_checking_enabled(true);
        }
    });
    if let Err(error) = asked {
        tracing::debug!("no spell checker: {error}");
    }
}
