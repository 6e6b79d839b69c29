//! What the pages can call. Each hands on to the controller; the window's label says who calls.

use std::sync::{Mutex, PoisonError};

use konsil_app::desk::WindowId;
use konsil_app::desk::input::{AskTranscript, FindLines, FindTargets, FindTeam, Input};
use konsil_app::desk::view::{Change, DecisionRow, FoundLines, Stage, Targets, TeamView, TranscriptView, Update};
use konsil_app::{CallError, ControllerHandle};
use tauri::ipc::Channel;
use tauri::{AppHandle, State, WebviewWindow};

use crate::addresses::{self, NotOpened};
use crate::files::{self, NotSaved, TextFile};
use crate::os::{self, ClipboardFault};
use crate::terminal::say;
use crate::{closing, windows};

/// The page has been loaded: everything, then each change, over this channel.
#[tauri::command]
pub async fn attach(
    window: WebviewWindow,
    channel: Channel<Update>,
    controller: State<'_, ControllerHandle>,
) -> Result<(), CallError> {
    let sink = Box::new(move |update: Update| {
        tell_contact_page(&update);
        if let Err(error) = channel.send(update) {
            tracing::debug!("a page is gone: {error}");
        }
    });
    let id = id_of(&window)?;
    controller.attach(id, sink).await?;
    windows::tell_focus(&window, id);
    Ok(())
}

/// An act of the agent. Returns when it has been handled: a draft is on disk then.
#[tauri::command]
pub async fn execute(
    window: WebviewWindow,
    input: Input,
    controller: State<'_, ControllerHandle>,
) -> Result<(), CallError> {
    controller.input(id_of(&window)?, input).await
}

/// Rows for the Team Communicator.
#[tauri::command]
pub async fn find_targets(
    question: FindTargets,
    controller: State<'_, ControllerHandle>,
) -> Result<Targets, CallError> {
    controller.find_targets(question).await
}

/// Rows of the Team view.
#[tauri::command]
pub async fn find_team(question: FindTeam, controller: State<'_, ControllerHandle>) -> Result<TeamView, CallError> {
    controller.find_team(question).await
}

/// *Why did it ring*, newest first.
#[tauri::command]
pub async fn decisions(controller: State<'_, ControllerHandle>) -> Result<Vec<DecisionRow>, CallError> {
    controller.decisions().await
}

/// The text on the clipboard, for *Einfügen*: WebKitGTK lets no page read it, other webviews ask the agent. Empty if there is none.
#[tauri::command]
pub async fn read_clipboard(app: AppHandle) -> Result<String, ClipboardFault> {
    os::clipboard_text(&app).await
}

/// A word that the spell checker is to know from now on. Elsewhere than on Linux nobody is told of misspelt words.
#[cfg(target_os = "linux")]
#[tauri::command]
pub async fn learn_word(word: String) -> Result<(), os::NotLearned> {
    let learned = tauri::async_runtime::spawn_blocking(move || os::learn_word(&word));
    learned.await.unwrap_or(Err(os::NotLearned::NotWritten))
}

/// Where something stands in a thread.
#[tauri::command]
pub async fn find_lines(question: FindLines, controller: State<'_, ControllerHandle>) -> Result<FoundLines, CallError> {
    controller.find_lines(question).await
}

/// A chat written out.
#[tauri::command]
pub async fn transcript(
    question: AskTranscript,
    controller: State<'_, ControllerHandle>,
) -> Result<TranscriptView, CallError> {
    controller.transcript(question).await
}

/// Asks where, and writes the text there. False: the agent thought better of it.
#[tauri::command]
pub async fn save_text(window: WebviewWindow, file: TextFile) -> Result<bool, NotSaved> {
    files::save(&window, file).await
}

/// An address that the agent looked at and wants to see.
#[tauri::command]
pub async fn open_address(address: String) -> Result<(), NotOpened> {
    // To ask the system for a program may take its time.
    tauri::async_runtime::spawn_blocking(move || addresses::open(&address)).await.unwrap_or(Err(NotOpened::NoProgram))
}

/// The page's answer to `konsil-closing`: its drafts have been handed over.
#[tauri::command]
pub fn drafts_sent(app: AppHandle, window: WebviewWindow) {
    closing::drafts_sent(&app, window.label());
}

/// Whoever started the program from a terminal reads there where a contact's page can be opened in practice mode.
fn tell_contact_page(update: &Update) {
    static TOLD: Mutex<String> = Mutex::new(String::new());
    for change in &update.changes {
        if let Change::Stage { stage: Stage::Workspace { practice: Some(practice) } } = change {
            let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
            if *told != practice.contact_page {
                told.clone_from(&practice.contact_page);
                say(&format!("The contact's page: {told}"));
            }
        }
    }
}

fn id_of(window: &WebviewWindow) -> Result<WindowId, CallError> {
    // Every window of ours has such a label; one without is on its way out.
    WindowId::from_label(window.label()).ok_or(CallError::Stopping)
}
