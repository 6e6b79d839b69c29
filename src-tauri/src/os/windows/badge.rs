//! The number over the taskbar buttons: an overlay icon, with words for screen readers.

#![allow(unsafe_code, reason = "calls into the system")]

use tauri::WebviewWindow;
use windows::Win32::System::Com::{CLSCTX_INPROC_SERVER, CoCreateInstance};
use windows::Win32::UI::Shell::{ITaskbarList3, TaskbarList};
use windows::Win32::UI::WindowsAndMessaging::{CreateIcon, DestroyIcon, GetSystemMetrics, HICON, SM_CXSMICON};
use windows::core::{HSTRING, PCWSTR};

use crate::os::number;

/// The number and what it is drawn with. Lives on the main thread, whose COM the windowing library has set up.
#[derive(Default)]
pub struct Badge {
    shown: Option<(Icon, HSTRING)>,
    taskbar: Option<ITaskbarList3>,
}

impl Badge {
    /// 0 takes it away. [`Badge::show_on`] makes it seen.
    pub fn set(&mut self, count: u32, words: &str) {
        self.shown = None;
        if count > 0 {
            match Icon::of(count) {
                Ok(icon) => self.shown = Some((icon, HSTRING::from(words))),
                Err(error) => tracing::warn!("no number on the taskbar: {error}"),
            }
        }
    }

    /// A window whose button is not there yet gets it when the taskbar reports the button.
    pub fn show_on(&mut self, window: &WebviewWindow) {
        if let Err(error) = self.try_show_on(window) {
            tracing::debug!(window = window.label(), "no number on this button (yet): {error}");
        }
    }

    fn try_show_on(&mut self, window: &WebviewWindow) -> anyhow::Result<()> {
        let handle = window.hwnd()?;
        let taskbar = match &self.taskbar {
            Some(taskbar) => taskbar,
            None => self.taskbar.insert(new_taskbar()?),
        };
        let (icon, words) = match &self.shown {
            Some((icon, words)) => (icon.0, PCWSTR(words.as_ptr())),
            None => (HICON::default(), PCWSTR::null()),
        };
        // SAFETY: icon and words live in `self` and are copied by the taskbar before the call returns; without them the
        // overlay is taken away. The handle is that of a window which exists: this is its thread.
        unsafe { taskbar.SetOverlayIcon(handle, icon, words)? };
        Ok(())
    }
}

fn new_taskbar() -> windows::core::Result<ITaskbarList3> {
    // SAFETY: COM is set up on this thread, and the interface is one that the class has.
    let taskbar: ITaskbarList3 = unsafe { CoCreateInstance(&TaskbarList, None, CLSCTX_INPROC_SERVER)? };
    // SAFETY: it has to be called once before all others.
    unsafe { taskbar.HrInit()? };
    Ok(taskbar)
}

/// Owned: destroyed when dropped.
struct Icon(HICON);

impl Icon {
    /// In the size of a small icon, which grows with the scale of the screen.
    fn of(count: u32) -> windows::core::Result<Self> {
        // SAFETY: takes and returns a number.
        let wanted = unsafe { GetSystemMetrics(SM_CXSMICON) };
        let picture = number::picture(count, wanted.unsigned_abs());
        let (side, length) = (picture.side.cast_signed(), picture.side as usize);
        let colours: Vec<u8> =
            picture.pixels.into_iter().flat_map(|[red, green, blue, alpha]| [blue, green, red, alpha]).collect();
        // Where alpha is given the mask says nothing; it has one bit per pixel, in rows of whole 16 bits.
        let mask = vec![0_u8; length.div_ceil(16) * 2 * length];
        // SAFETY: both arrays are as long as size and depth ask for, and are copied.
        let icon = unsafe { CreateIcon(None, side, side, 1, 32, mask.as_ptr(), colours.as_ptr())? };
        Ok(Self(icon))
    }
}

impl Drop for Icon {
    fn drop(&mut self) {
        // SAFETY: it was made here, and nobody has it any more: taskbars copy.
        if let Err(error) = unsafe { DestroyIcon(self.0) } {
            tracing::debug!("an icon stays: {error}");
        }
    }
}
