//! How large everything in the windows is: what the agent has set, times what the system says of texts. The engine follows the
//! system by itself (WebKitGTK since 2.46) and tells the page, which has fewer of its pixels then and folds its columns as in
//! a smaller window. What is counted here are the windows around it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use konsil_app::desk::Zoom;
use tauri::{AppHandle, LogicalSize, Manager as _, WebviewWindow};

/// The smallest a single chat can be read in.
const SMALLEST: (f64, f64) = (380.0, 480.0);
/// What the system says of texts is believed within these limits.
#[cfg(target_os = "linux")]
const BELIEVED: (f64, f64) = (0.5, 3.0);

/// What is known so far.
#[derive(Debug)]
pub struct Size(Mutex<Scales>);

#[derive(Debug, Clone, Copy)]
struct Scales {
    zoom: Zoom,
    /// 1: as large as usual.
    texts: f64,
}

impl Default for Size {
    fn default() -> Self {
        Self(Mutex::new(Scales { zoom: Zoom::default(), texts: 1.0 }))
    }
}

impl Size {
    fn scales(&self) -> MutexGuard<'_, Scales> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The agent has set it.
pub fn set_zoom(app: &AppHandle, zoom: Zoom) {
    app.state::<Size>().scales().zoom = zoom;
    apply_to_all(app);
}

/// The system says how large texts are to be. Only on Linux: elsewhere it is not asked.
#[cfg(target_os = "linux")]
pub fn set_texts(app: &AppHandle, texts: f64) {
    tracing::info!(texts, "the system's size of texts");
    app.state::<Size>().scales().texts = if texts.is_finite() { texts.clamp(BELIEVED.0, BELIEVED.1) } else { 1.0 };
    apply_to_all(app);
}

/// How large everything is now; 1 is as designed.
pub fn scale(app: &AppHandle) -> f64 {
    let Scales { zoom, texts } = *app.state::<Size>().scales();
    f64::from(zoom.percent()) / 100.0 * texts
}

/// A window has been opened.
pub fn apply(window: &WebviewWindow) {
    let scale = scale(window.app_handle());
    // What can be read in a small window needs a larger one then; never one larger than the screen.
    let screen =
        window.current_monitor().ok().flatten().map(|it| it.work_area().size.to_logical::<f64>(it.scale_factor()));
    let room = screen.map_or(SMALLEST, |screen| (screen.width * 0.9, screen.height * 0.9));
    let smallest = LogicalSize::new(
        (SMALLEST.0 * scale).min(room.0.max(SMALLEST.0)),
        (SMALLEST.1 * scale).min(room.1.max(SMALLEST.1)),
    );
    let zoom = f64::from(window.state::<Size>().scales().zoom.percent()) / 100.0;
    if let Err(error) = window.set_zoom(zoom).and_then(|()| window.set_min_size(Some(smallest))) {
        tracing::warn!("a window is not as large as it should be: {error}");
    }
}

fn apply_to_all(app: &AppHandle) {
    for window in app.webview_windows().into_values() {
        apply(&window);
    }
}
