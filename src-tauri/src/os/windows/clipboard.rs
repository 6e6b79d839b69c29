//! Windows: the clipboard, which one program at a time may have open.

#![allow(unsafe_code, reason = "calls into the system")]

use std::thread;
use std::time::Duration;

use tauri::AppHandle;
use windows::Win32::Foundation::HGLOBAL;
use windows::Win32::System::DataExchange::{CloseClipboard, GetClipboardData, OpenClipboard};
use windows::Win32::System::Memory::{GlobalLock, GlobalSize, GlobalUnlock};

use crate::os::clipboard::ClipboardFault;
use crate::os::utf16;

/// Text in UTF-16, as the system numbers what a clipboard holds. `WinUser.h`
const CF_UNICODETEXT: u32 = 13;
/// Another program may have it open for a moment.
const TRIES: usize = 10;
const PAUSE: Duration = Duration::from_millis(20);

/// The text on the clipboard; empty if it holds something else, or nothing.
///
/// # Errors
/// It cannot be read.
pub async fn clipboard_text(_app: &AppHandle) -> Result<String, ClipboardFault> {
    tauri::async_runtime::spawn_blocking(read).await.unwrap_or(Err(ClipboardFault::Ending))
}

fn read() -> Result<String, ClipboardFault> {
    for _ in 0..TRIES {
        // SAFETY: takes no window and gives nothing; what it opens is closed below, on this thread.
        if unsafe { OpenClipboard(None) }.is_ok() {
            let text = text().unwrap_or_default();
            // SAFETY: this thread has opened it.
            if let Err(error) = unsafe { CloseClipboard() } {
                tracing::warn!("the clipboard stays open: {error}");
            }
            return Ok(text);
        }
        thread::sleep(PAUSE);
    }
    tracing::warn!("another program does not let go of the clipboard");
    Err(ClipboardFault::Taken)
}

/// Of the clipboard that this thread has opened. None: there is no text on it.
fn text() -> Option<String> {
    // SAFETY: the clipboard is open. What it gives stays the clipboard's.
    let memory = HGLOBAL(unsafe { GetClipboardData(CF_UNICODETEXT) }.ok()?.0);
    // SAFETY: the clipboard's memory, which stays where it is until it is unlocked.
    let units = unsafe { GlobalLock(memory) }.cast::<u16>();
    if units.is_null() {
        return None;
    }
    // SAFETY: as above. It is the size of that memory, in bytes.
    let room = unsafe { GlobalSize(memory) } / size_of::<u16>();
    // SAFETY: so many units are there, aligned as the system's memory is, and nobody writes them while the clipboard is open.
    let text = utf16::text_of(unsafe { std::slice::from_raw_parts(units, room) });
    // SAFETY: it was locked above. That it is unlocked now is said as an error of number 0.
    let _ = unsafe { GlobalUnlock(memory) };
    Some(text)
}
