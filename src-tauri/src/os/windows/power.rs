//! Windows tells when it has woken up. Registered for, not heard as a window's message: a computer that only dozes (modern
//! standby) sends none, and there may be no window.

#![allow(unsafe_code, reason = "calls into the system")]

use std::ffi::c_void;
use std::ptr::{from_mut, null_mut};
use std::sync::OnceLock;

use konsil_app::desk::SystemEvent;
use tauri::AppHandle;
use windows::Win32::Foundation::{ERROR_SUCCESS, HANDLE};
use windows::Win32::System::Power::{DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS, PowerRegisterSuspendResumeNotification};
use windows::Win32::UI::WindowsAndMessaging::{DEVICE_NOTIFY_CALLBACK, PBT_APMRESUMEAUTOMATIC};

use crate::controller;
use crate::os::presence;

const _: () = assert!(presence::WOKE == PBT_APMRESUMEAUTOMATIC, "the kinds are the system's");

/// For what the system calls: it hands over no reference of ours.
static APP: OnceLock<AppHandle> = OnceLock::new();

/// Reports to the controller when the computer wakes up. Returns at once.
pub fn watch(app: &AppHandle) {
    if APP.set(app.clone()).is_err() {
        return;
    }
    let mut whom = DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS { Callback: Some(on_power), Context: null_mut() };
    let mut registration = null_mut();
    // SAFETY: both are read and written until the call returns; the function stays for as long as the program does, and the
    // registration ends with it.
    let done = unsafe {
        PowerRegisterSuspendResumeNotification(
            DEVICE_NOTIFY_CALLBACK,
            HANDLE(from_mut(&mut whom).cast()),
            &raw mut registration,
        )
    };
    if done != ERROR_SUCCESS {
        // The controller then sees it by its clocks.
        tracing::warn!(code = done.0, "the system does not tell when it wakes up");
    }
}

/// # Safety
/// The system calls it, on a thread of its own, and waits for its end before it goes on.
unsafe extern "system" fn on_power(_context: *const c_void, kind: u32, _setting: *const c_void) -> u32 {
    if let Some(app) = APP.get().filter(|_| presence::woke(kind)) {
        controller::report(app, SystemEvent::Woke);
    }
    ERROR_SUCCESS.0
}
