//! The way out: drafts first, then the controller (the practice centre last), then the program.
//!
//! A page that is about to be closed gets the DOM event `konsil-closing`, hands over what is written in its composers and
//! answers with the command `drafts_sent`. One that hangs is not waited for longer than [`PATIENCE`].

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use konsil_app::ControllerHandle;
use konsil_app::desk::SystemEvent;
use tauri::{AppHandle, Manager, WebviewWindow};
use tokio::sync::oneshot;

use crate::{notifications, windows};

const PATIENCE: Duration = Duration::from_secs(1);
/// The controller promises five seconds.
const STOPPING: Duration = Duration::from_secs(6);

/// Who is on the way out.
#[derive(Default)]
pub struct Closing {
    pages: Mutex<BTreeMap<String, oneshot::Sender<()>>>,
    begun: AtomicBool,
    done: AtomicBool,
}

/// True when everything has been stopped.
pub fn may_exit(app: &AppHandle) -> bool {
    app.try_state::<Closing>().is_none_or(|closing| closing.done.load(Ordering::Acquire))
}

/// The agent closes the main window: with open chats that is asked about first. Without a controller nobody can ask.
pub fn wanted(app: &AppHandle) {
    match app.try_state::<ControllerHandle>().filter(|controller| !controller.has_ended()) {
        Some(controller) => controller.system(SystemEvent::QuitWanted),
        None => quit(app),
    }
}

/// Stops everything and ends the program. The second call does nothing.
pub fn quit(app: &AppHandle) {
    if app.state::<Closing>().begun.swap(true, Ordering::AcqRel) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        for window in app.webview_windows().into_values() {
            hand_over_drafts(&window).await;
        }
        windows::remember(&app);
        let controller = app.state::<ControllerHandle>().inner().clone();
        if tokio::time::timeout(STOPPING, controller.shutdown()).await.is_err() {
            tracing::error!("the controller did not stop in time");
        }
        let gone = app.clone();
        let _ = tauri::async_runtime::spawn_blocking(move || notifications::withdraw_all(&gone)).await;
        tracing::info!("stopped");
        app.state::<Closing>().done.store(true, Ordering::Release);
        app.exit(0);
    });
}

/// The agent closes a torn-off chat's window: its chat docks.
pub fn close(window: WebviewWindow) {
    tauri::async_runtime::spawn(async move {
        hand_over_drafts(&window).await;
        if let Err(error) = window.destroy() {
            tracing::debug!("already closed: {error}");
        }
    });
}

/// The page's answer.
pub fn drafts_sent(app: &AppHandle, label: &str) {
    if let Some(waiting) = pages(app, |pages| pages.remove(label)) {
        let _ = waiting.send(());
    }
}

async fn hand_over_drafts(window: &WebviewWindow) {
    let (answer, answered) = oneshot::channel();
    pages(window.app_handle(), |pages| pages.insert(window.label().to_owned(), answer));
    if window.eval("window.dispatchEvent(new Event('konsil-closing'))").is_err() {
        return;
    }
    if tokio::time::timeout(PATIENCE, answered).await.is_err() {
        tracing::warn!(window = window.label(), "the page did not hand over its drafts in time");
    }
}

fn pages<T>(app: &AppHandle, work: impl FnOnce(&mut BTreeMap<String, oneshot::Sender<()>>) -> T) -> T {
    let closing = app.state::<Closing>();
    let mut pages = closing.pages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    work(&mut pages)
}

/// The system asks the program to end (log-out, `kill`).
#[cfg(unix)]
pub fn on_signal(app: AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    tauri::async_runtime::spawn(async move {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                if terminate.recv().await.is_some() {
                    quit(&app);
                }
            }
            Err(error) => tracing::warn!("cannot listen to signals: {error}"),
        }
    });
}

/// Windows closes the windows instead.
#[cfg(not(unix))]
pub fn on_signal(_app: AppHandle) {}
