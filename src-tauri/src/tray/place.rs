//! Linux: whether there is a tray, and what its library leaves to be done. Icons are shown as StatusNotifierItems by
//! libayatana-appindicator, which is loaded when it is needed; where nobody watches for such items it falls back to an
//! icon in X11's older system tray.

use std::path::PathBuf;

use futures_util::{StreamExt as _, stream};
use tauri::tray::TrayIcon;
use tauri::{AppHandle, Manager as _};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::ConnectionExt as _;
use zbus::blocking::{Connection, Proxy};

/// In the order in which the tray's own code looks for them. It ends the program if there is neither.
const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";

/// # Errors
/// What is missing, in words.
pub fn library() -> Result<(), String> {
    for name in LIBRARIES {
        // SAFETY: what is loaded is the library that draws the tray, by its system-wide name; it is never unloaded.
        #[expect(unsafe_code, reason = "a library may do anything while it is loaded")]
        if let Ok(library) = unsafe { libloading::Library::new(name) } {
            std::mem::forget(library);
            return Ok(());
        }
    }
    Err(format!("there is no {}", LIBRARIES.join(" and no ")))
}

/// Somebody shows such icons.
pub fn is_there() -> bool {
    watched().inspect_err(|error| tracing::debug!("nobody watches for tray icons: {error}")).unwrap_or(false)
        || old_tray().inspect_err(|error| tracing::debug!("no system tray: {error}")).unwrap_or(false)
}

fn watched() -> zbus::Result<bool> {
    let watcher = Proxy::new(&Connection::session()?, WATCHER, WATCHER_PATH, WATCHER)?;
    watcher.get_property("IsStatusNotifierHostRegistered")
}

/// Reports anew when a place for icons appears or disappears: at log-in a program may be there before the panel.
pub fn watch(app: &AppHandle, means_changed: fn(&AppHandle)) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let told = async {
            let bus = zbus::Connection::session().await?;
            let watcher = zbus::Proxy::new(&bus, WATCHER, WATCHER_PATH, WATCHER).await?;
            let owners = watcher.receive_owner_changed().await?.map(drop);
            let hosts = watcher.receive_signal("StatusNotifierHostRegistered").await?.map(drop);
            let mut changes = stream::select(owners, hosts);
            while changes.next().await.is_some() {
                means_changed(&app);
            }
            zbus::Result::Ok(())
        };
        if let Err(error) = told.await {
            tracing::debug!("a tray that comes later is not noticed: {error}");
        }
    });
}

/// The tray of X11 alone: under Wayland the library cannot reach it.
fn old_tray() -> Result<bool, Box<dyn std::error::Error>> {
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return Ok(false);
    }
    let (connection, screen) = x11rb::connect(None)?;
    let name = format!("_NET_SYSTEM_TRAY_S{screen}");
    let selection = connection.intern_atom(false, name.as_bytes())?.reply()?.atom;
    let owner = connection.get_selection_owner(selection)?.reply()?.owner;
    connection.flush()?;
    Ok(owner != x11rb::NONE)
}

/// Where the icon's file is put for the tray to read: the agent's own folder, not one that all users of a computer
/// share. What an earlier run left is cleared.
pub fn folder(app: &AppHandle) -> Option<PathBuf> {
    let folder = app.path().app_cache_dir().ok()?.join("tray");
    let _ = std::fs::remove_dir_all(&folder);
    Some(folder)
}

/// Trays here have no tooltip to set, but show the item's title in its place.
///
/// # Errors
/// The event loop is gone.
pub fn title(item: &TrayIcon, words: String) -> tauri::Result<()> {
    item.with_inner_tray_icon(move |inner| {
        // SAFETY: this runs on the main thread, where alone the icon is touched, so nobody else has a reference to the
        // indicator inside (a single pointer to the library's object) until this is done; it lives as long as `inner`.
        #[expect(unsafe_code, reason = "the indicator has no safe way to it")]
        unsafe {
            (*inner.app_indicator().cast_mut()).set_title(&words);
        }
    })
}
