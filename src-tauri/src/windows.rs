//! The windows themselves: the main one and one for each torn-off chat.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use konsil_app::desk::Theme;
use konsil_app::desk::WindowId;
use konsil_app::{ChatWindow, ControllerHandle, Focus};
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window};

use crate::places::{Bounds, Places, beside, clamp};
use crate::{attention, os, own_pages, size};

const SIZE: (f64, f64) = (1360.0, 860.0);
/// The distance of the next torn-off chat from the last.
const STEP: f64 = 32.0;
/// How wide the list of chats is in the main window, at most.
const LIST: f64 = 300.0;
/// Whoever moves a window moves it for a while: so long after the first change its place is written down.
const WRITTEN_AFTER: Duration = Duration::from_millis(700);

/// What is kept about the windows while the program runs.
pub struct Windows {
    file: PathBuf,
    state: Mutex<State>,
}

struct State {
    places: Places,
    /// What is on disk.
    written: Places,
    /// It will be written soon.
    writes: bool,
    active: Option<WindowId>,
}

impl Windows {
    pub fn new(config_dir: PathBuf) -> Self {
        let file = config_dir.join("windows.json");
        let places = Places::read(&file);
        let state = Mutex::new(State { places, written: places, writes: false, active: None });
        Self { file, state }
    }

    fn write(&self) {
        let places = {
            let mut state = self.state();
            state.writes = false;
            if state.places == state.written {
                return;
            }
            state.written = state.places;
            state.places
        };
        if let Err(error) = places.write(&self.file) {
            tracing::warn!("the windows' places are not kept: {error}");
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// # Errors
/// The system refuses.
pub fn open_main(app: &AppHandle) -> tauri::Result<()> {
    let places = app.state::<Windows>().state().places;
    let mut builder = builder(app, WindowId::Main).title("Konsil").inner_size(SIZE.0, SIZE.1);
    if let Some(bounds) = places.main {
        let bounds = clamp(bounds, &screens(app));
        builder = builder.position(bounds.x, bounds.y).inner_size(bounds.width, bounds.height);
    }
    let window = builder.maximized(places.main_maximized).build()?;
    os::check_spelling(&window);
    size::apply(&window);
    attention::opened(app, &window);
    Ok(())
}

/// # Errors
/// The system refuses.
pub fn open_chat(app: &AppHandle, window: WindowId, chat: &ChatWindow) -> tauri::Result<()> {
    let last = app.state::<Windows>().state().places.chat;
    let others = app.webview_windows().keys().filter(|label| *label != "main").count();
    let step = if others == 0 { 0.0 } else { STEP };
    let wanted = last.map(|last| Bounds { x: last.x + step, y: last.y + step, ..last });
    let (width, height) = last.map_or((chat.width, chat.height), |last| (last.width, last.height));
    let mut builder =
        builder(app, window).title(&chat.title).inner_size(width, height).focused(chat.focus == Focus::Take);
    let main = app.get_webview_window("main").and_then(|main| bounds_of(&main.as_ref().window()));
    let bounds = match main {
        Some(main) => Some(beside(wanted, (width, height), main, LIST * size::scale(app), &screens(app))),
        // Nothing of it is in sight anyway.
        None => wanted.map(|wanted| clamp(wanted, &screens(app))),
    };
    if let Some(bounds) = bounds {
        builder = builder.position(bounds.x, bounds.y).inner_size(bounds.width, bounds.height);
    }
    let window = builder.build()?;
    os::check_spelling(&window);
    size::apply(&window);
    attention::opened(app, &window);
    Ok(())
}

/// # Errors
/// The system refuses.
pub fn close(app: &AppHandle, window: WindowId) -> tauri::Result<()> {
    with(app, window, WebviewWindow::destroy)
}

/// # Errors
/// The system refuses.
pub fn focus(app: &AppHandle, window: WindowId) -> tauri::Result<()> {
    with(app, window, |window| {
        window.unminimize()?;
        window.show()?;
        window.set_focus()
    })
}

/// # Errors
/// The system refuses.
pub fn set_title(app: &AppHandle, window: WindowId, title: &str) -> tauri::Result<()> {
    with(app, window, |window| window.set_title(title))
}

pub fn set_theme(app: &AppHandle, theme: Theme) {
    app.set_theme(match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    });
}

/// The program was started a second time.
pub fn to_front(app: &AppHandle) {
    if let Err(error) = focus(app, WindowId::Main) {
        tracing::warn!("the window does not come to the front: {error}");
    }
}

/// Writes down where the windows are.
pub fn remember(app: &AppHandle) {
    for (label, window) in app.webview_windows() {
        if let Some(id) = WindowId::from_label(&label) {
            note_place(app, id, &window.as_ref().window());
        }
    }
    app.state::<Windows>().write();
}

/// A window may get the keyboard before anybody listens: when its page is there, it is asked.
pub fn tell_focus(window: &WebviewWindow, id: WindowId) {
    if window.is_focused().unwrap_or(false) {
        focus_moved(window.app_handle(), id, Keyboard::Here);
    }
}

/// What has become of the keyboard in one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    Here,
    Gone,
}

/// Each window reports for itself; in which order the one that loses the keyboard and the one that gets it do, differs.
pub fn focus_moved(app: &AppHandle, window: WindowId, keyboard: Keyboard) {
    let windows = app.state::<Windows>();
    let active = {
        let mut state = windows.state();
        let before = state.active;
        if keyboard == Keyboard::Here {
            state.active = Some(window);
        } else if before == Some(window) {
            state.active = None;
        }
        if state.active == before {
            return;
        }
        state.active
    };
    tracing::debug!(?active, "the keyboard moved");
    if active.is_none() {
        attention::left(app);
    }
    if let Some(controller) = app.try_state::<ControllerHandle>() {
        controller.focus_changed(active);
    }
}

/// Keeps where the window is, for the next start, however this one ends.
pub fn note_place(app: &AppHandle, id: WindowId, window: &Window) {
    let maximized = window.is_maximized().unwrap_or(false);
    let bounds = if maximized { None } else { bounds_of(window) };
    let windows = app.state::<Windows>();
    let mut state = windows.state();
    match id {
        WindowId::Main => {
            state.places.main_maximized = maximized;
            state.places.main = bounds.or(state.places.main);
        }
        WindowId::Chat(_) => state.places.chat = bounds.or(state.places.chat),
    }
    if state.places == state.written || std::mem::replace(&mut state.writes, true) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(WRITTEN_AFTER).await;
        let _ = tauri::async_runtime::spawn_blocking(move || app.state::<Windows>().write()).await;
    });
}

