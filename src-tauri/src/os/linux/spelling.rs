//! Linux: WebKitGTK's own spell checker, which is off until asked for, and what it proposes.

#![allow(unsafe_code, reason = "a call that the library leaves out")]

use gtk::glib::object::ObjectExt as _;
use gtk::glib::translate::{ToGlibPtr as _, from_glib_none};
use gtk::glib::{Object, gobject_ffi::GObject};
use tauri::WebviewWindow;
use webkit2gtk::{ContextMenuAction, ContextMenuExt, ContextMenuItem, ContextMenuItemExt, WebContextExt, WebViewExt};

/// Both are checked at once, where the system has their dictionaries (hunspell).
pub const LANGUAGES: [&str; 2] = ["de_DE", "en_US"];

/// Underlines misspelt words in both languages.
///
/// The engine tells its proposals only where it would open its own menu: they go to the page as the DOM event
/// `konsil-spelling`, for the page's own menu; null where no word is misspelt. The engine's is never shown, whatever has become of the page.
pub fn check_spelling(window: &WebviewWindow) {
    let page = window.clone();
    let asked = window.with_webview(move |webview| {
        let webview = webview.inner();
        if let Some(context) = webview.context() {
            context.set_spell_checking_languages(&LANGUAGES);
            context.set_spell_checking_enabled(true);
        }
        webview.connect_context_menu(move |_, menu, _, _| {
            let items = menu.items();
            // What it would let its own menu learn, it does not know.
            let misspelt = items.iter().any(|item| item.stock_action() == ContextMenuAction::LearnSpelling);
            let proposed: Option<Vec<String>> = misspelt.then(|| items.iter().filter_map(proposal).collect());
            let detail = serde_json::Value::from(proposed);
            let told =
                page.eval(format!("window.dispatchEvent(new CustomEvent('konsil-spelling', {{ detail: {detail} }}))"));
            if let Err(error) = told {
                tracing::debug!("proposals come too late: {error}");
            }
            true
        });
    });
    if let Err(error) = asked {
        tracing::debug!("no spell checker: {error}");
    }
}

/// The word that this entry of the engine's menu would put in place of the misspelt one.
fn proposal(item: &ContextMenuItem) -> Option<String> {
    if item.stock_action() != ContextMenuAction::SpellingGuess {
        return None;
    }
    // SAFETY: the item lives through the call, which gives a reference that stays the item's; `from_glib_none` takes one of its
    // own. What it refers to is an object of GTK.
    let action: Option<Object> = unsafe {
        from_glib_none(webkit2gtk::ffi::webkit_context_menu_item_get_action(item.to_glib_none().0).cast::<GObject>())
    };
    action?.property::<Option<String>>("label")
}