fn bounds_of(window: &Window) -> Option<Bounds> {
    if window.is_minimized().ok()? {
        return None;
    }
    let scale = window.scale_factor().ok()?;
    let corner = window.outer_position().ok()?.to_logical::<f64>(scale);
    let size = window.inner_size().ok()?.to_logical::<f64>(scale);
    Some(Bounds { x: corner.x, y: corner.y, width: size.width, height: size.height })
}

fn screens(app: &AppHandle) -> Vec<Bounds> {
    let monitors = app.available_monitors().unwrap_or_default();
    monitors
        .iter()
        .map(|monitor| {
            let area = monitor.work_area();
            let corner = area.position.to_logical::<f64>(monitor.scale_factor());
            let size = area.size.to_logical::<f64>(monitor.scale_factor());
            Bounds { x: corner.x, y: corner.y, width: size.width, height: size.height }
        })
        .collect()
}

fn builder(app: &AppHandle, window: WindowId) -> WebviewWindowBuilder<'_, tauri::Wry, AppHandle> {
    let builder = WebviewWindowBuilder::new(app, window.to_string(), WebviewUrl::default())
        // The pages themselves take what is dropped: else the webview would not even see a text dragged into a composer.
        .disable_drag_drop_handler();
    own_pages::only(app, builder)
}

fn with(
    app: &AppHandle,
    window: WindowId,
    work: impl FnOnce(&WebviewWindow) -> tauri::Result<()>,
) -> tauri::Result<()> {
    app.get_webview_window(&window.to_string()).map_or(Ok(()), |window| work(&window))
}
